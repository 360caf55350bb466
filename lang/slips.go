package lang

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// slip recognises what authors often write where something else belongs, and
// says what to write. what is what was wanted here, empty behind a statement
// that could have ended. It returns nil where it knows nothing better than what
// the grammar says.
func slip(lex *lexer.PeekingLexer, verb *Verb, what string) *SyntaxError {
	s := slipping{lex: lex, tok: *lex.Peek(), prev: back(lex, 1), first: back(lex, 2), next: *second(lex), verb: verb, what: what}
	s.err = SyntaxError{Code: Syntax, Span: tokenSpan(&s.tok)}
	looks := []func(*slipping) bool{
		(*slipping).unquoted, (*slipping).tests, (*slipping).quoted, (*slipping).characters, (*slipping).names, (*slipping).lists, (*slipping).brackets, (*slipping).arms, (*slipping).choices,
		(*slipping).braces, (*slipping).arrows, (*slipping).numbers, (*slipping).times, (*slipping).order, (*slipping).declarations, (*slipping).words,
		(*slipping).texts,
	}
	if verb != nil && verb.Group == Expectation {
		// A step of the same word takes more, and has targets.
		looks = []func(*slipping) bool{(*slipping).unquoted, (*slipping).tests, (*slipping).characters, (*slipping).brackets, (*slipping).times, (*slipping).texts}
	}
	for _, look := range looks {
		if look(&s) {
			return &s.err
		}
	}
	return nil
}

// A slipping is what stands around a mistake.
type slipping struct {
	lex                    *lexer.PeekingLexer
	first, prev, tok, next lexer.Token
	verb                   *Verb // nil of a step of one's own
	what                   string
	err                    SyntaxError
}

// back returns the token that stands n before the next one, and the zero token
// where there is none.
func back(lex *lexer.PeekingLexer, n int) (tok lexer.Token) {
	if at := lex.RawCursor(); int(at) >= n {
		tok = lex.Range(at-lexer.RawCursor(n), at-lexer.RawCursor(n)+1)[0]
	}
	return tok
}

func (s *slipping) says(help, message string, args ...any) bool {
	s.err.Message, s.err.Help = fmt.Sprintf(message, args...), help
	return true
}

// write is says with a fix: a text in place of the tokens from one to another.
func (s *slipping) write(from, to *lexer.Token, text, message string, args ...any) bool {
	s.err.Span = source.Span{Start: int32(from.Pos.Offset), End: tokenSpan(to).End}
	s.err.Write(text)
	s.err.Message = fmt.Sprintf(message, args...)
	return true
}

// remove is says with a fix that removes a token.
func (s *slipping) remove(tok *lexer.Token, message string, args ...any) bool {
	s.at(tok)
	s.err.mend("")
	before, behind := &s.prev, &s.next
	if tok == &s.prev {
		before, behind = &s.first, &s.tok
	}
	if apart := before.Type == tokEOL || !touch(before, tok); apart && behind.Pos.Offset == tokenEnd(tok)+1 && !ends(behind) {
		s.err.Fix.End++ // and the blank behind it
	}
	return s.says("remove "+tok.Value, message, args...)
}

// at moves the finding to another token.
func (s *slipping) at(tok *lexer.Token) { s.err.Span = tokenSpan(tok) }

func (s *slipping) verbIs(words ...string) bool {
	return s.verb != nil && slices.Contains(words, s.verb.Word)
}

func (s *slipping) request() bool { return s.verbIs("get", "post", "put", "patch", "delete") }

// branches reports whether the statement can have targets behind an arrow.
func (s *slipping) branches() bool { return s.verb == nil || s.verbIs("input", "raw") || s.request() }

// blocks reports whether a block was wanted, or can follow.
func (s *slipping) blocks() bool {
	return s.what == blockOfArms || s.what == aBody || s.what == aTranscript || s.what == "" && s.verb != &armVerb && s.branches()
}

// starts reports whether a token is the first of its statement.
func (s *slipping) starts(tok *lexer.Token) bool { return s.verb != nil && tok.Value == s.verb.Word }

// touch reports whether nothing stands between two tokens.
func touch(a, b *lexer.Token) bool { return tokenEnd(a) == b.Pos.Offset }

