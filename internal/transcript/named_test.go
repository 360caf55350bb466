package transcript

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/call"
)

// TestNames finds names in what is said.
func TestNames(t *testing.T) {
	plain := func(says string) call.Part { return call.Part{Says: says} }
	who, digit := call.Part{Says: "Ann", Name: "who"}, call.Part{Says: "5", Name: "n"}
	for _, tt := range []struct {
		about string
		parts []call.Part
		says  string
		want  string
	}{
		{"a name alone", []call.Part{who}, "Ann", "who"},
		{"in a text", []call.Part{plain("Hi  \"x\", "), who, plain(".")}, "Hi  \"x\", Ann.", `"Hi \"x\", ${who}."`},
		{"in front of choices", []call.Part{who}, "Ann. Press 1.", `"${who}. Press 1."`},
		{"behind a dollar", []call.Part{plain("$"), digit}, "$5", `"$${n}"`},
		{"behind a variable", []call.Part{plain("{{x}}, "), who}, "1, Ann", `"1, ${who}"`},
		{"perhaps in a variable", []call.Part{plain("{{x}}"), digit, plain("{{y}}")}, "151525", `"151525"`},
		{"with a variable", []call.Part{{Says: "{{x}}", Name: "who"}}, "1", `"1"`},
		{"that says nothing", []call.Part{plain("Hi"), {Name: "who"}}, "Hi", `"Hi"`},
		{"with two spaces", []call.Part{{Says: "a  b", Name: "who"}}, "a  b", `"a b"`},
		{"said in another way", []call.Part{plain("Hi "), who}, "Hi Bob", `"Hi Bob"`},
		{"none", []call.Part{plain("Hi ")}, "Hi", `"Hi"`},
	} {
		text := Excerpt(tt.says)
		if d := cmp.Diff(tt.want, said(text, len(text), spaced(tt.says, certain(tt.parts, tt.says))).Raw); d != "" {
			t.Errorf("%s: %s", tt.about, d)
		}
	}
}
