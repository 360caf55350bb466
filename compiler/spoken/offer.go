package spoken

// An offered is what is known of the last keys that were offered, while the
// words behind them are read.
type offered struct {
	first     int   // of its phrases, -1 before there is one
	end       int   // the token behind
	goalFirst bool  // the goal stood before
	goal      bool  // a goal began behind it, or before the next one
	said      class // of the words since
	loose     bool  // goals stand behind, with no word before them
}

const (
	maxKeys = 16 // that one verb offers
	maxFill = 6  // words between a verb and its key
)

// A keyList is keys that are named one after the other.
type keyList struct {
	toks [maxKeys]int // of each key, -1 in a range
	keys [maxKeys]string
	n    int
	end  int // the token behind
	from int // of the range at its end, else -1
}

// offers finds the keys that the sentence offers, and returns how many there are.
// It reads on from key to key: which goal is whose shows only then.
func (r *reader) offers(elided elision) int {
	before := len(r.found)
	last := offered{first: -1}
	r.entered = false
	for i := 0; i < len(r.toks); {
		end := 0
		switch {
		case r.is(i, follow):
			end = r.followed(i)
		case r.is(i, press|choose):
			end = r.pressed(i, &last)
		}
		if end == 0 && r.is(i, anyKey) {
			end = r.anyBehind(i, &last)
		}
		if end == 0 && r.key(i, 4) != "" {
			if end = r.finished(i); end == 0 {
				end = r.behindKey(i, &last)
			}
			if end == 0 {
				end = r.short(i, &last, elided)
			}
		}
		if end == 0 {
			r.pass(i, &last)
			end = i + 1
		}
		i = end
	}
	r.close(&last)
	switch {
	case last.first < 0:
	case last.goalFirst:
		r.elided, r.elidedIn = goalFirst, r.lang
	case last.goal:
		r.elided, r.elidedIn = keyFirst, r.lang
	}
	n := 0
	for _, p := range r.found[before:] {
		if p.Kind == Offer {
			n++
		}
	}
	return n
}

// pass notes a word that is no offer.
func (r *reader) pass(i int, last *offered) {
	c := r.class(i)
	last.said |= c & (hear | again | repeat)
	r.entered = r.entered || c&(enter|enterAfter) != 0
	last.goal = last.goal || c&forAfter != 0
	if c&forGoal == 0 && (c&finish == 0 || !r.starts(i)) {
		return
	}
	starts := r.starts(i) || r.is(i-1, press|choose)
	last.goal = last.goal || starts || last.first >= 0
	behind := i == last.end && r.toks[i].gap&joined == 0 || !starts
	if last.first < 0 || last.goalFirst || !behind || r.found[last.first].KeyFirst {
		return
	}
	for j := last.first; j < len(r.found); j++ {
		r.found[j].KeyFirst = r.found[j].Kind == Offer
	}
}

// starts reports whether a token begins a clause.
func (r *reader) starts(i int) bool {
	for ; i > 0 && !r.parted(i); i-- {
		if !r.is(i-1, or|and|please) {
			return false
		}
		if r.is(i-1, or|and) {
			return true
		}
	}
	return true
}

// close gives the words since the last offer to it, unless they belong to the
// next one.
func (r *reader) close(last *offered) {
	if last.first < 0 || last.goalFirst || !repeats(last.said) {
		return
	}
	for j := last.first; j < len(r.found); j++ {
		r.found[j].Repeat = r.found[j].Kind == Offer
	}
}

func repeats(said class) bool { return said&repeat != 0 || said&(hear|again) == hear|again }

// key returns the key that a token is, or "". It may have some digits.
func (r *reader) key(i, most int) string {
	if i >= len(r.toks) {
		return ""
	}
	t := &r.toks[i]
	switch {
	case t.kind == hashSign || r.is(i, pound):
		return "#"
	case t.kind == starSign || r.is(i, star):
		return "*"
	case t.kind == figure:
		return figures(r.text[t.start:t.end], most)
	}
	if n := r.number(i); n >= 0 && n < len(names) && len(names[n]) <= most {
		return names[n]
	}
	return ""
}

// names are keys that words name.
var names = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"}

// figures returns a number as keys, in ASCII.
func figures(text string, most int) string {
	if text[0] < 0x80 {
		if len(text) > most {
			return ""
		}
		return text
	}
	var keys []byte
	for _, c := range text {
		d, _ := digit(c)
		keys = append(keys, byte('0'+d))
	}
	if len(keys) > most {
		return ""
	}
	return string(keys)
}

