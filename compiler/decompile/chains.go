package decompile

// candidates calls f for the units that may follow a unit without a jump, the
// best first, until one of them does. What several lead to is a section of its
// own, which a branch falls into only where the payload has it there.
func (l *layout) candidates(u *unit, adjacent bool, f func(to int) bool) {
	switch {
	case !u.branching:
		if u.to >= 0 {
			f(u.to)
		}
	case u.cont >= 0:
		f(u.cont)
	case u.cont == open:
		for _, key := range []string{success, ""} {
			for _, a := range u.arms {
				if a.body != nil || key != "" && a.keys[0] != key || key == "" && !adjacent && l.units[a.to].ways > 1 {
					continue
				}
				if f(a.to) {
					return
				}
			}
		}
	}
}

// link links each unit to one that it leads to, so that as many as possible
// are reached by falling through, and puts the chains that come of it in
// order.
func (l *layout) link() {
	group := make([]int, len(l.units))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	link := func(i, to int) bool {
		u, t := &l.units[i], &l.units[to]
		if u.link >= 0 || t.headed || to == 0 || t.inBody || t.unwritten || u.reached != t.reached || find(i) == find(to) {
			return false
		}
		u.link, t.headed = to, true
		group[find(to)] = find(i)
		if u.branching {
			u.cont = to
		}
		return true
	}
	l.pairs(link)
	// A step without branches needs a line for a jump, one with branches does
	// not: so the first come first. Of several the last before what they lead to
	// falls into it, which leaves that nearest to its place.
	for _, branching := range []bool{false, true} {
		for _, ahead := range []bool{true, false} {
			for i := len(l.units) - 1; i >= 0; i-- {
				u := &l.units[i]
				if !u.inBody && !u.unwritten && (u.branching && !u.falls) == branching {
					l.candidates(u, false, func(to int) bool { return (to > i || !ahead) && link(i, to) })
				}
			}
		}
	}
	for _, reached := range []bool{true, false} {
		for i := range l.units {
			u := &l.units[i]
			if !u.headed && !u.inBody && !u.unwritten && u.reached == reached {
				l.heads = append(l.heads, i)
			}
		}
	}
}

// pairs links the units that stand one behind the other in the payload.
func (l *layout) pairs(link func(i, to int) bool) {
	before := none
	for i := range l.units {
		if l.units[i].inBody || l.units[i].unwritten {
			continue
		}
		if before >= 0 {
			l.candidates(&l.units[before], true, func(to int) bool { return to == i && link(before, to) })
		}
		before = i
	}
}
