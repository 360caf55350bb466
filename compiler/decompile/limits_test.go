package decompile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang/source"
)

// says returns a script that says a few lines.
func says(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "say %q\n", line)
	}
	return b.String()
}

// A dialogue has 60 steps at most; what is more stays in the calls.
func TestLongestDialogue(t *testing.T) {
	var got []string
	for _, steps := range []int{60, 61} {
		var shared []string
		for i := range steps {
			shared = append(shared, fmt.Sprintf("Line %d.", i))
		}
		call := func(name string) string {
			return payloadOf(t, name, says("Start "+name)+says(shared...)+says("End "+name))
		}
		results, file := factored(t, call("a"), call("b"))
		got = append(got, fmt.Sprintf("%d shared, %d left", strings.Count(string(file), "  say "), strings.Count(string(results[0].Script), "say ")))
	}
	if diff := cmp.Diff([]string{"60 shared, 2 left", "60 shared, 3 left"}, got); diff != "" {
		t.Error(diff)
	}
}

// A step is compared with 8 others at most. Between two calls with the same
// dialogue stand some that only begin like it.
func TestTried(t *testing.T) {
	dialogue := says("One.", "Two.", "Three.")
	var got []string
	for _, between := range []int{7, 8} {
		var lines []string
		for i := range between {
			lines = append(lines, "One.", fmt.Sprintf("Else %d.", i))
		}
		other := says("Four.", "Five.", "Six.")
		_, file := factored(t,
			payloadOf(t, "a", says("a")+dialogue+says("b")+other+says("c")),
			payloadOf(t, "b", says(lines...)),
			payloadOf(t, "c", says("d")+dialogue+says("e")+other+says("f")))
		var steps []string
		for line := range strings.Lines(string(file)) {
			if name, ok := strings.CutPrefix(line, "step "); ok {
				steps = append(steps, strings.TrimSpace(name))
			}
		}
		got = append(got, strings.Join(steps, " "))
	}
	if diff := cmp.Diff([]string{"one(text) -> done {", "four() -> done {"}, got); diff != "" {
		t.Error(diff)
	}
}

// Which object stands at each character of a payload: none between them.
func TestObjectAt(t *testing.T) {
	const text = `{ "x": 1, "flow": [{"id":0}, {"id":1},{"id":2}], "y": {} }`
	const want = `...................00000000..11111111.22222222............`
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	in := inspect(doc, source.NewFile("", text), 0, true)
	var got strings.Builder
	for i := range len(text) {
		if n := in.objectAt(int32(i)); n >= 0 {
			fmt.Fprint(&got, n)
		} else {
			got.WriteByte('.')
		}
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("%s\n%s", text, diff)
	}
}
