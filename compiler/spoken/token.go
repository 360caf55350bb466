package spoken

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number, one of # and *, or something that is none of them.
type token struct {
	start, end int32
	e          *entry
	value      int16 // of a number in figures, else -1
	kind       tokenKind
	gap        gap // what stands before it
}

type tokenKind uint8

const (
	word     tokenKind = iota
	figure             // one to four digits
	hashSign           // #
	starSign           // *
	variable           // {{name}}
	other              // 10:30, $5, *67
)

// A gap is what stands between two tokens.
type gap uint8

const (
	comma  gap = 1 << iota // a comma, a semicolon, a dash, a line's end
	colon                  // or a bracket
	hyphen                 // without spaces
	joined                 // a dot without a space
)

// pause is what parts clauses.
const pause = comma | colon | joined

// unknown is the entry of whatever is in no table.
var unknown entry

// maxWord is how many bytes a folded word may have. Longer ones are unknown.
const maxWord = 48

// A reader takes a text sentence by sentence.
type reader struct {
	text     string
	words    *dictionary
	at       int     // behind the sentence
	toks     []token // of the sentence
	anchors  uint8   // the languages that have an anchor in it
	leads    uint8   // those that may have one in a term
	terms    bool    // some words may start a term
	question bool
	unclosed bool // no variable is closed in what is left

	entered  bool // a verb asked for digits before
	lang     int
	all      class   // of all words of the sentence
	elided   elision // how the sentence before offered its last key
	elidedIn int     // in this language
	found    []Phrase

	sentences int
	held      bool // the last phrase is the first item of a list, if one follows
}

// next reads the tokens of the next sentence.
func (r *reader) next() bool {
	r.toks, r.anchors, r.leads, r.terms, r.question = r.toks[:0], 0, 0, false, false
	var between gap
	for r.at < len(r.text) {
		c := r.text[r.at]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			r.takeWord(&between)
		case c == ' ' || c == '\'' || c == '"' || c == '\t':
			r.at++
		case isDigit(c):
			r.takeNumber(&between)
		case c == '.' || c == '!' || c == '?':
			if r.takeStop(&between) {
				return true
			}
		case c >= utf8.RuneSelf:
			if r.takeRune(&between) {
				return true
			}
		case c == '#' || c == '*':
			r.takeSign(&between)
		case strings.HasPrefix(r.text[r.at:], "{{"):
			r.takeVariable(&between)
		case c == '$':
			r.takeMoney(&between)
		default:
			between |= r.mark(c)
			r.at++
		}
	}
	return len(r.toks) > 0
}

// mark returns what a punctuation mark does between tokens.
func (r *reader) mark(c byte) gap {
	switch c {
	case ',', ';', '\n':
		return comma
	case ')', ']':
		if r.at > 1 && strings.IndexByte("([", r.text[r.at-2]) >= 0 && (isDigit(r.text[r.at-1]) || strings.IndexByte("#*", r.text[r.at-1]) >= 0) {
			return 0 // "press (1) for sales"
		}
		return colon
	case ':', '(', '[':
		return colon
	case '-':
		return r.dash(1)
	}
	return 0
}

// dash says whether a dash of some bytes joins two words or parts them.
func (r *reader) dash(size int) gap {
	if r.at > 0 && r.text[r.at-1] != ' ' {
		return hyphen
	}
	if rest := r.text[r.at+size:]; rest == "" || rest[0] == ' ' {
		return comma
	}
	return 0
}

// takeStop takes marks that may end a sentence, and reports whether they do: an
// ellipsis does not, nor does the dot of an address.
func (r *reader) takeStop(between *gap) bool {
	start := r.at
	for r.at < len(r.text) && strings.IndexByte(".!?", r.text[r.at]) >= 0 {
		r.question = r.question || r.text[r.at] == '?' && len(r.toks) > 0
		r.at++
	}
	marks, rest := r.text[start:r.at], r.text[r.at:]
	if strings.HasPrefix(marks, "..") {
		*between |= comma
		return false
	}
	if marks == "." && rest != "" && (isDigit(rest[0]) || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') {
		*between |= joined
		return false
	}
	*between = 0
	return len(r.toks) > 0
}

func (r *reader) push(start int, e *entry, kind tokenKind, value int, between *gap) {
	if len(r.toks) == 0 {
		*between = 0
	}
	r.toks = append(r.toks, token{int32(start), int32(r.at), e, int16(value), kind, *between})
	*between = 0
	r.anchors |= e.anchors
	r.leads |= e.leads
	r.terms = r.terms || len(e.terms) > 0
}

// takeWord takes a word.
func (r *reader) takeWord(between *gap) {
	start := r.at
	r.push(start, r.lookup(), word, -1, between)
}

// lookup takes the letters that follow and returns what they are.
func (r *reader) lookup() *entry {
	var folded [maxWord]byte
	start, n, plain := r.at, 0, true
	for ; r.at < len(r.text); r.at++ {
		c := r.text[r.at]
		if c >= utf8.RuneSelf || 'a' > c|0x20 || c|0x20 > 'z' {
			if plain = c < utf8.RuneSelf && !isDigit(c) && c != '_'; plain {
				break
			}
			r.at += letters(r.text[r.at:])
			n = fold(&folded, r.text[start:r.at])
			break
		}
		if n < maxWord {
			folded[n] = c | 0x20
			n++
		}
	}
	if n > 0 && r.words.maybe(folded[:n]) {
		if e := r.words.byWord[string(folded[:n])]; e != nil {
			return e
		}
	}
	return &unknown
}

