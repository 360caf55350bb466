package lang

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// trailing says what is wrong where a statement could have ended and more
// stands on its line.
func trailing(lex *lexer.PeekingLexer, stmt Stmt, verb *Verb) *SyntaxError {
	tok := lex.Peek()
	_, callback := stmt.(*Callback)
	if callback && tok.Value == "/" && second(lex).Type == tokIdent {
		return &SyntaxError{
			Code: Syntax, Span: tokenSpan(tok),
			Message: "a time zone has no blanks in it",
			Help:    "write Asia/Kolkata",
		}
	}
	if callback && tok.Type != tokNumber && before(lex).Pos.Offset+len(before(lex).Value) == tok.Pos.Offset {
		return &SyntaxError{
			Code: Syntax, Span: tokenSpan(tok),
			Message: "a time zone with other characters than letters, digits and _ stands in quotes",
			Help:    `write "America/Port-au-Prince"`,
		}
	}
	usage := "NAME ARGUMENT, ARGUMENT -> TARGET"
	if verb != nil {
		usage = verb.Usage
	}
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok), Message: describe(tok) + " is unexpected here", Help: "write " + usage}
	if secretVerb(verb) {
		e.Message = fmt.Sprintf("more stands behind %s than belongs to it", verb.Word)
		return e
	}
	if s := slip(lex, verb, ""); s != nil {
		return s
	}
	if illegal(tok.Type) {
		return illegalError(tok, e.Help)
	}
	before := before(lex)
	leads := tok.Type == tokArrow || tok.Value == "{"
	switch {
	case tok.Value == "else" && before.Value == "}":
		e.structure = true
		e.Message = "this else belongs to nothing"
		e.Help = "only a try has an else behind its braces; the else of other blocks is an arm in them"
	case verb == nil:
	case leads && verb.Group == Step:
		e.branches(lex, stmt, verb)
	case verb == &armVerb && tok.Value == ",":
		e.Help = "arms end with their line, or with ;"
	case verb.Word == "->" && tok.Value == "/":
		e.Help = "a jump leads to one place; only a step that branches has several targets"
	case tok.Type == tokIdent && before.Type == tokIdent && (verb.Word == "say" || verb.Word == "menu" || verb.Word == "hear"):
		e.Help = "a text stands in quotes: " + verb.Word + ` "..."`
	case tok.Type == tokIdent:
		if near := Nearest(tok.Value, verb.inner()); near != "" {
			e.Message += fmt.Sprintf("; did you mean %q?", near)
		}
	case tok.Type == tokNumber && before.Type == tokNumber:
		e.Help = "a number has no spaces in it"
	}
	return e
}

// branches says why a step does not have the branches behind it.
func (e *SyntaxError) branches(lex *lexer.PeekingLexer, stmt Stmt, verb *Verb) {
	e.Code = BadBranches
	before := before(lex)
	switch {
	case verb.Word == "menu" || verb.Word == "try":
		e.Message = fmt.Sprintf("the branches of a %s stand in its braces", verb.Word)
	case before.Value == "}" || before.Type == tokIdent && branching(stmt):
		e.Message = "a step has targets or a block of arms, not both"
		e.Help = "put the targets into the arms"
	default:
		e.Message = fmt.Sprintf("%s has no branches: the API does not say how it ended", verb.Word)
		e.Help = "write what leads on from here on a line of its own"
		if lex.Peek().Type == tokArrow {
			e.mend("\n->")
		}
	}
}

// branching reports whether a statement has branches that did parse.
func branching(stmt Stmt) (found bool) {
	Walk(stmt, func(n Node) bool {
		_, ok := n.(*Branches)
		found = found || ok
		return !found
	})
	return found
}

