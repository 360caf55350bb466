package player

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Model is a player, and all that its screen shows follows from it.
type Model struct {
	Options
	ctx           context.Context
	styles        styles
	width, height int

	at    sim.Machine
	past  []entry
	typed string // keys that the call has not taken yet
	up    int    // by how many lines the transcript is moved
	note  string // what came of the last key, until the next one
	help  bool
	list  *list // that something is chosen from, or nil

	asked       int  // how many requests were made: an answer to another than the last comes too late
	asking      bool // the last one is under way
	giveUp      context.CancelFunc
	interrupted bool

	shown  *source.File // the file that is beside the transcript, with its secrets hidden
	behind *source.File // the file as it is
}

// An entry is a moment of the call, and the machine before it.
type entry struct {
	before sim.Machine
	moment sim.Moment
	jumped string // where somebody jumped to, instead of a moment

	lines   []string // as the screen has them, once they were asked for
	columns int      // of those
}

// New returns a player at the start of the call.
func New(o Options) Model {
	m := Model{Options: o, ctx: context.Background(), styles: newStyles(o.Color), giveUp: func() {}, at: o.Flow.Start()}
	return m.looked()
}

// Init implements tea.Model.
func (m Model) Init() tea.Cmd { return nil }

// Update implements tea.Model.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		return m.key(msg.String(), msg.Text)
	case tea.PasteMsg:
		return m.paste(msg.Content), nil
	case answer:
		if m.asking && msg.to == m.asked {
			m = m.answered(msg)
		}
	}
	return m, nil
}

// maxPast is how much of a call can be undone.
const maxPast = 2 * sim.MaxSteps

// take makes the step that the call is at come out in a way.
func (m Model) take(o sim.Outcome) Model {
	next, err := m.Flow.Took(m.at, o)
	switch {
	case err != nil:
		m.note = err.Error()
		return m
	case len(m.past) >= maxPast:
		m.note = "this goes on for too long: r starts again"
		return m
	}
	m.past = append(m.past, entry{before: m.at, moment: sim.Moment{Effect: m.Flow.Effect(m.at), Outcome: o}})
	m.at = next
	return m.moved()
}

// moved leaves behind what belonged to the step before.
func (m Model) moved() Model {
	m.giveUp()
	m.typed, m.up, m.asking, m.giveUp = "", 0, false, func() {}
	return m.looked()
}

// looked opens the file that the call is in now.
func (m Model) looked() Model {
	place := m.place()
	if place.File != m.behind {
		m.behind, m.shown = place.File, nil
		if place.File != nil {
			m.shown = source.NewFile(place.File.Name, m.Secrets.Source(place.File))
		}
	}
	return m
}

// place returns where the step is written that the call is at, or ended behind.
func (m Model) place() source.Place {
	at := m.at
	if at.Ending != sim.Running {
		if len(m.past) == 0 {
			return source.Place{}
		}
		at = m.past[len(m.past)-1].before
	}
	return m.Flow.Step(at.At)
}

func (m Model) undo() Model {
	if len(m.past) == 0 {
		m.note = "this is the start of the call"
		return m
	}
	last := len(m.past) - 1
	m.at, m.past = m.past[last].before, m.past[:last:last]
	return m.moved()
}

func (m Model) restart() Model {
	m.at, m.past = m.Flow.Start(), nil
	return m.moved()
}

// jump goes to a step, with what was stored.
func (m Model) jump(step int, name string) Model {
	if len(m.past) >= maxPast {
		m.note = "this goes on for too long: r starts again"
		return m
	}
	m.past = append(m.past, entry{before: m.at, jumped: name})
	m.at = m.Flow.Jump(m.at, step)
	return m.moved()
}

// save writes a test of what was played.
func (m Model) save() Model {
	var moments []sim.Moment
	for i := range m.past {
		if m.past[i].jumped != "" {
			m.note = "a test starts with the call, and this run has jumped: r starts again"
			return m
		}
		moments = append(moments, m.past[i].moment)
	}
	switch {
	case m.Save == nil:
		m.note = "only a script has tests"
		return m
	case len(moments) == 0:
		m.note = "nothing was played yet"
		return m
	}
	said, err := m.Save(moments, m.at)
	if m.note = said; err != nil {
		m.note = err.Error()
	}
	return m
}

// An answer is what came of a request.
type answer struct {
	to      int // which request
	outcome sim.Outcome
	words   string
	err     error
}

// fetch makes the request that the call is at.
func (m Model) fetch() (Model, tea.Cmd) {
	ctx, cancel := context.WithCancel(m.ctx)
	m.asked, m.asking, m.giveUp = m.asked+1, true, cancel
	effect, fetch, number := m.Flow.Effect(m.at), m.Fetch, m.asked
	return m, func() tea.Msg {
		defer cancel()
		outcome, words, err := fetch(ctx, effect)
		return answer{number, outcome, words, err}
	}
}

func (m Model) answered(a answer) Model {
	m.asking = false
	if a.err != nil {
		m.note = a.err.Error()
		return m
	}
	m = m.take(a.outcome)
	m.note = a.words
	return m
}
