package changes

// reaches adds what callers can come to no more, or again. Where that follows from
// one entry, it stands there.
func (d *differ) reaches() {
	for _, lost := range []bool{true, false} {
		d.reach(lost)
	}
}

// reach adds the parts of steps that both calls have and that only one of them
// reaches: the old one, or the new one.
func (d *differ) reach(lost bool) {
	in := func(x int32) bool {
		y := d.ab[x]
		return y != none && d.old.ways.Comes(int(x)) == lost && d.new.ways.Comes(int(y)) != lost
	}
	seen := make([]bool, len(d.ab))
	for _, x := range d.old.sequence() {
		if seen[x] || !in(x) {
			continue
		}
		part := []int32{x}
		seen[x] = true
		for n := 0; n < len(part); n++ {
			enter := func(t int32) {
				if t >= 0 && !seen[t] && in(t) {
					seen[t] = true
					part = append(part, t)
				}
			}
			for _, l := range d.old.out[part[n]] {
				enter(l.to)
			}
			for _, l := range d.old.in[part[n]] {
				enter(l.from)
			}
		}
		d.reached(part, lost)
	}
}

// reached adds that a part can be reached no more, or again.
func (d *differ) reached(part []int32, lost bool) {
	inPart := map[int32]bool{}
	for _, x := range part {
		inPart[x] = true
	}
	g, of := d.old, d.oldPart
	name := func(x int32) string { return d.old.name(x) }
	if !lost {
		g, of = d.new, d.newPart
		name = func(x int32) string { return d.new.name(d.ab[x]) }
	}
	steps := func(x int32) int32 {
		if lost {
			return x
		}
		return d.ab[x]
	}
	causes := map[*entry]bool{}
	first := part[0]
	for _, x := range part {
		if e := d.movedBy[x]; e != nil {
			causes[e] = true
		}
		for _, l := range g.in[steps(x)] {
			from := l.from
			if !lost {
				from = d.ba[l.from]
			}
			if from != none && inPart[from] {
				continue
			}
			if p := of[l.from]; p != nil {
				causes[p.entry] = true
				continue
			}
			s := spot{from, l.key}
			if p := d.told[s]; p != nil {
				causes[p.entry] = true
			}
			if e := d.about[s]; e != nil {
				causes[e] = true
				first = x
			}
		}
	}
	words := quoted(name(first)) + " can no longer be reached"
	if !lost {
		words = quoted(name(first)) + " can be reached now"
	}
	if e := one(causes); e != nil {
		e.Also = append(e.Also, words)
		e.Kinds = append(e.Kinds, Reach)
		return
	}
	y := d.ab[first]
	e := &entry{Change: Change{Sign: '!', Kind: Reach, Old: d.old.Step(int(first)), New: d.new.Step(int(y)), Words: words}}
	e.group = group{kind: Reach, old: e.Old, new: e.New}
	d.add(e, first, y).steps(matched(part, d.ab)...)
}

// one returns the entry, or one of those that are told as one, or nil where there
// are several.
func one(entries map[*entry]bool) (first *entry) {
	for e := range entries {
		switch {
		case first == nil:
			first = e
		case e.group == (group{}) || e.group != first.group:
			return nil
		}
	}
	return first
}

// quoted quotes the name of a label; what happens at a step stands as it is.
func quoted(name string) string {
	for _, r := range name {
		if r == ' ' || r == '"' {
			return name
		}
	}
	return `"` + name + `"`
}
