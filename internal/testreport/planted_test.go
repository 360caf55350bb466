package testreport_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/testreport"
)

// TestPlanted plants mistakes in a script, and holds what its tests say then against a
// file. A chunk has lines to take out, behind "- ", each followed by those that take
// its place, behind "+ ". Without one all tests pass.
func TestPlanted(t *testing.T) {
	script, tests := text(t, "planted.flow"), text(t, "planted_test.flow")
	mistakes := 0
	chunks.Run(t, "testdata/planted.txt", func(t *testing.T, files map[string]string) string {
		told, failed := tested(t, planted(t, script, files[chunks.Main]), tests)
		if files[chunks.Main] != "\n" {
			mistakes++
		}
		if failed != (files[chunks.Main] != "\n") {
			t.Errorf("the tests fail: %v\n%s%s", failed, files[chunks.Main], told)
		}
		return told
	})
	if mistakes < 20 {
		t.Errorf("%d mistakes are planted", mistakes)
	}
}

func text(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// planted returns a script with a mistake.
func planted(t *testing.T, script, mistake string) string {
	t.Helper()
	old, new := "", ""
	change := func() {
		if old != "" && strings.Count(script, old) != 1 {
			t.Fatalf("the script has not once %q", old)
		}
		script = strings.Replace(script, old, new, 1)
		old, new = "", ""
	}
	for line := range strings.Lines(mistake) {
		if out, ok := strings.CutPrefix(line, "- "); ok {
			if new != "" {
				change()
			}
			old += out
		} else if in, ok := strings.CutPrefix(line, "+ "); ok {
			new += in
		}
	}
	change()
	return script
}

// tested returns what flowc test tells of a script, and whether tests fail.
func tested(t *testing.T, script, tests string) (told string, failed bool) {
	t.Helper()
	files := project.New(project.Memory{"planted.flow": script, "planted_test.flow": tests})
	s, err := flowtest.Load(context.Background(), files, "planted.flow", compiler.Options{})
	if err != nil || s.Findings.HasErrors() {
		t.Fatal(err, chunks.Findings(s.Findings))
	}
	r := &testreport.Report{Scripts: make([]testreport.Script, 1)}
	flowtest.Run(s.Tests, func(i int, result *flowtest.Result) {
		test := testreport.Test{Name: s.Tests[i].Name(), Place: s.Tests[i].Named(), Failures: result.Failures}
		r.Scripts[0].Tests = append(r.Scripts[0].Tests, test)
	})
	return r.Text(), r.Count().Failed > 0
}
