package lang

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// maxWords is how many tokens are looked at for a text without quotes. An excerpt
// of the script holds more.
const maxWords = lookahead - 16

// wordsOn returns what stands on the line from the token before the next one on,
// as far as more says that a token belongs to it. It is nil where that are more
// words than somebody forgets to put into quotes.
func wordsOn(lex *lexer.PeekingLexer, more func(before, tok *lexer.Token) bool) *Fix {
	at := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(at)
	last := back(lex, 1)
	start := last.Pos.Offset
	var b strings.Builder
	b.WriteString(last.Value)
	for tok, n := lex.Peek(), 0; !tok.EOF() && tok.Value != "\n" && more(&last, tok); tok, n = lex.Peek(), n+1 {
		if n == maxWords {
			return nil
		}
		b.WriteString(strings.Repeat(" ", tok.Pos.Offset-tokenEnd(&last)))
		b.WriteString(tok.Value)
		last = *lex.Next()
	}
	return &Fix{source.Span{Start: int32(start), End: int32(tokenEnd(&last))}, b.String()}
}

// together returns what touches the token before the next one.
func together(lex *lexer.PeekingLexer) *Fix {
	return wordsOn(lex, func(last, tok *lexer.Token) bool { return touch(last, tok) && tok.Value != ";" })
}

// unquoted returns the text that starts with the token before the next one, where
// that is a text without quotes: a sentence starts with a capital, as no name of a
// constant does that words stand behind. It is nil elsewhere.
func unquoted(lex *lexer.PeekingLexer) *Fix {
	head, first := back(lex, 2), back(lex, 1)
	if first.Type != tokIdent || ends(lex.Peek()) && lex.Peek().Value != ";" || first.Value[0] < 'A' || first.Value[0] > 'Z' ||
		!slices.Contains([]string{"say", "menu", "saying", "hear"}, head.Value) {
		return nil
	}
	quotes := false
	text := wordsOn(lex, func(_, tok *lexer.Token) bool {
		quotes = quotes || isText(tok)
		return tok.Value != "{" && tok.Value != "}" && tok.Type != tokArrow && !quotes
	})
	if text == nil {
		return nil
	}
	// One that a statement follows is a constant.
	if word := lex.Peek(); quotes || text.Text == first.Value || isVerb(word) && !strings.ContainsAny(text.Text, ",.!?") {
		return nil
	}
	return text
}

// unquoted looks for a text without quotes, and passes over it.
func (s *slipping) unquoted() bool {
	text := unquoted(s.lex)
	if text == nil {
		return false
	}
	s.pass(text)
	s.says("put it into quotes", "a text stands in quotes")
	if said := strings.TrimSuffix(text.Text, `"`); !strings.ContainsAny(said, "\"\\$") {
		s.err.Write(`"` + said + `"`)
	}
	return true
}
