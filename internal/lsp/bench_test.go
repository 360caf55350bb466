package lsp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flowc-lang/flowc/internal/bench"
)

// BenchmarkKeystroke types a letter into a text of a script, and waits for the
// diagnostics of it.
func BenchmarkKeystroke(b *testing.B) {
	for _, steps := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("steps=%d", steps), func(b *testing.B) {
			text := bench.Script(steps / bench.StepsPerSection)
			c := start(b, nil)
			c.initialize("{}")
			const uri = "file:///x.flow"
			c.open(uri, text)
			line := strings.Count(text[:strings.Index(text[len(text)/2:], "Welcome")+len(text)/2], "\n")
			at := fmt.Sprintf(`{"start": {"line": %[1]d, "character": 9}, "end": {"line": %[1]d, "character": 9}}`, line)
			var took []time.Duration
			from := 0
			c.note(&from, "textDocument/publishDiagnostics")
			for version := 2; b.Loop(); version++ {
				began := time.Now()
				c.change(uri, version, at, "x")
				c.note(&from, "textDocument/publishDiagnostics")
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
		})
	}
}
