package layout

// A sheet is a part of a level whose vertices hang together.
type sheet struct {
	Rect
	verts  []vertex // nodes, groups, the heading and ports; then labels and bends
	segs   []seg
	framed bool // rank 0 is for the heading and for ports
	links  []link
	in     lists // links, of the vertices
	out    lists
	layers [][]int32 // the vertices of each rank, from the left
	tops   []int     // of the ranks
	downs  []int     // where they end
	leave  []int     // where the next line leaves for a track
	come   []int     // where the next line comes in from one
	tracks []track
	from   []int32 // the vertices of the level that the first ones are
	segOf  []int32 // the segments of the level that these are
}

// A link leads from a vertex to one in the rank below.
type link struct {
	a, b     int32
	atA, atB int32 // where, from their left sides
	hangs    bool  // b stands below a in the same rank
	back     bool  // the edge leads from b to a
}

// lay gives what is in a level its places.
func (l *level) lay(w *work) {
	for i := range l.verts {
		v := &l.verts[i]
		switch v.kind {
		case aNode:
			v.box, v.h = w.g.Nodes[v.of].W, w.g.Nodes[v.of].H
			v.w = v.box
			v.looped(w)
		case aGroup:
			v.w, v.h = w.levels[v.of].W, w.levels[v.of].H
			v.box = v.w
		}
	}
	sheets := l.sheets()
	for i := range sheets {
		sheets[i].lay(w)
	}
	l.pack(sheets)
	for i := range sheets {
		sheets[i].back(l)
	}
	if l.heading >= 0 {
		l.W += padding
	}
}

// looped makes room beside a node for the lines that lead back to it.
func (v *vertex) looped(w *work) {
	high, wide := 0, 0
	for _, e := range w.loops[v.of] {
		label := w.g.Edges[e].Label
		high += loopHigh(label)
		wide = max(wide, label.W)
	}
	if high > 0 {
		v.h = max(v.h, high)
		v.w += loopOut + keyApart/2 + wide
	}
}

// loopHigh returns what a line to its own node takes of the node's height.
func loopHigh(label Size) int { return max(label.H, lineApart) + keyApart }

// sheets takes a level apart. The first part has the heading and all that leads
// out of the group.
func (l *level) sheets() []sheet {
	root := make([]int32, len(l.verts)) // as Tarjan's sets
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(a, b int32) {
		a, b = find(a), find(b)
		root[max(a, b)] = min(a, b)
	}
	ported := false
	for i := range l.verts {
		if k := l.verts[i].kind; k == aTop || k == aBottom {
			ported = true
			join(l.heading, int32(i))
		}
	}
	for i := range l.segs {
		join(l.segs[i].a, l.segs[i].b)
	}
	if l.heading == 0 && !ported && len(l.verts) > 1 {
		join(0, 1)
	}
	place := make([]int32, len(l.verts)) // of a vertex in its sheet
	which := make([]int32, len(l.verts)) // the sheet of a root
	var list []sheet
	for i := range l.verts {
		r := find(int32(i))
		if r == int32(i) {
			which[r] = int32(len(list))
			list = append(list, sheet{framed: r == l.heading})
		}
		s := &list[which[r]]
		place[i] = int32(len(s.from))
		s.from = append(s.from, int32(i))
		s.verts = append(s.verts, l.verts[i])
	}
	for i := range l.segs {
		seg := l.segs[i]
		s := &list[which[find(seg.a)]]
		s.segOf = append(s.segOf, int32(i))
		seg.a, seg.b = place[seg.a], place[seg.b]
		s.segs = append(s.segs, seg)
	}
	return list
}

func (s *sheet) lay(w *work) {
	s.rank()
	s.chain(w)
	s.order(w)
	s.ports()
	s.across()
	s.down()
	s.route()
}

// foot is what the border of a group needs below its last rank.
func (s *sheet) foot() int {
	for i := range s.from {
		if s.verts[i].kind == aBottom {
			return 0
		}
	}
	return padding
}

// back brings what was laid out back into the level.
func (s *sheet) back(l *level) {
	for i, v := range s.from {
		l.verts[v].x, l.verts[v].y = s.X+s.verts[i].x, s.Y+s.verts[i].y
	}
	for i, g := range s.segOf {
		seg := &s.segs[i]
		l.segs[g].parts, l.segs[g].label = seg.parts, seg.label
		l.segs[g].label.X += s.X
		l.segs[g].label.Y += s.Y
		for _, part := range seg.parts {
			for k := range part {
				part[k].X += s.X
				part[k].Y += s.Y
			}
		}
	}
}

// pack puts the sheets of a level beside each other, in rows that are about as wide
// as they are high together.
func (l *level) pack(sheets []sheet) {
	left, top, bottom := 0, 0, 0
	if l.heading >= 0 {
		left, bottom = padding, padding
		first := &sheets[0]
		first.X = left
		l.Size = Size{left + first.W, first.H + first.foot()}
		top = first.tops[min(1, len(first.tops)-1)]
		left = l.W + apart
		sheets = sheets[1:]
	}
	area, wide := 0, 0
	for i := range sheets {
		area += (sheets[i].W + apart) * (sheets[i].H + apart)
		wide = max(wide, sheets[i].W)
	}
	for wide*wide < 2*area {
		wide += max(1, wide/8)
	}
	x, y, high := left, top, 0
	for i := range sheets {
		s := &sheets[i]
		if x > left && x-left+s.W > wide {
			x, y, high = left, y+high+2*apart, 0
		}
		s.X, s.Y = x, y
		l.W, l.H = max(l.W, x+s.W), max(l.H, y+s.H+bottom)
		x += s.W + apart
		high = max(high, s.H)
	}
}
