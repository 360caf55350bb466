package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
)

// codes returns what the checks find in a whole call, by code, and how often.
func codes(t *testing.T, script string) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, f := range checked(t, map[string]string{chunks.Main: script}, "judged").Sorted() {
		found[f.Code.Name]++
	}
	return found
}

// TestHeardFar looks for what is heard before an input as far as the bound, and is
// silent beyond it.
func TestHeardFar(t *testing.T) {
	for says, want := range map[int]map[string]int{
		9_000:  {"unspoken-key": 1},
		11_000: {},
	} {
		script := "call 4420\nsay \"For apples, press 1.\"\n" + strings.Repeat("say \"Hello.\"\n", says) +
			"input 1 { 1 -> next; 2 -> pears; else -> end }\nconnect 5263\nend\npears: connect 5264\n"
		if d := cmp.Diff(want, codes(t, script)); d != "" {
			t.Errorf("behind %d steps (-want +got):\n%s", says, d)
		}
	}
}

// TestManyVariables has variables that are set on one way only, each read behind all of
// them: more than the search looks through. It ends, and what it says is right.
func TestManyVariables(t *testing.T) {
	var b strings.Builder
	const variables = 3000
	b.WriteString("call 4420\nask: say \"For apples, press 1.\"\n")
	for i := range variables {
		fmt.Fprintf(&b, "say \"For apples, press 1.\"\ninput 1 { 1 { say \"Key.\"; input 4 into v%d }; else -> next }\n", i)
	}
	for i := range variables {
		fmt.Fprintf(&b, "say \"It is {{v%d}}.\"\n", i)
	}
	found := codes(t, b.String())
	if n := found["unset-variable"]; n < 100 || n > variables {
		t.Errorf("%d of %d variables are found that are not always set: %v", n, variables, found)
	}
}