// noStatement says what is wrong with a token that starts no statement.
func noStatement(lex *lexer.PeekingLexer) *SyntaxError {
	const help = "a line starts with a word like say, input, get or connect, a label (name:), -> or end"
	s := slipping{lex: lex, tok: *lex.Peek(), prev: back(lex, 1), next: *second(lex)}
	s.err = SyntaxError{Code: Syntax, Span: tokenSpan(&s.tok)}
	switch {
	case s.heads(), s.labels():
		return &s.err
	case s.tok.Value == "{" && isText(&s.next) && nth(lex, 2).Value == ":":
		s.err.foreign = true
		s.says("write raw before it", "an object of the payload stands behind raw")
	case s.tok.Value == "{":
		s.err.structure = true
		s.says("a block belongs to the step on whose line it starts", "{ starts no statement")
		if s.prev.Type == tokLabelName {
			s.err.Help = "remove the braces: a label has no block, and stands before its steps"
		}
	case s.tok.Value == ")", s.tok.Value == "]":
		s.err.structure, s.err.leftOver = true, true
		s.says("remove it", "%s closes nothing", s.tok.Value)
	case isText(&s.tok):
		s.says(`write say "..."`, "a text alone says nothing")
	case s.tok.Type == tokNumber && (s.next.Value == "times" || s.next.Value == "x"):
		s.says("write try "+s.tok.Value+" times { ... }", "attempts start with try")
	case s.tok.Type == tokNumber:
		s.says("a number is called with call NUMBER, and connected to with connect NUMBER", "%s starts no statement", describe(&s.tok))
	case s.tok.Type == tokIdent:
		return unknownStatement(Name{s.tok.Value, int32(s.tok.Pos.Offset)}, "", nil)
	case illegal(s.tok.Type):
		return illegalError(&s.tok, help)
	default:
		s.says(help, "%s starts no statement", describe(&s.tok))
	}
	return &s.err
}

// heads looks for what other languages have before a statement, or around its
// first word.
func (s *slipping) heads() bool {
	label := strings.TrimSuffix(s.prev.Value, ":")
	inner := strings.Trim(s.tok.Value, `"`)
	switch {
	case (s.tok.Type == illegalOther || s.tok.Type == tokPunct && s.tok.Value != "{" || s.tok.Type == tokNumber) && isVerb(&s.next):
		s.err.rest, s.err.over = true, true
		return s.remove(&s.tok, "a line starts with its first word")
	case s.prev.Type == tokLabelName && s.tok.Value != "{" && IsWord(label):
		s.write(&s.prev, &s.prev, label, "no colon stands behind %s", label)
		s.err.leads = s.err.Fix
		if s.err.Help += ` "..."`; s.tok.Type == tokNumber {
			s.err.Help = "write " + label + " " + s.tok.Value
		}
		return true
	case s.tok.Type == tokText && verbs()[inner] != nil:
		last := &s.tok
		if s.next.Value == ":" {
			last = &s.next
		}
		return s.write(&s.tok, last, inner, "the word that starts a statement stands in no quotes")
	}
	return false
}

// headed reports whether a colon stands behind the word that starts a statement.
func headed(lex *lexer.PeekingLexer) bool {
	prev := back(lex, 1)
	return prev.Type == tokLabelName && verbs()[strings.TrimSuffix(prev.Value, ":")] != nil
}

// labels looks for labels that are written otherwise.
func (s *slipping) labels() bool {
	inner := strings.Trim(s.tok.Value, `"`)
	switch {
	case s.tok.Type == tokIdent && s.next.Value == ":" && nth(s.lex, 2).Value == "=":
		s.write(&s.tok, nth(s.lex, 2), "let "+s.tok.Value+" =", "a constant is declared with let")
		s.err.leads = s.err.Fix
		return true
	case s.tok.Type == tokText && s.next.Value == ":" && isText(nth(s.lex, 2)):
		word := inner
		if near := Nearest(word, slices.Collect(maps.Keys(verbs()))); near != "" {
			word = near
		}
		return s.says("write "+word+" "+nth(s.lex, 2).Value, "a line starts with its word, without quotes and colon")
	case s.tok.Type == tokIdent && s.next.Value == ":":
		return s.write(&s.tok, &s.next, s.tok.Value+":", "a label has no space before its colon")
	case s.tok.Value == ":" && s.prev.Type == tokLabelName:
		s.remove(&s.tok, "one colon stands behind a label")
		s.err.Help = "remove the colon"
		return true
	case s.tok.Value == ":" && s.next.Type == tokIdent:
		return s.write(&s.tok, &s.next, s.next.Value+":", "the colon stands behind a label")
	case s.tok.Type == tokText && s.next.Value == ":" && IsName(inner):
		s.err.Name = inner
		return s.write(&s.tok, &s.next, inner+":", "a label stands in no quotes")
	case (s.tok.Type == illegalDigits || s.tok.Type == tokNumber) && s.next.Value == ":":
		return s.says("write a letter first, such as n"+s.tok.Value+":", "a label starts with no digit")
	}
	return false
}

// before returns the token before the next one; the next one itself where it
// is the first.
func before(lex *lexer.PeekingLexer) lexer.Token {
	if at := lex.RawCursor(); at > 0 {
		return lex.Range(at-1, at)[0]
	}
	return *lex.Peek()
}
