package lang

import "github.com/flowc-lang/flowc/lang/source"

// A File is a parsed script. It is whole whatever the text is: what did not
// parse is a *Bad among the statements.
type File struct {
	Source *source.File // nil where the file was built
	Body   Body         // its braces are not written
	Errors []*SyntaxError
}

// Span returns the bytes of the file.
func (f *File) Span() source.Span {
	if f.Source == nil {
		return source.Span{}
	}
	return source.Span{End: int32(len(f.Source.Text))}
}

func (f *File) parts(p *parts) { p.bare(&f.Body) }

// A Body is a block of statements. End is -1 where it is not closed.
type Body struct {
	block
	Stmts []Stmt
}

func (b *Body) items() int { return len(b.Stmts) }

// short allows one statement, or one and then a jump or an end.
func (b *Body) short() bool {
	if len(b.Stmts) != 2 {
		return len(b.Stmts) < 2
	}
	if _, label := b.Stmts[0].(*Label); label {
		return false
	}
	switch b.Stmts[1].(type) {
	case *Jump, *End:
		return true
	}
	return false
}

func (b *Body) parts(p *parts) {
	p.open(b)
	for _, s := range b.Stmts {
		p.stmt(s)
	}
	p.close(b)
}

// Arms is a block of arms. End is -1 where it is not closed.
type Arms struct {
	block
	Arms []*Arm
	Bad  []*Bad // what stands among the arms and is none
}

func (a *Arms) items() int { return len(a.Arms) + len(a.Bad) }

func (a *Arms) short() bool { return a.items() < 2 }

func (a *Arms) parts(p *parts) {
	p.open(a)
	bad := a.Bad
	for _, arm := range a.Arms {
		for len(bad) > 0 && bad[0].Start < arm.Start {
			p.line(bad[0])
			bad = bad[1:]
		}
		p.line(arm)
	}
	for _, b := range bad {
		p.line(b)
	}
	p.close(a)
}

// Arm is one outcome, or several that go the same way.
type Arm struct {
	line
	Keys   []Key   `parser:"@@ ( ',' @@ )*"`
	Text   *Spoken `parser:"@@?"`
	Target *Target `parser:"( '->' @@"`
	Body   *Body   `parser:"| @@ )"`
}

func (a *Arm) parts(p *parts) {
	for i := range a.Keys {
		if i > 0 {
			p.mark(&comma)
		}
		p.item(&a.Keys[i])
	}
	if a.Text != nil {
		p.leaf(a.Text)
	}
	if a.Target != nil {
		p.word("->")
		p.leaf(a.Target)
	}
	if a.Body != nil {
		p.node(a.Body)
	}
}

// Branches say where the call goes from a step: targets by position, or a
// block of arms.
type Branches struct {
	Targets []Target `parser:"'->' @@ ( '/' @@ )*"`
	Arms    *Arms    `parser:"| @@"`
}

// Span returns the bytes of the targets or of the block.
func (b *Branches) Span() (span source.Span) {
	switch n := len(b.Targets); {
	case b.Arms != nil:
		return b.Arms.Span()
	case n > 0:
		span.Start, span.End = b.Targets[0].Start, b.Targets[n-1].Span().End
	}
	return span
}

func (b *Branches) parts(p *parts) {
	for i := range b.Targets {
		if i == 0 {
			p.word("->")
		} else {
			p.mark(&slash)
		}
		p.leaf(&b.Targets[i])
	}
	if b.Arms != nil {
		p.node(b.Arms)
	}
}

// Argument is a value handed to a step of the author's own.
type Argument struct {
	notes
	Broken bool       // the line is broken before it
	Param  *ParamName `parser:"@@?"`
	Value  AnyValue   `parser:"@@"`
}

// Span returns the bytes from the name of the parameter, if it is written, to
// the end of the value.
func (a *Argument) Span() source.Span {
	span := a.Value.Span()
	if a.Param != nil {
		span.Start = a.Param.Start
	}
	return span
}

func (a *Argument) parts(p *parts) {
	if a.Param != nil {
		p.leaf(a.Param)
	}
	p.leaf(&a.Value)
}

// breaks returns whether the line is broken before a part of a list, nil of one
// before which it never is.
func breaks(n Node) *bool {
	switch n := n.(type) {
	case *Argument:
		return &n.Broken
	case *Given:
		return &n.Broken
	}
	return nil
}

// Else is where the call goes when all attempts have failed.
type Else struct {
	Target *Target `parser:"'->' @@"`
	Body   *Body   `parser:"| @@"`
}

// Span returns the bytes of the target or of the body.
func (e *Else) Span() source.Span {
	switch {
	case e.Target != nil:
		return e.Target.Span()
	case e.Body != nil:
		return e.Body.Span()
	}
	return source.Span{}
}

func (e *Else) parts(p *parts) {
	if e.Target != nil {
		p.word("->")
		p.leaf(e.Target)
	}
	if e.Body != nil {
		p.node(e.Body)
	}
}

// A Bad is a statement that did not parse, with as much of it as did.
type Bad struct {
	stmt
	Err      *SyntaxError
	Verb     *Name     // the word that is no statement, if that is what is wrong
	Stmt     Stmt      // what stands before the mistake, where that is a statement
	Branches *Branches // the branches of a statement that has none, or whose head is wrong
	Body     *Body     // the body of a statement whose head is wrong
	Arm      *Arm      // an arm that stands where a statement should
	Words    []Name    // the names in the part that was passed over
}

func (b *Bad) parts(p *parts) {
	if b.Stmt != nil {
		p.node(b.Stmt)
	}
	if b.Arm != nil {
		p.node(b.Arm)
	}
	if b.Branches != nil {
		p.node(b.Branches)
	}
	if b.Body != nil {
		p.node(b.Body)
	}
}
