package same

import (
	"cmp"
	"fmt"
	"slices"
)

// A partition puts the vertices of two graphs into classes: those of one class
// can't be told apart by the classes around them. It is refined from classes
// that are given, by the rule of Hopcroft: where a class has split, all of its
// parts but the largest have to be looked at again. So an edge is looked at
// once in each halving of the class that it leads to or comes from, whatever is
// told apart in between: with sorting, the whole takes time n log² n.
//
// Vertices are numbered, those of the second graph behind those of the first.
type partition struct {
	class   []int32    // of each vertex, or none
	at      []int32    // where each vertex stands among the members of its graph
	members [2][]int32 // the vertices of each graph, those of one class together
	cells   []cell     // by class
	queue   []int32    // of classes that may split others
	around  [][]step   // of each vertex: the edges from it and to it
	parents []int32    // of the classes that were made last, those that they were taken out of
	first   int        // how many vertices the first graph has
}

// A cell says where the members of a class are, in each of the graphs.
type cell struct {
	from, to [2]int32
	queued   bool
}

func (c *cell) size() int32 { return c.to[0] - c.from[0] + c.to[1] - c.from[1] }

// An edge leads from a vertex to another, and has a label.
type edge struct{ from, to, label int32 }

// A step goes over an edge, on it or back.
type step struct{ label, to int32 }

const none = -1

// newPartition takes the sizes of the two graphs, a class of each vertex, or
// none where it is in no class, and edges between vertices that are in classes.
func newPartition(sizes [2]int, class []int32, edges []edge) *partition {
	p := &partition{
		class: class, at: make([]int32, len(class)), around: make([][]step, len(class)), first: sizes[0],
	}
	count := 0
	for v, c := range class {
		if c != none {
			p.members[p.graph(int32(v))] = append(p.members[p.graph(int32(v))], int32(v))
			count = max(count, int(c)+1)
		}
	}
	p.cells = make([]cell, count)
	for g := range p.members {
		slices.SortStableFunc(p.members[g], func(a, b int32) int { return cmp.Compare(class[a], class[b]) })
		for i, v := range p.members[g] {
			c := &p.cells[class[v]]
			if c.to[g] == 0 {
				c.from[g] = int32(i)
			}
			p.at[v], c.to[g] = int32(i), int32(i)+1
		}
	}
	for c := range p.cells {
		p.enqueue(int32(c))
	}
	for _, e := range edges {
		p.around[e.from] = append(p.around[e.from], step{2 * e.label, e.to})
		p.around[e.to] = append(p.around[e.to], step{2*e.label + 1, e.from})
	}
	return p
}

func (p *partition) graph(v int32) int {
	if int(v) < p.first {
		return 0
	}
	return 1
}

func (p *partition) enqueue(c int32) {
	if !p.cells[c].queued {
		p.cells[c].queued = true
		p.queue = append(p.queue, c)
	}
}

// refine splits classes until no class tells members of another apart.
func (p *partition) refine() {
	var met []step
	for len(p.queue) > 0 {
		last := len(p.queue) - 1
		c := &p.cells[p.queue[last]]
		p.queue, c.queued = p.queue[:last], false
		met = met[:0]
		for g := range p.members {
			for _, v := range p.members[g][c.from[g]:c.to[g]] {
				met = append(met, p.around[v]...)
			}
		}
		slices.SortFunc(met, func(a, b step) int {
			return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.to, b.to))
		})
		for from := 0; from < len(met); {
			to := from
			for to < len(met) && met[to].label == met[from].label {
				to++
			}
			p.split(met[from:to])
			from = to
		}
	}
}

// A meeting says how many edges of one label a vertex has to a class.
type meeting struct{ v, times int32 }

// split tells vertices apart by how often each was met. They are sorted.
func (p *partition) split(met []step) {
	var list []meeting
	for _, s := range met {
		if n := len(list); n > 0 && list[n-1].v == s.to {
			list[n-1].times++
			continue
		}
		list = append(list, meeting{s.to, 1})
	}
	p.tell(list)
}

// tell splits the classes of the vertices that were met.
func (p *partition) tell(list []meeting) {
	slices.SortFunc(list, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(p.class[a.v], p.class[b.v]), cmp.Compare(a.times, b.times), cmp.Compare(a.v, b.v))
	})
	for from := 0; from < len(list); {
		old := p.class[list[from].v]
		to := from
		for to < len(list) && p.class[list[to].v] == old {
			to++
		}
		p.splitClass(old, list[from:to])
		from = to
	}
}

