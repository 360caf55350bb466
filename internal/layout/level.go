package layout

// A work is a graph while it is laid out. Level 0 holds what stands in no group,
// level i+1 what stands in group i.
type work struct {
	g      *Graph
	levels []level
	depth  []int32   // of the levels
	node   []int32   // the vertex of each node, in its level
	group  []int32   // the vertex of each level, in the level around it
	meets  []meeting // of the edges
	hops   [][]hop   // of each edge: the segments that it consists of, in its direction
	loops  [][]int32 // the edges of each node that lead to itself
}

// A meeting is where an edge leads from one vertex of a level to another.
type meeting struct {
	level, from, to int32
	turned          bool // it is drawn upwards
}

// A hop is the segment of an edge in a level.
type hop struct{ level, seg int32 }

// A level is what stands in one group, but not what stands in the groups in it.
type level struct {
	Size
	verts   []vertex
	segs    []seg
	heading int32 // the vertex of the heading, or -1
	known   bool  // the level around it has a vertex for it
	x, y    int   // in the drawing
}

// What a vertex stands for.
type kind uint8

const (
	aNode kind = iota
	aGroup
	aHeading
	aTop    // port: a line crosses the border of the group at the top
	aBottom // port at the bottom
	aLabel
	aBend // of a line that passes a rank
)

// A vertex is what has a place in a rank.
type vertex struct {
	w, h    int // with what stands beside its box
	x, y    int
	box     int   // the width of the box, at the left, where lines start and end
	of      int32 // a node, level or edge
	rank    int32
	ord     int32 // in its rank
	kind    kind
	entered bool // lines come in from outside the group
	aside   bool // it is a group that stands below all others
}

// A seg is the part of an edge that runs from one vertex of a level down to
// another.
type seg struct {
	a, b     int32 // a above b
	inA, inB int32 // the segments that go on in the groups a and b
	edge     int32
	flip     bool // the edge leads from b to a
	labelled bool // the label of the edge stands here
	upper    run  // its links
	lower    run  // where it runs beside the drawing: those below, which others may share
	track    int32
	parts    [][]Point // from a to b
	label    Rect
}

// A run is a list of links, one below the other.
type run struct{ first, end int32 }

func newWork(g *Graph) *work {
	w := &work{
		g: g, levels: make([]level, len(g.Groups)+1), depth: make([]int32, len(g.Groups)+1),
		node: make([]int32, len(g.Nodes)), group: make([]int32, len(g.Groups)+1),
		meets: make([]meeting, len(g.Edges)), hops: make([][]hop, len(g.Edges)), loops: make([][]int32, len(g.Nodes)),
	}
	w.levels[0].heading = -1
	for i := 1; i < len(w.levels); i++ {
		w.depth[i] = w.depth[w.outer(i)] + 1
		size := g.Groups[i-1].Heading
		w.levels[i].heading = w.levels[i].add(vertex{kind: aHeading, w: size.W, h: size.H + padding/2})
	}
	// Nodes and groups stand in the order in which they are read.
	for i := range g.Nodes {
		l := g.Nodes[i].Group + 1
		w.know(l)
		w.node[i] = w.levels[l].add(vertex{kind: aNode, of: int32(i)})
	}
	for i := range w.levels {
		w.know(i)
	}
	w.enter(0, len(g.Nodes) > 0)
	for i := range g.Edges {
		w.meet(i)
	}
	w.turn()
	for i := range g.Edges {
		w.cut(i)
	}
	return w
}

// outer returns the level around a level.
func (w *work) outer(level int) int { return w.g.Groups[level-1].Parent + 1 }

// know gives a level, and those around it, their vertices.
func (w *work) know(level int) {
	for level > 0 && !w.levels[level].known {
		w.levels[level].known = true
		up := w.outer(level)
		w.group[level] = w.levels[up].add(vertex{kind: aGroup, of: int32(level), aside: w.g.Groups[level-1].Aside})
		level = up
	}
}

