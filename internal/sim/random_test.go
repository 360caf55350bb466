package sim_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// answers returns random answers, the same for the same number.
func answers(seed uint64) func(n int) (keys, outcome string) {
	return func(n int) (string, string) {
		r := rand.New(rand.NewPCG(seed, uint64(n)))
		return []string{"1", "2", "3", "4", "5", "12", "#", "999"}[r.IntN(8)], []string{call.Success, call.Fail}[r.IntN(2)]
	}
}

// hears drives the machine.
func hears(f *sim.Flow, maximum int, answer func(n int) (keys, outcome string)) (heard []string, ending sim.Ending, err error) {
	m, asked := f.Start(), 0
	for m.Ending == sim.Running && len(heard) < maximum {
		e := f.Effect(m)
		text := f.Run.Steps[m.At].TypeName()
		for _, key := range []string{"method", "url", "number", "caller_id", "text", "count", "variable", "entity"} {
			if says := e.Get(key); says != "" {
				text += " " + says
			}
		}
		heard = append(heard, text)
		o := sim.Outcome{}
		keys, outcome := answer(asked)
		switch e.Kind {
		case call.Waits:
			o = sim.Press(keys[:min(len(keys), e.Count)])
		case call.Requests:
			o = sim.Answer(outcome)
		}
		if o.Event != sim.Done {
			asked++
			heard = append(heard, "<- "+o.Key)
		}
		if m, err = f.Took(m, o); err != nil {
			return heard, m.Ending, err
		}
	}
	return heard, m.Ending, nil
}

// TestPlainly checks, for random scripts, that the machine on the payload hears what
// a plain run of the script does, for the same keys and outcomes.
func TestPlainly(t *testing.T) {
	const maximum = 60
	right, endings := 0, map[sim.Ending]int{}
	for seed := uint64(0); right < 400; seed++ {
		if seed > 4000 {
			t.Fatalf("only %d of %d scripts are right", right, seed)
		}
		text := corpus.Script(rand.New(rand.NewPCG(seed, 0)))
		a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text}), "a.flow", compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Findings.HasErrors() {
			continue
		}
		c, err := a.Built()
		if err != nil {
			t.Fatal(err)
		}
		right++
		flow, file := sim.New(c), lang.Parse(source.NewFile("a.flow", text))
		for turn := range uint64(8) {
			answer := answers(seed<<8 + turn)
			want := interpret(file, maximum, answer)
			got, ending, err := hears(flow, maximum, answer)
			if err != nil {
				t.Fatal(err)
			}
			heard := want.heard[:min(len(want.heard), maximum)] // a menu is two steps of the machine
			if diff := cmp.Diff(heard, got[:min(len(got), maximum)]); diff != "" || want.ending != ending {
				t.Fatalf("seed %d, turn %d: %q, and the machine %q\n%s\n%s", seed, turn, want.ending, ending, diff, text)
			}
			endings[ending]++
		}
	}
	for _, ending := range []sim.Ending{sim.Ended, sim.Running, sim.NoBranch} {
		if endings[ending] < 50 {
			t.Errorf("of %v only a few are %q", endings, ending)
		}
	}
}
