package lang

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Findings returns what is wrong with the text of the file, whatever it
// means. declared says whether a word is a step of the author's own that
// another file brings in: a line that does not parse is called an unknown
// statement only where it is not. The steps are names that may have been meant.
//
// A brace that is missing makes what follows it look wrong. So inside a block
// that is not closed, which is the finding then, nothing more is said about
// structure; and elsewhere only the first such finding is kept, up to the
// closing brace that is left over.
func (f *File) Findings(declared func(name string) bool, steps ...string) diag.List {
	var list diag.List
	lost := false // behind a finding about structure
	named := map[string]*diag.Finding{}
	for _, e := range f.Errors {
		if first := named[e.Name]; first != nil {
			if e.Fix != nil && len(first.Fixes) > 0 {
				first.Fixes[0].Edits = append(first.Fixes[0].Edits, e.Fix.edit(f))
			}
			continue
		}
		switch {
		case e.verb != "" && declared != nil && declared(e.verb):
		case e.Word != nil && (declared == nil || !declared(e.Word.Text)):
			list.Add(f.finding(f.UnknownStatement(*e.Word, steps)))
		case !e.structure:
			finding := list.Add(f.finding(e))
			if e.Name != "" {
				named[e.Name] = finding
			}
		case !e.muted && !lost:
			list.Add(f.finding(e))
			lost = !e.leftOver
		case e.leftOver:
			lost = false
		}
	}
	return list
}

// errorsIn returns all that is wrong with the text of a file, also what
// follows from a bigger mistake, and where a brace is missing if the layout
// shows it. Where the statements are whole, only texts can be wrong.
func errorsIn(f *File, whole bool) ([]*SyntaxError, *gap) {
	c := collector{file: f, texts: strings.IndexByte(f.Source.Text, '\\') >= 0 || strings.IndexByte(f.Source.Text, '$') >= 0}
	if whole && !c.texts {
		return nil, nil
	}
	c.walk.enter = c.enter
	c.body(&f.Body)
	return c.list, c.gap
}

// other is the finding for a file that is most likely something else: it is not
// named like a script, and most of its lines are none. It is nil for a script.
func (f *File) other() *SyntaxError {
	if strings.HasSuffix(f.Source.Name, ".flow") || strings.HasPrefix(f.Source.Name, "<") {
		return nil
	}
	right, wrong := 0, 0
	for _, s := range f.Body.Stmts {
		switch s.(type) {
		case *Bad:
			wrong++
		case *Label: // so is much that stands before a colon
		default:
			right++
		}
	}
	if wrong < 5 || wrong < right {
		return nil
	}
	return &SyntaxError{
		Code: Syntax, Message: "this does not look like the script of a call flow",
		Help: "name a .flow file: its lines start with words like say, input, get or connect",
	}
}

// declares reports whether the file declares a step.
func (c *collector) declares(name string) bool {
	if c.steps == nil {
		c.steps = map[string]bool{}
		for _, s := range c.file.Body.Stmts {
			if bad, ok := s.(*Bad); ok {
				s = bad.Stmt
			}
			if decl, ok := s.(*StepDecl); ok {
				c.steps[decl.Name.Text] = true
			}
		}
	}
	return c.steps[name]
}

// firstWord returns the word that a statement starts with, if it does.
func (f *File) firstWord(s Stmt) string {
	rest := f.Source.Text[s.Span().Start:]
	return rest[:len(rest)-len(strings.TrimLeft(rest, nameBytes))]
}

// finding turns what is wrong with a statement into a finding.
func (f *File) finding(e *SyntaxError) *diag.Finding {
	at := source.Place{File: f.Source, Span: e.Span}
	finding := e.Code.At(at, "%s", e.Message)
	finding.Help = e.Help
	if e.Fix != nil {
		finding.Mend(e.Help, e.Fix.edit(f))
	}
	return finding
}

func (x *Fix) edit(f *File) diag.Edit {
	return diag.Edit{Place: source.Place{File: f.Source, Span: x.Span}, NewText: x.Text}
}

