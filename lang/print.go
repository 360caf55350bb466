package lang

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// Print returns the script in the canonical layout. The file must have parsed
// without findings.
//
// Statements are printed from the tree; comments are merged in by their place
// in the source. Since a newline can stand only between statements and behind
// {, ( and comma, these are the only places where one can be.
func Print(file *File) []byte {
	p := &printer{text: file.Source.Text, comments: file.Comments, prev: 0}
	p.out.Grow(len(p.text) + len(p.text)/8)
	p.body(&file.Body, 0)
	end := int32(len(p.text))
	p.commentsBefore(end, last)
	p.newline(end)
	return bytes.TrimLeft(p.out.Bytes(), "\n")
}

type printer struct {
	out      bytes.Buffer
	text     string    // the source
	comments []Comment // that are still to print

	prev   int32 // where in the source the last printed token ends
	column int   // in the source, of the last statement
	depth  int   // of that statement in the layout
	base   int   // depth of the labels of the current body
	under  int   // depth of its statements
	glue   bool  // no space before the next word
	fresh  bool  // behind an opening brace: no blank line
}

// newline ends the line that is being printed, with the comment that stands
// behind it, if that is before offset.
func (p *printer) newline(before int32) {
	if n := p.out.Len(); n == 0 || p.out.Bytes()[n-1] == '\n' {
		return
	}
	if len(p.comments) > 0 && p.comments[0].Start < before && !p.newlineIn(p.prev, p.comments[0].Start) {
		p.space()
		p.comment()
	}
	p.out.WriteByte('\n')
}

func (p *printer) comment() {
	c := p.comments[0]
	p.comments = p.comments[1:]
	p.out.WriteString(c.Text)
	p.prev = c.Start + int32(len(c.Text))
}

func (p *printer) newlineIn(from, to int32) bool {
	return from < to && strings.IndexByte(p.text[from:to], '\n') >= 0
}

// start begins the line of what starts at offset in the source: it ends the
// line before, keeps one blank line where the source has some, and indents.
func (p *printer) start(offset int32, depth int) {
	p.newline(offset)
	if !p.fresh && offset > p.prev && strings.Count(p.text[p.prev:offset], "\n") > 1 {
		p.out.WriteByte('\n')
	}
	p.fresh = false
	p.indent(depth)
	p.glue = true
}

func (p *printer) indent(depth int) {
	for range depth {
		p.out.WriteString("  ")
	}
}

// last stands for the end of a body, in front of which comments belong to what
// stands before them.
const last = -1

// commentsBefore prints the comments before offset that stand on lines of
// their own. They go with what follows them at some depth; but where a blank
// line lies between, or nothing follows, with what is before them: as deep as
// that, or deeper or less deep as they stand in the source.
func (p *printer) commentsBefore(offset int32, depth int) {
	p.newline(offset)
	for len(p.comments) > 0 && p.comments[0].Start < offset {
		at := depth
		if depth == last || !p.leadsTo(offset) {
			switch column := columnOf(p.text, p.comments[0].Start); {
			case column > p.column:
				at = p.under
			case column == p.column:
				at = p.depth
			default:
				at = p.base
			}
		}
		p.start(p.comments[0].Start, at)
		p.comment()
		p.newline(offset)
	}
}

// leadsTo reports whether the next comment belongs to what starts at offset:
// no blank line stands between them.
func (p *printer) leadsTo(offset int32) bool {
	end := p.comments[0].Start
	for _, c := range p.comments {
		if c.Start >= offset {
			break
		}
		if strings.Count(p.text[end:c.Start], "\n") > 1 {
			return false
		}
		end = c.Start + int32(len(c.Text))
	}
	return strings.Count(p.text[end:offset], "\n") <= 1
}

func columnOf(text string, offset int32) int {
	return int(offset) - strings.LastIndexByte(text[:offset], '\n') - 1
}

func (p *printer) space() {
	if n := p.out.Len(); n > 0 && p.out.Bytes()[n-1] != ' ' && p.out.Bytes()[n-1] != '\n' {
		p.out.WriteByte(' ')
	}
}

// word prints a word of a statement behind a space.
func (p *printer) word(text string) {
	if !p.glue {
		p.out.WriteByte(' ')
	}
	p.glue = false
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	p.out.WriteString(text)
}

// tight prints a word without a space before it.
func (p *printer) tight(text string) {
	p.glue = true
	p.word(text)
}

// item prints a word that follows a comma or an opening parenthesis, behind
// the comments that stand between.
func (p *printer) item(start int32, text string, depth int) {
	p.breakFor(start, depth)
	p.word(text)
	p.prev = start + int32(len(text))
}

