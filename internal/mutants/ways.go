package mutants

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
)

// A wayKey names what is written between steps: in all flows, attempts and uses it is
// the same.
type wayKey struct {
	file  string
	start int32
	kind  expand.PassageKind
	name  string
}

// A passing is an edge of a flow that passes what is written.
type passing struct {
	flow *flow
	edge
	by *expand.Passage
}

// An edge is the way from a step to the next: of a branch, or "" where there is none.
type edge struct {
	step int
	key  string
}

// An edit leads an edge elsewhere.
type edit struct {
	edge
	to cfg.Target
}

func keyOf(p *expand.Passage) wayKey {
	return wayKey{p.Place.File.Name, p.Place.Start, p.Kind, p.Name}
}

// addWays notes what the edges of a flow pass, of those that a call can take.
func (t *trial) addWays(f *flow) {
	for _, e := range expand.Passages(f.Program) {
		if !f.reached[e.Step] || e.Key != "" && !f.Taken(e.Step, e.Key) {
			continue
		}
		seen := map[wayKey]bool{}
		for _, p := range e.By {
			if p.Place.File == nil || p.Place.Span.Start == p.Place.Span.End {
				continue // nobody wrote it
			}
			key := keyOf(p)
			if seen[key] {
				continue // it is led elsewhere where it passes first
			}
			seen[key] = true
			if t.ways[key] == nil {
				t.wayKeys = append(t.wayKeys, key)
			}
			t.ways[key] = append(t.ways[key], passing{f, edge{e.Step, e.Key}, p})
		}
	}
}

// wayChanges lists what can be changed between steps.
func (t *trial) wayChanges() (list []*change) {
	for _, key := range t.wayKeys {
		if c := t.elsewhere(key); c != nil {
			list = append(list, c)
		}
		if c := t.swapped(key); c != nil {
			list = append(list, c)
		}
	}
	return list
}

// elsewhere returns the change that leads what is written where the call would go
// without it, else to the end of the call. It is nil where no test can notice that.
func (t *trial) elsewhere(key wayKey) *change {
	ways := t.ways[key]
	for n := range ways[0].by.Others {
		if c := edited(ways, func(p *expand.Passage) cfg.Target { return p.Others[n] }); c != nil {
			return c
		}
	}
	if key.kind == expand.Again {
		return nil
	}
	return edited(ways, func(*expand.Passage) cfg.Target { return cfg.End })
}

// swapped returns the change that swaps the two exits of a use, at the first of them.
func (t *trial) swapped(key wayKey) *change {
	by := t.ways[key][0].by
	if by.Pair == nil || by.Pair.Place.Start <= by.Place.Start || t.ways[keyOf(by.Pair)] == nil {
		return nil
	}
	c := edited(slices.Concat(t.ways[key], t.ways[keyOf(by.Pair)]), func(p *expand.Passage) cfg.Target { return p.Others[0] })
	if c != nil {
		c.kind = swaps
	}
	return c
}

// edited returns the change that leads edges elsewhere, or nil where no test can notice
// it.
func edited(list []passing, to func(*expand.Passage) cfg.Target) *change {
	c := &change{kind: leads, edits: map[*flow][]edit{}}
	for _, p := range list {
		is, goes := p.by.To, to(p.by)
		if goes == cfg.Unknown || slices.ContainsFunc(c.edits[p.flow], func(e edit) bool { return e.edge == p.edge }) {
			continue
		}
		c.edits[p.flow] = append(c.edits[p.flow], edit{p.edge, goes})
		if c.way == nil && !p.flow.unheard(is, goes) {
			c.way, c.flow, c.at, c.is, c.goes = p.by, p.flow, p.step, is, goes
		}
	}
	if c.way == nil {
		return nil
	}
	return c
}

// unheard reports whether no test notices that the call goes to another target than
// it should: all that should happen happens there, too, and a test passes over the
// prompts that are heard between that.
func (f *flow) unheard(is, goes cfg.Target) bool {
	for range f.Steps {
		switch {
		case f.of(is) == f.of(goes):
			return true
		case goes < 0 || f.Exits[int(goes)] != "" || f.Kind(int(goes)) != call.Plays:
			return false
		case is >= 0 && string(says(f.Flow, int(is))) == string(says(f.Flow, int(goes))):
			is = f.Steps[is].Next
		}
		goes = f.Steps[goes].Next
	}
	return false
}

// byPlace sorts changes in the order of the files.
func byPlace(list []*change) {
	slices.SortStableFunc(list, func(a, b *change) int {
		x, y := a.place(), b.place()
		return cmp.Or(cmp.Compare(x.File.Name, y.File.Name), cmp.Compare(x.Start, y.Start))
	})
}
