package lang

import (
	"errors"
	"slices"

	"github.com/alecthomas/participle/v2/lexer"
)

//go:generate go run ../internal/readergen

// A reader reads statements straight from the text. What it makes of each is
// generated from the grammar, into reader_gen.go; here is what the grammar does
// not say: the leaves are in leaf.go, and blocks and lines below. Reflection and
// lists of tokens take many times as long: see BenchmarkGrammar.
//
// It knows nothing of mistakes. Where a line is not right, or has a gap in it,
// the grammar reads it, and says what is wrong. A test holds both against each
// other.
type reader struct {
	feeder
	ring   [16]lexer.Token // the tokens around the next one
	at     int             // that one, of all
	ahead  bool            // the token behind it is in the ring
	first  int             // where it starts to read,
	stop   int             // and where another goes on
	origin int             // where the line before starts, and what stands before that where it is not read again
	past   []lexer.Token
	size   int // of the last excerpt, where the grammar has read the line before; 0 elsewhere
	stmts  list[Stmt]
	arms   list[*Arm]
	arm    slab[Arm]
	nodes  nodes
	lists  lists
}

// errOther is the error of a line that the grammar has to read.
var errOther = errors.New("this is not right, or rare")

func newReader(text string, gaps []gap) *reader {
	return &reader{feeder: feeder{scanner: *newScanner(text), gaps: gaps}}
}

func (r *reader) token(n int) *lexer.Token { return &r.ring[n&(len(r.ring)-1)] }

// Peek returns the next token.
func (r *reader) Peek() *lexer.Token { return r.token(r.at) }

// Next passes over the next token, and returns it.
func (r *reader) Next() *lexer.Token {
	tok := r.token(r.at)
	r.at++
	if r.ahead {
		r.ahead = false
	} else {
		r.scan(r.at)
	}
	return tok
}

// scan reads a token into the ring. One that has a gap before it is none that
// the reader knows.
func (r *reader) scan(n int) {
	tok := r.token(n)
	r.feeder.next(tok)
	if r.atGap(tok) {
		tok.Type, tok.Value = illegalOther, ""
	}
}

// second returns the token behind the next one.
func (r *reader) second() *lexer.Token {
	if !r.ahead {
		r.ahead = true
		r.scan(r.at + 1)
	}
	return r.token(r.at + 1)
}

// before returns the token before the next one.
func (r *reader) before() *lexer.Token { return r.token(r.at - 1) }

// start returns where the next token starts, and end where the one before ends.
func (r *reader) start() int { return r.Peek().Pos.Offset }
func (r *reader) end() int32 { return int32(r.before().Pos.Offset + len(r.before().Value)) }

// word passes over a word, if it comes next.
func (r *reader) word(text string) bool {
	if r.Peek().Value != text {
		return false
	}
	r.Next()
	return true
}

// lines reads the statements of the lines that start before the stop. One that
// guesses gives up at the first line that is not right: it may not be where a line
// starts at all.
func (r *reader) lines(all []Stmt, guesses bool) []Stmt {
	for r.skip(); r.Peek().Type != lexer.EOF && r.start() < r.stop; r.skip() {
		at, n := r.line(), len(all)
		if n == cap(all) {
			all = slices.Grow(all, r.expected(n))
		}
		if r.statements(&all) {
			r.origin, r.past, r.size = at.off, nil, 0
			continue
		}
		all = all[:n]
		past := r.lastTokens(at.off)
		if guesses {
			r.rewind(at)
			r.resume(past)
			return all
		}
		r.size = min(max(2*r.size, firstExcerpt), largeExcerpt)
		stmts, past := r.grammar(at, excerpt{past: past, least: r.size, again: r.size > firstExcerpt, stop: r.stop})
		if len(stmts) > 0 {
			if _, bad := stmts[len(stmts)-1].(*Bad); !bad {
				r.size = 0
			}
		}
		all = append(all, stmts...)
		r.resume(past)
	}
	return all
}

// skip passes over newlines.
func (r *reader) skip() {
	for r.Peek().Type == tokEOL {
		r.Next()
	}
}

// expected guesses how many statements are still to come behind the first n, and
// does not trust the guess far. Those of the other parts will follow the first.
func (r *reader) expected(n int) int {
	if n == 0 {
		return 16
	}
	stop := r.stop
	if r.first == 0 {
		stop = len(r.text)
	}
	rest := float64(stop-r.start()) / float64(r.start()-r.first)
	return min(16+int(1.05*rest*float64(n)), 4*n)
}

// line marks the place of the next token.
func (r *reader) line() bookmark {
	at := r.bookmark()
	if at.off = r.start(); at.off < len(r.text) {
		at.total--
	}
	return at
}

// lastTokens returns the tokens before a line, as many as matter to it.
func (r *reader) lastTokens(line int) []lexer.Token {
	tokens := slices.Clone(r.past)
	for f := (feeder{scanner: scanner{text: r.text, off: r.origin, prev: tokEOL}}); ; {
		var tok lexer.Token
		if f.next(&tok); tok.Pos.Offset >= line {
			return tokens
		}
		if len(tokens) == lookback {
			tokens = slices.Delete(tokens, 0, 1)
		}
		tokens = append(tokens, tok)
	}
}

