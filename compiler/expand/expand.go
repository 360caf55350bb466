// Package expand turns a script into the graph of its call: attempts, menus
// and the steps of the author's own become plain steps, and every statement
// finds out where the call goes from it.
//
// It works on points. A point is a place between statements, where the call
// can arrive: a label, the start of a body, what follows a statement. A point
// stands for a step, for the end of the call, or for another point. Walking a
// body, each statement is given the point at which it begins, and the point
// behind it is where the next one begins; the point behind the last is the
// continuation of the body. When all is walked, every point is known.
package expand

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Options say how to expand.
type Options struct {
	MaxSteps int  // how many steps expansion may add; 0 is DefaultMaxSteps
	Labels   bool // name the steps by label
}

// DefaultMaxSteps is how many steps expansion may add to what is written.
const DefaultMaxSteps = 10_000

// Script returns the graph of a program, or nil where it would grow too large.
func Script(p *resolve.Program, opts Options, list *diag.List) *cfg.Graph {
	if opts.MaxSteps == 0 {
		opts.MaxSteps = DefaultMaxSteps
	}
	total, ok := bounded(p, opts.MaxSteps, list)
	if !ok {
		return nil
	}
	e := &expander{program: p, opts: opts, list: list}
	e.points = make([]int32, 0, 3*total+2)
	main := e.instance(p.Main, &p.Main.File.Body, nil)
	main.cfg = &cfg.Instance{File: p.Main.File}
	entry, end := e.point(), e.point()
	e.points[end] = toEnd
	e.graph.Steps = make([]cfg.Step, 0, total)
	e.body(&p.Main.File.Body, main, entry, end)
	e.graph.Unknown = e.graph.Unknown || p.Broken
	e.finish(entry)
	if !p.Broken {
		e.unusedSteps()
	}
	return &e.graph
}

// A point is where the call can arrive. Its entry in points is the index of a
// step, one of the values below, or, from alias down, another point.
type point int32

const (
	toEnd     int32 = -1
	toUnknown int32 = -2
	unset     int32 = -3
	visiting  int32 = -4
	toFallOut int32 = -5 // and below, one for each step that has exits
	alias     int32 = -1 << 20
)

type expander struct {
	program  *resolve.Program
	opts     Options
	list     *diag.List
	graph    cfg.Graph
	points   []int32
	nextDef  int // where in the tables of labels the walk is
	nextUse  int
	guesses  int         // how many names were looked at for a suggestion
	places   []jumpPlace // where jumps stand, for circles of them
	grown    int         // bytes of text that expansion has added
	using    []*resolve.Step
	prefixes map[string]int // of ids by label, and how often they were given
}

type jumpPlace struct {
	from point
	in   *cfg.Instance
	at   source.Place
	name string
}

// An instance is one expansion of a body, with what names mean in it.
type instance struct {
	cfg     *cfg.Instance
	module  *resolve.Module
	scope   *resolve.Scope
	outer   *instance // of an attempt: where the try stands
	labels  []point   // by the number of the label
	exits   map[string]point
	args    map[string]arg
	attempt int
	again   point

	// for names by label
	label   string
	index   int
	pending bool   // a label stands before the next step
	carried string // a label at the end of the body of an arm: it stands for what follows
}

// An arg is what a parameter of a step says.
type arg struct {
	text string
	kind lang.ValueKind
	at   source.Place
	ok   bool
}

func (e *expander) instance(m *resolve.Module, body *lang.Body, outer *instance) *instance {
	in := &instance{module: m, scope: m.Scopes[body], outer: outer}
	if outer != nil {
		in.exits, in.args = outer.exits, outer.args
		in.attempt, in.again = outer.attempt, outer.again
	}
	return in
}

func (e *expander) point() point {
	e.points = append(e.points, unset)
	return point(len(e.points) - 1)
}

func (e *expander) alias(p, to point) { e.points[p] = alias - int32(to) }

// labelPoint returns the point of a label that is seen from an instance.
func (e *expander) labelPoint(in *instance, label resolve.Place) point {
	for in.scope != label.Scope {
		in = in.outer
	}
	if in.labels == nil {
		in.labels = make([]point, len(in.scope.Labels))
	}
	p := &in.labels[label.Index]
	if *p == 0 { // the point 0 is where the call starts, and no label
		*p = e.point()
	}
	return *p
}

