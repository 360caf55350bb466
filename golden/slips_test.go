package golden

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A slip is a script with one mistake that authors make.
type slip struct {
	name, script string
	code, at     string   // of the one finding
	words        []string // that it says
}

var expected = regexp.MustCompile(`(?m)^--- (\S+) (\S+)(.*)$`)

// slips reads a file of slips: a name behind ===, the script, and behind --- the
// code and the place of what is found, and in quotes the words that it says.
func slips(t *testing.T) (list []slip) {
	t.Helper()
	text, err := os.ReadFile("slips/slips.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(text), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		at := expected.FindStringSubmatchIndex(rest)
		if at == nil {
			t.Fatalf("%s has no line ---", name)
		}
		s := slip{name: name, script: rest[:at[0]], code: rest[at[2]:at[3]], at: rest[at[4]:at[5]]}
		for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(rest[at[6]:at[7]], -1) {
			s.words = append(s.words, m[1])
		}
		list = append(list, s)
	}
	return list
}

// TestSlips checks that a slip is one finding, at its place, which names the
// mend.
func TestSlips(t *testing.T) {
	list := slips(t)
	if len(list) < 300 {
		t.Errorf("%d slips", len(list))
	}
	for _, s := range list {
		t.Run(s.name, func(t *testing.T) {
			files := project.Memory{input: s.script, "lib.flow": "let shared = 5263\nstep greet(name) -> done { say \"Hi, ${name}.\"; -> done }\n"}
			policy := corpus.Fragments()
			if c := diag.Lookup(s.code); c.Settable() {
				policy.Set(c, "on")
			}
			a, err := compiler.Analyze(context.Background(), project.New(files), input, compiler.Options{Rules: project.Rules{Policy: policy}})
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, f := range a.Findings {
				p := f.Place.File.Position(f.Place.Start, source.Characters)
				fmt.Fprintf(&got, "%d:%d %s: %s; %s\n", p.Line, p.Column, f.Code.Name, f.Message, f.Help)
			}
			if len(a.Findings) != 1 || !strings.HasPrefix(got.String(), s.at+" "+s.code+":") {
				t.Errorf("want one %s at %s, got:\n%s\n%s", s.code, s.at, got.String(), s.script)
			}
			for _, w := range s.words {
				if !strings.Contains(got.String(), w) {
					t.Errorf("it does not say %s:\n%s\n%s", w, got.String(), s.script)
				}
			}
		})
	}
}
