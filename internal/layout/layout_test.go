package layout

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// check reads a drawing back and reports what it should not be.
func check(t *testing.T, g *Graph, d *Drawing) {
	t.Helper()
	c := &reading{g: g, d: d, grid: map[[2]int][]int32{}}
	c.boxes()
	c.lines()
	for _, problem := range c.problems[:min(len(c.problems), 5)] {
		t.Error(problem)
	}
}

// A reading is a drawing that is read back.
type reading struct {
	g        *Graph
	d        *Drawing
	things   []thing
	grid     map[[2]int][]int32 // the things in each square
	problems []string
}

// A thing is a box that nothing may touch but what stands in it.
type thing struct {
	Rect
	name  string
	group int // that it is, or -2
	in    int // the group that it stands in
}

const square = 256

func (c *reading) problem(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func (c *reading) squares(r Rect, f func(key [2]int)) {
	for x := r.X / square; x <= (r.X+r.W)/square; x++ {
		for y := r.Y / square; y <= (r.Y+r.H)/square; y++ {
			f([2]int{x, y})
		}
	}
}

// meeting calls f for the things that a rectangle overlaps.
func (c *reading) meeting(r Rect, f func(i int32)) {
	var seen []int32
	c.squares(r, func(key [2]int) {
		for _, i := range c.grid[key] {
			if overlap(r, c.things[i].Rect) && !slices.Contains(seen, i) {
				seen = append(seen, i)
				f(i)
			}
		}
	})
}

// overlap reports whether two rectangles, or lines, share more than a border.
func overlap(a, b Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// within reports whether a thing stands in a group.
func (c *reading) within(group, outer int) bool {
	for ; group >= 0; group = c.g.Groups[group].Parent {
		if group == outer {
			return true
		}
	}
	return outer == None
}

func (c *reading) boxes() {
	g, d := c.g, c.d
	add := func(th thing) { c.things = append(c.things, th) }
	for i, r := range d.Nodes {
		if r.W < g.Nodes[i].W || r.H < g.Nodes[i].H {
			c.problem("node %d is %v, and should be %v", i, r, g.Nodes[i].Size)
		}
		add(thing{r, fmt.Sprint("node ", i), -2, g.Nodes[i].Group})
	}
	for i, r := range d.Groups {
		add(thing{r, fmt.Sprint("group ", i), i, g.Groups[i].Parent})
		add(thing{d.Headings[i], fmt.Sprint("heading ", i), -2, i})
		if h := d.Headings[i]; h.W < g.Groups[i].Heading.W || h.H < g.Groups[i].Heading.H {
			c.problem("heading %d is %v", i, h)
		}
	}
	for i := range d.Lines {
		if label := d.Lines[i].Label; g.Edges[i].Label != (Size{}) {
			if label.W != g.Edges[i].Label.W || label.H != g.Edges[i].Label.H {
				c.problem("label %d is %v", i, label)
			}
			in := g.Nodes[g.Edges[i].From].Group
			add(thing{label, fmt.Sprint("label ", i), -2, in})
		}
	}
	for i, th := range c.things {
		if th.in >= 0 && !inside(th.Rect, d.Groups[th.in]) || !inside(th.Rect, Rect{0, 0, d.W, d.H}) {
			c.problem("%s at %v is not in %d %v", th.name, th.Rect, th.in, d.Size)
		}
		c.meeting(th.Rect, func(k int32) {
			other := c.things[k]
			if th.group >= 0 && c.within(other.in, th.group) || other.group >= 0 && c.within(th.in, other.group) {
				return
			}
			c.problem("%s at %v is over %s at %v", th.name, th.Rect, other.name, other.Rect)
		})
		c.squares(th.Rect, func(key [2]int) { c.grid[key] = append(c.grid[key], int32(i)) })
	}
}

func inside(a, b Rect) bool {
	return a.X >= b.X && a.Y >= b.Y && a.X+a.W <= b.X+b.W && a.Y+a.H <= b.Y+b.H
}

func (c *reading) lines() {
	same := map[string]int{}
	for i := range c.d.Lines {
		line, e := &c.d.Lines[i], &c.g.Edges[i]
		parts := line.Parts
		if len(parts) == 0 {
			c.problem("edge %d has no line", i)
			continue
		}
		first, last := parts[0][0], parts[len(parts)-1]
		if !on(first, c.d.Nodes[e.From]) || !on(last[len(last)-1], c.d.Nodes[e.To]) {
			c.problem("line %d from %v to %v does not lead from %v to %v", i, first, last, c.d.Nodes[e.From], c.d.Nodes[e.To])
		}
		for _, part := range parts {
			for k := 1; k < len(part); k++ {
				c.piece(i, part[k-1], part[k])
			}
		}
		key := fmt.Sprint(parts)
		if other, there := same[key]; there {
			c.problem("lines %d and %d are one", other, i)
		}
		same[key] = i
	}
}

// on reports whether a point is on the border of a box.
func on(p Point, r Rect) bool {
	x, y := p.X == r.X || p.X == r.X+r.W, p.Y == r.Y || p.Y == r.Y+r.H
	return (x && p.Y >= r.Y && p.Y <= r.Y+r.H) || (y && p.X >= r.X && p.X <= r.X+r.W)
}

// piece looks at a piece of a line: all of the rectangle that it stays in.
func (c *reading) piece(i int, a, b Point) {
	r := Rect{min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X) - min(a.X, b.X), max(a.Y, b.Y) - min(a.Y, b.Y)}
	if !inside(r, Rect{0, 0, c.d.W, c.d.H}) {
		c.problem("line %d leaves the drawing at %v", i, r)
	}
	c.meeting(r, func(k int32) {
		th, e := c.things[k], c.g.Edges[i]
		if th.group >= 0 && (c.within(c.g.Nodes[e.From].Group, th.group) || c.within(c.g.Nodes[e.To].Group, th.group)) {
			return
		}
		c.problem("line %d from %d to %d runs through %s at %v: %v", i, e.From, e.To, th.name, th.Rect, r)
	})
}

// flow returns a graph as calls are: mostly onward, with keys, here and there back,
// or to one of a few places that much leads to.
func flow(r *rand.Rand, n, groups int) *Graph {
	g := &Graph{}
	group := None
	for i := range n {
		switch {
		case groups == 0:
		case group >= 0 && r.IntN(6) == 0:
			group = g.Groups[group].Parent
		case len(g.Groups) < groups && r.IntN(max(1, n/groups)) == 0:
			g.Groups = append(g.Groups, Group{group, Size{40 + r.IntN(80), 16}, false})
			group = len(g.Groups) - 1
		}
		g.Nodes = append(g.Nodes, Node{Size{40 + r.IntN(160), 24 + r.IntN(80)}, group})
		to := func() int {
			switch r.IntN(12) {
			case 0:
				return r.IntN(min(n, 5)) * (n - 1) / 4
			case 1:
				return max(0, i-r.IntN(8))
			case 2:
				return min(n-1, i+r.IntN(30))
			}
			return min(n-1, i+1+r.IntN(6))
		}
		switch r.IntN(6) {
		case 0:
			for range 2 + r.IntN(4) {
				g.Edges = append(g.Edges, Edge{i, to(), Size{12 + r.IntN(40), 18}})
			}
		case 1:
			g.Edges = append(g.Edges, Edge{i, to(), Size{70, 18}}, Edge{i, to(), Size{50, 18}})
		case 2:
		default:
			if i+1 < n {
				g.Edges = append(g.Edges, Edge{From: i, To: i + 1})
			}
		}
	}
	return g
}

// tangle returns a graph of any kind.
func tangle(r *rand.Rand, n, edges, groups int) *Graph {
	g := &Graph{}
	for i := range groups {
		g.Groups = append(g.Groups, Group{Parent: r.IntN(i+1) - 1, Heading: Size{r.IntN(80), r.IntN(20)}})
	}
	for range n {
		g.Nodes = append(g.Nodes, Node{Size{1 + r.IntN(200), 1 + r.IntN(90)}, r.IntN(groups+1) - 1})
	}
	for range edges {
		e := Edge{From: r.IntN(n), To: r.IntN(n)}
		if r.IntN(2) == 0 {
			e.Label = Size{1 + r.IntN(60), 1 + r.IntN(30)}
		}
		g.Edges = append(g.Edges, e)
	}
	return g
}

func TestRandom(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(14)
		graphs := []*Graph{flow(r, n, 0), flow(r, n, r.IntN(5)), tangle(r, n, r.IntN(3*n), r.IntN(4))}
		for i, g := range graphs {
			d := Lay(g)
			if check(t, g, d); t.Failed() {
				t.Fatalf("seed %d, graph %d: %+v\n%+v", seed, i, g, d)
			}
			if diff := cmp.Diff(d, Lay(g)); diff != "" {
				t.Fatalf("seed %d, graph %d, drawn again: %s", seed, i, diff)
			}
		}
	}
}