// target returns the point that a target leads to; next is the continuation.
func (e *expander) target(t *lang.Target, in *instance, next point) point {
	switch t.Text {
	case "next":
		return next
	case "end":
		return e.constant(toEnd)
	case "again":
		if in.again != 0 {
			return in.again
		}
	}
	if label, ok := in.module.Uses.Find(t.Start, &e.nextUse); ok {
		return e.labelPoint(in, label)
	}
	if p, ok := in.exits[t.Text]; ok {
		return p
	}
	e.unclear(next)
	if e.guesses += len(in.scope.Labels); e.guesses > resolve.MaxGuesses {
		return e.constant(toUnknown)
	}
	if label, ok := in.scope.Nearest(t.Text); ok {
		// The finding suggests this label: what is behind it is no mistake.
		e.hint(e.labelPoint(in, label))
	}
	return e.constant(toUnknown)
}

// hint keeps a part of the script that a mistake may lead to from being called
// unreachable.
func (e *expander) hint(p point) { e.graph.Hints = append(e.graph.Hints, cfg.Target(p)) }

func (e *expander) constant(to int32) point {
	p := e.point()
	e.points[p] = to
	return p
}

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
		if label, ok := in.module.Defs.Find(s.Name.Start, &e.nextDef); ok {
			e.alias(e.labelPoint(in, label), at)
			in.enter(s.Name.Text)
		}
		return at
	case *lang.Jump:
		next := e.point()
		to := e.target(&s.Target, in, next)
		e.alias(at, to)
		e.places = append(e.places, jumpPlace{at, in.cfg, source.Place{File: in.module.File.Source, Span: s.Target.Span()}, s.Target.Text})
		in.leave()
		return next
	case *lang.End:
		e.points[at] = toEnd
		in.leave()
		return e.point()
	case *lang.Try:
		return e.try(s, in, at)
	case *lang.Invoke:
		return e.invoke(s, in, at)
	case *lang.Menu:
		return e.menu(s, in, at)
	case *lang.Bad:
		// It may lead anywhere, and may go on.
		e.points[at] = toUnknown
		next := e.point()
		e.unclear(next)
		return next
	case *lang.Let, *lang.Param, *lang.Use, *lang.StepDecl,
		*lang.APISetting, *lang.CredentialSetting, *lang.RecordSetting, *lang.PublishSetting:
		return at
	}
	return e.plain(s, in, at)
}

// add adds a step that begins at a point.
func (e *expander) add(s lang.Stmt, in *instance, typ string, at point) *cfg.Step {
	e.points[at] = int32(len(e.graph.Steps))
	e.graph.Steps = append(e.graph.Steps, cfg.Step{Stmt: s, In: in.cfg, Type: typ, Labelled: in.pending || in.carried != ""})
	step := &e.graph.Steps[len(e.graph.Steps)-1]
	if e.opts.Labels {
		step.ID = in.name()
	} else {
		in.pending, in.carried = false, ""
	}
	return step
}

// plain expands a statement that is one step.
func (e *expander) plain(s lang.Stmt, in *instance, at point) point {
	next := e.point()
	var branches *lang.Branches
	var outcomes *outcomes
	var f fields
	typ := ""
	leads := false // a raw object says itself where the call goes
	switch s := s.(type) {
	case *lang.Call:
		typ = api.Call.Name
		f.value(e, in, "number", value.Number, &s.Number.Value)
		if s.From != nil {
			f.value(e, in, "caller_id", value.Number, &s.From.Value)
		}
	case *lang.Say:
		typ = api.Play.Name
		f.value(e, in, "text", value.Text, &s.Text.Value)
	case *lang.Play:
		typ = api.Play.Name
		f.value(e, in, "url", value.URL, &s.URL.Value)
		if s.Saying != nil {
			f.value(e, in, "text", value.Text, &s.Saying.Value)
		}
	case *lang.Input:
		typ = api.Digits.Name
		f.value(e, in, "count", value.Count, &s.Count.Value)
		f.into(e, in, s.Into)
		branches, outcomes = s.Branches, &keyOutcomes
	case *lang.HTTP:
		typ = api.HTTP.Name
		f.value(e, in, "url", value.URL, &s.URL.Value)
		f.add("method", strings.ToUpper(s.Method), api.String, source.Span{Start: s.Start, End: s.Start + int32(len(s.Method))})
		branches, outcomes = s.Branches, &httpOutcomes
	case *lang.Callback:
		typ = api.Callback.Name
		f.value(e, in, "date", value.Date, &s.Date.Value)
		f.value(e, in, "time", value.Time, &s.Time.Value)
		zone := s.Zone.Value
		if _, constant := in.origin(zone.Raw); zone.Kind == lang.NameRef && !constant {
			zone.Kind = lang.ZoneLit
		}
		f.value(e, in, "timezone", value.Zone, &zone)
		f.value(e, in, "entity", value.Entity, &s.Entity.Value)
	case *lang.Connect:
		typ = api.Connect.Name
		f.value(e, in, "number", value.Number, &s.Number.Value)
		if s.From != nil {
			f.value(e, in, "caller_id", value.Number, &s.From.Value)
		}
	case *lang.Raw:
		if typ, leads = f.object(e, in, s); leads {
			e.leadsItself(s, in)
		} else if branches = s.Branches; branches != nil {
			outcomes = &rawOutcomes
		}
	default:
		panic(fmt.Sprintf("unexpected %T", s))
	}
	step := e.add(s, in, typ, at)
	step.Fields = f.list
	switch {
	case leads:
		step.Next = cfg.Target(e.constant(toEnd))
		return next
	case outcomes == nil:
		step.Next = cfg.Target(next)
		return next
	}
	step.Branching = true
	e.branches(len(e.graph.Steps)-1, branches, outcomes, in, next)
	return next
}

