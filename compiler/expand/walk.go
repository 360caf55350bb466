package expand

import (
	"fmt"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// body expands the statements of a body between two points.
func (e *expander) body(b *lang.Body, in *instance, at, cont point) {
	for i := range b.Stmts {
		at = e.statement(b.Stmts[i], in, at)
	}
	e.alias(at, cont)
}

// statement expands one statement that begins at a point, and returns the
// point behind it.
func (e *expander) statement(s lang.Stmt, in *instance, at point) point {
	switch s := s.(type) {
	case *lang.Label:
		if o := in.scope.Label(s, &in.next); o != nil {
			e.alias(e.labelPoint(in, o), at)
			e.graph.Labels = append(e.graph.Labels, cfg.Landing{Label: s, To: cfg.Target(at)})
			in.enter(s)
		}
		return at
	case *lang.Jump:
		next := e.point()
		e.alias(at, e.target(&s.Target, in, next))
		e.jumps = append(e.jumps, jump{at, in.number, &s.Target})
		e.passes(at, Passage{Kind: Jump, Place: place(in, s.Span())}, next)
		in.leave()
		return next
	case *lang.End:
		e.points[at] = toEnd
		in.leave()
		next := e.point()
		e.passes(at, Passage{Kind: Stop, Place: place(in, s.Span())}, next)
		return next
	case *lang.Try:
		return e.try(s, in, at)
	case *lang.Invoke:
		return e.invoke(s, in, at)
	case *lang.Menu:
		return e.menu(s, in, at)
	case *lang.Raw:
		return e.raw(s, in, at)
	case *lang.Bad:
		return e.bad(s, in, at)
	}
	if row := step.Of(s); row != nil {
		return e.plain(s, row, in, at)
	}
	if group := lang.GroupOf(s); group == lang.Declaration || group == lang.Setting {
		return at
	}
	panic(fmt.Sprintf("unexpected %T", s))
}

// plain expands a statement that is one step.
func (e *expander) plain(s lang.Stmt, row *step.Row, in *instance, at point) point {
	next := e.point()
	fields := e.fields(e.field[:0], s, row, in)
	e.field = fields
	step := e.add(s, in, row.Type, at)
	step.Fields = e.fieldRoom.keep(fields)
	if row.Outcomes == nil {
		step.Next = cfg.Target(next)
		return next
	}
	step.Branching = true
	e.branches(len(e.graph.Steps)-1, row.Branches(s), row.Outcomes, in, next)
	return next
}

// raw expands an object that stands as it is.
func (e *expander) raw(s *lang.Raw, in *instance, at point) point {
	next := e.point()
	object := e.object(s, in)
	step := e.add(s, in, &api.Type{Name: object.typ}, at)
	step.Fields = object.fields
	switch {
	case object.leads:
		// What it says is not known, so nothing follows it here.
		if s.Branches != nil {
			e.report(badRaw.At(place(in, s.Object.Span()), "the object says itself where the call goes, and so do these branches").
				Helpf("remove next_step and flow from the object"), in)
		}
		step.Next = cfg.Target(e.constant(toEnd))
	case s.Branches == nil:
		step.Next = cfg.Target(next)
	default:
		step.Branching = true
		e.branches(len(e.graph.Steps)-1, s.Branches, rawOutcomes, in, next)
	}
	return next
}

var rawOutcomes = step.Raw.Outcomes

// bad expands what did not parse: it may lead anywhere, and may go on. The
// bodies in it are looked at, each by itself.
func (e *expander) bad(s *lang.Bad, in *instance, at point) point {
	e.points[at] = toUnknown
	next := e.point()
	e.unclear(next)
	bodiesOf(s, func(b *lang.Body) {
		start := e.point()
		e.hint(start)
		e.body(b, in, start, e.constant(toUnknown))
		in.leave()
	})
	return next
}

// bodiesOf calls f with each body in what did not parse.
func bodiesOf(s *lang.Bad, f func(*lang.Body)) {
	lang.Walk(s, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.StepDecl, *lang.Try:
			return false // their bodies have names of their own
		case *lang.Body:
			f(n)
			return false
		}
		return true
	})
}
