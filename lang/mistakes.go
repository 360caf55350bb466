package lang

import (
	"fmt"
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
	if callback && before(lex).Pos.Offset+len(before(lex).Value) == tok.Pos.Offset {
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
		return illegalError(tok)
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
	case tok.Type == tokIdent && before.Type == tokIdent && (verb.Word == "say" || verb.Word == "menu"):
		e.Help = `a text stands in quotes: say "..."`
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
			e.Fix = "\n->"
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
	tok := lex.Peek()
	if illegal(tok.Type) {
		return illegalError(tok)
	}
	e := &SyntaxError{
		Code: Syntax, Span: tokenSpan(tok),
		Message: fmt.Sprintf("%s starts no statement", describe(tok)),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end",
	}
	switch {
	case tok.Value == "{":
		e.structure = true
		e.Help = "a block belongs to the step on whose line it starts"
	case tok.Type == tokText, tok.Type == tokLongText:
		e.Message, e.Help = "a text alone says nothing", `write say "..."`
		if label := before(lex); label.Type == tokLabelName && IsWord(strings.TrimSuffix(label.Value, ":")) {
			word := strings.TrimSuffix(label.Value, ":")
			e.Span, e.Fix = tokenSpan(&label), word
			e.Message, e.Help = fmt.Sprintf("no colon stands behind %s", word), fmt.Sprintf("write %s \"...\"", word)
		}
	case tok.Type == tokNumber:
		e.Help = "a number is called with call NUMBER, and connected to with connect NUMBER"
	case tok.Type == tokIdent && second(lex).Value == ":":
		e.Message, e.Help = "a label has no space before its colon", "write "+tok.Value+":"
	case tok.Type == tokIdent:
		return unknownStatement(Name{tok.Value, int32(tok.Pos.Offset)}, "", nil)
	}
	return e
}

// before returns the token before the next one; the next one itself where it
// is the first.
func before(lex *lexer.PeekingLexer) lexer.Token {
	if at := lex.RawCursor(); at > 0 {
		return lex.Range(at-1, at)[0]
	}
	return *lex.Peek()
}
