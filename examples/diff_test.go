package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/review"
)

// An edit is a change of an example, and of what it uses.
type edit struct {
	name, file  string      // the example or the payload
	changed     string      // the file that is changed, where it is another one
	replacement [][2]string // texts and what takes their place
}

// edits are changes that a reviewer of the examples may be asked about.
var edits = []edit{
	{"appointment", "appointment_reminder.flow", "", [][2]string{
		{"Will you come?", "Will you really come?"},
		{"    3 \"to cancel\" -> cancel\n", ""},
		{"connect reception from", "connect 2002 from"},
	}},
	{"card", "card_alert.flow", "lib/northwind.flow", [][2]string{
		{"This PIN is not right.", "That PIN is wrong."},
		{"pin/{{pin}}\" -> verified/next", "pin/{{pin}}\" -> verified/refused"},
	}},
	{"layout", "outage_announcement.flow", "", [][2]string{
		{"let emergency_desk = 112\n", ""},
		{"connect emergency_desk from", "connect 112 from"},
		{"danger", "fallen_line"},
		{"or another fallen_line", "or another danger"},
	}},
	{"outage", "outage_announcement.flow", "", [][2]string{
		{"record on // danger reports have to be kept\n", ""},
		{"    # -> goodbye\n", "    # -> goodbye\n    9 \"talk to us\" -> desk\n"},
		{"callback service_team at 2030-01-15", "callback service_team at 2030-01-16"},
		{"goodbye:\n", "  end\n\ndesk:\n  say \"We connect you.\"\n  get \"https://grid.example.com/desk\" -> next/goodbye\n  connect 5264 from grid\n  end\n\ngoodbye:\n"},
	}},
	{"payload", "payloads/sample-v2.json", "", [][2]string{
		{"press 2 for oranges", "press 2 for pears"},
		{"\"fail\":4", "\"fail\":3"},
	}},
	{"survey", "satisfaction_survey.flow", "", [][2]string{
		{"  ask \"Is the fault repaired?\", \"repaired\" -> next/no_answer\n", ""},
		{"/{{repaired}}", ""},
		{"try 2 times", "try 3 times"},
	}},
}

// TestDiff compares each example with an edited copy, in each format.
func TestDiff(t *testing.T) {
	into, err := filepath.Abs("testdata/diff")
	if err != nil {
		t.Fatal(err)
	}
	here := os.DirFS(".")
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, side := range []string{"old", "new"} {
				if err := os.CopyFS(filepath.Join(dir, side), here); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(dir)
			e.make(t)
			for _, format := range review.FormatNames() {
				status := 1
				if e.name == "layout" {
					status = 0
				}
				out, findings, got := flowc("diff", "old/"+e.file, "new/"+e.file, "--output", format)
				if got != status || findings != "" {
					t.Errorf("%s: exit status %d\n%s", format, got, findings)
				}
				path := filepath.Join(into, e.name+"."+map[string]string{"text": "txt", "markdown": "md"}[format])
				if strings.HasSuffix(path, ".") {
					path += format
				}
				if chunks.Updating() {
					save(t, path, out)
					continue
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), out); d != "" {
					t.Errorf("%s; run make golden (-want +got):\n%s", path, d)
				}
			}
		})
	}
}

// TestDiffOfPayloads compares each example with its payload, its expansion, and
// the script that is made of the payload: all are the same call.
func TestDiffOfPayloads(t *testing.T) {
	for _, path := range calls(t, "*.flow", "reuse/*.flow") {
		dir := t.TempDir()
		payload, expanded, back := filepath.Join(dir, "a.json"), filepath.Join(dir, "expanded.flow"), filepath.Join(dir, "back.flow")
		quiet(t, "build", path, "-o", payload)
		quiet(t, "expand", path, "-o", expanded)
		flowc("decompile", payload, "-o", back)
		for _, other := range []string{payload, expanded, back} {
			if out, findings, status := flowc("diff", path, other); status != 0 || out != "same call\n" {
				t.Errorf("%s and %s: exit status %d\n%s%s", path, filepath.Base(other), status, out, findings)
			}
		}
	}
}

// make changes the new side.
func (e *edit) make(t *testing.T) {
	t.Helper()
	name := e.changed
	if name == "" {
		name = e.file
	}
	text, err := os.ReadFile(filepath.Join("new", name))
	if err != nil {
		t.Fatal(err)
	}
	changed := string(text)
	for _, r := range e.replacement {
		if !strings.Contains(changed, r[0]) {
			t.Fatalf("%s does not say %q", name, r[0])
		}
		changed = strings.ReplaceAll(changed, r[0], r[1])
	}
	save(t, filepath.Join("new", name), changed)
}
