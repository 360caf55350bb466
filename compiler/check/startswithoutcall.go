package check

import "github.com/flowc-lang/flowc/lang/diag"

var startsWithoutCall = diag.Register(diag.Code{
	Name: "starts-without-call", Area: diag.Flow, Severity: diag.Warning, Title: "the first step is no `call`",
	Text: "The API places the call: its flows start with a `call`, which says who is called. Nobody is on the line before that.",
	Bad:  "say \"Hello.\"",
	Good: "call 442045770018\nsay \"Hello.\"",
})

// A call starts with the step that places it.
var _ = register(Check{
	Codes: []*diag.Code{startsWithoutCall},
	Flow: func(p *Pass, f *Flow) {
		if f.Entry < 0 || f.kinds[f.Entry] == calls || f.kinds[f.Entry] == other {
			return
		}
		first := int(f.Entry)
		for i := range f.Steps {
			if f.kinds[i] == calls && f.reachable[i] {
				p.add(f, first, startsWithoutCall, f.Step(first), f.help("move the call to the front", "make the call the first object of the list"), "this comes before the call, when nobody is on the line").
					Relate(f.Step(i), "the call is placed here")
				return
			}
		}
		help := f.help("write call NUMBER first: the API places the call", "make an object of the type call the first one: the API places the call")
		p.add(f, first, startsWithoutCall, f.Step(first), help, "nobody is called: the first step is no call")
	},
})
