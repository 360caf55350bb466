package check

import (
	"math/rand/v2"
	"testing"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
)

// TestDominators holds dominators against what they are: a step that the call can't
// come to another one without.
func TestDominators(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + random.IntN(12)
		g := &cfg.Graph{Steps: make([]cfg.Step, n)}
		for i := range g.Steps {
			g.Steps[i].Branching = true
			for range random.IntN(4) {
				g.Steps[i].Branches = append(g.Steps[i].Branches, cfg.Branch{To: cfg.Target(random.IntN(n+1) - 1)})
			}
		}
		f := NewFlow(&call.Call{Graph: g})
		d := newDominators(f)
		for a := range n {
			for b := range n {
				if !f.reachable[a] || !f.reachable[b] {
					continue
				}
				without := a != b
				if without {
					f.walkFrom(f.Entry, onward, func(i int) bool { return i != a })
					without = f.mark[b] == f.walks && a != 0 || a == b
				}
				if a == b {
					without = false
				}
				if got := d.dominates(int32(a), int32(b)); got == without {
					t.Fatalf("%d dominates %d: %v in %+v", a, b, got, g.Steps)
				}
			}
		}
	}
}
