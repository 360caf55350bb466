package walk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
)

// A Way is one way through the call. Of a long one the first and the last
// outcomes are kept.
type Way struct {
	First, Last []call.Turn // Last is nil where First are all
	Turns       int         // how many outcomes there are
	Steps, Keys int
	Seconds     float64 // of speech
	End         Ending
	At          int // the step that it ends behind
}

// follow adds an edge of a step.
func (w *Walk) follow(way *Way, e *edge, at int32, person Ending) Ending {
	g := w.graph
	way.Steps++
	way.Seconds += g.speech[at]
	way.Keys += g.pressed(at, e)
	way.At = int(at)
	if e.turn {
		way.turn(call.Turn{Step: int(at), Key: e.key})
	}
	if reached, ok := g.reaches(at); ok {
		person = reached
	}
	way.End = e.ends(person)
	return person
}

// turn adds an outcome.
func (way *Way) turn(t call.Turn) {
	way.Turns++
	if way.Turns <= 2*call.Told {
		way.First = append(way.First, t)
		return
	}
	if way.Turns == 2*call.Told+1 {
		way.First, way.Last = way.First[:call.Told:call.Told], way.First[call.Told:]
	}
	way.Last = append(way.Last[1:], t)
}

// way returns the way by some edges from the start on.
func (w *Walk) way(path []int32) Way {
	var way Way
	at, _ := w.graph.entry()
	person := Ended
	for _, n := range path {
		e := &w.graph.edges[n]
		person = w.follow(&way, e, at, person)
		at = e.to
	}
	return way
}

// List returns the first paths, at most so many, in the order of the outcomes, and
// how many it leaves out.
func (w *Walk) List(most int) (list []Way, left *Count) {
	g := w.graph
	at, ok := g.entry()
	if !ok || most < 1 {
		return nil, w.Paths
	}
	path := []int32{g.first[at]} // of each step on the path the edge that is taken
	steps := []int32{at}
	for len(path) > 0 && len(list) < most {
		last := len(path) - 1
		if path[last] == g.first[steps[last]+1] { // all are taken
			if path, steps = path[:last], steps[:last]; last > 0 {
				path[last-1]++
			}
			continue
		}
		if e := &g.edges[path[last]]; e.on() {
			path, steps = append(path, g.first[e.to]), append(steps, e.to)
			continue
		}
		list = append(list, w.way(path))
		path[last]++
	}
	return list, w.Paths.less(len(list))
}

// Unknown is the error for a label that no step of the call stands behind.
type Unknown struct {
	Name, Near string   // the one that may be meant, or ""
	Ends       bool     // the call has it, and ends there
	Known      []string // those with a step behind them, in the order of the call
}

// Error implements error.
func (u *Unknown) Error() string { return "the call has no label " + u.Name }

// Labels returns the labels of a call, or the ids of a payload, in its order.
func Labels(c *call.Call) (names []string) {
	seen := map[string]bool{}
	for _, l := range c.Named() {
		if l.Step >= 0 && !seen[l.Name] {
			seen[l.Name] = true
			names = append(names, l.Name)
		}
	}
	return names
}

// To returns the shortest way to a label, of all steps that stand behind it to the
// nearest one: the way ends before it. It is not ok where no caller comes there.
// The error is an Unknown.
func (w *Walk) To(label string) (way Way, ok bool, err error) {
	found, ends, goals := false, false, make([]bool, len(w.Call.Steps))
	for _, l := range w.Call.Named() {
		switch {
		case l.Name != label:
		case l.Step < 0:
			ends = true
		default:
			found, goals[l.Step] = true, true
		}
	}
	if !found {
		known := Labels(w.Call)
		return Way{}, false, &Unknown{label, lang.Nearest(strings.TrimSuffix(label, ":"), known), ends, known}
	}
	ways := w.toGoal(goals).Ways()
	if goal := len(goals); ways.Comes(goal) {
		return w.before(goal, ways), true, nil
	}
	return Way{}, false, nil
}

// toGoal returns the call with the outcomes that it can have, and no others. What
// leads to a goal leads to one more step.
func (w *Walk) toGoal(goals []bool) *call.Call {
	g := w.graph
	target := func(to int32) cfg.Target {
		if to >= 0 && goals[to] {
			return cfg.Target(len(goals))
		}
		return cfg.Target(max(to, toEnd))
	}
	steps := make([]cfg.Step, len(goals)+1)
	for i := range goals {
		for _, e := range g.out(int32(i)) {
			if !e.turn {
				steps[i].Next = target(e.to)
				continue
			}
			steps[i].Branching = true
			steps[i].Branches = append(steps[i].Branches, cfg.Branch{Key: e.key, To: target(e.to)})
		}
	}
	steps[len(goals)].Next = cfg.End
	entry := cfg.End
	if at, ok := g.entry(); ok {
		entry = target(at)
	}
	return &call.Call{Graph: &cfg.Graph{Steps: steps, Entry: entry}}
}

// before returns the shortest way to a goal.
func (w *Walk) before(goal int, ways *call.Ways) Way {
	g := w.graph
	var steps []int32
	for at, ok := ways.Before(goal); ok; at, ok = ways.Before(at) {
		steps = append(steps, int32(at))
	}
	slices.Reverse(steps)
	turns := ways.To(goal)
	var way Way
	at, _ := g.entry()
	for _, at = range steps {
		e := &g.out(at)[0]
		if len(turns) > 0 && turns[0].Step == int(at) {
			e = g.by(turns[0])
			turns = turns[1:]
		}
		w.follow(&way, e, at, Ended)
		at = e.to
	}
	way.At = int(at)
	return way
}

// by returns the edge of an outcome.
func (g *graph) by(t call.Turn) *edge {
	out := g.out(int32(t.Step))
	return &out[slices.IndexFunc(out, func(e edge) bool { return e.turn && e.key == t.Key })]
}

// Says says what a caller or a server does, in words of the call.
func Says(c *call.Call, t call.Turn) string {
	if c.Kind(t.Step) != call.Waits {
		if t.Key == "" {
			return "anything else"
		}
		return c.Outcome(t.Step, t.Key)
	}
	n, _ := c.Count(t.Step)
	switch {
	case t.Key != "":
		return "press " + c.Outcome(t.Step, t.Key)
	case len(c.Steps[t.Step].Branches) == 0:
		return "press any key"
	case n == 1:
		return "press any other key"
	}
	return "press anything else"
}

// Words says the outcomes on a way; of a long one those in its middle are
// counted.
func (w *Walk) Words(way *Way) (words []string) {
	for _, t := range way.First {
		words = append(words, Says(w.Call, t))
	}
	if way.Last != nil {
		words = append(words, fmt.Sprintf("… %d more …", way.Turns-2*call.Told))
	}
	for _, t := range way.Last {
		words = append(words, Says(w.Call, t))
	}
	return words
}
