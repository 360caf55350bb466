package spoken

// A length is how many digits a part of a sentence speaks of.
type length struct {
	from, to  int // tokens
	low, high int
	step      int  // between the numbers that are allowed
	open      bool // it has only one bound
	last      bool // the last 4 digits of more
}

const (
	maxDigits  = 40 // that are asked for
	maxAllowed = 6  // numbers of a range that is no open one
	maxAsked   = 8  // words from a verb to what it asks for
	maxLengths = 4  // of a sentence
)

// lengths finds how many digits are asked for, or that they are.
func (r *reader) lengths(offers int) {
	if r.all&(digitNoun|counted|enter|enterAfter) == 0 || r.all&ready != 0 {
		return
	}
	var list [maxLengths]length
	n, many := 0, false
	for i := 0; i < len(r.toks); i++ {
		if l, ok := r.length(i); ok {
			if many = n == maxLengths; many {
				break
			}
			list[n] = l
			n++
			i = l.to
		}
	}
	if asks := r.all&(enter|enterAfter|press|choose|pressAfter|please|follow) != 0; asks && !many && r.all&not == 0 && r.count(list[:n], offers) {
		return
	}
	r.asks()
}

// length reads a number of digits, with its bounds.
func (r *reader) length(i int) (l length, ok bool) {
	end := r.sized(i)
	if end == 0 {
		n, second := r.number(i), i+2
		if i+1 < len(r.toks) && r.toks[i+1].gap&hyphen != 0 && r.number(i+1) >= 0 {
			second = i + 1
		} else if !r.is(i+1, to|or|and) || r.is(i+1, and) && !r.is(i-1, between) {
			return l, false
		}
		if end = r.sized(second); end == 0 || n < 0 {
			return l, false
		}
		m := r.number(second)
		l = length{from: i, to: end - 1, low: n, high: m}
		if r.is(i+1, or) {
			l.low, l.high = min(n, m), max(n, m)
			l.step = l.high - l.low
		}
	} else {
		l = length{from: i, to: end - 1, low: r.number(i), high: r.number(i)}
	}
	switch {
	case r.is(l.from-1, most):
		l.from, l.low = l.from-1, 1
	case r.is(l.from-1, least):
		l.from, l.open = l.from-1, true
	case r.is(l.from-1, between):
		l.from--
	}
	if r.is(end, or) && r.is(end+1, more) {
		l.open = true
	}
	l.last = r.is(l.from-1, last) || r.is(i+1, last)
	l.open = l.open || l.step == 0 && l.high-l.low >= maxAllowed
	return l, l.low > 0 && l.low <= l.high && l.high <= maxDigits
}

// sized returns where a number and its word for digits end, or 0.
func (r *reader) sized(i int) int {
	if r.is(i, counted) {
		return i + 1
	}
	if r.number(i) < 0 {
		return 0
	}
	next := i + 1
	if r.is(next, last) {
		next++
	}
	if !r.is(next, digitNoun) || r.parted(next) {
		return 0
	}
	return next + 1
}

// count notes lengths that are asked for, and reports whether there are any.
func (r *reader) count(list []length, offers int) bool {
	for _, l := range list {
		if l.last {
			list = []length{l}
			break
		}
	}
	for n, l := range list {
		if l.open || n > 0 && !r.either(list[n-1].to, l.from) || (offers > 0 || r.goal(l.from)) && !r.wanted(l.from) || r.thanked(l.from) {
			return false
		}
	}
	for _, l := range list {
		for digits := l.low; digits <= l.high; digits += max(1, l.step) {
			r.add(Phrase{Kind: Count, Digits: digits}, l.from, l.to)
		}
	}
	return len(list) > 0
}

// either reports whether one or the other is asked for.
func (r *reader) either(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.is(i, or) {
			return true
		}
	}
	return false
}

// goal reports whether a clause begins as a goal or a condition: "if you know
// your 4-digit PIN".
func (r *reader) goal(i int) bool {
	for n := 0; n < maxAsked && i > 0 && !r.parted(i); n++ {
		i--
	}
	return r.is(i, forGoal)
}

// wanted reports whether a verb before a token, or one behind it, asks for it:
// it is not part of a goal.
func (r *reader) wanted(i int) bool {
	for j := i - 1; j >= max(0, i-maxAsked); j-- {
		if r.is(j, enter) {
			return !r.is(j-1, forGoal)
		}
		if r.is(j, forGoal) {
			return false
		}
	}
	for j := i; j < min(len(r.toks), i+maxAsked) && !r.parted(j+1); j++ {
		if r.is(j+1, enterAfter) {
			return true
		}
	}
	return false
}

// thanked reports whether what is asked for was keyed in: "gracias por ingresar
// los 4 dígitos".
func (r *reader) thanked(i int) bool {
	for j := i - 1; j >= max(0, i-maxAsked); j-- {
		if r.is(j, enter) {
			return r.is(j-1, past)
		}
	}
	return false
}

// asks finds verbs that ask for digits, and what they ask for.
func (r *reader) asks() {
	for i := range r.toks {
		switch {
		case r.is(i, enter):
			if r.is(i-1, forGoal) && !r.parted(i) || r.denied(i) {
				continue
			}
			if to := r.noun(i, 1); to >= 0 && (r.number(to+1) < 0 || r.parted(to+1)) { // "dial extension 12" says which
				r.add(Phrase{Kind: Ask}, i, to)
			}
		case r.is(i, enterAfter):
			if from := r.noun(i, -1); from >= 0 {
				r.add(Phrase{Kind: Ask}, from, i)
			}
		}
	}
}

// noun returns the token of what is asked for on one side of a verb, or -1. The
// last word of it ends it: "card number".
func (r *reader) noun(verb, step int) int {
	at := -1
	for n, i := 0, verb; n < maxAsked; n++ {
		if step > 0 && r.parted(i+1) || step < 0 && (i == 0 || r.parted(i)) {
			break
		}
		i += step
		switch c := r.class(i); {
		case c&asked != 0:
			at = i
		case at >= 0, c&(forGoal|not|follow|press|enter|enterAfter|pressAfter) != 0 && c&fill == 0:
			return at
		}
	}
	return at
}
