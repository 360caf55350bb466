package check

import "github.com/flowc-lang/flowc/compiler/cfg"

// dominators say which steps lie on every way to a step. They are found as Lengauer
// and Tarjan do ("A Fast Algorithm for Finding Dominators in a Flowgraph", 1979,
// the simple version), which takes about as long as there are edges.
type dominators struct {
	first, last []int32 // numbers of a walk through the tree: one step dominates those in between
}

func newDominators(f *Flow) *dominators {
	n := len(f.Steps)
	room := make([]int32, 7*n)
	take := func() []int32 {
		part := room[:n:n]
		room = room[n:]
		return part
	}
	d := dominating{Flow: f, parent: take(), semi: take(), label: take(), ancestor: take(), bucket: take(), next: take(), above: take()}
	for i := range n {
		d.semi[i], d.ancestor[i], d.bucket[i] = -1, -1, -1
	}
	d.number()
	for k := len(d.order) - 1; k > 0; k-- {
		w := d.order[k]
		for _, v := range f.from(int(w)) {
			if u := d.eval(v); d.semi[u] < d.semi[w] {
				d.semi[w] = d.semi[u]
			}
		}
		at := d.order[d.semi[w]]
		d.next[w], d.bucket[at] = d.bucket[at], w
		p := d.parent[w]
		d.ancestor[w] = p
		for v := d.bucket[p]; v >= 0; v = d.next[v] {
			if u := d.eval(v); d.semi[u] < d.semi[v] {
				d.above[v] = u
			} else {
				d.above[v] = p
			}
		}
		d.bucket[p] = -1
	}
	for _, w := range d.order[1:] {
		if d.above[w] != d.order[d.semi[w]] {
			d.above[w] = d.above[d.above[w]]
		}
	}
	return tree(d.order, d.above)
}

// dominating is the work on dominators. Steps are in the order of a walk in depth
// first.
type dominating struct {
	*Flow
	order    []int32
	parent   []int32
	semi     []int32 // the number of the semidominator
	label    []int32
	ancestor []int32
	bucket   []int32 // the first of the steps whose semidominator it is
	next     []int32 // the next of them
	above    []int32 // the dominator
	path     []int32
}

// number puts the steps that can be reached in order.
func (d *dominating) number() {
	entry := int32(d.Entry)
	d.enter(entry, -1)
	stack := []open{{step: entry}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		to, more := d.nth(int(top.step), top.next)
		top.next++
		switch {
		case !more:
			stack = stack[:len(stack)-1]
		case to >= 0 && d.semi[to] < 0:
			d.enter(int32(to), top.step)
			stack = append(stack, open{step: int32(to)})
		}
	}
}

func (d *dominating) enter(i, parent int32) {
	d.semi[i], d.label[i], d.parent[i] = int32(len(d.order)), i, parent
	d.order = append(d.order, i)
}

// eval returns the step on the way up from a step, as far as it is linked, whose
// semidominator comes first, and makes that way shorter.
func (d *dominating) eval(v int32) int32 {
	if d.ancestor[v] < 0 {
		return v
	}
	d.path = d.path[:0]
	for at := v; d.ancestor[d.ancestor[at]] >= 0; at = d.ancestor[at] {
		d.path = append(d.path, at)
	}
	for k := len(d.path) - 1; k >= 0; k-- {
		at := d.path[k]
		up := d.ancestor[at]
		if d.semi[d.label[up]] < d.semi[d.label[at]] {
			d.label[at] = d.label[up]
		}
		d.ancestor[at] = d.ancestor[up]
	}
	return d.label[v]
}

// tree numbers the steps so that those below one have the numbers between its
// two. A dominator comes before what it dominates.
func tree(order, above []int32) *dominators {
	d := &dominators{first: make([]int32, len(above)), last: make([]int32, len(above))}
	size := make([]int32, len(above))
	for k := len(order) - 1; k > 0; k-- {
		size[order[k]]++
		size[above[order[k]]] += size[order[k]]
	}
	size[order[0]]++
	next := make([]int32, len(above)) // the number of the next one below
	for k, i := range order {
		if k == 0 {
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
func (d *dominators) dominates(a, b int32) bool {
	return d.first[a] <= d.first[b] && d.first[b] < d.last[a]
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

// dominates reports whether the call comes by step a on every way to step b. Both can
// be reached.
func (f *Flow) dominates(a, b int32) bool {
	if f.dominated == nil {
		f.dominated = newDominators(f)
	}
	return f.dominated.dominates(a, b)
}
