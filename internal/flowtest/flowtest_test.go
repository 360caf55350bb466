package flowtest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
)

// load reads the tests of a script.
func load(t testing.TB, files map[string]string) *flowtest.Suite {
	t.Helper()
	s, err := flowtest.Load(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRuns holds what comes of tests, and what they cover, against files.
func TestRuns(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		s := load(t, files)
		var b strings.Builder
		if s.Findings.HasErrors() {
			b.WriteString(chunks.Findings(s.Findings))
		}
		for _, test := range s.Tests {
			if test.Flow == nil {
				fmt.Fprintf(&b, "not run: %s\n", test.Name())
				continue
			}
			r := test.Run(test.Flow)
			if r.Passed() != test.Passes(test.Flow) {
				t.Errorf("the test %s passes when it tells nothing, or the other way round", test.Name())
			}
			if r.Passed() {
				fmt.Fprintf(&b, "passed: %s\n", test.Name())
				continue
			}
			fmt.Fprintf(&b, "failed: %s\n", test.Name())
			if err := diag.Print(&b, r.Failures, diag.Style{}); err != nil {
				t.Fatal(err)
			}
		}
		b.WriteString(covered(s))
		return b.String()
	})
}

// covered says what the tests of a suite come to, and what not.
func covered(s *flowtest.Suite) string {
	var b strings.Builder
	for _, f := range s.Cover().Files() {
		steps, branches := f.Shares()
		fmt.Fprintf(&b, "%s: steps %d/%d branches %d/%d\n", f.Name, steps.Covered, steps.All, branches.Covered, branches.All)
		for _, g := range f.Gaps() {
			fmt.Fprintf(&b, "  %s %s", chunks.Span(g.Place), g.Name)
			if g.With > 0 {
				fmt.Fprintf(&b, " and its %d branches", g.With)
			}
			if g.Never {
				b.WriteString(" (no call comes here)")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
