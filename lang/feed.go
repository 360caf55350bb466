package lang

import (
	"runtime"
	"sync"

	"github.com/alecthomas/participle/v2/lexer"
)

// A feeder hands out the tokens of a script up to the end of a statement at
// depth 0, as if the file ended there, and keeps the comments to itself: the
// grammar never sees one.
type feeder struct {
	*scanner
	tokens   int // since the last cut
	total    int // and comments
	done     bool
	comments []Comment
	gaps     []gap         // that are still to come
	held     []lexer.Token // to hand out before all others
	over     int           // what starts before it is left out
}

// MaxTokens is how many words, values, marks, line ends and comments a script
// may have. Each takes up to half a kilobyte while it is worked on.
const MaxTokens = 12_000_000

// tooMany reports whether there are more.
func (f *feeder) tooMany() bool { return f.total > MaxTokens }

func (f *feeder) Next() (lexer.Token, error) {
	if len(f.held) > 0 {
		return f.release(), nil
	}
	if f.tokens >= chunk && f.depth == 0 && !f.paren && f.prev == tokEOL {
		return lexer.EOFToken(lexer.Position{Offset: f.off}), nil
	}
	for {
		tok, err := f.scanner.Next()
		if !tok.EOF() {
			if f.total++; f.tooMany() {
				f.off = len(f.text)
				continue
			}
		}
		switch {
		case tok.Type == tokComment:
			text := tok.Value
			for isBlank(text[len(text)-1]) {
				text = text[:len(text)-1]
			}
			f.comments = append(f.comments, Comment{Text: text, Start: int32(tok.Pos.Offset)})
			continue
		case len(f.gaps) > 0 && tok.Pos.Offset >= int(f.gaps[0].Start):
			f.fillGaps(tok)
			if len(f.held) > 0 {
				return f.release(), nil
			}
			continue
		case tok.Pos.Offset < f.over:
			continue
		case tok.EOF():
			f.done = true
		}
		f.tokens++
		return tok, err
	}
}

// release hands out a token that was held back.
func (f *feeder) release() lexer.Token {
	tok := f.held[0]
	f.held = f.held[1:]
	f.tokens++
	f.done = tok.EOF()
	return tok
}

// fillGaps holds what is to be written before a token or in place of it, and
// then the token.
func (f *feeder) fillGaps(tok lexer.Token) {
	for ; len(f.gaps) > 0 && tok.Pos.Offset >= int(f.gaps[0].Start); f.gaps = f.gaps[1:] {
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

// chunk is how many tokens participle gets at once, at the least: it keeps
// all tokens that it is given, and those of a large script take more room
// than its tree.
const chunk = 2048

// statements reads all statements. The chunks of a script are independent:
// while one is cut into tokens, those before it are parsed.
func (f *feeder) statements() []Stmt {
	first := f.chunk()
	if f.done {
		return statements(first)
	}
	type job struct {
		lex   *lexer.PeekingLexer
		room  *room // of lex; nil where it has tokens of its own
		stmts []Stmt
	}
	workers := runtime.GOMAXPROCS(0)
	jobs := make(chan *job, workers)
	free := make(chan *room, 2*workers)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for j := range jobs {
				j.stmts = statements(j.lex)
				j.lex = nil
				if j.room != nil {
					free <- j.room
				}
			}
		})
	}
	order := []*job{{lex: first}}
	jobs <- order[0]
	for made := 0; !f.done; {
		if made < cap(free) {
			free <- newRoom()
			made++
		}
		j := &job{room: <-free}
		if j.lex = f.fill(j.room); j.lex != &j.room.lex {
			free <- j.room
			j.room = nil
		}
		order = append(order, j)
		jobs <- j
	}
	close(jobs)
	wait.Wait()
	total := 0
	for _, j := range order {
		total += len(j.stmts)
	}
	all := make([]Stmt, 0, total)
	for _, j := range order {
		all = append(all, j.stmts...)
	}
	return all
}

// chunk cuts the next statements into tokens.
func (f *feeder) chunk() *lexer.PeekingLexer {
	f.tokens = 0
	return upgrade(f)
}

func upgrade(l lexer.Lexer) *lexer.PeekingLexer {
	lex, err := lexer.Upgrade(l)
	if err != nil {
		panic(err) // the scanner never fails
	}
	return lex
}

// A room holds the tokens of one chunk after the other: nothing points to a
// token when its chunk is parsed, and to make room for each would take more
// time and memory than all else that reads a large script.
type room struct {
	lex    lexer.PeekingLexer
	start  lexer.Checkpoint
	tokens []lexer.Token // those of lex
}

func newRoom() *room {
	blank := &blanks{n: chunk + chunk/2}
	r := &room{lex: *upgrade(blank)}
	r.start = r.lex.MakeCheckpoint()
	r.tokens = r.lex.Range(0, lexer.RawCursor(chunk+chunk/2+1))
	return r
}

// blanks are tokens to be replaced.
type blanks struct{ n int }

func (b *blanks) Next() (lexer.Token, error) {
	if b.n--; b.n < 0 {
		return lexer.EOFToken(lexer.Position{}), nil
	}
	return lexer.Token{Type: tokEOL}, nil
}

// fill is chunk into a room. Where the room is too small, for a statement of
// thousands of tokens, it returns a lexer with tokens of its own.
func (f *feeder) fill(r *room) *lexer.PeekingLexer {
	f.tokens = 0
	for i := range r.tokens {
		tok, _ := f.Next()
		r.tokens[i] = tok
		if tok.EOF() {
			r.lex.LoadCheckpoint(r.start)
			return &r.lex
		}
	}
	return upgrade(&replayed{tokens: r.tokens, then: f})
}

// A replayed lexer hands out tokens that were read before, and then what
// follows them.
type replayed struct {
	tokens []lexer.Token
	then   lexer.Lexer
}

func (r *replayed) Next() (lexer.Token, error) {
	if len(r.tokens) == 0 {
		return r.then.Next()
	}
	tok := r.tokens[0]
	r.tokens = r.tokens[1:]
	return tok, nil
}
