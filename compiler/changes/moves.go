package changes

import (
	"cmp"
	"slices"
)

// maxMoved is how many steps are looked at as one that has moved.
const maxMoved = 64

// A move is steps that stand elsewhere now, and the outcomes that lead elsewhere
// because of it.
type move struct {
	run            []int32 // of the old call
	from, to, own  []spot  // what led to them, what leads to them, and where they lead
	nowhere, never bool    // nothing led to them; nothing leads to them
}

// findMoves finds the steps that stand elsewhere now: what led to them leads to what
// follows them, and what leads to them led to what follows them now. That one step
// has moved down can look as if the next one had moved up: what explains more comes
// first.
func (d *differ) findMoves() {
	d.soften()
	wrong := map[spot]bool{}
	var list []spot
	asked := map[[3]int32]bool{} // of outcomes that lead from one target to another, one
	d.spots(func(s spot) {
		wrong[s] = true
		as := [3]int32{s.x, d.old.to(s.x, s.key), d.new.to(d.ab[s.x], s.key)}
		if !asked[as] {
			asked[as] = true
			list = append(list, s)
		}
	})
	d.old.goesOn, d.new.goesOn = map[int32]int32{}, map[int32]int32{}
	var moves []*move
	looked := map[[2]int32]bool{}
	for _, s := range list {
		for _, run := range [][]int32{d.run(d.old, s, wrong), matched(d.run(d.new, s, wrong), d.ba)} {
			if run == nil {
				continue
			}
			between := [2]int32{run[0], run[len(run)-1]}
			if !looked[between] {
				looked[between] = true
				if m := d.moveOf(run, wrong); m != nil {
					moves = append(moves, m)
				}
			}
		}
	}
	slices.SortStableFunc(moves, func(a, b *move) int {
		return cmp.Or(b.size()-a.size(), len(a.run)-len(b.run), d.branching(a)-d.branching(b))
	})
	for _, m := range moves {
		// What a move before has explained speaks for no other one.
		left := func(list []spot) bool { return slices.ContainsFunc(list, func(s spot) bool { return wrong[s] }) }
		if slices.ContainsFunc(m.run, func(x int32) bool { return d.moved[x] }) || !m.nowhere && !left(m.from) || !m.never && !left(m.to) {
			continue
		}
		for _, s := range slices.Concat(m.from, m.to, m.own) {
			delete(wrong, s)
		}
		for _, x := range m.run {
			d.moved[x] = true
		}
		d.moves = append(d.moves, m.run)
	}
	if len(d.moves) > 0 {
		d.soften()
	}
}

// branching returns how many steps that have moved lead on by outcomes: of those more
// depends on where they stand.
func (d *differ) branching(m *move) (n int) {
	for _, x := range m.run {
		if d.old.Steps[x].Branching {
			n++
		}
	}
	return n
}

func (m *move) size() int { return len(m.from) + len(m.to) + len(m.own) }

// moveOf returns what speaks for it that steps have moved, or nil.
func (d *differ) moveOf(run []int32, wrong map[spot]bool) *move {
	first, last := run[0], run[len(run)-1]
	was, ok := d.onward(d.old, last, wrong)
	is, okNow := d.onward(d.new, d.ab[last], wrong)
	if !ok || !okNow {
		return nil
	}
	m := &move{run: run, nowhere: len(d.old.in[first]) == 0 && first != 0, never: len(d.new.in[d.ab[first]]) == 0 && d.ab[first] != 0}
	for _, l := range d.old.in[first] {
		if s := (spot{l.from, l.key}); wrong[s] && !d.unnamed(s) && d.sameTarget(was, d.new.to(d.ab[l.from], l.key)) {
			m.from = append(m.from, s)
		}
	}
	for _, l := range d.new.in[d.ab[first]] {
		s := spot{d.ba[l.from], l.key}
		if s.x == none || !wrong[s] || d.unnamed(s) || !d.sameTarget(d.old.to(s.x, s.key), is) {
			continue
		}
		m.to = append(m.to, s)
	}
	own := func(key int32) {
		if s := (spot{last, key}); wrong[s] {
			m.own = append(m.own, s)
		}
	}
	for _, l := range d.old.out[last] {
		own(l.key)
	}
	for _, l := range d.new.out[d.ab[last]] {
		if d.old.link(last, l.key) == none {
			own(l.key)
		}
	}
	if len(m.from) == 0 && !m.nowhere || len(m.to) == 0 && !m.never {
		return nil
	}
	if (m.nowhere || m.never) && len(m.own) == 0 {
		return nil // they stand where they stood, and something else leads past them
	}
	return m
}

// run returns the steps of a call that stand between a spot and what it leads to in
// the other call, or nil: in the old call they have gone from there, in the new one
// they have come.
func (d *differ) run(g *graph, s spot, wrong map[spot]bool) []int32 {
	match, at, other := d.ab, d.old.to(s.x, s.key), d.new.to(d.ab[s.x], s.key)
	itself := s.x
	if g == d.new {
		match, at, other = d.ba, other, at
		itself = d.ab[s.x]
	}
	var run []int32
	for at >= 0 && len(run) < maxMoved {
		if match[at] == none || at == itself || slices.Contains(run, at) {
			return nil
		}
		run = append(run, at)
		next, ok := d.onward(g, at, wrong)
		switch {
		case !ok:
			return nil
		case g == d.old && d.sameTarget(next, other), g == d.new && d.sameTarget(other, next):
			return run
		}
		at = next
	}
	return nil
}

// older returns the step of the old call that one of a call is or is matched with.
func (d *differ) older(g *graph, i int32) int32 {
	if g == d.new {
		return d.ba[i]
	}
	return i
}

// onward returns where a step of a pair leads to what follows it, in one of the
// calls: of one with branches, where those lead that do not lead to the same as
// before. It is not ok where they lead to several.
func (d *differ) onward(g *graph, i int32, wrong map[spot]bool) (to int32, ok bool) {
	to, known := g.goesOn[i]
	if !known {
		to = d.follows(g, i, wrong)
		g.goesOn[i] = to
	}
	return to, to != never
}

func (d *differ) follows(g *graph, i int32, wrong map[spot]bool) int32 {
	x := d.older(g, i)
	if !g.Steps[i].Branching {
		return g.to(i, nextKey)
	}
	if len(g.out[i]) == 0 {
		return ends
	}
	to := int32(never)
	for _, l := range g.out[i] {
		if wrong[spot{x, l.key}] {
			if to != never && to != l.to {
				return never
			}
			to = l.to
		}
	}
	if to != never {
		return to
	}
	for _, l := range g.out[i] {
		if to != never && to != l.to {
			return never
		}
		to = l.to
	}
	return to
}
