package lang

import (
	"cmp"
	"slices"
	"strings"
)

// A Comment runs from // to the end of its line.
type Comment struct {
	Text  string // from the slashes on, without white space at the end
	Start int32
	Blank bool // a blank line stands above it; not said of what is Above
	Deep  bool // one of Below, as deep as the statements under a label
}

// Comments are those that belong to one node, by where they stand: around a
// statement, an arm, or a part of a list, which are an argument, a key, a
// parameter, and the name of a step in front of its parameters; or in a block.
type Comments struct {
	Above  []Comment // on lines of their own above it
	Behind *Comment  // on the line where it ends, behind a comma or parenthesis too; of a block, behind its opening brace
	Below  []Comment // on lines of their own below it, apart from what follows
	Inside []Comment // of a block, in it and apart from what follows; of what did not parse, anywhere in it
}

// notes is embedded in what comments can belong to.
type notes struct {
	Comments *Comments // nil where there are none
}

func (n *notes) own() *notes { return n }

type noted interface {
	Node
	own() *notes
}

// made returns the comments of a node, to add one.
func (n *notes) made() *Comments {
	if n.Comments == nil {
		n.Comments = &Comments{}
	}
	return n.Comments
}

// Comments returns the comments of the file in the order of the source.
func (f *File) Comments() (list []*Comment) {
	EachComment(f, func(_ Node, c *Comment) { list = append(list, c) })
	return list
}

// EachComment calls visit for each comment in n, in the order of the source,
// and the node that it belongs to.
func EachComment(n Node, visit func(n Node, c *Comment)) {
	all := func(n Node, list []Comment) {
		for i := range list {
			visit(n, &list[i])
		}
	}
	behind := func(n Node, c *Comments) {
		if c.Behind != nil {
			visit(n, c.Behind)
		}
	}
	WalkBoth(n, func(n Node) bool {
		if c := CommentsOf(n); c != nil {
			all(n, c.Above)
			if _, ok := n.(blockNode); ok {
				behind(n, c)
				all(n, c.Inside)
			}
		}
		return true
	}, func(n Node) {
		c := CommentsOf(n)
		if _, ok := n.(blockNode); !ok && c != nil {
			all(n, c.Inside)
			behind(n, c)
			all(n, c.Below)
		}
	})
}

// CommentsOf returns the comments of one node, nil where it has none.
func CommentsOf(n Node) *Comments {
	if n, ok := n.(noted); ok {
		return n.own().Comments
	}
	return nil
}

// attach gives each comment of a script to the node that it belongs to, and
// notes where blank and broken lines stood, so that nobody needs the text to
// print the tree.
//
// The grammar never sees a comment. This pass goes over the tree in the order
// of the source, beside the list of comments, and takes those that stand
// before each node that it comes to. A comment ends its line, and a newline
// can stand only between statements and arms, behind {, ( and comma, and
// before } and ). So in a script that parses, a comment stands in one of four
// places:
//
//   - on the line of what ends before it: Behind that statement, arm or part of
//     a list, or Behind the block whose brace was opened;
//   - on lines of its own in a block. Comments go with what follows them, and
//     are Above that; but where a blank line lies between, or nothing follows,
//     with what is before them, and are Below that, or Inside the block where
//     nothing is;
//   - on lines of its own in a list: Above the part that follows;
//   - there, before the closing parenthesis: Below the last part.
//
// How deep a comment that is Below stands follows from its column and that of
// the statement before it, and can be one of two places only: as deep as
// labels, or as the statements under them.
//
// Where a statement did not parse, comments can stand anywhere. What is left
// before the next node that takes comments is Above that, and what is left at
// the end of a node is Inside it: none is lost, and their order is kept.
//
// It reports whether all statements did parse, and all blocks are closed.
func attach(f *File, list []Comment) (whole bool) {
	a := attacher{text: f.Source.Text, comments: list, whole: true}
	a.to, a.enter, a.leave = &a, a.stray, a.rest
	f.parts(&a.parts)
	return a.whole
}

type attacher struct {
	parts
	text     string
	comments []Comment // still to attach
	prev     int32     // where the last token or comment ends
	within   []within  // the blocks around
	listed   noted     // the part of a list before, in the statement that is at hand
	whole    bool      // so far
}

// within is an open block.
type within struct {
	block blockNode
	end   int32    // of what is in it
	last  lineNode // the last statement or arm
}

func (a *attacher) word(string) {}
func (a *attacher) mark(*mark)  {}

func (a *attacher) newlines(from, to int32) int {
	if from >= to {
		return 0
	}
	return strings.Count(a.text[from:to], "\n")
}

// next returns the next comment if it stands before offset.
func (a *attacher) next(offset int32) *Comment {
	if len(a.comments) > 0 && a.comments[0].Start < offset {
		return &a.comments[0]
	}
	return nil
}

// take takes the first n comments.
func (a *attacher) take(n int) []Comment {
	taken := a.comments[:n:n]
	a.comments = a.comments[n:]
	for i := range taken {
		taken[i].Blank = a.newlines(a.prev, taken[i].Start) > 1
		a.prev = taken[i].Start + int32(len(taken[i].Text))
	}
	return taken
}

