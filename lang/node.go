package lang

import "github.com/flowc-lang/flowc/lang/source"

// A Node is a part of the tree: a *File, *Body, *Arms, *Arm, *Branches, *Else,
// *Argument, *Key, a pointer to a statement, or to a leaf: *Name, *Target,
// *Declared and the types of values.
//
// Each type says once, in its method parts, of which words and nodes it is
// made, in the order of the source. Walk, Print, Dump and the pass that
// attaches comments are all made from that, so that a new statement needs no
// line in any of them, and none can forget it.
type Node interface {
	// Span returns the bytes of the node in its file. That of a node that was
	// built, and not parsed, means nothing.
	Span() source.Span
	parts(p *parts)
}

// parts is handed the parts of a node. It goes into the nodes, with a function
// before and one behind each, and hands the rest to a maker, if there is one:
// a walk, which goes over millions of nodes, has none.
type parts struct {
	to    maker
	enter func(Node) bool
	leave func(Node)
}

// A maker makes something of the parts of nodes.
type maker interface {
	word(text string)  // a word of the language, or a leaf as written
	mark(m *mark)      // a mark that touches the word before it
	item(n noted)      // a part of a list in which lines can be broken
	open(b blockNode)  // the brace that opens a block,
	line(n lineNode)   // what stands in it,
	close(b blockNode) // and the brace that closes it
	bare(b *Body)      // the body of a file, whose braces are not written
}

func (p *parts) word(text string) {
	if p.to != nil {
		p.to.word(text)
	}
}

func (p *parts) mark(m *mark) {
	if p.to != nil {
		p.to.mark(m)
	}
}

// node goes into a part that stands in the line.
func (p *parts) node(n Node) {
	if !p.enter(n) {
		return
	}
	n.parts(p)
	if p.leave != nil {
		p.leave(n)
	}
}

// leaf is node for a part that has no nodes in it. Most have none, and a walk
// takes half as long where nobody looks into them.
func (p *parts) leaf(n Node) {
	if !p.enter(n) {
		return
	}
	if p.to != nil {
		n.parts(p)
	}
	if p.leave != nil {
		p.leave(n)
	}
}

// item and line take any node, as a walk does: to turn one kind of interface
// into another takes longer than the rest of a step.
func (p *parts) item(n Node) {
	if p.to == nil {
		p.node(n)
		return
	}
	p.to.item(n.(noted))
}

func (p *parts) stmt(s Stmt) {
	if p.to == nil {
		p.node(asNode(s))
		return
	}
	p.to.line(s)
}

func (p *parts) line(n Node) {
	if p.to == nil {
		p.node(n)
		return
	}
	p.to.line(n.(lineNode))
}

func (p *parts) bare(b *Body) {
	if p.to == nil {
		p.node(b)
		return
	}
	p.to.bare(b)
}

func (p *parts) open(b blockNode) {
	if p.to != nil {
		p.to.open(b)
	}
}

func (p *parts) close(b blockNode) {
	if p.to != nil {
		p.to.close(b)
	}
}

// What follows turns one kind of interface into another. To name the types that
// scripts have most of takes a fraction of the time of a look into the tables of
// the runtime, which is what the last line of each does.

// asNode returns a statement as a node.
func asNode(s Stmt) Node {
	switch s := s.(type) {
	case *Label:
		return s
	case *Say:
		return s
	case *Input:
		return s
	case *HTTP:
		return s
	case *Callback:
		return s
	case *Connect:
		return s
	case *Jump:
		return s
	}
	return s
}

// AsStmt returns the statement that a node is, or nil.
func AsStmt(n Node) Stmt {
	switch n := n.(type) {
	case *Label:
		return n
	case *Say:
		return n
	case *Input:
		return n
	case *HTTP:
		return n
	case *Callback:
		return n
	case *Connect:
		return n
	case *Jump:
		return n
	case *Target, *Key, *Branches, *Arms, *Arm, *Body,
		*TextValue, *Count, *Into, *URL, *PhoneNumber, *Entity, *DateValue, *TimeValue, *Zone:
		return nil
	}
	s, _ := n.(Stmt)
	return s
}

// AsValue returns the value that a node is, or nil.
func AsValue(n Node) *Value {
	switch n := n.(type) {
	case *TextValue:
		return &n.Value
	case *Count:
		return &n.Value
	case *Into:
		return &n.Value
	case *URL:
		return &n.Value
	case *PhoneNumber:
		return &n.Value
	case *Entity:
		return &n.Value
	case *DateValue:
		return &n.Value
	case *TimeValue:
		return &n.Value
	case *Zone:
		return &n.Value
	case *Target, *Key, *Branches, *Arms, *Arm, *Body:
		return nil
	}
	if leaf, ok := n.(interface{ AsValue() *Value }); ok {
		return leaf.AsValue()
	}
	return nil
}

// A mark is a punctuation mark. No space stands before it.
type mark struct {
	text  string
	glued bool // nor behind it
	free  bool // a line can be broken behind it
}

var (
	comma   = mark{text: ",", free: true}
	opening = mark{text: "(", free: true, glued: true}
	closing = mark{text: ")"}
	slash   = mark{text: "/", glued: true}
	dots    = mark{text: "..", glued: true}
	colon   = mark{text: ":"}

	semicolon = mark{text: ";"}
)

// node is embedded in what covers more than one token.
type node struct {
	Start, End int32
}

func (n *node) Span() source.Span        { return source.Span{Start: n.Start, End: n.End} }
func (n *node) setSpan(start, end int32) { n.Start, n.End = start, end }

// closed reports whether the block that spans node has its closing brace.
func (n *node) closed() bool { return n.End >= 0 }

// line is embedded in what stands on lines of its own, unless its block is
// written on one line: statements and arms.
type line struct {
	node
	notes
	Blank bool // a blank line stands above it and the comments Above
}

func (l *line) asLine() *line { return l }

// Apart leaves a blank line above a statement or an arm, and the comments
// Above.
func (l *line) Apart() { l.Blank = true }

type lineNode interface {
	noted
	asLine() *line
}

// block is embedded in what has braces: Body and Arms.
type block struct {
	node
	notes
	OneLine bool // it is written on one line; so it is printed where that is allowed
}

func (b *block) asBlock() *block { return b }

type blockNode interface {
	noted
	asBlock() *block
	items() int
	short() bool // it can be printed on one line
}

// stmt is embedded in every statement.
type stmt struct{ line }

func (stmt) isStmt() {}

// outer is embedded in the statements that stand as deep as the labels of a
// body, and not under them: labels and declarations.
type outer struct{ stmt }

func (outer) isOuter() {}

// A Stmt is a statement: a setting, a declaration, a step, a label, a jump or
// an end. Each type that embeds stmt is one; a *Bad stands for one that did
// not parse.
type Stmt interface {
	lineNode
	Above(text string)
	Apart()
	setSpan(start, end int32)
	isStmt()
}
