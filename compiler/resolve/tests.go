package resolve

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// tested brings in the script that a file of tests is for, and what that brings
// in: all names that the script knows.
func (r *resolver) tested(m *Module) {
	file, err := r.Files.Load(m.File.Source, r.Tested)
	if err != nil {
		r.report(untested, place(m, source.Span{}), fmt.Sprintf("there is no script %s beside these tests", r.Tested),
			fmt.Sprintf("put the file into the folder of %s, or name it as a script that is there, with _test.flow at the end", r.Tested))
		m.foreign, r.failed, r.program.Broken = true, true, true
		return
	}
	m.Tested = r.modules[file]
	if m.Tested == nil {
		m.Tested = r.module(file)
	}
	m.knows(m.Tested)
}

// onlyTests reports a file that holds tests and nothing else, and is not named as
// one of tests: what they are about is not known.
func (r *resolver) onlyTests(m *Module) {
	stmts := m.File.Body.Stmts
	for _, s := range stmts {
		if _, test := s.(*lang.TestDecl); !test {
			return
		}
	}
	if len(stmts) == 0 {
		return
	}
	m.foreign, r.program.Broken = true, true
	if len(m.File.Errors) > 0 {
		return
	}
	help := "put them into the script that they test, or beside it: welcome_test.flow holds the tests of welcome.flow"
	if script := meantScript(m.File.Source.Name); script != "" {
		help = fmt.Sprintf("name it %s_test.flow, which holds the tests of %s.flow", script, script)
	}
	at := stmts[0].Span()
	at.End = at.Start + int32(len("test"))
	r.report(untested, place(m, at), "this file holds tests, and no call that they are of", help)
}

// meantScript returns the name of the script that a file of tests is meant for, by
// what other languages call such a file, and "" where its name does not say.
func meantScript(name string) string {
	name, _ = strings.CutSuffix(path.Base(filepath.ToSlash(name)), ".flow")
	for _, mark := range []string{"tests", "test", "specs", "spec"} {
		for _, joint := range []string{"_", "-", "."} {
			if script, ok := strings.CutSuffix(name, joint+mark); ok {
				return script
			}
			if script, ok := strings.CutPrefix(name, mark+joint); ok {
				return script
			}
		}
	}
	return ""
}

// knows gives a module the names that a script knows.
func (m *Module) knows(script *Module) {
	m.imports = append(m.imports, &imported{module: script, taken: true})
	for _, i := range script.imports {
		m.imports = append(m.imports, &imported{module: i.module, taken: true, said: i.said})
	}
}

// Beside returns the program of another script that knows the names of this one,
// and has no labels and no declarations. What it names is there: nothing is said
// of what is not.
func (p *Program) Beside(script *lang.File) *Program {
	m := newModule(script)
	m.Tested = p.Script()
	m.Scopes[&script.Body] = &Scope{}
	m.knows(m.Tested)
	return &Program{Main: m, Modules: append([]*Module{m}, p.Modules...), Broken: p.Broken, stored: p.stored}
}

// test looks up the names in a test. It knows the constants of the file, and no
// labels: what it names is what happens on the call.
func (u *user) test(n *lang.TestDecl, ctx context) {
	if ctx.scope.Step != nil || ctx.scope.Parent != nil || ctx.broken {
		return // misplaced, or its head is wrong: a finding says so
	}
	var step *Object
	if n.Of != nil {
		step = u.tested(n.Of, ctx)
	}
	for i := range n.With {
		u.given(&n.With[i], ctx)
	}
	u.setTwice(n.With)
	for _, line := range n.Body.Lines {
		switch line := line.(type) {
		case *lang.Bad: // what is wrong in it is said
		case *lang.ExpectExit:
			u.exit(&line.Exit, step)
		default:
			u.node(line, ctx)
		}
	}
}

