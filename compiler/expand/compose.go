package expand

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// try expands the attempts, then the else.
func (e *expander) try(s *lang.Try, in *instance, at point) point {
	e.composed = true
	next := e.point()
	n, ok := e.times(s, in)
	if !ok && e.outliner == nil {
		e.graph.Unknown = true
		n = 1 // the body is looked at all the same
	}
	failed := next
	if s.Else != nil {
		if s.Else.Target != nil {
			failed = e.target(s.Else.Target, in, next)
		} else {
			failed = e.point()
		}
	}
	if e.outliner != nil {
		e.round(s, in, at, next, failed, n)
	} else {
		e.attempts(s, in, at, next, failed, n)
	}
	in.leave()
	if s.Else != nil && s.Else.Body != nil {
		e.bodies([]bodyAt{{s.Else.Body, failed}}, in, next)
	}
	return next
}

// attempts expands n attempts, one behind the other.
func (e *expander) attempts(s *lang.Try, in *instance, at, next, failed point, n int) {
	entries := make([]point, n+1)
	entries[0] = at
	for i := 1; i < n; i++ {
		entries[i] = e.point()
	}
	entries[n] = failed
	for i := range n {
		again := entries[i+1]
		switch head := place(in, in.module.File.Head(s)); i {
		case n - 1:
			again = e.by(again, Passage{Kind: Spent, Place: head}, next)
		case n - 2:
			again = e.by(again, Passage{Kind: Again, Place: head}, failed)
		}
		e.attempt(s, in, i+1, entries[i], next, again)
	}
}

// attempt expands one attempt between two points.
func (e *expander) attempt(s *lang.Try, in *instance, number int, at, next, again point) {
	inner := e.instance(in.module, &s.Body, in, &cfg.Instance{
		File: in.module.File, Use: s, Parent: in.cfg, Label: in.labelName(), Attempt: max(number, 0),
	})
	inner.attempt, inner.again = number, again
	inner.pending = in.pending && number <= 1
	e.body(&s.Body, inner, at, next)
}

// round expands the body of a try once, for an outline: again leads to its
// start and to what comes when all attempts have failed.
func (e *expander) round(s *lang.Try, in *instance, at, next, failed point, n int) {
	start, again := e.point(), e.point()
	e.alias(at, start)
	if n == 1 {
		e.alias(again, failed)
	} else {
		e.points[again] = int32(len(e.graph.Steps))
		e.graph.Steps = append(e.graph.Steps, cfg.Step{Stmt: s, In: in.cfg, Branching: true, Branches: []cfg.Branch{
			{Key: "again", To: cfg.Target(start)}, {Key: "else", To: cfg.Target(failed)},
		}})
	}
	e.attempt(s, in, unknown, start, next, again)
}

// times returns how many attempts a try makes.
func (e *expander) times(s *lang.Try, in *instance) (int, bool) {
	text, _, ok := e.text(&s.Count.Value, in)
	if !ok {
		return 0, false
	}
	_, number, problem := value.Check(value.Count, text)
	if problem == nil && !number || problem != nil && problem.Code.Severity == diag.Warning {
		problem = &value.Problem{Code: value.BadCount, Message: "the number of attempts must be known when compiling", Help: "write digits, or the name of a constant"}
	}
	if problem != nil {
		if problem.Fix == "" {
			problem.Help = "write how many attempts there are, such as 3"
		}
		e.problem(problem, &s.Count.Value, in)
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, false // bounded has said so
	}
	return n, true
}

// maxDepth is how deep steps of the author's own may use each other.
const maxDepth = 100