// breakFor breaks the line for the comments before offset.
func (p *printer) breakFor(offset int32, depth int) {
	for broken := false; len(p.comments) > 0 && p.comments[0].Start < offset; broken = true {
		switch {
		case broken:
		case p.newlineIn(p.prev, p.comments[0].Start):
			p.newline(offset)
			p.indent(depth + 1)
		default:
			p.space()
		}
		p.comment()
		p.out.WriteByte('\n')
		p.indent(depth + 1)
		p.glue = true
	}
}

// body prints the statements of a block, without its braces.
func (p *printer) body(b *Body, depth int) {
	under, base := p.under, p.base
	p.under, p.base = depth, depth
	p.column, p.depth = -1, depth
	for _, s := range b.Stmts {
		at := p.under
		switch s.(type) {
		case *Label:
			at = depth
		case *Let, *Param, *Use, *StepDecl:
			at = depth
		}
		span := s.Span()
		p.commentsBefore(span.Start, at)
		p.start(span.Start, at)
		p.statement(s, at)
		p.column, p.depth = columnOf(p.text, span.Start), at
		p.prev = max(p.prev, span.End)
		if _, ok := s.(*Label); ok {
			p.under = depth + 1
		}
	}
	if depth > 0 {
		p.commentsBefore(b.End-1, last)
		p.under, p.base = under, base
	}
}

// block prints a block in braces, on one line where it was written on one and
// holds one item.
func (p *printer) block(n *node, items int, inline bool, depth int, one func(), all func()) {
	p.word("{")
	p.prev = n.Start + 1
	switch {
	case items == 0 && !p.commentIn(n):
	case inline && items == 1:
		one()
	default:
		p.fresh = true
		all()
		p.newline(n.End)
		p.indent(depth)
		p.glue = true
	}
	p.fresh = false
	p.word("}")
	p.prev = n.End
}

func (p *printer) commentIn(n *node) bool {
	return len(p.comments) > 0 && p.comments[0].Start < n.End
}

func (p *printer) stmts(b *Body, depth int) {
	p.block(&b.node, len(b.Stmts), p.inlineBody(b), depth,
		func() { p.statement(b.Stmts[0], depth) },
		func() { p.body(b, depth+1) })
}

func (p *printer) arms(a *Arms, depth int) {
	p.block(&a.node, len(a.Arms), p.inlineArms(a), depth,
		func() { p.arm(a.Arms[0], depth) },
		func() {
			under, base := p.under, p.base
			p.under, p.base = depth+1, depth+1
			for _, arm := range a.Arms {
				p.commentsBefore(arm.Start, depth+1)
				p.start(arm.Start, depth+1)
				p.column, p.depth = -1, depth+1
				p.arm(arm, depth+1)
				p.prev = max(p.prev, arm.End)
			}
			p.commentsBefore(a.End-1, depth+1)
			p.under, p.base = under, base
		})
}

// inlineBody reports whether a block stays on one line: it was on one, and
// holds one statement, whose blocks stay on it too.
func (p *printer) inlineBody(b *Body) bool {
	return !p.newlineIn(b.Start, b.End) && (len(b.Stmts) == 0 || len(b.Stmts) == 1 && p.inline(b.Stmts[0]))
}

func (p *printer) inlineArms(a *Arms) bool {
	return !p.newlineIn(a.Start, a.End) &&
		(len(a.Arms) == 0 || len(a.Arms) == 1 && (a.Arms[0].Body == nil || p.inlineBody(a.Arms[0].Body)))
}

func (p *printer) inline(s Stmt) bool {
	inline := true
	Walk(s, func(n any) bool {
		switch n := n.(type) {
		case *Body:
			inline = inline && p.inlineBody(n)
			return false
		case *Arms:
			inline = inline && p.inlineArms(n)
			return false
		}
		return inline
	})
	return inline
}

func (p *printer) arm(a *Arm, depth int) {
	for i, k := range a.Keys {
		if i > 0 {
			p.tight(",")
			p.prev = a.Keys[i-1].Span().End
		}
		text := k.From.Raw
		if k.To.Kind != NoValue {
			text += ".." + k.To.Raw
		}
		p.item(k.From.Start, text, depth)
	}
	if a.Text != nil {
		p.word(a.Text.Raw)
	}
	if a.Target != nil {
		p.word("->")
		p.word(a.Target.Text)
	}
	if a.Body != nil {
		p.stmts(a.Body, depth)
	}
}

func (p *printer) branches(b *Branches, depth int) {
	if b == nil {
		return
	}
	if b.Arms != nil {
		p.arms(b.Arms, depth)
		return
	}
	p.word("->")
	for i, t := range b.Targets {
		if i > 0 {
			p.tight("/")
			p.glue = true
		}
		p.word(t.Text)
	}
}