// until returns how many comments stand before offset.
func (a *attacher) until(offset int32) int {
	n, _ := slices.BinarySearchFunc(a.comments, offset, func(c Comment, offset int32) int {
		return cmp.Compare(c.Start, offset)
	})
	return n
}

// behind takes the comment before offset that stands on the line of n.
func (a *attacher) behind(n noted, offset int32) {
	if c := a.next(offset); c != nil && a.newlines(a.prev, c.Start) == 0 && n.own().made().Behind == nil {
		n.own().Comments.Behind = &a.take(1)[0]
	}
}

// bare goes over the body of the file.
func (a *attacher) bare(b *Body) {
	b.End = int32(len(a.text))
	b.parts(&a.parts)
}

func (a *attacher) open(b blockNode) {
	block := b.asBlock()
	if len(a.within) == 0 { // the file
		a.within = append(a.within, within{block: b, end: block.End})
		return
	}
	w := within{block: b, end: a.within[len(a.within)-1].end}
	a.whole = a.whole && block.closed()
	if block.closed() {
		w.end = block.End - 1
		block.OneLine = strings.IndexByte(a.text[block.Start:block.End], '\n') < 0
	}
	a.prev, a.listed = block.Start+1, nil
	a.within = append(a.within, w)
}

func (a *attacher) line(n lineNode) {
	w := &a.within[len(a.within)-1]
	l := n.asLine()
	l.Blank = a.gap(w, l.Start, n)
	if !Simple(n) || a.next(l.End) != nil {
		if _, bad := n.(*Bad); bad {
			a.whole = false
		}
		a.prev, a.listed = l.Start, nil
		n.parts(&a.parts)
		w = &a.within[len(a.within)-1]
		a.rest(n)
		a.listed = nil
	}
	w.last, a.prev = n, max(a.prev, l.End)
}

func (a *attacher) close(b blockNode) {
	w := &a.within[len(a.within)-1]
	a.gap(w, w.end, nil)
	a.within = a.within[:len(a.within)-1]
	a.prev, a.listed = max(a.prev, b.asBlock().End), nil
}

// gap takes the comments of a block before offset, where next starts or, where
// that is nil, the block ends. It reports whether a blank line stands above
// next and its comments.
func (a *attacher) gap(w *within, offset int32, next lineNode) (blank bool) {
	if a.next(offset) == nil {
		return a.newlines(a.prev, offset) > 1
	}
	switch {
	case w.last != nil:
		a.behind(w.last, offset)
	case len(a.within) > 1: // a file has no brace
		a.behind(w.block, offset)
	}
	n := a.until(offset)
	apart := n
	for end := offset; next != nil && apart > 0 && a.newlines(a.end(apart-1), end) <= 1; apart-- {
		end = a.comments[apart-1].Start
	}
	a.apart(w, apart)
	if n == apart {
		return a.newlines(a.prev, offset) > 1
	}
	above := a.take(n - apart)
	blank, above[0].Blank = above[0].Blank, false
	next.own().made().Above = above
	return blank
}

// apart gives the first n comments to what stands before them in a block.
func (a *attacher) apart(w *within, n int) {
	if n == 0 {
		return
	}
	if w.last == nil {
		w.block.own().made().Inside = a.take(n)
		return
	}
	column := a.column(w.last.asLine().Start)
	_, outer := w.last.(interface{ isOuter() })
	below := a.take(n)
	for i := range below {
		at := a.column(below[i].Start)
		below[i].Deep = at > column || at == column && !outer
	}
	w.last.own().made().Below = below
}

// end returns where a comment ends.
func (a *attacher) end(i int) int32 {
	return a.comments[i].Start + int32(len(a.comments[i].Text))
}

func (a *attacher) column(offset int32) int {
	return int(offset) - strings.LastIndexByte(a.text[:offset], '\n') - 1
}

// item takes the comments before a part of a list.
func (a *attacher) item(n noted) {
	span := n.Span()
	if a.listed != nil {
		a.behind(a.listed, span.Start)
		if b := breaks(n); b != nil {
			*b = a.newlines(a.prev, span.Start) > 0
		}
	}
	if i := a.until(span.Start); i > 0 {
		n.own().made().Above = a.take(i)
	}
	n.parts(&a.parts)
	a.prev = max(a.prev, span.End)
	a.listed = n
}

// stray takes what stands before a node that is behind a list, or in a
// statement that did not parse.
func (a *attacher) stray(n Node) bool {
	if len(a.comments) == 0 {
		return true
	}
	start := n.Span().Start
	if a.next(start) == nil {
		return true
	}
	if a.listed != nil {
		a.behind(a.listed, start)
		if n := a.until(start); n > 0 {
			own := a.listed.own().made()
			own.Below = append(own.Below, a.take(n)...)
		}
	} else if n, ok := n.(noted); ok {
		own := n.own().made()
		own.Above = append(own.Above, a.take(a.until(start))...)
	}
	return true
}

// rest takes what is left in a statement that did not parse.
func (a *attacher) rest(n Node) {
	if len(a.comments) == 0 || a.next(n.Span().End) == nil {
		return
	}
	if n, ok := n.(noted); ok {
		own := n.own().made()
		own.Inside = append(own.Inside, a.take(a.until(n.Span().End))...)
	}
}