func tokenEnd(tok *lexer.Token) int { return tok.Pos.Offset + len(tok.Value) }

func isText(tok *lexer.Token) bool { return tok.Type == tokText || tok.Type == tokLongText }

// isKey reports whether a token is a key of the telephone.
func isKey(tok *lexer.Token) bool { return tok.Type == tokNumber || tok.Type == tokHash }

// isVerb reports whether a token is a word that starts a statement.
func isVerb(tok *lexer.Token) bool { return tok.Type == tokIdent && verbs()[tok.Value] != nil }

// marks may stand at the end of a line in other languages.
var marks = []string{",", ".", ")", "]", "|", "\\", "\"", "!"}

// stray reports whether a mark stands here that closes or ends nothing.
func stray(lex *lexer.PeekingLexer, verb *Verb) bool {
	tok, next := lex.Peek(), second(lex)
	switch {
	case unquoted(lex) != nil:
		return false
	case (tok.Value == "." || tok.Value == "!") && back(lex, 1).Type == tokIdent && back(lex, 1).Value != "end" && back(lex, 2).Type != tokArrow:
		return false // the word before may be the start of a text
	case tok.Type == tokBreak || ends(next) && slices.Contains(marks, tok.Value):
		return true
	case tok.Value != ",":
		return false
	case verb == &armVerb:
		at := lex.MakeCheckpoint()
		defer lex.LoadCheckpoint(at)
		lex.Next()
		return isArm(lex, false) || isKey(next) || next.Value == "else"
	}
	return isVerb(next) && verb != nil && !slices.Contains(verb.inner(), next.Value)
}

// isStray reports whether such a mark comes next.
func isStray(lex *lexer.PeekingLexer) bool {
	prev := back(lex, 1)
	return slices.Contains(marks, lex.Peek().Value) && prev.Value != "" && prev.Type != tokEOL && prev.Value != "{"
}

// strayMark reads a mark that stands behind a statement. What stands around it
// is read as if it were not there.
func strayMark(lex *lexer.PeekingLexer) *Bad {
	start, tok := lex.RawCursor(), lex.Next()
	s := slipping{tok: *tok}
	s.err.Code = Syntax
	switch {
	case tok.Value == "," && tok.Type != tokBreak && !ends(lex.Peek()):
		s.write(tok, tok, ";", "statements and arms on one line are separated by ;")
		s.err.Help = "write ; in place of the comma"
	case tok.Value == ",":
		s.remove(tok, "no comma stands at the end of a line")
		s.err.Help = "remove the comma"
	default:
		s.remove(tok, "%s closes nothing", tok.Value)
		if tok.Value == "." || tok.Value == "!" {
			s.err.Message = "no mark stands at the end of a line"
		}
	}
	bad := &Bad{Err: &s.err}
	finish(lex, start, bad)
	return bad
}

// unfinished is the error of an argument that is none, because the comma before
// it ends its line: the next statement starts here. It is nil where an argument
// can stand.
func unfinished(lex tokens) *SyntaxError {
	comma := *lex.before()
	if comma.Type != tokBreak {
		return nil
	}
	tok, next := lex.Peek(), lex.second()
	label := tok.Type == tokLabelName && next.Type == tokEOL
	if !label && !ends(tok) && tok.Type != tokArrow && (!isVerb(tok) || ends(next) || next.Value == "," || next.Value == "{" || next.Type == tokArrow) {
		return nil
	}
	s := slipping{}
	s.err = SyntaxError{Code: Syntax, rest: true}
	s.remove(&comma, "no comma stands at the end of a line")
	s.err.Help = "remove the comma"
	return &s.err
}

