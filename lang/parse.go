package lang

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// Parse reads a script. It never fails: a statement that does not parse
// becomes a *Bad and costs only itself. Findings lists what is wrong.
func Parse(src *source.File) *File { return parse(src, (*reader).read, nil) }

// A gap is where it is known what to write, such as a brace that the layout
// shows to be missing, and what is wrong there.
type gap struct {
	Fix
	err *SyntaxError
}

// maxGaps is how many of them a file may have: for each it is read again as
// if that were written there.
const maxGaps = 10

// maxAgain is how many bytes are read again in all: what mends a script of an
// author is not worth as much in one that a machine has written.
const maxAgain = 4 << 20

// parse reads a script with some gaps. It returns nil where a brace in one of
// them would close nothing.
func parse(src *source.File, read func(*reader) []Stmt, gaps []gap) *File {
	file := &File{Source: src}
	file.Body.End = int32(len(src.Text))
	if err := encoding(src.Text); err != nil {
		file.Errors = []*SyntaxError{err}
		return file
	}
	r := newReader(src.Text, gaps)
	file.Body.Stmts = read(r)
	err := file.other()
	if r.tooMany() {
		err = &SyntaxError{
			Code: Syntax, Message: fmt.Sprintf("this file has more than %d words and marks", MaxTokens),
			Help: "write several files, which use what they share",
		}
	}
	if err != nil {
		file.Body.Stmts, file.Errors = nil, []*SyntaxError{err}
		return file
	}
	whole := attach(file, r.comments)
	errors, more := errorsIn(file, whole)
	for _, g := range gaps {
		if slices.ContainsFunc(errors, func(e *SyntaxError) bool { return e.leftOver && e.Span.Start == g.Start }) {
			return nil
		}
		errors = append(errors, g.err)
	}
	if more != nil && len(gaps) < maxGaps && (len(gaps)+1)*len(src.Text) < maxAgain {
		gaps = append(slices.Clip(gaps), *more)
		slices.SortStableFunc(gaps, func(a, b gap) int { return int(a.Start) - int(b.Start) })
		if again := parse(src, read, gaps); again != nil && (more.err.leads == nil || len(again.Errors) <= len(errors) && (unclosed(errors) || !unclosed(again.Errors))) {
			if e := more.err; e.leads != nil {
				e.Fix, e.Help, e.structure = e.leads, cmp.Or(e.lead, e.Help), false
			}
			return again
		}
	}
	file.Errors = errors
	return file
}

// unclosed reports whether one of the errors is a block that is not closed.
func unclosed(errors []*SyntaxError) bool {
	return slices.ContainsFunc(errors, func(e *SyntaxError) bool { return e.open })
}

// outermost reads a statement at depth 0.
func outermost(lex *lexer.PeekingLexer) Stmt {
	if lex.Peek().Value == "}" {
		return unmatched(lex)
	}
	return statement(lex)
}

// statement reads one statement, up to its end whatever happens. There is a
// token to read, and it is neither a newline nor a closing brace.
func statement(lex *lexer.PeekingLexer) Stmt {
	tok := lex.Peek()
	start := lex.RawCursor()
	switch {
	case isStray(lex):
		return strayMark(lex)
	case isArm(lex, false) && !headed(lex):
		return misplacedArm(lex)
	}
	stmt, verb, err := dispatch(lex, tok)
	if _, ok := stmt.(*Label); ok && err == nil {
		finish(lex, start, stmt)
		return stmt // another statement may follow on its line
	}
	bad := labelled(stmt)
	switch {
	case bad != nil:
	case err != nil:
		bad = &Bad{Err: phrase(err, lex, start, verb), Stmt: stmt}
		if verb == nil && tok.Type == tokIdent && (stmt != nil || bad.Err.Code == UnknownWord) {
			bad.Verb = &Name{Text: tok.Value, Start: int32(tok.Pos.Offset)}
		}
	case !ends(lex.Peek()) && !stray(lex, verb):
		finish(lex, start, stmt)
		bad = &Bad{Err: trailing(lex, stmt, verb), Stmt: stmt}
		if _, ok := stmt.(*Invoke); ok {
			bad.Verb = &Name{Text: tok.Value, Start: int32(tok.Pos.Offset)}
		}
	}
	if bad != nil {
		bad.rename()
		if decl, ok := stmt.(*StepDecl); ok && bad.Err.listed {
			decl.more(lex)
			bad.Err.below = lex.Peek().Value == "{"
		}
		switch {
		case bad.Err.rest:
			if bad.Err.over {
				lex.Next()
			}
		case !bad.Err.below || lex.Peek().Type == tokEOL:
			bad.skip(lex)
		}
		if bad.Err.below {
			skipEOL(lex)
			bad.block(lex)
			bad.adopt()
		}
		if test, ok := stmt.(*TestDecl); ok && bad.Err.structure {
			test.Body.unopened(lex)
		}
		stmt = bad
	}
	finish(lex, start, stmt)
	return stmt
}

