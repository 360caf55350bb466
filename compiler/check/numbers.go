package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang/diag"
)

// digitsOnly leaves out what people write between the digits of a number.
var digitsOnly = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "")

// Numbers that are called can be called.
var _ = register(Check{
	Codes: []*diag.Code{value.BadNumber},
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			if f.kinds[i] != calls && f.kinds[i] != connects || !f.reachable[i] {
				continue
			}
			for n := range f.Steps[i].Fields {
				field := &f.Steps[i].Fields[n]
				if _, _, what := fact.Placeholder(field.Value); what != "" {
					continue // a finding says so
				}
				if bare := digitsOnly.Replace(field.Value); bare != field.Value && value.IsNumber(bare) {
					p.add(f, i, value.BadNumber, f.Origin(i, field.Key.Name), "write "+bare, "%s has blanks or marks in it", field.Value).Severity = diag.Warning
					continue
				}
				if problem, help := fact.Phone(field.Value); problem != "" {
					place := f.Origin(i, field.Key.Name)
					if place == f.Field(i, field.Key.Name) {
						place = f.words(i, field.Key.Name, 0, len(field.Value)) // an argument
					}
					p.add(f, i, value.BadNumber, place, help, "%s", problem).Severity = diag.Warning
				}
			}
		}
	},
})