// keys reads a list of keys.
func (r *reader) keys(i, most int) (l keyList) {
	l.from = -1
	for i < len(r.toks) && l.n < maxKeys {
		key := r.key(i, most)
		if _, counts := r.length(i); key == "" || counts || r.counts(i+1) {
			break
		}
		if i+1 < len(r.toks) && r.toks[i+1].gap == 0 && r.key(i+1, most) != "" {
			l.n = 0 // "press star 6" is a code
			break
		}
		if l.n > 0 && !r.free(i+1) {
			break
		}
		if i+1 < len(r.toks) && r.toks[i+1].gap&colon != 0 && r.key(i+1, most) == key {
			i++ // "press one (1)"
		}
		l.toks[l.n], l.keys[l.n] = i, key
		l.n++
		l.end = i + 1
		if r.span(&l, i) {
			return l
		}
		i++
		if r.is(i, keyNoun) && !r.parted(i) && r.named(i-1) {
			l.end = i + 1
			i++
		}
		if r.is(i, or|and) {
			for i++; r.is(i, fill|keyNoun) && !r.parted(i); i++ {
			}
		} else if i >= len(r.toks) || r.toks[i].gap&comma == 0 {
			break
		}
	}
	return l
}

// span takes the rest of a range, as "through 4" of "1 through 4".
func (r *reader) span(l *keyList, i int) bool {
	end := i + 1
	switch {
	case r.is(end, to):
		for end++; r.is(end, fill|keyNoun); end++ {
		}
	case end < len(r.toks) && r.toks[end].gap&hyphen != 0:
	default:
		return false
	}
	from, until := r.number(i), r.number(end)
	if from < 0 || until <= from || until > 9 || r.counts(end+1) {
		return false
	}
	l.from = l.n - 1
	for n := from + 1; n <= until && l.n < maxKeys; n++ {
		l.toks[l.n], l.keys[l.n] = -1, names[n]
		l.n++
	}
	l.end = end + 1
	return true
}

// counts reports whether a token is what the number before it counts.
func (r *reader) counts(i int) bool {
	return r.is(i, unit|digitNoun) && !r.parted(i) && !(r.is(i, keyNoun) && r.number(i+1) >= 0)
}

// free reports whether a key may end before a token: no thing to count follows.
func (r *reader) free(i int) bool {
	return r.parted(i) || r.is(i, forGoal|forAfter|or|and|to|after|please|press|choose|pressAfter|follow|finish) ||
		r.is(i, keyNoun) && r.named(i-1)
}

// pressed reads the keys behind a verb, and returns where they end, or 0.
func (r *reader) pressed(verb int, last *offered) int {
	if r.denied(verb) {
		return 0
	}
	i, anyone := verb+1, false
	for ; i < len(r.toks) && i <= verb+maxFill; i++ {
		skips := r.is(i, fill|keyNoun|please|anyKey|after|follow) || r.is(i, or) && r.is(i+1, say|press|choose) || r.is(i, say|press|choose) && r.is(i-1, or)
		if !skips || r.toks[i].gap&comma != 0 || r.key(i, 2) != "" {
			break
		}
		anyone = anyone || r.is(i, anyKey)
	}
	if anyone {
		if !r.is(i-1, keyNoun) {
			return 0
		}
		l := keyList{n: 1, end: i, from: -1}
		l.toks[0] = i - 1
		return r.offer(l, verb, last)
	}
	most := 2
	if r.is(verb, press) {
		most = 4
	} else if i < len(r.toks) && r.toks[i].gap&comma != 0 {
		return 0 // "prima, 2 Personen"
	}
	l := r.keys(i, most)
	if l.n == 0 || r.away(&l) || !(r.is(verb, press) && r.named(i)) && !r.free(l.end) {
		return 0
	}
	if one := l.n == 1 && !r.named(i) && i == verb+1 && l.keys[0] == "1"; one && !r.is(verb, press|enter) && !r.is(l.end, forGoal) {
		return 0 // "please choose one"
	}
	return r.offer(l, verb, last)
}

// away reports whether keys are a number to dial elsewhere, as 911 is.
func (r *reader) away(l *keyList) bool { return r.all&elsewhere != 0 && len(l.keys[0]) > 1 }

// denied reports whether a negation stands before a verb, or thanks for what
// was done.
func (r *reader) denied(verb int) bool {
	i := verb
	for i > 0 && !r.parted(i) && r.is(i-1, please|fill) {
		i--
	}
	return !r.parted(i) && r.is(i-1, not|past)
}

