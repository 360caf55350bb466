package check

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

var numberIsCallerID = diag.Register(diag.Code{
	Name: "number-is-caller-id", Area: diag.Values, Severity: diag.Warning, Title: "a number is called from itself",
	Text: "The number that is called and the one that its owner sees are the same. Carriers often refuse such calls.",
	Bad:  "call 442045770018 from 442045770018\nsay \"Hello.\"",
	Good: "call 442045770018 from 442045770099\nsay \"Hello.\"",
})

var severalCallerIDs = diag.Register(diag.Code{
	Name: "several-caller-ids", Area: diag.Values, Severity: diag.Info, Title: "the steps of a call name several caller ids",
	Text: "That can be right: an agent may see another number than the caller. Else one of them is out of date. The setting `from` names it once for all steps.",
	Bad:  "call 442045770018 from 442045770099\nconnect 5263 from 442045770098",
	Good: "from 442045770099\ncall 442045770018\nconnect 5263",
})

// A call is not made from the number that is called, and shows one number.
var _ = register(Check{
	Codes: []*diag.Code{numberIsCallerID, severalCallerIDs},
	Flow: func(p *Pass, f *Flow) {
		first := -1
		reported := false
		for i := range f.Steps {
			if f.kinds[i] != calls && f.kinds[i] != connects {
				continue
			}
			id := f.text(i, "caller_id")
			if id == "" || strings.Contains(id, "{{") {
				continue
			}
			if number := f.text(i, "number"); same(number, id) && f.reachable[i] {
				help := "name another number behind from"
				if f.Payload {
					help = "name another number as caller_id"
				}
				p.add(f, i, numberIsCallerID, f.field(i, "caller_id"), help, "%s is called from itself", number)
			}
			switch {
			case first < 0:
				first = i
			case !reported && !same(f.text(first, "caller_id"), id):
				reported = true
				help := "name one caller id for all steps, with the setting from, if that is not meant"
				if f.Payload {
					help = "name one caller_id in all objects if that is not meant"
				}
				p.add(f, i, severalCallerIDs, f.field(i, "caller_id"), help, "this is another caller id than %s", f.text(first, "caller_id")).
					Relate(f.field(first, "caller_id"), "the first")
			}
		}
	},
})

// same reports whether two numbers are one, with or without a plus.
func same(a, b string) bool { return strings.TrimPrefix(a, "+") == strings.TrimPrefix(b, "+") }
