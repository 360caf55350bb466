package changes

import "slices"

// maxMoved is how many steps are looked at as one that has moved.
const maxMoved = 64

// findMoves finds the steps that stand elsewhere now: what led to them leads to what
// follows them, and what leads to them led to what follows them now.
func (d *differ) findMoves() {
	d.soften()
	wrong := map[spot]bool{}
	var list []spot
	d.spots(func(s spot) {
		wrong[s] = true
		list = append(list, s)
	})
	for _, s := range list {
		if d.moved[s.x] {
			continue
		}
		if run := d.run(s, wrong); run != nil && d.arrives(s.x, run, wrong) {
			for _, x := range run {
				d.moved[x] = true
			}
			d.moves = append(d.moves, run)
		}
	}
	if len(d.moves) > 0 {
		d.soften()
	}
}

// run returns the steps that have gone from between a spot and what it leads to
// now, or nil.
func (d *differ) run(s spot, wrong map[spot]bool) []int32 {
	now := d.new.to(d.ab[s.x], s.key)
	var run []int32
	for at := d.old.to(s.x, s.key); at >= 0 && len(run) < maxMoved; {
		if d.ab[at] == none || d.moved[at] || at == s.x || slices.Contains(run, at) {
			return nil
		}
		run = append(run, at)
		next, ok := d.onward(d.old, at, wrong)
		if !ok {
			return nil
		}
		if next == now && next < 0 || next >= 0 && d.ab[next] != none && d.ab[next] == now {
			return run
		}
		at = next
	}
	return nil
}

// onward returns where a step of a pair leads to what follows it, in one of the
// calls: of one with branches, where those lead that do not lead to the same as
// before.
func (d *differ) onward(g *graph, i int32, wrong map[spot]bool) (to int32, ok bool) {
	x := i
	if g == d.new {
		x = d.ba[i]
	}
	if !g.Steps[i].Branching {
		return g.to(i, nextKey), true
	}
	to = never
	for _, l := range g.out[i] {
		if wrong[spot{x, l.key}] {
			if to != never && to != l.to {
				return never, false
			}
			to = l.to
		}
	}
	if to != never {
		return to, true
	}
	for _, l := range g.out[i] {
		if to != never && to != l.to {
			return never, false
		}
		to = l.to
	}
	return to, to != never
}

// arrives reports whether what leads to steps now led to what follows them now. It
// is not what led to them before: then they are only reached by another outcome.
func (d *differ) arrives(before int32, run []int32, wrong map[spot]bool) bool {
	first, last := d.ab[run[0]], d.ab[run[len(run)-1]]
	next, ok := d.onward(d.new, last, wrong)
	if !ok {
		return false
	}
	for _, l := range d.new.in[first] {
		from := d.ba[l.from]
		if from == none || from == before || !wrong[spot{from, l.key}] {
			continue
		}
		to := d.old.to(from, l.key)
		if to == next && to < 0 || to >= 0 && d.ab[to] != none && d.ab[to] == next {
			return true
		}
	}
	return false
}
