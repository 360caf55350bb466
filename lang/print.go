package lang

import (
	"fmt"
	"io"
	"strings"
)

// Print writes a node in the canonical layout, whether it was parsed or built:
// a file, statements and arms on lines of their own with their comments,
// anything else as it stands in its line. What did not parse can't be printed.
func Print(w io.Writer, n Node) error {
	p := newPrinter(n)
	if p.err != nil {
		return p.err
	}
	_, err := w.Write(p.out)
	return err
}

// Sprint returns the layout of a node that did parse.
func Sprint(n Node) string {
	p := newPrinter(n)
	if p.err != nil {
		panic(p.err)
	}
	return string(p.out)
}

// Lines print a file statement by statement, for those that are too large to have
// all of their trees at once.
type Lines struct{ p *printer }

// NewLines returns what prints the statements of a file that has none yet.
func NewLines(f *File) *Lines {
	p := newPrinter(f)
	p.frames = append(p.frames, frame{})
	return &Lines{p}
}

// Add prints the next statement, which is built.
func (l *Lines) Add(s Stmt) { l.p.line(s) }

// String returns what was printed.
func (l *Lines) String() string { return string(l.p.out) }

// A printer lays out the parts of nodes. Since a newline can stand only
// between statements and behind {, ( and comma, these are the only places
// where a comment can be.
type printer struct {
	parts
	out     []byte
	err     error
	frames  []frame   // the blocks around
	depth   int       // of the line that is printed
	glue    bool      // no space before the next word
	apart   bool      // behind comments that belong to what is before them: a blank line
	fresh   bool      // behind an opening brace: no blank line
	wrapped bool      // the line was broken, and nothing stands on the next
	listed  *Comments // of the part of a list before, which go behind the mark that follows it
}

// A frame is a block that is being printed.
type frame struct {
	owner  int  // depth of the line where it starts
	base   int  // depth of its labels
	under  int  // depth of its statements
	inline bool // it stays on one line
	begun  bool // and something stands in it
}

func newPrinter(n Node) *printer {
	p := &printer{fresh: true, glue: true, frames: []frame{{}}}
	p.to, p.enter = p, p.parses
	if f, ok := n.(*File); ok && f.Source != nil {
		p.out = make([]byte, 0, len(f.Source.Text)+len(f.Source.Text)/8)
	}
	if n, ok := n.(lineNode); ok {
		p.line(n)
		return p
	}
	n.parts(&p.parts)
	return p
}

func (p *printer) newline() { p.out = append(p.out, '\n') }

// begin begins a line.
func (p *printer) begin(blank bool, depth int) {
	p.blank(blank)
	p.indent(depth)
}

// blank prints a blank line where there is one and may be one.
func (p *printer) blank(there bool) {
	if (there || p.apart) && !p.fresh {
		p.newline()
	}
	p.fresh, p.apart = false, false
}

func (p *printer) indent(depth int) {
	for range depth {
		p.out = append(p.out, "  "...)
	}
	p.glue = true
}

// wrap breaks the line inside a statement, unless it has just been.
func (p *printer) wrap() {
	if p.wrapped {
		return
	}
	p.newline()
	p.indent(p.depth + 1)
	p.wrapped = true
}

func (p *printer) comments(list []Comment, depth int) {
	for i := range list {
		p.begin(list[i].Blank, depth)
		p.out = append(p.out, list[i].Text...)
		p.newline()
	}
}

// behind prints the comment that ends a line.
func (p *printer) behind(c *Comments) {
	if c != nil && c.Behind != nil {
		p.out = append(p.out, ' ')
		p.out = append(p.out, c.Behind.Text...)
	}
}

func (p *printer) word(text string) {
	if p.listed != nil {
		p.flush()
	}
	if !p.glue {
		p.out = append(p.out, ' ')
	}
	p.glue, p.wrapped = false, false
	if strings.IndexByte(text, '\r') >= 0 {
		text = withoutReturns(text)
	}
	p.out = append(p.out, text...)
}

func (p *printer) mark(m *mark) {
	if p.listed != nil && !m.free {
		p.flush()
	}
	p.out = append(p.out, m.text...)
	p.glue, p.wrapped = m.glued, false
}

// flush prints the comments of the part of a list that was printed last.
func (p *printer) flush() {
	c := p.listed
	p.listed = nil
	if c.Behind != nil {
		p.behind(c)
		p.wrapped = false
		p.wrap()
	}
	p.among(c.Below)
}

