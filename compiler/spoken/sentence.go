package spoken

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// sentence finds the phrases of a sentence. Where several languages may have
// them, that which knows most of the words reads it; another may read only what
// the better ones do not know, as in a sentence of two languages.
func (r *reader) sentence() {
	elided := r.elided
	r.elided = whole
	r.sentences++
	if r.anchors|r.leads == 0 && elided == whole {
		r.item()
		return
	}
	r.drop()
	if r.terms {
		r.join()
	}
	set := r.anchors
	if elided != whole {
		set |= 1 << r.elidedIn
	}
	var list [maxLanguages]int
	first := len(r.found)
	read := uint8(0) // the languages that have read it
	for _, lang := range r.ranked(set, &list) {
		if read == 0 || r.news(lang, read) {
			r.lang, r.all = lang, 0
			for i := range r.toks {
				r.all |= r.class(i)
			}
			before := whole
			if lang == r.elidedIn {
				before = elided
			}
			offers := r.offers(before)
			r.lengths(offers)
			r.promises(offers)
		}
		read |= 1 << lang
	}
	r.settle(first)
}

// ranked returns languages, those first that know more words of the sentence.
func (r *reader) ranked(set uint8, list *[maxLanguages]int) []int {
	var known [maxLanguages]int
	n := 0
	for lang := range languages(set) {
		list[n] = lang
		n++
	}
	if n > 1 {
		if len(r.found) > 0 {
			known[r.lang]++ // as a prompt goes on in its language
		}
		for i := range r.toks {
			for lang := range languages(r.toks[i].e.known & set) {
				known[lang]++
			}
		}
		slices.SortStableFunc(list[:n], func(a, b int) int { return cmp.Compare(known[b], known[a]) })
	}
	return list[:n]
}

// news reports whether a language has an anchor that no better language knows.
func (r *reader) news(lang int, better uint8) bool {
	return slices.ContainsFunc(r.toks, func(t token) bool { return t.e.anchors&(1<<lang) != 0 && t.e.known&better == 0 })
}

// settle brings what was found in order, and leaves out what overlaps.
func (r *reader) settle(first int) {
	list := r.found[first:]
	slices.SortStableFunc(list, func(a, b Phrase) int { return cmp.Compare(a.Start, b.Start) })
	kept := list[:0]
	for _, p := range list {
		if n := len(kept); n > 0 {
			l := kept[n-1]
			if p.Start < l.End && (p.Start != l.Start || p.End != l.End || p.Kind != l.Kind || p.Language != l.Language) {
				continue
			}
		}
		kept = append(kept, p)
	}
	r.found = r.found[:first+len(kept)]
}

// join makes one token of the words of each term.
func (r *reader) join() {
	kept := r.toks[:0]
	for i := 0; i < len(r.toks); {
		t, n := r.toks[i], 1
		for _, term := range t.e.terms {
			if end := r.fits(term.rest, i+1); end > 0 {
				n = end - i
				t.e, t.end, t.kind, t.value = term.as, r.toks[end-1].end, word, -1
				break
			}
		}
		kept = append(kept, t)
		i += n
	}
	r.toks, r.anchors = kept, 0
	for i := range kept {
		r.anchors |= kept[i].e.anchors
	}
}

// fits returns where the words of a term end, or 0.
func (r *reader) fits(rest []*entry, at int) int {
	for i, e := range rest {
		if e == nil {
			for open := range maxGap + 1 {
				if end := r.fits(rest[i+1:], at+open); end > 0 {
					return end
				}
				if next := at + open; r.parted(next) || r.toks[next].e.denies {
					return 0
				}
			}
			return 0
		}
		if at >= len(r.toks) || r.toks[at].e != e || r.toks[at].gap&pause != 0 {
			return 0
		}
		at++
	}
	return at
}

func (r *reader) class(i int) class {
	if i < 0 || i >= len(r.toks) {
		return 0
	}
	return r.toks[i].e.in[r.lang].class
}

// is reports whether a token is one of some classes.
func (r *reader) is(i int, c class) bool { return r.class(i)&c != 0 }

// named reports whether a token is a key by itself, as a figure is: a number in
// words may count what follows.
func (r *reader) named(i int) bool { return r.toks[i].kind != word || r.is(i, pound|star) }

// parted reports whether a clause ends before a token.
func (r *reader) parted(i int) bool { return i >= len(r.toks) || r.toks[i].gap&pause != 0 }

// number returns the number that a token is, or -1.
func (r *reader) number(i int) int {
	if i < 0 || i >= len(r.toks) {
		return -1
	}
	t := &r.toks[i]
	if t.kind == figure {
		return int(t.value)
	}
	return int(t.e.in[r.lang].number) - 1
}

// add notes a phrase of the tokens from one to another.
func (r *reader) add(p Phrase, from, to int) {
	p.Start, p.End = int(r.toks[from].start), int(r.toks[to].end)
	p.Language = r.words.tables[r.lang].Language
	r.found = append(r.found, p)
}

// quoted takes in the mark behind a key in quotation marks.
func (r *reader) quoted(p *Phrase, key int) {
	before, _ := utf8.DecodeLastRuneInString(r.text[:r.toks[key].start])
	after, size := utf8.DecodeRuneInString(r.text[p.End:])
	const quotes = "'\"‘’“”„«»()[]"
	if t := r.toks[key]; p.Start < int(t.start) && p.End == int(t.end) && strings.ContainsRune(quotes, before) && strings.ContainsRune(quotes, after) {
		p.End += size
	}
}
