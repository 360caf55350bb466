package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// usesChain returns a script and n files, each of which uses the next.
func usesChain(n int) map[string]string {
	files := map[string]string{chunks.Main: "use \"f1.flow\"\nsay c1\n"}
	for i := 1; i <= n; i++ {
		files[fmt.Sprintf("f%d.flow", i)] = fmt.Sprintf("use \"f%d.flow\"\nlet c%d = c%d\n", i+1, i, i+1)
	}
	files[fmt.Sprintf("f%d.flow", n)] = fmt.Sprintf("let c%d = \"x\"\n", n)
	return files
}

// constantsChain returns a script with n constants, each of which names the
// next, and the innermost of which is declared last.
func constantsChain(n int) map[string]string {
	var b strings.Builder
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "let c%d = c%d\n", i, i+1)
	}
	fmt.Fprintf(&b, "let c%d = \"x\"\nsay c1\n", n)
	return map[string]string{chunks.Main: b.String()}
}

// doubled returns a script with a constant of so many bytes, in 16 parts.
func doubled(size int) map[string]string {
	part := strings.Repeat("x", size/16)
	rest := strings.Repeat("x", size%16)
	return map[string]string{chunks.Main: fmt.Sprintf("let part = %q\nlet rest = %q\nlet all = \"%s${rest}\"\nsay all\n", part, rest, strings.Repeat("${part}", 16))}
}

// TestLimits tries each bound at its edge.
func TestLimits(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"50 files deep", usesChain(50), ""},
		{
			"51 files deep", usesChain(51),
			"f50.flow:1:5-15: error[bad-use]: files use each other more than 50 deep\n  help: use the file directly\n",
		},
		{"1,001 constants deep", constantsChain(1001), ""},
		{
			"1,002 constants deep", constantsChain(1002),
			"main.flow:1002:5-10: error[too-deep]: constants name each other more than 1000 deep\n  help: name the innermost one directly\n",
		},
		{"a constant of 16 MB", doubled(16 << 20), ""},
		{
			"a constant of 16 MB and a byte", doubled(16<<20 + 1),
			"main.flow:3:5-8: error[too-long]: the constant \"all\" grows beyond 16 MB\n  help: constants that name each other several times grow fast\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, list := program(t, test.files)
			if d := cmp.Diff(test.want, chunks.Findings(list)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestGuesses checks that suggestions end before a script of unknown names
// takes minutes.
func TestGuesses(t *testing.T) {
	const labels, jumps = 2000, 1005
	const targets = labels + 2 // next and end can be meant too
	var b strings.Builder
	for i := range labels {
		fmt.Fprintf(&b, "label%d: say \"x\"\n", i)
	}
	b.WriteString(strings.Repeat("-> labell0\n", jumps))
	_, list := program(t, map[string]string{chunks.Main: b.String()})
	guessed := 0
	for _, f := range list {
		if len(f.Fixes) > 0 {
			guessed++
		}
	}
	if want := resolve.MaxGuesses/targets + 1; len(list) != jumps || guessed != want {
		t.Errorf("%d findings, %d with a suggestion; want %d and %d", len(list), guessed, jumps, want)
	}
}
