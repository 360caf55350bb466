package compiler

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Suite is a script and its tests.
type Suite struct {
	Script *Analysis // nil where there is no such script: a finding of Beside says so
	Beside *Analysis // of the file of tests beside it; nil where there is none
	Tests  []Test    // those of the script first, in the order of the files
}

// A Test is a test of a script, which stands in it or in the file beside it.
type Test struct {
	Decl *lang.TestDecl
	File *lang.File
	in   *Analysis // of that file
}

// Tests returns the tests of a script, or those of a file of tests alone. The
// error is as that of Analyze.
func Tests(ctx context.Context, p *project.Project, name string, opts Options) (*Suite, error) {
	script, alone := project.Tested(name)
	tests, beside := name, alone
	if !alone {
		script = name
		tests, beside = p.TestsOf(name)
	}
	s := &Suite{}
	if beside {
		a, err := Analyze(ctx, p, tests, opts)
		if err != nil {
			return nil, err
		}
		s.Beside = a
		if a.Program.Main.Tested == nil {
			return s, nil
		}
	}
	a, err := Analyze(ctx, p, script, opts)
	if err != nil {
		return nil, err
	}
	s.Script = a
	if !alone {
		s.Tests = a.Tests()
	}
	if s.Beside != nil {
		s.Tests = append(s.Tests, s.Beside.Tests()...)
	}
	return s, nil
}

// Tests returns the tests in the file that was analysed.
func (a *Analysis) Tests() (tests []Test) {
	file := a.Program.Main.File
	for _, s := range file.Body.Stmts {
		decl, ok := s.(*lang.TestDecl)
		if bad, is := s.(*lang.Bad); is { // it is not run, but it is one
			if decl, ok = bad.Stmt.(*lang.TestDecl); ok {
				decl = new(*decl)
				decl.Start, decl.End = bad.Start, bad.End
			}
		}
		if ok {
			tests = append(tests, Test{decl, file, a})
		}
	}
	return tests
}

// ofTests returns what is found in a file of tests, and errors elsewhere: the rest
// is said of the script itself.
func ofTests(list diag.List, file *source.File) diag.List {
	return slices.DeleteFunc(list, func(f *diag.Finding) bool {
		return f.Place.File != file && f.Severity != diag.Error
	})
}

// unused are the codes of what is there for nothing, which is not so where a test
// in the file beside the script needs it.
var unused = []string{"unused-constant", "unused-parameter", "unused-step"}

// neededByTests leaves out what is said of names that the tests beside a script
// use.
func neededByTests(list diag.List, p *project.Project, view *project.View) diag.List {
	idle := func(f *diag.Finding) bool {
		return f.Place.File == view.Main.Source && slices.Contains(unused, f.Code.Name)
	}
	if !slices.ContainsFunc(list, idle) {
		return list
	}
	tests, ok := p.TestsOf(view.Main.Source.Name)
	if !ok {
		return list
	}
	file, err := view.Load(view.Main.Source, path.Base(filepath.ToSlash(tests)))
	if err != nil {
		return list // who asks for the tests hears of it
	}
	used := map[string]bool{}
	lang.Walk(file, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Name:
			used[n.Text] = true
		case interface{ AsValue() *lang.Value }:
			for _, name := range expand.Named(n.AsValue()) {
				used[name] = true
			}
		}
		return true
	})
	return slices.DeleteFunc(list, func(f *diag.Finding) bool {
		return idle(f) && used[f.Place.File.Text[f.Place.Start:f.Place.End]]
	})
}

// Name returns the name of the test.
func (t Test) Name() string {
	if t.Decl.Name.Raw == "" {
		return "no name"
	}
	name, _ := t.Decl.Name.Plain()
	return name
}

// Place returns the place of a part of the test.
func (t Test) Place(n lang.Node) source.Place {
	return source.Place{File: t.File.Source, Span: n.Span()}
}

// Value returns what a value in the test says. It is not ok where a name in it
// says nothing, which a finding says, or has no value because nobody set it.
func (t Test) Value(v *lang.Value) (text string, ok bool) {
	text, _, ok = resolve.Text(*v, func(name string) (string, lang.ValueKind, bool) {
		c := t.in.Program.Main.Const(name)
		if c == nil {
			return "", 0, false
		}
		return c.Value.Says()
	})
	return text, ok
}

// Params returns the values of parameters that the test sets: it is about the
// script analysed with these, and its own values are those of such an analysis,
// too.
func (t Test) Params() project.Values {
	values := project.Values{}
	for i := range t.Decl.With {
		given := &t.Decl.With[i]
		if text, ok := t.Value(&given.Value.Value); ok {
			values[given.Name.Text] = resolve.Outside{
				Value: text, Place: t.Place(&given.Name), Written: t.Place(&given.Value), Shared: true,
			}
		}
	}
	return values
}

// exitObject is what a call comes to that leaves a step by one of its exits.
const exitObject = `{"type": "exit"}`

// Alone returns the call of the step that the test is of, with its payload: the
// use of that step and nothing else. Exits says which steps of the call stand for
// which exits of the step. Without a payload, which would need values that are
// wrong, it returns what is wrong with them.
func (t Test) Alone() (c *call.Call, exits map[int]string, wrong diag.List) {
	of := t.Decl.Of
	step := t.in.Program.Main.Step(of.Name.Text)
	if step == nil {
		return nil, nil, t.in.Findings
	}
	use := &lang.Invoke{Name: of.Name, Args: of.Args}
	use.Start, use.End = of.Name.Start, of.Span().End
	names := map[lang.Stmt]string{}
	for _, exit := range step.Step.Decl.Exits {
		if use.Branches == nil {
			use.Branches = &lang.Branches{Arms: &lang.Arms{}}
		}
		object := &lang.Raw{Object: lang.Object(lang.JSON(exitObject))}
		object.Start, object.End = use.Start, use.End
		names[object] = exit.Text
		arm := &lang.Arm{Keys: lang.Keys(exit.Text), Body: lang.Block(object, &lang.End{Word: "end"})}
		use.Branches.Arms.Arms = append(use.Branches.Arms.Arms, arm)
	}
	program := t.in.Program.Beside(&lang.File{Source: t.File.Source, Body: lang.Body{Stmts: []lang.Stmt{use}}})
	expanded := expand.Alone(program, t.in.Call.Settings, t.in.maxSteps, &wrong)
	if wrong.HasErrors() || expanded.Graph == nil || expanded.Graph.Unknown {
		return nil, nil, wrong
	}
	exits = map[int]string{}
	for i := range expanded.Graph.Steps {
		if name, ok := names[expanded.Graph.Steps[i].Stmt]; ok {
			exits[i] = name
		}
	}
	var out strings.Builder
	if err := emit.Payload(&out, expanded.Graph, &expanded.Settings, t.in.emission(true)); err != nil {
		panic(err) // a builder takes all
	}
	doc, err := api.Decode(out.String())
	if err != nil {
		panic(err) // it was just written
	}
	c = call.OfScript(program, expanded)
	c.Payload = api.Read(doc, t.in.API)
	return c, exits, nil
}
