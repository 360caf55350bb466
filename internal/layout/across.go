package layout

import (
	"cmp"
	"math"
	"slices"
)

// ports says where lines start and end at their vertices: beside each other, in
// the order in which they leave. At a group the lines inside have said so.
func (s *sheet) ports() {
	for i := range s.verts {
		v := &s.verts[i]
		in, out := s.in.of(int32(i)), s.out.of(int32(i))
		slices.SortStableFunc(in, func(a, b int32) int { return cmp.Compare(s.endA(a), s.endA(b)) })
		slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(s.endB(a), s.endB(b)) })
		if v.kind == aGroup {
			continue
		}
		for k, l := range in {
			s.links[l].atB = v.port(k, len(in))
		}
		for k, l := range out {
			s.links[l].atA = v.port(k, len(out))
		}
	}
}

// port returns where the one of so many lines is.
func (v *vertex) port(i, of int) int32 {
	space := min(portApart, v.box/(of+1))
	if space == 0 {
		return int32(v.box * (i + 1) / (of + 1))
	}
	return int32((v.box + (2*i-of+1)*space) / 2)
}

// endA and endB say where a link starts and ends, for comparing.
func (s *sheet) endA(l int32) int64 {
	k := &s.links[l]
	return int64(s.verts[k.a].ord)<<32 | int64(k.atA)
}

func (s *sheet) endB(l int32) int64 {
	k := &s.links[l]
	return int64(s.verts[k.b].ord)<<32 | int64(k.atB)
}

// gap returns how far two vertices beside each other are apart at least.
func gap(a, b *vertex) int {
	box := func(v *vertex) bool { return v.kind == aNode || v.kind == aGroup || v.kind == aHeading }
	switch {
	case box(a) && box(b):
		return apart
	case box(a) || box(b):
		return besides
	case a.kind == aLabel || b.kind == aLabel:
		return keyApart
	}
	return lineApart
}

// across gives the vertices their places from left to right, as Brandes and Köpf
// do: a vertex is put below, or above, the middle one of its neighbours, from
// either side, and the middle of these four drawings is taken.
func (s *sheet) across() {
	crossing := s.conflicts()
	var xs [4][]int
	var low, high [4]int
	best := 0
	for d := range xs {
		a := aligned{sheet: s, below: d < 2, mirror: d%2 == 1, crossing: crossing}
		xs[d] = a.places()
		low[d], high[d] = math.MaxInt, math.MinInt
		for i := range s.verts {
			low[d], high[d] = min(low[d], xs[d][i]), max(high[d], xs[d][i]+s.verts[i].w)
		}
		if high[d]-low[d] < high[best]-low[best] {
			best = d
		}
	}
	for d := range xs {
		move := low[best] - low[d]
		if d%2 == 1 {
			move = high[best] - high[d]
		}
		for i := range xs[d] {
			xs[d][i] += move
		}
	}
	left := math.MaxInt
	for i := range s.verts {
		four := [4]int{xs[0][i], xs[1][i], xs[2][i], xs[3][i]}
		slices.Sort(four[:])
		s.verts[i].x = (four[1] + four[2]) >> 1
		left = min(left, s.verts[i].x)
	}
	for i := range s.verts {
		v := &s.verts[i]
		if v.x -= left; v.kind == aHeading {
			v.x = 0 // it is the first in its rank
		}
		s.W = max(s.W, v.x+v.w)
	}
}

// passes reports whether a vertex is one of a line.
func (v *vertex) passes() bool { return v.kind == aBend || v.kind == aLabel }

// conflicts marks the links that cross one between two vertices of a line: long
// lines stay straight.
func (s *sheet) conflicts() []bool {
	crossing := make([]bool, len(s.links))
	for r := 0; r+1 < len(s.layers); r++ {
		layer := s.layers[r+1]
		first, left := 0, int32(0)
		for i, v := range layer {
			inner := int32(-1)
			if s.verts[v].passes() {
				for _, l := range s.in.of(v) {
					if a := s.links[l].a; s.verts[a].passes() {
						inner = a
					}
				}
			}
			if i < len(layer)-1 && inner < 0 {
				continue
			}
			right := int32(len(s.layers[r]) - 1)
			if inner >= 0 {
				right = s.verts[inner].ord
			}
			for ; first <= i; first++ {
				for _, l := range s.in.of(layer[first]) {
					a := &s.verts[s.links[l].a]
					if (a.ord < left || a.ord > right) && !(a.passes() && s.verts[layer[first]].passes()) {
						crossing[l] = true
					}
				}
			}
			left = right
		}
	}
	return crossing
}

