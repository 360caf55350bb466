package layout

import "slices"

// An arc says that b is at least so many ranks below a, and how much each rank
// more costs.
type arc struct {
	a, b   int32
	least  int32
	weight int32
}

// A simplex makes arcs short, as Gansner, Koutsofios, North and Vo do it: it keeps
// a tree of arcs that are as short as they may be, and takes another one into the
// tree as long as that makes all of them together shorter. The vertices hang
// together.
type simplex struct {
	arcs    []arc
	in, out lists
	rank    []int32
	tree    []bool // of the arcs
	cut     []int32
	hang    [][]int32 // the arcs of the tree at each vertex
	up      []int32   // the arc of the tree towards its root, or -1
	low     []int32   // the vertices below a vertex are order[low:last+1]
	last    []int32
	order   []int32
}

// mostWork bounds the arcs and vertices that are looked at: large graphs that need more stay as they are then.
const mostWork = 1 << 26

// shorten changes ranks that fit.
func shorten(arcs []arc, rank []int32) {
	n := len(rank)
	s := &simplex{
		arcs: arcs, rank: rank, tree: make([]bool, len(arcs)), cut: make([]int32, len(arcs)), hang: make([][]int32, n),
		up: make([]int32, n), low: make([]int32, n), last: make([]int32, n), order: make([]int32, n),
		in:  listed(n, len(arcs), func(i int32) int32 { return arcs[i].b }),
		out: listed(n, len(arcs), func(i int32) int32 { return arcs[i].a }),
	}
	if n < 2 || !s.grow() {
		return
	}
	s.number(0, -1, 0)
	for _, v := range s.order {
		if e := s.up[v]; e >= 0 {
			s.cut[e] = s.cutOf(v, e)
		}
	}
	at, work := 0, 0
	for work < mostWork {
		leaves := s.leaving(&at)
		if leaves < 0 {
			return
		}
		v := s.below(leaves)
		work += len(s.arcs)/8 + int(s.last[v]-s.low[v]) + 1
		s.exchange(leaves, s.entering(v, leaves))
	}
}

func (s *simplex) slack(e int32) int32 {
	a := &s.arcs[e]
	return s.rank[a.b] - s.rank[a.a] - a.least
}

// grow makes the first tree. Where no arc that is as short as it may be leads out
// of it, the tree moves towards what is nearest.
func (s *simplex) grow() bool {
	n := len(s.rank)
	inside := make([]bool, n)
	members := make([]int32, 0, n)
	add := func(v int32) {
		inside[v] = true
		members = append(members, v)
	}
	add(0)
	work := 0
	for done := 0; ; {
		for ; done < len(members); done++ {
			v := members[done]
			for _, list := range [2][]int32{s.out.of(v), s.in.of(v)} {
				for _, e := range list {
					w := s.arcs[e].a + s.arcs[e].b - v
					if !inside[w] && s.slack(e) == 0 {
						s.join(e)
						add(w)
					}
				}
			}
		}
		if len(members) == n {
			return true
		}
		if work += len(s.arcs) + len(members); work > mostWork {
			return false
		}
		best := int32(-1)
		for e := range int32(len(s.arcs)) {
			if inside[s.arcs[e].a] != inside[s.arcs[e].b] && (best < 0 || s.slack(e) < s.slack(best)) {
				best = e
			}
		}
		move, w := s.slack(best), s.arcs[best].b
		if inside[w] {
			move, w = -move, s.arcs[best].a
		}
		for _, v := range members {
			s.rank[v] += move
		}
		s.join(best)
		add(w)
	}
}

func (s *simplex) join(e int32) {
	s.tree[e] = true
	s.hang[s.arcs[e].a] = append(s.hang[s.arcs[e].a], e)
	s.hang[s.arcs[e].b] = append(s.hang[s.arcs[e].b], e)
}

func (s *simplex) part(e int32) {
	s.tree[e] = false
	for _, v := range [2]int32{s.arcs[e].a, s.arcs[e].b} {
		i := slices.Index(s.hang[v], e)
		s.hang[v] = slices.Delete(s.hang[v], i, i+1)
	}
}