// resume starts where the feeder is, behind some tokens.
func (r *reader) resume(past []lexer.Token) {
	r.stmts.clear()
	r.arms.clear()
	r.lists.clear()
	r.origin, r.past = r.off, past
	r.at, r.ahead = copy(r.ring[:], past), false
	r.scan(r.at)
}

// statements reads the statements of a line: labels, and one that may be
// something else.
func (r *reader) statements(all *[]Stmt) bool {
	for {
		stmt, err := r.statement()
		if err != nil {
			return false
		}
		*all = append(*all, stmt)
		if _, label := stmt.(*Label); !label || r.Peek().Type == tokEOL || r.Peek().Type == lexer.EOF {
			return r.Peek().Value != "}"
		}
	}
}

// statement reads a statement, up to its end.
func (r *reader) statement() (Stmt, error) {
	tok := r.Peek()
	start := int32(tok.Pos.Offset)
	if tok.Type == tokLabelName {
		label := r.nodes.Label.take()
		err := label.read(r)
		label.setSpan(start, r.end())
		return label, err
	}
	stmt, err := r.verb(tok.Value)
	if stmt == nil {
		if tok.Type != tokIdent || Reserved(tok.Value, StepName) {
			return nil, errOther
		}
		invoke := r.nodes.Invoke.take()
		stmt, err = invoke, invoke.read(r)
	}
	if err != nil || !ends(r.Peek()) {
		return nil, errOther
	}
	stmt.setSpan(start, r.end())
	return stmt, nil
}

func (b *Body) read(r *reader) error {
	first := r.stmts.depth()
	if !r.open(&b.node) {
		return errOther
	}
	for !r.closed(&b.node) {
		stmt, err := r.statement()
		if err != nil {
			return err
		}
		r.stmts.push(stmt)
	}
	b.Stmts = r.stmts.since(first)
	return nil
}

func (t *Transcript) read(r *reader) error {
	first := r.stmts.depth()
	if !r.open(&t.node) {
		return errOther
	}
	for !r.closed(&t.node) {
		tok := r.Peek()
		start := int32(tok.Pos.Offset)
		line, err := r.testLine(tok.Value)
		if line == nil || err != nil || !ends(r.Peek()) {
			return errOther
		}
		line.setSpan(start, r.end())
		r.stmts.push(line)
	}
	t.Lines = r.stmts.since(first)
	return nil
}

func (a *Arms) read(r *reader) error {
	first := r.arms.depth()
	if !r.open(&a.node) {
		return errOther
	}
	for !r.closed(&a.node) {
		tok, arm := r.Peek(), r.arm.take()
		start := int32(tok.Pos.Offset)
		if tok.Type == tokIdent && !r.isArm(tok.Value) {
			return errOther
		}
		if err := arm.read(r); err != nil {
			return err
		}
		if !ends(r.Peek()) {
			return errOther
		}
		arm.setSpan(start, r.end())
		r.arms.push(arm)
	}
	a.Arms = r.arms.since(first)
	return nil
}

// isArm reports whether an arm starts with a word, which could be that of a
// statement.
func (r *reader) isArm(word string) bool {
	if word == "ok" || word == "fail" || word == "else" {
		return true
	}
	next := r.second()
	return next.Type == tokArrow || next.Value == "{" || next.Type == tokRange || next.Value == ","
}

func (r *reader) open(n *node) bool {
	n.Start = int32(r.start())
	return r.word("{")
}

// closed passes over newlines, and over the brace that closes the block if one
// follows.
func (r *reader) closed(n *node) bool {
	r.skip()
	if !r.word("}") {
		return false
	}
	n.End = r.end()
	return true
}

// A slab hands out room for nodes of one type, many of which take one
// allocation. It starts small: most scripts are.
type slab[T any] struct {
	room []T
	next int
}

const smallSlab, largeSlab = 4, 256

func (s *slab[T]) take() *T {
	if s.next == len(s.room) {
		s.grow()
	}
	s.next++
	return &s.room[s.next-1]
}

func (s *slab[T]) grow() {
	s.room, s.next = make([]T, min(max(smallSlab, 2*len(s.room)), largeSlab)), 0
}

// undo takes back the room for a node that is not there.
func (s *slab[T]) undo(node *T) *T {
	if s.next > 0 && node == &s.room[s.next-1] {
		s.next--
		var empty T
		*node = empty
	}
	return nil
}

// A list gathers parts of nodes, whose lists then have the length that they
// need. Those of a block in a block are gathered on top of those of the outer.
type list[T any] struct {
	stack []T
	room  []T
	size  int // of room, when it was made
}

func (l *list[T]) depth() int { return len(l.stack) }
func (l *list[T]) push(one T) { l.stack = append(l.stack, one) }

// since returns what was gathered above a depth.
func (l *list[T]) since(depth int) []T {
	n := len(l.stack) - depth
	if n == 0 {
		return nil
	}
	if n > len(l.room) {
		l.size = min(max(smallSlab, 2*l.size), largeSlab)
		l.room = make([]T, max(n, l.size))
	}
	part := l.room[:n:n]
	l.room = l.room[n:]
	copy(part, l.stack[depth:])
	clear(l.stack[depth:])
	l.stack = l.stack[:depth]
	return part
}

func (l *list[T]) clear() {
	clear(l.stack)
	l.stack = l.stack[:0]
}
