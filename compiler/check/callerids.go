package check

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

var numberIsCallerID = diag.Register(diag.Code{
	Name: "number-is-caller-id", Area: diag.Values, Severity: diag.Warning, Title: "a number is called from itself",
	Text: "The number that is called and the one shown to the person called are the same. Carriers often refuse such calls.",
	Bad:  "call 442045770018 from 442045770018\nsay \"Hello.\"",
	Good: "call 442045770018 from 442045770099\nsay \"Hello.\"",
})

var severalCallerIDs = diag.Register(diag.Code{
	Name: "several-caller-ids", Area: diag.Values, Severity: diag.Info, Title: "the steps of a call show several caller ids",
	Text: "That can be right: an agent may see another number than the caller. Otherwise one of them is out of date. The setting `from` says it once for all steps.",
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
			id := f.Text(i, "caller_id")
			if id == "" || strings.Contains(id, "{{") {
				continue
			}
			if number := f.Text(i, "number"); same(number, id) && f.reachable[i] {
				p.calledFromItself(f, i, number)
			}
			switch {
			case first < 0:
				first = i
			case !reported && !same(f.Text(first, "caller_id"), id):
				reported = true
				one := f.Text(first, "caller_id")
				help := f.help("if all steps should show one number, write it once at the top: from "+one, `if all objects should show one number, write the same "caller_id" in each`)
				p.add(f, i, severalCallerIDs, f.Field(i, "caller_id"), help, "this caller id differs from the one before, %s", one).
					Relate(f.Field(first, "caller_id"), "the one before")
			}
		}
	},
})

// calledFromItself points at the caller id, or, where that comes from the setting
// of all steps, at the number of this one.
func (p *Pass) calledFromItself(f *Flow, i int, number string) {
	at, s := f.Field(i, "caller_id"), &f.Steps[i]
	setting := at
	own := s.Stmt == nil || at.File == s.In.File.Source && s.Stmt.Span().Start <= at.Start && at.End <= s.Stmt.Span().End
	if !own {
		at = f.Field(i, "number")
	}
	found := p.add(f, i, numberIsCallerID, at, f.help("write another number after from", `write another "caller_id"`), "%s is called from the same number, which carriers often refuse", number)
	if !own {
		found.Relate(setting, "the caller id")
	}
}

// same reports whether two numbers are one, with or without a plus.
func same(a, b string) bool { return strings.TrimPrefix(a, "+") == strings.TrimPrefix(b, "+") }
