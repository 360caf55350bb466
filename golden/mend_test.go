package golden

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestMends applies each fix of each slip: what it is for is gone, and nothing
// new is there.
func TestMends(t *testing.T) {
	// What the call can reach is looked at only where it is known where it goes,
	// and so are values.
	next := []string{"end-beside-else", "no-steps", "no-tested-script", "unused-use", "unreachable-step", "text-for-number"}
	tried := 0
	for _, s := range slips(t) {
		before := findSlip(t, s.script)
		for _, f := range before {
			for _, fix := range f.Fixes {
				tried++
				texts, err := diag.Apply(fix.Edits)
				if err != nil {
					t.Fatal(s.name, err)
				}
				mended := texts[f.Place.File]
				if after := findSlip(t, mended); len(after) > 0 && !slices.Contains(next, after[0].Code.Name) {
					t.Errorf("%s: %s leaves %s:\n%s", s.name, fix.Message, after[0].Message, mended)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("%d fixes", tried)
	}
}

// TestCommas checks that commas behind all lines are found in one run, each
// with the fix that removes it, and nothing else: what stands before them counts.
func TestCommas(t *testing.T) {
	const script = `use "lib.flow",
cloud "dev",
call 442079460123 from 442079460100,
say "Hello.",
input 4 into pin,
input 1 {
  1 -> sales, // for sales
  2 {
    greet "you",
    say "{{pin}}",
    -> next,
  },
  else -> next,
},
greet "me" -> sales,
sales:
  get "https://example.com" -> done/next,
  connect 5263,
done:
end,
`
	found := findSlip(t, script)
	var lines []int
	var edits []diag.Edit
	for _, f := range found {
		lines = append(lines, f.Place.File.Position(f.Place.Start, source.Characters).Line)
		if f.Help != "remove the comma" {
			t.Errorf("%s; %s", f.Message, f.Help)
		}
		edits = append(edits, f.Fixes[0].Edits...)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20}, lines); diff != "" {
		t.Error(diff)
	}
	texts, err := diag.Apply(edits)
	if err != nil {
		t.Fatal(err)
	}
	if left := findSlip(t, texts[found[0].Place.File]); len(left) > 0 {
		t.Errorf("it leaves %s", fmt.Sprint(left[0].Message))
	}
}

// findSlip returns what is found in a script, which stands beside a library.
func findSlip(t *testing.T, script string) diag.List {
	t.Helper()
	files := project.Memory{input: script, "lib.flow": "let shared = 5263\nstep greet(name) -> done { say \"Hi, ${name}.\"; -> done }\n"}
	a, err := compiler.Analyze(context.Background(), project.New(files), input, compiler.Options{Rules: fragments})
	if err != nil {
		t.Fatal(err)
	}
	return a.Findings
}
