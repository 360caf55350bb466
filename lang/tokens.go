package lang

import "github.com/alecthomas/participle/v2/lexer"

// tokens are what a leaf is read from: the list of tokens that participle goes
// over, or the reader.
type tokens interface {
	Peek() *lexer.Token // the next token
	Next() *lexer.Token // passes over it
	second() *lexer.Token
	before() *lexer.Token // the zero token at the start
}

// listed are the tokens of participle.
type listed struct{ *lexer.PeekingLexer }

func (l listed) second() *lexer.Token { return second(l.PeekingLexer) }

func (l listed) before() *lexer.Token {
	tok := back(l.PeekingLexer, 1)
	return &tok
}

// second returns the token after the next one.
func second(lex *lexer.PeekingLexer) *lexer.Token {
	return nth(lex, 1)
}

// nth returns the token that stands n behind the next one.
func nth(lex *lexer.PeekingLexer, n int) *lexer.Token {
	at := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(at)
	for range n {
		lex.Next()
	}
	return lex.Peek()
}
