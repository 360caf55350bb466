package layout

import (
	"cmp"
	"slices"
)

// down gives the ranks their places from top to bottom, and the lines beside the
// drawing theirs. Between two ranks lie first the tracks of the lines that leave,
// then the curves, then the tracks of the lines that come in.
func (s *sheet) down() {
	s.lanes()
	ends := make([]int, len(s.layers)) // what tracks need below each rank
	starts := make([]int, len(s.layers))
	for i := range s.segs {
		if g := &s.segs[i]; g.track >= 0 {
			a, b := s.gapsOf(g)
			if g.flip {
				starts[b]++
			} else {
				ends[a]++
			}
		}
	}
	for i := range s.tracks {
		if t := &s.tracks[i]; t.flip {
			ends[t.first]++
		} else {
			starts[t.last]++
		}
	}
	s.tops, s.downs = make([]int, len(s.layers)), make([]int, len(s.layers))
	s.leave, s.come = make([]int, len(s.layers)), make([]int, len(s.layers))
	y := 0
	for r, layer := range s.layers {
		high := 0
		for _, v := range layer {
			high = max(high, s.verts[v].h)
		}
		for _, v := range layer {
			s.verts[v].y = y
		}
		s.tops[r] = y
		s.downs[r] = y + high
		y += high
		if r+1 < len(s.layers) {
			s.leave[r] = y + trackHigh
			y += trackHigh*ends[r] + s.curves(layer)
			s.come[r] = y
			y += trackHigh * starts[r]
		}
	}
	s.H = y
	s.hang()
}

// hang moves what one box alone leads to up to it, where beside a higher one there
// is room below that box.
func (s *sheet) hang() {
	for i := range s.verts {
		v, in := &s.verts[i], s.in.of(int32(i))
		if v.kind != aNode || len(in) != 1 || len(s.out.of(int32(i))) > 0 {
			continue
		}
		k := &s.links[in[0]]
		u := &s.verts[k.a]
		y := u.y + u.h + arrow
		if u.kind != aNode || len(s.out.of(k.a)) > 1 || v.x < u.x || v.x+v.w > u.x+u.w || y+v.h > s.downs[u.rank] {
			continue
		}
		v.y = y
		s.links[in[0]].hangs = true
	}
}

// gapsOf returns the ranks below which a line leaves and comes in that runs beside
// the drawing.
func (s *sheet) gapsOf(g *seg) (a, b int32) {
	return s.verts[g.a].rank + 1, s.verts[g.b].rank - 2
}

// curves returns how much room the lines below a rank need: more where one goes far
// to the side.
func (s *sheet) curves(layer []int32) int {
	high, far := stem, 0
	for _, v := range layer {
		for _, l := range s.out.of(v) {
			k := &s.links[l]
			if !s.verts[k.a].passes() || !s.verts[k.b].passes() {
				high = arrow
			}
			dx := s.verts[k.a].x + int(k.atA) - s.verts[k.b].x - int(k.atB)
			far = max(far, dx, -dx)
		}
	}
	return high + min(far/8, 3*arrow)
}

// lanes gives the tracks beside the drawing their places: one that starts below
// where another ends may stand below it.
func (s *sheet) lanes() {
	n := len(s.tracks)
	if n == 0 {
		return
	}
	starts, ends := make([]int, n), make([]int, n)
	for i := range n {
		starts[i], ends[i] = i, i
	}
	slices.SortStableFunc(starts, func(a, b int) int { return cmp.Compare(s.tracks[a].first, s.tracks[b].first) })
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(s.tracks[a].last, s.tracks[b].last) })
	var free []int
	lanes := 0
	for _, i := range starts {
		t := &s.tracks[i]
		for ; s.tracks[ends[0]].last < t.first; ends = ends[1:] {
			free = append(free, s.tracks[ends[0]].lane)
		}
		if len(free) == 0 {
			free = append(free, s.W+besides+trackHigh*lanes)
			lanes++
		}
		t.lane = free[len(free)-1]
		free = free[:len(free)-1]
	}
	s.W += besides + trackHigh*lanes
}
