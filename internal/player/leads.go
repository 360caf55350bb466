package player

import (
	"fmt"
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

// maxBranches is how many branches of a step are looked at: an input of five
// digits can have a hundred thousand.
const maxBranches = 1000

// leads returns where the outcomes of a step lead but one, those together that
// lead to the same, and how many branches it has not looked at.
func (m Model) leads(at sim.Machine, without string) (leads []lead, more int) {
	words, seen := map[cfg.Target]string{}, map[string]bool{without: true}
	add := func(key string, to cfg.Target) {
		switch {
		case seen[key]:
			return
		case len(seen) > maxBranches && key != call.AnyKey:
			more++
			return
		}
		seen[key] = true
		if _, known := words[to]; !known {
			words[to] = m.first(at, to)
		}
		i := slices.IndexFunc(leads, func(l lead) bool { return l.words == words[to] })
		if i < 0 {
			i, leads = len(leads), append(leads, lead{words: words[to]})
		}
		leads[i].keys = append(leads[i].keys, key)
	}
	s := &m.Flow.Run.Steps[at.At]
	for _, b := range s.Branches {
		add(b.Key, b.To)
	}
	for _, b := range m.Flow.Steps[at.At].Branches {
		if b.To == cfg.End { // is not written in a payload
			add(b.Key, b.To)
		}
	}
	if call.KindOf(s.Type) == call.Requests {
		add(call.Success, cfg.End)
		add(call.Fail, cfg.End)
	}
	return leads, more
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

// maxNames is how many characters of keys are named.
const maxNames = 20

// names names keys, as many as fit.
func (m Model) names(kind call.Kind, keys []string) string {
	text := ""
	for i, key := range keys {
		name := m.Flow.Shown(named(kind, key))
		switch {
		case i == 0:
			text = name
		case len(text)+len(name) > maxNames:
			return text + fmt.Sprintf(", %d more", len(keys)-i)
		default:
			text += ", " + name
		}
	}
	return text
}

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
