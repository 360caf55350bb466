package bench

import (
	"io"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/changes"
)

// diffSections are the sizes of the calls: 100, 10,000 and 100,000 steps. A payload
// that is read may have 64 MB.
var diffSections = []int{20, 2000, 20_000}

// BenchmarkDiff compares a script with itself after some edits, built and all. It is
// measured against the builds alone: the ratio is what the comparison costs.
func BenchmarkDiff(b *testing.B) {
	measureSizes(b, diffSections, func(text string) {
		changes.Compare(built(b, text), built(b, edited(text)))
	})
}

// BenchmarkDiffBuilds builds the two scripts that BenchmarkDiff compares.
func BenchmarkDiffBuilds(b *testing.B) {
	measureSizes(b, diffSections, func(text string) {
		for _, text := range []string{text, edited(text)} {
			if err := analyze(b, text).Payload(io.Discard, true); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func built(t testing.TB, text string) *call.Call {
	c, err := analyze(t, text).Built()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// edited returns a script with some prompts changed.
func edited(text string) string {
	lines := strings.SplitAfter(text, "\n")
	says := 0
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "say ") {
			if says++; says%200 == 7 {
				lines[i] = strings.Replace(line, `say "`, `say "Now: `, 1)
			}
		}
	}
	return strings.Join(lines, "")
}
