package expand

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A point is where the call can arrive. Its entry in points is the index of a
// step, one of the values below, or, from alias down, another point.
type point int32

const (
	toEnd     int32 = -1
	toUnknown int32 = -2
	toFallOut int32 = -3
	unset     int32 = -4
	visiting  int32 = -5
	toExit    int32 = -6 // and below, one for each exit of the step of an outline
	alias     int32 = -1 << 20
)

// A jump is a jump of the script, for those that lead in a circle.
type jump struct {
	from   point
	in     int32 // among the instances of the graph
	target *lang.Target
}

func (e *expander) at(j jump) source.Place {
	return source.Place{File: e.graph.Instances[j.in].File.Source, Span: j.target.Span()}
}

func (e *expander) point() point {
	e.points = append(e.points, unset)
	return point(len(e.points) - 1)
}

func (e *expander) constant(to int32) point {
	p := e.point()
	e.points[p] = to
	return p
}

func (e *expander) alias(p, to point) { e.points[p] = alias - int32(to) }

// leave returns the point of an exit of a use, which stands for another.
func (e *expander) leave(use *instance, exit int, to point) point {
	p := e.point()
	e.alias(p, to)
	e.leaving = append(e.leaving, p)
	e.graph.Leaves = append(e.graph.Leaves, cfg.Leave{In: use.cfg, Exit: exit})
	return p
}

// labelPoint returns the point of a label that is seen from an instance.
func (e *expander) labelPoint(in *instance, label *resolve.Object) point {
	for in.scope != label.Scope {
		in = in.outer
	}
	if in.labels == nil {
		in.labels = make([]point, in.scope.Labels.Len())
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
	switch o := in.scope.Target(t.Text, in.next); {
	case o == nil:
	case o.Kind == resolve.Label:
		return e.labelPoint(in, o)
	case o.Kind == resolve.Exit:
		return in.exits[o.Index]
	}
	return e.nowhere(t, in, next)
}

// nowhere returns the point of a target that is not defined.
func (e *expander) nowhere(t *lang.Target, in *instance, next point) point {
	e.unclear(next)
	if e.guesses += in.scope.Labels.Len(); e.guesses <= resolve.MaxGuesses {
		if label := in.scope.Nearest(t.Text); label != nil {
			// The finding suggests this label: what is behind it is no mistake.
			e.hint(e.labelPoint(in, label))
		}
	}
	return e.constant(toUnknown)
}

// hint keeps a part of the script that a mistake may lead to from being called
// unreachable.
func (e *expander) hint(p point) { e.graph.Hints = append(e.graph.Hints, cfg.Target(p)) }

// unclear notes that something here is not what it should be: it may lead
// anywhere, and to what follows.
func (e *expander) unclear(next point) {
	e.graph.Unknown = true
	e.hint(next)
}

// finish replaces the points in the graph by the steps that they stand for,
// and moves the step that the call starts with to the front.
func (e *expander) finish(entry point) {
	g := e.graph
	if len(e.leaving) > 0 {
		e.left = make([]cfg.Leaving, len(e.points))
		for n, p := range e.leaving {
			e.left[p] = cfg.Leaving(n + 1)
		}
	}
	g.Entry, g.Enters = e.leads(cfg.Target(entry))
	for _, j := range e.jumps {
		e.resolve(j.from)
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		if !s.Branching {
			s.Next, s.Leaves = e.leads(s.Next)
			continue
		}
		for j := range s.Branches {
			b := &s.Branches[j]
			b.To, b.Leaves = e.leads(b.To)
		}
	}
	for i := range g.Hints {
		g.Hints[i] = e.resolve(point(g.Hints[i]))
	}
	for i := range g.Labels {
		g.Labels[i].To = e.resolve(point(g.Labels[i].To))
	}
	for _, in := range g.Instances {
		for i := range in.Exits {
			in.Exits[i].To = e.resolve(point(in.Exits[i].To))
		}
	}
	if g.Entry > 0 {
		g.MoveToFront(g.Entry)
	}
}

// leads returns what the point of a target stands for, and by which exits it is left.
func (e *expander) leads(to cfg.Target) (cfg.Target, cfg.Leaving) {
	found := e.resolve(point(to))
	if e.left == nil {
		return found, 0
	}
	return found, e.left[to]
}

// resolve returns what a point stands for. A circle of points is a circle of
// jumps without a step: it is reported once, at its first jump.
func (e *expander) resolve(p point) cfg.Target {
	path := e.path[:0]
	for e.points[p] <= alias {
		to := point(alias - e.points[p])
		e.points[p] = visiting
		path = append(path, p)
		p = to
	}
	e.path = path
	found := e.points[p]
	var then cfg.Leaving
	switch {
	case found == visiting:
		e.circle(path, p)
		found = toUnknown
	case e.left != nil:
		then = e.left[p]
	}
	if found == unset {
		found = toUnknown // a label in a part that did not parse
	}
	for _, q := range path {
		e.points[q] = found
	}
	if e.left != nil {
		e.leaves(path, then)
	}
	if found <= toExit {
		return cfg.Exit + cfg.Target(found-toExit)
	}
	return cfg.Target(found)
}

// leaves notes by which exits the points of a path are left, at whose end it is known.
func (e *expander) leaves(path []point, then cfg.Leaving) {
	for _, q := range slices.Backward(path) {
		if own := e.left[q]; own != 0 {
			e.graph.Leaves[own-1].Then = then
			then = own
		}
		e.left[q] = then
	}
}

// circle reports the jumps of a circle; all of it from p on is in path.
func (e *expander) circle(path []point, p point) {
	e.graph.Unknown = true
	in := map[point]bool{}
	for i := len(path) - 1; ; i-- {
		in[path[i]] = true
		if path[i] == p {
			break
		}
	}
	var f *diag.Finding
	for _, j := range e.inCircle(in) {
		switch {
		case f == nil:
			f = e.list.Add(endlessJump.At(e.at(j), "this jump to %q leads back to itself, without a step on the way", j.target.Text)).
				Helpf("lead on to a step, or end the call with end")
			f.Related = Invocations(e.graph.Instances[j.in])
		case len(f.Related) < maxChain:
			f.Relate(e.at(j), "by way of this jump")
		}
	}
}

// inCircle returns the jumps that stand at some points, in order.
func (e *expander) inCircle(points map[point]bool) (list []jump) {
	if e.byPoint == nil {
		e.byPoint = make(map[point][]int, len(e.jumps))
		for i, j := range e.jumps {
			e.byPoint[j.from] = append(e.byPoint[j.from], i)
		}
	}
	var at []int
	for p := range points {
		at = append(at, e.byPoint[p]...)
	}
	slices.Sort(at)
	for _, i := range at {
		list = append(list, e.jumps[i])
	}
	return list
}
