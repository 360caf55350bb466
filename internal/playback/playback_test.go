package playback

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// script returns the flow of a script, or nil where it has errors.
func script(t *testing.T, text string) *sim.Flow {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text}), "a.flow", compiler.Options{})
	if err != nil || a.Findings.HasErrors() {
		return nil
	}
	c, err := a.Built()
	if err != nil {
		t.Fatal(err)
	}
	c.Hide = a.Secrets.Text
	return sim.New(c)
}

// outcome makes up how a step comes out.
func outcome(r *rand.Rand, f *sim.Flow, m sim.Machine) sim.Outcome {
	if r.IntN(40) == 0 {
		return sim.Outcome{Event: sim.HangsUp}
	}
	s := &f.Run.Steps[m.At]
	var keys []string
	for _, b := range s.Branches {
		if b.Key != call.AnyKey {
			keys = append(keys, b.Key)
		}
	}
	switch e := f.Effect(m); {
	case e.Kind == call.Waits && r.IntN(20) == 0:
		return sim.Outcome{Event: sim.Nothing}
	case e.Kind == call.Waits && (len(keys) == 0 || r.IntN(3) == 0):
		return sim.Press(strings.Repeat("7", max(e.Count, 1)))
	case e.Kind == call.Waits:
		return sim.Press(keys[r.IntN(len(keys))])
	case e.Kind == call.Requests:
		return sim.Answer([]string{call.Success, call.Fail}[r.IntN(2)])
	case s.Branching:
		return sim.Answer(append(keys, call.AnyKey)[r.IntN(len(keys)+1)])
	}
	return sim.Outcome{}
}

// TestRecorded plays scripts of all kinds, and checks that the test of each run is
// laid out well and passes.
func TestRecorded(t *testing.T) {
	texts, err := corpus.Read("../..", []string{"examples/*.flow", "golden/*/*.flow"})
	if err != nil {
		t.Fatal(err)
	}
	random, runs, tests := rand.New(rand.NewPCG(14, 2)), 0, 0
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		flow := script(t, texts[path])
		if flow == nil {
			continue
		}
		file := ""
		for range 3 {
			var moments []sim.Moment
			m := flow.Start()
			for m.Ending == sim.Running && len(moments) < 100 {
				o := outcome(random, flow, m)
				next, err := flow.Took(m, o)
				if err != nil {
					break // some branches can't be taken
				}
				moments = append(moments, sim.Moment{Effect: flow.Effect(m), Outcome: o})
				m = next
			}
			taken := Names(lang.Parse(source.NewFile("a_test.flow", file)))
			test, err := Test(flow, Name(flow, moments, m, taken), nil, moments, m)
			runs++
			if err == nil {
				file = Appended(file, test)
				tests++
			}
		}
		if file == "" {
			continue
		}
		tree := lang.Parse(source.NewFile("a_test.flow", file))
		if len(tree.Findings(nil)) > 0 {
			t.Errorf("%s: what is written is no test:\n%s", path, file)
			continue
		}
		if d := cmp.Diff(lang.Sprint(tree), file); d != "" {
			t.Errorf("%s: the layout is another:\n%s", path, d)
		}
		suite, err := flowtest.Load(context.Background(), project.New(project.Memory{"a.flow": texts[path], "a_test.flow": file}), "a_test.flow", compiler.Options{})
		if err != nil || len(suite.Tests) == 0 {
			t.Errorf("%s: %v\n%s", path, err, file)
			continue
		}
		for _, test := range suite.Tests {
			if test.Flow == nil || !test.Run(test.Flow).Passed() {
				t.Errorf("%s: the test fails:\n%s\n%s", path, lang.Sprint(test.Decl), texts[path])
			}
		}
	}
	if tests < 300 {
		t.Errorf("%d tests of %d runs are not enough", tests, runs)
	}
}
