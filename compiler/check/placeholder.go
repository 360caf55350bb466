package check

import (
	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/lang/diag"
)

var Placeholder = diag.Register(diag.Code{
	Name: "placeholder", Area: diag.Values, Severity: diag.Warning, Title: "something was left to be filled in",
	Text: "`<<your number>>`, `TODO`, `XXXX`, a number or a domain that is reserved for examples (RFC 2606, and what the authorities for numbers set aside for films): nobody meant a caller to hear it or a server to be asked.",
	Bad:  "call 442045770018\nsay \"TODO: greet the caller\"",
	Good: "call 442045770018\nsay \"Hello.\"",
})

// Nothing in a call is left to be filled in.
var _ = register(Check{
	Codes: []*diag.Code{Placeholder},
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			if !f.reachable[i] {
				continue
			}
			for n := range f.Steps[i].Fields {
				field := &f.Steps[i].Fields[n]
				switch field.Key.Name {
				case "count", "variable", "method", "date", "time", "timezone", "entity":
					continue // they say what they say, or a finding is about them
				}
				start, end, what := fact.Placeholder(field.Value)
				if what == "" || what == fact.ExampleNumber && f.kinds[i] == requests {
					continue // in a URL, a number may be anything
				}
				place := f.words(i, field.Key.Name, start, end)
				if place == f.Field(i, field.Key.Name) {
					place = f.Origin(i, field.Key.Name)
				}
				thing := field.Value[start:end]
				if len(thing) > maxQuoted {
					thing = "this"
				}
				p.add(f, i, Placeholder, place, replacement(field.Key.Name, what), "%s %s", thing, what)
			}
		}
	},
})

// maxQuoted is how long what was left may be to be quoted in a message.
const maxQuoted = 60

// replacement says what to write into a field instead.
func replacement(key, what string) string {
	switch {
	case what == fact.Note:
		return "finish the text, and remove the note"
	case what == fact.ExampleNumber, key == "number", key == "caller_id":
		return "write the real number"
	case what == fact.ExampleDomain, key == "url":
		return "write the real address"
	}
	return "write the real text"
}

// IsPlaceholder reports whether all of a text was left to be filled in.
func IsPlaceholder(text string) bool {
	start, end, what := fact.Placeholder(text)
	return what != "" && start == 0 && end == len(text)
}