// characters looks for marks that have no meaning where they stand.
func (s *slipping) characters() bool {
	switch {
	case s.tok.Value == "+" && (s.prev.Type == tokText || s.prev.Type == tokIdent) && s.what == "":
		return s.says("put the constant into the text as ${"+nameOf(s.next)+"}, or a run-time variable as {{"+nameOf(s.next)+"}}", "texts are not joined by +")
	case s.tok.Value == "+" && s.next.Type == tokNumber && s.what == "a number":
		return s.write(&s.tok, &s.next, "+"+s.next.Value, "a + touches its number")
	case s.prev.Type == tokNumber && s.verbIs("let", "param") && s.what == "" && strings.Contains("+-*/%", s.tok.Value) && !(touch(&s.prev, &s.tok) && strings.Contains("-/", s.tok.Value)):
		return s.says("write the result", "a script does not calculate")
	case isText(&s.prev) && (s.tok.Type == tokIdent || s.tok.Type == tokNumber) && touch(&s.prev, &s.tok):
		return s.says(`write \" for a quote in a text`, "the text ends at the quote before this")
	case isText(&s.tok) && touch(&s.prev, &s.tok) && s.prev.Type == tokIdent && len(s.prev.Value) < 3:
		return s.remove(&s.prev, "no letter stands before a text")
	case s.tok.Value == "=" && s.prev.Value == "=" && touch(&s.prev, &s.tok):
		return s.remove(&s.tok, "one = stands before a value")
	case s.tok.Value == ":" && s.next.Value == "=":
		s.remove(&s.tok, "no colon stands before =")
		s.err.Help = "remove the colon"
		return true
	case s.comment():
		return s.write(&s.tok, &s.tok, "//", "a comment starts with //")
	}
	return false
}

// comment reports whether a comment of another language starts here.
func (s *slipping) comment() bool {
	if s.what != "" || s.verb == &armVerb && isKey(&s.prev) {
		return false
	}
	return s.tok.Value == "#" || touch(&s.tok, &s.next) && (s.tok.Value == "/" && s.next.Value == "*" || s.tok.Value == "-" && s.next.Value == "-")
}

// nameOf returns the name that a token is, or the word for one.
func nameOf(tok lexer.Token) string {
	if tok.Type == tokIdent {
		return tok.Value
	}
	return "name"
}

// names looks for names that have other characters in them than a name can
// have, and for what is written around a name.
func (s *slipping) names() bool {
	last := strings.TrimSuffix(s.next.Value, ":")
	switch {
	case s.prev.Value == "into" && s.tok.Type == illegalVariable, s.prev.Value == "into" && s.tok.Type == illegalConstant, s.prev.Value == "into" && s.tok.Type == illegalSingle && IsName(strings.Trim(s.tok.Value, "'`")):
		return s.write(&s.tok, &s.tok, strings.Trim(s.tok.Value, "${}'` \t"), "into takes the name of a variable, without braces")
	case s.verbIs("step") && s.what != aBody && s.tok.Type == illegalConstant:
		return s.write(&s.tok, &s.tok, strings.Trim(s.tok.Value, "${} \t"), "a name has no $ before it")
	case s.tok.Value == "-" && s.prev.Type == tokIdent && touch(&s.prev, &s.tok) && touch(&s.tok, &s.next) && IsName(last):
		return s.joined("a name has no hyphens: letters, digits and _")
	case s.tok.Value == "." && s.prev.Type == tokIdent && touch(&s.tok, &s.next) && (s.request() || s.verbIs("play", "publish")):
		s.at(&s.prev)
		return s.says(`write "https://..."`, "a URL stands in quotes")
	case s.tok.Value == "." && s.prev.Type == tokIdent && touch(&s.prev, &s.tok) && touch(&s.tok, &s.next) && IsName(last):
		return s.joined("a name has no dots: letters, digits and _")
	case s.verbIs("let", "param") && slices.Contains([]string{"string", "str", "text", "int", "integer", "number", "bool", "boolean"}, s.tok.Value) && s.next.Value == "=":
		return s.remove(&s.tok, "a constant has no type")
	case (s.first.Value == "into" || s.verbIs("let", "param", "step") && s.starts(&s.first)) && s.prev.Type == tokIdent && s.tok.Type == tokIdent &&
		!isVerb(&s.prev) && !isVerb(&s.tok) && s.next.Type != tokText && !slices.Contains([]string{"and", "then", "or", "default", "is"}, s.tok.Value):
		name := s.prev.Value + "_" + s.tok.Value
		s.write(&s.prev, &s.tok, name, "a name has no blanks: letters, digits and _")
		s.err.Name = name
		return true
	case s.what == "a name" && s.verbIs("let", "param", "step") && s.tok.Type == tokText && IsName(strings.Trim(s.tok.Value, `"`)):
		s.write(&s.tok, &s.tok, strings.Trim(s.tok.Value, `"`), "a name stands in no quotes")
		s.err.leads = s.err.Fix
		return true
	case s.what == "the name of a variable" && s.tok.Type == tokLabelName:
		return s.write(&s.tok, &s.tok, strings.TrimSuffix(s.tok.Value, ":"), "a colon stands only behind a label")
	case s.tok.Type == illegalDigits && (s.what == "a name" || s.what == "a target"):
		return s.says("write a letter first, such as n"+s.tok.Value, "a name starts with no digit")
	case s.what == "a target" && s.tok.Type == tokLabelName:
		return s.write(&s.tok, &s.tok, strings.TrimSuffix(s.tok.Value, ":"), "no colon stands behind a target")
	case s.what == "a target" && s.tok.Type == tokText && IsName(strings.Trim(s.tok.Value, `"`)) && s.next.Type != tokArrow:
		return s.write(&s.tok, &s.tok, strings.Trim(s.tok.Value, `"`), "a target stands in no quotes")
	}
	return false
}

