package mutants

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/sim"
)

func flowOf(t *testing.T, text string) *sim.Flow {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory{chunks.Main: text}), chunks.Main, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Findings.HasErrors() || len(a.Call.Graph.Steps) == 0 {
		return nil
	}
	c, err := a.Built()
	if err != nil {
		t.Fatal(err)
	}
	return sim.New(c)
}

// plain tells all steps apart by where they lead, until no more are told apart.
func plain(f *sim.Flow) []int32 {
	p := &partition{class: make([]int32, len(f.Steps))}
	for count := 0; ; {
		numbers, next := map[string]int32{}, make([]int32, len(f.Steps))
		for i := range f.Steps {
			key := fmt.Sprint(p.class[i], string(says(f, i)), string(p.leads(f, i)))
			if _, there := numbers[key]; !there {
				numbers[key] = int32(len(numbers))
			}
			next[i] = numbers[key]
		}
		p.class = next
		if len(numbers) == count {
			return p.class
		}
		count = len(numbers)
	}
}

// TestParted compares classes with those of plain rounds.
func TestParted(t *testing.T) {
	scripts := []string{
		"call 1\n" + strings.Repeat("say \"x\"\n", 50),
		"call 1\nroom:\n" + strings.Repeat("input 1 { 1 -> next; 2 -> room; else -> end }\n", 20) + "-> room\n",
		"call 1\na: say \"x\"\ninput 1 { 1 -> a; else -> next }\nb: say \"x\"\ninput 1 { 1 -> c; else -> c }\nc: say \"x\"\n-> b\n",
	}
	for seed := range uint64(300) {
		scripts = append(scripts, corpus.Script(rand.New(rand.NewPCG(seed, 7))))
	}
	merged := 0
	for n, text := range scripts {
		f := flowOf(t, text)
		if f == nil {
			continue
		}
		got, want := parted(f).class, plain(f)
		for i := range want {
			for j := range i {
				if got[i] == got[j] != (want[i] == want[j]) {
					t.Fatalf("script %d: steps %d and %d have the classes %d and %d, and plainly %d and %d\n%s", n, j, i, got[j], got[i], want[j], want[i], text)
				}
				if got[i] == got[j] {
					merged++
				}
			}
		}
	}
	if merged == 0 {
		t.Error("no steps are the same")
	}
}
