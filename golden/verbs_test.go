package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/decompile"
	calls "github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// around is a script around the example of a verb: there is something before
// it, unless it is a setting, and the label that it leads to.
func around(v *lang.Verb, text string) string {
	before := "say \"Before.\"\n"
	if v.Group == lang.Setting {
		before = ""
	}
	return before + text + "\nsay \"Behind.\"\nagent: connect 5263 from 442079460100\n"
}

// TestEveryVerb sends the example of each statement through all that the tool
// does with a script. A statement that some pass does not know fails here by
// its name.
func TestEveryVerb(t *testing.T) {
	for i := range lang.Verbs {
		v := &lang.Verbs[i]
		t.Run(v.Word, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "lib.flow"), []byte("let unused = 1\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			s := &script{text: around(v, v.Example), folder: folder}
			s.rules(t)
			for _, version := range []api.Version{api.V2, api.V1} {
				s.everyPass(t, v, version)
			}
			if v.Group == lang.Step {
				s.counted(t, v)
			}
		})
	}
}

// everyPass builds the script, writes it out in plain statements, and turns
// its payload into a script again. All of them are the same call.
func (s *script) everyPass(t *testing.T, v *lang.Verb, version api.Version) {
	t.Helper()
	a := s.compile(s.text, version)
	if a.Findings.HasErrors() {
		if row := rowOf(t, v); version == api.V2 || row == nil || row.Type == nil || row.Type.V1 {
			t.Fatalf("for %s:\n%s", version, findings(t, a))
		}
		return // v1 has no such step, which is what the finding says
	}
	want := payload(t, a)
	got := payload(t, s.compile(string(a.Expanded()), version))
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("what expand writes builds another payload for %s (-script +expanded):\n%s\n%s", version, diff, a.Expanded())
	}
	doc, err := api.Decode(string(want))
	if err != nil {
		t.Fatal(err)
	}
	back := decompile.Script(doc, source.NewFile("payload.json", string(want)), version)
	if d := calls.Compare(api.Read(doc, version), read(t, s.compile(string(back.Script), version))); d != nil {
		t.Errorf("what decompile writes is another call for %s: %v\n%s", version, d, back.Script)
	}
}

func read(t *testing.T, a *compiler.Analysis) *api.Payload {
	t.Helper()
	text := payload(t, a)
	if text == nil {
		t.Fatalf("no payload:\n%s", findings(t, a))
	}
	doc, err := api.Decode(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return api.Read(doc, a.API)
}

// rowOf returns the row of a verb, or nil where it does not become one object.
func rowOf(t *testing.T, v *lang.Verb) *step.Row {
	t.Helper()
	file := lang.Parse(source.NewFile("x.flow", v.Example))
	return step.Of(file.Body.Stmts[0])
}

var grown = regexp.MustCompile(`would grow by ([0-9]+) steps`)

// counted compares how many steps a statement becomes with how many are
// counted before anything is built: 900,000 of it are too many by as many.
func (s *script) counted(t *testing.T, v *lang.Verb) {
	t.Helper()
	const many = 900_000
	times := func(n int, example string) string {
		return around(v, fmt.Sprintf("try %d times {\n%s\ninput 1 -> again\n}", n, example))
	}
	steps := func(text string) int { return len(s.compile(text, api.V2).Call.Graph.Steps) }
	without := steps(around(v, ""))
	body := steps(times(1, v.Example)) - without
	written := steps(times(1, strings.ReplaceAll(v.Example, "try 2 times", "try 1 times"))) - without
	m := grown.FindStringSubmatch(findings(t, s.compile(times(many, v.Example), api.V2)))
	if m == nil {
		t.Fatalf("%d attempts are not too many", many)
	}
	got, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	if want := many*body - written; got != want {
		t.Errorf("%d steps are counted, want %d", got, want)
	}
}
