package lang

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// definition is the hand-written lexer.Definition of the language. It never
// fails.
type definition struct{}

var (
	_ lexer.Definition       = definition{}
	_ lexer.StringDefinition = definition{}
)

func (definition) Symbols() map[string]lexer.TokenType { return symbols }

func (d definition) Lex(name string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(name, string(text))
}

func (definition) LexString(_, text string) (lexer.Lexer, error) {
	return newScanner(text), nil
}

const byteOrderMark = "\uFEFF"

// A scanner cuts a text into tokens. Token values are slices of the text and
// positions hold offsets only: scanning allocates nothing.
type scanner struct {
	text  string
	off   int             // the next byte to read
	depth int             // of open braces
	paren bool            // a parenthesis is open
	prev  lexer.TokenType // of the last token that is no comment
	last  string          // its value
	raw   bool            // the last token was the word raw that starts a statement
}

func newScanner(text string) *scanner {
	s := &scanner{text: text, prev: tokEOL}
	if strings.HasPrefix(text, byteOrderMark) {
		s.off = len(byteOrderMark)
	}
	return s
}

// Next is for participle.
func (s *scanner) Next() (tok lexer.Token, _ error) {
	s.next(&tok)
	return tok, nil
}

// next reads the next token. At the end of the text that is EOF for ever.
func (s *scanner) next(tok *lexer.Token) {
	for {
		s.blanks()
		if s.off < len(s.text) && s.text[s.off] == '\n' && s.newlineIsFree() {
			s.off++
			continue
		}
		break
	}
	start := s.off
	tok.Pos.Offset = start
	if start == len(s.text) {
		tok.Type, tok.Value = lexer.EOF, ""
		return
	}
	kind := s.scan()
	if kind == tokPunct {
		kind = s.brace(start)
	}
	value := s.text[start:s.off]
	if kind != tokComment {
		s.raw = kind == tokIdent && value == "raw" && s.atStart()
		s.prev, s.last = kind, value
	}
	tok.Type, tok.Value = kind, value
}

// newlineIsFree reports whether a newline here is only white space: behind {,
// ( and comma a statement can't end.
func (s *scanner) newlineIsFree() bool {
	return s.prev == tokBreak || s.prev == tokPunct && (s.last == "{" || s.last == "(")
}

// atStart reports whether a statement starts behind the last token.
func (s *scanner) atStart() bool {
	return s.prev == tokEOL || s.prev == tokLabelName || s.prev == tokPunct && s.last == "{"
}

// brace keeps count of open braces behind the punctuation that starts at
// start, and takes one that is too deep, with all that is in it, as one token.
func (s *scanner) brace(start int) lexer.TokenType {
	switch s.text[start] {
	case ',':
		if s.lineEnds() {
			return tokBreak
		}
	case '(':
		s.paren = true
	case ')':
		s.paren = false
	case '}':
		s.paren = false
		s.depth = max(s.depth-1, 0)
	case '{':
		s.paren = false
		if s.depth < MaxDepth {
			s.depth++
			return tokPunct
		}
		for open := 1; open > 0 && s.off < len(s.text); {
			if s.blanks(); s.off == len(s.text) {
				break
			}
			at := s.off
			if s.scan() == tokPunct {
				switch s.text[at] {
				case '{':
					open++
				case '}':
					open--
				}
			}
		}
		return illegalDepth
	}
	return tokPunct
}

// lineEnds reports whether nothing but a comment stands on the rest of the line.
func (s *scanner) lineEnds() bool {
	rest := strings.TrimLeft(s.text[s.off:], " \t\r")
	return rest == "" || rest[0] == '\n' || strings.HasPrefix(rest, "//")
}

