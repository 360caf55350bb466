package spoken

import "strings"

const (
	recordGap = 10 // words between a call and that it is recorded
	clauseGap = 20 // words that may stand between a negation and what it turns round
	doneGap   = 4  // words between a thing, has been, and done
)

// promises finds what a sentence states. A question, a condition, an offer and a
// negation state nothing.
func (r *reader) promises(offers int) {
	if r.all&(callBack|connecting|goodbye|record|done) == 0 {
		return
	}
	states, bye := !r.question && r.all&(unless|finish) == 0, -1
	for i := range r.toks {
		switch c := r.class(i); {
		case c&goodbye != 0:
			bye = i
		case c&(callBack|connecting|record|done) == 0 || !states || r.negated(i):
		case c&callBack != 0 && offers == 0 && r.all&leave == 0, c&connecting != 0 && offers == 0:
			kind := Connecting
			if c&callBack != 0 {
				kind = CallBack
			}
			r.add(Phrase{Kind: kind}, i, i)
		case c&record != 0 && r.recorded(i):
		case c&done != 0:
			r.completed(i)
		}
	}
	if bye >= 0 && r.farewell(bye) {
		r.add(Phrase{Kind: Goodbye}, bye, bye)
	}
}

// later leaves out that the caller is connected where the prompt asks for keys
// behind it.
func (r *reader) later() {
	asks := func(p Phrase) bool { return p.Kind == Offer || p.Kind == Count || p.Kind == Ask }
	last := len(r.found) - 1
	for last >= 0 && !asks(r.found[last]) {
		last--
	}
	kept := r.found[:0]
	for i, p := range r.found {
		if p.Kind != Connecting || i > last {
			kept = append(kept, p)
		}
	}
	r.found = kept
}

// negated reports whether a negation stands in the clause of a token: "don't
// hang up, we are connecting you" has it in another.
func (r *reader) negated(i int) bool {
	for j, n := i, 0; j > 0 && !r.parted(j) && n < clauseGap; j, n = j-1, n+1 {
		if r.is(j-1, not) {
			return true
		}
	}
	for j, n := i+1, 0; !r.parted(j) && n < clauseGap; j, n = j+1, n+1 {
		if r.is(j, not) {
			return true
		}
	}
	return false
}

// farewell reports whether a goodbye is the last thing said: it ends the text,
// or begins what ends it.
func (r *reader) farewell(i int) bool {
	next := i + 1
	for next < len(r.toks) && !r.parted(next) && r.toks[next].kind == variable {
		next++
	}
	return r.parted(next) && !r.is(i-1, say) && strings.IndexFunc(r.text[r.at:], isWord) < 0
}

// recorded finds the call that a word says is recorded, and reports whether
// there is one. A recorded line is both in one, and says no more behind a call that
// is recorded.
func (r *reader) recorded(at int) bool {
	if r.is(at, call) {
		if n := len(r.found); n == 0 || r.found[n-1].Kind != Recorded || r.found[n-1].Start < int(r.toks[0].start) {
			r.add(Phrase{Kind: Recorded}, at, at)
		}
		return true
	}
	for _, step := range []int{-1, 1} {
		for i, n := at+step, 0; i >= 0 && i < len(r.toks) && n < recordGap; i, n = i+step, n+1 {
			if r.is(i, thing|leave) {
				break
			}
			if r.is(i, call) {
				r.add(Phrase{Kind: Recorded}, min(i, at), max(i, at))
				return true
			}
		}
	}
	return false
}

// completed finds the thing that a word says is done.
func (r *reader) completed(at int) {
	been := r.near(be, at, -1)
	if been < 0 {
		been = r.near(be, at, 1)
	}
	if from := r.near(thing, min(at, been), -1); been >= 0 && from >= 0 {
		r.add(Phrase{Kind: Done}, from, max(at, been))
	}
}

// near returns a token of a class not far from another, or -1.
func (r *reader) near(c class, at, step int) int {
	for i, n := at+step, 0; i >= 0 && i < len(r.toks) && n < doneGap; i, n = i+step, n+1 {
		if r.is(i, c) {
			return i
		}
	}
	return -1
}
