package lang

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// A TokenKind says what a token is, as far as that can be seen without the
// tokens around it.
type TokenKind uint8

// The kinds of tokens.
const (
	NameToken     TokenKind = iota // a name, or a word of the language
	LabelToken                     // NAME:
	TextToken                      // "..." or """..."""
	NumberToken                    // a number, a date, a time, or a key with a hash
	ObjectToken                    // the object of a raw step
	OperatorToken                  // -> .. / = *
	MarkToken                      // { } ( ) , :
	EndToken                       // a newline that ends a statement, or ;
	CommentToken
	WrongToken // what no script has
)

// EachToken calls visit for each token of a text, in order, for who shows a text
// and need not know what it means.
func EachToken(text string, visit func(kind TokenKind, span source.Span)) {
	s := newScanner(text)
	for {
		var tok lexer.Token
		s.next(&tok)
		if tok.EOF() {
			return
		}
		visit(tokenKind(&tok), tokenSpan(&tok))
	}
}

func tokenKind(tok *lexer.Token) TokenKind {
	switch tok.Type {
	case tokIdent:
		return NameToken
	case tokLabelName:
		return LabelToken
	case tokText, tokLongText:
		return TextToken
	case tokNumber, tokDate, tokTime, tokHash:
		return NumberToken
	case tokJSON:
		return ObjectToken
	case tokRange, tokArrow:
		return OperatorToken
	case tokEOL:
		return EndToken
	case tokComment:
		return CommentToken
	case tokBreak:
		return MarkToken
	case tokPunct:
		switch tok.Value {
		case "/", "=", "*":
			return OperatorToken
		}
		return MarkToken
	}
	return WrongToken
}
