package lang

import (
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// illegalError says what is wrong with a token that the lexer has no rule for.
// usage is how the statement is written, for a mark that is no letter.
func illegalError(tok *lexer.Token, usage string) *SyntaxError {
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok)}
	switch tok.Type {
	case illegalDigits:
		e.digits(tok.Value)
	case illegalText, illegalLongText, illegalQuotes, illegalSingle:
		e.texts(tok)
		if text := strings.TrimRight(tok.Value, " \t\r"); tok.Type == illegalText {
			open := strings.TrimRight(text, typographicPairs)
			if isOpen(open, strings.HasPrefix(usage, "write say ")) {
				e.Fix = &Fix{source.Span{Start: e.Start + int32(len(open)), End: e.Start + int32(len(text))}, `"`}
			}
		}
	case illegalJSON:
		e.Message, e.Help = "this { is never closed", "close it with }"
		e.End = e.Start + 1
	case illegalURL:
		e.Message, e.Help = "a URL stands in quotes", `write "https://..."`
		e.mend(`"` + tok.Value + `"`)
	case illegalVariable:
		e.Message = "a run-time variable stands in a text"
		e.Write(`"{{` + strings.Trim(tok.Value, "{} \t") + `}}"`)
	case illegalConstant:
		name := strings.Trim(tok.Value, "${} \t")
		e.Message = "${...} stands in texts only"
		if tok.Value[1] != '{' {
			e.Message = "a name has no $ before it"
		}
		e.Help = fmt.Sprintf(`write %s for a constant, or "{{%s}}" for a run-time variable`, name, name)
	case illegalArrow:
		e.Message = fmt.Sprintf("%s is no arrow of the language", describe(tok))
		e.Write("->")
	case illegalDots:
		e.Message, e.Help = "a range has two dots, and a key none", "write 1..5 for a range, and 1 -> TARGET for a key"
	case illegalDepth:
		e.Message = fmt.Sprintf("braces are nested more than %d deep", MaxDepth)
		e.Help = "give the inner steps a label and jump to it"
		e.End = e.Start + 1
	case illegalHash:
		e.comment(tok.Value)
	default:
		e.Message = fmt.Sprintf("%s has no meaning here", described(tok))
		e.Help = usage
		if tok.Value[0] >= utf8.RuneSelf || isLetter(tok.Value[0]) || usage == "" {
			e.Help = "names are ASCII letters, digits and _; other characters stand in texts"
			e.plain(tok.Value)
			if r, _ := utf8.DecodeLastRuneInString(tok.Value); e.Fix == nil && unicode.IsLetter(r) {
				e.Name = tok.Value
			}
		}
	}
	return e
}

// digits says what is wrong with digits that touch a letter.
func (e *SyntaxError) digits(value string) {
	if t := clock(value); t != "" {
		e.Message = "a time has 24 hours"
		e.Write(t)
		return
	}
	if date, hour, ok := strings.Cut(value, "T"); ok && strings.Count(date, "-") == 2 {
		hour, utc := strings.CutSuffix(hour, "Z")
		if !strings.Contains(hour, ":") {
			hour += ":00"
		}
		if utc {
			hour += " UTC"
		}
		e.Message = "a blank stands between a date and its time"
		e.Write(date + " " + hour)
		return
	}
	e.Message, e.Help = "digits touch a letter here", "quote what is no plain number: \"...\""
	e.mend(`"` + value + `"`)
}

// comment says what is wrong with a line that starts like a comment of another
// language.
func (e *SyntaxError) comment(value string) {
	start := value[:1]
	if start != "#" {
		start = value[:2]
	}
	e.End = e.Start + int32(len(start))
	e.Message = start + " starts no comment"
	if words := strings.Fields(strings.TrimPrefix(value, "#")); start == "#" && len(words) > 1 && Imports(words[0]) {
		e.Help = "write " + synonyms()[words[0]]
		return
	}
	e.Write("//")
}

// isOpen reports whether a text that is not closed ends with its line: nothing in it
// may stand behind it, as it may where it has blanks and is not all that is said.
func isOpen(value string, said bool) bool {
	text := strings.TrimRight(value[1:], " \t\r")
	if text == "" || strings.ContainsAny(text, "\n;\\"+typographic) || strings.Contains(text, "->") || strings.Contains(text, " //") {
		return false
	}
	braces := strings.Count(text, "{") - strings.Count(text, "}")
	return braces == 0 && text[0] != ' ' && (said || !strings.ContainsAny(text, " \t,)"))
}