// splitClass splits a class of which some members were met, sorted by how often.
// What is met as often as no other stays in the class.
func (p *partition) splitClass(old int32, met []meeting) {
	if met[0].times == met[len(met)-1].times && len(met) == int(p.cells[old].size()) {
		return
	}
	queued := p.cells[old].queued
	parts := []int32{old}
	for from := 0; from < len(met); {
		to := from
		for to < len(met) && met[to].times == met[from].times {
			to++
		}
		if to-from == int(p.cells[old].size()) {
			break // all that is left
		}
		parts = append(parts, p.takeOut(old, met[from:to]))
		from = to
	}
	largest := old
	for _, c := range parts {
		if p.cells[c].size() > p.cells[largest].size() {
			largest = c
		}
	}
	for _, c := range parts {
		if queued || c != largest {
			p.enqueue(c)
		}
	}
}

// takeOut makes a class of some members of another.
func (p *partition) takeOut(old int32, some []meeting) int32 {
	new := int32(len(p.cells))
	p.cells = append(p.cells, cell{})
	p.parents = append(p.parents, old)
	from, to := &p.cells[old], &p.cells[new]
	to.from, to.to = from.from, from.from
	for _, m := range some {
		g := p.graph(m.v)
		// The new class is what stands at the start of the old one.
		list, here := p.members[g], p.at[m.v]
		there := from.from[g]
		list[here], list[there] = list[there], list[here]
		p.at[list[here]], p.at[list[there]] = here, there
		from.from[g]++
		to.to[g]++
		p.class[m.v] = new
	}
	return new
}

// twin returns a vertex of the second graph, by its number there, that can't be
// told from one of the first, and tells the two apart from all others. Where
// that parts the two, as it does where one stands in a circle of another length,
// it is taken back and the next one is tried, as long as there are tries left.
func (p *partition) twin(a int) (int, bool) {
	c := &p.cells[p.class[a]]
	candidates := p.members[1][c.from[1]:c.to[1]]
	if len(candidates) == 0 {
		return 0, false
	}
	if c.size() == 2 {
		return int(candidates[0]) - p.first, true
	}
	for _, b := range slices.Clone(candidates[:min(len(candidates), maxCandidates)]) {
		before := len(p.cells)
		p.parents = p.parents[:0]
		p.enqueue(p.takeOut(p.class[a], []meeting{{v: int32(a)}, {v: b}}))
		p.refine()
		if p.class[a] == p.class[b] {
			return int(b) - p.first, true
		}
		p.undo(before)
	}
	return 0, false
}

// maxCandidates is how many twins are tried for one vertex.
const maxCandidates = 1000

// undo joins classes again that were made since there were so many.
func (p *partition) undo(before int) {
	for new := len(p.cells) - 1; new >= before; new-- {
		old := p.parents[new-before]
		for g, list := range p.members {
			for _, v := range list[p.cells[new].from[g]:p.cells[new].to[g]] {
				p.class[v] = old
			}
		}
		p.cells[old].from = p.cells[new].from // it stands right behind the new one
	}
	p.cells = p.cells[:before]
}

// components tells vertices of one class apart where the connected parts of the
// graphs in which they stand have other members: circles of other lengths look
// alike from inside.
func (p *partition) components(edges []edge) {
	up := make([]int32, len(p.class))
	for v := range up {
		up[v] = int32(v)
	}
	root := func(v int32) int32 {
		for up[v] != v {
			up[v] = up[up[v]]
			v = up[v]
		}
		return v
	}
	for _, e := range edges {
		up[root(e.from)] = root(e.to)
	}
	classes := map[int32][]int32{}
	for v, c := range p.class {
		if c != none {
			r := root(int32(v))
			classes[r] = append(classes[r], c)
		}
	}
	numbers := map[string]int32{}
	number := map[int32]int32{}
	for _, v := range append(slices.Clone(p.members[0]), p.members[1]...) {
		r := root(v)
		if _, known := number[r]; known {
			continue
		}
		slices.Sort(classes[r])
		key := fmt.Sprint(classes[r])
		n, known := numbers[key]
		if !known {
			n = int32(len(numbers)) + 1
			numbers[key] = n
		}
		number[r] = n
	}
	var met []meeting
	for _, list := range p.members {
		for _, v := range list {
			met = append(met, meeting{v, number[root(v)]})
		}
	}
	p.tell(met)
	p.refine()
}
