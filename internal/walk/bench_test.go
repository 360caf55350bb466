package walk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/bench"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/walk"
)

// BenchmarkWalk walks through calls of growing size: the time a step should stay
// the same.
func BenchmarkWalk(b *testing.B) {
	for _, steps := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(steps), func(b *testing.B) {
			var text strings.Builder
			if err := bench.WriteScript(&text, steps/bench.StepsPerSection); err != nil {
				b.Fatal(err)
			}
			a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text.String()}), "a.flow", compiler.Options{})
			if err != nil || a.Findings.HasErrors() {
				b.Fatal(err, a.Findings)
			}
			f := sim.New(a.Flow())
			b.ReportAllocs()
			for b.Loop() {
				walk.New(f)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*steps), "ns/step")
		})
	}
}
