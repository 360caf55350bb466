package expand

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A PassageKind is what a call passes.
type PassageKind uint8

// What a call passes between two steps.
const (
	Jump  PassageKind = iota
	Stop              // an end
	Exit              // of a use of a step
	Again             // to the last attempt of a try
	Spent             // all attempts of a try have failed
)

// A Passage is something written that a call passes between two steps: it leads
// where it says, and could lead elsewhere.
type Passage struct {
	Kind   PassageKind
	Place  source.Place // empty where nobody wrote it
	Name   string       // of an exit
	To     cfg.Target
	Others []cfg.Target // where the call would go without it; of an exit, where the next ones lead
	Pair   *Passage     // of one of two exits the other
	at     point
	others []point
}

// An Edge is the way from a step to the next.
type Edge struct {
	Step int
	Key  string     // of the branch; "" of a step without branches
	By   []*Passage // in their order
}

// Passages returns the edges of the call of a program that pass something. It expands
// the program once more, which others need not pay for. The program has no errors.
func Passages(p *resolve.Program) []Edge {
	var list diag.List
	settings := ReadSettings(p, &list)
	f := &frame{program: p, settings: &settings, eaches: eachSettings(p), zones: map[string]*value.Problem{}}
	e := newExpander(f, &list, 0)
	e.trail = &trail{by: map[point]*Passage{}}
	e.script()
	return e.trail.edges
}

// A trail notes what is passed; nil where nobody asks.
type trail struct {
	by    map[point]*Passage
	edges []Edge
}

// passes notes what is passed at a point.
func (e *expander) passes(at point, p Passage, others ...point) {
	if e.trail != nil {
		p.at, p.others = at, others
		e.trail.by[at] = &p
	}
}

// by returns a point that leads to another one, by what is passed there alone.
func (e *expander) by(to point, p Passage, others ...point) point {
	if e.trail == nil {
		return to
	}
	at := e.point()
	e.alias(at, to)
	e.passes(at, p, others...)
	return at
}

// ways returns points that lead where the exits of a use do.
func (e *expander) ways(to []point, places []source.Span, names []string, s *lang.Invoke, in *instance) []point {
	if e.trail == nil {
		return to
	}
	by := make([]point, len(to))
	for i := range to {
		p := Passage{Kind: Exit, Name: names[i]}
		if places[i].Start > s.Span().Start {
			p.Place = place(in, places[i])
		}
		by[i] = e.by(to[i], p, slices.Concat(to[i+1:], to[:i])...)
	}
	if len(by) == 2 {
		e.trail.by[by[0]].Pair, e.trail.by[by[1]].Pair = e.trail.by[by[1]], e.trail.by[by[0]]
	}
	return by
}

// follow notes what is passed on the way from each step to the next, as long as
// points stand for other points.
func (e *expander) follow() {
	if e.trail == nil {
		return
	}
	for i := range e.graph.Steps {
		s := &e.graph.Steps[i]
		if !s.Branching {
			e.edge(i, "", point(s.Next))
			continue
		}
		for _, b := range s.Branches {
			e.edge(i, b.Key, point(b.To))
		}
	}
}

func (e *expander) edge(step int, key string, p point) {
	edge := Edge{Step: step, Key: key}
	for range e.points { // jumps may lead in a circle
		if by := e.trail.by[p]; by != nil {
			edge.By = append(edge.By, by)
		}
		if e.points[p] > alias {
			break
		}
		p = point(alias - e.points[p])
	}
	if len(edge.By) > 0 {
		e.trail.edges = append(e.trail.edges, edge)
	}
}

// settle says of all that is passed where it leads. The step that stood first before
// the one that the call starts with may have been moved.
func (e *expander) settle(entry point) {
	if e.trail == nil {
		return
	}
	first := e.resolve(entry)
	to := func(p point) cfg.Target { return cfg.ToFront(e.resolve(p), first) }
	for _, p := range e.trail.by {
		p.To = to(p.at)
		for _, other := range p.others {
			p.Others = append(p.Others, to(other))
		}
	}
	for i := range e.trail.edges {
		edge := &e.trail.edges[i]
		edge.Step = int(cfg.ToFront(cfg.Target(edge.Step), first))
	}
}
