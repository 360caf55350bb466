package call

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
)

// Ways are the shortest ways for a caller to the steps of a call: those with the
// fewest keys and outcomes of requests, of these the ones with the fewest steps.
type Ways struct {
	call   *Call
	from   []int32 // the step before, or none where the call does not come
	branch []int32 // by which of its branches, or none
	came   []bool
}

const none = -1

// Ways finds the shortest ways.
func (c *Call) Ways() *Ways {
	n := len(c.Steps)
	w := &Ways{call: c, from: make([]int32, n), branch: make([]int32, n), came: make([]bool, n)}
	// One layer of steps after the other: those that are reached by the same count
	// of outcomes.
	layer, next := []int32{}, []int32{}
	enter := func(to cfg.Target, from, branch int32, list []int32) []int32 {
		if to < 0 || w.came[to] {
			return list
		}
		w.came[to], w.from[to], w.branch[to] = true, from, branch
		return append(list, int32(to))
	}
	layer = enter(c.Entry, none, none, layer)
	for len(layer) > 0 {
		for at := 0; at < len(layer); at++ {
			i := layer[at]
			if s := &c.Steps[i]; !s.Branching {
				layer = enter(s.Next, i, none, layer)
			}
		}
		for _, i := range layer {
			if s := &c.Steps[i]; s.Branching {
				for b := range s.Branches {
					next = enter(s.Branches[b].To, i, int32(b), next)
				}
			}
		}
		layer, next = next, layer[:0]
	}
	return w
}

// Comes reports whether the call comes to a step.
func (w *Ways) Comes(i int) bool { return w.came[i] }

// A Turn is an outcome by which a call goes on from a step.
type Turn struct {
	Step int
	Key  string
}

// To returns the outcomes on the shortest way to a step, in order.
func (w *Ways) To(i int) []Turn {
	var turns []Turn
	for at := int32(i); at != none && w.came[at]; at = w.from[at] {
		if b := w.branch[at]; b != none {
			from := w.from[at]
			turns = append(turns, Turn{int(from), w.call.Steps[from].Branches[b].Key})
		}
	}
	slices.Reverse(turns)
	return turns
}

// Before returns the step before a step on the shortest way to it. It is not ok
// where the call starts there, or does not come there.
func (w *Ways) Before(i int) (from int, ok bool) {
	return int(w.from[i]), w.came[i] && w.from[i] != none
}