// leadsItself checks a raw object that says itself where the call goes. What
// it says is not known, so nothing follows it here.
func (e *expander) leadsItself(s *lang.Raw, in *instance) {
	if s.Branches != nil {
		e.report(&diag.Finding{
			Code: badRaw, Message: "the object says itself where the call goes, and so do these branches", Help: "remove next_step and flow from the object",
		}, s.Object.Span(), in)
	}
}

// finish replaces the points in the graph by the steps that they stand for,
// and moves the step that the call starts with to the front.
func (e *expander) finish(entry point) {
	g := &e.graph
	g.Entry = e.resolve(entry)
	for _, j := range e.places {
		e.resolve(j.from)
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		if !s.Branching {
			s.Next = e.resolve(point(s.Next))
			continue
		}
		for j := range s.Branches {
			s.Branches[j].To = e.resolve(point(s.Branches[j].To))
		}
	}
	for _, list := range [][]cfg.Target{g.Hints, g.Uses} {
		for i := range list {
			list[i] = e.resolve(point(list[i]))
		}
	}
	if g.Entry > 0 {
		g.MoveToFront(g.Entry)
	}
}

// resolve returns what a point stands for. A circle of points is a circle of
// jumps without a step: it is reported once, at its first jump.
func (e *expander) resolve(p point) cfg.Target {
	var path []point
	for e.points[p] <= alias {
		to := point(alias - e.points[p])
		e.points[p] = visiting
		path = append(path, p)
		p = to
	}
	found := e.points[p]
	if found == visiting {
		e.circle(path, p)
		found = toUnknown
	}
	if found == unset {
		found = toUnknown // a label in a part that did not parse
	}
	for _, q := range path {
		e.points[q] = found
	}
	if found <= toFallOut {
		return cfg.FallOut + cfg.Target(found-toFallOut)
	}
	return cfg.Target(found)
}

// circle reports the jumps of a circle; all of it from p on is in path.
func (e *expander) circle(path []point, p point) {
	in := map[point]bool{}
	for i := len(path) - 1; ; i-- {
		in[path[i]] = true
		if path[i] == p {
			break
		}
	}
	var f *diag.Finding
	for _, j := range e.places {
		switch {
		case !in[j.from]:
		case f == nil:
			f = e.list.Add(&diag.Finding{
				Code: endlessJump, Place: j.at,
				Message: fmt.Sprintf("this jump to %q leads back to itself, without a step on the way", j.name),
				Help:    "lead on to a step, or end the call with end",
				Related: Uses(j.in),
			})
		case len(f.Related) < maxChain:
			f.Related = append(f.Related, diag.Related{Place: j.at, Message: "by way of this jump"})
		}
	}
	e.graph.Unknown = true
}

// FallOuts reports the steps with exits whose bodies can end without choosing
// one.
func FallOuts(g *cfg.Graph, list *diag.List) {
	seen := g.ReachableUses()
	found := make([]bool, len(g.Falls))
	report := func(t cfg.Target, related ...diag.Related) {
		if t > cfg.FallOut || found[cfg.FallOut-t] {
			return
		}
		found[cfg.FallOut-t] = true
		fall := g.Falls[cfg.FallOut-t]
		list.Add(&diag.Finding{
			Code: NoExit, Place: source.Place{File: fall.File.Source, Span: fall.Decl.Name.Span()},
			Message: fmt.Sprintf("the step %q can end without choosing an exit", fall.Decl.Name.Text),
			Help:    fmt.Sprintf("lead on to one of its exits at the end: -> %s", fall.Decl.Exits[0].Text),
			Related: related,
		})
	}
	report(g.Entry)
	for _, t := range g.Uses {
		report(t)
	}
	for i := range g.Steps {
		if s := &g.Steps[i]; seen[i] {
			s.Each(func(t cfg.Target) {
				report(t, diag.Related{
					Place:   source.Place{File: s.In.File.Source, Span: s.In.File.Head(s.Stmt)},
					Message: "nothing follows this",
				})
			})
		}
	}
}
