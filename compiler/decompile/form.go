package decompile

import (
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// An offer is a sentence of a prompt that has one wired key in it.
type offer struct{ start, at, end int } // of the sentence, of the key

// maxChoices is how many choices a menu can speak: one for each key.
const maxChoices = 11

// offers returns the last sentences of a text, as many as have one wired key
// each, all different.
func offers(text string, wired keys) (list []offer) {
	if !stopped(text) {
		return nil
	}
	for end := len(text); end > 0 && len(list) < maxChoices; {
		o := offer{start: sentenceStart(text, end), at: -1, end: end}
		for i, c := range lone(text[o.start:end]) {
			if !wired.has(c) {
				continue
			}
			if o.at >= 0 {
				return list
			}
			o.at = o.start + i
		}
		if o.at < 0 {
			return list
		}
		wired.remove(text[o.at]) // of this copy
		list = append([]offer{o}, list...)
		end = o.start - 1
	}
	return list
}

// sentenceStart returns where the last sentence of text[:end] starts: behind
// the end of another and a space.
func sentenceStart(text string, end int) int {
	for at := end; ; {
		if at = strings.LastIndexByte(text[:at], ' '); at < 0 {
			return 0
		}
		if stopped(text[:at]) {
			return at + 1
		}
	}
}

// keys is a set of keys of the telephone.
type keys [128]bool

func (k *keys) add(c byte)      { k[c] = true }
func (k *keys) remove(c byte)   { k[c] = false }
func (k *keys) has(c byte) bool { return k[c] }

// lone yields the digits and hashes of a text that stand alone, and are no part
// of a number, a time or a word. In scripts without spaces letters may stand
// beside them.
func lone(text string) iter.Seq2[int, byte] {
	return func(yield func(int, byte) bool) {
		for i := 0; i < len(text); i++ {
			c := text[i]
			if c != '#' && !isDigit(c) {
				continue
			}
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+1:])
			joined := i > 1 && isDigit(text[i-2]) && joint(text[i-1]) || i+2 < len(text) && joint(text[i+1]) && isDigit(text[i+2])
			if !joined && !inWord(before) && !inWord(after) && !yield(i, c) {
				return
			}
		}
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// joint reports whether a character may stand within a number or a time.
func joint(c byte) bool { return strings.IndexByte(".,:/-", c) >= 0 }

// inWord reports whether a digit beside a character is a part of a word or a
// number.
func inWord(r rune) bool {
	return r == '#' || r == '_' || unicode.IsDigit(r) || unicode.IsUpper(r) || unicode.IsLower(r)
}

// A form is how the choices of a menu are spoken: what stands before, between
// and behind the key and the choice.
type form struct {
	keyFirst               bool
	before, between, after string
}

func (f form) String() string {
	if f.keyFirst {
		return f.before + "{key}" + f.between + "{choice}" + f.after
	}
	return f.before + "{choice}" + f.between + "{key}" + f.after
}

// defaultForm is the one that a menu has by itself. One choice alone does not
// say what its form is: only the known ones are recognised.
var (
	defaultForm = form{true, "Press ", " ", "."}
	knownForms  = []form{
		defaultForm,
		{false, "For ", ", press ", "."},
		{false, "To ", ", press ", "."},
		{false, "", ", press ", "."},
		{true, "Key ", ": ", "."},
	}
)

// formsOf returns the forms that the offers of a text may have, the best first.
func formsOf(text string, list []offer) []form {
	if len(list) == 1 {
		return knownForms
	}
	heads, tails := make([]string, len(list)), make([]string, len(list))
	sameHead, sameTail := true, true
	for i, o := range list {
		heads[i], tails[i] = text[o.start:o.at], text[o.at+1:o.end]
		sameHead, sameTail = sameHead && heads[i] == heads[0], sameTail && tails[i] == tails[0]
	}
	found := form{keyFirst: sameHead}
	switch {
	case sameHead == sameTail:
		return knownForms[:1]
	case sameHead:
		found.before, found.between, found.after = heads[0], cutShared(tails, true), cutShared(tails, false)
	default:
		found.before, found.between, found.after = cutShared(heads, true), cutShared(heads, false), tails[0]
	}
	if strings.ContainsAny(found.before+found.between+found.after, "{}") {
		return knownForms[:1]
	}
	return []form{defaultForm, found}
}

// cutShared returns the words that all texts start with, and cuts them off; or
// those that they end with. Something is left of each.
func cutShared(list []string, start bool) string {
	at := len(list[0])
	for _, s := range list {
		at = min(at, alike(list[0], s, start))
	}
	for ; at > 0; at-- {
		whole := true
		for _, s := range list {
			whole = whole && betweenWords(s, cut(s, at, start))
		}
		if whole {
			break
		}
	}
	said := list[0][:at]
	if !start {
		said = list[0][len(list[0])-at:]
	}
	for i, s := range list {
		if start {
			list[i] = s[at:]
		} else {
			list[i] = s[:len(s)-at]
		}
	}
	return said
}

func cut(s string, at int, start bool) int {
	if start {
		return at
	}
	return len(s) - at
}

// alike returns how many bytes two texts have in common from the start or from
// the end, up to a brace.
func alike(a, b string, start bool) int {
	n := 0
	for ; n < len(a) && n < len(b); n++ {
		x, y := a[n], b[n]
		if !start {
			x, y = a[len(a)-1-n], b[len(b)-1-n]
		}
		if x != y || x == '{' || x == '}' {
			break
		}
	}
	return n
}

// betweenWords reports whether a text can be cut at an offset, which leaves
// something on both sides.
func betweenWords(s string, at int) bool {
	if at <= 0 || at >= len(s) || !utf8.RuneStart(s[at]) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return !ofWord(before) || !ofWord(after) || scriptOf(before) != scriptOf(after) || unicode.Is(unicode.Han, before)
}

func ofWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N) || strings.ContainsRune("'’-{}", r)
}

