package compiler_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/property"
)

// scripts returns the scripts of the corpus and the examples, by path.
func scripts(t testing.TB) map[string]string {
	t.Helper()
	texts, err := corpus.Read("..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func compile(text string) *compiler.Analysis {
	a, err := property.Analyze(text)
	if err != nil {
		panic(err)
	}
	return a
}

func payload(t *testing.T, r *compiler.Analysis) string {
	t.Helper()
	var out bytes.Buffer
	if err := r.Payload(&out, false); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestDeletedLine takes each line out of each example: what is found then is
// about what that line held, and one mistake is one finding.
func TestDeletedLine(t *testing.T) {
	for path, text := range scripts(t) {
		if !strings.Contains(path, "examples") || compile(text).Findings.HasErrors() {
			continue
		}
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if strings.Contains(line, `"""`) {
				continue // what was text becomes statements
			}
			t.Run(fmt.Sprintf("%s:%d", path, i+1), func(t *testing.T) {
				rest := strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "\n")
				syntax := 0
				for _, f := range compile(rest).Findings {
					switch f.Code.Name {
					case "syntax":
						if syntax++; syntax > 1 {
							t.Errorf("without %q there is more than one syntax error: %s", line, f.Message)
						}
					case "undefined-label", "unknown-name", "unknown-statement":
						if name := f.Place.File.Text[f.Place.Start:f.Place.End]; !strings.Contains(line, name) && !(name == "attempt" && strings.Contains(line, "try")) {
							t.Errorf("without %q there is a finding about %q: %s", line, name, f.Message)
						}
					}
				}
			})
		}
	}
}

// TestMaxProcs compiles with one processor and with several.
func TestMaxProcs(t *testing.T) {
	var script strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&script, "label%d:\n  say \"Step %d.\"\n  input 1 { 1 -> label%d }\n", i, i, i/2)
	}
	text := script.String()
	want := payload(t, compile(text))
	for range 100 {
		if got := payload(t, compile(text)); got != want {
			t.Fatal("the payload differs from one run to the next")
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if diff := cmp.Diff(want, payload(t, compile(text))); diff != "" {
		t.Fatalf("the payload differs with one processor:\n%s", diff)
	}
}