// behindKey reads keys and the verb behind them.
func (r *reader) behindKey(i int, last *offered) int {
	if r.all&pressAfter == 0 {
		return 0
	}
	l := r.keys(i, 4)
	if l.n == 0 || r.away(&l) {
		return 0
	}
	verb := r.verb(l.end)
	if verb < 0 {
		return 0
	}
	l.end = verb + 1
	return r.offer(l, i, last)
}

// verb returns the verb behind keys that end before a token, or -1.
func (r *reader) verb(i int) int {
	for n := 0; n < maxFill && r.is(i, fill|keyNoun|please|after) && !r.parted(i); n++ {
		i++
	}
	if !r.is(i, pressAfter) || r.parted(i) {
		return -1
	}
	return i
}

// anyBehind reads "any key" and the verb behind it.
func (r *reader) anyBehind(i int, last *offered) int {
	verb := r.verb(i + 1)
	if verb < 0 || !r.is(i+1, keyNoun) {
		return 0
	}
	l := keyList{n: 1, end: verb + 1, from: -1}
	l.toks[0] = verb
	return r.offer(l, i, last)
}

// offer notes keys as offers, or as the key that ends an input.
func (r *reader) offer(l keyList, start int, last *offered) int {
	goalFirst := last.goal && (last.first < 0 || last.goalFirst || r.turned(last, start))
	said := last.said
	if last.first >= 0 && !last.goalFirst && !goalFirst {
		r.close(last)
		said = 0
	}
	first := len(r.found)
	for n, from := 0, start; n < l.n; n++ {
		end := l.toks[n]
		if n == l.n-1 || n == l.from || end < 0 {
			end = l.end - 1
		}
		r.add(Phrase{Key: l.keys[n], Repeat: repeats(said)}, from, end)
		if l.toks[n] >= 0 {
			r.quoted(&r.found[len(r.found)-1], l.toks[n])
		}
		if n+1 < l.n && l.toks[n+1] >= 0 {
			from = l.toks[n+1]
		}
	}
	if l.n == 1 && l.keys[0] == "#" && r.ends(start, l.end) {
		r.found[first].Kind, r.found[first].Key, r.found[first].Repeat = Pound, "", false
		last.said, last.goal = 0, false
		return l.end
	}
	if next := l.toks[0] + 1; l.n == 2 && l.keys[1] == "#" && (r.is(next, and) || r.is(next, keyNoun) && r.is(next+1, and)) {
		r.found[first+1].Kind, r.found[first+1].Key, r.found[first+1].Repeat = Pound, "", false // "press 7 and pound"
	}
	*last = offered{first: first, end: l.end, goalFirst: goalFirst, goal: false}
	return l.end
}

// turned reports whether a new goal began since a key that stood before its own.
func (r *reader) turned(last *offered, verb int) bool {
	for i := last.end; i < verb; i++ {
		if r.is(i, forGoal|finish) && r.starts(i) && (i > last.end || r.toks[i].gap&joined != 0) {
			return true
		}
	}
	return false
}

// ends reports whether a # ends an input: what is keyed in was said before it,
// or it is pressed when done.
func (r *reader) ends(start, end int) bool {
	for i := start - 1; i < end; i++ {
		if r.is(i, follow) {
			return true
		}
	}
	if r.is(end, finish) || r.all&finish != 0 && !r.is(end, forGoal) {
		return true
	}
	return r.entered && !r.is(start-1, or)
}

// followed reads "followed by the pound key", which may have a verb, too.
func (r *reader) followed(i int) int {
	j := i + 1
	for ; j < len(r.toks) && j <= i+maxFill && r.is(j, fill|keyNoun|please) && r.key(j, 1) == ""; j++ {
	}
	if r.key(j, 1) != "#" {
		return 0
	}
	end := j
	if r.is(j+1, keyNoun) && !r.parted(j+1) {
		end++
	}
	if r.is(end+1, pressAfter) {
		end++
	}
	r.add(Phrase{Kind: Pound}, i, end)
	return end + 1
}

// finished reads the pound key with a verb behind that ends an input.
func (r *reader) finished(i int) int {
	if r.all&followAfter == 0 || r.key(i, 1) != "#" {
		return 0
	}
	end := i + 1
	for ; end <= i+maxFill && r.is(end, fill|keyNoun|to) && !r.parted(end); end++ {
	}
	if !r.is(end, followAfter) || r.parted(end) {
		return 0
	}
	r.add(Phrase{Kind: Pound}, i, end)
	return end + 1
}
