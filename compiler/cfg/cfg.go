// Package cfg holds the graph of a call: its steps, and where the call goes
// from each. It answers what can be reached. There are two graphs of a script.
// That of the call has one step for each object of the payload, in the order
// in which they are written. The outline has what is written once: a use of a
// step of the author's own is one step in it, and a try makes one round.
package cfg

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Target is the index of a step, or one of the values below.
type Target int32

const (
	End     Target = -1 // the call ends
	Unknown Target = -2 // the target is not defined: a finding says so
	FallOut Target = -3 // in the outline of a step: it ends without choosing an exit
	Exit    Target = -4 // in the outline of a step: it leaves by its first exit; by the others below
)

// A Graph is the graph of one call, or of one step of the author's own.
type Graph struct {
	Steps     []Step
	Instances []*Instance // what was expanded, in the order of the expansion
	Leaves    []Leave     // the exits of its uses
	Entry     Target
	Enters    Leaving // the exits that are left by before the first step
	// Unknown says that a part of the script did not parse or names a label
	// that does not exist: what is reached may not be known.
	Unknown bool
	Hints   []Target  // what a mistake in the script may lead to
	Labels  []Landing // in the order of the expansion
}

// A Landing is a label, and where the call goes on that is led there: the step
// behind it, or what a use, an attempt or a jump behind it begins with.
type Landing struct {
	Label *lang.Label
	To    Target
}

// A Step is one object of the payload, or, in an outline, a use of a step of
// the author's own, or the choice between another round of a try and its else.
type Step struct {
	Stmt      lang.Stmt
	In        *Instance
	Type      *api.Type // of the object; nil of what is none
	Fields    []api.Field
	Branches  []Branch
	Label     *lang.Label // the first of those that the step stands under; nil where there is none
	Next      Target      // of steps without branches
	Behind    int32       // how many steps stand between it and its label; 0: the label stands before the step
	Leaves    Leaving     // by which exits Next leaves
	Branching bool
	Labelled  bool // some label stands before the step
}

// StartLabel is what the steps before the first label are named by.
const StartLabel = "start"

// TypeName returns the name of the type of a step, or "" of what is no object.
func (s *Step) TypeName() string {
	if s.Type == nil {
		return ""
	}
	return s.Type.Name
}

// Says reports whether a step says something by a key.
func (s *Step) Says(key string) bool {
	return slices.ContainsFunc(s.Fields, func(f api.Field) bool { return f.Key.Name == key })
}

// LabelName returns the name of the label that a step stands under.
func (s *Step) LabelName() string {
	if s.Label == nil {
		return StartLabel
	}
	return s.Label.Name.Text
}

// A Branch leads from an outcome to another step. Outcomes that end the call
// are branches too, to End.
type Branch struct {
	Key    string
	To     Target
	Leaves Leaving
	Place  source.Span // what is written: a target, or the key of an arm
}

// A Leaving is the first of the exits by which the call leaves uses of steps on the
// way to a target: the number of a Leave of the graph, from 1; 0 where there is none.
type Leaving int32

// A Leave is an exit of a use.
type Leave struct {
	In   *Instance // the use
	Exit int       // among its exits
	Then Leaving   // the exit, of a use around it or behind it, that it is a target of
}

// EachLeave calls f for every exit by which the call leaves a use, in their order.
func (g *Graph) EachLeave(first Leaving, f func(*Leave)) {
	for n := first; n != 0; n = g.Leaves[n-1].Then {
		f(&g.Leaves[n-1])
	}
}

// An Instance is one expansion of a body: the script itself, a use of a step,
// or an attempt.
type Instance struct {
	File    *lang.File
	Use     lang.Stmt // the statement that is expanded; nil for the script
	Parent  *Instance // where Use stands; nil for the script
	Label   string    // that Use stands under
	Attempt int       // of a try: the number of the attempt, from 1
	Exits   []Branch  // of a use of a step: where its exits lead
}

// Chain returns the uses that lead to an instance, innermost first. An
// attempt is no link of it: its body stands where it is used.
func (in *Instance) Chain() []source.Place {
	var chain []source.Place
	for ; in != nil && in.Use != nil; in = in.Parent {
		if use, ok := in.Use.(*lang.Invoke); ok {
			chain = append(chain, source.Place{File: in.Parent.File.Source, Span: use.Name.Span()})
		}
	}
	return chain
}

// Each calls f for every target of a step.
func (s *Step) Each(f func(Target)) {
	if !s.Branching {
		f(s.Next)
		return
	}
	for i := range s.Branches {
		f(s.Branches[i].To)
	}
}

// round reports whether a step is the choice of a try between another round
// and its else: nobody wrote it.
func (s *Step) round() bool {
	_, try := s.Stmt.(*lang.Try)
	return try
}

// Reachable returns for each step whether the call can reach it.
func (g *Graph) Reachable() []bool {
	seen := make([]bool, len(g.Steps))
	g.reach(g.Entry, seen)
	return seen
}

// reach marks all that can be reached from a target.
func (g *Graph) reach(from Target, seen []bool) {
	var stack []Target
	push := func(t Target) {
		if t >= 0 && !seen[t] {
			seen[t] = true
			stack = append(stack, t)
		}
	}
	push(from)
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		g.Steps[t].Each(push)
	}
}

// UnreachableRoots returns the steps at which the parts begin that the call
// can't reach, in order: each step that can't be reached is one of them or is
// reached from one.
func (g *Graph) UnreachableRoots() []Target {
	seen := g.Reachable()
	for _, t := range g.Hints {
		g.reach(t, seen)
	}
	if !slices.Contains(seen, false) {
		return nil
	}
	led := make([]bool, len(g.Steps)) // some unreachable step leads here
	for i := range g.Steps {
		if s := &g.Steps[i]; !seen[i] && !s.round() {
			s.Each(func(t Target) {
				if t >= 0 && int(t) != i {
					led[t] = true
				}
			})
		}
	}
	root := make([]bool, len(g.Steps))
	for _, circles := range []bool{false, true} {
		for i := range g.Steps {
			if !seen[i] && !g.Steps[i].round() && (circles || !led[i]) {
				root[i] = true
				g.reach(Target(i), seen)
			}
		}
	}
	var roots []Target
	for i, is := range root {
		if is {
			roots = append(roots, Target(i))
		}
	}
	return roots
}

// ToFront returns what a target is called behind MoveToFront.
func ToFront(t, first Target) Target {
	switch {
	case t == first && first >= 0:
		return 0
	case t >= 0 && t < first:
		return t + 1
	}
	return t
}

// MoveToFront makes a step the first one.
func (g *Graph) MoveToFront(first Target) {
	moved := func(t Target) Target { return ToFront(t, first) }
	step := g.Steps[first]
	copy(g.Steps[1:first+1], g.Steps[:first])
	g.Steps[0] = step
	for i := range g.Steps {
		s := &g.Steps[i]
		s.Next = moved(s.Next)
		for j := range s.Branches {
			s.Branches[j].To = moved(s.Branches[j].To)
		}
	}
	for i := range g.Hints {
		g.Hints[i] = moved(g.Hints[i])
	}
	for i := range g.Labels {
		g.Labels[i].To = moved(g.Labels[i].To)
	}
	for _, in := range g.Instances {
		for i := range in.Exits {
			in.Exits[i].To = moved(in.Exits[i].To)
		}
	}
	g.Entry = moved(g.Entry)
}
