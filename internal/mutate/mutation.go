package main

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
)

// A mutation is one small change to one file.
type mutation struct {
	pkg        *pkg
	file       *file
	fn         string // the function, as parser.next; the name of a variable outside
	op         string
	nth        int // among those that read the same in the function, from 1
	start, end int // the bytes that are replaced
	text       string
	from, to   string         // what is replaced and by what, on one line
	pos        token.Position // of what is replaced
	at         token.Position // of the statement that a profile counts; not valid outside functions
}

// key names a mutation by what it is rather than by its line, so that neither
// the sample nor the accepted ones move with the code around.
func (m *mutation) key() string {
	op := m.op
	if m.nth > 1 {
		op = fmt.Sprintf("%s/%d", op, m.nth)
	}
	return fmt.Sprintf("%s %s %s %s %s => %s", m.pkg.path, filepath.Base(m.file.path), m.fn, op, m.from, m.to)
}

// id is short enough to type.
func (m *mutation) id() string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(m.key())))[:10]
}

func (m *mutation) place() string {
	return fmt.Sprintf("%s/%s:%d", m.pkg.path, filepath.Base(m.file.path), m.pos.Line)
}

// source returns the file with the mutation in it.
func (m *mutation) source() string {
	return string(m.file.text[:m.start]) + m.text + string(m.file.text[m.end:])
}

// compiles says whether the mutated package is one. Asking go/types takes
// milliseconds, and the compiler seconds.
func (m *mutation) compiles(mod *module) bool {
	tree, err := parser.ParseFile(mod.fset, m.file.path, m.source(), parser.SkipObjectResolution)
	return err == nil && m.pkg.check(mod, m.file, tree, nil) == nil
}

// find collects the mutations of the package, in the order of its text.
func (p *pkg) find(mod *module) error {
	p.info = types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	if err := p.check(mod, nil, nil, &p.info); err != nil {
		return err
	}
	seen := map[string]int{}
	for _, f := range p.files {
		if ast.IsGenerated(f.tree) {
			continue
		}
		ast.PreorderStack(f.tree, nil, func(n ast.Node, stack []ast.Node) bool {
			s := site{n, stack, f, &p.info}
			for _, op := range operators {
				text, ok := op.mutate(s)
				if !ok {
					continue
				}
				m := s.mutation(mod.fset, p, op.name, text)
				same := m.key()
				seen[same]++
				m.nth = seen[same]
				p.found = append(p.found, m)
			}
			return true
		})
	}
	return nil
}

// mutation describes the replacement of the node by a text.
func (s site) mutation(fset *token.FileSet, p *pkg, op, text string) *mutation {
	m := &mutation{pkg: p, file: s.file, fn: "-", op: op, text: text, pos: fset.Position(s.node.Pos())}
	m.start, m.end = m.pos.Offset, fset.Position(s.node.End()).Offset
	m.from, m.to = s.describe(text)
	for _, n := range append(s.stack[:len(s.stack):len(s.stack)], s.node) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			m.fn = n.Name.Name
			if n.Recv != nil {
				m.fn = receiver(n.Recv.List[0].Type) + "." + m.fn
			}
		case *ast.ValueSpec:
			if m.fn == "-" {
				m.fn = n.Names[0].Name
			}
		case *ast.CaseClause, *ast.CommClause, *ast.BlockStmt:
			// A profile counts neither a case nor a block, but what is around.
		case ast.Stmt:
			m.at = fset.Position(n.Pos())
		}
	}
	return m
}

// describe returns what is read of the replacement of the node, each on one
// line. A 0 alone says little, so a leaf is shown in what holds it.
func (s site) describe(text string) (from, to string) {
	around := s.node
	switch n := s.node.(type) {
	case *ast.BasicLit:
		around = s.parent()
	case *ast.Ident:
		if !s.condition(n) {
			around = s.parent()
		}
	}
	from = s.text(around)
	to = from[:s.node.Pos()-around.Pos()] + text + from[s.node.End()-around.Pos():]
	if to == "" {
		to = "nothing"
	}
	return shorten(oneLine(from), oneLine(to))
}

// receiver returns the name of the type that has a method.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	}
	return t.(*ast.Ident).Name
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// The longest text that is shown, and how much of it around what differs.
const (
	shown = 80
	about = 24
)

// shorten cuts long texts down to what differs, and a bit around it.
func shorten(a, b string) (string, string) {
	if max(len(a), len(b)) <= shown {
		return a, b
	}
	x, y := []rune(a), []rune(b)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	return cut(x, head-about, tail-about), cut(y, head-about, tail-about)
}

// cut takes runes away from both ends, and from the middle of what is left if
// it is too long.
func cut(r []rune, head, tail int) string {
	before, after := "", ""
	if head > 0 {
		r, before = r[head:], "..."
	}
	if tail > 0 {
		r, after = r[:len(r)-tail], "..."
	}
	if len(r) > shown {
		return before + string(r[:shown/2]) + "..." + string(r[len(r)-shown/2:]) + after
	}
	return before + string(r) + after
}
