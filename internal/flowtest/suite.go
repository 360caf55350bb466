// Package flowtest runs the tests of scripts: it compares the lines of a test with
// what happens on the call, tells what is wrong, and says what the tests of a
// script did not come to. The call is that of internal/sim. It prints nothing.
package flowtest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Test is a test of a script.
type Test struct {
	Name  string
	Decl  *lang.TestDecl
	File  *lang.File
	Flow  *sim.Flow // what it tests; nil where that has errors
	lines []line
}

// Place is where a test is written: its name.
func (t *Test) Place() source.Place {
	return source.Place{File: t.File.Source, Span: t.Decl.Name.Span()}
}

// A Suite are the tests of a script: those in it, and those in the file beside it.
type Suite struct {
	Analysis *compiler.Analysis
	Flow     *sim.Flow // of the script as it is built; nil where it has errors, or no call
	Tests    []*Test
	Findings diag.List // with errors in it, tests have no flow
	Secrets  diag.Redactor
}

// Load reads the tests of a script. The error is for one that can't be read. A
// parameter that has no value is no mistake where every test gives it one.
func Load(ctx context.Context, files *project.Project, name string, opts compiler.Options) (*Suite, error) {
	l := &loader{ctx: ctx, files: files, name: name, opts: opts, suite: &Suite{}, versions: map[string]*version{}}
	partly := opts
	partly.Partly = true
	first, err := l.compile(partly)
	if err != nil {
		return nil, err
	}
	l.suite.Analysis = first.analysis
	if first.analysis.Findings.HasErrors() {
		l.found(first.analysis)
		return l.suite, nil
	}
	if complete(first.analysis) {
		l.versions[""] = first
		l.suite.Flow = first.flow
		l.found(first.analysis)
	}
	for _, t := range tests(first.analysis) {
		if err := l.add(t); err != nil {
			return nil, err
		}
	}
	l.suite.Findings = l.suite.Findings.Sorted()
	return l.suite, nil
}

// complete reports whether all parameters have a value.
func complete(a *compiler.Analysis) bool {
	return !slices.ContainsFunc(a.Program.Main.Consts.All(), func(c *resolve.Object) bool {
		_, _, ok := c.Value.Says()
		return !ok
	})
}

// A loader reads a suite. A script is compiled once for each list of values that
// tests give to its parameters.
type loader struct {
	ctx      context.Context
	files    *project.Project
	name     string
	opts     compiler.Options
	suite    *Suite
	versions map[string]*version
}

// A version is a script with values of its parameters.
type version struct {
	analysis *compiler.Analysis
	flow     *sim.Flow // nil where it has errors
}

// add adds a test, and the script with the values that it gives.
func (l *loader) add(t *Test) error {
	v, err := l.version(t)
	if err != nil {
		return err
	}
	t.Name, _ = t.Decl.Name.Plain()
	t.Flow = v.flow
	t.lines = read(&t.Decl.Body, v.says)
	l.suite.Tests = append(l.suite.Tests, t)
	return nil
}

// version returns the script with the values that a test gives.
func (l *loader) version(t *Test) (*version, error) {
	opts := l.opts
	opts.Shared = true // what no parameter takes is a finding about the test
	opts.Params = maps.Clone(l.opts.Params)
	if opts.Params == nil {
		opts.Params = project.Values{}
	}
	var key strings.Builder
	first := &version{analysis: l.suite.Analysis}
	for _, given := range t.Decl.With {
		says := first.says(given.Value.AsValue())
		opts.Params[given.Name.Text] = resolve.Outside{
			Value: says,
			Place: source.Place{File: t.File.Source, Span: given.Name.Span()}, Written: source.Place{File: t.File.Source, Span: given.Value.Span()},
		}
		fmt.Fprintf(&key, "%s=%q,", given.Name.Text, says)
	}
	if v := l.versions[key.String()]; v != nil {
		return v, nil
	}
	v, err := l.compile(opts)
	if err != nil {
		return nil, err
	}
	l.found(v.analysis)
	l.versions[key.String()] = v
	if key.Len() == 0 {
		l.suite.Flow = v.flow
	}
	return v, nil
}

func (l *loader) compile(opts compiler.Options) (*version, error) {
	a, err := compiler.Analyze(l.ctx, l.files, l.name, opts)
	if err != nil {
		return nil, err
	}
	v := &version{analysis: a}
	if a.Findings.HasErrors() || len(a.Call.Graph.Steps) == 0 || !complete(a) {
		return v, nil
	}
	c, err := a.Built()
	if err != nil {
		return nil, err
	}
	c.Hide = a.Secrets.Text
	v.flow = sim.New(c)
	return v, nil
}

// found adds what is wrong with a version of the script, and its secrets.
func (l *loader) found(a *compiler.Analysis) {
	l.suite.Secrets.Merge(a.Secrets)
	l.suite.Findings = append(l.suite.Findings, a.Findings...)
}

// says returns what a value of a test says.
func (v *version) says(value *lang.Value) string {
	text, _, _ := resolve.Text(*value, func(name string) (string, lang.ValueKind, bool) {
		if c := v.analysis.Program.Main.Const(name); c != nil {
			return c.Value.Says()
		}
		return "", lang.NoValue, false
	})
	return text
}

// tests returns the tests of a script.
func tests(a *compiler.Analysis) (list []*Test) {
	for _, s := range a.Program.Main.File.Body.Stmts {
		if decl, ok := s.(*lang.TestDecl); ok {
			list = append(list, &Test{Decl: decl, File: a.Program.Main.File})
		}
	}
	return list
}
