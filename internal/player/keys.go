package player

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
)

// key does what a key of the keyboard is for. Text is what it writes.
func (m Model) key(name, text string) (tea.Model, tea.Cmd) {
	m.note = ""
	switch {
	case name == "ctrl+c":
		m.interrupted = true
		return m, tea.Quit
	case name == "ctrl+z":
		return m, tea.Suspend
	case m.help:
		m.help = false
		return m, nil
	case m.list != nil:
		return m.choose(name, text), nil
	case strings.Contains(phone, text) && len(text) == 1:
		return m.press(text), nil
	}
	if lines, ok := m.scrolls(name); ok {
		return m.scroll(lines), nil
	}
	switch name {
	case "q":
		return m, tea.Quit
	case "?":
		m.help = true
	case "u":
		return m.undo(), nil
	case "r":
		return m.restart(), nil
	case "j":
		return m.labels(), nil
	case "t":
		return m.save(), nil
	case "backspace":
		m.typed = m.typed[:max(len(m.typed)-1, 0)]
	case "esc":
		return m.stopAsking(), nil
	default:
		return m.outcome(name)
	}
	return m, nil
}

// phone are the keys of a telephone.
const phone = "0123456789#*"

// outcome makes the step that the call is at come out as a key says.
func (m Model) outcome(name string) (tea.Model, tea.Cmd) {
	if m.at.Ending != sim.Running {
		m.note = "the call is over: u goes back, r starts again"
		return m, nil
	}
	kind := m.Flow.Effect(m.at).Kind
	switch name {
	case "enter", "space", " ":
		return m.enter(kind)
	case "h":
		return m.take(sim.Outcome{Event: sim.HangsUp}), nil
	case "o":
		return m.take(sim.Answer(call.Success)), nil
	case "f":
		return m.take(sim.Answer(call.Fail)), nil
	case "b":
		return m.take(sim.Outcome{Event: sim.IsBusy}), nil
	case "n":
		if kind == call.Waits {
			return m.take(sim.Outcome{Event: sim.Nothing}), nil
		}
		return m.take(sim.Outcome{Event: sim.Silent}), nil
	}
	if len([]rune(name)) == 1 {
		m.note = name + " does nothing: ? lists the keys"
	}
	return m, nil
}

// enter goes on, where the call says by itself how.
func (m Model) enter(kind call.Kind) (tea.Model, tea.Cmd) {
	switch {
	case kind == call.Waits && m.typed != "":
		return m.take(sim.Press(m.typed)), nil
	case kind == call.Waits:
		m.note = "the call waits for keys; n keys in nothing"
	case !m.Flow.Run.Steps[m.at.At].Branching:
		return m.take(sim.Outcome{}), nil
	case m.asking:
		m.note = "the request is under way; esc gives up"
	case kind == call.Requests && m.Fetch != nil:
		return m.fetch()
	default:
		return m.outcomes(), nil
	}
	return m, nil
}

// press presses a key of the telephone. Where prompts are still to be heard, they
// are heard first.
func (m Model) press(key string) Model {
	if key == "*" {
		m.note = "keys are digits and #: nobody can wait for *"
		return m
	}
	for m.at.Ending == sim.Running && m.Flow.Effect(m.at).Kind == call.Plays {
		before := len(m.past)
		if m = m.take(sim.Outcome{}); len(m.past) == before {
			return m
		}
	}
	if m.at.Ending != sim.Running {
		m.note = "the call is over: u goes back, r starts again"
		return m
	}
	e := m.Flow.Effect(m.at)
	switch {
	case e.Kind != call.Waits:
		m.note = "the call does not wait for keys"
		return m
	case len(m.typed) >= call.MaxKeys:
		m.note = "these are many keys: enter sends them"
		return m
	}
	m.typed += key
	if len(m.typed) == e.Count {
		return m.take(sim.Press(m.typed))
	}
	return m
}

// paste presses the keys of a text, or writes it where one is asked for.
func (m Model) paste(text string) Model {
	m.note = ""
	if m.list != nil {
		return m.filter(m.list.text + text)
	}
	for _, r := range text {
		if strings.ContainsRune(phone, r) && m.note == "" {
			m = m.press(string(r))
		}
	}
	return m
}

func (m Model) stopAsking() Model {
	if m.asking {
		m.giveUp()
		m.asking = false
		m.note = "nobody waits for the request any more: o and f say how it came out"
	}
	return m
}

// scrolls says by how many lines a key moves the transcript.
func (m Model) scrolls(name string) (lines int, ok bool) {
	page := max(m.layout().rows-1, 1)
	switch name {
	case "pgup":
		return page, true
	case "pgdown":
		return -page, true
	case "up":
		return 1, true
	case "down":
		return -1, true
	case "home":
		return 1 << 30, true
	case "end":
		return -1 << 30, true
	}
	return 0, false
}

// scroll moves the transcript, not beyond its ends.
func (m Model) scroll(lines int) Model {
	l := m.layout()
	m.up = max(m.up+lines, 0)
	if lines > 0 {
		m.up = min(m.up, max(len(m.tail(l.left, m.up+l.rows))-l.rows, 0))
	}
	return m
}
