package layout

import "slices"

// A pen draws the parts of a line.
type pen struct{ parts [][]Point }

// down starts a part.
func (p *pen) down(x, y int) { p.parts = append(p.parts, []Point{{x, y}}) }

// to draws on. Of points above each other only the ends stay.
func (p *pen) to(x, y int) {
	part := &p.parts[len(p.parts)-1]
	n := len(*part)
	last := (*part)[n-1]
	switch {
	case last == Point{x, y}:
		return
	case n > 1 && last.X == x && (*part)[n-2].X == x:
		(*part)[n-1].Y = y
		return
	}
	*part = append(*part, Point{x, y})
}

// route draws the lines of a sheet.
func (s *sheet) route() {
	for i := range s.segs {
		g := &s.segs[i]
		var p pen
		v := &s.verts[g.a]
		p.down(v.x+int(s.links[g.upper.first].atA), v.y+v.h)
		if v.kind == aTop {
			p.parts[0][0].Y = 0
		}
		s.follow(&p, g, g.upper)
		if g.track >= 0 {
			s.aside(&p, g)
			s.follow(&p, g, g.lower)
		}
		g.parts = p.parts
	}
}

// follow draws the links of a run, each from where the pen is.
func (s *sheet) follow(p *pen, g *seg, r run) {
	for _, k := range s.links[r.first:r.end] {
		a, b := &s.verts[k.a], &s.verts[k.b]
		if !k.hangs {
			p.to(a.x+int(k.atA), s.downs[a.rank])
		}
		x := b.x + int(k.atB)
		p.to(x, b.y)
		s.label(p, g, b, x)
	}
}

// label leaves room in a line for a label.
func (s *sheet) label(p *pen, g *seg, v *vertex, x int) {
	if v.kind == aLabel {
		g.label = Rect{v.x, v.y, v.w, v.h}
		p.down(x, v.y+v.h)
	}
}

// aside draws a line from where it leaves the ranks to where it comes in again.
func (s *sheet) aside(p *pen, g *seg) {
	t := &s.tracks[g.track]
	a := &s.verts[s.links[g.upper.end-1].b]
	b := &s.verts[s.links[g.lower.first].a]
	top, bottom := a.rank, b.rank-1
	leave, come := t.y, t.y
	if !g.flip || t.y == 0 {
		leave = s.leave[top]
		s.leave[top] += trackHigh
	}
	if g.flip || t.y == 0 {
		come = s.come[bottom]
		s.come[bottom] += trackHigh
	}
	if t.y = come; g.flip {
		t.y = leave
	}
	p.to(a.x+a.box/2, leave)
	p.to(t.lane, leave)
	p.to(t.lane, come)
	x := b.x + b.box/2
	p.to(x, come)
	p.to(x, b.y)
	s.label(p, g, b, x)
}

// drawing puts the levels into each other.
func (w *work) drawing() *Drawing {
	d := &Drawing{
		Size: w.levels[0].Size, Nodes: make([]Rect, len(w.g.Nodes)), Groups: make([]Rect, len(w.g.Groups)),
		Headings: make([]Rect, len(w.g.Groups)), Lines: make([]Line, len(w.g.Edges)),
	}
	for i := range w.levels {
		l := &w.levels[i]
		for k := range l.verts {
			v := &l.verts[k]
			r := Rect{l.x + v.x, l.y + v.y, v.box, v.h}
			switch v.kind {
			case aNode:
				d.Nodes[v.of] = r
			case aGroup:
				w.levels[v.of].x, w.levels[v.of].y = r.X, r.Y
				d.Groups[v.of-1] = r
			case aHeading:
				d.Headings[i-1] = Rect{r.X, r.Y + padding/2, v.w, v.h - padding/2}
			}
		}
	}
	for e := range w.g.Edges {
		d.Lines[e] = w.line(e)
	}
	for n, edges := range w.loops {
		w.beside(d, d.Nodes[n], edges)
	}
	return d
}

// line returns the line of an edge: its segments, one behind the other.
func (w *work) line(e int) Line {
	var p pen
	var line Line
	for i, h := range w.hops[e] {
		l := &w.levels[h.level]
		s := &l.segs[h.seg]
		line.Back = s.flip
		if s.labelled {
			line.Label = Rect{l.x + s.label.X, l.y + s.label.Y, s.label.W, s.label.H}
		}
		parts := s.parts
		if n := len(parts) - 1; l.verts[s.b].kind == aBottom {
			last := parts[n][len(parts[n])-1]
			parts[n] = append(parts[n], Point{last.X, l.H})
		}
		for k := range parts {
			part := parts[k]
			if s.flip {
				part = parts[len(parts)-1-k]
				slices.Reverse(part)
			}
			for n, at := range part {
				if x, y := l.x+at.X, l.y+at.Y; n == 0 && (i == 0 || k > 0) {
					p.down(x, y)
				} else {
					p.to(x, y)
				}
			}
		}
	}
	line.Parts = p.parts
	return line
}

// beside draws the lines that lead back to a node, below each other at its right.
func (w *work) beside(d *Drawing, box Rect, edges []int32) {
	y := box.Y
	for _, e := range edges {
		label := w.g.Edges[e].Label
		high := loopHigh(label)
		right, x := box.X+box.W, box.X+box.W+loopOut
		top, bottom := y+keyApart/2, y+high-keyApart/2
		d.Lines[e] = Line{Parts: [][]Point{{{right, top}, {x, top}, {x, bottom}, {right, bottom}}}}
		if label != (Size{}) {
			d.Lines[e].Label = Rect{x + keyApart/2, y + (high-label.H)/2, label.W, label.H}
		}
		y += high
	}
}
