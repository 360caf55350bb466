package spoken

import (
	"math/bits"
	"reflect"
	"slices"
	"strings"
)

// A table is what there is to know of a language: terms, with commas between
// them. A term may stand in several fields.
type table struct {
	Language string // its two letters
	Own      string // words that tell it from languages like it

	// Keys.
	Press       string // before a key, and hardly before anything else
	Choose      string // before a key, or before other things
	PressAfter  string // behind a key
	Say         string // what one may do instead: "press or say 1"
	Key         string // nouns beside a key: "press the 1 key", "press number 1"
	Fill        string // other words between a verb and its key: "press the 1"
	Please      string // words that change nothing
	Any         string // "any" of "press any key"
	Pound       string // the key #
	Star        string // the key *
	For         string // before a goal: "for", "to", "if"
	ForAfter    string // behind a goal
	Or          string
	And         string
	To          string // between the ends of a range: "1 through 4"
	After       string // words that may follow a key where a thing to count may not: "now"
	Unit        string // things to count, so that the number before is no key
	Elsewhere   string // other numbers are to be dialled: "hang up", "emergency"
	Repeat      string // the goal is to hear the prompt again
	Hear        string // with Again, the same
	Again       string
	Follow      string // before the key that ends an input: "followed by"
	FollowAfter string // behind it: "mit Raute bestätigen"
	Finish      string // when or why that key is pressed: "when done"

	// Digits.
	Numbers     string // from zero up, / between words for the same number
	Digits      string // "digits"
	DigitSuffix string // the same as the end of a word: "vierstellig"
	Enter       string // verbs before what is keyed in; they are Choose, too
	EnterAfter  string // verbs behind it; they are PressAfter, too
	Asked       string // what is keyed in: "account number"
	Most        string // "up to"
	Least       string // "at least"
	More        string // "4 digits or more"
	Between     string // "between 4 and 6"
	Last        string // "the last 4 digits of": those, not all
	Ready       string // the digits are not asked for now: "have your 16-digit number ready"

	// Promises.
	CallBack   string
	Leave      string // a person promises, behind a message: "leave your number"
	Connecting string
	Goodbye    string
	Call       string // what is recorded
	Record     string
	Thing      string // what gets done, and is no call: "your order"
	Be         string // between a thing and what was done to it: "has been"
	Done       string // "confirmed"
	Not        string // negations
	Article    string // a number behind it is a key where something is pressed: "für Service die 2"
	Unless     string // a sentence with such words promises nothing: "if", "once"
	Past       string // before a verb whose key was pressed: "gracias por presionar 1"
}

// A class is what a word does: a set of bits, one for each of those fields.
type class uint64

const (
	press class = 1 << iota
	choose
	pressAfter
	say
	keyNoun
	fill
	please
	anyKey
	pound
	star
	forGoal
	forAfter
	or
	and
	to
	after
	unit
	elsewhere
	repeat
	hear
	again
	follow
	followAfter
	finish
	_ // Numbers
	digitNoun
	_ // DigitSuffix
	enter
	enterAfter
	asked
	most
	least
	more
	between
	last
	ready
	callBack
	leave
	connecting
	goodbye
	call
	record
	thing
	be
	done
	not
	article
	unless
	past
	counted // a number and its digits in one word: "vierstellig"
)

// anchors are what a phrase can't do without. A sentence that has none says
// nothing of it.
const anchors = press | choose | pressAfter | enter | enterAfter | digitNoun | counted | follow | followAfter | callBack | connecting | goodbye | record | done

// A meaning is what a word is in one language.
type meaning struct {
	class  class
	number int8 // plus one
}

// An entry is a word or a term of several words.
type entry struct {
	in      [maxLanguages]meaning
	anchors uint8  // the languages in which it is an anchor
	leads   uint8  // those in which a term that starts with it is one
	known   uint8  // the languages that know it
	denies  bool   // it is a negation in one of them, or promises nothing
	terms   []term // those that start with it, the longest first
}

// A term is the rest of one of several words. A nil word stands for up to
// maxGap others.
type term struct {
	rest []*entry
	as   *entry
}

const maxGap = 4

// A dictionary is all tables by word.
type dictionary struct {
	byWord map[string]*entry
	tables []*table
	shapes [1 << 10]uint64 // the lengths of words by their first and last byte
	room   []entry         // for entries to come: there are thousands
	lists  []*entry        // for terms to come
}

