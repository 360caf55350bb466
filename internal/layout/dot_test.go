package layout_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"github.com/flowc-lang/flowc/internal/layout"
	"github.com/flowc-lang/flowc/internal/layout/peers"
)

// TestCrossings compares how many lines cross with dot, where that is installed and
// peers are asked for.
func TestCrossings(t *testing.T) {
	if os.Getenv("FLOWC_PEERS") == "" {
		t.Skip("make bench-peers compares with dot")
	}
	if _, err := exec.LookPath("dot"); err != nil {
		t.Skip(err)
	}
	ours, theirs := 0, 0
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 3))
		g := layout.Flow(r, 10+r.IntN(60), 0)
		n, err := peers.Dot(g)
		if err != nil {
			t.Fatal(err)
		}
		ours, theirs = ours+peers.Crossings(g, layout.Lay(g)), theirs+n
	}
	t.Logf("%d lines cross, and %d of dot: %.2f", ours, theirs, float64(ours)/float64(theirs))
	if float64(ours) > 1.3*float64(theirs) {
		t.Error("too many lines cross")
	}
}