// letters returns how many bytes of a text are letters, marks of letters, and
// digits among them.
func letters(text string) int {
	for i, c := range text {
		if c < utf8.RuneSelf {
			if !isDigit(byte(c)) && c != '_' && ('a' > c|0x20 || c|0x20 > 'z') {
				return i
			}
		} else if !isLetter(c) {
			return i
		}
	}
	return len(text)
}

func isLetter(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || c == '\u200c' || c == '\u200d' || c == '\u00ad'
}

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digit returns the value of a digit in figures or in those of Devanagari.
func digit(c rune) (int, bool) {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0'), true
	case '०' <= c && c <= '९':
		return int(c - '०'), true
	}
	return 0, false
}

// takeNumber takes a number. Prices, times, dates, decimals and phone numbers are no
// figures; "1-4" and "1,2" are two.
func (r *reader) takeNumber(between *gap) {
	start, value, n := r.at, 0, 0
	for r.at < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		d, ok := digit(c)
		if !ok {
			break
		}
		value, n, r.at = min(value*10+d, 1e4), n+1, r.at+size
	}
	kind := figure
	if n > 4 || r.behind(start, between) {
		kind, value = other, -1
	}
	r.push(start, &unknown, kind, value, between)
}

// behind looks at what stands close behind a number, and takes what makes
// something else of it.
func (r *reader) behind(start int, between *gap) bool {
	rest := r.text[r.at:]
	if rest == "" || rest[0] == ' ' {
		return *between&joined != 0
	}
	c, size := utf8.DecodeRuneInString(rest)
	at := r.at
	if isLetter(c) {
		if makesDigits(r.lookup()) {
			r.at = at
			return false
		}
		r.at = max(r.at, at+size)
		return true
	}
	if strings.ContainsRune("%€$£₹°+", c) {
		return true
	}
	if end := at + compound(rest); end > at && !several(r.text[start:end]) {
		r.at = end
		return true
	}
	return *between&joined != 0
}

// compound returns how many bytes go on with a number: marks with digits behind
// each.
func compound(text string) (n int) {
	for {
		c, size := utf8.DecodeRuneInString(text[n:])
		if !strings.ContainsRune(".:/,-–", c) {
			return n
		}
		end := n + size
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if end == n+size {
			return n
		}
		n = end
	}
}

// several reports whether a compound is several numbers: "1-4", "1,2,3".
func several(text string) bool {
	switch {
	case len(text) > 2*maxKeys:
		return false
	case strings.IndexByte(text, ',') == 1:
		for i := range len(text) {
			if isDigit(text[i]) == (i%2 == 1) || i%2 == 1 && text[i] != ',' {
				return false
			}
		}
		return true
	}
	from, to, found := strings.Cut(strings.Replace(text, "–", "-", 1), "-")
	return found && len(from) <= 2 && len(to) <= 2 && strings.Trim(to, "0123456789") == ""
}

// makesDigits reports whether a word makes digits of the number before it.
func makesDigits(e *entry) bool {
	for lang := range languages(e.anchors) {
		if e.in[lang].class&digitNoun != 0 {
			return true
		}
	}
	return false
}

// takeSign takes # or *. With a digit behind it, a # is the word number, and a *
// starts a code.
func (r *reader) takeSign(between *gap) {
	start, kind := r.at, hashSign
	if r.text[start] == '*' {
		kind = starSign
	}
	for r.at++; r.at < len(r.text) && (r.text[r.at] == '#' || r.text[r.at] == '*' || isDigit(r.text[r.at])); r.at++ {
		kind = other
	}
	r.push(start, &unknown, kind, -1, between)
}

// takeMoney takes a sign of money and the number behind it.
func (r *reader) takeMoney(between *gap) {
	start := r.at
	_, size := utf8.DecodeRuneInString(r.text[r.at:])
	for r.at += size; r.at < len(r.text) && strings.IndexByte("0123456789,.", r.text[r.at]) >= 0; r.at++ {
		if !isDigit(r.text[r.at]) && (r.at+1 == len(r.text) || !isDigit(r.text[r.at+1])) {
			break
		}
	}
	r.push(start, &unknown, other, -1, between)
}

// takeVariable takes {{name}}.
func (r *reader) takeVariable(between *gap) {
	start, n := r.at, -1
	if !r.unclosed {
		n = strings.Index(r.text[r.at:], "}}")
		r.unclosed = n < 0
	}
	if n < 0 {
		r.at += 2
		return
	}
	r.at += n + 2
	r.push(start, &unknown, variable, -1, between)
}

// takeRune takes a character that is not ASCII, and reports whether it ends the
// sentence.
func (r *reader) takeRune(between *gap) bool {
	c, size := utf8.DecodeRuneInString(r.text[r.at:])
	_, isNumber := digit(c)
	switch {
	case isNumber:
		r.takeNumber(between)
		return false
	case isLetter(c):
		r.takeWord(between)
		return false
	case strings.ContainsRune("€£₹¥", c):
		r.takeMoney(between)
		return false
	case strings.ContainsRune("–—", c):
		*between |= r.dash(size)
	case strings.ContainsRune("…،、，；", c):
		*between |= comma
	case c == '：':
		*between |= colon
	case strings.ContainsRune("।॥。！？¡¿", c):
		r.at += size
		r.question = r.question || c == '？' && len(r.toks) > 0
		*between = 0
		return len(r.toks) > 0
	}
	r.at += size
	return false
}
