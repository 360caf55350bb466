package decompile

// size returns how many steps a unit stands for.
func (u *unit) size() int {
	switch {
	case u.menu != nil:
		return 2
	case u.attempts == nil:
		return 1
	}
	n := 0
	for _, u := range u.attempts.inside() {
		n += u.size()
	}
	return n * u.attempts.times
}

// written returns how many steps stand in the script for a unit.
func (u *unit) written() int {
	if u.attempts == nil {
		return u.size()
	}
	n := 0
	for _, u := range u.attempts.inside() {
		n += u.written()
	}
	return n
}

// grows returns how many steps the script of a part grows by when attempts, and
// the uses of its own dialogues, are written out.
func (p *part) grows() (n int) {
	for i := range p.draft.units {
		u := &p.draft.units[i]
		n += u.size()
		if len(p.own) == 0 || !p.taken[i] {
			n -= u.written()
		}
	}
	return n
}

// length estimates how many characters a unit takes besides what varies.
func (u *unit) length() int {
	const (
		statement = 8
		leads     = 10
		choice    = 30
		try       = 30
	)
	switch {
	case u.attempts != nil:
		n := try
		for _, u := range u.attempts.inside() {
			n += u.length()
		}
		return n
	case u.menu != nil:
		return statement + choice*len(u.edges)
	case u.branching:
		return statement + leads
	}
	return statement
}
