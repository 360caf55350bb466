package check

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var noSteps = diag.Register(diag.Code{
	Name: "no-steps", Area: diag.Flow, Title: "the call has no step, or ends before its first",
	Text: "The API wants at least one object, and the call starts with the first.",
	Bad:  "cloud \"dev\"",
	Good: "cloud \"dev\"\ncall 4420\nsay \"Hello.\"",
})

// A call has at least one step, and does not end before it.
var _ = register(Check{
	Codes: []*diag.Code{noSteps},
	Graph: func(p *Pass, g *cfg.Graph) {
		if g.Unknown || p.Module.Tested != nil || p.Library && p.Module.Library() {
			return
		}
		stmts := p.Module.File.Body.Stmts
		switch {
		case len(g.Steps) == 0:
			at := source.Span{}
			if len(stmts) > 0 {
				at = p.Module.File.Head(stmts[0])
			}
			p.report(noSteps, at, `a call needs something to do: say "Hello."`, "this script has no steps")
		case g.Entry == cfg.End:
			p.report(noSteps, p.Module.File.Head(firstFlow(stmts)), "remove the jump or the end that stands before the first step", "the call ends before its first step")
		}
	},
})

// firstFlow returns the statement that the call starts with.
func firstFlow(stmts []lang.Stmt) lang.Stmt {
	for _, s := range stmts {
		switch s.(type) {
		case *lang.Jump, *lang.End, *lang.Try, *lang.Invoke:
			return s
		}
	}
	return stmts[0]
}
