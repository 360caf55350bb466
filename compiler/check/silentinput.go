package check

import (
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var silentInput = diag.Register(diag.Code{
	Name: "silent-input", Area: diag.Said, Severity: diag.Warning, Title: "digits are awaited, and nothing was said before",
	Text: "The caller hears silence and does not know that something is to be keyed in. Where a wrong key leads back, it leads back to the prompt and not to the input.",
	Bad:  "call 4420\nsay \"For apples, press 1.\"\nask: input 1 { 1 -> next; else -> ask }\nconnect 5263",
	Good: "call 4420\nask: say \"For apples, press 1.\"\ninput 1 { 1 -> next; else -> ask }\nconnect 5263",
})

// Whoever is to key in something is told so.
var _ = register(Check{
	Codes: []*diag.Code{silentInput},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		said := map[source.Place]bool{}
		for i := range f.Steps {
			if f.kinds[i] != waits || !f.reachable[i] || !f.listening(i).silent || said[f.step(i)] {
				continue
			}
			said[f.step(i)] = true // of all attempts and uses
			switch l := f.listening(i); {
			case l.after < 0:
				p.add(f, i, silentInput, f.step(i), "say what to key in before it", "this waits for digits, and nothing was said before")
			case f.step(int(l.after)) == f.step(i):
				p.add(f, i, silentInput, f.step(i), "lead back to the prompt, not to the input", "this waits for digits once more, and nothing is said before")
			default:
				p.add(f, i, silentInput, f.step(i), "say what to key in before it", "this waits for digits, and nothing is said between the input before and this one").
					Relate(f.step(int(l.after)), "the input before")
			}
		}
	},
})