// A collector gathers the errors of a tree.
type collector struct {
	file  *File
	list  []*SyntaxError
	steps map[string]bool // that the file declares
	walk  parts           // one for all nodes
	texts bool            // some text may have an escape or a constant in it
	muted bool            // inside a block that is not closed
	other bool            // inside a block of another language
	gap   *gap            // the first brace that is missing, if the layout shows where
}

func (c *collector) add(e *SyntaxError) {
	if c.other {
		return
	}
	e.muted = c.muted
	c.list = append(c.list, e)
}

// block collects from the statements of a block. It is the block's owner that
// calls it, so that the outermost of several open blocks is the one named.
func (c *collector) block(n blockNode, collect func()) {
	before, block := c.muted, n.asBlock()
	if !block.closed() && !before && !swallowed(n) {
		c.add(c.unclosed(n))
	}
	c.muted = before || !block.closed()
	collect()
	c.muted = before
}

// unclosed is the finding for a block that is not closed. Where the layout tells
// it, that is the block inside whose closing brace is missing: what stands in a
// block stands deeper than the line that opens it, and its brace does not stand
// less deep.
func (c *collector) unclosed(outermost blockNode) *SyntaxError {
	l := layoutOf(c.file)
	WalkBoth(outermost, l.enter, l.leave)
	e := &SyntaxError{Code: Syntax, Message: "this { is never closed", Help: "close it with }", open: true}
	start := outermost.asBlock().Start
	if l.found != nil {
		start = l.found.start
		e.Message = fmt.Sprintf("this { is not closed before line %d", 1+strings.Count(l.text[:l.at], "\n"))
		if c.gap == nil {
			c.gap = &gap{Fix{source.Span{Start: l.at - 1, End: l.at - 1}, "\n}\n"}, e}
		}
	}
	e.Span = source.Span{Start: start, End: start + 1}
	return e
}

// A layout finds the first block that is not closed where its lines say so.
type layout struct {
	*File
	text  string
	open  []opened
	found *opened
	at    int32 // where the line starts before which it should be closed
}

// An opened is a block whose end is still to come.
type opened struct {
	start  int32 // of the brace
	column int   // of its line
	line   int32 // where that starts
	deeper bool  // something stands deeper in it
}

func layoutOf(f *File) *layout { return &layout{File: f, text: f.Source.Text} }

// line returns where the line of an offset starts, and in which column.
func (l *layout) line(offset int32) (start int32, column int) {
	line, start := l.Source.Line(offset)
	return start, len(line) - len(strings.TrimLeft(line, " \t"))
}

func (l *layout) enter(n Node) bool {
	switch n := n.(type) {
	case blockNode:
		start := n.asBlock().Start
		from, column := l.line(start)
		l.open = append(l.open, opened{start: start, column: column, line: from})
	case lineNode:
		start := n.asLine().Start
		from, column := l.line(start)
		if l.found != nil || int(start-from) != column || len(l.open) == 0 {
			break // something stands before it on its line
		}
		if in := &l.open[len(l.open)-1]; topLevel(n) || column > in.column {
			in.deeper = true
		}
		l.shallow(from, func(b *opened) bool { return column <= b.column })
	}
	return l.found == nil
}

// topLevel reports whether a statement is a declaration that stands in no block.
func topLevel(n Node) bool {
	switch n.(type) {
	case *StepDecl, *TestDecl:
		return true
	}
	return false
}

func (l *layout) leave(n Node) {
	block, ok := n.(blockNode)
	if !ok {
		return
	}
	if end := block.asBlock().End - 1; l.found == nil && end >= 0 {
		if from, column := l.line(end); int(end-from) == column {
			l.shallow(from, func(b *opened) bool { return column < b.column && b.start == block.asBlock().Start })
		}
	}
	l.open = l.open[:len(l.open)-1]
}

// shallow finds the innermost open block for which a line is not deep enough. A
// file in which nothing stands deeper has no layout that would tell.
func (l *layout) shallow(line int32, ends func(b *opened) bool) {
	for i := len(l.open) - 1; i >= 0; i-- {
		if b := l.open[i]; line > b.line && ends(&b) {
			if b.deeper || i > 0 && l.open[i-1].deeper {
				l.found, l.at = &b, line
			}
			return
		}
	}
}

