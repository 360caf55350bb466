package lang

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// phrase turns an error of the grammar into one in the author's words.
func phrase(err error, lex *lexer.PeekingLexer, start lexer.RawCursor, verb *Verb) *SyntaxError {
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		return syntax
	}
	who, usage := "this step", "NAME ARGUMENT, ARGUMENT -> TARGET"
	if verb != nil {
		who, usage = verb.Word, verb.Usage
	}
	tok, what := lex.Peek(), "something else"
	var leaf *wanted
	var unexpected *participle.UnexpectedTokenError
	switch {
	case errors.As(err, &leaf):
		tok, what = leaf.found, leaf.what
	case errors.As(err, &unexpected):
		tok, what = &unexpected.Unexpected, expectation(unexpected.Message())
	}
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok), Help: "write " + usage}
	if secretVerb(verb) {
		// What stands here may be the secret itself.
		e.Message = fmt.Sprintf("%s takes env NAME, a text or a constant", who)
		return e
	}
	if s := slip(lex, verb, what); s != nil && tok.Pos.Offset == lex.Peek().Pos.Offset {
		return s
	}
	if illegal(tok.Type) {
		return illegalError(tok)
	}
	e.Message = fmt.Sprintf("%s needs %s, not %s", who, what, describe(tok))
	if ends(tok) {
		e.Message = fmt.Sprintf("%s needs %s", who, what)
		e.Span = behind(lex, start, tok)
	} else if tok.Type == tokIdent && Reserved(tok.Value, ConstName) && what != "a name" {
		e.Message += ", which is a word of the language"
	}
	return e
}

// expectation takes what was expected from the message of the parser
// generator: the first part of the production that is left to read.
func expectation(message string) string {
	_, expected, ok := strings.Cut(message, "(expected ")
	if !ok {
		return "something else"
	}
	expected = strings.TrimSuffix(expected, ")")
	if rest, ok := strings.CutPrefix(expected, `"`); ok {
		literal, _, _ := strings.Cut(rest, `"`)
		if !IsName(literal) {
			return `"` + literal + `"`
		}
		return `the word "` + literal + `"`
	}
	if strings.HasPrefix(expected, "Arms") {
		return blockOfArms
	}
	if strings.HasPrefix(expected, "(") {
		var words []string
		for _, part := range strings.Split(strings.Trim(expected, "()"), " | ") {
			words = append(words, strings.Trim(part, `"`))
		}
		return strings.Join(words, " or ")
	}
	return "something else"
}

// behind returns the empty span behind the token before tok.
func behind(lex *lexer.PeekingLexer, start lexer.RawCursor, tok *lexer.Token) source.Span {
	end := int32(tok.Pos.Offset)
	if now := lex.RawCursor(); now > start {
		last := lex.Range(now-1, now)[0]
		end = tokenSpan(&last).End
	}
	return source.Span{Start: end, End: end}
}

func describe(tok *lexer.Token) string {
	switch {
	case tok.EOF():
		return "the end of the file"
	case tok.Type == tokEOL:
		return "the end of the line"
	case tok.Type == tokText, tok.Type == tokLongText:
		return "a text"
	case tok.Type == tokLabelName:
		return "the label " + tok.Value
	case len(tok.Value) > 40 || !utf8.ValidString(tok.Value):
		return "this"
	}
	return `"` + tok.Value + `"`
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
		e.Message, e.Help = "typographic quotes are not quotes of the language", `write "..."`
		inner := strings.Trim(tok.Value, typographic+`"`)
		if e.Fix = `"` + inner + `"`; len(inner) < 60 {
			e.Help = "write " + e.Fix
		}
	case illegalSingle:
		e.Message, e.Help = "a text stands in double quotes", `write "..."`
		if len(tok.Value) > 1 {
			inner := tok.Value[1 : len(tok.Value)-1]
			if !strings.ContainsAny(inner, `"\$`) {
				e.Fix = `"` + inner + `"`
			}
		}
	}
}

// clock returns a time of twelve hours, such as 6:30pm, as one of 24, or "".
func clock(s string) string {
	for _, layout := range []string{"3:04pm", "3pm", "3:04PM", "3PM"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("15:04")
		}
	}
	return ""
}

// odd are characters that look like others, or like nothing.
var odd = map[rune]string{
	0x00A0: "a no-break space", 0x202F: "a narrow no-break space", 0x2007: "a figure space", 0x3000: "a wide space", 0x200B: "a space of no width",
	0x200C: "a mark of no width", 0x200D: "a mark of no width", 0xFEFF: "a byte order mark", 0x2013: "an en dash", 0x2014: "a dash", 0x2026: "an ellipsis",
	0x00B7: "a middle dot", 0x2022: "a bullet", 0xFF1A: "a wide colon", 0x00AD: "a soft hyphen",
}

// described is describe for what has no meaning, which may not be seen.
func described(tok *lexer.Token) string {
	if r, _ := utf8.DecodeRuneInString(tok.Value); odd[r] != "" {
		return odd[r]
	}
	return describe(tok)
}

func secretVerb(v *Verb) bool { return v != nil && (v.Word == "token" || v.Word == "sid") }

// illegalError says what is wrong with a token that the lexer has no rule for.
func illegalError(tok *lexer.Token) *SyntaxError {
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok)}
	switch tok.Type {
	case illegalDigits:
		if t := clock(tok.Value); t != "" {
			e.Message, e.Help, e.Fix = "a time has 24 hours", "write "+t, t
			break
		}
		e.Message, e.Help = "digits touch a letter here", "quote what is no plain number: \"...\""
		e.Fix = `"` + tok.Value + `"`
	case illegalText, illegalLongText, illegalQuotes, illegalSingle:
		e.texts(tok)
	case illegalJSON:
		e.Message, e.Help = "this { is never closed", "close it with }"
		e.End = e.Start + 1
	case illegalURL:
		e.Message, e.Help = "a URL stands in quotes", `write "https://..."`
		e.Fix = `"` + tok.Value + `"`
	case illegalVariable:
		name := strings.Trim(tok.Value, "{} \t")
		e.Fix = `"{{` + name + `}}"`
		e.Message, e.Help = "a run-time variable stands in a text", "write "+e.Fix
	case illegalConstant:
		name := strings.Trim(tok.Value, "${} \t")
		e.Fix = name
		e.Message, e.Help = "${...} stands in texts only", fmt.Sprintf(`write %s, or "${%s}" in a text`, name, name)
	case illegalArrow:
		e.Message, e.Help, e.Fix = fmt.Sprintf("%s is no arrow of the language", describe(tok)), "write ->", "->"
	case illegalDots:
		e.Message, e.Help = "a range has two dots, and a key none", "write 1..5 for a range, and 1 -> TARGET for a key"
	case illegalDepth:
		e.Message = fmt.Sprintf("braces are nested more than %d deep", MaxDepth)
		e.Help = "give the inner steps a label and jump to it"
		e.End = e.Start + 1
	case illegalHash:
		start := "#"
		if tok.Value[0] != '#' {
			start = tok.Value[:2]
		}
		e.Message, e.Help, e.Fix = start+" starts no comment", "write //", "//"
		e.End = e.Start + int32(len(start))
	default:
		e.Message = fmt.Sprintf("%s has no meaning here", described(tok))
		e.Help = "names are ASCII letters, digits and _; other characters stand in texts"
	}
	return e
}
