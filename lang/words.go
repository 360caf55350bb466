package lang

import (
	"slices"
	"strings"
	"sync"
)

// A NameKind is a kind of names, or a set of kinds.
type NameKind uint8

// The kinds of names that a word of the language may be kept from being.
const (
	LabelName NameKind = 1 << iota // a label, an exit or a run-time variable
	ConstName                      // a constant, a parameter or an argument
	StepName                       // a step of the author's own
)

// A Word is a word of the language, or one that it keeps free. It is refused as
// a name only where it would be read as something else.
type Word struct {
	Text string
	Not  NameKind // what it can't name
}

// targets lead somewhere without a label, values can stand in front of a value,
// outcomes start an arm, inner words stand in statements where no name could,
// and those that are kept free may start a statement some day.
var (
	targets  = []string{"next", "end", "again", "else"}
	values   = []string{"env", "play", "get", "post", "put", "patch", "delete"}
	outcomes = []string{"ok", "fail", "else"}
	inner    = []string{"on", "off", "v1", "v2", "saying", "into", "at", "times", "of", "with", "hear", "press"}
	keptFree = []string{"object", "if", "when", "wait", "hangup", "while", "for", "repeat"}
)

var words = sync.OnceValue(func() map[string]NameKind {
	all := map[string]NameKind{}
	for _, v := range Verbs {
		if IsName(v.Word) {
			all[v.Word] |= StepName
		}
	}
	for _, list := range []struct {
		words []string
		not   NameKind
	}{
		{targets, LabelName | ConstName}, {values, ConstName}, {outcomes, StepName}, {inner, 0}, {keptFree, StepName},
	} {
		for _, w := range list.words {
			all[w] |= list.not
		}
	}
	return all
})

// Words returns all words of the language and those that it keeps free, in the
// order of the alphabet.
func Words() (list []Word) {
	for text, not := range words() {
		list = append(list, Word{text, not})
	}
	slices.SortFunc(list, func(a, b Word) int { return strings.Compare(a.Text, b.Text) })
	return list
}

// Outcomes returns the words that start an arm.
func Outcomes() []string { return slices.Clone(outcomes) }

// IsWord reports whether a name is a word of the language, or kept free for it.
func IsWord(name string) bool { _, ok := words()[name]; return ok }

// Reserved reports whether a word can't name something of a kind.
func Reserved(name string, kind NameKind) bool { return words()[name]&kind != 0 }

// Outcome returns what an outcome of a step is called here that other languages
// call by another word, or "".
func Outcome(word string) string { return others()[strings.ToLower(word)] }

var others = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"default": "else", "otherwise": "else", "other": "else", "any": "else", "_": "else", "rest": "else", "timeout": "else", "invalid": "else", "none": "else",
		"nomatch": "else", "noinput": "else", "catch": "else", "unknown": "else", "empty": "else", "anything": "else", "all": "else",
		"success": "ok", "succeeded": "ok", "successful": "ok", "yes": "ok", "true": "ok", "found": "ok", "200": "ok", "2xx": "ok",
		"error": "fail", "err": "fail", "failure": "fail", "failed": "fail", "no": "fail", "false": "fail", "404": "fail", "500": "fail", "400": "fail",
		"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
		"hash": "#", "pound": "#",
	}
})