// dispatch reads what the first token starts. Where that is a word that is no
// verb, it may be a step of the author's own, and the verb is nil.
func dispatch(lex *lexer.PeekingLexer, tok *lexer.Token) (Stmt, *Verb, error) {
	p := invoke
	verb := verbs()[tok.Value]
	switch {
	case verb != nil:
		p = verb.production
	case tok.Type == tokLabelName:
		p = label
	case tok.Type != tokIdent, Reserved(tok.Value, StepName), second(lex).Value == ":":
		return nil, nil, noStatement(lex)
	}
	node, err := p.parse(lex)
	stmt, _ := node.(Stmt)
	return stmt, verb, err
}

// finish gives stmt its span: from the token at start to the one before the
// next.
func finish(lex *lexer.PeekingLexer, start lexer.RawCursor, stmt interface{ setSpan(start, end int32) }) {
	now := lex.RawCursor()
	first := lex.Range(start, start+1)[0]
	last := first
	if now > start {
		last = lex.Range(now-1, now)[0]
	}
	stmt.setSpan(int32(first.Pos.Offset), tokenSpan(&last).End)
}

// What is wanted where a block starts.
const (
	aBody       = "a body { ... }"
	blockOfArms = "a block of arms { ... }"
)

// Parse reads a block of statements. One that is not closed ends with the
// file: what stands in it is kept.
func (b *Body) Parse(lex *lexer.PeekingLexer) error {
	if !open(lex, &b.node) {
		return &wanted{lex.Peek(), aBody}
	}
	for !closed(lex, &b.node) {
		b.Stmts = append(b.Stmts, statement(lex))
	}
	return nil
}

// Parse reads a block of arms.
func (a *Arms) Parse(lex *lexer.PeekingLexer) error {
	if !open(lex, &a.node) {
		return &wanted{lex.Peek(), blockOfArms}
	}
	for !closed(lex, &a.node) {
		a.item(lex)
	}
	return nil
}

func open(lex *lexer.PeekingLexer, n *node) bool {
	tok := lex.Peek()
	if tok.Value != "{" {
		return false
	}
	n.Start, n.End = int32(tok.Pos.Offset), -1
	lex.Next()
	return true
}

// closed passes over newlines, and over the brace that closes the block if
// one follows. It is true there, and at the end of the file.
func closed(lex *lexer.PeekingLexer, n *node) bool {
	skipEOL(lex)
	tok := lex.Peek()
	if tok.Value == "}" {
		n.End = tokenSpan(tok).End
		lex.Next()
		return true
	}
	return tok.EOF()
}

