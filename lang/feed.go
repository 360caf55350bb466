package lang

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"
)

// A feeder hands out the tokens of a script and keeps the comments to itself:
// no grammar ever sees one.
type feeder struct {
	scanner
	total    int // tokens and comments
	comments []Comment
	gaps     []gap         // that are still to come
	held     []lexer.Token // to hand out before all others
	over     int           // what starts before it is left out
	room     room
}

// MaxTokens is how many words, values, marks, line ends and comments a script
// may have. Each takes up to half a kilobyte while it is worked on.
const MaxTokens = 12_000_000

// tooMany reports whether there are more.
func (f *feeder) tooMany() bool { return f.total > MaxTokens }

// next reads a token that is no comment. It knows nothing of gaps.
func (f *feeder) next(tok *lexer.Token) {
	for {
		f.scanner.next(tok)
		if tok.Type == lexer.EOF { // its method EOF copies a token
			return
		}
		if f.total++; f.tooMany() {
			f.off = len(f.text)
			continue
		}
		if tok.Type != tokComment {
			return
		}
		text := tok.Value
		for isBlank(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		f.comments = append(f.comments, Comment{Text: text, Start: int32(tok.Pos.Offset)})
	}
}

// atGap reports whether a gap comes before a token.
func (f *feeder) atGap(tok *lexer.Token) bool {
	return len(f.gaps) > 0 && tok.Pos.Offset >= int(f.gaps[0].Start)
}

// filled reads a token, from a gap if one comes before it.
func (f *feeder) filled() (tok lexer.Token) {
	for {
		if len(f.held) > 0 {
			tok, f.held = f.held[0], f.held[1:]
			return tok
		}
		f.next(&tok)
		switch {
		case f.atGap(&tok):
			f.fillGaps(tok)
		case tok.Pos.Offset >= f.over:
			return tok
		}
	}
}

// fillGaps holds what is to be written before a token or in place of it, and
// then the token.
func (f *feeder) fillGaps(tok lexer.Token) {
	for ; f.atGap(&tok); f.gaps = f.gaps[1:] {
		g := f.gaps[0]
		f.over = int(g.End)
		inner := newScanner(g.Text)
		for t, _ := inner.Next(); !t.EOF(); t, _ = inner.Next() {
			switch t.Value {
			case "{":
				f.depth++
			case "}":
				f.depth = max(f.depth-1, 0)
			}
			t.Pos.Offset = int(g.Start)
			f.held = append(f.held, t)
		}
	}
	if tok.Pos.Offset >= f.over {
		f.held = append(f.held, tok)
	}
}

// A bookmark is a place at depth 0 where a line starts, and what a feeder has seen
// before it.
type bookmark struct {
	off, total, comments int
	gaps                 []gap
}

// atLine reports whether what follows can be read without regard to what was
// read before.
func (f *feeder) atLine() bool {
	return f.depth == 0 && !f.paren && f.prev == tokEOL && len(f.held) == 0 && f.off >= f.over
}

// bookmark returns the place where the feeder is.
func (f *feeder) bookmark() bookmark { return bookmark{f.off, f.total, len(f.comments), f.gaps} }

// rewind goes back to a place.
func (f *feeder) rewind(to bookmark) {
	f.scanner = scanner{text: f.text, off: to.off, prev: tokEOL}
	f.total, f.comments, f.gaps, f.held, f.over = to.total, f.comments[:to.comments], to.gaps, nil, 0
}

// An excerpt is some lines of a script for participle, which wants all tokens
// that it may look at before it starts.
type excerpt struct {
	*feeder
	past  []lexer.Token // what stands before the lines
	given int           // how many tokens were handed out
	least int           // how many there are to be, and then up to the end of a line at depth 0
	more  int           // how many come behind that, for who looks ahead
	again bool          // the line before was wrong, too
	stop  int           // where another reader goes on
	whole bool          // it goes to the end of the script
	lines []lineStart   // where it can be left
}

// A lineStart is a place at depth 0 where a line starts, and the number of tokens before it.
type lineStart struct {
	cursor lexer.RawCursor
	bookmark
}

// How large an excerpt is at first, and at the most where line after line is
// wrong; and how far it goes on behind what is read. Nothing that looks for what
// is wrong looks so many tokens ahead: see maxWords.
const (
	firstExcerpt = 16
	largeExcerpt = 1024
	lookahead    = 64
)

// Next is for participle.
func (e *excerpt) Next() (tok lexer.Token, _ error) {
	switch {
	case e.given < len(e.past):
		tok = e.past[e.given]
	case e.more == 0:
		return lexer.EOFToken(lexer.Position{Offset: e.off}), nil
	default:
		if e.atLine() {
			e.lines = append(e.lines, lineStart{lexer.RawCursor(e.given), e.feeder.bookmark()})
		}
		if e.given >= e.least && (e.more < lookahead || e.atLine()) {
			e.more--
		}
		tok = e.filled()
		e.whole = tok.EOF()
	}
	e.given++
	return tok, nil
}

// grammar reads statements by the grammar, from a place on: as many as it takes to
// come to a line that may be right, and more where line after line is wrong. It
// returns them, and the tokens before the place where it leaves the feeder.
//
// What it returns is what the grammar makes of the whole script: where something
// is wrong, what stands around it can matter, so the grammar gets what stands
// before, and more than it reads.
func (f *feeder) grammar(from bookmark, of excerpt) ([]Stmt, []lexer.Token) {
	for least := of.least; ; least *= 2 {
		f.rewind(from)
		e := of
		e.feeder, e.least, e.more = f, least, lookahead
		lex := f.room.upgrade(&e)
		for range e.past {
			lex.Next()
		}
		stmts, to, found := e.statements(lex)
		switch {
		case found:
			f.rewind(to.bookmark)
			return stmts, slices.Clone(lex.Range(max(to.cursor-lookback, 0), to.cursor))
		case e.whole:
			return stmts, nil
		}
	}
}

// statements reads statements up to the next line, or where line after line is
// wrong up to a line behind one that is right, or the last line that is not too
// near to the end of the excerpt. It reports whether there is such a line; else
// it reads all.
func (e *excerpt) statements(lex *lexer.PeekingLexer) (stmts []Stmt, to lineStart, found bool) {
	limit := lexer.RawCursor(e.given - lookahead)
	if e.whole {
		limit = lexer.RawCursor(e.given)
	}
	good := 0
	for skipEOL(lex); !lex.Peek().EOF(); skipEOL(lex) {
		at := lex.RawCursor()
		if at > limit {
			break
		}
		for len(e.lines) > 0 && e.lines[0].cursor < at {
			e.lines = e.lines[1:]
		}
		if len(stmts) > 0 && len(e.lines) > 0 && e.lines[0].cursor == at {
			to, good, found = e.lines[0], len(stmts), true
			if _, bad := stmts[good-1].(*Bad); !bad || !e.again || lex.Peek().Pos.Offset >= e.stop {
				return stmts, to, true
			}
		}
		stmts = append(stmts, outermost(lex))
	}
	if e.whole && lex.Peek().EOF() {
		return stmts, to, false
	}
	return stmts[:good], to, found
}

// lookback is how many tokens before a line matter to what is wrong in it.
const lookback = 2

func upgrade(l lexer.Lexer) *lexer.PeekingLexer {
	lex, err := lexer.Upgrade(l)
	if err != nil {
		panic(err) // the scanner never fails
	}
	return lex
}

// A room holds the tokens of one excerpt after the other: nothing points to a
// token when its excerpt is read, and to make room for each would take more time
// than all else.
type room struct {
	lex    *lexer.PeekingLexer
	start  lexer.Checkpoint
	tokens []lexer.Token // those of lex
}

// upgrade is for an excerpt, which may not fit.
func (r *room) upgrade(e *excerpt) *lexer.PeekingLexer {
	if r.lex == nil {
		blank := &replayed{tokens: make([]lexer.Token, largeExcerpt/4)}
		r.lex = upgrade(blank)
		r.start = r.lex.MakeCheckpoint()
		r.tokens = r.lex.Range(0, largeExcerpt/4)
	}
	for i := range r.tokens {
		r.tokens[i], _ = e.Next()
		if r.tokens[i].EOF() {
			r.lex.LoadCheckpoint(r.start)
			return r.lex
		}
	}
	return upgrade(&replayed{tokens: slices.Clone(r.tokens), then: e})
}

// A replayed lexer hands out tokens that were read before, and then what follows
// them.
type replayed struct {
	tokens []lexer.Token
	then   lexer.Lexer // nil where nothing does
}

func (r *replayed) Next() (tok lexer.Token, _ error) {
	switch {
	case len(r.tokens) > 0:
		tok, r.tokens = r.tokens[0], r.tokens[1:]
		return tok, nil
	case r.then == nil:
		return lexer.EOFToken(lexer.Position{}), nil
	}
	return r.then.Next()
}
