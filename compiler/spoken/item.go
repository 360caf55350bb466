package spoken

// item reads a sentence that is a name, a comma and a key: "English, 2." In a
// text of its own it is an item of a menu that is spoken prompt by prompt. Among
// others it may be anything, unless a list starts with 1 or goes on.
func (r *reader) item() {
	key, n := "", len(r.found)
	if r.toks[len(r.toks)-1].kind == figure {
		var list [maxLanguages]int
		r.lang = r.ranked(1<<len(r.words.tables)-1, &list)[0]
		key = r.itemKey()
	}
	follows := key != "" && n > 0 && r.found[n-1].Kind == Offer && r.follows(key) && (!r.held || r.found[n-1].Key == "1")
	if !follows {
		r.drop()
	}
	r.held = false
	if key == "" || !follows && r.sentences > 1 && key != "1" {
		return
	}
	r.add(Phrase{Key: key}, len(r.toks)-1, len(r.toks)-1)
	r.held = !follows
}

// drop leaves out an item of which nobody knows that it is one.
func (r *reader) drop() {
	if r.held {
		r.found, r.held = r.found[:len(r.found)-1], false
	}
}

// itemKey returns the key of a sentence that is an item, or "".
func (r *reader) itemKey() string {
	last := len(r.toks) - 1
	if last < 1 || last > maxBare+1 || r.question || r.toks[last].kind != figure || r.toks[last].gap != comma {
		return ""
	}
	from := 0
	if r.is(0, forGoal) {
		from = 1
	}
	if r.bareGoal(from) != last {
		return ""
	}
	return r.key(last, 1)
}
