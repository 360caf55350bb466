package lang

import (
	"cmp"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Cursor is a place in a script that is being written. What stands there need
// not parse: it is made from the tokens before it, and nothing behind it matters.
type Cursor struct {
	File     *File
	Offset   int32
	In       Inside
	Word     source.Span // of the name that is being written, or of the inside of the text, as far as it goes
	Typed    string      // what of it stands before the offset
	Tokens   []Name      // the tokens of the statement or the arm up to the word; a closed block is one, {}
	Expected []Expected  // what may stand in place of the word; of a text, in place of the text
	Blocks   []Open      // that are open there, outermost first
}

// Inside says in what a cursor stands.
type Inside uint8

// What a cursor may stand in.
const (
	Code   Inside = iota
	Quotes        // a text
	Closed        // a comment, a number, or behind what nothing touches
)

// An Open is a block that is open.
type Open struct {
	Start  int32  // of its brace
	Tokens []Name // of what it belongs to, before it
	Arms   bool   // its lines are arms
	Test   bool   // its lines are those of a test
}

// Cursor returns the place of an offset.
func (f *File) Cursor(offset int32) *Cursor {
	offset = min(max(offset, 0), int32(len(f.Source.Text)))
	c := cursor{Cursor: Cursor{File: f, Offset: offset}}
	c.scan(f.start(offset))
	c.word()
	c.expect()
	c.Tokens = exported(c.list)
	for i, head := range c.heads {
		c.Blocks[i].Tokens = exported(head)
	}
	return &c.Cursor
}

func exported(list []lexer.Token) (names []Name) {
	for _, t := range list {
		names = append(names, Name{t.Value, int32(t.Pos.Offset)})
	}
	return names
}

// start returns where the last statement at depth 0 starts that does so before an
// offset.
func (f *File) start(offset int32) int {
	stmts := f.Body.Stmts
	i, _ := slices.BinarySearchFunc(stmts, offset, func(s Stmt, at int32) int { return cmp.Compare(s.Span().Start, at) })
	if i == 0 {
		return 0
	}
	return int(stmts[i-1].Span().Start)
}

// A cursor is the making of one.
type cursor struct {
	Cursor
	list  []lexer.Token   // of the statement, so far
	heads [][]lexer.Token // the lists of the blocks
	last  lexer.Token     // the last token, whatever it is
}

// scan goes over the tokens from the start of a statement up to the offset.
func (c *cursor) scan(from int) {
	text := c.File.Source.Text[:c.Offset]
	s := newScanner(text)
	s.off = max(s.off, min(from, len(text)))
	var tok lexer.Token
	broken := false // a line end stands where a parenthesis may follow
	for s.next(&tok); tok.Type != lexer.EOF; s.next(&tok) {
		if tok.Type == illegalHash && tok.Value[0] == '#' && c.amongArms() {
			s.off = tok.Pos.Offset + 1 // a key: what shows that is still to be written
			tok.Type, tok.Value = tokHash, text[tok.Pos.Offset:s.off]
			s.prev, s.last = tok.Type, tok.Value
		}
		before := c.last
		c.last = tok
		switch {
		case tok.Type == tokComment:
			continue
		case tok.Type == tokEOL && s.paren && tok.Value == "\n":
			broken = true
			continue
		case broken && tok.Value != ")", before.Type == tokBreak && isVerb(&tok) && tokenEnd(&tok) < len(text):
			c.list = nil
			s.paren = s.paren && !broken
		}
		broken = false
		c.token(tok)
	}
}

func (c *cursor) token(tok lexer.Token) {
	switch {
	case tok.Type == tokEOL:
		c.list = nil
	case tok.Value == "{":
		c.Blocks = append(c.Blocks, Open{Start: int32(tok.Pos.Offset), Arms: c.armsFollow(), Test: c.testFollows()})
		c.heads = append(c.heads, c.list)
		c.list = nil
	case tok.Value == "}" && len(c.Blocks) > 0:
		last := len(c.Blocks) - 1
		c.list = append(c.heads[last], lexer.Token{Value: blockMark, Type: tokPunct, Pos: lexer.Position{Offset: int(c.Blocks[last].Start)}})
		c.Blocks, c.heads = c.Blocks[:last], c.heads[:last]
	case tok.Type == tokLabelName && len(c.list) == 0 && !c.amongArms(): // a statement may follow
	default:
		c.list = append(c.list, tok)
	}
}

func (c *cursor) amongArms() bool { return len(c.Blocks) > 0 && c.Blocks[len(c.Blocks)-1].Arms }

// InTest reports whether the cursor stands among the lines of a test.
func (c *Cursor) InTest() bool { return len(c.Blocks) > 0 && c.Blocks[len(c.Blocks)-1].Test }

// production returns the production of the line, nil of none.
func (c *cursor) production() *production {
	switch {
	case c.amongArms():
		return arm
	case len(c.list) == 0:
		return nil
	case c.InTest():
		if verb := testVerbs()[c.list[0].Value]; verb != nil {
			return verb.production
		}
		return nil
	}
	if verb := verbs()[c.list[0].Value]; verb != nil {
		return verb.production
	}
	if c.list[0].Type == tokIdent {
		return invoke
	}
	return nil
}

// armsFollow reports whether a block holds arms. Where the head before it is
// wrong, it does if a block of the statement can.
func (c *cursor) armsFollow() bool {
	p := c.production()
	if p == nil {
		return false
	}
	expected := expectedOf(p, c.list)
	switch {
	case slices.Contains(expected, Expected{Leaf: ArmsLeaf}):
		return true
	case slices.Contains(expected, Expected{Leaf: BodyLeaf}):
		return false
	}
	return strings.Contains(p.ebnf(), ArmsLeaf)
}

// testFollows reports whether a block holds the lines of a test.
func (c *cursor) testFollows() bool {
	return len(c.list) > 0 && !c.amongArms() && !c.InTest() && c.list[0].Value == "test"
}

// word finds out in what the offset is.
func (c *cursor) word() {
	c.Word = source.Span{Start: c.Offset, End: c.Offset}
	tok, text := &c.last, c.File.Source.Text
	if tokenEnd(tok) != int(c.Offset) || tok.Value == "" {
		return
	}
	switch tok.Type {
	case tokIdent:
		c.Word.Start, c.Typed = int32(tok.Pos.Offset), tok.Value
		c.Word.End += int32(len(text[c.Offset:]) - len(strings.TrimLeft(text[c.Offset:], nameBytes)))
	case illegalText, illegalLongText:
		open := 1
		if tok.Type == illegalLongText {
			open = 3
		}
		if strings.Contains(tok.Value, "\n") && open == 1 {
			c.In = Closed
			return
		}
		c.In, c.Word.Start = Quotes, int32(tok.Pos.Offset+open)
		c.Typed = tok.Value[open:]
		whole := scanner{text: text, off: tok.Pos.Offset}
		if kind := whole.scan(); kind == tokText || kind == tokLongText {
			c.Word.End = int32(whole.off - open)
		}
	case tokPunct, tokBreak, tokArrow, tokEOL, tokLabelName, tokRange:
		return
	default:
		c.In = Closed
		return
	}
	if n := len(c.list); n > 0 && c.list[n-1].Pos.Offset == tok.Pos.Offset {
		c.list = c.list[:n-1]
	}
}

// expect finds out what may stand there.
func (c *cursor) expect() {
	switch p := c.production(); {
	case c.In == Closed:
	case p != nil:
		c.Expected = expectedOf(p, c.list)
		c.zone(p)
	case len(c.list) == 0 && c.InTest():
		c.Expected = []Expected{{Leaf: TestLineLeaf}}
	case len(c.list) == 0:
		c.Expected = []Expected{{Leaf: StatementLeaf}}
	}
}

// zone takes Asia/Kol for one word, where a time zone may stand.
func (c *cursor) zone(p *production) {
	n, at := len(c.list), int(c.Word.Start)
	for n > 1 && c.list[n-1].Value == "/" && tokenEnd(&c.list[n-1]) == at && c.list[n-2].Type == tokIdent && tokenEnd(&c.list[n-2]) == at-1 {
		n, at = n-2, c.list[n-2].Pos.Offset
	}
	if n == len(c.list) || !slices.Contains(expectedOf(p, c.list[:n]), Expected{Leaf: "Zone"}) {
		return
	}
	c.Expected, c.list = []Expected{{Leaf: "Zone"}}, c.list[:n]
	c.Word.Start, c.Typed = int32(at), c.File.Source.Text[at:c.Offset]
}
