package expand

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A bodyAt is the body of an arm and the point where it begins.
type bodyAt struct {
	body *lang.Body
	at   point
}

// branches sets where the call goes from the step at index, and expands the
// bodies of its arms.
func (e *expander) branches(index int, b *lang.Branches, o *step.Outcomes, in *instance, next point) {
	list, bodies := e.outcomes(b, o, in, next)
	s := &e.graph.Steps[index]
	if b == nil {
		at := in.module.File.Head(s.Stmt)
		for _, key := range o.Default {
			list = append(list, cfg.Branch{Key: key, To: cfg.Target(next), Place: at})
		}
		e.branch = list
	}
	s.Branches = e.branchRoom.keep(list)
	e.bodies(bodies, in, next)
}

// outcomes returns where branches lead, with points as targets, and the bodies
// of their arms. The list is good until the next branches are read.
func (e *expander) outcomes(b *lang.Branches, o *step.Outcomes, in *instance, next point) (list []cfg.Branch, bodies []bodyAt) {
	if b == nil {
		return e.branch[:0], nil
	}
	var read []step.Outcome
	to := e.to[:0]
	ok := false
	e.site = site{e, in}
	if b.Arms == nil {
		read, ok = e.reader.Targets(o, b, &e.site)
		for i := range b.Targets {
			to = append(to, e.target(&b.Targets[i], in, next))
		}
	} else {
		read, ok = e.reader.Arms(o, b.Arms, &e.site)
		to, bodies = e.arms(to, b.Arms, in, next)
	}
	e.to = to
	if !ok {
		e.unclear(next)
	}
	list = e.branch[:0]
	for i := range read {
		r := &read[i]
		list = append(list, cfg.Branch{Key: r.Key, To: cfg.Target(to[r.Index]), Place: r.At})
	}
	e.branch = list
	return list, bodies
}

// A site is where branches of an instance stand, for those who read them.
type site struct {
	e  *expander
	in *instance
}

// Source implements step.Site.
func (s *site) Source() *source.File { return s.in.module.File.Source }

// Text implements step.Site. What an argument says is not known in an outline,
// which is no mistake.
func (s *site) Text(v *lang.Value) (string, bool) {
	text, _, ok := s.e.text(v, s.in)
	if !ok && s.e.outliner != nil {
		return v.Raw, true
	}
	return text, ok
}

// Report implements step.Site.
func (s *site) Report(f *diag.Finding) { s.e.report(f, s.in) }

// arms appends the points that arms lead to, and returns their bodies.
func (e *expander) arms(to []point, block *lang.Arms, in *instance, next point) (_ []point, bodies []bodyAt) {
	for _, arm := range block.Arms {
		switch {
		case arm.Target != nil:
			to = append(to, e.target(arm.Target, in, next))
		case arm.Body != nil && len(arm.Body.Stmts) > 0:
			to = append(to, e.point())
			bodies = append(bodies, bodyAt{arm.Body, to[len(to)-1]})
		default:
			to = append(to, next)
		}
	}
	return to, bodies
}

// bodies expands the bodies of arms. A label at the end of one stands for the
// continuation, and so names the step behind all of them.
func (e *expander) bodies(bodies []bodyAt, in *instance, next point) {
	carried := in.carried
	for _, b := range bodies {
		in.carried = nil
		e.body(b.body, in, b.at, next)
		if in.carried == nil && in.pending {
			in.carried = in.label
		}
		if carried == nil {
			carried = in.carried
		}
		in.leave()
	}
	in.carried = carried
}
