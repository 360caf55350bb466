package lsp

import (
	"context"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// testsIn answers with the tests that stand in a file.
func (s *server) testsIn(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		list := []testItem{}
		for _, decl := range of.Tests() {
			list = append(list, s.testItem(of.Main().File.Source, decl))
		}
		return list
	})
}

func (s *server) testItem(file *source.File, decl *lang.TestDecl) testItem {
	at := s.lines(file)
	return testItem{ide.TestName(decl), s.uri(file.Name), at.rangeOf(decl.Span()), at.rangeOf(decl.Name.Span())}
}

// runTests runs the tests of a script, or those whose names follow its URI, shows
// what came of them, and answers with it.
func (s *server) runTests(ctx context.Context, q *question) (any, error) {
	if !q.there() {
		return nil, errNowhere
	}
	names := map[string]bool{}
	for _, arg := range q.Arguments[min(1, len(q.Arguments)):] {
		var name string
		if err := decode(arg, &name); err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		names[name] = true
	}
	wanted := func(t *flowtest.Test) bool { return len(names) == 0 || names[ide.TestName(t.Decl)] }
	only := wanted
	if len(names) == 0 {
		only = nil
	}
	defer s.progress(ctx, q.WorkDoneToken, "Running tests")(-1)
	t, err := s.workspace.RunTests(ctx, q.name, only)
	if err != nil {
		return nil, err
	}
	s.tell(ctx, s.workspace.Showing(t))
	made := testRun{Tests: []testResult{}}
	made.Message, made.Passed = t.Message(wanted)
	for i, test := range t.Suite.Tests {
		if wanted(test) {
			made.Tests = append(made.Tests, s.testResult(t, i))
		}
	}
	if only == nil {
		made.Coverage = s.coverage(t)
	}
	if !s.experimental.Tests {
		_ = s.conn.Notify(ctx, "window/showMessage", showMessageParams{messageTypes[made.Passed], made.Message})
	}
	return made, nil
}

// tell tells the client what there is to be said of files that did not change. That
// goes on behind the answer.
func (s *server) tell(ctx context.Context, names []string) {
	s.touched(context.WithoutCancel(ctx), "", names)
}

// messageTypes are the numbers of the protocol for a warning, and for what is no
// more than known.
var messageTypes = map[bool]int{false: 2, true: 3}

func (s *server) testResult(t *ide.Tests, i int) testResult {
	test, r := t.Suite.Tests[i], t.Results[i]
	made := testResult{testItem: s.testItem(test.File.Source, test.Decl), Outcome: "passed"}
	switch {
	case r.Unrun != "":
		made.Outcome = "notRun"
		made.Failures = []failure{{Message: r.Unrun, Location: location{made.URI, made.SelectionRange}}}
	case !r.Passed():
		made.Outcome = "failed"
	}
	for _, f := range r.Failures {
		d := t.Diagnostic(f)
		said := failure{Message: d.Message, Location: s.location(f.Place)}
		if d.Help != "" {
			said.Message += "\nhelp: " + d.Help
		}
		for _, at := range d.Related {
			said.Related = append(said.Related, related{s.location(at.Place), at.Message})
		}
		made.Failures = append(made.Failures, said)
	}
	return made
}

// coverage returns what tests came to, of what a call can come to.
func (s *server) coverage(t *ide.Tests) (list []fileCoverage) {
	for _, f := range t.Coverage.Files() {
		at := s.lines(f.Text)
		of := func(name string, place source.Place, hits int) covered {
			return covered{t.Suite.Secrets.Message(name), at.rangeOf(place.Span), hits}
		}
		steps, branches := f.Shares()
		made := fileCoverage{s.uri(f.Text.Name), share(steps), share(branches), []stepCovered{}}
		for _, step := range f.Steps {
			if !step.Reached && step.Hits == 0 {
				continue
			}
			shown := stepCovered{covered: of(step.Name, step.Place, step.Hits)}
			for _, b := range step.Branches {
				if b.Reached || b.Hits > 0 {
					shown.Branches = append(shown.Branches, of(b.Name, b.Place, b.Hits))
				}
			}
			made.Details = append(made.Details, shown)
		}
		list = append(list, made)
	}
	return list
}

// showCoverage shows what no test of a script comes to, until hideCoverage.
func (s *server) showCoverage(ctx context.Context, q *question) (any, error) {
	if !q.there() {
		return nil, errNowhere
	}
	if _, err := s.workspace.RunTests(ctx, q.name, nil); err != nil {
		return nil, err
	}
	s.tell(ctx, s.workspace.ShowCoverage(q.name, true))
	return nil, nil
}

func (s *server) hideCoverage(ctx context.Context, q *question) (any, error) {
	s.tell(ctx, s.workspace.ShowCoverage(q.name, false))
	return nil, nil
}
