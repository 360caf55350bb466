package ide

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Tests are the tests of a script as its texts are, and what came of those that
// were run. They do not change: the same texts bring the same results.
type Tests struct {
	Script   string   // the name of the script
	Files    []string // that results are shown in: the script, its tests, and what it uses
	Suite    *flowtest.Suite
	Results  []*TestResult      // of each test of the suite; nil where nobody asked for it
	Coverage *flowtest.Coverage // nil where not all were run
}

// A TestResult is what came of a test.
type TestResult struct {
	Failures diag.List
	Unrun    string // why it could not be run; empty where it was
}

// Passed reports whether nothing is wrong.
func (r *TestResult) Passed() bool { return r.Unrun == "" && len(r.Failures) == 0 }

// A testing runs the tests of a script. A change of a text that they depend on ends
// it.
type testing struct {
	ctx    context.Context
	cancel context.CancelFunc
	turn   chan struct{} // has something in it while somebody reads or runs them
	needs  needs
	tests  *Tests // what is known; nil before they were read
}

// testTime is how long the tests of a script may take where their author waits for
// them, and besideTime where something else waits.
const (
	testTime   = 10 * time.Second
	besideTime = time.Second
)

// errSlow is for tests that take too long.
var errSlow = fmt.Errorf("the tests take more than %v", testTime)

// RunTests runs those tests of a script that are wanted, or all where wanted is
// nil, on the texts that are open. The name is that of the script, or of the file
// of tests beside it. A change of the texts starts it anew.
func (w *Workspace) RunTests(ctx context.Context, name string, wanted func(*flowtest.Test) bool) (*Tests, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, testTime, errSlow)
	defer cancel()
	for {
		t := w.testing(scriptOf(name))
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-t.ctx.Done():
			continue
		case t.turn <- struct{}{}:
		}
		made, err := w.runGuarded(ctx, t, scriptOf(name), wanted)
		w.mu.Lock()
		current := t.ctx.Err() == nil
		if current && err == nil {
			t.tests = made
			if len(w.showing(made)) == 0 { // nobody sees it: a project may have thousands of scripts
				delete(w.tests, made.Script)
			}
		}
		w.mu.Unlock()
		<-t.turn
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if current {
			return made, err
		}
	}
}

// scriptOf returns the script that a file holds the tests of: itself, or the one
// beside it.
func scriptOf(name string) string {
	if script, beside := project.Tested(name); beside {
		return script
	}
	return name
}

// testing returns what runs the tests of a script as the texts are now.
func (w *Workspace) testing(script string) *testing {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.tests[script]
	if t == nil {
		t = &testing{turn: make(chan struct{}, 1)}
		t.ctx, t.cancel = context.WithCancel(context.Background())
		w.tests[script] = t
	}
	return t
}

// runGuarded is run. A mistake of ours ends a run, and not the editor's server.
func (w *Workspace) runGuarded(ctx context.Context, t *testing, script string, wanted func(*flowtest.Test) bool) (made *Tests, err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("the tests of %s can't be run: this is a mistake in flowc", script)
		}
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(t.ctx, cancel)()
	known := t.tests
	if known == nil {
		if known, err = w.readTests(ctx, t, script); err != nil {
			return nil, err
		}
	}
	return known.run(ctx, wanted)
}

// readTests reads the tests of a script, and notes what they depend on.
func (w *Workspace) readTests(ctx context.Context, t *testing, script string) (*Tests, error) {
	s, err := w.Snapshot(ctx, script)
	if err != nil {
		return nil, err
	}
	opts, err := options(w.project, script, &diag.List{})
	if err != nil {
		return nil, err
	}
	opts.Partly = false // a call has all its values
	suite, err := flowtest.Load(ctx, w.project, script, opts)
	if err != nil {
		return nil, err
	}
	n := needs{paths: map[string]bool{}, missing: s.mistakes() > 0 || suite.Findings.HasErrors()}
	files := map[string]bool{}
	for _, m := range s.Program.Modules {
		n.paths[w.project.Key(m.File.Source.Name)] = true
		files[fileName(m.File.Source)] = true
	}
	if beside, there := w.project.TestsOf(script); beside != "" {
		n.paths[w.project.Key(beside)] = true
		if there {
			files[beside] = true
		}
	}
	w.mu.Lock()
	t.needs = n
	w.mu.Unlock()
	return &Tests{Script: script, Files: slices.Sorted(maps.Keys(files)), Suite: suite, Results: make([]*TestResult, len(suite.Tests))}, nil
}

// run runs the tests that are wanted, and returns what is known then.
func (t *Tests) run(ctx context.Context, wanted func(*flowtest.Test) bool) (*Tests, error) {
	if !slices.ContainsFunc(t.Suite.Tests, func(test *flowtest.Test) bool { return test.Flow != nil }) {
		if i := slices.IndexFunc(t.Suite.Findings, func(f *diag.Finding) bool { return f.Severity == diag.Error }); i >= 0 {
			return nil, fmt.Errorf("no test can be run: %s", t.Suite.Secrets.Message(t.Suite.Findings[i].Message))
		}
	}
	made := *t
	made.Results = slices.Clone(t.Results)
	if wanted == nil && t.Coverage == nil {
		made.Coverage = flowtest.NewCoverage()
		if t.Suite.Flow != nil {
			made.Coverage.Add(t.Suite.Flow)
		}
	}
	for i, test := range t.Suite.Tests {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if wanted == nil && t.Coverage == nil || wanted != nil && wanted(test) && made.Results[i] == nil {
			made.Results[i] = result(test, made.Coverage)
		}
	}
	return &made, nil
}

// result runs a test, and counts what it comes to.
func result(test *flowtest.Test, cover *flowtest.Coverage) *TestResult {
	if test.Flow == nil {
		return &TestResult{Unrun: "the call can't be run with the values that the test gives it"}
	}
	r := test.Run(test.Flow)
	if cover != nil {
		cover.Add(test.Flow)
		cover.Count(r)
	}
	return &TestResult{Failures: r.Failures}
}

// Tests returns the tests that stand in the file.
func (s *Snapshot) Tests() []*lang.TestDecl { return testsIn(s.Main().File) }

func testsIn(file *lang.File) (list []*lang.TestDecl) {
	for _, s := range file.Body.Stmts {
		if decl, ok := s.(*lang.TestDecl); ok {
			list = append(list, decl)
		}
	}
	return list
}
