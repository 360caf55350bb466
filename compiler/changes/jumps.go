package changes

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// jump is where it is written where the call goes on behind a step: the jump or
// end behind it, else the step.
func (g *graph) jump(i int32) source.Place {
	s := &g.Steps[i]
	if next := g.following()[s.Stmt]; s.Stmt != nil && next != nil {
		return source.Place{File: s.In.File.Source, Span: next.Span()}
	}
	return g.Step(int(i))
}

// following returns the jump or end that stands right behind a statement, labels
// aside, of those behind which one stands.
func (g *graph) following() map[lang.Stmt]lang.Stmt {
	if g.follows != nil || g.Program == nil {
		return g.follows
	}
	g.follows, g.labels = map[lang.Stmt]lang.Stmt{}, map[string]source.Place{}
	for _, m := range g.Program.Modules {
		g.body(m.File, m.File.Body.Stmts)
		lang.Walk(m.File, func(n lang.Node) bool {
			if b, ok := n.(*lang.Body); ok {
				g.body(m.File, b.Stmts)
			}
			return true
		})
	}
	return g.follows
}

// body notes what jumps or ends in a body, and where its labels stand: one that is
// only another name of a target where that is written.
func (g *graph) body(file *lang.File, stmts []lang.Stmt) {
	for n, s := range stmts {
		next := behind(stmts[n+1:])
		if next != nil {
			g.follows[s] = next
		}
		if label, ok := s.(*lang.Label); ok && file == g.Program.Main.File {
			at := label.Name.Span()
			if next != nil {
				at = next.Span()
			}
			g.labels[label.Name.Text] = source.Place{File: file.Source, Span: at}
		}
	}
}

// behind returns the jump or end that statements start with, labels aside, or nil.
func behind(stmts []lang.Stmt) lang.Stmt {
	for _, s := range stmts {
		switch s.(type) {
		case *lang.Jump, *lang.End:
			return s
		case *lang.Label:
		default:
			return nil
		}
	}
	return nil
}

// label is where a label of the script stands, or nowhere.
func (g *graph) label(name string) source.Place {
	g.following()
	return g.labels[name]
}

// written returns the name by which it is written where an outcome leads, or "".
func (g *graph) written(i, key int32) string {
	name, _ := g.wording(i, key)
	return name
}

// place is where an outcome is written: its key, else where it leads, else the step.
func (g *graph) place(i, key int32) source.Place {
	s := &g.Steps[i]
	if s.Stmt == nil {
		if n := g.link(i, key); n != none && key != nextKey {
			node := g.Payload.Vertices[i].Edges[n].Node
			at := g.Step(int(i))
			at.Start, at.End = node.KeyStart, node.KeyEnd
			return at
		}
		return g.Step(int(i))
	}
	if of := g.arm(i, key); of.arm != nil {
		return source.Place{File: s.In.File.Source, Span: of.key.Span()}
	}
	return g.Branch(int(i), g.text(key))
}

// An armKey is a key of an arm.
type armKey struct {
	arm *lang.Arm
	key *lang.Key
}

// arm returns the arm by which an outcome is written, if it is one.
func (g *graph) arm(i, key int32) armKey {
	s := g.Steps[i].Stmt
	if s == nil {
		return armKey{}
	}
	arms := call.Arms(s)
	if arms == nil {
		return armKey{}
	}
	byKey := g.arms[s]
	if byKey == nil {
		if g.arms == nil {
			g.arms = map[lang.Stmt]map[string]armKey{}
		}
		byKey = g.armsOf(i, arms)
		g.arms[s] = byKey
	}
	return byKey[g.text(key)]
}

// armsOf returns the arms of a step by what the payload calls their outcomes.
func (g *graph) armsOf(i int32, arms *lang.Arms) map[string]armKey {
	byKey := map[string]armKey{}
	for _, arm := range arms.Arms {
		for k := range arm.Keys {
			of := armKey{arm, &arm.Keys[k]}
			from, to := strings.Trim(of.key.From.Raw, `"`), ""
			if of.key.To != nil {
				to = of.key.To.Raw
			}
			switch {
			case of.key.From.Kind == lang.NameRef && from == "ok":
				byKey[call.Success] = of
			case of.key.From.Kind == lang.NameRef && from == "else":
				for _, b := range g.Steps[i].Branches { // it is the last one
					if byKey[b.Key].arm == nil {
						byKey[b.Key] = of
					}
				}
			default:
				for _, key := range value.Keys(from, to) {
					byKey[key] = of
				}
			}
		}
	}
	return byKey
}
