package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// setParams gives the values from outside to the parameters of that name.
func (r *resolver) setParams() {
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		outside := r.Params[name]
		found := false
		var names []string
		for _, m := range r.program.Modules {
			for _, c := range m.Consts {
				if c.Param {
					names = append(names, c.Name.Text)
				}
			}
			if c := m.Consts[name]; c != nil && c.Param {
				c.Set = &outside
				found = true
			}
		}
		if found {
			continue
		}
		if !r.Shared {
			f := r.list.Add(UnknownParam(name, outside, names))
			if c := r.program.Main.Consts[name]; c != nil {
				f.Message = fmt.Sprintf("%q is a constant, and a build sets parameters only", name)
				f.Help = fmt.Sprintf("declare it with param %s = ... instead of let", name)
				f.Related = []diag.Related{{Place: place(c.Module, c.Name.Span()), Message: "the constant is here"}}
			}
		}
	}
}

// Params returns the names of the parameters of a script and of the files that
// it uses.
func Params(main *lang.File, files Source) []string {
	var names []string
	r := &resolver{Options: Options{Files: files}, list: &diag.List{}, modules: map[*lang.File]*Module{}}
	r.module(main)
	for _, m := range r.program.Modules {
		for name, c := range m.Consts {
			if c.Param {
				names = append(names, name)
			}
		}
	}
	return names
}

// UnknownParam is the finding for a value from outside that no parameter
// takes; known are the names of those that there are.
func UnknownParam(name string, outside Outside, known []string) *diag.Finding {
	f := unknownParam.At(outside.Place, "no parameter %q", name).Helpf("declare it in the script: param %s", name)
	if near := lang.Nearest(name, known); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Help = "write " + near
	}
	return f
}

// constants finds the values of the constants of a module.
func (r *resolver) constants(m *Module) {
	for _, s := range m.File.Body.Stmts {
		var name string
		switch s := s.(type) {
		case *lang.Let:
			name = s.Name.Text
		case *lang.Param:
			name = s.Name.Text
		}
		if c := m.Consts[name]; c != nil {
			r.evaluate(c, nil)
		}
	}
}

// maxText is how many bytes a constant may say: constants can name each other
// several times, so that a few lines can say gigabytes.
const maxText = 16 << 20

// maxThrough is how deep constants may name each other.
const maxThrough = 1000

// evaluate finds the value of a constant; through are the constants that led
// to it.
func (r *resolver) evaluate(c *Const, through []*Const) bool {
	switch c.state {
	case done:
		return true
	case failed:
		return false
	case inProgress:
		i := slices.Index(through, c)
		f := r.report(constantCycle, place(c.Module, c.Name.Span()), fmt.Sprintf("the constant %q is made of itself", c.Name.Text), "give one of the constants of the circle a value of its own")
		for _, link := range through[i+1:] {
			f.Related = append(f.Related, diag.Related{Place: place(link.Module, link.Name.Span()), Message: fmt.Sprintf("through %q", link.Name.Text)})
		}
		for _, link := range through[i:] {
			link.state = failed
		}
		return false
	}
	if len(through) > maxThrough {
		r.report(TooDeep, place(c.Module, c.Name.Span()), fmt.Sprintf("constants name each other more than %d deep", maxThrough), "name the innermost one directly")
		c.state = failed
		return false
	}
	c.state = inProgress
	ok := true
	switch {
	case c.Set != nil:
		c.text, c.kind = c.Set.Value, lang.TextLit
	case c.Value == nil && r.Partly:
		ok = false
	case c.Value == nil:
		r.report(missingParam, place(c.Module, c.Name.Span()), fmt.Sprintf("the parameter %q has no value", c.Name.Text),
			fmt.Sprintf("build with --set %s=VALUE, or give it a default: param %s = VALUE", c.Name.Text, c.Name.Text))
		ok = false
	default:
		size := 0
		c.text, c.kind, ok = Text(c.Value.Value, func(name string) (string, lang.ValueKind, bool) {
			other := c.Module.constant(name)
			if other == nil || !r.evaluate(other, append(through, c)) {
				return "", 0, false
			}
			if size += len(other.text); size > maxText {
				r.report(TooLong, place(c.Module, c.Name.Span()), fmt.Sprintf("the constant %q grows beyond %d MB", c.Name.Text, maxText>>20),
					"constants that name each other several times grow fast")
				return "", 0, false
			}
			return other.text, other.kind, true
		})
	}
	if c.state == inProgress {
		c.state = done
		if !ok {
			c.state = failed
		}
	}
	return c.state == done
}

// Text returns what a value says, and how it was written; lookup tells what
// names in it say. It is not ok where one of them says nothing.
func Text(v lang.Value, lookup func(name string) (string, lang.ValueKind, bool)) (text string, kind lang.ValueKind, ok bool) {
	switch v.Kind {
	case lang.NoValue:
		return "", 0, false
	case lang.NameRef:
		return lookup(v.Raw)
	case lang.TextLit:
		if plain, ok := v.Plain(); ok {
			return plain, lang.TextLit, true
		}
		parts, errs := v.Parts()
		if len(errs) > 0 {
			return "", 0, false
		}
		var b strings.Builder
		for _, p := range parts {
			if p.Name.Text == "" {
				b.WriteString(p.Text)
				continue
			}
			text, _, ok := lookup(p.Name.Text)
			if !ok {
				return "", 0, false
			}
			b.WriteString(text)
		}
		return b.String(), lang.TextLit, true
	}
	return v.Raw, v.Kind, true
}

// Value returns what a constant says and how that was written.
func (c *Const) Says() (text string, kind lang.ValueKind, ok bool) {
	return c.text, c.kind, c.state == done
}

// Place returns where the value of a constant stands.
func (c *Const) Place() source.Place {
	switch {
	case c.Set != nil:
		return c.Set.Place
	case c.Value != nil:
		return place(c.Module, c.Value.Span())
	}
	return place(c.Module, c.Name.Span())
}

// recursion reports steps that use themselves, also through others.
func (r *resolver) recursion() {
	states := map[*Step]state{}
	var path []*lang.Invoke
	var steps []*Step
	var visit func(s *Step)
	visit = func(s *Step) {
		states[s] = inProgress
		steps = append(steps, s)
		lang.Walk(&s.Decl.Body, func(n lang.Node) bool {
			invoke, ok := n.(*lang.Invoke)
			if !ok {
				return true
			}
			inner := s.Module.Step(invoke.Name.Text)
			switch {
			case inner == nil || states[inner] == done:
			case states[inner] == inProgress:
				i := slices.Index(steps, inner)
				f := r.report(recursion, place(s.Module, invoke.Name.Span()), fmt.Sprintf("the step %q uses itself", inner.Decl.Name.Text), "a payload has no subroutines: repeat with try, or with a label and a jump")
				for j, link := range path[i:] {
					f.Related = append(f.Related, diag.Related{Place: place(steps[i+j].Module, link.Name.Span()), Message: fmt.Sprintf("%q is used here", link.Name.Text)})
				}
			default:
				path = append(path, invoke)
				visit(inner)
				path = path[:len(path)-1]
			}
			return true
		})
		steps = steps[:len(steps)-1]
		states[s] = done
	}
	for _, m := range r.program.Modules {
		for _, stmt := range m.File.Body.Stmts {
			if decl, ok := stmt.(*lang.StepDecl); ok {
				if s := m.Steps[decl.Name.Text]; s != nil && states[s] == untouched {
					visit(s)
				}
			}
		}
	}
}