// quoted puts what stands without blanks, from the token before or from the
// token on, into quotes.
func (s *slipping) quoted() bool {
	at := s.lex.MakeCheckpoint()
	switch {
	case s.verbIs("let", "param") && s.what == "" && s.prev.Type == tokIdent && s.first.Value == "=" && s.tok.Value == "/" && touch(&s.prev, &s.tok):
	case (s.what == "a URL" || s.what == "a path") && (s.tok.Type == tokIdent || s.tok.Type == illegalConstant || s.tok.Type == illegalVariable) && touch(&s.tok, &s.next):
		s.lex.Next()
	default:
		return false
	}
	text := together(s.lex)
	if text == nil {
		s.lex.LoadCheckpoint(at)
		return false
	}
	s.err.Span = text.Span
	s.err.Write(`"` + text.Text + `"`)
	if s.err.Message = "what is no name and no number stands in quotes"; s.what == "a path" {
		s.err.Help = "write use " + s.err.Fix.Text
	}
	return true
}

// joined writes a name with _ where the token is.
func (s *slipping) joined(message string) bool {
	name := s.prev.Value + "_" + s.next.Value
	s.write(&s.prev, &s.next, name, "%s", message)
	s.err.Name = strings.TrimSuffix(name, ":")
	return true
}

// lists looks for lists that are written otherwise.
func (s *slipping) lists() bool {
	separator := slices.Contains([]string{",", "|", "||", "\\", "or", "and", "else", "&", "->", "+"}, s.tok.Value)
	switch {
	case s.prev.Type == tokIdent && (separator && s.next.Type == tokIdent || s.tok.Type == tokIdent && (ends(&s.next) || s.verbIs("step") && s.next.Value == "{")) &&
		(s.what == aBody || s.what == "") && s.leads() && (s.verb == nil || s.request() || s.verbIs("step", "raw")):
		s.err.listed = s.verbIs("step")
		name := s.next.Value
		if !separator {
			name = s.tok.Value
		}
		if s.request() && (name == "fail" || name == "else") {
			name = "LABEL"
		}
		return s.says(fmt.Sprintf("write %s/%s", s.prev.Value, name), "places to go to are separated by /")
	case s.verb == nil && s.what == "" && (isText(&s.tok) || s.tok.Type == tokNumber) && (isText(&s.prev) || s.prev.Type == tokNumber):
		s.says("write "+s.prev.Value+", "+s.tok.Value, "arguments are separated by commas")
		s.err.Fix = &Fix{source.Span{Start: tokenSpan(&s.prev).End, End: tokenSpan(&s.prev).End}, ","}
		return true
	case s.verb == nil && s.what == "" && s.tok.Value == "=" && s.prev.Type == tokIdent:
		return s.write(&s.prev, &s.tok, s.prev.Value+":", "a colon stands behind the name of an argument")
	case s.tok.Value == "," && s.verb != nil && !s.verbIs("step", "->") && s.verb != &armVerb && (s.what != "" || s.next.Type == tokArrow || slices.Contains(s.verb.inner(), s.next.Value)):
		s.remove(&s.tok, "no comma stands between the parts of a statement")
		s.err.Help = "remove the comma"
		return true
	case s.verbIs("call", "connect") && s.prev.Type == tokNumber && (s.tok.Value == "," || s.tok.Value == "or" || s.tok.Value == "and" || s.tok.Value == "/"):
		return s.says("write one number, and another "+s.verb.Word+" on the next line", "a %s has one number", s.verb.Word)
	}
	return false
}

