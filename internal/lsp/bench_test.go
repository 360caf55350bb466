package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flowc-lang/flowc/internal/bench"
)

// A typist types into a script of some steps, over and over at one place.
type typist struct {
	*client
	version int
	line    int // where a letter of a label is typed, and taken away again
}

const typed = "file:///x.flow"

func newTypist(b *testing.B, steps int) *typist {
	text := bench.Script(steps / bench.StepsPerSection)
	at := strings.Index(text[len(text)/2:], "\nstep") + len(text)/2 + 1
	text = text[:at] + "-> \n" + text[at:]
	t := &typist{client: start(b, nil), version: 1, line: strings.Count(text[:at], "\n")}
	t.initialize(`{"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}}`)
	t.open(typed, text)
	t.published(typed, 1)
	return t
}

// letter types a letter, or takes it away.
func (t *typist) letter() {
	t.forget()
	t.version++
	from, text := 3, "s"
	at := `{"start": {"line": %[1]d, "character": 3}, "end": {"line": %[1]d, "character": %[2]d}}`
	if t.version%2 == 1 {
		from, text = 4, ""
	}
	t.change(typed, t.version, fmt.Sprintf(at, t.line, from), text)
}

// completion asks for labels behind what is typed.
func (t *typist) completion() json.RawMessage {
	return t.must("textDocument/completion", fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, typed, t.line, 4-t.version%2))
}

// forget lets go of what the server has said.
func (c *client) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.notes)
	c.notes = c.notes[:0]
}

// BenchmarkKeystroke types a letter of a label, and waits for the diagnostics of the
// new text and for the labels that fit.
func BenchmarkKeystroke(b *testing.B) {
	for _, steps := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("steps=%d", steps), func(b *testing.B) {
			t := newTypist(b, steps)
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				t.letter()
				if got := t.completion(); len(got) < 100 {
					b.Fatalf("the labels are %s", got)
				}
				from := 0
				t.note(&from, "textDocument/publishDiagnostics")
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
		})
	}
}

// BenchmarkEdits holds the memory behind many edits against that behind a tenth of
// them.
func BenchmarkEdits(b *testing.B) {
	edits := 2000
	if os.Getenv("FLOWC_BENCH_LARGE") != "" {
		edits = 100_000
	}
	t := newTypist(b, 100)
	for b.Loop() {
		var early uint64
		for i := range edits {
			t.letter()
			t.completion()
			t.published(typed, int32(t.version))
			if i == edits/10 {
				early = heap()
			}
		}
		b.ReportMetric(float64(early)/1e6, "MB-early")
		b.ReportMetric(float64(heap())/1e6, "MB-late")
	}
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
