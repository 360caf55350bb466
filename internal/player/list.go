package player

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A list is what something is chosen from: a label to jump to, or how a step comes
// out. What is typed leaves those that it is a part of.
type list struct {
	title  string
	all    []choice
	text   string
	fits   []choice
	at     int
	choose func(Model, choice) Model
}

type choice struct {
	name  string
	about string
	step  int
}

// labels lists the labels of the call. A payload has ids.
func (m Model) labels() Model {
	l := &list{title: "jump to", choose: func(m Model, c choice) Model { return m.jump(c.step, c.name) }}
	for _, label := range m.Flow.Named() {
		if label.Step >= 0 {
			l.all = append(l.all, choice{label.Name, m.where(m.Flow.Step(label.Step)), label.Step})
		}
	}
	if len(l.all) == 0 {
		m.note = "the call has no label"
		return m
	}
	m.list = l
	return m.filter("")
}

// outcomes lists how the step that the call is at can come out.
func (m Model) outcomes() Model {
	l := &list{title: "comes out as", choose: func(m Model, c choice) Model { return m.take(sim.Answer(c.name)) }}
	leads, _ := m.leads(m.at, "")
	for _, lead := range leads {
		for _, key := range lead.keys {
			l.all = append(l.all, choice{key, lead.words, 0})
		}
	}
	if len(l.all) == 0 {
		m.note = "nothing says how this step comes out: h hangs up"
		return m
	}
	m.list = l
	return m.filter("")
}

const maxFilter = 100

// filter leaves the choices that a text is a part of, those first that it starts.
func (m Model) filter(text string) Model {
	text = strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, text)
	l := *m.list
	l.text, l.at, l.fits = diag.Visible(text[:min(len(text), maxFilter)]), 0, nil
	within := []choice{}
	for _, c := range l.all {
		switch at := strings.Index(strings.ToLower(c.name), strings.ToLower(l.text)); {
		case at == 0:
			l.fits = append(l.fits, c)
		case at > 0:
			within = append(within, c)
		}
	}
	l.fits = slices.Concat(l.fits, within)
	m.list = &l
	return m
}

// choose does what a key is for where something is chosen.
func (m Model) choose(name, text string) Model {
	l := *m.list
	switch name {
	case "esc":
		m.list = nil
		return m
	case "enter":
		if len(l.fits) == 0 {
			m.note = "nothing is called so"
			return m
		}
		m.list = nil
		return l.choose(m, l.fits[l.at])
	case "up", "shift+tab":
		l.at = max(l.at-1, 0)
	case "down":
		l.at = max(min(l.at+1, len(l.fits)-1), 0)
	case "tab":
		return m.filter(common(l.fits, l.text))
	case "backspace":
		_, size := utf8.DecodeLastRuneInString(l.text)
		return m.filter(l.text[:len(l.text)-size])
	default:
		next := m.filter(l.text + text)
		if name == "q" && len(next.list.fits) == 0 {
			m.list = nil // nothing is called so: who presses it wants to leave
			return m
		}
		return next
	}
	m.list = &l
	return m
}

// common returns what the names begin with that a text starts.
func common(fits []choice, text string) string {
	start, found := "", false
	for _, c := range fits {
		switch {
		case !strings.HasPrefix(c.name, text):
		case !found:
			start, found = c.name, true
		default:
			n := 0
			for n < len(start) && n < len(c.name) && start[n] == c.name[n] {
				n++
			}
			start = start[:n]
		}
	}
	if !found {
		return text
	}
	return start
}

// where says where something is written.
func (m Model) where(at source.Place) string {
	if at.File == nil {
		return ""
	}
	return diag.Visible(at.File.Name) + ":" + itoa(at.File.Position(at.Start, source.Bytes).Line)
}
