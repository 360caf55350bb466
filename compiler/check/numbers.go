package check

import (
	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang/diag"
)

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
				if problem, help := fact.Phone(field.Value); problem != "" {
					p.add(f, i, value.BadNumber, f.origin(i, field.Key.Name), help, "%s", problem).Severity = diag.Warning
				}
			}
		}
	},
})