// number numbers the vertices of the tree below a vertex, the lowest first.
func (s *simplex) number(root, up, low int32) {
	type open struct{ v, next int32 }
	stack := []open{{v: root}}
	s.up[root], s.low[root] = up, low
	n := low
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		v := top.v
		if int(top.next) == len(s.hang[v]) {
			s.last[v], s.order[n] = n, v
			n++
			stack = stack[:len(stack)-1]
			continue
		}
		e := s.hang[v][top.next]
		top.next++
		if e != s.up[v] {
			w := s.arcs[e].a + s.arcs[e].b - v
			s.up[w], s.low[w] = e, n
			stack = append(stack, open{v: w})
		}
	}
}

// holds reports whether a vertex is below another in the tree, or the same.
func (s *simplex) holds(v, w int32) bool { return s.low[v] <= s.last[w] && s.last[w] <= s.last[v] }

// below returns the end of an arc of the tree that is farther from its root.
func (s *simplex) below(e int32) int32 {
	if s.last[s.arcs[e].a] < s.last[s.arcs[e].b] {
		return s.arcs[e].a
	}
	return s.arcs[e].b
}

// cutOf returns what all arcs together get longer by a rank of e, which hangs v at
// the tree: those of the arcs below are known.
func (s *simplex) cutOf(v, e int32) (sum int32) {
	side := func(f int32, same bool) {
		a := &s.arcs[f]
		value := a.weight
		if w := a.a + a.b - v; s.holds(v, w) {
			same = !same
			value = -a.weight
			if s.tree[f] {
				value += s.cut[f]
			}
		}
		if same {
			sum += value
		} else {
			sum -= value
		}
	}
	down := s.arcs[e].a == v // e leads out of what is below v
	for _, f := range s.out.of(v) {
		side(f, down)
	}
	for _, f := range s.in.of(v) {
		side(f, !down)
	}
	return sum
}

// leaving returns an arc of the tree that should be longer, or -1.
func (s *simplex) leaving(at *int) int32 {
	best, found := int32(-1), 0
	for range s.arcs {
		if *at++; *at >= len(s.arcs) {
			*at = 0
		}
		e := int32(*at)
		if !s.tree[e] || s.cut[e] >= 0 {
			continue
		}
		if best < 0 || s.cut[e] < s.cut[best] {
			best = e
		}
		if found++; found == 30 {
			break
		}
	}
	return best
}

// entering returns the shortest arc that can take the place of e, which hangs v at
// the tree.
func (s *simplex) entering(v, e int32) int32 {
	list := &s.in
	if s.arcs[e].a != v {
		list = &s.out
	}
	best := int32(-1)
	for _, u := range s.order[s.low[v] : s.last[v]+1] {
		for _, f := range list.of(u) {
			if w := s.arcs[f].a + s.arcs[f].b - u; !s.holds(v, w) && (best < 0 || s.slack(f) < s.slack(best)) {
				best = f
			}
		}
	}
	return best
}

func (s *simplex) exchange(e, f int32) {
	v, move := s.below(e), s.slack(f)
	if s.arcs[e].a == v {
		move = -move
	}
	for _, u := range s.order[s.low[v] : s.last[v]+1] {
		s.rank[u] += move
	}
	cut := s.cut[e]
	top := s.climb(s.arcs[f].a, s.arcs[f].b, cut)
	s.climb(s.arcs[f].b, s.arcs[f].a, -cut)
	s.cut[f], s.cut[e] = -cut, 0
	s.part(e)
	s.join(f)
	s.number(top, s.up[top], s.low[top])
}

// climb changes the cuts on the way from v to what holds w too, which it returns.
func (s *simplex) climb(v, w, cut int32) int32 {
	for !s.holds(v, w) {
		e := s.up[v]
		if s.arcs[e].a == v {
			s.cut[e] += cut
		} else {
			s.cut[e] -= cut
		}
		v = s.arcs[e].a + s.arcs[e].b - v
	}
	return v
}
