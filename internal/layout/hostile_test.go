package layout

import "testing"

// shapes are graphs that are hard to draw.
var shapes = []struct {
	name string
	make func(n int) *Graph
}{
	{"chain", func(n int) *Graph {
		g := nodes(n)
		for i := 1; i < n; i++ {
			g.Edges = append(g.Edges, Edge{From: i - 1, To: i})
		}
		return g
	}},
	{"back to the first", func(n int) *Graph {
		g := nodes(n)
		for i := 1; i < n; i++ {
			g.Edges = append(g.Edges, Edge{From: i - 1, To: i}, Edge{i, 0, key})
		}
		return g
	}},
	{"on to the last", func(n int) *Graph {
		g := nodes(n)
		for i := 1; i < n; i++ {
			g.Edges = append(g.Edges, Edge{From: i - 1, To: i}, Edge{i, n - 1, key})
		}
		return g
	}},
	{"across the middle", func(n int) *Graph {
		g := nodes(n)
		for i := 1; i < n; i++ {
			g.Edges = append(g.Edges, Edge{From: i - 1, To: i}, Edge{i, n - i, key})
		}
		return g
	}},
	{"star", func(n int) *Graph {
		g := nodes(n)
		for i := 1; i < n; i++ {
			g.Edges = append(g.Edges, Edge{0, i, key})
		}
		return g
	}},
	{"star of loops", func(n int) *Graph {
		g := nodes(n)
		for i := range n {
			g.Edges = append(g.Edges, Edge{0, 0, key}, Edge{i, n / 2, key})
		}
		return g
	}},
	{"bipartite", func(n int) *Graph {
		side := 1
		for side*side < n {
			side++
		}
		g := nodes(2 * side)
		for i := range side {
			for k := range side {
				g.Edges = append(g.Edges, Edge{i, side + k, key})
			}
		}
		return g
	}},
	{"alone", nodes},
	{"parallel", func(n int) *Graph {
		g := nodes(2)
		for range n {
			g.Edges = append(g.Edges, Edge{0, 1, key}, Edge{1, 0, key})
		}
		return g
	}},
	{"nested", func(n int) *Graph {
		g := nodes(n)
		for i := range n {
			g.Groups = append(g.Groups, Group{i - 1, Size{40, 16}, false})
			g.Nodes[i].Group = i
			if i > 0 {
				g.Edges = append(g.Edges, Edge{i - 1, i, key}, Edge{From: i, To: i / 2})
			}
		}
		return g
	}},
	{"out of a group", func(n int) *Graph {
		g := nodes(n)
		g.Groups = []Group{{None, Size{40, 16}, false}}
		for i := 1; i+1 < n; i++ {
			g.Nodes[i].Group = 0
			g.Edges = append(g.Edges, Edge{i, i + 1, key}, Edge{i, n - 1, key}, Edge{i, 0, key})
		}
		return g
	}},
}

// TestHostile draws large graphs of such shapes.
func TestHostile(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			for _, n := range []int{1, 2, 3, 10, 100} {
				g := s.make(n)
				if check(t, g, Lay(g)); t.Failed() {
					t.Fatal(n)
				}
			}
			// No time is looked at: what is not about linear does not end.
			n := 8_000
			if s.name == "nested" {
				n = 1000
			}
			Lay(s.make(n))
		})
	}
}

var key = Size{16, 16}

func nodes(n int) *Graph {
	g := &Graph{}
	for range n {
		g.Nodes = append(g.Nodes, Node{Size{60, 30}, None})
	}
	return g
}