// swallowed reports whether a text that is not closed took the brace that
// closes a block with it.
func swallowed(block Node) bool {
	found := false
	Walk(block, func(n Node) bool {
		if bad, ok := n.(*Bad); ok && bad.Err.swallows {
			found = true
		}
		return !found
	})
	return found
}

func (c *collector) body(b *Body) {
	for _, s := range b.Stmts {
		c.node(s)
	}
}

func (c *collector) arms(a *Arms) {
	for _, arm := range a.Arms {
		c.node(arm)
	}
	for _, b := range a.Bad {
		c.node(b)
	}
}

func (c *collector) bad(b *Bad) {
	label := b.Err.Name != "" && b.Err.Fix != nil && strings.HasSuffix(b.Err.Fix.Text, ":")
	if b.Verb != nil && !label && !c.declares(b.Verb.Text) && !c.declares(b.Err.Name) {
		if b.Err.Word = b.Verb; c.gap == nil && !c.other {
			c.gap = c.file.instead(*b.Verb)
		}
	}
	first := c.file.firstWord(b)
	if Reserved(first, StepName) {
		b.Err.verb = first
	}
	if c.add(b.Err); b.Err.leads != nil && c.gap == nil && !c.other {
		c.gap = &gap{*b.Err.leads, b.Err}
	}
	other := c.other
	defer func() { c.other = other }()
	c.other = other || b.Err.foreign || verbs()[first] == nil && foreign(first)
	if b.Stmt != nil {
		c.node(b.Stmt)
	}
	if b.Arm != nil {
		c.node(b.Arm)
	}
	if b.Branches != nil {
		c.node(b.Branches)
	}
	if b.Body != nil {
		muted := c.muted
		// A stray brace that is never closed has been named.
		c.muted = muted || b.Err.structure && b.Body.Start == b.Err.Start
		c.node(b.Body)
		c.muted = muted
	}
}

// node collects from a part of the tree.
func (c *collector) node(n Node) { c.walk.node(n) }

func (c *collector) enter(n Node) bool {
	switch n := n.(type) {
	case *Body:
		c.block(n, func() { c.body(n) })
		return false
	case *Arms:
		c.block(n, func() { c.arms(n) })
		return false
	case *Transcript:
		c.block(n, func() {
			for _, line := range n.Lines {
				c.node(line)
			}
		})
		return false
	case *Bad:
		c.bad(n)
		return false
	case interface{ AsValue() *Value }:
		c.text(n.AsValue())
	case *Key:
		c.text(&n.From)
	}
	return c.texts || !Simple(n)
}

// text collects what is wrong inside a text.
func (c *collector) text(v *Value) {
	if v.said != nil {
		for _, err := range v.said.errs {
			c.add(err)
		}
	}
}

// payload returns what is wrong with a JSON text that is taken for a script.
func payload(text string) *SyntaxError {
	const blanks = " \t\r\n"
	rest := strings.TrimLeft(strings.TrimPrefix(text, byteOrderMark), blanks)
	if !strings.HasPrefix(rest, "{") && !strings.HasPrefix(rest, "[") {
		return nil
	}
	if next := strings.TrimLeft(rest[1:], blanks); next == "" || !strings.ContainsRune(`"{[]}`, rune(next[0])) {
		return nil
	}
	at := int32(len(text) - len(rest))
	return &SyntaxError{
		Code: Syntax, Span: source.Span{Start: at, End: at + 1},
		Message: "this is JSON, and no script",
		Help:    "flowc check says what is wrong with a payload whose name ends with .json, and flowc decompile makes a script of it",
	}
}

// encoding returns what is wrong with the bytes of a text. Nothing else is
// said of such a file: what is no text has a mistake on every line.
func encoding(text string) *SyntaxError {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return &SyntaxError{
			Code: Syntax, Span: source.Span{Start: int32(i), End: int32(i) + 1},
			Message: "this file is not text: it has a NUL byte",
			Help:    "a script is a UTF-8 text",
		}
	}
	if utf8.ValidString(text) {
		return payload(text)
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return &SyntaxError{
					Code: Syntax, Span: source.Span{Start: int32(i), End: int32(i) + 1},
					Message: "this file is not UTF-8: a byte here is no character",
					Help:    "save the file as UTF-8",
				}
			}
		}
	}
	panic("an invalid text without an invalid byte")
}
