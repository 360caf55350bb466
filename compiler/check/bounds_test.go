package check_test

import (
	"fmt"
	"strings"
	"testing"

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

// TestHeardFar has many inputs after one long way on which a key is not offered: more than
// the walks of a call may come to. What is found before that is right.
func TestHeardFar(t *testing.T) {
	const inputs = 1500
	var b strings.Builder
	b.WriteString("call 4420\nsay \"For apples, press 1.\"\n" + strings.Repeat("say \"Hello.\"\n", 1000))
	for i := range inputs {
		fmt.Fprintf(&b, "get \"https://api.samespace.com\" -> next/in%d\n", i)
	}
	b.WriteString("-> apples\n")
	for i := range inputs {
		fmt.Fprintf(&b, "in%d: input 1 { 1 -> apples; 2 -> pears; else -> end }\n", i)
	}
	b.WriteString("apples: connect 5263\nend\npears: connect 5264\n")
	found := codes(t, b.String())
	if n := found["unspoken-key"]; n < 10 || n >= inputs {
		t.Errorf("%d of %d inputs: %v", n, inputs, found)
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

// TestVariablesOnAllWays has variables that are set on either of two ways, more than the
// search looks through: none is said to be unset.
func TestVariablesOnAllWays(t *testing.T) {
	var b strings.Builder
	const variables = 250
	b.WriteString("call 4420\n")
	for i := range variables {
		fmt.Fprintf(&b, "say \"For apples, press 1.\"\ninput 1 { 1 { say \"Key.\"; input 4 into v%[1]d }; else { say \"Key.\"; input 4 into v%[1]d } }\n", i)
	}
	b.WriteString(strings.Repeat("say \"Hello.\"\n", 20_000))
	for i := range variables {
		fmt.Fprintf(&b, "say \"It is {{v%d}}.\"\n", i)
	}
	if n := codes(t, b.String())["unset-variable"]; n > 0 {
		t.Errorf("%d variables are said to be unset", n)
	}
}
