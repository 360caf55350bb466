// Package resolve finds out what the names of a script mean: its labels,
// constants and steps, and those of the files that it uses. Its results are
// tables beside the tree, and findings for names that mean nothing or two
// things. It does not look at values, and not at where the call goes.
package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Program is a script and the files that it uses.
type Program struct {
	Main    *Module
	Modules []*Module // Main first, the others in the order of their first use
	// Broken says that a part of some file did not parse.
	Broken bool
}

// A Module is a file and what its names mean.
type Module struct {
	File      *lang.File
	Consts    map[string]*Const
	Steps     map[string]*Step
	Scopes    map[*lang.Body]*Scope // of the script, of steps and of attempts
	Defs      Places                // the labels of the file
	Uses      Places                // the targets that are labels
	Variables map[string]bool       // run-time variables that an input stores
	used      []*used
	maybe     map[string]bool // names in what did not parse: they may be defined there
	// unreadable says that the file is no text: it may define any name.
	unreadable bool
}

// A used is a use statement and the file that it brings in.
type used struct {
	stmt   *lang.Use
	module *Module // nil where the file can't be used
	taken  bool    // something in it is used
}

// A Const is a constant, or a parameter of the build.
type Const struct {
	Module *Module
	Name   lang.Declared
	Value  *lang.AnyValue // nil for a parameter without a default
	Param  bool
	Set    *Outside // what the build says it is
	state  state
	text   string
	kind   lang.ValueKind
}

type state uint8

const (
	untouched state = iota
	inProgress
	done
	failed
)

// A Step is a step of the author's own.
type Step struct {
	Module *Module
	Decl   *lang.StepDecl
	Used   bool
}

// A Scope holds the labels of a body and of the arms in it. The body of an
// attempt is a scope inside another; that of a step is one of its own.
type Scope struct {
	Parent *Scope
	Labels map[string]Label
	Step   *lang.StepDecl // whose body it is
	Try    *lang.Try      // whose body it is
	again  bool           // something in it starts the next attempt
}

// A Label is a label of a scope, and its number among those of the scope.
type Label struct {
	*lang.Label
	Index int
}

// A Source gives the text of the files that a script uses.
type Source interface {
	// Load returns the file that path names, as seen from the file from. Its
	// error is what the author should read.
	Load(from *source.File, path string) (*lang.File, error)
}

// An Outside is a value that the build gives to a parameter.
type Outside struct {
	Value string
	Place source.Place
}

// Options say what a program is resolved with.
type Options struct {
	Files  Source             // of used files; nil where there can be none
	Params map[string]Outside // values of parameters
	Shared bool               // the values serve other scripts too: one that nothing takes is no mistake
	Partly bool               // some values could not be read: one that is missing is no mistake
}

// Resolve returns the program that starts with main.
func Resolve(main *lang.File, opts Options, list *diag.List) *Program {
	r := &resolver{Options: opts, list: list, modules: map[*lang.File]*Module{}}
	r.program.Main = r.module(main)
	r.setParams()
	for _, m := range r.program.Modules {
		r.names(m)
	}
	for _, m := range r.program.Modules {
		r.constants(m)
	}
	r.recursion()
	r.unused()
	return &r.program
}

type resolver struct {
	Options
	program Program
	failed  bool // a file could not be used
	guesses int  // how many names were looked at for a suggestion
	list    *diag.List
	modules map[*lang.File]*Module
	loading []*lang.Use // the uses that lead to the file that is being loaded
	froms   []*lang.File
}

func place(m *Module, span source.Span) source.Place {
	return source.Place{File: m.File.Source, Span: span}
}

func (r *resolver) report(code *diag.Code, at source.Place, message, help string) *diag.Finding {
	f := r.list.Add(code.At(at, "%s", message))
	f.Help = help
	return f
}

// module declares the names of a file and those of the files that it uses.
func (r *resolver) module(file *lang.File) *Module {
	m := &Module{
		File: file, Consts: map[string]*Const{}, Steps: map[string]*Step{},
		Scopes: map[*lang.Body]*Scope{}, Variables: map[string]bool{}, maybe: map[string]bool{},
	}
	r.modules[file] = m
	r.program.Modules = append(r.program.Modules, m)
	for _, s := range file.Body.Stmts {
		r.declare(m, s)
	}
	for _, f := range file.Findings(func(name string) bool { return m.Step(name) != nil }) {
		r.list.Add(f)
		r.program.Broken = true
		m.unreadable = len(file.Body.Stmts) == 0
	}
	if r.program.Broken {
		r.doubtful(m)
	}
	r.collisions(m)
	return m
}

// doubtful notes the names in what did not parse.
func (r *resolver) doubtful(m *Module) {
	lang.Walk(m.File, func(n lang.Node) bool {
		if bad, ok := n.(*lang.Bad); ok {
			for _, w := range bad.Words {
				m.maybe[w.Text] = true
			}
			if bad.Verb != nil {
				m.maybe[bad.Verb.Text] = true
			}
			if invoke, ok := bad.Stmt.(*lang.Invoke); ok {
				for _, a := range invoke.Args {
					m.maybe[a.Value.Raw] = true
				}
			}
		}
		return true
	})
}

