package layout

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkLay(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 10_000, 100_000} {
		for _, groups := range []int{0, n / 20} {
			b.Run(fmt.Sprintf("nodes=%d/groups=%d", n, groups), func(b *testing.B) {
				g := flow(rand.New(rand.NewPCG(7, 7)), n, groups)
				b.ReportMetric(float64(len(g.Edges)), "edges")
				for b.Loop() {
					Lay(g)
				}
			})
		}
	}
}

// BenchmarkHostile draws shapes that are hard; ten times the nodes should take
// about ten times as long.
func BenchmarkHostile(b *testing.B) {
	for _, s := range shapes {
		for _, n := range []int{10_000, 100_000} {
			if s.name == "nested" {
				n /= 100
			}
			b.Run(fmt.Sprintf("%s/nodes=%d", s.name, n), func(b *testing.B) {
				g := s.make(n)
				for b.Loop() {
					Lay(g)
				}
			})
		}
	}
}
