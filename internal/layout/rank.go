package layout

// long is how many ranks a segment leads down at least: its label stands in one.
func (s *seg) long() int32 {
	if s.labelled {
		return 2
	}
	return 1
}

// rank gives each vertex its rank, so that lines lead down and are short. In a
// group the first rank is for the heading and the ports at the top, the last for
// those at the bottom: each are one vertex here.
func (s *sheet) rank() {
	as := make([]int32, len(s.verts))
	n, bottom := int32(0), int32(-1)
	for i := range s.verts {
		switch k := s.verts[i].kind; {
		case k == aTop:
			as[i] = 0 // the heading
			continue
		case k != aBottom:
		case bottom < 0:
			bottom = n
		default:
			as[i] = bottom
			continue
		}
		as[i] = n
		n++
	}
	arcs := make([]arc, 0, len(s.segs))
	led, leads := make([]bool, n), make([]bool, n)
	for i := range s.segs {
		g := &s.segs[i]
		a := arc{as[g.a], as[g.b], g.long(), 1}
		leads[a.a], led[a.b] = true, true
		arcs = append(arcs, a)
	}
	for v := int32(1); v < n && s.framed; v++ {
		if !led[v] {
			arcs = append(arcs, arc{0, v, 1, 0})
		}
		if !leads[v] && bottom >= 0 && v != bottom {
			arcs = append(arcs, arc{v, bottom, 1, 0})
		}
	}
	for i := range s.verts {
		if s.verts[i].aside {
			leads[as[i]] = true
		}
	}
	for i := range s.verts {
		for v := int32(0); v < n && s.verts[i].aside; v++ {
			if v != bottom && !leads[v] {
				arcs = append(arcs, arc{v, as[i], 1, 0})
			}
		}
	}
	ranks := longest(arcs, int(n))
	shorten(arcs, ranks)
	first := ranks[0]
	for _, r := range ranks {
		first = min(first, r)
	}
	for i := range s.verts {
		s.verts[i].rank = ranks[as[i]] - first
	}
}

// longest returns ranks in which each vertex is as high as its arcs let it be.
func longest(arcs []arc, n int) []int32 {
	out := listed(n, len(arcs), func(i int32) int32 { return arcs[i].a })
	waits, ranks := make([]int32, n), make([]int32, n)
	for i := range arcs {
		waits[arcs[i].b]++
	}
	order := make([]int32, 0, n)
	for v := range int32(n) {
		if waits[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, e := range out.of(order[i]) {
			a := &arcs[e]
			ranks[a.b] = max(ranks[a.b], ranks[a.a]+a.least)
			if waits[a.b]--; waits[a.b] == 0 {
				order = append(order, a.b)
			}
		}
	}
	return ranks
}
