package sim_test

import (
	"context"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/sim"
)

// TestKinds checks that the steps of scripts are called what runs, with a payload and
// without one.
func TestKinds(t *testing.T) {
	texts, err := corpus.Read("../..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	texts["raw.flow"] = `call 4420
raw {"type": "digits", "count": 1, "variable": null} { 1 -> next; else -> end }
raw {"type": "connect", "number": "5263"}
raw {"type": "http", "url": "https://example.com/"}
raw {"type": "fax", "number": "5263"}`
	kinds := 0
	for path, text := range texts {
		a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text}), "a.flow", compiler.Options{})
		if err != nil || a.Findings.HasErrors() {
			continue
		}
		built, err := a.Built()
		if err != nil {
			t.Fatal(path, err)
		}
		script, f := sim.New(a.Flow()), sim.New(built)
		for i := range f.Run.Steps {
			runs := &f.Run.Steps[i]
			want := call.KindOf(runs.Type)
			if f.Kind(i) != want || script.Kind(i) != want || script.Run.Steps[i].Branching != runs.Branching {
				t.Errorf("%s: step %d runs as %v, and is called %v with a payload, %v without one", path, i, want, f.Kind(i), script.Kind(i))
			}
			for _, field := range runs.Fields {
				if got := script.Text(i, field.Key.Name); got != field.Value && want != call.Other {
					t.Errorf("%s: step %d says %s %q, and runs with %q", path, i, field.Key.Name, got, field.Value)
				}
			}
			kinds++
		}
	}
	if kinds < 1000 {
		t.Errorf("only %d steps", kinds)
	}
}
