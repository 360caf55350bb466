package spoken

// An elision is how a sentence offers its last key: the next one may leave out the
// verb.
type elision uint8

const (
	whole     elision = iota // it offers none, or nothing may be left out
	keyFirst                 // "press 1 for sales. 2 for support."
	goalFirst                // "for sales, press 1. For support, 2."
)

const maxBare = 3 // words of a goal without a word before it

// short reads a key whose verb was said before: "press 1 for sales, 2 for
// support", "for sales, press 1; for support, 2".
func (r *reader) short(i int, last *offered, elided elision) int {
	l := r.keys(i, 2)
	if l.n == 0 {
		return 0
	}
	next := l.end
	before := r.is(next, forGoal) && !r.parted(next) // a goal stands right behind it
	list := r.is(next, or|and) && !r.parted(next)
	named := r.is(i-1, forAfter) && r.all&pressAfter != 0 || r.is(i-1, article) && last.goal && r.all&(press|choose|pressAfter) != 0
	ok, loose := false, false
	switch {
	case last.first < 0 && named: // its verb stands before the goal, or is still to come
		ok = list || r.parted(next)
	case last.first < 0:
		switch {
		case elided == whole:
		case before:
			ok = r.heads(i) && (elided == keyFirst && r.toks[i].kind == figure || r.follows(l.keys[0]))
		case elided == goalFirst:
			ok = (last.goal || r.itemKey() != "") && next == len(r.toks) && r.follows(l.keys[0]) && r.lasts(i)
		}
	case !last.goal && !last.goalFirst:
		ok = last.loose || r.follows(l.keys[0]) && r.loose(last)
		loose = ok
	case !last.goal:
		ok = last.goalFirst && r.parted(next) && r.follows(l.keys[0]) && r.bare(last.end, i)
		last.goal = ok
	case !last.goalFirst:
		ok = before && r.opens(i)
	case r.is(i-1, forGoal) && !r.parted(i):
	default:
		ok = list && r.is(next+1, forGoal) || r.parted(next) && !r.is(next, press|choose)
	}
	if !ok {
		return 0
	}
	first := last.first
	end := r.offer(l, i, last)
	if loose {
		last.loose = true
		for j := first; j < len(r.found); j++ {
			r.found[j].KeyFirst = r.found[j].Kind == Offer
		}
	}
	return end
}

// loose reports whether a key is in a list that has goals of a few words behind
// its keys, with no word before them, and nothing else up to the end of the
// sentence: "press 1 sales, 2 support". A list of two may be a key and what
// there are two of, so that there a goal is one word.
func (r *reader) loose(last *offered) bool {
	long := false
	for goal, keys := last.end, 1; keys < maxKeys; keys++ {
		end := r.bareGoal(goal)
		long = long || end-goal > 1
		switch {
		case end == 0:
			return false
		case end == len(r.toks):
			return keys > 2 || keys == 2 && !long
		}
		next := end
		if r.is(end, or|and) {
			next++
		} else if !r.parted(end) {
			return false
		}
		n := r.number(next)
		if n < 0 || r.toks[next].kind != figure || keys > 1 && n != 0 && n != r.number(goal-1)+1 {
			return false
		}
		goal = next + 1
	}
	return false
}

// bareGoal returns where a goal of a few words that mean nothing else ends, or 0.
func (r *reader) bareGoal(i int) int {
	end := i
	for ; end < len(r.toks) && (end == i || !r.parted(end)) && !r.is(end, or|and); end++ {
		if end-i == maxBare || r.toks[end].kind != word || r.class(end)&^(thing|call) != 0 || r.number(end) >= 0 {
			return 0
		}
	}
	if end == i || r.parted(i) {
		return 0
	}
	return end
}

// follows reports whether a key is the next one of a menu, or the zero at its end.
func (r *reader) follows(key string) bool {
	before := r.found[len(r.found)-1].Key
	return key == "0" || len(key) == 1 && len(before) == 1 && key[0] == before[0]+1
}

// heads reports whether a key begins the sentence.
func (r *reader) heads(i int) bool {
	for i > 0 && r.is(i-1, or|and|fill|keyNoun|please) {
		i--
	}
	return i == 0
}

// lasts reports whether a key stands right behind the goal that the sentence
// begins with.
func (r *reader) lasts(i int) bool {
	if r.is(i-1, article|forAfter) && !r.parted(i) {
		return true
	}
	for i > 0 && !r.parted(i) && r.is(i-1, fill|keyNoun) {
		i--
	}
	if r.parted(i) {
		return true
	}
	words := 0
	for ; i > 0 && !r.parted(i) && !r.is(i-1, or|and); i-- {
		words++
	}
	return words <= maxBare && (i == 0 || i == 1 && r.is(0, or|and))
}

// bare reports whether the words between two tokens are a clause that may be a
// goal: "for sales press 1, support 2".
func (r *reader) bare(from, to int) bool {
	if !r.parted(from) {
		return false
	}
	if r.is(from, or|and) {
		from++
	}
	if from >= to || to-from > maxBare {
		return false
	}
	for i := from; i < to; i++ {
		if i > from && r.parted(i) || r.toks[i].kind != word || r.class(i)&^(fill|article|thing|call) != 0 || r.number(i) >= 0 {
			return false
		}
	}
	return true
}

// opens reports whether a key begins a part of a list.
func (r *reader) opens(i int) bool {
	for i > 0 && !r.parted(i) && r.is(i-1, fill|keyNoun) {
		i--
	}
	return i > 0 && (r.parted(i) || r.is(i-1, or|and))
}
