package expand

import (
	"fmt"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// try expands the attempts, then the else.
func (e *expander) try(s *lang.Try, in *instance, at point) point {
	next := e.point()
	n, ok := e.times(s, in)
	if !ok {
		e.graph.Unknown = true
		n = 1 // the body is looked at all the same
	}
	entries := make([]point, n+1)
	entries[0] = at
	for i := 1; i < n; i++ {
		entries[i] = e.point()
	}
	failed := next
	if s.Else != nil {
		if s.Else.Target != nil {
			failed = e.target(s.Else.Target, in, next)
		} else {
			failed = e.point()
		}
	}
	entries[n] = failed
	for i := range n {
		attempt := e.instance(in.module, &s.Body, in)
		attempt.attempt, attempt.again = i+1, entries[i+1]
		attempt.cfg = &cfg.Instance{File: in.module.File, Use: s, Parent: in.cfg}
		if e.opts.Labels {
			attempt.cfg.Prefix = e.prefix(in, fmt.Sprintf("try%d", i+1))
		}
		attempt.pending = in.pending && i == 0
		e.body(&s.Body, attempt, entries[i], next)
	}
	in.leave()
	if s.Else != nil && s.Else.Body != nil {
		e.bodies([]bodyAt{{s.Else.Body, failed}}, in, next)
	}
	return next
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
	next := e.point()
	def := in.module.Step(s.Name.Text)
	if def == nil {
		e.graph.Unknown = true
		e.points[next] = unset
		e.alias(at, next)
		return next
	}
	for _, u := range e.using {
		if u == def {
			e.graph.Unknown = true // recursion: a finding says so
			e.alias(at, next)
			return next
		}
	}
	if len(e.using) >= maxDepth {
		e.report(&diag.Finding{
			Code: resolve.TooDeep, Message: fmt.Sprintf("steps use each other more than %d deep", maxDepth), Help: "use the inner step directly",
		}, s.Name.Span(), in)
		e.graph.Unknown = true
		e.alias(at, next)
		return next
	}
	use := e.instance(def.Module, &def.Decl.Body, nil)
	use.cfg = &cfg.Instance{File: def.Module.File, Use: s, Parent: in.cfg}
	if e.opts.Labels {
		use.cfg.Prefix = e.prefix(in, s.Name.Text)
	}
	use.args = e.arguments(s, def, in)
	use.exits = map[string]point{}
	use.pending = in.pending
	bodies := e.exits(s, def, in, next, use.exits)
	cont := next
	if len(def.Decl.Exits) > 0 {
		cont = e.fallOut(def)
		e.graph.Uses = append(e.graph.Uses, cfg.Target(at))
	}
	e.using = append(e.using, def)
	e.body(&def.Decl.Body, use, at, cont)
	e.using = e.using[:len(e.using)-1]
	in.leave()
	e.bodies(bodies, in, next)
	return next
}

// arguments returns what the parameters of a step say in a use of it.
func (e *expander) arguments(s *lang.Invoke, def *resolve.Step, in *instance) map[string]arg {
	args := make(map[string]arg, len(def.Decl.Params))
	for i := range s.Args {
		a := &s.Args[i]
		name := ""
		switch {
		case a.Param != nil:
			name = a.Param.Text
		case i < len(def.Decl.Params):
			name = def.Decl.Params[i].Text
		}
		text, kind, ok := e.text(&a.Value.Value, in)
		args[name] = arg{text, kind, source.Place{File: in.module.File.Source, Span: a.Value.Span()}, ok}
	}
	return args
}

// unusedSteps expands the steps that nothing uses into a graph of their own,
// so that mistakes in them are found too. Their parameters say nothing.
func (e *expander) unusedSteps() {
	for _, m := range e.program.Modules {
		for _, s := range m.File.Body.Stmts {
			decl, ok := s.(*lang.StepDecl)
			if !ok || m.Steps[decl.Name.Text] == nil || m.Steps[decl.Name.Text].Decl != decl || m.Steps[decl.Name.Text].Used {
				continue
			}
			count := counter{sizes: map[string]size{}, budget: 1_000_000}
			if n := count.body(&decl.Body, unknownArgs(m, decl)); !count.within(n, 0, e.opts.MaxSteps) {
				tooMany(n.steps, e.opts.MaxSteps, source.Place{File: m.File.Source, Span: decl.Name.Span()}, e.list)
				continue
			}
			probe := &expander{program: e.program, opts: Options{MaxSteps: e.opts.MaxSteps}, list: e.list, using: []*resolve.Step{m.Steps[decl.Name.Text]}}
			in := probe.instance(m, &decl.Body, nil)
			in.cfg = &cfg.Instance{File: m.File}
			entry, end := probe.point(), probe.constant(toEnd)
			in.exits = map[string]point{}
			for _, exit := range decl.Exits {
				in.exits[exit.Text] = end
			}
			in.args = map[string]arg{}
			for _, p := range decl.Params {
				in.args[p.Text] = arg{}
			}
			cont := end
			if len(decl.Exits) > 0 {
				cont = probe.fallOut(m.Steps[decl.Name.Text])
			}
			probe.body(&decl.Body, in, entry, cont)
			probe.finish(entry)
			FallOuts(&probe.graph, e.list)
		}
	}
}

// unknownArgs are the arguments of a step that nothing uses.
func unknownArgs(m *resolve.Module, decl *lang.StepDecl) numbers {
	env := numbers{module: m, args: map[string]string{}}
	for _, p := range decl.Params {
		env.args[p.Text] = ""
	}
	return env
}

// fallOut returns the continuation of the body of a step with exits.
func (e *expander) fallOut(def *resolve.Step) point {
	for i, f := range e.graph.Falls {
		if f.Decl == def.Decl {
			return e.constant(toFallOut - int32(i))
		}
	}
	e.graph.Falls = append(e.graph.Falls, cfg.Fall{File: def.Module.File, Decl: def.Decl})
	return e.constant(toFallOut - int32(len(e.graph.Falls)-1))
}
