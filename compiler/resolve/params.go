package resolve

import (
	"fmt"
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// setParams gives the values from outside to the parameters of that name.
func (r *resolver) setParams() {
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		outside := r.Params[name]
		found := false
		for _, m := range r.program.Modules {
			if c := m.Consts.Find(name); c != nil && c.Kind == Parameter {
				c.Value.Set = &outside
				found = true
			}
		}
		if found || r.Shared || outside.Shared {
			continue
		}
		f := r.list.Add(UnknownParam(name, outside, r.program.Params()))
		if c := r.program.Main.Consts.Find(name); c != nil {
			f.Message = fmt.Sprintf("%q is a constant, and a build sets parameters only", name)
			f.Helpf("declare it with param %s = ... instead of let", name).Relate(c.Place(), "the constant is here")
		}
	}
}

// Params returns the names of the parameters of a program.
func (p *Program) Params() (names []string) {
	for _, m := range p.Modules {
		for _, c := range m.Consts.All() {
			if c.Kind == Parameter {
				names = append(names, c.Name)
			}
		}
	}
	return names
}

// Params returns the names of the parameters of a script and of the files that
// it uses.
func Params(main *lang.File, files Source) []string {
	r := newResolver(Options{Files: files}, &diag.List{})
	r.module(main)
	return r.program.Params()
}

// UnknownParam is the finding for a value from outside that no parameter
// takes; known are the names of those that there are.
func UnknownParam(name string, outside Outside, known []string) *diag.Finding {
	f := unknownParam.At(outside.Place, "no parameter %q", name).Helpf("declare it in the script: param %s", name)
	f.Unseen = true // the line has the value as well
	if near := lang.Nearest(name, known); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Help = "write " + near
	}
	return f
}
