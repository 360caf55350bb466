package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// sections are the sizes of the calls: 100, 10,000 and 1,000,000 steps. The
// last takes more than a gigabyte, so it must be asked for.
func sections() []int {
	if os.Getenv("FLOWC_BENCH_LARGE") == "" {
		return []int{20, 2000}
	}
	return []int{20, 2000, 200_000}
}

// measure runs one pass over scripts of all sizes, and reports its speed and
// how often it allocates for each statement.
func measure(b *testing.B, pass func(text string)) { measureSizes(b, sections(), pass) }

func measureSizes(b *testing.B, sizes []int, pass func(text string)) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("steps=%d", n*StepsPerSection), func(b *testing.B) {
			text := Script(n)
			statements := count(text)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				pass(text)
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N)/float64(statements), "allocs/statement")
		})
	}
}

// count returns how many statements a script has.
func count(text string) (n int) {
	lang.Walk(parse(text), func(node lang.Node) bool {
		if _, ok := node.(lang.Stmt); ok {
			n++
		}
		return true
	})
	return n
}

func parse(text string) *lang.File { return lang.Parse(source.NewFile("x.flow", text)) }

func analyze(t testing.TB, text string) *compiler.Analysis {
	return analyzed(t, text, compiler.Options{})
}

func analyzed(t testing.TB, text string, opts compiler.Options) *compiler.Analysis {
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"x.flow": text}), "x.flow", opts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func BenchmarkParse(b *testing.B) {
	measure(b, func(text string) { parse(text) })
}

func BenchmarkBuild(b *testing.B) {
	measure(b, func(text string) {
		if err := analyze(b, text).Payload(io.Discard, false); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkUnchecked is BenchmarkBuild without the checks that a project may turn
// off: what these take is the difference.
func BenchmarkUnchecked(b *testing.B) {
	policy := &diag.Policy{}
	for _, c := range diag.Codes() {
		if c.Settable() {
			policy.Set(c, "off")
		}
	}
	measure(b, func(text string) {
		if err := analyzed(b, text, compiler.Options{Rules: project.Rules{Policy: policy}}).Payload(io.Discard, false); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkFmt(b *testing.B) {
	measure(b, func(text string) {
		if err := lang.Print(io.Discard, parse(text)); err != nil {
			b.Fatal(err)
		}
	})
}

// TestScript checks that the script is what the benchmarks take it for: right,
// in the canonical layout, and of that many steps.
func TestScript(t *testing.T) {
	text := Script(3)
	if layout := lang.Sprint(parse(text)); layout != text {
		t.Errorf("the layout differs (-script +layout):\n%s", cmp.Diff(text, layout))
	}
	result := analyze(t, text)
	var codes []string
	for _, f := range result.Findings {
		codes = append(codes, f.Code.Name)
	}
	// A section is the same in all three languages, so that the first has no call.
	if diff := cmp.Diff([]string{"starts-without-call"}, codes); diff != "" {
		t.Fatalf("findings (-want +got):\n%s", diff)
	}
	var b strings.Builder
	if err := result.Payload(&b, false); err != nil {
		t.Fatal(err)
	}
	var payload struct{ Flow []any }
	if err := json.Unmarshal([]byte(b.String()), &payload); err != nil {
		t.Fatal(err)
	}
	if want := 3 * StepsPerSection; len(payload.Flow) != want {
		t.Errorf("%d steps, want %d", len(payload.Flow), want)
	}
}
