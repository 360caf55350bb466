package resolve

import (
	"maps"
	"slices"
	"sync"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Program is a script and the files that it uses, and what the names in them
// mean.
type Program struct {
	Main    *Module
	Modules []*Module // Main first, the others in the order of their first use
	// Broken says that a part of some file did not parse.
	Broken bool

	stored map[string]bool // the run-time variables that something stores
	refs   sync.Once
}

// Script returns the file of the call: the script, or the one that it holds the
// tests of.
func (p *Program) Script() *Module {
	if p.Main.Tested != nil {
		return p.Main.Tested
	}
	return p.Main
}

// A Module is a file and what its names mean.
type Module struct {
	File   *lang.File
	Object *Object               // the file itself; its meaning is that of all that is only a name in it
	Consts Names                 // the constants and parameters that it declares
	Steps  Names                 // the steps that it declares
	Scopes map[*lang.Body]*Scope // of the script, of steps and of attempts
	Tested *Module               // the script that the file holds the tests of; nil for any other file

	refs     Refs // nil until it is asked for
	declared Refs // the names that it declares, beside labels, and the files that it uses
	imports  []*imported
	computed bool            // run-time variables are stored in it whose names are not looked at
	lostTry  bool            // a try did not parse
	maybe    map[string]bool // names in what did not parse: they may be defined there

	foreign    bool            // a word of another language names a file that is not read: anything may be defined there
	unlabelled map[string]bool // words alone on a line that something leads to: labels without a colon
	// unreadable says that the file is no text: it may define any name.
	unreadable bool
}

// A Kind says what an object is.
type Kind uint8

// The kinds of objects.
const (
	Label Kind = iota
	Exit
	Constant
	Parameter
	Argument // a parameter of a step, inside of the step
	Step
	Variable
	Attempt // the number of an attempt
	File
)

func (k Kind) String() string {
	return [...]string{"label", "exit", "constant", "parameter", "argument", "step", "variable", "attempt", "file"}[k]
}

// An Object is what a name means.
type Object struct {
	Kind  Kind
	Index int32       // of a label, an exit or an argument: its number in its scope
	Span  source.Span // of the name, where it is declared
	Name  string
	Scope *Scope // of a label, an exit or an argument: where it can be seen; of a step its body
	*Meaning
}

// A Meaning is the rest of what an object is. All labels of a module share one.
type Meaning struct {
	Module *Module     // that declares it; nil for run-time variables, which nothing declares
	Step   *StepObject // of a step
	Value  *Value      // of a constant or parameter
}

// A StepObject is what there is to say about a step of the author's own.
type StepObject struct {
	Decl   *lang.StepDecl
	Used   bool
	Broken bool

	// of the search for recursion
	state state
	depth int32 // where on the way the step is
}

// Place returns where an object is declared.
func (o *Object) Place() source.Place { return place(o.Module, o.Span) }

// A Scope holds the labels of a body and of the arms in it. The body of an
// attempt is a scope inside another; that of a step is one of its own.
type Scope struct {
	Parent *Scope
	Labels Names
	Step   *Object // the step whose body it is or is in
	own
	Try     *lang.Try // whose body it is
	attempt *Object   // its number
	again   bool      // something in it starts the next attempt
	near    int       // how many of its labels are behind what looks up names
}

// own is what a step has of its own, in its body and all scopes in that.
type own struct {
	Exits, Args []*Object // in order
	exits, args map[string]*Object
}

// Argument returns the argument that a name means in a scope, or nil.
func (s *Scope) Argument(name string) *Object { return s.args[name] }

// inTry returns the innermost scope that is the body of a try, or nil.
func (s *Scope) inTry() *Scope {
	for ; s != nil; s = s.Parent {
		if s.Try != nil {
			return s
		}
	}
	return nil
}

// Target returns the label or the exit that a name means in a scope, or nil. It
// is found soonest where few labels stand between it and a number of them.
func (s *Scope) Target(name string, near int) *Object {
	if label := s.Labels.around(name, near); label != nil {
		return label
	}
	for at := s; at != nil; at = at.Parent {
		if label := at.Labels.Find(name); label != nil {
			return label
		}
	}
	return s.exits[name]
}

// Label returns what a label in a scope is, or nil where it is none, since there
// is one of its name already. A walk that goes through the source in order
// finds each by looking at the one behind the last, which next keeps.
func (s *Scope) Label(l *lang.Label, next *int) *Object {
	if all := s.Labels.list; *next < len(all) && all[*next].Span.Start == l.Name.Start {
		*next++
		return all[*next-1]
	}
	o := s.Labels.Find(l.Name.Text)
	if o == nil || o.Span.Start != l.Name.Start {
		return nil
	}
	*next = int(o.Index) + 1
	return o
}

// hasLabel reports whether a label can be seen from a scope.
func (s *Scope) hasLabel(name string) bool {
	for ; s != nil; s = s.Parent {
		if s.Labels.Find(name) != nil {
			return true
		}
	}
	return false
}

// targets returns the names that a jump in a scope can lead to.
func (s *Scope) targets() (names []string) {
	for at := s; at != nil; at = at.Parent {
		for _, label := range at.Labels.All() {
			names = append(names, label.Name)
		}
	}
	for _, e := range s.Exits {
		names = append(names, e.Name)
	}
	return names
}

// Nearest returns the label that a target in a scope was most likely meant to
// be, or nil.
func (s *Scope) Nearest(name string) *Object {
	near := lang.Nearest(name, s.targets())
	for ; s != nil; s = s.Parent {
		if label := s.Labels.Find(near); label != nil {
			return label
		}
	}
	return nil
}

// Const returns the constant or parameter that a name means in the module, or
// nil.
func (m *Module) Const(name string) *Object {
	c, _ := m.lookup(name, constsOf)
	return c
}

// Step returns the step that a name means in the module, or nil.
func (m *Module) Step(name string) *Object {
	s, _ := m.lookup(name, stepsOf)
	return s
}

// Visible returns the constants and parameters, and the steps, that the module can
// use, its own first.
func (m *Module) Visible() (consts, steps []*Object) {
	consts, steps = m.Consts.All(), m.Steps.All()
	for _, i := range m.imports {
		if i.module != nil {
			consts = append(consts[:len(consts):len(consts)], i.module.Consts.All()...)
			steps = append(steps[:len(steps):len(steps)], i.module.Steps.All()...)
		}
	}
	return consts, steps
}

func constsOf(m *Module) *Names { return &m.Consts }
func stepsOf(m *Module) *Names  { return &m.Steps }

// lookup returns what a name means, and the file that brings it in if it is
// not the module's own.
func (m *Module) lookup(name string, table func(*Module) *Names) (*Object, *imported) {
	if found := table(m).Find(name); found != nil {
		return found, nil
	}
	for _, i := range m.imports {
		if i.module != nil {
			if found := table(i.module).Find(name); found != nil {
				return found, i
			}
		}
	}
	return nil, nil
}

// take is lookup, and notes that the file that the name comes from is used.
func (m *Module) take(name string, table func(*Module) *Names) *Object {
	o, from := m.lookup(name, table)
	if from != nil {
		from.taken = true
	}
	return o
}

// names returns the names of a kind that the module can use.
func (m *Module) names(table func(*Module) *Names) (names []string) {
	for _, o := range table(m).All() {
		names = append(names, o.Name)
	}
	for _, i := range m.imports {
		if i.module != nil {
			for _, o := range table(i.module).All() {
				names = append(names, o.Name)
			}
		}
	}
	return names
}

func (m *Module) declares(o *Object) {
	m.declared = append(m.declared, Ref{o.Span, Declaration, o})
}

func place(m *Module, span source.Span) source.Place {
	return source.Place{File: m.File.Source, Span: span}
}

// Stores reports whether a script of the program stores a run-time variable.
func (p *Program) Stores(name string) bool {
	return p.stored[name]
}

// Variable returns the run-time variable of a name, or nil.
func (p *Program) Variable(name string) *Object {
	for _, m := range p.Modules {
		for _, ref := range p.Refs(m) {
			if ref.Object.Kind == Variable && ref.Object.Name == name {
				return ref.Object
			}
		}
	}
	return nil
}

// Computed reports whether variables may be stored whose names are not known.
func (p *Program) Computed() bool {
	return slices.ContainsFunc(p.Modules, func(m *Module) bool { return m.computed })
}

// Stored returns the run-time variables that the program stores, in the order of
// the alphabet.
func (p *Program) Stored() []string { return slices.Sorted(maps.Keys(p.stored)) }