// scan moves past one token and says what it is. There is a byte to read.
func (s *scanner) scan() lexer.TokenType {
	rest := s.text[s.off:]
	c := rest[0]
	switch {
	case isLetter(c):
		return s.name()
	case c == '\n' || c == ';':
		s.off++
		return tokEOL
	case isDigit(c), c == '+' && len(rest) > 1 && isDigit(rest[1]):
		return s.number()
	case c == '"' && strings.HasPrefix(rest, `"""`):
		return s.longText()
	case c == '"':
		return s.quoted()
	case c == '/' && strings.HasPrefix(rest, "//"):
		s.until('\n')
		return tokComment
	case c == '#':
		return s.hash()
	case strings.HasPrefix(rest, "{{") || c == '$' && len(rest) > 1:
		if kind := s.braced(rest); kind != 0 {
			return kind
		}
	case strings.HasPrefix(rest, "...") || c == '.' && s.prev == tokNumber && !strings.HasPrefix(rest, ".."):
		s.off += len(rest) - len(strings.TrimLeft(rest, "."))
		return illegalDots
	case strings.HasPrefix(rest, ".."):
		s.off += 2
		return tokRange
	case strings.HasPrefix(rest, "->"):
		s.off += 2
		return tokArrow
	}
	for _, arrow := range arrows {
		if c == arrow[0] && strings.HasPrefix(rest, arrow) {
			s.off += len(arrow)
			return illegalArrow
		}
	}
	switch {
	case (strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "/*")) && s.prev == tokEOL:
		s.until('\n')
		return illegalHash
	case c == '{' && s.raw:
		return s.object()
	case strings.IndexByte("{}(),/:=*", c) >= 0:
		s.off++
		return tokPunct
	case c == '\'' || c == '`':
		return s.single(c)
	}
	return s.other()
}

// arrows are those of other languages, and of word processors.
var arrows = []string{"-->", "==>", "=>", "~>", "→", "⇒", "➔", "➜", "–>", "—>", "−>"}

// maxBraced is how far the end of a name in braces is looked for: a script may
// open many that it never closes.
const maxBraced = MaxName + 16

// braced scans a name in braces that stands outside of quotes, if one does.
func (s *scanner) braced(rest string) lexer.TokenType {
	open, shut, kind := rest[:2], "}}", illegalVariable
	if open == "${" {
		shut, kind = "}", illegalConstant
	}
	if rest[1] != '{' {
		name := rest[1 : len(rest)-len(strings.TrimLeft(rest[1:], nameBytes))]
		if !IsName(name) {
			return 0
		}
		s.off += 1 + len(name)
		return illegalConstant
	}
	end := strings.Index(rest[:min(len(rest), maxBraced)], shut)
	if end < 0 || !IsName(strings.Trim(rest[2:end], " \t")) {
		return 0
	}
	s.off += end + len(shut)
	return kind
}

// quoted scans a text. One that is left open ends with its line.
func (s *scanner) quoted() lexer.TokenType {
	rest := s.text[s.off+1:]
	if end := strings.IndexByte(rest, '"'); end >= 0 && strings.IndexByte(rest[:end], '\\') < 0 && strings.IndexByte(rest[:end], '\n') < 0 {
		s.off += end + 2
		return tokText
	}
	for i := s.off + 1; i < len(s.text); i++ {
		switch s.text[i] {
		case '"':
			s.off = i + 1
			return tokText
		case '\\':
			if i+1 < len(s.text) && s.text[i+1] != '\n' {
				i++
			}
		case '\n':
			s.off = i + s.goesOn(i+1)
			return illegalText
		}
	}
	s.off = len(s.text)
	return illegalText
}

// goesOn returns how long a text that its line does not close goes on: up to the
// quote on the next line, where that has an odd number of them, as no other line
// has, and does not start a statement.
func (s *scanner) goesOn(from int) int {
	line := s.text[from:]
	if end := strings.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	start := strings.TrimLeft(line, " \t")
	if word := start[:len(start)-len(strings.TrimLeft(start, nameBytes))]; verbs()[word] != nil {
		return 0
	}
	if quotes := strings.Count(line, `"`) - strings.Count(line, `\"`); quotes%2 == 0 || strings.Contains(line, `"""`) {
		return 0
	}
	return 1 + strings.IndexByte(line, '"') + 1
}

func (s *scanner) longText() lexer.TokenType {
	for i := s.off + 3; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			i++
		case '"':
			if strings.HasPrefix(s.text[i:], `"""`) {
				s.off = i + 3
				return tokLongText
			}
		}
	}
	s.off = len(s.text)
	return illegalLongText
}