// scriptOf tells the scripts apart that are written without spaces, so that
// words end where the script changes.
func scriptOf(r rune) *unicode.RangeTable {
	for _, t := range []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana} {
		if unicode.Is(t, r) {
			return t
		}
	}
	if r == 'ー' { // of both kana, as Unicode has it
		return unicode.Katakana
	}
	return nil
}

// choice returns the choice that a sentence speaks before and behind its key.
func (f form) choice(head, tail string) (string, bool) {
	said, before, after := head, f.before, f.between
	if f.keyFirst {
		said, before, after = tail, f.between, f.after
		if head != f.before {
			return "", false
		}
	} else if tail != f.after {
		return "", false
	}
	if len(said) <= len(before)+len(after) || !strings.HasPrefix(said, before) || !strings.HasSuffix(said, after) {
		return "", false
	}
	said = said[len(before) : len(said)-len(after)]
	first, _ := utf8.DecodeRuneInString(said)
	return said, strings.TrimSpace(said) == said && !stopped(said) && !strings.ContainsRune(",;:.、，", first)
}

// offers reports whether a text speaks of a key as choices do: of one that is
// wired, or of any in the manner of the form or as it is said in English.
func (f form) offers(text string, wired keys) bool {
	before, after := f.between, f.after
	if f.keyFirst {
		before, after = f.before, f.between
	}
	before, after = strings.ToLower(strings.Trim(before, marks)), strings.ToLower(strings.Trim(after, marks))
	said := strings.ToLower(text)
	for i, c := range lone(said) {
		if wired.has(c) || before != "" && strings.HasSuffix(strings.TrimRight(said[:i], " "), before) {
			return true
		}
	}
	switch {
	case before == "" && after != "" && strings.Contains(said, after):
		return true
	case before != "" && (after != "" || !f.keyFirst) && around(said, before, after):
		return true
	}
	return pressed(said, wired)
}

// marks may stand around the words of a form.
const marks = " .,:;?!。、，？！।"

// maxKeyWord is how many bytes the word for a key may have.
const maxKeyWord = 40

// around reports whether one word, as that for a key, stands in a text between
// two others, of which the second may be the end of a sentence.
func around(text, before, after string) bool {
	for {
		at := strings.Index(text, before)
		if at < 0 {
			return false
		}
		text = text[at+len(before):]
		rest := strings.TrimLeft(text, " ")
		word := strings.IndexAny(rest[:min(len(rest), maxKeyWord)], marks)
		if word <= 0 {
			continue
		}
		rest = strings.TrimLeft(rest[word:], " ")
		if after == "" && (rest == "" || strings.IndexAny(rest, marks) == 0) || after != "" && strings.HasPrefix(rest, after) {
			return true
		}
	}
}

var (
	pressing  = set("press key dial push hit touch")
	fillers   = set("the a key number button digit")
	keyWords  = set("zero one two three four five six seven eight nine hash pound star asterisk # *")
	hashWords = set("hash pound")
)

// set returns a set of words, which is made when it is needed.
func set(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			m[w] = true
		}
		return m
	})
}

// pressed reports whether a text in small letters speaks of a key by an English
// word, as in press one, or of any key in a way that no form has.
func pressed(text string, wired keys) bool {
	after := false
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' && r != '*' }) {
		switch {
		case after && (keyWords()[w] || len(w) == 1 && isDigit(w[0])), hashWords()[w] && wired.has('#'):
			return true
		case pressing()[w]:
			after = true
		case !fillers()[w]:
			after = false
		}
	}
	return false
}
