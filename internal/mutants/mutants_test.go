package mutants_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/bench"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/mutants"
	"github.com/flowc-lang/flowc/internal/walk"
)

func load(t testing.TB, files map[string]string) *flowtest.Suite {
	t.Helper()
	s, err := flowtest.Load(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Findings.HasErrors() {
		t.Fatal(chunks.Findings(s.Findings))
	}
	for _, test := range s.Tests {
		if r := test.Run(test.Flow); !r.Passed() {
			t.Fatalf("%s: %s", test.Name(), r.Failures[0].Message)
		}
	}
	return s
}

func show(r *mutants.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d, %d the same, %d left: %d%%\n", r.Noticed, r.Tried, r.Same, r.Left, r.Score())
	for _, m := range r.Survivors {
		fmt.Fprintf(&b, "%s %s\n  %s\n", chunks.Span(m.Place), strings.Join(m.Words, ", or "), m.Check)
	}
	return b.String()
}

// TestMutants holds what no test notices against files.
func TestMutants(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		s := load(t, files)
		return show(mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 1000))
	})
}

// written returns a random script with the tests that are written for it, or "" where
// it has errors.
func written(t testing.TB, text string) string {
	t.Helper()
	files := project.New(project.Memory{chunks.Main: text})
	a, err := compiler.Analyze(context.Background(), files, chunks.Main, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Findings.HasErrors() || len(a.Call.Graph.Steps) == 0 {
		return ""
	}
	w, err := walk.Tests(context.Background(), files, chunks.Main, compiler.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.Append(text)
}

// TestRandom checks that tests which say all that happens notice almost all changes
// of random scripts, that fewer changes than there are can be tried, and that the
// same comes of it each time.
func TestRandom(t *testing.T) {
	tried, noticed, same := 0, 0, 0
	for seed := range uint64(400) {
		text := written(t, corpus.Script(rand.New(rand.NewPCG(seed, 3))))
		if text == "" {
			continue
		}
		s := load(t, map[string]string{chunks.Main: text})
		r := mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 1000)
		tried, noticed, same = tried+r.Tried, noticed+r.Noticed, same+r.Same
		if again := show(mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 1000)); again != show(r) {
			t.Fatalf("seed %d: not the same again:\n%s\n%s", seed, show(r), again)
		}
		if few := mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 3); few.Tried > 3 {
			t.Fatalf("seed %d: %d are tried, and 3 may be", seed, few.Tried)
		}
	}
	t.Logf("%d of %d are noticed, and %d make no difference", noticed, tried, same)
	if tried < 1000 || noticed*100 < tried*95 {
		t.Errorf("only %d of %d changes are noticed", noticed, tried)
	}
}

// BenchmarkMutants tries all changes of a script of 100 steps and of one of 1,000.
func BenchmarkMutants(b *testing.B) {
	for _, steps := range []int{100, 1000} {
		b.Run(fmt.Sprint(steps), func(b *testing.B) {
			var text strings.Builder
			if err := bench.WriteScript(&text, steps/bench.StepsPerSection); err != nil {
				b.Fatal(err)
			}
			s := load(b, map[string]string{chunks.Main: written(b, text.String())})
			tried := 0
			for b.Loop() {
				tried = mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 10_000).Tried
			}
			b.ReportMetric(float64(tried), "changes")
			b.ReportMetric(float64(len(s.Tests)), "tests")
		})
	}
}

// BenchmarkSurvivors tries all changes of scripts of which almost none is noticed: a
// caller may leave at each input, and the test does at the first. Prompts that are all
// the same are the hardest to tell apart.
func BenchmarkSurvivors(b *testing.B) {
	for _, say := range []string{"Press 1 to go on.", "Press 1 to leave %d."} {
		for _, steps := range []int{100, 1000} {
			b.Run(fmt.Sprintf("distinct=%t/%d", strings.Contains(say, "%"), steps), func(b *testing.B) {
				text := "call 4420\n"
				for n := range steps / 2 {
					text += strings.ReplaceAll(fmt.Sprintf("say %q\n", say), "%d", fmt.Sprint(n)) + "input 1 { 1 -> next; else -> bye }\n"
				}
				s := load(b, map[string]string{chunks.Main: text + "connect 5263\nend\nbye: say \"Bye.\"\ntest \"a\" { call 4420; press 2; end }\n"})
				var r *mutants.Report
				for b.Loop() {
					r = mutants.Try(s.Tests, s.Flow, flowtest.NewCoverage(), 10_000)
				}
				b.ReportMetric(float64(r.Tried), "changes")
				b.ReportMetric(float64(r.Noticed), "noticed")
			})
		}
	}
}