// declare enters what a statement at the top level declares. What did not
// parse whole declares its name too, so that its uses are no mistakes.
func (r *resolver) declare(m *Module, s lang.Stmt) {
	switch s := s.(type) {
	case *lang.Let:
		r.constant(m, &Const{Module: m, Name: s.Name, Value: &s.Value})
	case *lang.Param:
		r.constant(m, &Const{Module: m, Name: s.Name, Value: s.Default, Param: true})
	case *lang.StepDecl:
		if s.Name.Text == "" {
			return
		}
		r.reserved(m, s.Name, "a step")
		if first, ok := m.Steps[s.Name.Text]; ok {
			r.twice(m, "step", s.Name, place(first.Module, first.Decl.Name.Span()))
			return
		}
		m.Steps[s.Name.Text] = &Step{Module: m, Decl: s}
	case *lang.Use:
		r.use(m, s)
	case *lang.Bad:
		if s.Stmt != nil {
			r.declare(m, s.Stmt)
		}
	}
}

func (r *resolver) constant(m *Module, c *Const) {
	name := c.Name
	if name.Text == "" {
		return
	}
	r.reserved(m, name, "a constant")
	if first, ok := m.Consts[name.Text]; ok {
		r.twice(m, "constant", name, place(first.Module, first.Name.Span()))
		return
	}
	m.Consts[name.Text] = c
}

// reserved reports names that no constant, argument or step may have. They are
// declared all the same, so that their uses are no mistakes too.
func (r *resolver) reserved(m *Module, name lang.Declared, what string) {
	if !lang.IsWord(name.Text) {
		return
	}
	r.report(ReservedName, place(m, name.Span()),
		fmt.Sprintf("%s can't be called %q: that is a word of the language", what, name.Text), "choose another name")
}

// MaxGuesses bounds the search for suggestions: a script with thousands of
// unknown names has been given the wrong names altogether.
const MaxGuesses = 2_000_000

// nearest returns the name that a word was most likely meant to be, or "".
func (r *resolver) nearest(word string, names func() []string) string {
	if r.guesses > MaxGuesses {
		return ""
	}
	candidates := names()
	r.guesses += len(candidates)
	return lang.Nearest(word, candidates)
}

func (r *resolver) twice(m *Module, kind string, name lang.Declared, first source.Place) {
	f := r.report(duplicateName, place(m, name.Span()),
		fmt.Sprintf("the %s %q is defined twice", kind, name.Text), "rename or remove one of the two")
	f.Related = []diag.Related{{Place: first, Message: "first defined here"}}
}

// use loads the file that a use statement names.
func (r *resolver) use(m *Module, s *lang.Use) {
	path, plain := s.Path.Plain()
	at := place(m, s.Path.Span())
	u := &used{stmt: s}
	m.used = append(m.used, u)
	defer func() { r.failed = r.failed || u.module == nil && !u.taken }()
	switch {
	case s.Path.Kind == lang.NoValue:
		return
	case !plain:
		r.report(badUse, at, "the path of a use holds no constant", `write the path as it is: use "lib/pin.flow"`)
		return
	case r.Files == nil:
		r.report(badUse, at, "a script from here can use no files", "build it from a file")
		return
	}
	file, err := r.Files.Load(m.File.Source, path)
	if err != nil {
		r.report(badUse, at, err.Error(), "paths are relative to the file that uses them, and stay inside the project")
		return
	}
	for i, from := range append(r.froms, m.File) {
		if from != file {
			continue
		}
		f := r.report(useCycle, at, fmt.Sprintf("%s uses itself", file.Source.Name), "move what both files need into a third")
		for j, link := range append(r.loading[i:len(r.loading):len(r.loading)], s) {
			f.Related = append(f.Related, diag.Related{
				Place:   source.Place{File: append(r.froms, m.File)[i+j].Source, Span: link.Path.Span()},
				Message: "used here",
			})
		}
		return
	}
	for _, other := range m.used {
		if other.module != nil && other.module.File == file {
			f := r.report(duplicateUse, at, fmt.Sprintf("%s is used twice", file.Source.Name), "remove one of the two")
			f.Related = []diag.Related{{Place: place(m, other.stmt.Path.Span()), Message: "first used here"}}
			u.taken = true
			return
		}
	}
	if u.module = r.modules[file]; u.module != nil {
		return
	}
	if len(r.froms) >= maxUses {
		r.report(badUse, at, fmt.Sprintf("files use each other more than %d deep", maxUses), "use the file directly")
		return
	}
	r.froms, r.loading = append(r.froms, m.File), append(r.loading, s)
	u.module = r.module(file)
	r.froms, r.loading = r.froms[:len(r.froms)-1], r.loading[:len(r.loading)-1]
}

// maxUses is how deep files may use each other.
const maxUses = 50

