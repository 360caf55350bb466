package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
)

// unused warns of files and steps that nothing needs.
func (r *resolver) unused() {
	if r.program.Broken {
		return // what did not parse may need them
	}
	for _, m := range r.program.Modules {
		for _, i := range m.imports {
			if i.module != nil && !i.taken && !r.failed {
				r.report(unusedUse, place(m, i.stmt.Path.Span()), "nothing of this file is used", "remove the line")
			}
		}
	}
	if r.program.Main.Library() {
		return
	}
	for _, step := range r.program.Main.Declared() {
		if !step.Step.Used && !lang.Reserved(step.Name, lang.StepName) { // else its uses are read as something else
			r.report(unusedStep, step.Place(), fmt.Sprintf("the step %q is never used", step.Name), "use it, or remove it")
		}
	}
}