// among prints comments of a list, each on a line of its own.
func (p *printer) among(list []Comment) {
	for i := range list {
		p.wrap()
		p.out = append(p.out, list[i].Text...)
		p.wrapped = false
		p.wrap()
	}
}

func (p *printer) item(n noted) {
	if p.listed != nil {
		p.flush()
	}
	c := n.own().Comments
	if c != nil {
		p.among(c.Above)
	}
	if b := breaks(n); b != nil && *b {
		p.wrap()
	}
	n.parts(&p.parts)
	p.listed = c
}

// parses notes where a node did not parse.
func (p *printer) parses(n Node) bool {
	bad, ok := n.(*Bad)
	if ok && p.err == nil {
		p.err = fmt.Errorf("what did not parse can't be printed: %w", bad.Err)
	}
	return !ok
}

func (p *printer) bare(b *Body) {
	p.frames = append(p.frames, frame{})
	if b.Comments != nil {
		p.comments(b.Comments.Inside, 0)
		p.apart = b.Comments.Inside != nil
	}
	for _, s := range b.Stmts {
		p.line(s)
	}
	p.frames = p.frames[:len(p.frames)-1]
}

// open opens a block. It stays on one line where it was written on one, and is
// short and holds no comment; an empty one always does.
func (p *printer) open(b blockNode) {
	p.word("{")
	c := b.own().Comments
	f := frame{owner: p.depth, base: p.depth + 1, under: p.depth + 1, inline: c == nil && b.items() == 0 || inline(b)}
	p.frames = append(p.frames, f)
	if f.inline {
		return
	}
	p.behind(c)
	p.newline()
	p.fresh = true
	if c != nil {
		p.comments(c.Inside, f.base)
		p.apart = c.Inside != nil
	}
}

func (p *printer) close(blockNode) {
	f := p.frames[len(p.frames)-1]
	p.frames = p.frames[:len(p.frames)-1]
	p.depth, p.fresh, p.apart = f.owner, false, false
	if !f.inline {
		p.indent(f.owner)
	}
	p.word("}")
}

// inline reports whether a block stays on one line, with the blocks in it.
func inline(b blockNode) bool {
	if !b.asBlock().OneLine {
		return false
	}
	fits := true
	Walk(b, func(n Node) bool {
		switch n := n.(type) {
		case blockNode:
			fits = fits && (n.items() == 0 || n.short() && n.asBlock().OneLine)
		case *Argument, *Given:
			fits = fits && !*breaks(n)
		}
		fits = fits && CommentsOf(n) == nil
		return fits
	})
	return fits
}

// line prints a statement or an arm with its comments.
func (p *printer) line(n lineNode) {
	if !p.parses(n) {
		return
	}
	at := len(p.frames) - 1
	if f := &p.frames[at]; f.inline {
		if f.begun {
			p.mark(&semicolon)
		}
		f.begun = true
		n.parts(&p.parts)
		return
	}
	l := n.asLine()
	p.depth = p.frames[at].under
	if _, ok := n.(interface{ isOuter() }); ok {
		p.depth = p.frames[at].base
	}
	blank := l.Blank
	if l.Comments != nil && len(l.Comments.Above) > 0 {
		p.blank(blank)
		p.comments(l.Comments.Above, p.depth)
		blank = false
	}
	p.begin(blank, p.depth)
	n.parts(&p.parts)
	p.end(l.Comments)
	if _, ok := n.(*Label); ok {
		p.frames[at].under = p.frames[at].base + 1
	}
	if l.Comments != nil {
		p.below(l.Comments.Below, &p.frames[at])
	}
}

// end ends the line of a statement or an arm, with the comment that stands
// behind it. One behind its last argument gets there first.
func (p *printer) end(c *Comments) {
	last := p.listed
	p.listed = nil
	if last == nil || last.Behind == nil && last.Below == nil {
		p.behind(c)
		p.newline()
		return
	}
	p.behind(last)
	p.newline()
	p.comments(last.Below, p.depth+1)
	if c != nil && c.Behind != nil {
		p.comments([]Comment{*c.Behind}, p.depth)
	}
}

// below prints the comments below a statement or an arm.
func (p *printer) below(list []Comment, f *frame) {
	for i := range list {
		depth := f.base
		if list[i].Deep {
			depth = f.under
		}
		p.comments(list[i:i+1], depth)
		p.apart = i == len(list)-1
	}
}

// withoutReturns takes carriage returns away from the ends of lines, all of
// them: one that was left would be taken away the next time.
func withoutReturns(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines[:len(lines)-1] {
		lines[i] = strings.TrimRight(lines[i], "\r")
	}
	return strings.Join(lines, "\n")
}
