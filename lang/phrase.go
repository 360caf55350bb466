package lang

import (
	"errors"
	"fmt"
	"strings"
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
	if tok.Pos.Offset == lex.Peek().Pos.Offset {
		if s := slip(lex, verb, what); s != nil {
			return s
		}
	}
	if illegal(tok.Type) {
		return illegalError(tok, e.Help)
	}
	e.Message = fmt.Sprintf("%s needs %s, not %s", who, what, describe(tok))
	if ends(tok) {
		e.Message = fmt.Sprintf("%s needs %s", who, what)
		e.Span = behind(lex, start, tok)
		if what == aBody || what == blockOfArms || what == aTranscript {
			e.opens(lex, verb)
		}
	} else if what == `the word "at"` && tok.Type == tokDate {
		e.Fix = &Fix{source.Span{Start: e.Start, End: e.Start}, "at "}
	} else if tok.Type == tokIdent && Reserved(tok.Value, ConstName) && what != "a name" {
		e.Message += ", which is a word of the language"
	}
	return e
}

// opens says that the brace is missing which opens the block below.
func (e *SyntaxError) opens(lex *lexer.PeekingLexer, verb *Verb) {
	if lex.Peek().Value == "\n" && (verb != &armVerb || isVerb(second(lex))) {
		e.structure = true
		e.leads, e.lead = &Fix{e.Span, " {"}, "write { at the end of the line"
	}
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

func secretVerb(v *Verb) bool { return v != nil && (v.Word == "token" || v.Word == "sid") }
