package walk_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestWritten checks, for random scripts, that all tests that are written pass, that
// they are laid out, and that together they come to all that a call can come to.
func TestWritten(t *testing.T) {
	ctx := context.Background()
	right, tests := 0, 0
	for seed := uint64(0); right < 300; seed++ {
		text := corpus.Script(rand.New(rand.NewPCG(seed, 2)))
		files := project.New(project.Memory{"a.flow": text})
		a, err := compiler.Analyze(ctx, files, "a.flow", compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Findings.HasErrors() || len(a.Call.Graph.Steps) == 0 {
			continue
		}
		right++
		w, err := walk.Tests(ctx, files, "a.flow", compiler.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		tests += w.Tests
		if w.Failed > 0 || w.More {
			t.Fatalf("seed %d: %d tests do not pass\n%s", seed, w.Failed, text)
		}
		if d := cmp.Diff(w.Text, lang.Sprint(lang.Parse(source.NewFile("a.flow", w.Text)))); d != "" {
			t.Fatalf("seed %d: the layout (-is +fmt):\n%s", seed, d)
		}
		whole := w.Append(text)
		s, err := flowtest.Load(ctx, project.New(project.Memory{"a.flow": whole}), "a.flow", compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range s.Tests {
			if r := test.Run(test.Flow); !r.Passed() {
				t.Fatalf("seed %d: %s fails: %s\n%s", seed, test.Name(), r.Failures[0].Message, whole)
			}
		}
		for _, gap := range gaps(s) {
			t.Errorf("seed %d: nothing comes to %s\n%s", seed, gap, whole)
		}
		if again, err := walk.Tests(ctx, project.New(project.Memory{"a.flow": whole}), "a.flow", compiler.Options{}, nil); err != nil || again.Text != "" {
			t.Fatalf("seed %d: %v, and more is written:\n%s\n%s", seed, err, again.Text, whole)
		}
	}
	t.Logf("%d tests of %d scripts", tests, right)
}

// gaps returns what the tests of a suite do not come to, but a call can.
func gaps(s *flowtest.Suite) (names []string) {
	for _, f := range s.Cover().Files() {
		for _, gap := range f.Gaps() {
			if !gap.Never {
				names = append(names, gap.Name)
			}
		}
	}
	return names
}

// TestWrites holds tests that are written for scripts against files. Options: a file
// given with values of parameters.
func TestWrites(t *testing.T) {
	chunks.Run(t, "testdata/written/*.txt", func(t *testing.T, files map[string]string) string {
		var given []string
		opts := compiler.Options{Params: project.Values{}}
		for value := range strings.Lines(files["given"]) {
			value = strings.TrimSuffix(value, "\n")
			opts.Params.Set(value)
			name, _, _ := strings.Cut(value, "=")
			given = append(given, name)
		}
		delete(files, "given")
		w, err := walk.Tests(context.Background(), project.New(project.Memory(files)), chunks.Main, opts, given)
		if err != nil {
			t.Fatal(err)
		}
		text := w.Text
		for _, gap := range w.Gaps {
			text += "not tested: " + gap.Name + "\n"
		}
		if w.Failed > 0 {
			text += "some would fail\n"
		}
		return text
	})
}

// untestable are scripts that do what no test can say.
var untestable = map[string]string{
	"branches-empty": "an input that no key goes on from",
	"step-raw-leads": "an object that leads nowhere",
}

// TestWrittenForAll checks the same of the scripts that the project has, which say odd
// things.
func TestWrittenForAll(t *testing.T) {
	texts, err := corpus.Read("../..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for path, text := range texts {
		files := project.New(project.Memory{"a.flow": text})
		w, err := walk.Tests(context.Background(), files, "a.flow", compiler.Options{}, nil)
		if err != nil {
			t.Fatal(path, err)
		}
		if w.Text == "" {
			continue
		}
		scripts++
		if all := !w.More && len(w.Gaps) == 0; w.Failed > 0 || all == (untestable[filepath.Base(filepath.Dir(path))] != "") {
			t.Errorf("%s: %d tests do not pass, more: %v, gaps: %v", path, w.Failed, w.More, w.Gaps)
		}
	}
	if scripts < 50 {
		t.Errorf("only %d scripts have tests", scripts)
	}
}