// statement prints one statement at depth.
func (p *printer) statement(s Stmt, depth int) {
	switch s := s.(type) {
	case *APISetting:
		p.words("api", s.Version.Text)
	case *CredentialSetting:
		p.word(s.Key)
		if s.Env != nil {
			p.words("env", s.Env.Text)
		} else {
			p.word(s.Value.Raw)
		}
	case *RecordSetting:
		p.words("record", s.Switch)
	case *PublishSetting:
		p.word("publish")
		if s.Method != "" {
			p.word(s.Method)
		}
		p.word(s.URL.Raw)
	case *Call:
		p.words("call", s.Number.Raw)
		p.from(s.From)
	case *Say:
		p.words("say", s.Text.Raw)
	case *Play:
		p.words("play", s.URL.Raw)
		if s.Saying != nil {
			p.words("saying", s.Saying.Raw)
		}
	case *Input:
		p.words("input", s.Count.Raw)
		p.into(s.Into)
		p.branches(s.Branches, depth)
	case *HTTP:
		p.words(s.Method, s.URL.Raw)
		p.branches(s.Branches, depth)
	case *Callback:
		p.words("callback", s.Entity.Raw, "at", s.Date.Raw, s.Time.Raw, s.Zone.Raw)
	case *Connect:
		p.words("connect", s.Number.Raw)
		p.from(s.From)
	case *Raw:
		p.words("raw", s.Object.Raw)
		p.branches(s.Branches, depth)
	case *Invoke:
		p.invoke(s, depth)
	case *Menu:
		p.word("menu")
		if s.URL != nil {
			p.words("play", s.URL.Raw)
		} else {
			p.word(s.Text.Raw)
		}
		if s.Each != nil {
			p.words("each", s.Each.Raw)
		}
		p.into(s.Into)
		p.arms(&s.Arms, depth)
	case *Try:
		p.words("try", s.Count.Raw, "times")
		p.stmts(&s.Body, depth)
		switch {
		case s.Else == nil:
		case s.Else.Target != nil:
			p.words("else", "->", s.Else.Target.Text)
		default:
			p.word("else")
			p.stmts(s.Else.Body, depth)
		}
	case *Label:
		p.word(s.Name.Text + ":")
	case *Jump:
		p.words("->", s.Target.Text)
	case *End:
		p.word("end")
	case *Let:
		p.words("let", s.Name.Text, "=", s.Value.Raw)
	case *Param:
		p.words("param", s.Name.Text)
		if s.Default != nil {
			p.words("=", s.Default.Raw)
		}
	case *Use:
		p.words("use", s.Path.Raw)
	case *StepDecl:
		p.declaration(s, depth)
	default:
		panic(fmt.Sprintf("unexpected %T", s))
	}
}

func (p *printer) words(words ...string) {
	for _, w := range words {
		p.word(w)
	}
}

func (p *printer) from(n *PhoneNumber) {
	if n != nil {
		p.words("from", n.Raw)
	}
}

func (p *printer) into(n *Into) {
	if n != nil {
		p.words("into", n.Raw)
	}
}

func (p *printer) invoke(s *Invoke, depth int) {
	p.word(s.Name.Text)
	for i, a := range s.Args {
		start, text := a.Value.Start, a.Value.Raw
		if a.Param != nil {
			start, text = a.Param.Start, a.Param.Text+": "+text
		}
		if i > 0 {
			p.tight(",")
			p.prev = s.Args[i-1].Value.Span().End
		}
		p.item(start, text, depth)
	}
	p.branches(s.Branches, depth)
}

func (p *printer) declaration(s *StepDecl, depth int) {
	p.words("step", s.Name.Text)
	p.tight("(")
	p.glue = true
	p.prev = s.Name.Span().End
	for i, param := range s.Params {
		if i > 0 {
			p.tight(",")
			p.prev = s.Params[i-1].Span().End
		}
		p.item(param.Start, param.Text, depth)
	}
	close := s.Body.Start
	if len(s.Exits) > 0 {
		close = s.Exits[0].Start
	}
	p.breakFor(close, depth)
	p.tight(")")
	for i, e := range s.Exits {
		if i == 0 {
			p.word("->")
		} else {
			p.tight("/")
			p.glue = true
		}
		p.word(e.Text)
	}
	p.stmts(&s.Body, depth)
}

// Format returns the canonical layout of a script, or what is wrong with it.
func Format(src *source.File) ([]byte, *File) {
	file := Parse(src)
	if len(file.Findings(nil)) > 0 {
		return nil, file
	}
	return append([]byte{}, Print(file)...), file
}
