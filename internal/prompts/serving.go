package prompts

import (
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A use is a use of a step of the author's own.
type use struct {
	module *resolve.Module
	stmt   *lang.Invoke
}

// findServing finds the literals that something else than prompts is made of, by
// way of constants and arguments: to translate the name of a folder in an address
// would change where the request goes.
func (wr *writing) findServing() {
	for _, m := range wr.program.Modules {
		lang.Walk(m.File, func(n lang.Node) bool {
			if s, ok := n.(*lang.Invoke); ok {
				if o := m.Step(s.Name.Text); o != nil {
					wr.uses[o] = append(wr.uses[o], use{m, s})
				}
			}
			return true
		})
	}
	for _, m := range wr.program.Modules {
		lang.Walk(m.File, func(n lang.Node) bool {
			switch n := n.(type) {
			case *lang.Let, *lang.Param, *lang.Argument:
				return false // what is made of them says what they are
			case *lang.CredentialSetting:
				if n.Value != nil {
					wr.serve(&n.Value.Value, m)
				}
				return false
			case *lang.TextValue, *lang.Spoken:
				return false
			case *lang.Key:
				wr.serve(&n.From, m)
			case interface{ AsValue() *lang.Value }:
				wr.serve(n.AsValue(), m)
			}
			return true
		})
	}
}

// serve notes that something else than a prompt is made of a value.
func (wr *writing) serve(v *lang.Value, m *resolve.Module) {
	switch v.Kind {
	case lang.NameRef:
		wr.serveName(v.Start, m)
	case lang.TextLit:
		wr.other[source.Place{File: m.File.Source, Span: v.Span()}] = true
		parts, _ := v.Parts()
		for _, p := range parts {
			if p.Name.Text != "" {
				wr.serveName(p.Name.Start, m)
			}
		}
	}
}

func (wr *writing) serveName(offset int32, m *resolve.Module) {
	ref := wr.program.Refs(m).At(offset)
	if ref == nil || wr.serving[ref.Object] {
		return
	}
	o := ref.Object
	wr.serving[o] = true
	switch {
	case o.Kind == resolve.Argument && o.Scope != nil && o.Scope.Step != nil:
		for _, u := range wr.uses[o.Scope.Step] {
			if v := argument(u.stmt, o); v != nil {
				wr.serve(v, u.module)
			}
		}
	case (o.Kind == resolve.Constant || o.Kind == resolve.Parameter) && o.Value.Written != nil:
		wr.serve(&o.Value.Written.Value, o.Module)
	}
}

// serves reports whether something else than prompts is made of a literal.
func (wr *writing) serves(l literal) bool {
	return wr.other[source.Place{File: l.file, Span: l.value.Span()}]
}