// texts says what is wrong with a text that is not closed, or not in quotes of the
// language.
func (e *SyntaxError) texts(tok *lexer.Token) {
	switch tok.Type {
	case illegalText:
		e.Message, e.Help = "this text is not closed", `close it with " on the same line, or write """ ... """ for a long one`
		if strings.Contains(tok.Value, "\n") {
			e.Message, e.Help = "this text goes over several lines", `write """ ... """`
		}
		if strings.ContainsAny(tok.Value, "“”„") {
			e.Message, e.Help = "this text is closed by a typographic quote", `close it with "`
		}
		e.swallows = strings.Contains(tok.Value, "}")
	case illegalLongText:
		e.Message, e.Help = `this long text is never closed`, `close it with """`
		e.End = e.Start + 3
	case illegalQuotes:
		e.Message = "typographic quotes are not quotes of the language"
		inner := strings.Trim(tok.Value, typographic+`"`)
		if strings.Contains(inner, `"`) {
			e.Help = `write "...", and \" for a quote inside`
			break
		}
		e.quote(inner)
	case illegalSingle:
		e.Message, e.Help = "a text stands in double quotes", `write "..."`
		if inner := strings.Trim(tok.Value, "'`"); len(tok.Value) > 1 && !strings.ContainsAny(inner, `"\$`) {
			e.quote(inner)
		}
	}
}

// quote puts a text into quotes. A long one is not repeated in the help.
func (e *SyntaxError) quote(inner string) {
	e.Write(`"` + inner + `"`)
	if len(inner) >= 60 {
		e.Help = `write "..."`
	}
}

// clock returns a time of twelve hours, such as 6:30pm, or with another mark than a colon, as
// one of 24, or "".
func clock(s string) string {
	for _, layout := range []string{"3:04pm", "3pm", "15h04", "15.04"} {
		if t, err := time.Parse(layout, strings.ToLower(s)); err == nil {
			return t.Format("15:04")
		}
	}
	return ""
}

// odd are characters that look like others, or like nothing, and what to write
// for them.
var odd = sync.OnceValue(func() map[rune]struct{ name, plain string } {
	return map[rune]struct{ name, plain string }{
		0x00A0: {"a no-break space", " "}, 0x202F: {"a narrow no-break space", " "}, 0x2007: {"a figure space", " "}, 0x3000: {"a wide space", " "},
		0x200B: {"a space of no width", ""}, 0x200C: {"a mark of no width", ""}, 0x200D: {"a mark of no width", ""}, 0xFEFF: {"a byte order mark", ""},
		0x00AD: {"a soft hyphen", ""}, 0x2026: {"an ellipsis", ".."}, 0xFF1A: {"a wide colon", ":"},
		0x2013: {"an en dash", "-"}, 0x2014: {"a dash", "-"}, 0x2212: {"a minus sign", "-"}, 0x00B7: {"a middle dot", "-"}, 0x2022: {"a bullet", "-"},
	}
})

// plain offers what to write for characters that only look like others.
func (e *SyntaxError) plain(value string) {
	var b strings.Builder
	for _, r := range value {
		switch o, ok := odd()[r]; {
		case ok && o.plain != "-":
			b.WriteString(o.plain)
		case '！' <= r && r <= '～': // the wide forms of ASCII, in its order
			b.WriteRune(r - '！' + '!')
		default:
			return
		}
	}
	switch plain := b.String(); {
	case plain == "":
		e.Help = "remove it"
	case strings.TrimSpace(plain) == "":
		e.Help = "write a plain space"
	default:
		e.Help = "write " + plain
	}
	e.mend(b.String())
}

// described is describe for what has no meaning, which may not be seen.
func described(tok *lexer.Token) string {
	if r, _ := utf8.DecodeRuneInString(tok.Value); odd()[r].name != "" {
		return odd()[r].name
	}
	return describe(tok)
}

// single scans a text in single quotes or backticks, one or three of them, or a
// lone one.
func (s *scanner) single(quote byte) lexer.TokenType {
	line, _, _ := strings.Cut(s.text[s.off:], "\n")
	mark := strings.Repeat(string(quote), 3)
	if !strings.HasPrefix(line, mark) {
		mark = mark[:1]
	}
	s.off += len(mark)
	if i := strings.Index(line[len(mark):], mark); i >= 0 {
		s.off += i + len(mark)
	}
	return illegalSingle
}

const (
	typographicPairs = "“”„‟«»＂" // that stand for "
	typographic      = typographicPairs + "‘’‚‛"
)

// other scans a text in typographic quotes, or a character that the language
// has no use for, with all that follow it.
func (s *scanner) other() lexer.TokenType {
	r, size := utf8.DecodeRuneInString(s.text[s.off:])
	s.off += size
	if unicode.IsLetter(r) {
		s.letters()
		return illegalOther
	}
	if !strings.ContainsRune(typographic, r) {
		for s.off < len(s.text) && s.text[s.off] >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s.text[s.off:])
			if strings.ContainsRune(typographic, r) {
				break
			}
			s.off += size
		}
		return illegalOther
	}
	line := s.text[s.off:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	marks := typographic + `"`
	if strings.ContainsRune(typographicPairs, r) {
		marks = typographicPairs + `"`
	}
	i := strings.IndexAny(line, marks)
	if i >= 0 && line[i] == '"' {
		// Quotes that stand in pairs before the next mark are what is said.
		if to := strings.IndexAny(line, typographicPairs); to > i && strings.Count(line[:to], `"`)%2 == 0 {
			i = to
		}
	}
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(line[i:])
		s.off += i + size
	}
	return illegalQuotes
}

// letters moves past letters of any alphabet, digits and _.
func (s *scanner) letters() {
	for s.off < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.off:])
		if !unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark) && r != '_' {
			return
		}
		s.off += size
	}
}
