package changes

import "github.com/flowc-lang/flowc/compiler/call"

// What follows compares where the steps of pairs lead. Between two pairs there may
// be steps that only one call has, or that have moved: these are soft, and a step
// leads to the same as before where it does so through soft ones.

// A spot is an outcome of a step that is matched, by its number in the old call.
type spot struct{ x, key int32 }

// softs are the steps that are not where they were.
type softs struct {
	moved    []bool   // of the old call: they are matched, and stand elsewhere now
	old, new []region // by step
}

// A region is soft steps that are next to each other, and where they lead.
type region = *exits

// exits are the steps of the new call that soft steps lead to, or what is no step.
type exits struct{ to map[int32]bool }

// soften finds the soft steps.
func (d *differ) soften() {
	if d.moved == nil {
		d.moved = make([]bool, len(d.ab))
	}
	movedTo := make([]bool, len(d.ba))
	for x, moved := range d.moved {
		if moved {
			movedTo[d.ab[x]] = true
		}
	}
	oldSoft := func(x int32) bool { return d.ab[x] == none || d.moved[x] }
	newSoft := func(y int32) bool { return d.ba[y] == none || movedTo[y] }
	d.softs.old = d.old.regions(oldSoft, func(x int32) int32 { return d.ab[x] })
	d.softs.new = d.new.regions(newSoft, func(y int32) int32 { return y })
}

// regions returns the region of each soft step.
func (g *graph) regions(soft func(i int32) bool, name func(i int32) int32) []region {
	regions := make([]region, len(g.out))
	var stack []int32
	for i := range g.out {
		if regions[i] != nil || !soft(int32(i)) {
			continue
		}
		r := &exits{to: map[int32]bool{}}
		regions[i] = r
		enter := func(t int32) {
			if regions[t] == nil && soft(t) {
				regions[t] = r
				stack = append(stack, t)
			}
		}
		stack = append(stack[:0], int32(i))
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if g.mayEnd(at) {
				r.to[ends] = true
			}
			for _, l := range g.out[at] {
				switch {
				case l.to < 0:
					r.to[l.to] = true
				case soft(l.to):
					enter(l.to)
				default:
					r.to[name(l.to)] = true
				}
			}
			for _, l := range g.in[at] {
				enter(l.from)
			}
		}
	}
	return regions
}

// mayEnd reports whether the call can end behind a step without a word about it.
func (g *graph) mayEnd(i int32) bool {
	if !g.Steps[i].Branching {
		return len(g.out[i]) == 0
	}
	for _, l := range g.out[i] {
		if l.key == g.any {
			return false
		}
	}
	return len(g.out[i]) < 2
}

// same reports whether an outcome of a pair leads to the same as before.
func (d *differ) same(s spot) bool {
	return !d.unnamed(s) && d.sameTarget(d.old.to(s.x, s.key), d.new.to(d.ab[s.x], s.key))
}

// sameTarget reports whether a target of the old call and one of the new call are the
// same. A pair stands for itself, also where it has moved.
func (d *differ) sameTarget(to, now int32) bool {
	if to >= 0 && d.ab[to] != none && d.ab[to] == now || to < 0 && to == now {
		return true
	}
	from := func(t int32, regions []region, ab []int32) (map[int32]bool, int32) {
		switch {
		case t >= 0 && regions[t] != nil:
			return regions[t].to, never
		case t >= 0 && ab != nil:
			return nil, ab[t]
		}
		return nil, t
	}
	before, b := from(to, d.softs.old, d.ab)
	after, a := from(now, d.softs.new, nil)
	switch {
	case before == nil && after == nil:
		return false
	case before == nil:
		return after[b]
	case after == nil:
		return before[a]
	}
	if len(before) > len(after) {
		before, after = after, before
	}
	for t := range before {
		if after[t] {
			return true
		}
	}
	return false
}

// unnamed reports whether an outcome is one of what is keyed in that one of the calls
// does not name. That is not one that ends the call, but where a key is gone and no
// other outcome takes it.
func (d *differ) unnamed(s spot) bool {
	if d.old.Kind(int(s.x)) != call.Waits {
		return false
	}
	y := d.ab[s.x]
	was, is := d.old.to(s.x, s.key) != ends, d.new.to(y, s.key) != ends
	if s.key == d.old.any {
		return d.old.Program != nil && d.new.Program != nil && d.old.says(s.x, s.key) != d.new.says(y, s.key)
	}
	return !was || !is && d.new.to(y, d.new.any) != ends
}

// spots calls f for each outcome of the pairs that have not moved and that does not
// lead to the same as before, in the order of the new call's steps.
func (d *differ) spots(f func(s spot)) {
	for y, x := range d.ba {
		if x == none || d.moved[x] {
			continue
		}
		for _, l := range d.old.out[x] {
			if !d.same(spot{x, l.key}) {
				f(spot{x, l.key})
			}
		}
		for _, l := range d.new.out[y] {
			if d.old.to(x, l.key) == ends && !d.same(spot{x, l.key}) {
				f(spot{x, l.key})
			}
		}
	}
}
