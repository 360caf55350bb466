package mutants

import (
	"iter"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/source"
)

// A kind is what is changed.
type kind uint8

const (
	leads  kind = iota // a branch leads where another does, or to the end of the call
	drops              // a branch is gone
	swaps              // a request that works is one that fails
	mutes              // a prompt is not heard
	leaves             // a step is left out
)

// A change is one that is made to a statement, in all steps that it became.
type change struct {
	kind   kind
	step   *flowtest.Step
	branch *flowtest.Branch // that is changed; nil of kinds that are about a whole step
	other  string           // the key of the branch whose target it gets; "" for the end of the call
	flow   *flow            // one that it is made in, and a step there
	at     int

	// Of what is written between steps, all that is led elsewhere.
	way      *expand.Passage
	edits    map[*flow][]edit
	is, goes cfg.Target // in the flow
}

// changed are the steps of a flow that are not as they were.
func (c *change) changed(f *flow) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, e := range c.edits[f] {
			if !yield(e.step) {
				return
			}
		}
		for _, i := range f.at[c.step] {
			if !yield(i) {
				return
			}
		}
	}
}

// place is what is changed.
func (c *change) place() source.Place {
	if c.way != nil {
		return c.way.Place
	}
	if c.branch != nil {
		return c.branch.Place
	}
	return c.step.Place
}

// changes lists what can be changed, in the order of the files.
func (t *trial) changes(cover *flowtest.Coverage, r *Report) (list []*change) {
	for _, file := range cover.Files() {
		for _, s := range file.Steps {
			if !s.Reached {
				continue
			}
			for _, f := range t.flows {
				if at := f.at[s]; len(at) > 0 {
					list = append(list, f.changes(s, at[0], r)...)
					break
				}
			}
		}
	}
	list = append(list, t.wayChanges()...)
	byPlace(list)
	return list
}

// changes lists what can be changed in a statement. What nobody can notice is
// counted.
func (f *flow) changes(s *flowtest.Step, at int, r *Report) (list []*change) {
	add := func(k kind, b *flowtest.Branch, other string) {
		list = append(list, &change{kind: k, step: s, branch: b, other: other, flow: f, at: at})
	}
	at = f.last(s)
	for _, b := range s.Branches {
		if !b.Reached {
			continue
		}
		if other, ok := f.another(at, b); ok {
			add(leads, b, other)
		} else {
			r.Same++
		}
		switch {
		case f.Kind(at) == call.Waits:
			add(drops, b, "")
		case b.Key == call.Success && s.Branch(call.Fail) != nil:
			add(swaps, b, call.Fail)
		}
	}
	switch f.Kind(f.at[s][0]) {
	case call.Plays:
		at = f.at[s][0]
		add(mutes, nil, "")
	case call.Calls, call.Connects, call.CallsBack:
		add(leaves, nil, "")
	}
	return list
}

// last returns the step of a statement that has its branches: a menu is heard, and
// then it waits.
func (f *flow) last(s *flowtest.Step) int {
	for _, i := range f.at[s] {
		if f.Steps[i].Branching {
			return i
		}
	}
	return f.at[s][0]
}

// another returns the key of the next branch that leads to something else, or nothing
// for the end of the call.
func (f *flow) another(i int, branch *flowtest.Branch) (other string, ok bool) {
	list := f.Steps[i].Branches
	at := slices.IndexFunc(list, func(b cfg.Branch) bool { return branch.Has(b.Key) })
	if at < 0 {
		return "", false
	}
	for n := 1; n < len(list); n++ {
		if b := &list[(at+n)%len(list)]; !f.unheard(list[at].To, b.To) {
			return b.Key, true
		}
	}
	return "", list[at].To != cfg.End
}

// seenBy returns the tests that come to what is changed.
func (t *trial) seenBy(c *change) (tests []int) {
	if c.way != nil {
		for f, list := range c.edits {
			for _, e := range list {
				tests = append(tests, t.goes[f][e.edge]...)
			}
		}
		slices.Sort(tests)
		return slices.Compact(tests)
	}
	if c.kind == leads || c.kind == drops {
		return t.takes[c.branch]
	}
	return t.comes[c.step]
}

// make makes a change to a step of a flow in a copy of it. Of a menu one step is
// heard, and the other waits.
func (c *change) make(f *sim.Flow, i int, to *sim.Flow) {
	heard := f.Kind(i) == call.Plays
	switch {
	case c.kind == leaves, c.kind == mutes && heard:
		silence(&to.Run.Steps[i])
		silence(&to.Steps[i])
	case c.kind == mutes || heard:
	case c.kind == leads:
		target := cfg.End
		if c.other != "" {
			target, _ = f.To(i, c.other)
		}
		lead(to, i, c.branch.Has, target)
	case c.kind == drops:
		remove(&to.Run.Steps[i], c.branch.Has)
		remove(&to.Steps[i], c.branch.Has)
	case c.kind == swaps:
		works, _ := f.To(i, call.Success)
		fails, _ := f.To(i, call.Fail)
		lead(to, i, func(key string) bool { return key == call.Success }, fails)
		lead(to, i, func(key string) bool { return key == call.Fail }, works)
	}
}

// silence makes a step one that says nothing and does nothing: a test passes over
// prompts.
func silence(s *cfg.Step) { s.Type, s.Fields = &api.Play, nil }

// lead makes branches lead to a target. A payload has none that end the call.
func lead(f *sim.Flow, i int, has func(key string) bool, to cfg.Target) {
	written := f.Steps[i].Branches
	for _, s := range []*cfg.Step{&f.Run.Steps[i], &f.Steps[i]} {
		remove(s, has)
		if to == cfg.End && s != &f.Steps[i] {
			continue
		}
		for _, b := range written {
			if has(b.Key) {
				s.Branches = append(s.Branches, cfg.Branch{Key: b.Key, To: to})
			}
		}
	}
}

// remove takes branches from a step. The list may be that of another flow, too.
func remove(s *cfg.Step, has func(key string) bool) {
	s.Branches = slices.DeleteFunc(slices.Clone(s.Branches), func(b cfg.Branch) bool { return has(b.Key) })
}
