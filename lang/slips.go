package lang

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// slip recognises what authors often write where something else belongs, and
// says what to write. what is what was wanted here, empty behind a statement
// that could have ended. It returns nil where it knows nothing better than what
// the grammar says.
func slip(lex *lexer.PeekingLexer, verb *Verb, what string) *SyntaxError {
	s := slipping{tok: *lex.Peek(), prev: before(lex), next: *second(lex), verb: verb, what: what, lex: lex}
	s.err = SyntaxError{Code: Syntax, Span: tokenSpan(&s.tok)}
	for _, look := range []func(*slipping) bool{
		(*slipping).characters, (*slipping).lists, (*slipping).arms, (*slipping).numbers, (*slipping).words, (*slipping).braces,
	} {
		if look(&s) {
			return &s.err
		}
	}
	return nil
}

// A slipping is what stands around a mistake.
type slipping struct {
	lex             *lexer.PeekingLexer
	prev, tok, next lexer.Token
	verb            *Verb // nil of a step of one's own
	what            string
	err             SyntaxError
}

func (s *slipping) says(help, message string, args ...any) bool {
	s.err.Message, s.err.Help = fmt.Sprintf(message, args...), help
	return true
}

// at moves the finding to the token before.
func (s *slipping) at(tok *lexer.Token) { s.err.Span = tokenSpan(tok) }

func (s *slipping) verbIs(words ...string) bool {
	return s.verb != nil && slices.Contains(words, s.verb.Word)
}

// touch reports whether nothing stands between two tokens.
func touch(a, b *lexer.Token) bool { return a.Pos.Offset+len(a.Value) == b.Pos.Offset }

// characters looks for marks that have no meaning where they stand.
func (s *slipping) characters() bool {
	switch {
	case s.tok.Type == illegalVariable && s.prev.Value == "into":
		name := strings.Trim(s.tok.Value, "{} \t")
		s.err.Fix = name
		return s.says("write "+name, "into takes the name of a variable, without braces")
	case s.tok.Value == "-" && touch(&s.prev, &s.tok) && touch(&s.tok, &s.next) && s.prev.Type == tokIdent:
		name := s.prev.Value + "_" + s.next.Value
		s.err.Span.Start = int32(s.prev.Pos.Offset)
		s.err.Span.End = tokenSpan(&s.next).End
		s.err.Fix = name
		return s.says("write "+name, "a name has no hyphens: letters, digits and _")
	case s.tok.Value == "+" && (s.prev.Type == tokText || s.prev.Type == tokIdent):
		return s.says("put the constant into the text as ${"+nameOf(s.next)+"}, or a run-time variable as {{name}}", "texts are not joined by +")
	case s.prev.Type == tokText && s.tok.Type == tokIdent && touch(&s.prev, &s.tok):
		return s.says(`write \" for a quote in a text`, "the text ends at the quote before this")
	case s.tok.Value == ":" && s.verb != &armVerb && (s.what == blockOfArms || s.what == aBody):
		return s.says("remove the colon", "a colon stands only behind a label")
	case s.tok.Value == "," && ends(&s.next) && !s.verbIs("step"):
		return s.says("remove the comma", "no comma stands at the end of a line")
	}
	return false
}

// nameOf returns the name that a token is, or the word for one.
func nameOf(tok lexer.Token) string {
	if tok.Type == tokIdent {
		return tok.Value
	}
	return "name"
}

// lists looks for lists that are written otherwise.
func (s *slipping) lists() bool {
	switch {
	case s.tok.Value == "," && s.prev.Type == tokIdent && s.next.Type == tokIdent && (s.what == aBody || s.what == "") && s.leads():
		s.err.listed = s.verbIs("step")
		return s.says(fmt.Sprintf("write %s/%s", s.prev.Value, s.next.Value), "places to go to are separated by /")
	case s.tok.Value == "(" && s.verb == nil && s.what == "":
		return s.says("write "+s.prev.Value+" "+argument(s.next)+", without brackets", "arguments stand in no brackets")
	}
	return false
}

// leads reports whether an arrow stands before the name before the token.
func (s *slipping) leads() bool {
	at := int(s.lex.RawCursor())
	for i := at - 1; i >= 0 && at-i < 64; i-- {
		switch tok := s.lex.Range(lexer.RawCursor(i), lexer.RawCursor(i+1))[0]; {
		case tok.Type == tokArrow:
			return true
		case tok.Type != tokIdent && tok.Value != "/" && tok.Value != ",":
			return false
		}
	}
	return false
}

