package ide

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// ShowCoverage says whether what no test of a script comes to is shown. While it is,
// the tests run again behind each change. It returns the files of which something
// else may be said now.
func (w *Workspace) ShowCoverage(name string, on bool) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	script := scriptOf(name)
	if on {
		w.covered[script] = true
	} else {
		delete(w.covered, script)
	}
	if t := w.tests[script]; t != nil && t.tests != nil {
		return w.showing(t.tests)
	}
	return nil
}

// Showing returns the files in which results are shown: those that are open, and
// those with failures.
func (w *Workspace) Showing(t *Tests) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.showing(t)
}

func (w *Workspace) showing(t *Tests) (names []string) {
	for _, name := range t.Files {
		if w.open[name] || len(t.diagnostics(name, false)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// knownTests returns what is known of the tests of a script; nil where there is nothing.
// Where its coverage is shown, they are run.
func (w *Workspace) knownTests(ctx context.Context, script string) (t *Tests, covered bool) {
	w.mu.Lock()
	covered = w.covered[script]
	w.mu.Unlock()
	if covered {
		ctx, cancel := context.WithTimeout(ctx, besideTime)
		defer cancel()
		t, _ = w.RunTests(ctx, script, nil) // what keeps them from running is found by itself
		return t, t != nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if known := w.tests[script]; known != nil {
		t = known.tests
	}
	return t, false
}

// touchTests forgets the runs that a file matters to, and returns the files of which
// something else may be said now. The caller has locked the workspace.
func (w *Workspace) touchTests(path string) (touched []string) {
	for script, t := range w.tests {
		if t.tests != nil && !t.needs.file(path) {
			continue
		}
		t.cancel()
		delete(w.tests, script)
		if t.tests != nil {
			touched = append(touched, w.showing(t.tests)...)
		}
	}
	return touched
}

func fileName(file *source.File) string { return filepath.FromSlash(file.Name) }

// TestDiagnostics returns what the tests that were run found in a file: lines that
// failed, and, where coverage is shown, what no test comes to. The file is that of
// the spans; it is nil where there are none.
func (w *Workspace) TestDiagnostics(ctx context.Context, name string) (file *source.File, list []Diagnostic) {
	_, _ = w.knownTests(ctx, scriptOf(name))
	for _, t := range w.ran() {
		list = append(list, t.diagnostics(name, t.covered)...)
		for _, d := range list {
			file = d.file
		}
	}
	slices.SortStableFunc(list, func(a, b Diagnostic) int { return cmp.Compare(a.Start, b.Start) })
	return file, list
}

// A ranTests are tests that were run, and whether their coverage is shown.
type ranTests struct {
	*Tests
	covered bool
}

// ran returns all tests of which something is known, in the order of their scripts.
func (w *Workspace) ran() (list []ranTests) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for script, t := range w.tests {
		if t.tests != nil {
			list = append(list, ranTests{t.tests, w.covered[script]})
		}
	}
	slices.SortFunc(list, func(a, b ranTests) int { return cmp.Compare(a.Script, b.Script) })
	return list
}

// diagnostics returns what there is to say about a file.
func (t *Tests) diagnostics(name string, covered bool) (list []Diagnostic) {
	for i, r := range t.Results {
		test := t.Suite.Tests[i]
		switch {
		case r == nil || fileName(test.File.Source) != name:
		case r.Unrun != "":
			list = append(list, Diagnostic{Span: test.Decl.Name.Span(), Severity: diag.Error, Message: r.Unrun, Ran: true, file: test.File.Source})
		default:
			for _, f := range r.Failures {
				list = append(list, t.Diagnostic(f))
			}
		}
	}
	if !covered || t.Coverage == nil {
		return list
	}
	for _, f := range t.Coverage.Files() {
		if fileName(f.Text) != name {
			continue
		}
		for _, g := range f.Gaps() {
			if !g.Never {
				list = append(list, Diagnostic{Span: g.Place.Span, Hint: true, Message: t.Suite.Secrets.Message(gap(g)), Ran: true, file: f.Text})
			}
		}
	}
	return list
}

// gap says what no test comes to.
func gap(g flowtest.Gap) string {
	if g.With > 0 {
		return fmt.Sprintf("no test comes to %s and its %s", g.Name, branches(g.With))
	}
	return "no test comes to " + g.Name
}

func branches(n int) string {
	if n == 1 {
		return "branch"
	}
	return itoa(n) + " branches"
}

// Diagnostic returns what an editor shows of a failure.
func (t *Tests) Diagnostic(f *diag.Finding) Diagnostic {
	d := shownFinding(f, &t.Suite.Secrets)
	d.Ran, d.file = true, f.Place.File
	return d
}

// TestActions returns what mends lines of tests that failed, where a part of a file
// is.
func (w *Workspace) TestActions(s *Snapshot, span source.Span) []Action {
	a := actor{s: s, file: s.Main().File.Source}
	for _, t := range w.ran() {
		for _, r := range t.Results {
			if r == nil {
				continue
			}
			for _, f := range r.Failures {
				if at := f.Place; len(a.list) < maxMended && at.File.Text == a.file.Text && fileName(at.File) == s.Name && at.Start <= span.End && span.Start <= at.End {
					a.failure(f)
				}
			}
		}
	}
	return a.list
}

// failure offers what mends a line of a test.
func (a *actor) failure(f *diag.Finding) {
	for _, fix := range f.Fixes {
		edits := slices.Clone(fix.Edits)
		for i := range edits {
			edits[i].Place.File = a.file // the same text may have been read twice
		}
		a.add(Action{Title: capital(fix.Message), Kind: MendAction, Findings: []*diag.Finding{f}, Edits: edits, Ran: true})
	}
}

// A LensCommand is what a lens does.
type LensCommand string

// What lenses do that are not there to lead to places.
const (
	RunTest      LensCommand = "runTest"
	RunTests     LensCommand = "runTests"
	ShowCoverage LensCommand = "showCoverage"
	HideCoverage LensCommand = "hideCoverage"
	RunCall      LensCommand = "runCall"
)

// TestLenses returns the lenses that run the tests of a script: one above each test,
// with what came of it, and above the first statement those for all of them, and for
// the call itself.
func (w *Workspace) TestLenses(ctx context.Context, s *Snapshot) (list []Lens) {
	file := s.Main().File
	if len(file.Body.Stmts) == 0 {
		return nil
	}
	script := scriptOf(s.Name)
	if g := s.Call.Graph; script == s.Name && g != nil && len(g.Steps) > 0 {
		list = append(list, Lens{Title: "run this call", Does: RunCall})
	}
	own := s.Tests()
	if all := len(own) + w.testsBeside(s.Name); all > 0 {
		known, covered := w.knownTests(ctx, script)
		list = append(list, Lens{Title: "run " + count(all, "test") + known.summary(), Does: RunTests})
		toggle := Lens{Title: "show coverage", Does: ShowCoverage}
		if covered {
			toggle = Lens{Title: "hide coverage", Does: HideCoverage}
		}
		list = append(list, toggle)
		for _, decl := range own {
			list = append(list, Lens{
				Span: decl.Name.Span(), Title: "run test" + known.outcome(file.Source, decl), Does: RunTest, Test: TestName(decl),
			})
		}
	}
	first := file.Body.Stmts[0].Span().Start
	for i := range list {
		if list[i].Does != RunTest {
			list[i].Span = source.Span{Start: first, End: first}
		}
	}
	return list
}

// testsBeside returns how many tests of a script stand in the other one of its two
// files.
func (w *Workspace) testsBeside(name string) int {
	other := scriptOf(name)
	if other == name {
		other, _ = w.project.TestsOf(name)
	}
	if other == "" {
		return 0
	}
	view, err := w.project.View(other)
	if err != nil {
		return 0
	}
	return len(testsIn(view.Main))
}

// TestName returns the name of a test.
func TestName(decl *lang.TestDecl) string {
	name, _ := decl.Name.Plain()
	return name
}

// outcome says what came of a test; nothing where it was not run.
func (t *Tests) outcome(file *source.File, decl *lang.TestDecl) string {
	if t == nil {
		return ""
	}
	i := slices.IndexFunc(t.Suite.Tests, func(test *flowtest.Test) bool {
		return test.File.Source.Name == file.Name && test.File.Source.Text == file.Text && test.Decl.Name.Span() == decl.Name.Span()
	})
	if i < 0 || t.Results[i] == nil {
		return ""
	}
	return " · " + t.said(i)
}

// maxLens is how many bytes of a failure a lens shows.
const maxLens = 80

// said says what came of a test that was run.
func (t *Tests) said(i int) string {
	switch r := t.Results[i]; {
	case r.Unrun != "":
		return "not run: " + r.Unrun
	case len(r.Failures) > 0:
		return "failed: " + clip(t.Suite.Secrets.Message(r.Failures[0].Message), maxLens)
	}
	return "passed"
}

// summary says what came of all tests; nothing where not all were run.
func (t *Tests) summary() string {
	if t == nil || t.Coverage == nil {
		return ""
	}
	failed := 0
	for _, r := range t.Results {
		if !r.Passed() {
			failed++
		}
	}
	said := " · passed"
	if failed > 0 {
		said = " · " + itoa(failed) + " failed"
	}
	if share, ok := t.branches(); ok {
		said += fmt.Sprintf(" · %d %% of its branches", share.Percent())
	}
	return said
}

// branches returns how many branches of the script and of what it uses are covered,
// where there are some.
func (t *Tests) branches() (share flowtest.Share, ok bool) {
	for _, f := range t.Coverage.Files() {
		_, of := f.Shares()
		share.Covered += of.Covered
		share.All += of.All
	}
	return share, share.All > 0
}

// Message says what came of those tests that are wanted, to their author.
func (t *Tests) Message(wanted func(*flowtest.Test) bool) (said string, passed bool) {
	ran, failed, first := 0, 0, ""
	for i, test := range t.Suite.Tests {
		if !wanted(test) {
			continue
		}
		ran++
		if t.Results[i].Passed() {
			continue
		}
		if failed++; failed == 1 {
			first = TestName(test.Decl) + ": " + strings.TrimPrefix(t.said(i), "failed: ")
		}
	}
	switch {
	case len(t.Results) == 0:
		return "the script has no tests", false
	case ran == 0:
		return "there is no such test", false
	case failed == ran:
		return t.Suite.Secrets.Message(count(failed, "test") + " failed: " + first), false
	case failed > 0:
		return t.Suite.Secrets.Message(fmt.Sprintf("%d of %s failed: %s", failed, count(ran, "test"), first)), false
	}
	said = count(ran, "test") + " passed"
	if ran == len(t.Results) && t.Coverage != nil {
		if share, ok := t.branches(); ok {
			said += fmt.Sprintf(", %d %% of the branches", share.Percent())
		}
	}
	return said, true
}
