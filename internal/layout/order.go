package layout

import (
	"cmp"
	"math"
	"slices"
)

// How many rounds put ranks in order: so many that all of them look at about so many
// links, so that large graphs get fewer, but some.
const (
	enough     = 1 << 17
	mostRounds = 24 // from one start
	fewRounds  = 4
	idleRounds = 6 // that bring nothing
	starts     = 4 // before what was best is shaken
	mostStarts = 32
)

// An ordering is a sheet whose ranks are put in order. What is looked at often is
// held together.
type ordering struct {
	*sheet
	ord    []int32  // of each vertex in its rank
	fixed  []bool   // vertices that stay at the left
	sides  [2]sides // the neighbours above and below
	middle []int64
	dirty  []bool // ranks in which, or beside which, something was changed
	buf    [4][]int64
	room   [2][]int64
	ends   []ends
	chance uint64 // the last number that was made by chance
}

// sides are the neighbours of vertices at one side, and where the lines to them
// end.
type sides struct {
	start []int32
	list  []end
}

type end struct{ v, at int32 }

func (s *sides) of(v int32) []end { return s.list[s.start[v]:s.start[v+1]] }

// ends are where a link starts and ends.
type ends struct{ a, b int64 }

// order puts the vertices of each rank in an order in which few lines cross:
// first as a walk comes to them, then, in rounds down and up, each at the middle
// of its neighbours, and two beside each other the other way round where that is
// better. Walks along the lines and against them are tried, and of small graphs
// orders that differ a little from the best one; the best one stays.
func (s *sheet) order(w *work) {
	o := newOrdering(s)
	best := -1
	kept := make([]int32, len(o.ord))
	try := func() int {
		c := o.crossings()
		if best < 0 || c < best {
			best = c
			copy(kept, o.ord)
		}
		return c
	}
	rounds := max(enough/max(len(s.links), len(w.g.Edges), 1), fewRounds)
	for start := 0; best != 0 && start < mostStarts && (start == 0 || rounds > fewRounds); start++ {
		if start < starts {
			o.first(start&1 == 0, start&2 == 0)
		} else {
			o.shake(kept)
		}
		low, idle := try(), 0
		for i := 0; i < min(rounds, mostRounds) && best > 0 && idle < idleRounds; i++ {
			o.sweep((i+start)%2 == 0)
			o.swap(i%4 < 2)
			if c := try(); c < low {
				low, idle = c, 0
			} else {
				idle++
			}
			rounds--
		}
		rounds--
	}
	copy(o.ord, kept)
	for _, layer := range s.layers {
		slices.SortFunc(layer, func(a, b int32) int { return cmp.Compare(kept[a], kept[b]) })
	}
	o.swap(false)
	for i, ord := range o.ord {
		s.verts[i].ord = ord
	}
}

func newOrdering(s *sheet) *ordering {
	n := len(s.verts)
	o := &ordering{sheet: s, ord: make([]int32, n), fixed: make([]bool, n), middle: make([]int64, n), dirty: make([]bool, n+1)}
	o.sides[0] = sides{s.in.start, make([]end, len(s.links))}
	o.sides[1] = sides{s.out.start, make([]end, len(s.links))}
	for i, l := range s.in.list {
		o.sides[0].list[i] = end{s.links[l].a, s.links[l].atA}
	}
	for i, l := range s.out.list {
		o.sides[1].list[i] = end{s.links[l].b, s.links[l].atB}
	}
	last := int32(0)
	for i := range s.verts {
		o.fixed[i] = s.verts[i].kind == aHeading
		last = max(last, s.verts[i].rank)
	}
	ranks := listed(int(last)+1, n, func(i int32) int32 { return s.verts[i].rank })
	s.layers = make([][]int32, last+1)
	for r := range s.layers {
		s.layers[r] = ranks.of(int32(r))
	}
	return o
}

// first puts the vertices into their ranks as a walk comes to them that goes down
// or up, and first to the first of the lines or to the last.
func (o *ordering) first(down, forward bool) {
	seen := make([]bool, len(o.ord))
	sizes := make([]int32, len(o.layers))
	side := &o.sides[0]
	if down {
		side = &o.sides[1]
	}
	var stack []int32
	walk := func(root int32) {
		stack = append(stack, root)
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			seen[v] = true
			r := o.verts[v].rank
			o.ord[v] = sizes[r]
			sizes[r]++
			list := side.of(v)
			for i := range list {
				if forward {
					i = len(list) - 1 - i
				}
				stack = append(stack, list[i].v)
			}
		}
	}
	for _, v := range o.layers[0] {
		if o.fixed[v] {
			walk(v)
		}
	}
	for i := range o.layers {
		if !down {
			i = len(o.layers) - 1 - i
		}
		for _, v := range o.layers[i] {
			walk(v)
		}
	}
	for _, layer := range o.layers {
		slices.SortFunc(layer, func(a, b int32) int { return cmp.Compare(o.ord[a], o.ord[b]) })
	}
}

// shake starts from the best order, a little shaken: always in the same way.
func (o *ordering) shake(best []int32) {
	const unit = 1 << 20
	copy(o.ord, best)
	for _, layer := range o.layers {
		for _, v := range layer {
			o.chance = o.chance*6364136223846793005 + 1442695040888963407
			o.middle[v] = int64(o.ord[v])*unit + int64(o.chance>>33)%(3*unit)
			if o.fixed[v] {
				o.middle[v] = math.MinInt64
			}
		}
		o.arrange(layer)
	}
}

// arrange puts the vertices of a rank in the order of their middles.
func (o *ordering) arrange(layer []int32) {
	slices.SortStableFunc(layer, func(a, b int32) int { return cmp.Compare(o.middle[a], o.middle[b]) })
	for i, v := range layer {
		o.ord[v] = int32(i)
	}
}