// manyWords and roomy are about how many words there are, and how many entries are made
// at a time. A dictionary is made once in each run of the program that reads prompts.
const (
	manyWords = 1 << 12
	roomy     = 1 << 8
)

// entry returns a new entry.
func (d *dictionary) entry() *entry {
	if len(d.room) == 0 {
		d.room = make([]entry, roomy)
	}
	e := &d.room[0]
	d.room = d.room[1:]
	return e
}

// maybe reports whether there may be a word, which is cheaper than to look it
// up: most words of a prompt are in no table.
func (d *dictionary) maybe(word []byte) bool { return d.shapes[shape(word)]&(1<<len(word)) != 0 }

func shape(word []byte) int {
	return (int(word[0])<<5 ^ int(word[len(word)-1])) & (1<<10 - 1)
}

// compile makes a dictionary of tables.
func compile(tables []*table) *dictionary {
	d := &dictionary{byWord: make(map[string]*entry, manyWords), tables: tables}
	for lang, t := range tables {
		fields := reflect.ValueOf(t).Elem()
		for i := 1; i < fields.NumField(); i++ {
			terms := split(fields.Field(i).String(), ",")
			switch name := fields.Type().Field(i).Name; name {
			case "Numbers":
				d.numbers(lang, terms, split(t.DigitSuffix, ","))
			case "Own":
				d.addAll(lang, terms, 0)
			case "DigitSuffix":
				d.addAll(lang, terms, digitNoun)
			case "Enter":
				d.addAll(lang, terms, enter|choose)
			case "EnterAfter":
				d.addAll(lang, terms, enterAfter|pressAfter)
			default:
				d.addAll(lang, terms, 1<<(i-2))
			}
		}
	}
	for word, e := range d.byWord {
		d.shapes[shape([]byte(word))] |= 1 << len(word)
		for _, t := range e.terms {
			e.leads |= t.as.anchors
		}
		slices.SortFunc(e.terms, func(a, b term) int { return len(b.rest) - len(a.rest) })
	}
	return d
}

func (d *dictionary) addAll(lang int, terms []string, c class) {
	for _, text := range terms {
		d.add(lang, text, meaning{class: c})
	}
}

// numbers adds the words for numbers, alone and with what makes digits of them.
func (d *dictionary) numbers(lang int, list, suffixes []string) {
	for n, names := range list {
		for _, name := range split(names, "/") {
			d.add(lang, name, meaning{number: int8(n + 1)})
			for _, suffix := range suffixes {
				d.add(lang, name+suffix, meaning{class: counted, number: int8(n + 1)})
			}
		}
	}
}

// add gives a term a meaning more in a language.
func (d *dictionary) add(lang int, text string, m meaning) {
	e := d.term(text)
	in := &e.in[lang]
	in.class |= m.class
	if m.number != 0 {
		in.number = m.number
	}
	e.known |= 1 << lang
	e.denies = e.denies || m.class&(not|unless) != 0
	if in.class&anchors != 0 {
		e.anchors |= 1 << lang
	}
}

// term returns the entry of a term, which is made where there is none.
func (d *dictionary) term(text string) *entry {
	list := d.entries(text)
	first := list[0]
	if len(list) == 1 {
		return first
	}
	for _, t := range first.terms {
		if slices.Equal(t.rest, list[1:]) {
			return t.as
		}
	}
	t := term{slices.Clone(list[1:]), d.entry()}
	first.terms = append(first.terms, t)
	return t.as
}

// entries returns the words of a term, nil for those that are left open. The list
// is good until the next one.
func (d *dictionary) entries(text string) []*entry {
	list := d.lists[:0]
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\'' || r == '-' }) {
		if word == "..." {
			list = append(list, nil)
			continue
		}
		var folded [maxWord]byte
		key := folded[:fold(&folded, word)]
		e := d.byWord[string(key)]
		if e == nil {
			e = d.entry()
			d.byWord[string(key)] = e
		}
		list = append(list, e)
	}
	d.lists = list
	return list
}

// split returns the parts of a list that are not empty.
func split(text, sep string) (list []string) {
	for part := range strings.SplitSeq(text, sep) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// languages are those of a set, the first first.
func languages(set uint8) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for ; set != 0; set &= set - 1 {
			if !yield(bits.TrailingZeros8(set)) {
				return
			}
		}
	}
}
