package walk

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
)

// A graph has an edge for each outcome that a step of a call can have.
type graph struct {
	flow  *sim.Flow
	first []int32 // of each step its first edge, and then the number of all edges
	edges []edge
	order []int32 // the steps that the call comes to, each behind those that it leads to
	came  []int32 // the same, each where the call comes to it first
	when  []int32 // the place of each in came
	steps []int32 // what its steps are in the call; nil where they are the same

	speech []float64 // how many seconds a step speaks
}

// An edge is an outcome of a step, and where it leads.
type edge struct {
	key   string // nothing where no branch takes what was pressed, or where there is nothing to choose
	to    int32  // a step, or one of those below
	turn  bool   // there was something to choose
	round bool   // it leads to a step that the call is inside of
}

// Where edges lead that lead to no step.
const (
	toEnd      = -1
	toNoBranch = -2
	toNowhere  = -3
)

// newGraph finds what a call can do. It is linear in what is written.
func newGraph(f *sim.Flow) *graph {
	g := &graph{flow: f, first: make([]int32, 1, len(f.Run.Steps)+1)}
	for i := range f.Run.Steps {
		g.step(i)
		g.first = append(g.first, int32(len(g.edges)))
	}
	g.sort()
	return g
}

// out returns the edges of a step.
func (g *graph) out(i int32) []edge { return g.edges[g.first[i]:g.first[i+1]] }

// entry returns the step that the call starts with, and whether there is one.
func (g *graph) entry() (int32, bool) {
	if g.steps != nil {
		return 0, true
	}
	at := g.flow.Run.Entry
	return int32(at), at >= 0 && int(at) < len(g.flow.Run.Steps)
}

// at returns what a step is in the call.
func (g *graph) at(i int32) int {
	if g.steps != nil {
		i = g.steps[i]
	}
	return int(i)
}

// step adds the edges of a step: what sim.Flow.Took does by each outcome.
func (g *graph) step(i int) {
	s := &g.flow.Run.Steps[i]
	switch kind := call.KindOf(s.Type); {
	case kind == call.Waits:
		g.keys(i)
	case !s.Branching:
		g.edges = append(g.edges, edge{to: g.target(s.Next)})
	case kind == call.Requests:
		g.answers(i)
	default: // nothing is known of its outcomes but those that are written
		for _, b := range g.branches(i) {
			g.add(b.Key, b.To)
		}
		if int(g.first[i]) == len(g.edges) {
			g.edges = append(g.edges, edge{to: toNoBranch, turn: true})
		}
	}
}

func (g *graph) add(key string, to cfg.Target) {
	g.edges = append(g.edges, edge{key: key, to: g.target(to), turn: true})
}

func (g *graph) target(to cfg.Target) int32 {
	switch {
	case to == cfg.End:
		return toEnd
	case to < 0 || int(to) >= len(g.flow.Run.Steps):
		return toNowhere
	}
	return int32(to)
}

// branches returns the branches of a step, with those that end the call, which a
// payload does not have.
func (g *graph) branches(i int) []cfg.Branch {
	run, written := g.flow.Run.Steps[i].Branches, g.flow.Steps[i].Branches
	if len(run) == len(written) {
		return run
	}
	all := make([]cfg.Branch, 0, len(written))
	for n := range written {
		switch {
		case len(run) > 0 && run[0].Key == written[n].Key:
			all, run = append(all, run[0]), run[1:]
		case written[n].To == cfg.End:
			all = append(all, written[n])
		}
	}
	return append(all, run...)
}

// keys adds the edges of an input: of each key that can be pressed there, and of
// any other, where keys are left for it.
func (g *graph) keys(i int) {
	count, _ := g.flow.Count(i)
	list := g.branches(i)
	rest := edge{to: toNoBranch, turn: true}
	for _, b := range list {
		switch {
		case b.Key == call.AnyKey:
			rest.key, rest.to = b.Key, g.target(b.To)
		case call.Keyed(b.Key, count):
			g.add(b.Key, b.To)
		}
	}
	if call.Taken(list, call.AnyKey, count) {
		g.edges = append(g.edges, rest)
	}
}

// answers adds the edges of a request. It works or fails, also where that is not
// written: a branch for anything else takes it then, or the call ends.
func (g *graph) answers(i int) {
	rest := cfg.End
	missing := map[string]bool{call.Success: true, call.Fail: true}
	for _, b := range g.branches(i) {
		if b.Key == call.AnyKey {
			rest = b.To
			continue
		}
		g.add(b.Key, b.To)
		delete(missing, b.Key)
	}
	for _, key := range []string{call.Success, call.Fail} {
		if missing[key] {
			g.add(key, rest)
		}
	}
}

// sort puts the steps that the call comes to in their order, depth first, and
// marks the edges that go round. The order is that of the outcomes, and it uses
// no stack of the machine: calls are long.
func (g *graph) sort() {
	at, ok := g.entry()
	if !ok {
		return
	}
	const (
		open = 1
		done = 2
	)
	state := make([]uint8, len(g.first)-1)
	next := make([]int32, len(g.first)-1)
	g.when = make([]int32, len(state))
	var stack []int32
	come := func(i int32) {
		state[i], g.when[i] = open, int32(len(g.came))
		g.came = append(g.came, i)
		stack = append(stack, i)
	}
	come(at)
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		e := g.first[at] + next[at]
		if e == g.first[at+1] {
			state[at] = done
			g.order = append(g.order, at)
			stack = stack[:len(stack)-1]
			continue
		}
		next[at]++
		switch to := g.edges[e].to; {
		case to < 0 || state[to] == done:
		case state[to] == open:
			g.edges[e].round = true
		default:
			come(to)
		}
	}
}
