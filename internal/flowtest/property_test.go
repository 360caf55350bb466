package flowtest_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// recorded returns tests of random runs of a call. Some prompts are left out.
func recorded(r *rand.Rand, f *sim.Flow) string {
	file := &lang.File{Source: source.NewFile("", "")}
	for i := range 4 {
		var moments []sim.Moment
		m := f.Start()
		for m.Ending == sim.Running && len(moments) < 30 {
			e, o := f.Effect(m), sim.Outcome{}
			switch e.Kind {
			case call.Waits:
				o = sim.Press([]string{"1", "2", "3", "#"}[r.IntN(4)])
			case call.Requests:
				o = sim.Answer([]string{call.Success, call.Fail}[r.IntN(2)])
			}
			next, err := f.Took(m, o)
			if err != nil || next.Ending.Undocumented() {
				break
			}
			if m = next; e.Kind != call.Plays || r.IntN(3) > 0 {
				moments = append(moments, sim.Moment{Effect: e, Outcome: o})
			}
		}
		test := &lang.TestDecl{Name: lang.Title(lang.Text(strings.Repeat("I", i+1)))}
		if test.Body.Lines = (transcript.Writer{Style: transcript.Brief}).Lines(moments, m); test.Expects() {
			file.Body.Stmts = append(file.Body.Stmts, test)
		}
	}
	return lang.Sprint(file)
}

// changed returns a script with a few lines changed.
func changed(r *rand.Rand, script string) string {
	lines := strings.SplitAfter(script, "\n")
	for range 1 + r.IntN(2) {
		at := r.IntN(len(lines))
		switch r.IntN(4) {
		case 0:
			lines = slices.Delete(lines, at, at+1)
		case 1, 2:
			lines = slices.Insert(lines, at, []string{
				"say \"Something new.\"\n", "get \"https://example.com/new\" -> next/next\n", "get \"https://example.com/new\" -> next/end\n",
				"connect 77\n", "callback 77 at 2031-01-15 18:30 UTC\n", "input 1 -> next\n", "say \"text 3\"\n", "end\n",
			}[r.IntN(8)])
		case 3:
			other := r.IntN(len(lines))
			lines[at], lines[other] = lines[other], lines[at]
		}
		if len(lines) == 0 {
			break
		}
	}
	return strings.Join(lines, "")
}

// written returns the lines of each test of a file, by its name.
func written(text string) map[string][]string {
	tests := map[string][]string{}
	for _, s := range lang.Parse(source.NewFile("", text)).Body.Stmts {
		if decl, ok := s.(*lang.TestDecl); ok {
			name, _ := decl.Name.Plain()
			for _, line := range decl.Body.Lines {
				tests[name] = append(tests[name], transcript.Text(line))
			}
		}
	}
	return tests
}

// passing returns the names of the tests that pass, and at which of their lines the
// others fail first.
func passing(t *testing.T, script, tests string) (pass map[string]bool, at map[string]int) {
	pass, at = map[string]bool{}, map[string]int{}
	for _, test := range load(t, map[string]string{chunks.Main: script, "main_test.flow": tests}).Tests {
		if test.Flow == nil {
			t.Fatalf("%s is not run\n%s\n%s", test.Name(), script, tests)
		}
		r := test.Run(test.Flow)
		pass[test.Name()] = r.Passed()
		for i, line := range test.Decl.Body.Lines {
			if !r.Passed() && line.Span().Start <= r.Failures[0].Place.Start {
				at[test.Name()] = i
			}
		}
	}
	return pass, at
}

// TestUpdates checks, for random scripts that are changed behind their tests, that a
// test passes once it is updated, or has all of its lines still, and those as they
// were that follow the first that fails; and that no line is gone that would still
// hold there or behind.
func TestUpdates(t *testing.T) {
	counts := map[string]int{}
	for seed := uint64(0); counts["scripts"] < 300; seed++ {
		r := rand.New(rand.NewPCG(seed, 5))
		script := corpus.Script(r)
		s := load(t, map[string]string{chunks.Main: script})
		if s.Findings.HasErrors() || s.Flow == nil {
			continue
		}
		tests, now := recorded(r, s.Flow), changed(r, script)
		if now == script || tests == "" || load(t, map[string]string{chunks.Main: now}).Findings.HasErrors() {
			continue
		}
		counts["scripts"]++
		update := func(tests string) string {
			files := map[string]string{chunks.Main: now, "main_test.flow": tests}
			texts, _, err := flowtest.Update(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{}, func(*flowtest.Test) bool { return true })
			if err != nil {
				t.Fatal(err)
			}
			if text, ok := texts["main_test.flow"]; ok {
				return text
			}
			return tests
		}
		first, _ := passing(t, now, tests)
		updated := update(tests)
		if d := cmp.Diff(updated, update(updated)); d != "" {
			t.Errorf("seed %d: the second time:\n%s", seed, d)
		}
		pass, fails := passing(t, now, updated)
		was, is := written(tests), written(updated)
		for name, ok := range pass {
			switch {
			case first[name]:
				counts["passed"]++
				if d := cmp.Diff(was[name], is[name]); d != "" {
					t.Errorf("seed %d: %s passed:\n%s", seed, name, d)
				}
			case ok:
				counts["mended"]++
				if held := stillHolds(t, now, name, was[name], is[name]); held != "" {
					t.Errorf("seed %d: %s has no %s, which still holds:\n%s\n%s", seed, name, held, cmp.Diff(was[name], is[name]), now)
				}
			default:
				counts["left"]++
				rest := is[name][fails[name]:]
				kept := max(len(was[name])-len(rest), 0)
				if len(is[name]) < len(was[name]) || !cmp.Equal(rest, was[name][kept:]) {
					t.Errorf("seed %d: %s fails, and is not what it was:\n%s\n%s", seed, name, cmp.Diff(was[name], is[name]), now)
				}
			}
		}
	}
	t.Log(counts)
}

// stillHolds returns a line that a test had and that would hold where it was, or
// behind that.
func stillHolds(t *testing.T, script, name string, was, is []string) string {
	for i, line := range was {
		if !strings.HasPrefix(line, "hear ") || slices.Contains(is, line) {
			continue
		}
		for k := i; k <= len(is); k++ {
			again := slices.Insert(slices.Clone(is), k, line)
			text := "test \"" + name + "\" {\n" + strings.Join(again, "\n") + "\n}\n"
			if pass, _ := passing(t, script, text); pass[name] {
				return line
			}
		}
	}
	return ""
}
