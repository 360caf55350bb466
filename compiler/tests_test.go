package compiler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang"
)

var tested = project.Memory{
	chunks.Main: `use "lib.flow"
param name = "Ann"
let account = 1234
from 4421
call 4420
say "Hello, ${name}."
ask_pin "PIN?", service: "https://a" -> next/end
connect 5263
test "one" with name = "Bob ${account}" { hear "Hello, ${name}"; press account }
`,
	"lib.flow": `let shared = "https://b"
step ask_pin(prompt, service) -> verified/refused {
  call 4422
  say prompt
  input 4 into pin
  get "${service}/{{pin}}" {
    ok -> verified
    fail { say "No."; -> refused }
  }
}
step bye() { say "Bye." }
test "ignored" { end }
`,
	"main_test.flow": `test "two" of ask_pin "Your PIN, ${name}", service: shared { hear name; -> verified }
test "three" of bye { hear "Bye" }
`,
	"lost_test.flow": "test \"x\" { end }\n",
}

func suite(t *testing.T, name string, opts compiler.Options) *compiler.Suite {
	t.Helper()
	opts.Rules.Policy = corpus.Fragments()
	s, err := compiler.Tests(context.Background(), project.New(tested), name, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTests lists the tests of a script, and what their values say.
func TestTests(t *testing.T) {
	describe := func(s *compiler.Suite) (list []string) {
		for _, test := range s.Tests {
			line := test.File.Source.Name + " " + test.Name()
			lang.Walk(&test.Decl.Body, func(n lang.Node) bool {
				if v := lang.AsValue(n); v != nil {
					text, ok := test.Value(v)
					line += fmt.Sprintf(" %q %v", text, ok)
				}
				return true
			})
			list = append(list, line)
		}
		return list
	}
	one := `main.flow one "Hello, Ann" true "1234" true`
	beside := []string{`main_test.flow two "Ann" true`, `main_test.flow three "Bye" true`}
	s := suite(t, chunks.Main, compiler.Options{})
	if d := cmp.Diff(append([]string{one}, beside...), describe(s)); d != "" {
		t.Errorf("of the script (-want +got):\n%s", d)
	}
	if d := cmp.Diff(beside, describe(suite(t, "main_test.flow", compiler.Options{}))); d != "" {
		t.Errorf("of the file of tests (-want +got):\n%s", d)
	}
	if got := chunks.Findings(s.Script.Findings) + chunks.Findings(s.Beside.Findings); got != "" {
		t.Errorf("found:\n%s", got)
	}
	values := s.Tests[0].Params()
	if got := values["name"].Value; len(values) != 1 || got != "Bob 1234" {
		t.Errorf("the test sets %v", values)
	}
	s = suite(t, chunks.Main, compiler.Options{Params: values})
	if d := cmp.Diff([]string{`main.flow one "Hello, Bob 1234" true "1234" true`, `main_test.flow two "Bob 1234" true`, beside[1]}, describe(s)); d != "" {
		t.Errorf("with what the first sets (-want +got):\n%s", d)
	}
	s = suite(t, "lost_test.flow", compiler.Options{})
	want := "lost_test.flow:1:1-1: error[no-tested-script]: there is no script lost.flow beside these tests\n  help: put the file into the folder of lost.flow, or name it as a script that is there, with _test.flow at the end\n"
	if d := cmp.Diff(want, chunks.Findings(s.Beside.Findings)); d != "" || s.Script != nil || s.Tests != nil {
		t.Errorf("%v, %v (-want +got):\n%s", s.Script, s.Tests, d)
	}
}

// TestAlone runs nothing: it looks at the calls of steps alone.
func TestAlone(t *testing.T) {
	s := suite(t, chunks.Main, compiler.Options{})
	var got strings.Builder
	for _, test := range s.Tests {
		if test.Decl.Of == nil {
			continue
		}
		c, exits, wrong := test.Alone()
		fmt.Fprintf(&got, "%s\n%s", test.Name(), chunks.Findings(wrong))
		for i := range c.Steps {
			step := &c.Steps[i]
			fmt.Fprintf(&got, "%d %s %s", i, step.TypeName(), chunks.Place(c.Step(i)))
			for _, f := range step.Fields {
				fmt.Fprintf(&got, " %s=%s", f.Key.Name, f.Value)
			}
			step.Each(func(to cfg.Target) { fmt.Fprintf(&got, " -> %d", to) })
			fmt.Fprintf(&got, " %s\n", exits[i])
		}
		if len(c.Payload.Vertices) != len(c.Steps) {
			t.Errorf("%s: the payload has %d steps", test.Name(), len(c.Payload.Vertices))
		}
	}
	want := `two
0 call lib.flow:3:3-12 number=4422 caller_id=4421 -> 1 
1 play lib.flow:4:3-13 text=Your PIN, Ann -> 2 
2 digits lib.flow:5:3-19 count=4 variable=pin -> 3 
3 http lib.flow:6:3-27 url=https://b/{{pin}} method=GET -> 5 -> 4 
4 play lib.flow:8:12-21 text=No. -> 6 
5 exit main_test.flow:1:15-59 type="exit" -> -1 verified
6 exit main_test.flow:1:15-59 type="exit" -> -1 refused
three
0 play lib.flow:11:14-24 text=Bye. -> -1 
`
	if d := cmp.Diff(want, got.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
