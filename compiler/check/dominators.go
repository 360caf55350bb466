package check

import "github.com/flowc-lang/flowc/compiler/cfg"

// dominators say which steps lie on every way to a step. They are found as
// Cooper, Harvey and Kennedy do ("A Simple, Fast Dominance Algorithm", 2001):
// the steps in an order in which most come behind those that lead to them, and
// again until nothing changes.
type dominators struct {
	first, last []int32 // numbers of a walk through the tree: one step dominates those in between
}

func newDominators(f *Flow) *dominators {
	order := f.postorder()
	number := make([]int32, len(f.Steps))
	for n, i := range order {
		number[i] = int32(n)
	}
	above := make([]int32, len(f.Steps))
	for i := range above {
		above[i] = -1
	}
	entry := int32(f.Entry)
	above[entry] = entry
	for changed := true; changed; {
		changed = false
		for n := len(order) - 1; n >= 0; n-- {
			i := order[n]
			if i == entry {
				continue
			}
			best := int32(-1)
			for _, from := range f.from(int(i)) {
				switch {
				case above[from] < 0:
				case best < 0:
					best = from
				default:
					a, b := from, best
					for a != b {
						for number[a] < number[b] {
							a = above[a]
						}
						for number[b] < number[a] {
							b = above[b]
						}
					}
					best = a
				}
			}
			if above[i] != best {
				above[i], changed = best, true
			}
		}
	}
	return tree(order, above, entry)
}

// tree numbers the steps so that those below one have the numbers between its
// two.
func tree(order, above []int32, entry int32) *dominators {
	d := &dominators{first: make([]int32, len(above)), last: make([]int32, len(above))}
	size := make([]int32, len(above))
	for _, i := range order { // the ones below first
		size[i]++
		if i != entry {
			size[above[i]] += size[i]
		}
	}
	next := make([]int32, len(above)) // the number of the next one below
	for n := len(order) - 1; n >= 0; n-- {
		i := order[n]
		if i == entry {
			d.first[i] = 1
		} else {
			d.first[i] = next[above[i]]
			next[above[i]] += size[i]
		}
		d.last[i] = d.first[i] + size[i]
		next[i] = d.first[i] + 1
	}
	return d
}

// dominates reports whether the call comes by step a on every way to step b.
func (f *Flow) dominates(a, b int32) bool {
	if f.dominated == nil {
		f.dominated = newDominators(f)
	}
	d := f.dominated
	return d.first[a] <= d.first[b] && d.first[b] < d.last[a]
}

// postorder returns the steps that can be reached, each behind those that it leads to,
// as far as there are no loops.
func (f *Flow) postorder() []int32 {
	order := make([]int32, 0, len(f.Steps))
	seen := make([]bool, len(f.Steps))
	seen[f.Entry] = true
	stack := []open{{step: int32(f.Entry)}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		to, more := f.nth(int(top.step), top.next)
		top.next++
		switch {
		case !more:
			order = append(order, top.step)
			stack = stack[:len(stack)-1]
		case to >= 0 && !seen[to]:
			seen[to] = true
			stack = append(stack, open{step: int32(to)})
		}
	}
	return order
}

// An open is a step, and which of its targets is followed next.
type open struct {
	step int32
	next int
}

// nth returns a target of a step by its number, and whether there is one.
func (f *Flow) nth(i, n int) (to target, ok bool) {
	s := &f.Steps[i]
	switch {
	case s.Branching && n < len(s.Branches):
		return s.Branches[n].To, true
	case !s.Branching && n == 0:
		return s.Next, true
	}
	return cfg.End, false
}