// collisions reports names that a file gets from two places.
func (r *resolver) collisions(m *Module) {
	type origin struct {
		at  source.Place
		use *lang.Use
	}
	consts, steps := map[string]origin{}, map[string]origin{}
	for name, c := range m.Consts {
		consts[name] = origin{at: place(m, c.Name.Span())}
	}
	for name, s := range m.Steps {
		steps[name] = origin{at: place(m, s.Decl.Name.Span())}
	}
	enter := func(table map[string]origin, kind, name string, at source.Place, u *used) {
		first, ok := table[name]
		if !ok {
			table[name] = origin{at, u.stmt}
			return
		}
		f := r.report(duplicateName, place(m, u.stmt.Path.Span()),
			fmt.Sprintf("this file brings in the %s %q, which is here already", kind, name), "rename one of the two")
		f.Related = []diag.Related{{Place: first.at, Message: "first defined here"}, {Place: at, Message: "defined again here"}}
		u.taken = true
	}
	for _, u := range m.used {
		if u.module == nil {
			continue
		}
		for _, s := range u.module.File.Body.Stmts {
			switch s := s.(type) {
			case *lang.Let:
				enter(consts, "constant", s.Name.Text, place(u.module, s.Name.Span()), u)
			case *lang.Param:
				enter(consts, "constant", s.Name.Text, place(u.module, s.Name.Span()), u)
			case *lang.StepDecl:
				enter(steps, "step", s.Name.Text, place(u.module, s.Name.Span()), u)
			}
		}
	}
}

// Const returns the constant that a name means in the module, or nil.
func (m *Module) Const(name string) *Const {
	c, _ := lookup(m, m.Consts, func(m *Module) map[string]*Const { return m.Consts }, name)
	return c
}

// Step returns the step that a name means in the module, or nil.
func (m *Module) Step(name string) *Step {
	s, _ := lookup(m, m.Steps, func(m *Module) map[string]*Step { return m.Steps }, name)
	return s
}

// constant is Const, and notes that the file that it comes from is used.
func (m *Module) constant(name string) *Const {
	c, from := lookup(m, m.Consts, func(m *Module) map[string]*Const { return m.Consts }, name)
	from.take()
	return c
}

// step is Step, and notes that the file that it comes from is used.
func (m *Module) step(name string) *Step {
	s, from := lookup(m, m.Steps, func(m *Module) map[string]*Step { return m.Steps }, name)
	from.take()
	return s
}

func (u *used) take() {
	if u != nil {
		u.taken = true
	}
}

// lookup returns what a name means, and the file that brings it in if it is
// not the module's own.
func lookup[T any](m *Module, own map[string]*T, table func(*Module) map[string]*T, name string) (*T, *used) {
	if found := own[name]; found != nil {
		return found, nil
	}
	for _, u := range m.used {
		if u.module != nil {
			if found := table(u.module)[name]; found != nil {
				return found, u
			}
		}
	}
	return nil, nil
}

// doubtful reports whether a name may be defined in what did not parse, or in
// a file that could not be loaded.
func (m *Module) doubtful(name string) bool {
	if m.maybe[name] {
		return true
	}
	for _, u := range m.used {
		if u.module == nil && !u.taken || u.module != nil && (u.module.unreadable || u.module.maybe[name]) {
			return true
		}
	}
	return false
}

// constNames and stepNames return the names that the module can use.
func (m *Module) constNames() []string {
	var names []string
	for name := range m.Consts {
		names = append(names, name)
	}
	for _, u := range m.used {
		if u.module != nil {
			for name := range u.module.Consts {
				names = append(names, name)
			}
		}
	}
	return names
}

func (m *Module) stepNames() []string {
	var names []string
	for name := range m.Steps {
		names = append(names, name)
	}
	for _, u := range m.used {
		if u.module != nil {
			for name := range u.module.Steps {
				names = append(names, name)
			}
		}
	}
	return names
}

// unused warns of files and steps that nothing needs.
func (r *resolver) unused() {
	for _, m := range r.program.Modules {
		for _, u := range m.used {
			if u.module != nil && !u.taken && !r.program.Broken && !r.failed {
				r.report(unusedUse, place(m, u.stmt.Path.Span()), "nothing of this file is used", "remove the line")
			}
		}
	}
	m := r.program.Main
	if r.program.Broken || m.Library() {
		return
	}
	for _, s := range m.File.Body.Stmts {
		if decl, ok := s.(*lang.StepDecl); ok {
			if step := m.Steps[decl.Name.Text]; step != nil && step.Decl == decl && !step.Used {
				r.report(unusedStep, place(m, decl.Name.Span()), fmt.Sprintf("the step %q is never used", decl.Name.Text), "use it, or remove it")
			}
		}
	}
}

// Library reports whether the file holds declarations only: it is there to be
// used by others, and is no call.
func (m *Module) Library() bool {
	found := false
	for _, s := range m.File.Body.Stmts {
		switch s.(type) {
		case *lang.Let, *lang.Param, *lang.Use, *lang.StepDecl:
			found = true
		default:
			return false
		}
	}
	return found
}
