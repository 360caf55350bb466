// Package cfg holds the graph of a call: its steps, in the order in which they
// are written to the payload, and where the call goes from each. It answers
// what can be reached. It knows nothing of how a script is written.
package cfg

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Target is the index of a step, or one of the values below.
type Target int32

const (
	End     Target = -1 // the call ends
	Unknown Target = -2 // the target is not defined: a finding says so
	FallOut Target = -3 // a step with exits ends without choosing one: this and below, see Falls
)

// A Graph is the graph of one call.
type Graph struct {
	Steps []Step
	Entry Target
	// Unknown says that a part of the script did not parse or names a label
	// that does not exist: what is reached may not be known.
	Unknown bool
	Hints   []Target // what a mistake in the script may lead to
	Falls   []Fall   // of the targets FallOut, FallOut-1, ...
	Uses    []Target // where the steps of the author's own begin that have exits
}

// A Fall is a step of the author's own that has exits and whose body can end
// without choosing one.
type Fall struct {
	File *lang.File
	Decl *lang.StepDecl
}

// A Step is one call flow object.
type Step struct {
	Stmt      lang.Stmt
	In        *Instance
	Type      string
	Fields    []Field
	Next      Target // of steps without branches
	Branching bool
	Branches  []Branch
	Labelled  bool   // a label stands before it
	ID        string // by label, where that was asked for
}

// A Field is a key of the object, and where its value is written.
type Field struct {
	api.Field
	Place source.Span
}

// A Branch leads from an outcome to another step. Outcomes that end the call
// are branches too, to End.
type Branch struct {
	Key   string
	To    Target
	Place source.Span // what is written: a target, or the key of an arm
}

// An Instance is one expansion of a body: the script itself, a use of a step,
// or an attempt.
type Instance struct {
	File   *lang.File
	Use    lang.Stmt // the statement that is expanded; nil for the script
	Parent *Instance // where Use stands; nil for the script
	Prefix string    // of the ids by label
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

// Reachable returns for each step whether the call can reach it.
func (g *Graph) Reachable() []bool {
	seen := make([]bool, len(g.Steps))
	g.reach(g.Entry, seen)
	return seen
}

// ReachableUses returns for each step whether the call can reach it, or could
// if it reached every use of a step of the author's own.
func (g *Graph) ReachableUses() []bool {
	seen := g.Reachable()
	for _, t := range g.Uses {
		g.reach(t, seen)
	}
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
	led := make([]bool, len(g.Steps)) // some unreachable step leads here
	missed := false
	for i := range g.Steps {
		if !seen[i] {
			missed = true
			g.Steps[i].Each(func(t Target) {
				if t >= 0 && int(t) != i {
					led[t] = true
				}
			})
		}
	}
	if !missed {
		return nil
	}
	root := make([]bool, len(g.Steps))
	for _, circles := range []bool{false, true} {
		for i := range g.Steps {
			if !seen[i] && (circles || !led[i]) {
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

// MoveToFront makes a step the first one.
func (g *Graph) MoveToFront(first Target) {
	moved := func(t Target) Target {
		switch {
		case t == first:
			return 0
		case t >= 0 && t < first:
			return t + 1
		}
		return t
	}
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
	for _, list := range [][]Target{g.Hints, g.Uses} {
		for i := range list {
			list[i] = moved(list[i])
		}
	}
	g.Entry = moved(g.Entry)
}
