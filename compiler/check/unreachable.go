package check

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
)

var UnreachableStep = diag.Register(diag.Code{
	Name: "unreachable-step", Area: diag.Flow, Severity: diag.Warning, Unnecessary: true, Title: "nothing leads to a step",
	Text: "The step is in the payload, and no call gets there. Lead to it, or remove it.",
	Bad:  "call 4420\nsay \"1\"\nend\nsay \"2\"",
	Good: "call 4420\nsay \"1\"\nsay \"2\"",
})

// The call can reach every step.
var _ = register(Check{
	Codes: []*diag.Code{UnreachableStep},
	Outline: func(p *Pass, g *cfg.Graph, step *resolve.Object) {
		if g.Entry == cfg.Unknown || g.Entry < 0 && step == nil {
			return // a finding says that the call can't begin
		}
		if p.unclear() {
			return
		}
		for _, t := range g.UnreachableRoots() {
			s := &g.Steps[t]
			if g.Unknown && s.Labelled {
				continue // what did not parse may lead here
			}
			p.inStep(UnreachableStep, s, s.In.File.Head(s.Stmt), "lead to it from somewhere, or remove it", "the call can't reach this step")
		}
	},
})

// unclear reports whether a finding says that some step does not lead where it
// was meant to lead.
func (p *Pass) unclear() bool {
	return slices.ContainsFunc(*p.list, func(f *diag.Finding) bool {
		return f.Severity == diag.Error && (f.Code.Area == diag.Flow && f.Code != endBesideElse || f.Code == resolve.ReservedName || f.Code.Name == "duplicate-label")
	})
}