func argument(tok lexer.Token) string {
	if tok.Type == tokText || tok.Type == tokNumber || tok.Type == tokIdent {
		return tok.Value
	}
	return "ARGUMENT"
}

// arms looks for arms as other languages write them.
func (s *slipping) arms() bool {
	if s.verb != &armVerb {
		return false
	}
	switch {
	case (s.tok.Value == ":" || s.tok.Value == "=") && s.prev.Type == tokText:
		return s.says("write -> TARGET; a request has no body in this API", "an arm has an arrow")
	case s.tok.Value == ":" || s.tok.Value == "=":
		return s.says("write "+s.prev.Value+" -> TARGET", "an arm has an arrow")
	case s.tok.Value == "if" && s.prev.Value == "else":
		return s.says("write an arm for each key, 2 -> TARGET; else takes the rest", "else takes all other keys")
	case (s.tok.Value == "and" || s.tok.Value == "or") && s.next.Type == tokNumber:
		return s.says("write "+s.prev.Value+", "+s.next.Value+" -> TARGET", "keys are separated by commas")
	case s.tok.Type == tokIdent && s.next.Type == tokIdent:
		return s.says(fmt.Sprintf("put it into quotes: %s \"%s %s\"", s.prev.Value, s.tok.Value, s.next.Value), "the words for a choice stand in quotes")
	}
	return false
}

// numbers looks for numbers, dates and times that are written otherwise.
func (s *slipping) numbers() bool {
	switch {
	case s.what == "a time zone" && s.prev.Type == tokIdent && s.behindDate():
		s.at(&s.prev)
		return s.says("write callback ENTITY at 2018-10-11 20:48:00 "+s.prev.Value, "the time is missing")
	case s.what == "a time zone" && (s.tok.Type == tokNumber || s.tok.Value == "-"):
		return s.says("write the name of the zone, such as Europe/London", "a time zone is a name: an offset does not know summer time")
	case s.what == "a date" && s.tok.Type == tokNumber && (s.next.Value == "/" || s.next.Value == "."):
		return s.says("write it as 2030-01-15", "a date is YEAR-MONTH-DAY")
	case s.what == "a number" && (s.tok.Type == tokDate || s.tok.Value == "("):
		return s.says(`write its digits only, such as 442079460123, or put it into quotes`, "a number has digits only")
	case s.tok.Type == tokNumber && s.what == "a target":
		return s.says("write the label of a step, or next or end", "a target is a label, and no number")
	}
	return false
}

// behindDate reports whether the token before stands where a time should: behind
// a date.
func (s *slipping) behindDate() bool {
	at := s.lex.RawCursor()
	return at >= 2 && s.lex.Range(at-2, at-1)[0].Type == tokDate
}

// words looks for words that other languages have.
func (s *slipping) words() bool {
	switch {
	case s.prev.Value == "to" && s.verbIs("connect", "call", "callback") && !ends(&s.tok):
		s.at(&s.prev)
		return s.says("remove to", "%s takes its number without to", s.verb.Word)
	case s.verbIs("get", "post", "put", "patch", "delete") && s.what == "" && slices.Contains([]string{"body", "data", "json", "with", "headers"}, s.tok.Value):
		return s.says("put what the server needs into the URL", "a request has no body in this API")
	case s.verbIs("let", "param") && s.tok.Type == tokLabelName:
		return s.says("write "+s.verb.Word+" "+strings.TrimSuffix(s.tok.Value, ":")+" = VALUE", "no colon stands behind the name")
	case s.what == "" && s.tok.Type == tokIdent && ends(&s.next) && s.verbIs("input", "get", "post", "put", "patch", "delete") && s.prev.Type != tokIdent &&
		Nearest(s.tok.Value, s.verb.inner()) == "":
		return s.says("write -> "+s.tok.Value, "%s is unexpected here: an arrow leads to a label", describe(&s.tok))
	}
	return false
}

// braces looks for a block that starts on the next line.
func (s *slipping) braces() bool {
	if s.tok.Type == tokEOL && s.next.Value == "{" && (s.what == aBody || s.what == blockOfArms) {
		s.err.below = true
		return s.says("write { on the same line", "the block of this %s starts on the next line", s.owner())
	}
	return false
}

func (s *slipping) owner() string {
	if s.verb == nil || s.verb == &armVerb {
		return "line"
	}
	return s.verb.Word
}
