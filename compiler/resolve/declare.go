package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Declares reports whether a statement declares something that other files can
// use. Everything else in a file that is used is ignored, its tests too.
func Declares(s lang.Stmt) bool {
	_, test := s.(*lang.TestDecl)
	return !test && lang.GroupOf(s) == lang.Declaration
}

// Statements returns the statements of a module that count: all of the
// script's own, or of the one whose tests it holds, and the declarations of a file
// that it uses.
func (p *Program) Statements(m *Module) []lang.Stmt {
	if m == p.Main || m == p.Main.Tested {
		return m.File.Body.Stmts
	}
	var stmts []lang.Stmt
	for _, s := range m.File.Body.Stmts {
		if Declares(s) {
			stmts = append(stmts, s)
		}
	}
	return stmts
}

// Library reports whether the file holds declarations only: it is there to be
// used by others, and is no call.
func (m *Module) Library() bool {
	for _, s := range m.File.Body.Stmts {
		if lang.GroupOf(s) != lang.Declaration {
			return false
		}
	}
	return len(m.File.Body.Stmts) > 0
}

// Declared returns the steps that a module declares, in source order.
func (m *Module) Declared() []*Object { return m.Steps.All() }

// declare enters what a statement at the top level declares. What did not
// parse whole declares its name too, so that its uses are no mistakes.
func (r *resolver) declare(m *Module, s lang.Stmt) {
	switch s := s.(type) {
	case *lang.Let:
		r.constant(m, Constant, s.Name, &s.Value)
	case *lang.Param:
		r.constant(m, Parameter, s.Name, s.Default)
	case *lang.StepDecl:
		o := &Object{Kind: Step, Name: s.Name.Text, Span: s.Name.Span(), Meaning: &Meaning{Module: m, Step: &StepObject{Decl: s}}}
		r.enter(m, &m.Steps, o, "a step", "step")
	case *lang.Use:
		r.use(m, s)
	case *lang.Bad:
		if s.Stmt != nil {
			r.declare(m, s.Stmt)
		}
		r.broken(m, s.Stmt)
	}
}

// broken notes that what declares a name did not parse whole.
func (r *resolver) broken(m *Module, s lang.Stmt) {
	switch s := s.(type) {
	case *lang.Let:
		if o := m.Consts.Find(s.Name.Text); o != nil {
			o.Value.Written = nil // it may not be all of the value
		}
	case *lang.Param:
		if o := m.Consts.Find(s.Name.Text); o != nil && s.Default != nil {
			o.Value.Written = nil
		}
	case *lang.StepDecl:
		if o := m.Steps.Find(s.Name.Text); o != nil {
			o.Step.Broken = true
		}
	}
}

func (r *resolver) constant(m *Module, kind Kind, name lang.Declared, value *lang.AnyValue) {
	o := &Object{Kind: kind, Name: name.Text, Span: name.Span(), Meaning: &Meaning{Module: m, Value: &Value{Written: value}}}
	r.enter(m, &m.Consts, o, "a constant", "constant")
}

// enter declares an object. One of a name that is there already is none.
func (r *resolver) enter(m *Module, table *Names, o *Object, what, kind string) {
	if o.Name == "" {
		return // it did not parse
	}
	r.reserved(m, o, what)
	m.declares(o)
	if first := table.add(o); first != nil {
		r.twice(kind, o, first.Place())
	}
}

// reserved reports names that no constant, argument or step may have. They are
// declared all the same, so that their uses are no mistakes too.
func (r *resolver) reserved(m *Module, o *Object, what string) {
	r.length(o.Place(), o.Name)
	kind := lang.ConstName
	if o.Kind == Step {
		kind = lang.StepName
	}
	if lang.Reserved(o.Name, kind) {
		r.report(ReservedName, place(m, o.Span),
			fmt.Sprintf("%s can't be called %q: that is a word of the language", what, o.Name), "choose another name")
	}
}

// length reports a name that is too long to be read, and to be repeated.
func (r *resolver) length(at source.Place, name string) {
	if len(name) > lang.MaxName {
		r.report(TooLong, at, fmt.Sprintf("this name has %d bytes, and a name may have %d", len(name), lang.MaxName), "choose a shorter name")
	}
}

func (r *resolver) twice(kind string, o *Object, first source.Place) {
	r.report(duplicateName, o.Place(), fmt.Sprintf("the %s %q is defined twice", kind, o.Name), "rename or remove one of the two").
		Relate(first, "first defined here")
}
