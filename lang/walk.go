package lang

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// Walk calls enter for n and, where that returns true, for what is in it, in
// the order of the source. A key is a leaf.
func Walk(n Node, enter func(Node) bool) { WalkBoth(n, enter, nil) }

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
	case *Say, *Call, *Play, *Callback, *Connect, *Label, *Jump, *End:
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
	end := span.End
	Walk(s, func(n Node) bool {
		if b, ok := n.(blockNode); ok && end == span.End {
			end = b.asBlock().Start
		}
		return end == span.End
	})
	if end <= span.Start {
		return span
	}
	span.End = span.Start + int32(len(strings.TrimRight(f.Source.Text[span.Start:end], " \t\r\n")))
	return span
}
