package flowtest

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
)

// At returns the statement that a step of a flow is written as, of a flow that was
// added; nil of an exit, which nobody wrote.
func (c *Coverage) At(f *sim.Flow, i int) *Step { return c.flows[f][i] }

// Branch returns the branch of a key, or nil.
func (s *Step) Branch(key string) *Branch { return s.branch(key) }

// reachable returns for each step of a flow whether a call can come to it, by branches
// that can be taken.
func reachable(f *sim.Flow) []bool {
	seen := make([]bool, len(f.Steps))
	var stack []cfg.Target
	push := func(t cfg.Target) {
		if t >= 0 && !seen[t] {
			seen[t] = true
			stack = append(stack, t)
		}
	}
	for push(f.Entry); len(stack) > 0; {
		i := int(stack[len(stack)-1])
		stack = stack[:len(stack)-1]
		s := &f.Steps[i]
		if !s.Branching {
			push(s.Next)
		}
		for _, b := range s.Branches {
			if f.Taken(i, b.Key) {
				push(b.To)
			}
		}
	}
	return seen
}

// Took returns the branch that a visit of a step took, or nil.
func (s *Step) Took(f *sim.Flow, v Visit) *Branch { return s.took(f, v) }
