package api

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The liberties, each a bit in reader.seen.
const (
	typographicQuotes = 1 << iota
	singleQuotes
	comments
	bareKeys
	bareValues
	extraCommas
	missingCommas
	placeholders
	elisions
	looseTexts
	badText
	byteOrder
)

// A reader reads one value after another.
type reader struct {
	text    string
	off     int
	lenient bool
	scratch []Node // the members of the objects that are being read
	notes   []Note
	seen    int
	large   bool // it is nested too deep, or has too many values
	count   int  // of values
}

// document reads a text that is one value.
func (r *reader) document(root *Node) error {
	if strings.HasPrefix(r.text, "\uFEFF") {
		r.off = len("\uFEFF")
		r.note(byteOrder, 0, "the text starts with a byte order mark")
	}
	if err := r.value(root, 0); err != nil {
		return err
	}
	r.blanks()
	if r.off < len(r.text) {
		return r.fail("text stands behind the payload")
	}
	return nil
}

func (r *reader) fail(format string, args ...any) error {
	return &DecodeError{int32(min(r.off, len(r.text))), fmt.Sprintf(format, args...)}
}

// note notes a liberty that ends here.
func (r *reader) note(kind, start int, message string) {
	if r.seen&kind == 0 {
		r.seen |= kind
		r.notes = append(r.notes, Note{int32(start), int32(r.off), message})
	}
}

func (r *reader) blanks() {
	for r.off < len(r.text) {
		switch c := r.text[r.off]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			r.off++
		case r.lenient && c >= utf8.RuneSelf && r.space() > 0:
			r.off += r.space()
		case r.lenient && (c == '#' || strings.HasPrefix(r.text[r.off:], "//")):
			r.comment("\n", 0)
		case r.lenient && strings.HasPrefix(r.text[r.off:], "/*"):
			r.comment("*/", 2)
		default:
			return
		}
	}
}

// space returns the length of the white space of another script that stands
// here.
func (r *reader) space() int {
	for _, s := range []string{"\u00A0", "\uFEFF", "\u200B", "\u2028", "\u2029"} {
		if strings.HasPrefix(r.text[r.off:], s) {
			return len(s)
		}
	}
	return 0
}

func (r *reader) comment(end string, size int) {
	start := r.off
	if n := strings.Index(r.text[start:], end); n >= 0 {
		r.off += n + size
	} else {
		r.off = len(r.text)
	}
	mark := r.off
	r.off = start + len(strings.TrimRight(strings.SplitN(r.text[start:mark], "\n", 2)[0], " \t\r"))
	r.note(comments, start, "JSON has no comments; this one is passed over")
	r.off = mark
}

func (r *reader) value(n *Node, depth int) error {
	r.blanks()
	if r.off == len(r.text) {
		return r.fail("the payload ends too early")
	}
	if r.count++; r.count > MaxValues {
		r.large = true
		return r.fail("it has more than %d values", MaxValues)
	}
	n.Start = int32(r.off)
	var err error
	switch c := r.text[r.off]; {
	case c == '{':
		err = r.block(n, MapNode, '}', depth)
	case c == '[':
		err = r.block(n, ListNode, ']', depth)
	case c == '"', r.lenient && r.quote() > 0:
		n.Kind = TextNode
		n.Text, err = r.quoted()
	case c == '-' || '0' <= c && c <= '9':
		err = r.number(n)
	default:
		err = r.word(n)
	}
	n.End = int32(r.off)
	return err
}

// block reads a list or an object.
func (r *reader) block(n *Node, kind NodeKind, end byte, depth int) error {
	if depth >= MaxNesting {
		r.large = true // a part of it is no payload either
		return r.fail("lists and objects are nested more than %d deep", MaxNesting)
	}
	n.Kind = kind
	r.off++
	base := len(r.scratch)
	defer func() { r.scratch = r.scratch[:base] }()
	for comma := true; ; {
		r.blanks()
		if r.off == len(r.text) {
			return r.fail("the payload ends too early: this %s is not closed", map[NodeKind]string{ListNode: "list", MapNode: "object"}[kind])
		}
		c := r.text[r.off]
		switch {
		case c == end:
			if comma && len(r.scratch) > base && !r.extraComma() {
				return r.fail("a comma stands before the end")
			}
			r.off++
			n.Kids = append([]Node(nil), r.scratch[base:]...)
			return nil
		case c == ',':
			r.off++
			if comma && !r.lenient {
				r.off--
				return r.fail("a value is missing before this comma")
			}
			if comma {
				r.note(extraCommas, r.off-1, "a comma too many stands here")
			}
			comma = true
			continue
		case r.lenient && r.elision():
			continue
		case !comma && !r.lenient && r.text[r.off-1] == '"':
			return r.fail(missingComma + `, or a backslash before the quote: a text says \"`)
		case !comma && !r.lenient:
			return r.fail(missingComma)
		case !comma:
			start := r.off
			r.off++
			r.note(missingCommas, start, missingComma)
			r.off = start
		}
		var kid Node
		if kind == MapNode {
			if err := r.key(&kid); err != nil {
				return err
			}
		}
		if err := r.value(&kid, depth+1); err != nil {
			return err
		}
		r.scratch = append(r.scratch, kid)
		comma = false
	}
}

