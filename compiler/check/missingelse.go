package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/lang/diag"
)

var missingElse = diag.Register(diag.Code{
	Name: "missing-else", Area: diag.Flow, Severity: diag.Warning, Title: "an input does not say what other keys do, so they end the call",
	Text: "A caller who presses a key that has no branch is cut off. Let `else` go to where the choice is asked for again, or to a person. `else -> end` says that the call is meant to end.",
	Bad:  "call 4420\nsay \"For apples, press 1.\"\ninput 1 { 1 -> apples }\napples: connect 5263",
	Good: "call 4420\nask: say \"For apples, press 1.\"\ninput 1 { 1 -> apples; else -> ask }\napples: connect 5263",
})

// An input that has branches has one for every key.
var _ = register(Check{
	Codes: []*diag.Code{missingElse},
	Flow: func(p *Pass, f *Flow) {
		const telephone = "0123456789#"
		for i := range f.Steps {
			branches := f.Steps[i].Branches
			if f.kinds[i] != waits || !f.reachable[i] || len(branches) == 0 {
				continue
			}
			if _, rest := f.To(i, call.AnyKey); rest {
				continue
			}
			single := 0
			for _, b := range branches {
				if len(b.Key) == 1 && strings.Contains(telephone, b.Key) {
					single++
				}
			}
			if n, ok := f.Count(i); ok && n == 1 && single == len(telephone) {
				continue
			}
			does := "presses any other key"
			if n, ok := f.Count(i); !ok || n != 1 {
				does = "keys in anything else"
			}
			help := f.help("add else -> LABEL to say where other keys go, or else -> end if the call is meant to end", `add "*" with the id of an object; if the call is meant to end, nothing is missing`)
			p.unsaid(f, i, "else", p.add(f, i, missingElse, f.Step(i), help, "a caller who %s is cut off: the call ends", does))
		}
	},
})
