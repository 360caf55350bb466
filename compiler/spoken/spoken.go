// Package spoken reads what a prompt says: which keys it offers, how many
// digits it asks for, what it promises. It does so by one table a language, and
// knows nothing of the call, of findings or of the language of scripts.
//
// What it says may be held against an author, so it keeps silent where a text
// can be meant in two ways: a phrase that is missed costs less than one that
// was never said.
//
// # To add a language
//
// Copy en.go, put the new language's words in, and name the table in tables.
// Every field says what its words do; most are words that one finds by reading
// ten prompts aloud. Write small letters, commas between terms, and ... for up
// to four words that may stand between two of a term. Accents may be written: they
// make no difference, in the table or in a prompt. An apostrophe parts two
// words, a hyphen, too. Then add testdata/LANGUAGE.txt with prompts in which
// the phrases are marked: a test wants every word of the table in one of them.
// No word needs a line of code.
package spoken

import (
	"slices"
	"sync"
)

// A Kind says what a phrase of a prompt is.
type Kind uint8

const (
	// Offer is a key with something behind it: "press 1 for apples". "press 1, 2
	// or 3" is three of them. "press any key" has no Key.
	Offer Kind = iota
	// Count is how many digits are asked for: "your 4-digit PIN". A range has
	// one for each number that it allows, all at the same place.
	Count
	// Ask asks for digits without saying how many: "enter your account number".
	Ask
	// Pound is the key that ends an input: "followed by the pound key". A hash
	// with a goal of its own is an Offer.
	Pound
	// CallBack is "we will call you back".
	CallBack
	// Connecting is "connecting you", "please hold while we transfer your call". A
	// prompt that asks for keys behind it speaks of later, and has none.
	Connecting
	// Goodbye is "goodbye" as the last thing said.
	Goodbye
	// Recorded is "this call may be recorded".
	Recorded
	// Done is "your order is confirmed".
	Done
)

// A Phrase is a part of a prompt that says something that can be held against
// the call.
type Phrase struct {
	Kind       Kind
	Start, End int    // bytes of the text: the words themselves, "press 3", not the goal behind it
	Key        string // of an Offer: a digit, several digits, "#" or "*"
	Digits     int    // of a Count
	KeyFirst   bool   // of an Offer: the key stands before its goal
	Repeat     bool   // of an Offer: its goal is to hear the prompt again
	Language   string // the name of the table: "en"
}

// tables are the languages that are read. Of two that know a sentence equally
// well, the first reads it.
var tables = []*table{&english, &spanish, &german, &french, &hindi, &portuguese}

// maxLanguages is how many tables there can be.
const maxLanguages = 8

// words are all words of all tables.
var words = sync.OnceValue(func() *dictionary { return compile(tables) })

// Prepare makes what Read needs, once in a run of the program: that takes a
// millisecond, which somebody may want to pass otherwise.
func Prepare() { words() }

// readers keeps the memory of those who read.
var readers = sync.Pool{New: func() any { return new(reader) }}

// maxKept is how many tokens a reader may have room for and still be kept.
const maxKept = 1 << 12

// Read returns the phrases of a prompt, in order. No two overlap, except those
// of one range, which have one place.
func Read(text string) []Phrase {
	r := readers.Get().(*reader)
	r.text, r.words = text, words()
	for r.next() {
		r.sentence()
	}
	if r.sentences > 1 {
		r.drop()
	}
	r.later()
	found := slices.Clone(r.found)
	toks, phrases := r.toks[:0], r.found[:0]
	if cap(toks) > maxKept || cap(phrases) > maxKept {
		toks, phrases = nil, nil
	}
	*r = reader{toks: toks, found: phrases}
	readers.Put(r)
	if len(found) == 0 {
		return nil
	}
	return found
}