// tested looks up the step that a test runs, and its arguments.
func (u *user) tested(n *lang.Tested, ctx context) *Object {
	for i := range n.Args {
		u.value(&n.Args[i].Value.Value, &n.Args[i].Value, ctx)
	}
	step := u.m.take(n.Name.Text, stepsOf)
	if step == nil {
		if !u.m.doubtful(n.Name.Text) {
			f := u.r.report(unknownName, place(u.m, n.Name.Span()), fmt.Sprintf("no step %q", n.Name.Text), "a test is of a step that the script declares or uses")
			if u.hasLabel(n.Name.Text, ctx) {
				f.Message = n.Name.Text + " is a label, and no step"
				f.Help = "remove of and the label: only a step of your own is tested alone, and any other test starts with the call"
				return nil
			}
			if near, alone := u.r.nearest(n.Name.Text, func() []string { return u.m.names(stepsOf) }); near != "" {
				suggest(f, near, alone)
			}
		}
		return nil
	}
	step.Step.Used = true
	u.ref(n.Name.Span(), Read, step)
	if !step.Step.Broken {
		u.arguments(&lang.Invoke{Name: n.Name, Args: n.Args}, step)
	}
	return step
}

// hasLabel reports whether the script that a test is of has a label.
func (u *user) hasLabel(name string, ctx context) bool {
	if script := u.m.Tested; script != nil {
		return script.Scopes[&script.File.Body].hasLabel(name)
	}
	return ctx.scope.hasLabel(name)
}

// given looks up the parameter that a test sets.
func (u *user) given(n *lang.Given, ctx context) {
	u.value(&n.Value.Value, &n.Value, ctx)
	o := u.m.take(n.Name.Text, constsOf)
	switch {
	case o == nil && (n.Name.Text == "" || u.m.doubtful(n.Name.Text)):
	case o == nil:
		f := u.r.report(unknownName, place(u.m, n.Name.Span()), fmt.Sprintf("no parameter %q", n.Name.Text), "a test sets the parameters of the script: param "+n.Name.Text)
		if near, alone := u.r.nearest(n.Name.Text, u.m.params); near != "" {
			suggest(f, near, alone)
		}
	case o.Kind != Parameter:
		u.ref(n.Name.Span(), Read, o)
		u.r.report(notParameter, place(u.m, n.Name.Span()), fmt.Sprintf("%q is a constant, and a test sets parameters only", n.Name.Text), "declare it with param in place of let").
			Relate(o.Place(), "the constant is here")
	default:
		u.ref(n.Name.Span(), Read, o)
	}
}

// params returns the names of the parameters that the module can use.
func (m *Module) params() (names []string) {
	consts, _ := m.Visible()
	for _, c := range consts {
		if c.Kind == Parameter {
			names = append(names, c.Name)
		}
	}
	return names
}

// setTwice reports parameters that a test sets twice.
func (u *user) setTwice(list []lang.Given) {
	first := make(map[string]*lang.Name, len(list))
	for i := range list {
		name := &list[i].Name
		if before := first[name.Text]; before != nil {
			u.r.report(duplicateName, place(u.m, name.Span()), fmt.Sprintf("the test sets %q twice", name.Text), "remove one of the two").
				Relate(place(u.m, before.Span()), "first set here")
			continue
		}
		first[name.Text] = name
	}
}

// exit looks up the exit that a step takes.
func (u *user) exit(t *lang.Target, step *Object) {
	if step == nil || step.Scope == nil {
		return
	}
	if exit := step.Scope.exits[t.Text]; exit != nil {
		u.ref(t.Span(), Read, exit)
		return
	}
	if step.Step.Broken || t.Text == "" {
		return
	}
	f := u.r.report(unknownName, place(u.m, t.Span()), fmt.Sprintf("the step %s has no exit %q", step.Name, t.Text), "a test ends with an exit of its step")
	var exits []string
	for _, e := range step.Step.Decl.Exits {
		exits = append(exits, e.Text)
	}
	if near, alone := u.r.nearest(t.Text, func() []string { return exits }); near != "" {
		suggest(f, near, alone)
	} else if len(exits) > 0 {
		f.Help = "write -> " + strings.Join(exits, " or -> ")
	}
	f.Relate(step.Place(), "the step is declared here")
}