// key says where a link ends, for comparing.
func (o *ordering) key(e end) int64 { return int64(o.ord[e.v])<<32 | int64(e.at) }

// sweep goes from rank to rank and puts each vertex at the middle of its
// neighbours in the rank before.
func (o *ordering) sweep(down bool) {
	side := &o.sides[1]
	if down {
		side = &o.sides[0]
	}
	for i := range o.layers {
		r := i
		if !down {
			r = len(o.layers) - 1 - i
		}
		layer := o.layers[r]
		sorted := true
		for i, v := range layer {
			o.middle[v] = o.middleOf(v, side.of(v))
			sorted = sorted && (i == 0 || o.middle[layer[i-1]] <= o.middle[v])
		}
		if !sorted {
			o.arrange(layer)
		}
	}
}

// middleOf returns the middle of the neighbours of a vertex.
func (o *ordering) middleOf(v int32, list []end) int64 {
	const unit = 1 << 20
	if o.fixed[v] {
		return math.MinInt64
	}
	if len(list) == 0 {
		return int64(o.ord[v]) * unit
	}
	sum := int64(0)
	for _, e := range list {
		sum += int64(o.ord[e.v]) * unit
		if e.at > 0 {
			sum += int64(e.at)*unit/int64(o.verts[e.v].w+1) - unit/2
		}
	}
	return sum / int64(len(list))
}

// swap changes the places of two vertices beside each other where fewer lines
// cross then; where as many do, too, if level says so, for what comes of that.
func (o *ordering) swap(level bool) {
	for r := range o.layers {
		o.dirty[r] = true
	}
	for round := range 4 {
		changed := false
		for r, layer := range o.layers {
			if !o.dirty[r] {
				continue
			}
			o.dirty[r] = false
			better := false
			for i := 0; i+1 < len(layer); i++ {
				u, v := layer[i], layer[i+1]
				if o.fixed[u] {
					continue
				}
				now, then := o.pair(u, v)
				if then < now || then == now && now > 0 && level && round == 0 {
					layer[i], layer[i+1] = v, u
					o.ord[v], o.ord[u] = int32(i), int32(i+1)
					better = better || then < now
				}
			}
			if better {
				changed = true
				o.dirty[r], o.dirty[r+1], o.dirty[max(r-1, 0)] = true, true, true
			}
		}
		if !changed {
			return
		}
	}
}

// pair returns how many lines of two vertices cross with u before v, and with v
// before u.
func (o *ordering) pair(u, v int32) (now, then int) {
	for i := range o.sides {
		a, b := o.sides[i].of(u), o.sides[i].of(v)
		switch {
		case len(a) == 0 || len(b) == 0:
		case len(a) == 1 && len(b) == 1:
			x, y := o.key(a[0]), o.key(b[0])
			if x > y {
				now++
			} else if x < y {
				then++
			}
		default:
			o.buf[0], o.buf[1] = o.keys(o.buf[0], a), o.keys(o.buf[1], b)
			n, t := compare(o.buf[0], o.buf[1])
			now, then = now+n, then+t
		}
	}
	return now, then
}

// keys returns where links end, from the left.
func (o *ordering) keys(list []int64, ends []end) []int64 {
	list = list[:0]
	for _, e := range ends {
		list = append(list, o.key(e))
	}
	slices.Sort(list)
	return list
}

// compare counts the pairs of one of a and one of b of which the first is greater,
// and of which it is less.
func compare(a, b []int64) (greater, less int) {
	below, same := 0, 0
	for _, x := range a {
		for below < len(b) && b[below] < x {
			below++
		}
		for same = max(same, below); same < len(b) && b[same] == x; {
			same++
		}
		greater += below
		less += len(b) - same
	}
	return greater, less
}

// crossings returns how many lines cross.
func (o *ordering) crossings() (n int) {
	for _, layer := range o.layers {
		o.ends = o.ends[:0]
		sorted := true
		last := int64(-1)
		for _, v := range layer {
			first := len(o.ends)
			for _, e := range o.sides[1].of(v) {
				o.ends = append(o.ends, ends{0, o.key(e)})
			}
			o.outward(v, o.ends[first:])
			for _, e := range o.ends[first:] {
				sorted = sorted && e.b >= last
				last = e.b
			}
		}
		if sorted {
			continue
		}
		values := o.room[0][:0]
		for _, e := range o.ends {
			values = append(values, e.b)
		}
		o.room[0] = values
		o.room[1] = slices.Grow(o.room[1][:0], len(values))[:len(values)]
		n += inversions(values, o.room[1])
	}
	return n
}

// outward puts the ends of the links of a vertex in the order in which they leave.
func (o *ordering) outward(v int32, list []ends) {
	if len(list) < 2 {
		return
	}
	if o.verts[v].kind == aGroup {
		for i, l := range o.out.of(v) {
			list[i].a = int64(o.links[l].atA)
		}
	}
	slices.SortFunc(list, func(x, y ends) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
}

// inversions sorts a list, and returns how many pairs of it were in the wrong
// order.
func inversions(list, room []int64) (n int) {
	if len(list) < 2 {
		return 0
	}
	half := len(list) / 2
	n = inversions(list[:half], room[:half]) + inversions(list[half:], room[half:])
	if list[half-1] <= list[half] {
		return n
	}
	copy(room, list)
	a, b := room[:half], room[half:len(list)]
	for i := range list {
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			list[i], a = a[0], a[1:]
		} else {
			list[i], b = b[0], b[1:]
			n += len(a)
		}
	}
	return n
}