// An aligned is one of the four drawings. A mirrored one is made from right to
// left, with places that grow to the left.
type aligned struct {
	*sheet
	below    bool // vertices stand below their neighbours, and not above
	mirror   bool
	crossing []bool
	root     []int32 // the vertex that each hangs at
	shift    []int   // and how far to the right of it
}

func (a *aligned) places() []int {
	a.align()
	x := a.compact()
	for i := range x {
		if a.mirror {
			x[i] = -x[i] - a.verts[i].w
		}
	}
	return x
}

// at returns where a line is at its vertex, from the side that is the left one.
func (a *aligned) at(v int32, at int32) int {
	if a.mirror {
		return a.verts[v].w - int(at)
	}
	return int(at)
}

// layer returns the vertices of the rank that is the r-th one to look at.
func (a *aligned) layer(r int) []int32 {
	if a.below {
		return a.layers[r]
	}
	return a.layers[len(a.layers)-1-r]
}

// each calls f for a list, from the left one.
func (a *aligned) each(list []int32, f func(v int32)) {
	if a.mirror {
		for i := len(list) - 1; i >= 0; i-- {
			f(list[i])
		}
		return
	}
	for _, v := range list {
		f(v)
	}
}

// align hangs vertices at the middle one of their neighbours, so that no two such
// links cross.
func (a *aligned) align() {
	n := len(a.verts)
	a.root, a.shift = make([]int32, n), make([]int, n)
	for i := range a.root {
		a.root[i] = int32(i)
	}
	for r := range a.layers {
		last := int64(math.MinInt64) // the neighbour of the last one that was hung
		a.each(a.layer(r), func(v int32) {
			list := a.out.of(v)
			if a.below {
				list = a.in.of(v)
			}
			for _, l := range a.middles(list) {
				if l < 0 {
					break
				}
				k := &a.links[l]
				w, atW, atV := k.b, k.atB, k.atA
				if a.below {
					w, atW, atV = k.a, k.atA, k.atB
				}
				pos := int64(a.verts[w].ord)
				if a.mirror {
					pos = -pos
				}
				if a.crossing[l] || pos <= last {
					continue
				}
				last = pos
				a.root[v] = a.root[w]
				a.shift[v] = a.shift[w] + a.at(w, atW) - a.at(v, atV)
				return
			}
		})
	}
}

// middles returns the middle one of some links, or the middle two; -1 where there
// are less. What leads back goes around what leads on, where there is such.
func (a *aligned) middles(list []int32) (two [2]int32) {
	two = [2]int32{-1, -1}
	on := 0
	for _, l := range list {
		if !a.links[l].back {
			on++
		}
	}
	back := on == 0
	if back {
		on = len(list)
	}
	i := 0
	for _, l := range list {
		if a.links[l].back != back {
			continue
		}
		if i == (on-1)/2 {
			two[0] = l
		} else if i == on/2 {
			two[1] = l
		}
		i++
	}
	if a.mirror && two[1] >= 0 {
		two[0], two[1] = two[1], two[0]
	}
	return two
}

// compact gives each bunch of vertices that hang together its place: as far left
// as it can be, and then towards what is at its right.
func (a *aligned) compact() []int {
	n := len(a.verts)
	type side struct {
		from, to int32
		d        int
	}
	sides := make([]side, 0, n)
	waits := make([]int32, n)
	for r := range a.layers {
		last := int32(-1)
		a.each(a.layers[r], func(v int32) {
			if last >= 0 {
				p := last
				d := a.shift[p] + a.verts[p].w + gap(&a.verts[p], &a.verts[v]) - a.shift[v]
				sides = append(sides, side{a.root[p], a.root[v], d})
				waits[a.root[v]]++
			}
			last = v
		})
	}
	right := listed(n, len(sides), func(i int32) int32 { return sides[i].from })
	order := make([]int32, 0, n)
	for i := range int32(n) {
		if a.root[i] == i && waits[i] == 0 {
			order = append(order, i)
		}
	}
	x := make([]int, n)
	for i := 0; i < len(order); i++ {
		for _, e := range right.of(order[i]) {
			s := &sides[e]
			x[s.to] = max(x[s.to], x[s.from]+s.d)
			if waits[s.to]--; waits[s.to] == 0 {
				order = append(order, s.to)
			}
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		free := math.MaxInt
		for _, e := range right.of(order[i]) {
			free = min(free, x[sides[e].to]-sides[e].d)
		}
		if free != math.MaxInt {
			x[order[i]] = max(x[order[i]], free)
		}
	}
	for i := range x {
		if r := a.root[i]; r != int32(i) {
			x[i] = x[r] + a.shift[i]
		}
	}
	return x
}