// leads reports whether an arrow stands before the name before the token.
func (s *slipping) leads() bool {
	for n := 1; n < 64; n++ {
		switch tok := back(s.lex, n); {
		case tok.Type == tokArrow:
			return true
		case tok.Type != tokIdent && tok.Value != "/" && tok.Value != ",":
			return false
		}
	}
	return false
}

// brackets looks for brackets that are there in other languages.
func (s *slipping) brackets() bool {
	if s.tok.Value != "(" && s.tok.Value != "[" {
		return false
	}
	inner := argument(s.next)
	if s.next.Value == ")" {
		inner = ""
	}
	switch {
	case s.blocks() && (s.next.Type == tokEOL || isKey(&s.next) || slices.Contains(outcomes, s.next.Value) || s.what != "") && s.tok.Value+s.next.Value != "()" && !(s.verb == nil && touch(&s.prev, &s.tok)):
		s.err.structure = true
		return s.says("write { ... }", "a block stands in braces")
	case s.tok.Value == "(" && s.verb == nil && s.what == "" && inner == "":
		s.write(&s.prev, &s.next, s.prev.Value, "arguments stand in no brackets")
		return true
	case s.tok.Value == "(" && s.verb == nil && s.what == "":
		return s.says("write "+s.prev.Value+" "+inner+", without brackets", "arguments stand in no brackets")
	case s.tok.Value == "(" && s.verb != nil && !s.verbIs("step") && (s.prev.Value != "=" || isText(&s.next) || s.next.Type == tokNumber) && s.what != "" && (touch(&s.prev, &s.tok) || s.what != "a number"):
		if !s.starts(&s.prev) {
			return s.says("write "+inner+", without brackets", "what belongs to %s stands in no brackets", s.verb.Word)
		}
		return s.says("write "+s.prev.Value+" "+inner+", without brackets", "what belongs to %s stands in no brackets", s.verb.Word)
	}
	return false
}

func argument(tok lexer.Token) string {
	if tok.Type == tokText || tok.Type == tokNumber || tok.Type == tokIdent {
		return tok.Value
	}
	return "ARGUMENT"
}

// braces looks for a block that starts on the next line, or with a word.
func (s *slipping) braces() bool {
	switch {
	case s.tok.Type == tokEOL && s.next.Value == "{" && (s.what == aBody || s.what == blockOfArms || s.what == aTranscript):
		s.err.below = true
		return s.says("write { on the same line", "the block of this %s starts on the next line", s.owner())
	case s.blocks() && slices.Contains([]string{"do", "begin", "then", "is", "with", "of"}, s.tok.Value) && (s.next.Type == tokEOL || s.what != ""):
		s.err.structure = true
		return s.says("write { ... } in place of "+s.tok.Value, "a block stands in braces")
	case s.tok.Value == ":" && (s.what == blockOfArms || s.what == aBody || s.what == aTranscript) && s.next.Type != tokIdent:
		s.remove(&s.tok, "a colon stands only behind a label")
		if s.next.Value == "\n" {
			return s.opens("{ in place of the colon", " {")
		}
		s.err.Help = "remove the colon"
		return true
	}
	return false
}

// opens says what to write for the token so that it opens the block below.
func (s *slipping) opens(help, text string) bool {
	s.err.Fix, s.err.leads, s.err.structure = nil, &Fix{s.err.Span, text}, true
	s.err.Help = "write " + help
	return true
}

func (s *slipping) owner() string {
	if s.verb == nil || s.verb == &armVerb {
		return "line"
	}
	return s.verb.Word
}
