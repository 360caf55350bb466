package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// judged is a row of a table of findings: a place, a finding and a judgement.
var judged = regexp.MustCompile("(?m)^\\| (\\S+) \\| (\\w+ `[a-z-]+`) \\| ([^|]*) \\|")

// TestReal holds what is found in published calls against the tables in which
// every finding was judged. At most one in 20 is a false alarm.
func TestReal(t *testing.T) {
	for _, folder := range []string{"testdata/real", "testdata/heldout", "testdata/fresh"} {
		text, err := os.ReadFile(filepath.Join(folder, "FINDINGS.md"))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		alarms := 0
		for _, row := range judged.FindAllStringSubmatch(string(text), -1) {
			want = append(want, row[1]+" "+row[2])
			if strings.Contains(row[3], "false alarm") {
				alarms++
			}
		}
		if d := cmp.Diff(want, real(t, folder)); d != "" {
			t.Errorf("%s: what is found was not judged (-judged +found):\n%s", folder, d)
		}
		if len(want) < 40 || 20*alarms > len(want) {
			t.Errorf("%s: of %d findings, %d are false alarms", folder, len(want), alarms)
		}
	}
}

// real returns what is found in the calls of a folder, as its project says.
func real(t *testing.T, folder string) (found []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.flow"))
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d calls: %v", len(paths), err)
	}
	now := time.Date(2027, time.May, 1, 0, 0, 0, 0, time.UTC)
	for _, path := range paths {
		p := project.New(project.Disk{})
		var list diag.List
		config, err := p.Config(p.MarkerOf(path), "", &list)
		if err != nil {
			t.Fatal(err)
		}
		view, err := p.View(path)
		if err != nil {
			t.Fatal(err)
		}
		program := resolve.Resolve(view.Main, resolve.Options{Files: view}, &list)
		pass := &check.Pass{Program: program, API: api.V2, Rules: p.Rules(config, path), Now: now, Secrets: &diag.Redactor{}}
		call := expand.Program(program, expand.ReadSettings(program, &list), 0, &list)
		check.Tree(pass, &list)
		check.Call(pass, call, &list)
		for _, f := range pass.Rules.Policy.Apply(list.Muted()).Sorted() {
			at := f.Place.File.Position(f.Place.Start, source.Characters)
			found = append(found, fmt.Sprintf("%s:%d:%d %s `%s`", strings.TrimSuffix(filepath.Base(path), ".flow"), at.Line, at.Column, f.Severity, f.Code))
		}
	}
	return found
}
