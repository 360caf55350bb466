package call

import (
	"strconv"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// A Part is a part of a value as somebody wrote it.
type Part struct {
	Says string
	Name string // of the constant or parameter that says it; "" where it is plain
}

// Written returns the parts of the value of a key of a step, with the names that mean
// the same in the script itself: an argument is what the use gives it. Of a menu it is
// what stands in front of the choices. There are none where nobody wrote the value.
func (c *Call) Written(i int, key string) []Part {
	if c.Program == nil {
		return nil
	}
	s := &c.Steps[i]
	w := reader{program: c.Program}
	if menu, ok := s.Stmt.(*lang.Menu); ok {
		if key == "text" && menu.Text != nil {
			w.value(menu.Text.AsValue(), s.In)
		}
	} else if row := step.Of(s.Stmt); row != nil {
		w.value(row.Value(s.Stmt, key), s.In)
	}
	return w.parts
}

// A reader collects the parts of a value.
type reader struct {
	program *resolve.Program
	parts   []Part
}

func (r *reader) value(v *lang.Value, in *cfg.Instance) {
	switch {
	case v == nil:
	case v.Kind == lang.NameRef:
		r.name(v.Raw, in)
	case v.Kind != lang.TextLit:
		r.parts = append(r.parts, Part{Says: v.Raw})
	default:
		parts, _ := v.Parts()
		for _, p := range parts {
			if p.Name.Text != "" {
				r.name(p.Name.Text, in)
			} else {
				r.parts = append(r.parts, Part{Says: p.Text})
			}
		}
	}
}

// name reads what a name means in an instance.
func (r *reader) name(name string, in *cfg.Instance) {
	attempt := 0
	for ; in.Attempt > 0; in = in.Parent {
		if attempt == 0 {
			attempt = in.Attempt
		}
	}
	if given, ok := r.argument(name, in); ok {
		r.value(given, in.Parent)
		return
	}
	if name == resolve.AttemptName && attempt > 0 {
		r.parts = append(r.parts, Part{Says: strconv.Itoa(attempt)})
		return
	}
	m := r.module(in.File)
	if m == nil {
		return
	}
	if c := m.Const(name); c != nil {
		says, _, _ := c.Value.Says()
		if r.program.Script().Const(name) != c {
			name = "" // it means nothing, or something else, in the script
		}
		r.parts = append(r.parts, Part{Says: says, Name: name})
	}
}

// argument returns what a use gives to an argument of its step.
func (r *reader) argument(name string, in *cfg.Instance) (*lang.Value, bool) {
	use, ok := in.Use.(*lang.Invoke)
	if !ok {
		return nil, false
	}
	m := r.module(in.Parent.File)
	if m == nil || m.Step(use.Name.Text) == nil {
		return nil, false
	}
	params := m.Step(use.Name.Text).Step.Decl.Params
	for i := range use.Args {
		a := &use.Args[i]
		if a.Param != nil && a.Param.Text == name || a.Param == nil && i < len(params) && params[i].Text == name {
			return a.Value.AsValue(), true
		}
	}
	return nil, false
}

// module returns the module of a file.
func (r *reader) module(file *lang.File) *resolve.Module {
	for _, m := range r.program.Modules {
		if m.File == file {
			return m
		}
	}
	return nil
}