func TestLarge(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 2))
		for i, g := range []*Graph{flow(r, 400, 0), flow(r, 400, 40), tangle(r, 60, 120, 6)} {
			if check(t, g, Lay(g)); t.Failed() {
				t.Fatalf("seed %d, graph %d", seed, i)
			}
		}
	}
}

// TestAside puts what reading does not come to below all else.
func TestAside(t *testing.T) {
	size := Size{60, 30}
	g := &Graph{
		Nodes:  []Node{{size, None}, {size, 0}, {Size{60, 2000}, 0}, {size, None}, {size, None}},
		Groups: []Group{{None, Size{40, 16}, true}},
		Edges:  []Edge{{From: 0, To: 3}, {From: 3, To: 4}, {From: 1, To: 2}, {From: 1, To: 0}, {From: 2, To: 3}},
	}
	d := Lay(g)
	check(t, g, d)
	if d.Nodes[0].Y != 0 || d.Nodes[4].Y > 300 || d.Groups[0].Y < d.Nodes[4].Y+d.Nodes[4].H || !d.Lines[3].Back || !d.Lines[4].Back {
		t.Errorf("%+v", d)
	}
	r := rand.New(rand.NewPCG(1, 7))
	for range 200 {
		g := flow(r, 1+r.IntN(40), 1+r.IntN(6))
		for i := range g.Groups {
			g.Groups[i].Aside = r.IntN(2) == 0
		}
		check(t, g, Lay(g))
	}
}
