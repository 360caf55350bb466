// Package peers compares drawings with those of Graphviz' dot. Nothing of it is in
// the program: only tests ask it.
package peers

import (
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/internal/layout"
)

type spot struct{ x, y float64 }

// drawn is what is compared of a drawing: lines as many short pieces, and boxes.
type drawn struct {
	lines [][]spot
	boxes [][4]float64
}

// Crossings returns how many lines of a drawing cross.
func Crossings(g *layout.Graph, d *layout.Drawing) int {
	var dr drawn
	for _, r := range d.Nodes {
		dr.boxes = append(dr.boxes, [4]float64{float64(r.X), float64(r.Y), float64(r.X + r.W), float64(r.Y + r.H)})
	}
	for _, l := range d.Lines {
		var line []spot
		for _, part := range l.Parts {
			for k, p := range part {
				b := spot{float64(p.X), float64(p.Y)}
				if k == 0 {
					line = append(line, b)
					continue
				}
				a := spot{float64(part[k-1].X), float64(part[k-1].Y)}
				mid := (a.y + b.y) / 2
				line = bezier(line, a, spot{a.x, mid}, spot{b.x, mid}, b)
			}
		}
		dr.lines = append(dr.lines, line)
	}
	return dr.count(g)
}

func bezier(line []spot, a, b, c, d spot) []spot {
	for i := 1; i <= 12; i++ {
		t := float64(i) / 12
		u := 1 - t
		line = append(line, spot{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
	return line
}

func (d *drawn) count(g *layout.Graph) (n int) {
	for i := range d.lines {
		for k := range i {
			a, b := g.Edges[i], g.Edges[k]
			if a.From == a.To || b.From == b.To {
				continue
			}
			var shared []int
			for _, v := range []int{a.From, a.To} {
				if v == b.From || v == b.To {
					shared = append(shared, v)
				}
			}
			n += d.pair(d.lines[i], d.lines[k], shared)
		}
	}
	return n
}

// pair counts where two lines cross, but not where both come to the same box.
func (d *drawn) pair(a, b []spot, shared []int) (n int) {
	var last spot
	for i := 1; i < len(a); i++ {
		for k := 1; k < len(b); k++ {
			at, crosses := cross(a[i-1], a[i], b[k-1], b[k])
			if !crosses || n > 0 && math.Hypot(at.x-last.x, at.y-last.y) < 3 {
				continue
			}
			near := false
			for _, v := range shared {
				r := d.boxes[v]
				near = near || at.x > r[0]-8 && at.x < r[2]+8 && at.y > r[1]-8 && at.y < r[3]+8
			}
			if !near {
				n, last = n+1, at
			}
		}
	}
	return n
}

func cross(a, b, c, d spot) (spot, bool) {
	if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) || max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) {
		return spot{}, false
	}
	side := func(a, b, c spot) float64 { return (b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x) }
	s, t := side(c, d, a), side(c, d, b)
	u, v := side(a, b, c), side(a, b, d)
	if s*t >= 0 || u*v >= 0 {
		return spot{}, false
	}
	f := s / (s - t)
	return spot{a.x + f*(b.x-a.x), a.y + f*(b.y-a.y)}, true
}

// Dot returns how many lines cross in what dot draws of a graph, without its
// groups.
func Dot(g *layout.Graph) (int, error) {
	cmd := exec.Command("dot", "-Tplain")
	cmd.Stdin = strings.NewReader(source(g))
	out, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	d := drawn{boxes: make([][4]float64, len(g.Nodes))}
	var sorted layout.Graph
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		switch f[0] {
		case "node":
			x, y, w, h := number(f[2]), number(f[3]), number(f[4]), number(f[5])
			d.boxes[index(f[1])] = [4]float64{x - w/2, y - h/2, x + w/2, y + h/2}
		case "edge":
			n, _ := strconv.Atoi(f[3])
			var at []spot
			for i := range n {
				at = append(at, spot{number(f[4+2*i]), number(f[5+2*i])})
			}
			path := at[:1:1]
			for i := 0; i+3 < len(at); i += 3 {
				path = bezier(path, at[i], at[i+1], at[i+2], at[i+3])
			}
			d.lines = append(d.lines, path)
			sorted.Edges = append(sorted.Edges, layout.Edge{From: index(f[1]), To: index(f[2])})
		}
	}
	return d.count(&sorted), nil
}

// source returns a graph in the language of dot.
func source(g *layout.Graph) string {
	var b strings.Builder
	b.WriteString("digraph { node [shape=box fixedsize=true label=\"\"]; edge [fontsize=14]\n")
	for i, n := range g.Nodes {
		fmt.Fprintf(&b, "n%d [width=%f height=%f]\n", i, float64(n.W)/72, float64(n.H)/72)
	}
	for _, e := range g.Edges {
		label := ""
		if e.Label.W > 0 {
			label = strings.Repeat("m", max(1, e.Label.W/12))
		}
		fmt.Fprintf(&b, "n%d -> n%d [label=\"%s\"]\n", e.From, e.To, label)
	}
	return b.String() + "}\n"
}

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f * 72
}

func index(name string) int {
	i, _ := strconv.Atoi(name[1:])
	return i
}