// invoke expands a use of a step of the author's own.
func (e *expander) invoke(s *lang.Invoke, in *instance, at point) point {
	e.composed = true
	next := e.point()
	def := in.module.Step(s.Name.Text)
	if def == nil {
		e.points[at] = toUnknown // it may lead anywhere
		e.unclear(next)          // it may be a label whose colon is missing
		return next
	}
	if e.outliner != nil {
		e.outlined(s, def, in, at, next)
		return next
	}
	if !e.mayInvoke(s, def, in) {
		e.graph.Unknown = true // a finding says why
		e.alias(at, next)
		return next
	}
	use := e.instance(def.Module, &def.Step.Decl.Body, nil, &cfg.Instance{
		File: def.Module.File, Use: s, Parent: in.cfg, Label: in.labelName(),
	})
	use.args = e.arguments(s, def, in)
	use.pending = in.pending
	exits, bodies := e.exits(s, def, in, next)
	for i := range def.Step.Decl.Exits {
		use.cfg.Exits = append(use.cfg.Exits, cfg.Branch{Key: def.Step.Decl.Exits[i].Text, To: cfg.Target(exits[i])})
		use.exits = append(use.exits, e.leave(use, i, exits[i]))
	}
	cont := next
	if len(use.exits) > 0 {
		// What falls out of the body without an exit is an error where the call
		// can get there, which its outline tells.
		cont = e.constant(toEnd)
	}
	e.using = append(e.using, def)
	e.body(&def.Step.Decl.Body, use, at, cont)
	e.using = e.using[:len(e.using)-1]
	in.leave()
	e.bodies(bodies, in, next)
	return next
}

// mayInvoke reports whether a step can be expanded here: it does not use itself,
// and is not too deep.
func (e *expander) mayInvoke(s *lang.Invoke, def *resolve.Object, in *instance) bool {
	for _, u := range e.using {
		if u == def {
			return false
		}
	}
	if len(e.using) >= maxDepth {
		e.report(resolve.TooDeep.At(place(in, s.Name.Span()), "steps use each other more than %d deep", maxDepth).Helpf("use the inner step directly"), in)
		return false
	}
	return true
}

// exits returns where the exits of a step lead in a use of it, and the bodies
// of the use's arms. What is wrong with the branches is reported.
func (e *expander) exits(s *lang.Invoke, def *resolve.Object, in *instance, next point) (to []point, bodies []bodyAt) {
	o := step.Exits(def.Step.Decl)
	var list []cfg.Branch
	if e.takesExits(s, def, o, in) {
		list, bodies = e.outcomes(s.Branches, o, in, next)
	} else {
		e.unclear(next)
	}
	to = make([]point, len(o.Default))
	places := make([]source.Span, len(to))
	for i, name := range o.Default {
		to[i] = next
		for _, b := range list {
			if b.Key == name {
				to[i] = point(b.To)
				places[i] = b.Place
			}
		}
	}
	return e.ways(to, places, o.Default, s, in), bodies
}

// takesExits checks that the branches of a use are for the exits of the step:
// a target for each, or arms for all. It reports whether they can be read.
func (e *expander) takesExits(s *lang.Invoke, def *resolve.Object, o *step.Outcomes, in *instance) bool {
	if s.Branches == nil {
		return true
	}
	if def.Step.Broken {
		return false // its exits are not known
	}
	targets := s.Branches.Targets
	at := s.Name.Span()
	if len(targets) > 0 {
		at = source.Span{Start: targets[0].Start, End: targets[len(targets)-1].Span().End}
	}
	wrong := func(at source.Span, help, format string, args ...any) {
		e.report(lang.BadBranches.At(place(in, at), format, args...).Helpf("%s", help).Relate(def.Place(), "the step is declared here"), in)
	}
	switch missing := o.Missing(s.Branches.Arms); {
	case len(o.Default) == 0:
		wrong(at, "write what leads on from here on a line of its own", "the step %s has no exits", def.Name)
		return false
	case s.Branches.Arms == nil && len(targets) != len(o.Default):
		wrong(at, "write a target for each: -> "+strings.Join(o.Default, "/"), "the step %s has %s, and %s here", def.Name, count(len(o.Default), "exit"), count(len(targets), "target"))
		return false
	case len(missing) > 0:
		wrong(at, "write an arm for each exit, or else", "no arm takes the exit %s", strings.Join(missing, ", "))
	}
	return true
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// arguments returns what the parameters of a step say in a use of it.
func (e *expander) arguments(s *lang.Invoke, def *resolve.Object, in *instance) []arg {
	params := def.Step.Decl.Params
	args := make([]arg, len(params))
	for i := range s.Args {
		a := &s.Args[i]
		n := i
		if a.Param != nil {
			for n = 0; n < len(params) && params[n].Text != a.Param.Text; n++ {
			}
		}
		if n < len(params) {
			text, kind, ok := e.text(&a.Value.Value, in)
			args[n] = arg{text, kind, place(in, a.Value.Span()), ok}
		}
	}
	return args
}
