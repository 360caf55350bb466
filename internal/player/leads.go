package player

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/playback"
	"github.com/flowc-lang/flowc/internal/sim"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A lead is where outcomes of a step lead to.
type lead struct {
	keys  []string // as they stand in the payload
	words string   // what happens there first
}

// leads returns where the outcomes of a step lead but one, those together that
// lead to the same.
func (m Model) leads(at sim.Machine, without string) []lead {
	s := &m.Flow.Run.Steps[at.At]
	var branches []cfg.Branch
	add := func(b cfg.Branch) {
		if b.Key != without && !slices.ContainsFunc(branches, func(o cfg.Branch) bool { return o.Key == b.Key }) {
			branches = append(branches, b)
		}
	}
	for _, b := range s.Branches {
		add(b)
	}
	for _, b := range m.Flow.Steps[at.At].Branches {
		if b.To == cfg.End { // is not written in a payload
			add(b)
		}
	}
	if call.KindOf(s.Type) == call.Requests {
		add(cfg.Branch{Key: call.Success, To: cfg.End})
		add(cfg.Branch{Key: call.Fail, To: cfg.End})
	}
	var leads []lead
	for _, b := range branches {
		words := m.first(at, b.To)
		i := slices.IndexFunc(leads, func(l lead) bool { return l.words == words })
		if i < 0 {
			i, leads = len(leads), append(leads, lead{words: words})
		}
		leads[i].keys = append(leads[i].keys, b.Key)
	}
	return leads
}

// taken returns the key of the branch that takes an outcome.
func (m Model) taken(at sim.Machine, o sim.Outcome) string {
	if _, ok := m.Flow.To(at.At, o.Key); ok {
		return o.Key
	}
	for _, b := range m.Flow.Run.Steps[at.At].Branches {
		if b.Key == o.Key {
			return o.Key
		}
	}
	return call.AnyKey
}

// maxAhead is how far ahead is looked for what a caller hears first.
const maxAhead = 20

// first says what happens where a branch leads: what comes first, and what a caller
// hears first behind it.
func (m Model) first(at sim.Machine, to cfg.Target) string {
	switch {
	case to == cfg.End:
		return "the call ends"
	case to < 0:
		return "leads to an id that no object has"
	}
	next := m.Flow.Jump(at, int(to))
	words := ""
	for range maxAhead {
		e := m.Flow.Effect(next)
		if words == "" {
			words = m.line(e)
		} else if e.Kind == call.Plays {
			return words + ", then " + m.line(e)
		}
		if e.Kind == call.Plays || e.Kind == call.Connects || m.Flow.Run.Steps[next.At].Branching {
			break
		}
		var err error
		if next, err = m.Flow.Took(next, sim.Outcome{}); err != nil || next.Ending != sim.Running {
			break
		}
	}
	return words
}

// line says what happens at a step whose outcome is not known.
func (m Model) line(e sim.Effect) string {
	if line := playback.Line(m.Flow, &sim.Moment{Effect: e}); line != "" {
		return line
	}
	return "press " + strings.Repeat("_", min(max(e.Count, 1), maxSlots))
}

// maxSlots is how many keys have a slot on the screen.
const maxSlots = 20

// named says a key as the language does.
func named(kind call.Kind, key string) string {
	switch {
	case key == call.AnyKey:
		return "else"
	case kind == call.Requests && key == call.Success:
		return "ok"
	}
	return key
}
