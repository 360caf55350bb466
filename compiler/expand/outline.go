package expand

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// An outliner makes the outlines of steps, each once. That of a step needs to
// know by which exits those leave that it uses, so they come first.
type outliner struct {
	*frame
	list  *diag.List
	done  map[*resolve.Object]*Outline
	depth int
}

// maxOutlines is how deep outlines wait for each other. What is nested deeper
// can't be expanded either, which is a finding; it is taken to leave by all
// exits.
const maxOutlines = 4 * maxDepth

// outline returns the outline of a step.
func (o *outliner) outline(def *resolve.Object) *Outline {
	if known := o.done[def]; known != nil {
		return known
	}
	decl := def.Step.Decl
	out := &Outline{Step: def, takes: make([]bool, len(decl.Exits))}
	for i := range out.takes {
		out.takes[i] = true // as far as is known, while it is looked at
	}
	o.done[def] = out
	o.depth++
	e := newExpander(o.frame, o.list, 0)
	e.outliner = o
	in := e.instance(def.Module, &decl.Body, nil, &cfg.Instance{File: def.Module.File})
	in.args = make([]arg, len(decl.Params))
	for i := range decl.Exits {
		in.exits = append(in.exits, e.constant(toExit-int32(i)))
	}
	entry := e.point()
	e.body(&decl.Body, in, entry, e.constant(toFallOut))
	e.graph.Unknown = e.graph.Unknown || o.program.Broken
	e.finish(entry)
	o.depth--
	out.Graph = e.graph
	out.leaves()
	return out
}

// leaves finds out by which exits a step can be left.
func (out *Outline) leaves() {
	g := out.Graph
	if g.Unknown {
		return // it may leave anywhere
	}
	taken := make([]bool, len(out.takes))
	falls := false
	note := func(t cfg.Target) {
		falls = falls || t == cfg.FallOut
		if t <= cfg.Exit {
			taken[cfg.Exit-t] = true
		}
	}
	note(g.Entry)
	for i, seen := range g.Reachable() {
		if seen {
			g.Steps[i].Each(note)
		}
	}
	if !falls { // else a finding says so, and its uses are right
		out.takes = taken
	}
}

// outlined makes a use of a step one step of an outline.
func (e *expander) outlined(s *lang.Invoke, def *resolve.Object, in *instance, at, next point) {
	takes := func(int) bool { return true }
	if e.outliner.depth < maxOutlines {
		inner := e.outliner.outline(def)
		takes = func(exit int) bool { return inner.takes[exit] }
	}
	to, bodies := e.exits(s, def, in, next)
	use := e.add(s, in, nil, at)
	if use.Branching = len(to) > 0; !use.Branching {
		use.Next = cfg.Target(next)
	}
	for i, exit := range def.Step.Decl.Exits {
		if takes(i) {
			use.Branches = append(use.Branches, cfg.Branch{Key: exit.Text, To: cfg.Target(to[i]), Place: s.Name.Span()})
		}
	}
	e.bodies(bodies, in, next)
}
