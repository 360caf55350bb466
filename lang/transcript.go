package lang

import "github.com/alecthomas/participle/v2/lexer"

// aTranscript is what is wanted where the block of a test starts.
const aTranscript = "the lines of the test { ... }"

// Parse reads the lines of a test. One that is not closed ends with the file:
// what stands in it is kept.
func (t *Transcript) Parse(lex *lexer.PeekingLexer) error {
	if !open(lex, &t.node) {
		return &wanted{lex.Peek(), aTranscript}
	}
	for !closed(lex, &t.node) {
		t.Lines = append(t.Lines, lineOfTest(lex))
	}
	return nil
}

// unopened reads the lines below a test without a brace, of which one finding is
// enough. A blank line ends them.
func (t *Transcript) unopened(lex *lexer.PeekingLexer) {
	for lex.Peek().Value == "\n" && testVerbs()[second(lex).Value] != nil {
		lex.Next()
		t.Lines = append(t.Lines, lineOfTest(lex))
	}
}

// lineOfTest reads one line, up to its end whatever happens.
func lineOfTest(lex *lexer.PeekingLexer) Stmt {
	if isStray(lex) {
		return strayMark(lex)
	}
	start := lex.RawCursor()
	verb := testVerbs()[lex.Peek().Value]
	if verb == nil {
		bad := &Bad{Err: noTestLine(lex)}
		bad.skip(lex)
		finish(lex, start, bad)
		return bad
	}
	node, err := verb.production.parse(lex)
	stmt := node.(Stmt)
	finish(lex, start, stmt)
	bad := &Bad{Stmt: stmt}
	switch {
	case err != nil:
		bad.Err = phrase(err, lex, start, verb)
	case !ends(lex.Peek()) && !stray(lex, verb):
		bad.Err = trailing(lex, stmt, verb)
	default:
		return stmt
	}
	bad.skip(lex)
	finish(lex, start, bad)
	return bad
}
