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
