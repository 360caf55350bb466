package changes

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A standing says what steps are that stand together.
type standing struct {
	what string       // an attempt, a use of a step of one's own; or ""
	at   source.Place // where that is written
	told []int32      // the steps to tell of
	way  int32        // the step to which the way is told
}

// standing says of steps that are whole attempts, or a whole use of a step of one's
// own, that they are, and where that is written; else where the first of them is.
func (g *graph) standing(steps []int32, sign byte) standing {
	first := steps[0]
	if in := g.whole(steps); in != nil {
		at := source.Place{File: in.Parent.File.Source, Span: in.Parent.File.Head(in.Use)}
		if use, ok := in.Use.(*lang.Invoke); ok {
			return standing{use.Name.Text + ": ", at, steps, first}
		}
		attempts := g.attempts(steps, in)
		what := "attempt"
		if len(attempts) > 1 {
			what = "attempts"
		}
		if sign == '+' {
			what = fmt.Sprintf("%d more %s: ", len(attempts), what)
		} else {
			what = fmt.Sprintf("%d fewer %s: ", len(attempts), what)
		}
		// Callers notice it where there was or is no further attempt.
		return standing{what, at, attempts[0], g.lastAttempt(slices.Max(steps), in)}
	}
	return standing{"", g.Step(int(first)), steps, first}
}

// whole returns the use of which steps are all that there is, the outermost, or the
// first attempt of those that they are, or nil.
func (g *graph) whole(steps []int32) (outermost *cfg.Instance) {
	// The steps of one stand one behind the other.
	least, most := slices.Min(steps), slices.Max(steps)
	if int(most-least)+1 != len(steps) {
		return nil
	}
	for in := g.Steps[least].In; in != nil && in.Use != nil; in = in.Parent {
		last := in
		if in.Attempt > 0 {
			if last = g.attemptAt(most, in); last == nil {
				continue
			}
		}
		if g.within(least-1, in) || g.within(most+1, last) {
			break // so do those around it have more steps
		}
		if g.within(most, last) {
			outermost = in
		}
	}
	return outermost
}

// attemptAt returns the attempt that a step is in, of those of the same try, or nil.
func (g *graph) attemptAt(i int32, in *cfg.Instance) *cfg.Instance {
	if i < 0 || int(i) >= len(g.Steps) {
		return nil
	}
	for at := g.Steps[i].In; at != nil; at = at.Parent {
		if at.Use == in.Use && at.Parent == in.Parent {
			return at
		}
	}
	return nil
}

// attempts takes steps apart that are attempts of a try.
func (g *graph) attempts(steps []int32, in *cfg.Instance) (list [][]int32) {
	var last *cfg.Instance
	for _, i := range slices.Sorted(slices.Values(steps)) {
		if at := g.attemptAt(i, in); at != last || len(list) == 0 {
			list, last = append(list, nil), at
		}
		list[len(list)-1] = append(list[len(list)-1], i)
	}
	return list
}

// lastAttempt returns the first step of the last attempt of a try.
func (g *graph) lastAttempt(i int32, in *cfg.Instance) (first int32) {
	first = i
	for at := g.attemptAt(i, in); first > 0 && g.attemptAt(first-1, in) == at; {
		first--
	}
	for last := g.attemptAt(i, in); ; i++ {
		at := g.attemptAt(i, in)
		if at == nil {
			return first
		}
		if at != last {
			first, last = i, at
		}
	}
}

// within reports whether there is a step of a number, in an instance.
func (g *graph) within(i int32, in *cfg.Instance) bool {
	if i < 0 || int(i) >= len(g.Steps) {
		return false
	}
	for at := g.Steps[i].In; at != nil; at = at.Parent {
		if at == in {
			return true
		}
	}
	return false
}