func (r *reader) extraComma() bool {
	if !r.lenient {
		return false
	}
	start := r.off
	r.off++
	r.note(extraCommas, start, "a comma too many stands before this")
	r.off = start
	return true
}

// elision passes over the dots of {...}.
func (r *reader) elision() bool {
	start := r.off
	for _, dots := range []string{"...", "…"} {
		if strings.HasPrefix(r.text[start:], dots) {
			r.off += len(dots)
			r.note(elisions, start, "something is left out here")
			return true
		}
	}
	return false
}

func (r *reader) key(n *Node) (err error) {
	start := r.off
	n.KeyStart = int32(start)
	switch {
	case r.text[start] == '"', r.lenient && r.quote() > 0:
		n.Key, err = r.quoted()
	case r.lenient && isWord(r.text[start]):
		for r.off < len(r.text) && isWord(r.text[r.off]) {
			r.off++
		}
		n.Key = r.text[start:r.off]
		r.note(bareKeys, start, "this key has no quotes")
	default:
		return r.fail("a key in quotes is missing here")
	}
	if err != nil {
		return err
	}
	n.KeyEnd = int32(r.off)
	r.blanks()
	if r.off == len(r.text) || r.text[r.off] != ':' {
		return r.fail("a colon is missing behind the key")
	}
	r.off++
	return nil
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-' || c == '$'
}

// quoteMarks are the quotes that editors make of straight ones.
const quoteMarks = "“”„‟«»"

// quote returns the length of the quote that stands here, other than a
// straight double one.
func (r *reader) quote() int {
	c, size := utf8.DecodeRuneInString(r.text[r.off:])
	if c == '\'' || c == '‘' || c == '’' || strings.ContainsRune(quoteMarks, c) {
		return size
	}
	return 0
}

// quoted reads a text.
func (r *reader) quoted() (string, error) {
	start := r.off
	if r.text[start] != '"' {
		return r.typographic()
	}
	r.off++
	from := r.off
	for r.off < len(r.text) {
		switch c := r.text[r.off]; {
		case c == '"':
			r.off++
			return r.valid(r.text[from:r.off-1], start), nil
		case c == '\\' || c < ' ':
			return r.escaped(start, from)
		}
		r.off++
	}
	return "", r.fail("the payload ends inside a text")
}

// valid replaces what is no UTF-8.
func (r *reader) valid(s string, start int) string {
	if utf8.ValidString(s) {
		return s
	}
	r.note(badText, start, "a byte here is no UTF-8; it is read as U+FFFD")
	return strings.ToValidUTF8(s, "\uFFFD")
}

