package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var endBesideElse = diag.Register(diag.Code{
	Name: "end-beside-else", Area: diag.Flow, Title: "a key ends the call beside an `else` that goes on: the API would take the `else` for it",
	Text: "What ends the call has no branch in the payload, and the API takes `*` for a key that has none. Say something before the call ends.",
	Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 { 9 -> end; else -> next }\nsay \"Hello.\"",
	Good: "call 4420\nsay \"What is it about?\"\ninput 1 { 9 { say \"Goodbye.\"; end }; else -> next }\nsay \"Hello.\"",
})

// A key that ends the call has no branch in the payload, so it can't stand
// beside an else that goes on. Where an exit of a step ends the call is known
// only where it is used.
var _ = register(Check{
	Codes: []*diag.Code{endBesideElse},
	Graph: func(p *Pass, g *cfg.Graph) { p.endsBesideElse(g) },
	Outline: func(p *Pass, g *cfg.Graph, step *resolve.Object) {
		if step != nil { // the graph of the script knows more than its outline
			p.endsBesideElse(g)
		}
	},
})

func (p *Pass) endsBesideElse(g *cfg.Graph) {
	for i := range g.Steps {
		s := &g.Steps[i]
		otherwise := otherwise(s)
		if otherwise == nil || otherwise.To < 0 {
			continue // it ends the call as well, or may do so
		}
		last := source.Span{}
		for _, b := range s.Branches {
			if b.To != cfg.End || b.Place == last {
				continue // several keys of one arm are one mistake
			}
			last = b.Place
			f := p.inStep(endBesideElse, s, b.Place, "", "%s ends the call, but the API would take the else for it", b.Key).
				Helpf(`say something before the call ends: %s { say "Goodbye." }`, written(b.Key))
			f.Related = append([]diag.Related{{Place: source.Place{File: s.In.File.Source, Span: otherwise.Place}, Message: "the else goes on from here"}}, f.Related...)
		}
	}
}

// otherwise returns the branch for any other input, or nil.
func otherwise(s *cfg.Step) *cfg.Branch {
	for i := range s.Branches {
		if s.Branches[i].Key == step.Any {
			return &s.Branches[i]
		}
	}
	return nil
}

// written returns a key as it stands in a script.
func written(key string) string {
	if key != "" && strings.Trim(strings.TrimSuffix(key, "#"), "0123456789") == "" {
		return key
	}
	return lang.Quote(key)
}
