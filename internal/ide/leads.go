package ide

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// An Origin is a place from which the call goes to a label.
type Origin struct {
	Place source.Place
	By    string // the key or the outcome, "" of a jump and of what stands above
	Above bool   // the label follows it
}

// An above is what stands above a label in its body.
type above struct {
	stmt  lang.Stmt   // perhaps another label; nil where the body starts with this one
	owner source.Span // of the body; empty of the script
	first *lang.Label // of those that stand together
}

// noted goes over the script once, and notes for each target by what it is taken,
// and for each label what stands above it.
func (s *Snapshot) noted() *index {
	x := &s.index
	x.placesOnce.Do(func() {
		x.leads, x.before = map[int32]string{}, map[*lang.Label]above{}
		n := noter{s: s, x: x}
		lang.WalkBoth(s.Main().File, n.enter, n.leave)
	})
	return x
}

type noter struct {
	s      *Snapshot
	x      *index
	around []lang.Node // statements and arms
}

func (n *noter) enter(node lang.Node) bool {
	switch node := node.(type) {
	case *lang.Body:
		n.body(node)
	case *lang.Branches:
		n.positions(node)
	case *lang.Else:
		if node.Target != nil {
			n.x.leads[node.Target.Start] = "when all attempts have failed"
		}
	case *lang.Arm:
		if node.Target != nil && len(node.Keys) > 0 {
			keys := n.s.Main().File.Source.Text[node.Keys[0].Span().Start:node.Keys[len(node.Keys)-1].Span().End]
			n.x.leads[node.Target.Start] = "by " + keys
		}
		n.around = append(n.around, node)
	case lang.Stmt:
		n.around = append(n.around, node)
	}
	return true
}

func (n *noter) leave(node lang.Node) {
	switch node.(type) {
	case *lang.Arm, lang.Stmt:
		n.around = n.around[:len(n.around)-1]
	}
}

// positions notes the outcomes of targets by position.
func (n *noter) positions(b *lang.Branches) {
	if len(n.around) == 0 || len(b.Targets) < 2 {
		return
	}
	var names []string
	switch stmt := n.around[len(n.around)-1].(type) {
	case *lang.Invoke:
		if def := n.s.Main().Step(stmt.Name.Text); def != nil {
			names = namesOf(def.Step.Decl.Exits)
		}
	case *lang.HTTP, *lang.Raw:
		for _, w := range step.Replies.Words {
			names = append(names, w.Name)
		}
	}
	for i := range min(len(names), len(b.Targets)) {
		n.x.leads[b.Targets[i].Start] = "by " + names[i]
	}
}

func (n *noter) body(b *lang.Body) {
	at := above{}
	if len(n.around) > 0 {
		at.owner = n.around[len(n.around)-1].Span()
	}
	for _, stmt := range b.Stmts {
		label, is := stmt.(*lang.Label)
		switch {
		case is:
			if at.first == nil {
				at.first = label
			}
			n.x.before[label] = at
			at.stmt = label
		case lang.GroupOf(stmt) == lang.Declaration || lang.GroupOf(stmt) == lang.Setting: // the call passes over it
		default:
			at = above{stmt: stmt, owner: at.owner}
		}
	}
}

// leadsTo returns the places from which the call goes to a label: those that name
// it, and what stands above it, where that goes on.
func (s *Snapshot) leadsTo(label *lang.Label, refs []resolve.Ref) (list []Origin) {
	x, file := s.noted(), s.Main().File.Source
	at := x.before[label]
	switch {
	case at.stmt == nil && at.owner == (source.Span{}), at.stmt != nil && !goesOn(at.stmt):
	case at.stmt == nil:
		list = append(list, Origin{Place: source.Place{File: file, Span: at.owner}, Above: true})
	default:
		list = append(list, Origin{Place: source.Place{File: file, Span: at.stmt.Span()}, Above: true})
	}
	for _, r := range refs {
		list = append(list, Origin{Place: source.Place{File: file, Span: r.Span}, By: x.leads[r.Start]})
	}
	return list
}

// starts reports whether the call starts with a label.
func (s *Snapshot) starts(label *lang.Label) bool {
	at := s.noted().before[label]
	return at.stmt == nil && at.owner == (source.Span{})
}

// goesOn reports whether the call can go on behind a statement.
func goesOn(s lang.Stmt) bool {
	switch s := s.(type) {
	case *lang.Jump, *lang.End:
		return false
	case *lang.Menu:
		return armGoesOn(&s.Arms)
	case *lang.Try:
		return s.Else == nil || bodyGoesOn(&s.Body) || s.Else.Body != nil && bodyGoesOn(s.Else.Body) || isNext(s.Else.Target)
	case *lang.Invoke:
		return branchesGoOn(s.Branches)
	}
	if row := step.Of(s); row != nil {
		return branchesGoOn(row.Branches(s))
	}
	return true
}

func isNext(t *lang.Target) bool { return t != nil && t.Text == "next" }

func branchesGoOn(b *lang.Branches) bool {
	if b == nil {
		return true
	}
	return b.Arms != nil && armGoesOn(b.Arms) || slices.ContainsFunc(b.Targets, func(t lang.Target) bool { return t.Text == "next" })
}

func armGoesOn(arms *lang.Arms) bool {
	return len(arms.Bad) > 0 || slices.ContainsFunc(arms.Arms, func(a *lang.Arm) bool {
		return isNext(a.Target) || a.Body != nil && bodyGoesOn(a.Body)
	})
}

// bodyGoesOn reports whether the call can go on behind a body.
func bodyGoesOn(b *lang.Body) bool {
	for _, stmt := range slices.Backward(b.Stmts) {
		if _, label := stmt.(*lang.Label); label {
			return true
		}
		if lang.GroupOf(stmt) != lang.Declaration {
			return goesOn(stmt)
		}
	}
	return true
}
