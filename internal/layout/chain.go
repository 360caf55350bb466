package layout

import "slices"

// A vertex for each rank that each line passes may be many more than there are
// nodes: a hundred thousand steps that all lead back to the first make five
// billion. Of a sheet with more than so many for each node and edge, the longest
// lines run beside the drawing, in a track that lines to the same end share.
const bendsEach = 4

// trackLong is how many ranks a line leads down at least that runs in a track.
const trackLong = 4

// A track is where lines run beside the drawing that start or end at the same
// vertex.
type track struct {
	flip        bool
	shared      run   // the links at the end that the lines share
	first, last int32 // the gaps between ranks in which it starts and ends
	lane        int   // where it runs down
	y           int   // where the lines share it between two ranks; 0: not yet known
}

// chain gives lines a vertex in each rank that they pass, and one for their label.
func (s *sheet) chain(w *work) {
	bends := s.tracked()
	s.verts = slices.Grow(s.verts, bends)
	s.links = make([]link, 0, bends+len(s.segs))
	for i := range s.segs {
		g := &s.segs[i]
		top, bottom := s.verts[g.a].rank, s.verts[g.b].rank
		if g.track < 0 {
			g.upper = s.line(w, g, g.a, top, bottom, g.b)
			continue
		}
		t := &s.tracks[g.track]
		if g.flip {
			g.lower = s.line(w, g, -1, bottom-2, bottom, g.b)
		} else {
			g.upper = s.line(w, g, g.a, top, top+2, -1)
		}
		if t.shared == (run{}) {
			t.flip, t.first, t.last = g.flip, top+1, bottom-2
			plain := *g
			plain.labelled = false
			if g.flip {
				t.shared = s.line(w, &plain, g.a, top, top+2, -1)
			} else {
				t.shared = s.line(w, &plain, -1, bottom-2, bottom, g.b)
			}
		}
		t.first, t.last = min(t.first, top+1), max(t.last, bottom-2)
		if g.flip {
			g.upper = t.shared
		} else {
			g.lower = t.shared
		}
	}
	s.in = listed(len(s.verts), len(s.links), func(i int32) int32 { return s.links[i].b })
	s.out = listed(len(s.verts), len(s.links), func(i int32) int32 { return s.links[i].a })
}

// line adds the links from one vertex to another, and a vertex in each rank
// between. An end that is -1 is where the line goes to its track.
func (s *sheet) line(w *work, g *seg, a int32, top, bottom, b int32) run {
	first := int32(len(s.links))
	labelAt := int32(-1)
	if g.labelled {
		labelAt = top + 1
		if g.flip {
			labelAt = bottom - 1
		}
	}
	at, atA := a, int32(0)
	if a >= 0 {
		atA = s.portIn(w, g, a)
	}
	for r := top + 1; r < bottom; r++ {
		v := vertex{kind: aBend, of: g.edge, rank: r}
		if r == labelAt {
			label := w.g.Edges[g.edge].Label
			v.kind, v.w, v.box, v.h = aLabel, label.W, label.W, label.H
		}
		k := int32(len(s.verts))
		s.verts = append(s.verts, v)
		if at >= 0 {
			s.links = append(s.links, link{a: at, b: k, atA: atA, back: g.flip})
		}
		at, atA = k, 0
	}
	if b >= 0 {
		s.links = append(s.links, link{a: at, b: b, atA: atA, atB: s.portIn(w, g, b), back: g.flip})
	}
	return run{first, int32(len(s.links))}
}

// portIn returns where a group has the port of a line that goes on in it.
func (s *sheet) portIn(w *work, g *seg, v int32) int32 {
	if s.verts[v].kind != aGroup {
		return 0
	}
	l := &w.levels[s.verts[v].of]
	if v == g.a {
		return int32(l.verts[l.segs[g.inA].b].x)
	}
	return int32(l.verts[l.segs[g.inB].a].x)
}

// tracked chooses the lines that run beside the drawing, and returns how many
// vertices the others need.
func (s *sheet) tracked() (bends int) {
	long := func(i int32) int { return int(s.verts[s.segs[i].b].rank - s.verts[s.segs[i].a].rank) }
	for i := range s.segs {
		bends += long(int32(i)) - 1
	}
	most := bendsEach*(len(s.verts)+len(s.segs)) + 1000
	if bends <= most {
		return bends
	}
	order := make([]int32, len(s.segs))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return long(b) - long(a) })
	toward := make([]int32, 2*len(s.verts)) // the track of a vertex, and one for each direction; from 1
	for _, i := range order {
		g := &s.segs[i]
		if bends <= most || long(i) < trackLong {
			break
		}
		bends -= long(i) - 3
		end, v := 2*g.b, g.b
		if g.flip {
			end, v = 2*g.a+1, g.a
		}
		// Lines into a group have ports of their own there.
		if toward[end] == 0 || s.verts[v].kind == aGroup {
			s.tracks = append(s.tracks, track{})
			toward[end] = int32(len(s.tracks))
		}
		g.track = toward[end] - 1
	}
	return bends
}