var escapes = map[byte]string{'"': `"`, '\\': `\`, '/': "/", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t"}

// escaped reads a text that has escapes.
func (r *reader) escaped(start, from int) (string, error) {
	var b strings.Builder
	b.WriteString(r.text[from:r.off])
	for r.off < len(r.text) {
		c := r.text[r.off]
		switch {
		case c == '"':
			r.off++
			return r.valid(b.String(), start), nil
		case c < ' ' && !r.lenient:
			return "", r.fail("a text holds a line break or another control character")
		case c != '\\':
			if c < ' ' {
				r.loose()
			}
			b.WriteByte(c)
			r.off++
		case r.off+1 == len(r.text):
			return "", r.fail("the payload ends inside a text")
		case r.text[r.off+1] == 'u':
			if err := r.unicode(&b); err != nil {
				return "", err
			}
		default:
			s, ok := escapes[r.text[r.off+1]]
			if !ok && !r.lenient {
				return "", r.fail(`this is no escape of JSON`)
			}
			if !ok {
				r.loose()
				r.off++ // the backslash is left out
				continue
			}
			b.WriteString(s)
			r.off += 2
		}
	}
	return "", r.fail("the payload ends inside a text")
}

func (r *reader) loose() {
	r.off++
	r.note(looseTexts, r.off-1, "a text of JSON has no line breaks, and no other escapes than its own")
	r.off--
}

// unicode reads \uXXXX, and the second half of a pair of them.
func (r *reader) unicode(b *strings.Builder) error {
	half := func(at int) rune {
		if at+6 > len(r.text) || r.text[at] != '\\' || r.text[at+1] != 'u' {
			return -1
		}
		n, err := strconv.ParseUint(r.text[at+2:at+6], 16, 32)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	start := r.off
	c := half(start)
	if c < 0 {
		return r.fail(`\u needs four digits`)
	}
	r.off += 6
	if utf16.IsSurrogate(c) {
		if c = utf16.DecodeRune(c, half(r.off)); c != utf8.RuneError {
			r.off += 6
		} else {
			r.note(badText, start, "half a character stands here; it is read as U+FFFD")
		}
	}
	b.WriteRune(c)
	return nil
}

// typographic reads a text in other quotes than straight ones. It ends with
// its line, so that an apostrophe does not swallow the rest.
func (r *reader) typographic() (string, error) {
	start := r.off
	size := r.quote()
	single := r.text[start] == '\'' || strings.HasPrefix(r.text[start:], "‘") || strings.HasPrefix(r.text[start:], "’")
	ends := quoteMarks + `"`
	kind, message := typographicQuotes, `these are typographic quotes: write "`
	if single {
		ends, kind, message = `'‘’`, singleQuotes, `these are single quotes: write "`
	}
	r.off += size
	rest := r.text[r.off:]
	n := strings.IndexAny(rest, ends+"\n")
	if n < 0 || rest[n] == '\n' {
		return "", r.fail("a text is not closed on its line")
	}
	_, size = utf8.DecodeRuneInString(rest[n:])
	r.off += n + size
	r.note(kind, start, message)
	return r.valid(rest[:n], start), nil
}

// number reads a number as it stands.
func (r *reader) number(n *Node) error {
	start := r.off
	rest := r.text[start:]
	i := 0
	digits := func() bool {
		from := i
		for i < len(rest) && '0' <= rest[i] && rest[i] <= '9' {
			i++
		}
		return i > from
	}
	if rest[0] == '-' {
		i++
	}
	zero := i < len(rest) && rest[i] == '0'
	from := i
	ok := digits() && !(zero && i > from+1)
	if ok && i < len(rest) && rest[i] == '.' {
		i++
		ok = digits()
	}
	if ok && i < len(rest) && (rest[i] == 'e' || rest[i] == 'E') {
		if i++; i < len(rest) && (rest[i] == '+' || rest[i] == '-') {
			i++
		}
		ok = digits()
	}
	r.off += i
	if ok && (i == len(rest) || !isWord(rest[i])) {
		n.Kind, n.Text = NumberNode, rest[:i]
		return nil
	}
	if !r.lenient {
		return r.fail("this is no number of JSON")
	}
	r.off = start
	return r.bare(n)
}

var words = map[string]NodeKind{"null": NullNode, "true": BoolNode, "false": BoolNode}

// word reads null, true and false, and what stands for a value on a page.
func (r *reader) word(n *Node) error {
	start := r.off
	if r.lenient && strings.HasPrefix(r.text[start:], "<<") {
		return r.placeholder(n)
	}
	for r.off < len(r.text) && isWord(r.text[r.off]) {
		r.off++
	}
	n.Text = r.text[start:r.off]
	kind, ok := words[n.Text]
	n.Kind = kind
	switch {
	case ok:
		return nil
	case r.lenient && r.off > start:
		r.off = start
		return r.bare(n)
	}
	r.off = start
	return r.fail("a value is missing here")
}

// bare reads a word without quotes.
func (r *reader) bare(n *Node) error {
	start := r.off
	for r.off < len(r.text) && (isWord(r.text[r.off]) || r.text[r.off] == '.' || r.text[r.off] == '+') {
		r.off++
	}
	if r.off == start {
		return r.fail("a value is missing here")
	}
	n.Kind, n.Text = TextNode, r.text[start:r.off]
	r.note(bareValues, start, "this value has no quotes; it is read as a text")
	return nil
}

// placeholder reads <<some id>>, and <<some id> as one page has it.
func (r *reader) placeholder(n *Node) error {
	start := r.off
	rest := r.text[start:]
	end := strings.IndexAny(rest, ">\n")
	if end < 0 || rest[end] == '\n' {
		return r.fail("this << is not closed")
	}
	n.Kind, n.Text = TextNode, strings.TrimSpace(r.valid(rest[2:end], start))
	if r.off += end + 1; strings.HasPrefix(r.text[r.off:], ">") {
		r.off++
	}
	r.note(placeholders, start, "a placeholder stands here; it is read as a text")
	return nil
}
