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
	compiler.Test
	Flow  *sim.Flow // what it tests; nil where that has errors
	lines []line
}

// Named returns the place of the name of the test; that of its first word, where the
// name did not parse.
func (t *Test) Named() source.Place {
	if t.Decl.Name.Raw == "" {
		at := t.Place(t.Decl)
		at.End = at.Start + int32(len("test"))
		return at
	}
	return t.Place(&t.Decl.Name)
}

// A Suite are the tests of a script: those in it, and those in the file beside it.
type Suite struct {
	Flow     *sim.Flow // of the script as it is built; nil where it has errors, or no call
	Tests    []*Test
	Findings diag.List // with errors in it, tests have no flow
	Secrets  diag.Redactor
}

// Load reads the tests of a script, or those of a file of tests alone. The error is
// for one that can't be read. A parameter that has no value is no mistake where every
// test gives it one.
func Load(ctx context.Context, files *project.Project, name string, opts compiler.Options) (*Suite, error) {
	l := &loader{ctx: ctx, files: files, name: name, opts: opts, suite: &Suite{}, versions: map[string]*version{}}
	l.opts.Library = true // tests of its steps are what a file of declarations has
	partly := l.opts
	partly.Partly = true
	first, err := l.compile(partly)
	if err != nil {
		return nil, err
	}
	if first.wrong {
		l.found(first)
		for _, t := range first.Tests {
			l.suite.Tests = append(l.suite.Tests, &Test{Test: t})
		}
		return l.suite, nil
	}
	if first.complete() {
		l.versions[""] = first
		l.suite.Flow = first.flow
		l.found(first)
	}
	for i, t := range first.Tests {
		if err := l.add(i, t); err != nil {
			return nil, err
		}
	}
	l.suite.Findings = l.suite.Findings.Sorted()
	return l.suite, nil
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

// A version is a script and its tests with values of its parameters.
type version struct {
	*compiler.Suite
	wrong bool      // there are errors
	flow  *sim.Flow // of the script; nil where there is none
}

// complete reports whether all parameters have a value.
func (v *version) complete() bool {
	return !slices.ContainsFunc(v.Script.Program.Main.Consts.All(), func(c *resolve.Object) bool {
		_, _, ok := c.Value.Says()
		return !ok
	})
}

// add adds the test of an index, on the script with the values that it gives.
func (l *loader) add(i int, first compiler.Test) error {
	v, err := l.version(first)
	if err != nil {
		return err
	}
	t := &Test{Test: first}
	l.suite.Tests = append(l.suite.Tests, t)
	if v.wrong {
		return nil
	}
	t.Test = v.Tests[i]
	t.lines = read(&t.Decl.Body, func(value *lang.Value) string {
		text, _ := t.Value(value)
		return text
	})
	if t.Flow = v.flow; t.Decl.Of != nil {
		t.Flow = l.alone(t, v)
	}
	return nil
}

// alone returns the flow of the step that a test is of.
func (l *loader) alone(t *Test, v *version) *sim.Flow {
	c, exits, wrong := t.Alone()
	if c == nil {
		l.suite.Findings = append(l.suite.Findings, wrong...)
		return nil
	}
	c.Hide = v.Script.Secrets.Text
	flow := sim.New(c)
	flow.Exits = exits
	return flow
}

// version returns the script with the values that a test gives.
func (l *loader) version(t compiler.Test) (*version, error) {
	given := t.Params()
	var key strings.Builder
	for _, name := range slices.Sorted(maps.Keys(given)) {
		fmt.Fprintf(&key, "%s=%q,", name, given[name].Value)
	}
	if v := l.versions[key.String()]; v != nil {
		return v, nil
	}
	opts := l.opts
	opts.Params = maps.Clone(l.opts.Params)
	if opts.Params == nil {
		opts.Params = project.Values{}
	}
	maps.Copy(opts.Params, given)
	v, err := l.compile(opts)
	if err != nil {
		return nil, err
	}
	l.found(v)
	l.versions[key.String()] = v
	if key.Len() == 0 {
		l.suite.Flow = v.flow
	}
	return v, nil
}

func (l *loader) compile(opts compiler.Options) (*version, error) {
	s, err := compiler.Tests(l.ctx, l.files, l.name, opts)
	if err != nil {
		return nil, err
	}
	v := &version{Suite: s}
	for _, a := range []*compiler.Analysis{s.Script, s.Beside} {
		v.wrong = v.wrong || a != nil && a.Findings.HasErrors()
	}
	if v.wrong || !v.complete() {
		return v, nil
	}
	c, err := s.Script.Built()
	if err != nil {
		return nil, err
	}
	c.Hide = s.Script.Secrets.Text
	v.flow = sim.New(c)
	return v, nil
}

// found adds what is wrong with a version of the script, and its secrets.
func (l *loader) found(v *version) {
	for _, a := range []*compiler.Analysis{v.Script, v.Beside} {
		if a != nil {
			l.suite.Secrets.Merge(a.Secrets)
			l.suite.Findings = append(l.suite.Findings, a.Findings...)
		}
	}
}
