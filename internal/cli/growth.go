package cli

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// growth says what the statements of a script that stand for several steps
// became.
func (t *tool) growth(result *compiler.Analysis) {
	var b strings.Builder
	name := result.Program.Main.File.Source.Name
	fmt.Fprintf(&b, "%s: %d steps\n", diag.Visible(name), len(result.Call.Graph.Steps))
	for _, g := range result.Growth() {
		at := g.At.File.Position(g.At.Start, source.Characters)
		fmt.Fprintf(&b, "  %s:%d:%d: %s became %d steps\n", diag.Visible(g.At.File.Name), at.Line, at.Column, diag.Visible(g.What), g.Steps)
	}
	t.show(t.err, b.String())
}
