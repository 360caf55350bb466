package check_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestAllowEdges tries allowances where a file of lines can't show them: at the
// start and the end of a file, and where lines end in CRLF.
func TestAllowEdges(t *testing.T) {
	const raw = "raw-object]: a raw object goes into the payload unchecked\n  help: use it only for what the language cannot say\n"
	const unused = "unused-allow]: this comment suppresses nothing: no finding raw-object stands here\n  help: remove it\n"
	const noReason = "bad-allow]: this comment gives no reason for what it allows\n  help: write // flowc:allow CODE, and why it is right here\n"
	for _, test := range []struct{ name, script, want string }{
		{"at the start and the end", "// flowc:allow raw-object why\nraw {}", ""},
		{"behind, at the end", "raw {} // flowc:allow raw-object why", ""},
		{"alone at the end", "raw {}\n// flowc:allow raw-object why", "main.flow:1:1-4: warning[" + raw + "main.flow:2:1-30: warning[" + unused},
		{"alone at the end, with a line end", "raw {}\n// flowc:allow raw-object why\n\n", "main.flow:1:1-4: warning[" + raw + "main.flow:2:1-30: warning[" + unused},
		{"several at the end", "raw {}\n// flowc:allow raw-object why\n// more\n", "main.flow:1:1-4: warning[" + raw + "main.flow:2:1-30: warning[" + unused},
		{"CRLF, above", "// flowc:allow raw-object why\r\n\r\nraw {}\r\nraw {}\r\n", "main.flow:4:1-4: warning[" + raw},
		{"CRLF, behind", "raw {} // flowc:allow raw-object why\r\nraw {}\r\n", "main.flow:2:1-4: warning[" + raw},
		{"CRLF, without a reason", "raw {} // flowc:allow raw-object\r\nraw {}\r\n", "main.flow:1:8-33: warning[" + noReason + "main.flow:2:1-4: warning[" + raw},
		{"CRLF, several lines", "// flowc:allow raw-object why\r\nraw {\r\n}\r\nraw {}\r\n", "main.flow:4:1-4: warning[" + raw},
		{"CRLF, several above", "// flowc:allow raw-object why\r\n// more\r\nraw {\r\n} -> next\r\nraw {}\r\n", "main.flow:5:1-4: warning[" + raw},
		{"indented", "  // flowc:allow raw-object why\n\t raw {}\n  raw {}", "main.flow:3:3-6: warning[" + raw},
		{"a byte order mark", "\uFEFF// flowc:allow raw-object why\nraw {}\nraw {}\n", "main.flow:3:1-4: warning[" + raw},
		{"no comment at all", "raw {}\n", "main.flow:1:1-4: warning[" + raw},
	} {
		t.Run(test.name, func(t *testing.T) {
			list := checked(t, map[string]string{chunks.Main: test.script})
			if d := cmp.Diff(test.want, chunks.Findings(list.Sorted())); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// labels are n of them.
func labels(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "l%d:\n", i)
	}
	return b.String()
}

// TestLarge checks that the time for a script grows with its size, and not with
// the square of it, which would be hours for a large one.
func TestLarge(t *testing.T) {
	repeat := func(text string) func(int) string {
		return func(n int) string { return strings.Repeat(text, n) }
	}
	none := func(int) int { return 0 }
	for _, test := range []struct {
		name   string
		script func(n int) string
		n      int
		want   func(n int) int // findings
	}{
		{"an allowance on each raw step", repeat("raw {} // flowc:allow raw-object why\n"), 20_000, none},
		{"an allowance above each raw step", repeat("// flowc:allow raw-object why\nraw {\n}\n"), 20_000, none},
		{"one allowance on a line", func(n int) string { return strings.Repeat("raw {}; ", n) + "raw {} // flowc:allow raw-object why\n" }, 20_000, func(n int) int { return n }},
		{"one line of several lines", func(n int) string {
			return strings.Repeat("raw {\n}; ", n) + "raw {} // flowc:allow raw-object why\n"
		}, 20_000, func(n int) int { return n }},
		{"allowances above one statement", func(n int) string { return strings.Repeat("// flowc:allow raw-object why\n", n) + "raw {}\n" }, 200_000, none},
		{"allowances above labels", func(n int) string {
			return strings.Repeat("// flowc:allow raw-object why\n", n) + labels(n) + "raw {}\n"
		}, 20_000, none},
		{"unreachable attempts", func(n int) string {
			return "say \"x\"\nend\n" + strings.Repeat("try 2 times { input 1 -> again }\nend\n", n)
		}, 100_000, func(n int) int { return n }},
	} {
		t.Run(test.name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("takes a second")
			}
			took := func(n int) time.Duration {
				files := map[string]string{chunks.Main: test.script(n)}
				start := time.Now()
				if got := len(checked(t, files)); got != test.want(n) {
					t.Errorf("%d findings for %d statements, want %d", got, n, test.want(n))
				}
				return time.Since(start)
			}
			took(test.n / 8) // what is done once is done now
			var small, large time.Duration
			for range 3 { // the machine may be busy with something else
				if small, large = took(test.n/4), took(test.n); large < 10*small {
					return
				}
			}
			t.Errorf("%v for %d statements, and %v for four times as many", small, test.n/4, large)
		})
	}
}
