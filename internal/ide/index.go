package ide

import (
	"slices"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// An index finds what answers look for again and again. Each part is made when
// the first answer needs it.
type index struct {
	once   sync.Once
	steps  map[lang.Stmt][]int32   // of the payload, by what they are written as
	inside map[lang.Stmt]int       // how many steps the uses or attempts of a statement become
	byDef  map[*resolve.Object]int // how many steps all uses of a step of the author's own become

	waysOnce     sync.Once
	ways         ways
	sectionsOnce sync.Once
	sections     map[source.Span]Section // of labels, by their names
	laidOnce     sync.Once
	laid         bool // it has the canonical layout
	scopesOnce   sync.Once
	scopes       map[int32]*resolve.Scope // of the script, by the place of the brace
}

// indexed returns the index of the call.
func (s *Snapshot) indexed() *index {
	x := &s.index
	x.once.Do(func() {
		x.steps, x.inside = map[lang.Stmt][]int32{}, map[lang.Stmt]int{}
		g := s.Call.Graph
		if g == nil {
			return
		}
		x.byDef = map[*resolve.Object]int{}
		count := make(map[*cfg.Instance]int, len(g.Instances))
		for i := range g.Steps {
			step := &g.Steps[i]
			x.steps[step.Stmt] = append(x.steps[step.Stmt], int32(i))
			count[step.In]++
		}
		for _, in := range slices.Backward(g.Instances) { // what is inside comes behind what it is in
			if in.Use == nil {
				continue
			}
			x.inside[in.Use] += count[in]
			count[in.Parent] += count[in]
			if use, ok := in.Use.(*lang.Invoke); ok {
				if m := s.module(in.Parent.File.Source); m != nil {
					x.byDef[m.Step(use.Name.Text)] += count[in]
				}
			}
		}
	})
	return x
}

// scopeAt returns the scope in which names at a cursor are looked up.
func (s *Snapshot) scopeAt(c *lang.Cursor) *resolve.Scope {
	x := &s.index
	x.scopesOnce.Do(func() {
		x.scopes = make(map[int32]*resolve.Scope, len(s.Main().Scopes))
		for body, scope := range s.Main().Scopes {
			if body != &s.Main().File.Body {
				x.scopes[body.Start] = scope
			}
		}
	})
	for _, open := range slices.Backward(c.Blocks) {
		if scope := x.scopes[open.Start]; scope != nil {
			return scope
		}
	}
	return s.Main().Scopes[&s.Main().File.Body]
}

// path returns the nodes that an offset is in, outermost first. The first is a
// statement at depth 0.
func (s *Snapshot) path(offset int32) []lang.Node { return pathIn(s.Main(), offset) }

// pathIn is path in any file.
func pathIn(m *resolve.Module, offset int32) (nodes []lang.Node) {
	top := atTop(m, offset)
	if top == nil {
		return nil
	}
	lang.Walk(top, func(n lang.Node) bool {
		span := n.Span()
		if offset < span.Start || offset >= span.End && span.End >= 0 {
			return false
		}
		nodes = append(nodes, n)
		return true
	})
	return nodes
}

// innermostNode returns the last node of a path, nil of an empty one.
func innermostNode(path []lang.Node) lang.Node {
	if len(path) == 0 {
		return nil
	}
	return path[len(path)-1]
}

// hidden reports whether a part of what stands at a place is secret.
func (s *Snapshot) hidden(at source.Place) bool {
	if at.File == nil {
		return false
	}
	return s.Secrets.Source(at.File)[at.Start:at.End] != at.File.Text[at.Start:at.End]
}

const stars = "***"

// says returns what a constant or parameter says, as a script writes it, and as
// the text that it is. A secret is stars.
func (s *Snapshot) says(o *resolve.Object) (literal, text string, ok bool) {
	text, kind, ok := o.Value.Says()
	if !ok {
		return "", "", false
	}
	quoted := lang.Quote(text)
	secret := s.hidden(o.ValuePlace()) || s.Secrets.Text(quoted) != quoted
	if set := o.Value.Set; set != nil {
		secret = secret || s.hidden(set.Written)
	}
	switch {
	case secret:
		return stars, stars, true
	case kind == lang.TextLit:
		return quoted, text, true
	}
	return text, text, true
}

// prose shows what someone has written in Markdown: nothing of it is a link, a
// picture, or code.
var prose = strings.NewReplacer(`\`, `\\`, "`", "\\`", "[", `\[`, "<", `\<`)

// about returns the comment above a statement, as Markdown.
func about(n lang.Node) string {
	c := lang.CommentsOf(n)
	if c == nil {
		return ""
	}
	var lines []string
	for _, comment := range c.Above {
		if text := strings.TrimSpace(strings.TrimLeft(comment.Text, "/")); !strings.HasPrefix(text, "flowc:") {
			lines = append(lines, text)
		}
	}
	return prose.Replace(strings.TrimSpace(strings.Join(lines, "\n")))
}

// signature returns how a step of the author's own is declared.
func signature(decl *lang.StepDecl) string {
	var b strings.Builder
	b.WriteString(decl.Name.Text + "(" + strings.Join(namesOf(decl.Params), ", ") + ")")
	if len(decl.Exits) > 0 {
		b.WriteString(" -> " + strings.Join(namesOf(decl.Exits), "/"))
	}
	return b.String()
}

func namesOf(list []lang.Declared) (names []string) {
	for _, d := range list {
		names = append(names, d.Text)
	}
	return names
}

// atTop returns the statement at depth 0 of a module that an offset is in, or nil.
func atTop(m *resolve.Module, offset int32) lang.Stmt {
	stmts := m.File.Body.Stmts
	i, _ := slices.BinarySearchFunc(stmts, offset+1, func(s lang.Stmt, at int32) int { return int(s.Span().Start) - int(at) })
	if i == 0 {
		return nil
	}
	return stmts[i-1]
}
