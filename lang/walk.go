package lang

import (
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/lang/source"
)

// Walk calls enter for n and, where that returns true, for what is in it, in
// the order of the source. A key is a leaf. It allocates for the walk, not for
// each node: who has many statements walks over all of them at once.
func Walk(n Node, enter func(Node) bool) { WalkBoth(n, enter, nil) }

// WalkAll is Walk for a list of statements.
func WalkAll(stmts []Stmt, enter func(Node) bool) {
	p := parts{enter: enter}
	for _, s := range stmts {
		p.node(asNode(s))
	}
}

// WalkBoth is Walk and calls leave behind what is in a node, for each whose
// enter returned true.
func WalkBoth(n Node, enter func(Node) bool, leave func(Node)) {
	p := parts{enter: enter, leave: leave}
	p.node(n)
}

// Simple reports whether a node is a statement of a few words, with no block in
// it. A walk that is about statements need not look into it.
func Simple(n Node) bool {
	switch n := n.(type) {
	case *Say, *Call, *Play, *Callback, *Connect, *Label, *Jump, *End,
		*Hear, *Press, *ExpectCall, *ExpectConnect, *ExpectCallback, *ExpectHTTP, *ExpectRaw, *ExpectEnd, *ExpectExit:
		return true
	case *HTTP:
		return n.Branches == nil || n.Branches.Arms == nil
	case *Arm:
		return n.Body == nil
	}
	return false
}

// Head returns the part of a statement before its block, without the white
// space between them.
func (f *File) Head(s Stmt) source.Span {
	span := s.Span()
	if _, bad := s.(*Bad); bad || Simple(s) {
		return span
	}
	end := firstBlock(s)
	if end <= span.Start {
		return span
	}
	span.End = span.Start + int32(len(strings.TrimRight(f.Source.Text[span.Start:end], " \t\r\n")))
	return span
}

// Outside returns what of a statement or an arm stands outside of the blocks in
// it that its layout breaks into lines: its head, and what is behind each.
func Outside(n Node) []source.Span {
	rest := n.Span()
	var spans []source.Span
	Walk(n, func(in Node) bool {
		b, ok := in.(blockNode)
		if !ok {
			return true
		}
		if inner := b.Span(); !inline(b) {
			spans = append(spans, source.Span{Start: rest.Start, End: inner.Start + 1})
			rest.Start = inner.End - 1
			if !b.asBlock().closed() {
				rest.Start = rest.End
			}
		}
		return false
	})
	return append(spans, rest)
}

// A finder looks for the first block in a node. The head of every step can be
// asked for; so finders are used again.
type finder struct {
	parts
	block blockNode
}

var finders = sync.Pool{New: func() any {
	f := &finder{}
	f.enter = f.find
	return f
}}

func (f *finder) find(n Node) bool {
	if b, ok := n.(blockNode); ok && f.block == nil {
		f.block = b
	}
	return f.block == nil
}

// firstBlock returns where the first block in a statement starts, or -1.
func firstBlock(s Stmt) int32 {
	f := finders.Get().(*finder)
	defer finders.Put(f)
	f.block = nil
	f.node(s)
	if f.block == nil {
		return -1
	}
	at := f.block.asBlock().Start
	f.block = nil
	return at
}