// object scans the JSON object of a raw step, up to the brace that closes it.
func (s *scanner) object() lexer.TokenType {
	open := 0
	for i := s.off; i < len(s.text); i++ {
		switch s.text[i] {
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				s.off = i + 1
				return tokJSON
			}
		case '"':
			for i++; i < len(s.text) && s.text[i] != '"' && s.text[i] != '\n'; i++ {
				if s.text[i] == '\\' {
					i++
				}
			}
		}
	}
	s.off = len(s.text)
	return illegalJSON
}

func (s *scanner) name() lexer.TokenType {
	s.word()
	switch c := s.peek(0); {
	case c == ':' && strings.HasPrefix(s.text[s.off:], "://"):
		s.nonBlank()
		return illegalURL
	case c == ':':
		s.off++
		return tokLabelName
	case c >= utf8.RuneSelf:
		if r, _ := utf8.DecodeRuneInString(s.text[s.off:]); unicode.IsLetter(r) {
			s.letters()
			return illegalOther
		}
	}
	return tokIdent
}

// number scans what starts with digits. Dates and times are taken whatever
// their parts are, so that one that is wrong is called a date that is wrong.
func (s *scanner) number() lexer.TokenType {
	sign := s.text[s.off] == '+'
	if sign {
		s.off++
	}
	s.digits()
	kind := tokNumber
	if !sign {
		switch c := s.peek(0); {
		case c == '-' && isDigit(s.peek(1)):
			kind = tokDate
			s.groups('-')
		case c == ':' && isDigit(s.peek(1)):
			kind = tokTime
			s.groups(':')
		case c == '#':
			kind = tokHash
			s.off++
		}
	}
	if isLetter(s.peek(0)) {
		if s.word(); kind == tokDate {
			s.groups(':') // of a time, behind T
			s.word()
		}
		return illegalDigits
	}
	return kind
}

// isNameByte says of which bytes a name can be.
var isNameByte = func() (table [256]bool) {
	for i := range len(nameBytes) {
		table[nameBytes[i]] = true
	}
	return table
}()

const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

// hash scans the key #, or a line that someone took for a comment: it starts
// with #, and no arm would go on like it.
func (s *scanner) hash() lexer.TokenType {
	s.off++
	if s.prev != tokEOL && !(s.prev == tokPunct && s.last == "{") {
		return tokHash
	}
	rest := strings.TrimLeft(s.text[s.off:], " \t")
	if name := strings.TrimLeft(rest, nameBytes); len(name) < len(rest) {
		// The text of an arm of a menu can be the name of a constant.
		rest = strings.TrimLeft(name, " \t")
		if !strings.HasPrefix(rest, "->") && !strings.HasPrefix(rest, "{") {
			rest = ""
		}
	}
	for _, next := range []string{"->", "{", ",", "..", `"`} {
		if strings.HasPrefix(rest, next) {
			return tokHash
		}
	}
	s.until('\n')
	return illegalHash
}

// groups scans groups of digits, each behind sep.
func (s *scanner) groups(sep byte) {
	for s.peek(0) == sep && isDigit(s.peek(1)) {
		s.off++
		s.digits()
	}
}

func (s *scanner) peek(n int) byte {
	if s.off+n < len(s.text) {
		return s.text[s.off+n]
	}
	return 0
}

func (s *scanner) blanks() {
	for s.off < len(s.text) && isBlank(s.text[s.off]) {
		s.off++
	}
}

func (s *scanner) digits() {
	for s.off < len(s.text) && isDigit(s.text[s.off]) {
		s.off++
	}
}

func (s *scanner) word() {
	off := s.off
	for off < len(s.text) && isNameByte[s.text[off]] {
		off++
	}
	s.off = off
}

func (s *scanner) nonBlank() {
	for s.off < len(s.text) && !isBlank(s.text[s.off]) && s.text[s.off] != '\n' {
		s.off++
	}
}

func (s *scanner) until(c byte) {
	if n := strings.IndexByte(s.text[s.off:], c); n >= 0 {
		s.off += n
		return
	}
	s.off = len(s.text)
}

func isBlank(c byte) bool  { return c == ' ' || c == '\t' || c == '\r' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

// IsName reports whether s is a name: letters, digits and _, no digit first.
func IsName(s string) bool {
	if s == "" || isDigit(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// IsZone reports whether a time zone can stand without quotes: NAME{/NAME}.
func IsZone(s string) bool {
	for _, part := range strings.Split(s, "/") {
		if !IsName(part) {
			return false
		}
	}
	return true
}
