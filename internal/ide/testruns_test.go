package ide_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/ide"
)

var testedFiles = map[string]string{
	"flowc.yaml": "{}\n",
	"main.flow": `use "lib.flow"
token "hush-hush"
call 917507161643
ask_pin "PIN?" -> next/agent
say "You are hush-hush."
end
agent: connect 5263

test "a pin" {
  call 917507161643
  press 1234
  hear "you are hush-hushed"
}
`,
	"main_test.flow": `test "no pin" of ask_pin "Well?" {
  hear "Well"
  press 99
  -> bad
}
`,
	"lib.flow": `step ask_pin(text) -> ok/bad {
  say text
  input 4 {
    1234 -> ok
    4321 -> ok
    else -> bad
  }
}
`,
}

// about lists what tests that were run say of a file.
func about(w *ide.Workspace, name string) []string {
	file, list := w.TestDiagnostics(context.Background(), name)
	got := []string{}
	for _, d := range list {
		said := d.Severity.String()
		if d.Hint {
			said = "hint"
		}
		got = append(got, fmt.Sprintf("%s: %s: %s", strings.ReplaceAll(file.Text[d.Start:d.End], "\n", "|"), said, d.Message))
	}
	return got
}

func testLenses(t *testing.T, w *ide.Workspace, name string) (got []string) {
	s := snapshot(t, w, name)
	for _, l := range w.TestLenses(context.Background(), s) {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%d %s: %s %s", l.Span.Start, l.Title, l.Does, l.Test)))
	}
	return got
}

// sameLines holds lists against each other.
func sameLines(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestTests runs tests, shows coverage, and changes texts: what was found is there
// until a text changes that it depends on, and coverage follows the changes.
func TestTests(t *testing.T) {
	w, _, _ := workspace(t, testedFiles)
	ctx := context.Background()
	for name := range testedFiles {
		if ide.IsScript(name) {
			w.Open("/"+name, testedFiles[name])
		}
	}
	heard := `"you are hush-hushed": error: no prompt says "you are *********ed" before the call ends`
	sameLines(t, "before a run", []string{
		"0 run this call: runCall", "0 run 2 tests: runTests", "0 show coverage: showCoverage", "135 run test: runTest a pin",
	}, testLenses(t, w, "/main.flow"))
	if _, err := w.RunTests(ctx, "/main_test.flow", func(t *flowtest.Test) bool { return t.Name() == "no pin" }); err != nil {
		t.Fatal(err)
	}
	sameLines(t, "of one test", []string{}, about(w, "/main.flow"))
	sameLines(t, "lenses of the file beside", []string{
		"0 run 2 tests: runTests", "0 show coverage: showCoverage", "5 run test · passed: runTest no pin",
	}, testLenses(t, w, "/main_test.flow"))
	if _, err := w.RunTests(ctx, "/main.flow", nil); err != nil {
		t.Fatal(err)
	}
	sameLines(t, "of all tests", []string{heard}, about(w, "/main.flow"))
	sameLines(t, "coverage that nobody asked for", []string{}, about(w, "/lib.flow"))
	sameLines(t, "lenses of all tests", []string{
		"0 run this call: runCall", "0 run 2 tests · 1 failed · 60 % of its branches: runTests", "0 show coverage: showCoverage",
		`135 run test · failed: no prompt says "you are *********ed" before the call ends: runTest a pin`,
	}, testLenses(t, w, "/main.flow"))
	sameLines(t, "to be told", []string{"/lib.flow", "/main.flow", "/main_test.flow"}, w.ShowCoverage("/main.flow", true))
	sameLines(t, "coverage of what is used", []string{"4321: hint: no test comes to input at line 3: keys 4321"}, about(w, "/lib.flow"))

	sameLines(t, "touched by the file beside", []string{"/lib.flow", "/main.flow", "/main_test.flow"},
		w.Open("/main_test.flow", testedFiles["main_test.flow"]+"\ntest \"another\" of ask_pin \"\" { press 4321; -> bad }\n"))
	sameLines(t, "failures behind a change", []string{"bad: error: expected bad, but the step is left by ok"}, about(w, "/main_test.flow"))
	sameLines(t, "coverage behind a change", []string{}, about(w, "/lib.flow"))
	w.ShowCoverage("/main_test.flow", false)
	sameLines(t, "without coverage", []string{heard}, about(w, "/main.flow"))
	w.Open("/main.flow", "say \"\"\n")
	sameLines(t, "behind a change", []string{}, about(w, "/one.flow"))
}

// TestRunsKept checks that what came of tests is kept where it is shown, and nowhere
// else.
func TestRunsKept(t *testing.T) {
	for text, want := range map[string]int{"call 4420\ntest \"a\" { call 4420 }\n": 0, "call 4420\ntest \"a\" { call 4421 }\n": 1} {
		w, _, _ := workspace(t, map[string]string{"one.flow": text})
		if _, err := w.RunTests(context.Background(), "/one.flow", nil); err != nil {
			t.Fatal(err)
		}
		if got := ide.Tested(w); got != want {
			t.Errorf("of what is not open %d are kept, want %d", got, want)
		}
		w.Open("/one.flow", text)
		if _, err := w.RunTests(context.Background(), "/one.flow", nil); err != nil {
			t.Fatal(err)
		}
		if got := ide.Tested(w); got != 1 {
			t.Errorf("of what is open %d are kept", got)
		}
	}
}

// TestRunsEnd checks that a run ends when its asker does, and says why nothing was
// run.
func TestRunsEnd(t *testing.T) {
	w, _, _ := workspace(t, testedFiles)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.RunTests(ctx, "/main.flow", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was cancelled: %v", err)
	}
	for text, want := range map[string]string{
		"sya \"x\"\n": `no test can be run: no statement "sya"; did you mean "say"?`,
	} {
		w.Open("/one.flow", text)
		_, err := w.RunTests(context.Background(), "/one.flow", nil)
		if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if _, err := w.RunTests(context.Background(), "/gone.flow", nil); err == nil {
		t.Error("there is no such script")
	}
	w.Open("/one.flow", "param n\ncall n\ntest \"a\" { end }\ntest \"b\" with n = 5263 { call 5263 }\n")
	if _, err := w.RunTests(context.Background(), "/one.flow", nil); err != nil {
		t.Fatal(err)
	}
	sameLines(t, "without a value", []string{`"a": error: the call can't be run with the values that the test gives it`}, about(w, "/one.flow"))
}
