package draw_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/flowc-lang/flowc/internal/draw"
	"github.com/flowc-lang/flowc/internal/layout"
	"github.com/flowc-lang/flowc/internal/layout/peers"
)

// TestCrossings compares how many lines of the examples and of the published calls
// cross with dot, where that is installed and peers are asked for. Dot does not
// keep to groups, and so they are left out.
func TestCrossings(t *testing.T) {
	if os.Getenv("FLOWC_PEERS") == "" {
		t.Skip("make bench-peers compares with dot")
	}
	if _, err := exec.LookPath("dot"); err != nil {
		t.Skip(err)
	}
	for _, list := range [][]string{files(t), published(t)} {
		ours, theirs := 0, 0
		for _, path := range list {
			g := drawn(t, path, draw.Options{}).Graph()
			g.Groups = nil
			for i := range g.Nodes {
				g.Nodes[i].Group = layout.None
			}
			n, err := peers.Dot(g)
			if err != nil {
				t.Fatal(err)
			}
			ours, theirs = ours+peers.Crossings(g, layout.Lay(g)), theirs+n
		}
		t.Logf("%d calls: %d lines cross, and %d of dot", len(list), ours, theirs)
		if float64(ours) > 1.3*float64(theirs)+1 {
			t.Error("too many lines cross")
		}
	}
}