// item reads one arm.
func (a *Arms) item(lex *lexer.PeekingLexer) {
	if isStray(lex) {
		a.Bad = append(a.Bad, strayMark(lex))
		return
	}
	if !isArm(lex, true) {
		if bad := habitual(lex); bad != nil {
			a.Bad = append(a.Bad, bad)
			return
		}
		stmt := statement(lex)
		bad := &Bad{Stmt: stmt, Err: &SyntaxError{
			Code: Syntax, Span: stmt.Span(), structure: true,
			Message: "a statement stands among the arms of a block",
			Help:    "put it into the body of an arm: 1 { ... }, or close the block with } before it",
		}}
		if b, ok := stmt.(*Bad); ok && b.Err != nil {
			bad = b // one mistake, one finding
		}
		span := stmt.Span()
		bad.setSpan(span.Start, span.End)
		a.Bad = append(a.Bad, bad)
		return
	}
	node, bad := readArm(lex)
	if bad != nil {
		a.Bad = append(a.Bad, bad)
		return
	}
	a.Arms = append(a.Arms, node)
}

// readArm reads an arm, up to its end whatever happens.
func readArm(lex *lexer.PeekingLexer) (*Arm, *Bad) {
	start := lex.RawCursor()
	parsed, err := arm.parse(lex)
	node, _ := parsed.(*Arm)
	finish(lex, start, node)
	var bad *Bad
	switch {
	case err != nil:
		bad = &Bad{Err: phrase(err, lex, start, &armVerb), Arm: node}
	case !ends(lex.Peek()) && !stray(lex, &armVerb):
		bad = &Bad{Err: trailing(lex, nil, &armVerb), Arm: node}
	default:
		return node, nil
	}
	bad.skip(lex)
	if bad.Err.below {
		skipEOL(lex)
		bad.block(lex)
	}
	finish(lex, start, bad)
	return nil, bad
}

var armVerb = Verb{Word: "an arm", Usage: "1 -> TARGET or 1 { ... }"}

// isArm reports whether an arm starts here: surely so among arms, where only
// a word that starts a statement is none, and outside them where it could be
// nothing else.
func isArm(lex *lexer.PeekingLexer, among bool) bool {
	tok := lex.Peek()
	switch tok.Type {
	case tokIdent:
		next := second(lex)
		leads := next.Type == tokArrow || next.Value == "{" || next.Type == tokRange || next.Value == ","
		leads = leads || tok.Value == "else" && next.Type == tokText
		if tok.Value == "ok" || tok.Value == "fail" || tok.Value == "else" {
			return among || leads
		}
		return among && (leads || verbs()[tok.Value] == nil && ends(next))
	case tokLabelName, tokArrow:
		return false
	case tokText, tokNumber, tokHash:
		next := second(lex)
		return among || next.Type == tokArrow || next.Value == "{" || next.Type == tokRange ||
			next.Value == "," || next.Type == tokText // an arm of a menu
	}
	return among
}

// misplacedArm reads an arm that stands where a statement should.
func misplacedArm(lex *lexer.PeekingLexer) Stmt {
	start := lex.RawCursor()
	word := lex.Peek().Value
	node, bad := readArm(lex)
	if bad == nil {
		bad = &Bad{Arm: node}
		finish(lex, start, bad)
	}
	bad.Err = &SyntaxError{
		Code: Syntax, Span: tokenSpan(&lex.Range(start, start+1)[0]), structure: true,
		Message: "this arm is in no block of arms",
		Help:    `arms stand in the braces of a step that branches: input 1 { 1 -> apples }`,
	}
	if word == "else" {
		bad.Err.Message = "this else belongs to nothing"
		bad.Err.Help = "the else of a try stands on the line of its closing brace, the else of a step with branches in its braces"
	}
	return bad
}

// unmatched reads a closing brace that closes nothing, and its line.
func unmatched(lex *lexer.PeekingLexer) Stmt {
	start := lex.RawCursor()
	bad := &Bad{Err: &SyntaxError{
		Code: Syntax, Span: tokenSpan(lex.Peek()), structure: true, leftOver: true,
		Message: "this } closes nothing",
		Help:    "remove it, or look for the { that is missing above",
	}}
	lex.Next()
	bad.skip(lex)
	finish(lex, start, bad)
	return bad
}

func ends(tok *lexer.Token) bool {
	return tok.Type == lexer.EOF || tok.Type == tokEOL || tok.Value == "}"
}

func skipEOL(lex *lexer.PeekingLexer) {
	for lex.Peek().Type == tokEOL {
		lex.Next()
	}
}
