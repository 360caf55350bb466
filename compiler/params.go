package compiler

import (
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
)

// UnknownParams reports the values that none of several scripts has a parameter
// for: each may need only some of them. A script that can't be read has no
// parameters, and is reported when it is analysed.
func UnknownParams(p *project.Project, names []string, values project.Values) diag.List {
	known := map[string]bool{}
	for _, name := range names {
		view, err := p.View(name)
		if err != nil {
			continue
		}
		for _, param := range resolve.Params(view.Main, view) {
			known[param] = true
		}
	}
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !known[name] {
			list.Add(resolve.UnknownParam(name, values[name], slices.Sorted(maps.Keys(known))))
		}
	}
	return list.Sorted()
}
