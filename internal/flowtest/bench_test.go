package flowtest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/flowtest"
)

// rooms returns a script of so many places with five steps each, from each of which a
// caller goes on to two others, and tests that go from one to the next.
func rooms(places, tests, hops int) map[string]string {
	var script, beside strings.Builder
	script.WriteString("call 442079460123\n")
	for i := range places {
		fmt.Fprintf(&script, "room%[1]d:\n  say \"This is room %[1]d of the house. Please listen to all that it has.\"\n  say \"Press 1 or 2.\"\n"+
			"  input 1 into door { 1 -> door%[1]d; 2 -> room%[2]d; else { say \"Goodbye.\"; end } }\n"+
			"door%[1]d:\n  get \"https://example.com/rooms/%[1]d/{{door}}\" -> room%[3]d/room%[1]d\n", i, (2*i+1)%places, (3*i+2)%places)
	}
	for n := range tests {
		fmt.Fprintf(&beside, "test \"way %d\" {\n  call 442079460123\n", n)
		room := 0
		for hop := range hops {
			fmt.Fprintf(&beside, "  hear \"room %d of the house\"\n", room)
			if (n>>(hop%10))&1 == 0 {
				fmt.Fprintf(&beside, "  press 1\n  get \"*/rooms/%d/1\" -> ok\n", room)
				room = (3*room + 2) % places
			} else {
				beside.WriteString("  press 2\n")
				room = (2*room + 1) % places
			}
		}
		beside.WriteString("  press 9\n  end\n}\n\n")
	}
	return map[string]string{chunks.Main: script.String(), "main_test.flow": beside.String()}
}

// BenchmarkTests compiles a script of 1,000 steps, and runs 1,000 tests of it with 30
// places each.
func BenchmarkTests(b *testing.B) {
	files := rooms(200, 1000, 30)
	for b.Loop() {
		s := load(b, files)
		cover := flowtest.NewCoverage()
		cover.Add(s.Flow)
		passed := 0
		flowtest.Run(s.Tests, func(_ int, r *flowtest.Result) {
			if cover.Count(r); r.Passed() {
				passed++
			}
		})
		if passed != 1000 {
			b.Fatalf("%d tests pass: %v", passed, chunks.Findings(s.Findings))
		}
	}
}

// BenchmarkPasses runs the tests alone, as who changes flows does many times.
func BenchmarkPasses(b *testing.B) {
	s := load(b, rooms(200, 1000, 30))
	for b.Loop() {
		for _, t := range s.Tests {
			if !t.Passes(t.Flow) {
				b.Fatal(t.Name())
			}
		}
	}
}
