package check

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var noExit = diag.Register(diag.Code{
	Name: "no-exit", Area: diag.Reuse, Title: "a step with exits can end without choosing one",
	Text: "Whoever uses the step says where each exit leads; what falls out of its body leads nowhere.",
	Bad:  "step ask() -> yes { say \"Well?\"; input 1 { 1 -> yes; else -> next } }\ncall 4420\nask",
	Good: "step ask() -> yes { say \"Well?\"; input 1 { 1 -> yes; else -> next }; -> yes }\ncall 4420\nask",
})

// A step with exits ends by choosing one of them.
var _ = register(Check{
	Codes: []*diag.Code{noExit},
	Outline: func(p *Pass, g *cfg.Graph, step *resolve.Object) {
		if step == nil || step.Step.Broken || len(step.Step.Decl.Exits) == 0 {
			return
		}
		last, falls := lastStep(g)
		if !falls {
			return
		}
		f := p.list.Add(noExit.At(step.Place(), "the step %q can end without choosing an exit", step.Name)).
			Helpf("choose one of its exits at the end: -> %s", step.Step.Decl.Exits[0].Text)
		if last != nil {
			f.Relate(source.Place{File: last.In.File.Source, Span: last.In.File.Head(last.Stmt)}, "nothing follows this")
		}
	},
})

// lastStep returns a step behind which nothing follows, if the call can get to
// one; the step is nil where there is none before the end.
func lastStep(g *cfg.Graph) (last *cfg.Step, falls bool) {
	if g.Entry == cfg.FallOut {
		return nil, true
	}
	for i, seen := range g.Reachable() {
		if seen && last == nil {
			g.Steps[i].Each(func(t cfg.Target) {
				if t == cfg.FallOut {
					last = &g.Steps[i]
				}
			})
		}
	}
	return last, last != nil
}
