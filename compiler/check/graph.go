package check

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var steps = Check{
	Codes: []*diag.Code{noSteps},
	Doc:   "A call has at least one step, and does not end before it.",
	Graph: func(p *Pass) {
		g := p.Graph
		if g.Unknown || p.Library && p.Module.Library() {
			return
		}
		stmts := p.Module.File.Body.Stmts
		switch {
		case len(g.Steps) == 0:
			at := source.Span{}
			if len(stmts) > 0 {
				at = p.Module.File.Head(stmts[0])
			}
			p.report(at, noSteps, "this script has no steps", `a call needs something to do: say "Hello."`)
		case g.Entry == cfg.End:
			p.report(p.Module.File.Head(firstFlow(stmts)), noSteps, "the call ends before its first step", "remove the jump or the end that stands before the first step")
		}
	},
}

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

var unreachable = Check{
	Codes: []*diag.Code{UnreachableStep},
	Doc:   "The call can reach every step.",
	Graph: func(p *Pass) {
		g := p.Graph
		if g.Entry < 0 || falls(g) {
			return // a finding says that the call can't begin, or go on
		}
		for _, t := range g.UnreachableRoots() {
			s := &g.Steps[t]
			if g.Unknown && s.Labelled {
				continue // what did not parse may lead here
			}
			if _, try := s.In.Use.(*lang.Try); try && s.In.Parent != nil && len(s.In.Chain()) == 0 && attempts(g, s) {
				continue
			}
			f := p.report(s.In.File.Head(s.Stmt), UnreachableStep, "the call can't reach this step", "lead to it from somewhere, or remove it")
			f.Place.File = s.In.File.Source
			f.Related = expand.Uses(s.In)
		}
	},
}

// falls reports whether a step with exits can end without choosing one: what
// would follow it is not known.
func falls(g *cfg.Graph) bool {
	if len(g.Falls) == 0 {
		return false
	}
	seen, found := g.Reachable(), false
	for i := range g.Steps {
		g.Steps[i].Each(func(t cfg.Target) { found = found || seen[i] && t <= cfg.FallOut })
	}
	return found
}

// attempts reports whether the statement of a step can be reached in another
// expansion of it: then it is a later attempt that nothing leads to.
func attempts(g *cfg.Graph, s *cfg.Step) bool {
	seen := g.Reachable()
	for i := range g.Steps {
		if seen[i] && g.Steps[i].Stmt == s.Stmt {
			return true
		}
	}
	return false
}

var endsBesideElse = Check{
	Codes: []*diag.Code{endBesideElse},
	Doc:   "A key that ends the call has no branch in the payload, so it can't stand beside an else that goes on.",
	Graph: func(p *Pass) {
		for i := range p.Graph.Steps {
			s := &p.Graph.Steps[i]
			if !s.Branching {
				continue
			}
			otherwise := cfg.Branch{To: cfg.End}
			for _, b := range s.Branches {
				if b.Key == "*" {
					otherwise = b
				}
			}
			if otherwise.To == cfg.End || otherwise.To == cfg.Unknown {
				continue
			}
			last := source.Span{}
			for _, b := range s.Branches {
				if b.To != cfg.End || b.Place == last {
					continue // several keys of one arm are one mistake
				}
				last = b.Place
				f := p.report(b.Place, endBesideElse,
					fmt.Sprintf("%s ends the call, but the API would take the else for it", b.Key),
					fmt.Sprintf(`say something before the call ends: %s { say "Goodbye." }`, written(b.Key)))
				f.Place.File = s.In.File.Source
				f.Related = append([]diag.Related{{Place: source.Place{File: s.In.File.Source, Span: otherwise.Place}, Message: "the else leads on from here"}}, expand.Uses(s.In)...)
			}
		}
	},
}

// written returns a key as it stands in a script.
func written(key string) string {
	if key != "" && strings.Trim(strings.TrimSuffix(key, "#"), "0123456789") == "" {
		return key
	}
	return lang.Quote(key)
}

var fallOut = Check{
	Codes: []*diag.Code{expand.NoExit},
	Doc:   "A step with exits ends by choosing one of them.",
	Graph: func(p *Pass) { expand.FallOuts(p.Graph, p.list) },
}

var noSteps = diag.Register(diag.Code{
	Name: "no-steps", Area: diag.Flow, Title: "the call has no step, or ends before its first",
	Text: "The API wants at least one object, and the call starts with the first.",
	Bad:  "cloud \"dev\"",
	Good: "cloud \"dev\"\nsay \"Hello.\"",
})

var UnreachableStep = diag.Register(diag.Code{
	Name: "unreachable-step", Area: diag.Flow, Severity: diag.Warning, Title: "nothing leads to a step",
	Text: "The step is in the payload, and no call gets there. Lead to it, or remove it.",
	Bad:  "say \"1\"\nend\nsay \"2\"",
	Good: "say \"1\"\nsay \"2\"",
})

var endBesideElse = diag.Register(diag.Code{
	Name: "end-beside-else", Area: diag.Flow, Title: "a key ends the call beside an `else` that goes on: the API would take the `else` for it",
	Text: "What ends the call has no branch in the payload, and the API takes `*` for a key that has none. Say something before the call ends.",
	Bad:  "input 1 { 9 -> end; else -> next }\nsay \"Hello.\"",
	Good: "input 1 { 9 { say \"Goodbye.\"; end }; else -> next }\nsay \"Hello.\"",
})
