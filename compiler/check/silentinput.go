package check

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var silentInput = diag.Register(diag.Code{
	Name: "silent-input", Area: diag.Said, Severity: diag.Warning, Title: "digits are awaited, and nothing was said before",
	Text: "The caller hears silence and does not know that something is to be keyed in. Where a wrong key goes back, it should go back to the prompt and not to the input.",
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
			if f.kinds[i] != waits || !f.reachable[i] || !f.listening(i).silent || said[f.Step(i)] {
				continue
			}
			said[f.Step(i)] = true // of all attempts and uses
			switch l := f.listening(i); {
			case l.after < 0:
				p.add(f, i, silentInput, f.Step(i), f.help("say what to key in before it", "add a play object before it"), "this waits for digits, and nothing was said before")
			case f.Step(int(l.after)) == f.Step(i):
				p.unsaidAgain(f, i, int(l.after))
			default:
				p.add(f, i, silentInput, f.Step(i), f.help("say what to key in before it", "add a play object between them"), "this waits for digits, and nothing is said between the input before and this one").
					Relate(f.Step(int(l.after)), "the input before")
			}
		}
	},
})

// unsaidAgain reports an input that the call comes back to from one that stands
// at the same place: itself, or another attempt or use.
func (p *Pass) unsaidAgain(f *Flow, i, from int) {
	again, help := "the call", f.help("put the label before the say", "let it go to the prompt")
	var at source.Place
	for _, b := range f.Steps[from].Branches {
		if int(b.To) != i {
			continue
		}
		if at = f.Branch(from, b.Key); b.Key == call.AnyKey {
			again, help = "a wrong key", f.help("put the label before the say", `let "*" go to the prompt`)
		}
	}
	if i != from { // in a script only
		help = "say what to key in before it, each time"
		if f.Steps[i].In.Attempt > 0 {
			help = "put the say into the try"
		}
	}
	found := p.add(f, i, silentInput, f.Step(i), help, "%s comes back here, and the prompt is not said again", again)
	if at.File != nil && at != f.Step(i) {
		found.Relate(at, "it comes back from here")
	}
}
