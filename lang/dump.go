package lang

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Dump writes a tree for tests and for people who look for a mistake in it: a
// line for each node, with its type, its words in the order in which they are
// written, a _ for each node among them, and what it knows of the layout.
// Comments and the nodes follow, two spaces deeper. With spans, each line ends
// with the bytes that the node spans.
func Dump(w io.Writer, n Node, spans bool) error {
	d := dumper{spans: spans}
	d.to, d.enter = &d, d.child
	d.dump(n, 0)
	_, err := w.Write(d.out.Bytes())
	return err
}

// A dumper collects the words and the nodes of one node before it goes into
// those.
type dumper struct {
	parts
	out   bytes.Buffer
	spans bool
	words []string
	nodes []Node
}

func (d *dumper) word(text string) { d.words = append(d.words, text) }
func (d *dumper) mark(m *mark)     { d.words = append(d.words, m.text) }
func (d *dumper) item(n noted)     { d.child(n) }
func (d *dumper) open(blockNode)   {}
func (d *dumper) line(n lineNode)  { d.nodes = append(d.nodes, n) }
func (d *dumper) close(blockNode)  {}
func (d *dumper) bare(b *Body)     { d.nodes = append(d.nodes, b) }

func (d *dumper) child(n Node) bool {
	d.words = append(d.words, "_")
	d.nodes = append(d.nodes, n)
	return false
}

func (d *dumper) dump(n Node, depth int) {
	d.words, d.nodes = nil, nil
	n.parts(&d.parts)
	nodes := d.nodes
	d.indent(depth)
	d.out.WriteString(strings.TrimPrefix(fmt.Sprintf("%T", n), "*lang."))
	for _, w := range append(d.words, facts(n)...) {
		if w != "" { // as a leaf is that did not parse
			d.out.WriteString(" " + strings.ReplaceAll(w, "\n", `\n`))
		}
	}
	if d.spans {
		span := n.Span()
		fmt.Fprintf(&d.out, " %d-%d", span.Start, span.End)
	}
	d.out.WriteByte('\n')
	if c := CommentsOf(n); c != nil {
		d.comments(c, depth+1)
	}
	for _, n := range nodes {
		d.dump(n, depth+1)
	}
}

// facts returns what a node knows beside its words.
func facts(n Node) (list []string) {
	add := func(is bool, fact string) {
		if is {
			list = append(list, "["+fact+"]")
		}
	}
	switch n := n.(type) {
	case *Bad:
		add(true, n.Err.Message)
		for _, name := range n.Words {
			add(true, "passed over "+name.Text)
		}
	case *Argument, *Given:
		add(*breaks(n), "broken")
	case interface{ AsValue() *Value }:
		v := n.AsValue()
		if v.said == nil {
			break
		}
		for _, p := range v.said.parts {
			add(p.Name.Text != "", "names "+p.Name.Text)
			add(p.Name.Text == "", fmt.Sprintf("says %q", p.Text))
		}
		for _, err := range v.said.errs {
			add(true, err.Message)
		}
	}
	if b, ok := n.(blockNode); ok {
		add(b.asBlock().OneLine, "one line")
		add(!b.asBlock().closed(), "not closed")
	}
	if l, ok := n.(lineNode); ok {
		add(l.asLine().Blank, "blank")
	}
	return list
}

func (d *dumper) comments(c *Comments, depth int) {
	d.group("above", c.Above, depth)
	if c.Behind != nil {
		d.group("behind", []Comment{*c.Behind}, depth)
	}
	d.group("below", c.Below, depth)
	d.group("inside", c.Inside, depth)
}

func (d *dumper) group(where string, list []Comment, depth int) {
	for _, c := range list {
		d.indent(depth)
		d.out.WriteString(where + " " + c.Text)
		if c.Blank {
			d.out.WriteString(" [blank]")
		}
		if c.Deep {
			d.out.WriteString(" [deep]")
		}
		if d.spans {
			fmt.Fprintf(&d.out, " %d", c.Start)
		}
		d.out.WriteByte('\n')
	}
}

func (d *dumper) indent(depth int) { d.out.WriteString(strings.Repeat("  ", depth)) }