// enter notes that node 0 is where reading starts.
func (w *work) enter(node int, there bool) {
	if !there {
		return
	}
	at := w.node[node]
	for l := w.g.Nodes[node].Group + 1; ; l = w.outer(l) {
		w.levels[l].verts[at].entered = true
		if l == 0 {
			return
		}
		at = w.group[l]
	}
}

func (l *level) add(v vertex) int32 {
	l.verts = append(l.verts, v)
	return int32(len(l.verts) - 1)
}

// meet finds the level in which an edge leads from one vertex to another.
func (w *work) meet(e int) {
	edge := &w.g.Edges[e]
	a, b := w.g.Nodes[edge.From].Group+1, w.g.Nodes[edge.To].Group+1
	m := meeting{from: w.node[edge.From], to: w.node[edge.To]}
	for a != b {
		if w.depth[a] >= w.depth[b] {
			m.from, a = w.group[a], w.outer(a)
		} else {
			w.levels[b].verts[m.to].entered = true
			m.to, b = w.group[b], w.outer(b)
		}
	}
	m.level = int32(a)
	m.turned = w.levels[a].verts[m.from].aside && !w.levels[a].verts[m.to].aside
	w.meets[e] = m
}

// cut cuts an edge at the borders of groups. One that is drawn upwards leaves
// groups at the top, and comes in at the bottom.
func (w *work) cut(e int) {
	edge, m := &w.g.Edges[e], &w.meets[e]
	if edge.From == edge.To {
		w.loops[edge.From] = append(w.loops[edge.From], int32(e))
		return
	}
	labelled := edge.Label != (Size{})
	var hops []hop
	out := func(node int, top bool) (inner int32) {
		inner = -1
		at := w.node[node]
		for l := w.g.Nodes[node].Group + 1; l != int(m.level); l = w.outer(l) {
			s := seg{a: at, inA: inner, inB: -1, edge: int32(e), flip: m.turned, labelled: labelled, track: -1}
			inner = w.levels[l].border(s, top)
			hops = append(hops, hop{int32(l), inner})
			at, labelled = w.group[l], false
		}
		return inner
	}
	s := seg{a: m.from, b: m.to, edge: int32(e), flip: m.turned, track: -1}
	s.inA = out(edge.From, m.turned)
	s.labelled, labelled = labelled, false
	level := &w.levels[m.level]
	hops = append(hops, hop{m.level, int32(len(level.segs))})
	there := len(hops)
	s.inB = out(edge.To, !m.turned)
	if m.turned {
		s.a, s.b, s.inA, s.inB = s.b, s.a, s.inB, s.inA
	}
	level.segs = append(level.segs, s)
	for i, k := there, len(hops)-1; i < k; i, k = i+1, k-1 {
		hops[i], hops[k] = hops[k], hops[i]
	}
	w.hops[e] = hops
}

// border adds a segment from a vertex, its a, to a port of the group.
func (l *level) border(s seg, top bool) int32 {
	if top {
		s.b, s.inB, s.inA = s.a, s.inA, -1
		s.a = l.add(vertex{kind: aTop, of: s.edge})
	} else {
		s.b = l.add(vertex{kind: aBottom, of: s.edge})
	}
	l.segs = append(l.segs, s)
	return int32(len(l.segs) - 1)
}

// lists are lists of numbers, one behind the other.
type lists struct {
	start []int32 // of each list; one more
	list  []int32
}

func (l *lists) of(i int32) []int32 { return l.list[l.start[i]:l.start[i+1]] }

// listed returns lists of the numbers below m, each in the list that of says, in
// their order. What is in list -1 is in none.
func listed(n, m int, of func(i int32) int32) lists {
	l := lists{start: make([]int32, n+1), list: make([]int32, m)}
	total := int32(0)
	for i := range int32(m) {
		if k := of(i); k >= 0 {
			l.start[k+1]++
			total++
		}
	}
	for i := range n {
		l.start[i+1] += l.start[i]
	}
	at := append([]int32(nil), l.start[:n]...)
	for i := range int32(m) {
		if k := of(i); k >= 0 {
			l.list[at[k]] = i
			at[k]++
		}
	}
	l.list = l.list[:total]
	return l
}
