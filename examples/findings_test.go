package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// TestFindingsPages holds the pages against the registry of codes: each has one, and
// there are no others.
func TestFindingsPages(t *testing.T) {
	const folder = "../docs/findings/"
	want := map[string]string{"../docs/findings.md": diag.Index()}
	for _, c := range diag.Codes() {
		want[folder+c.Name+".md"] = c.Document()
	}
	there, err := filepath.Glob(folder + "*")
	if err != nil {
		t.Fatal(err)
	}
	if chunks.Updating() {
		for _, path := range there {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		there = nil
		for path, text := range want {
			save(t, path, text)
			there = append(there, path)
		}
	}
	got := map[string]string{}
	for _, path := range append(there, "../docs/findings.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got[path] = string(text)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the pages of findings are out of date; run make golden (-want +got):\n%s", d)
	}
}

// TestCodes runs the examples of every code: the bad one has the finding, and
// the good one has neither that nor any other error.
func TestCodes(t *testing.T) {
	for _, c := range diag.Codes() {
		t.Run(c.Name, func(t *testing.T) {
			if c.Title == "" || c.Text == "" || c.Title != strings.TrimSuffix(c.Title, ".") || !strings.HasSuffix(c.Text, ".") {
				t.Errorf("a title has no full stop, and a text has one:\n%s\n%s", c.Title, c.Text)
			}
			bad, good := c.Examples()
			if bad == "" {
				return // nothing shows it
			}
			run := c.Run
			if run == "" {
				run = "check"
			}
			out, findings, _ := flowcOn(t, bad, run)
			if run == "test" {
				findings += out // what fails is what was asked for
			}
			if c.Unusable {
				if !strings.Contains(findings, "flowc: ") {
					t.Errorf("the bad example is done:\n%s", findings)
				}
				return // another command is the good example
			}
			if c.Name == "too-many-findings" {
				findings = findings[strings.LastIndex(findings, "script.flow:"):] // it comes with the others
			}
			if d := cmp.Diff([]string{fmt.Sprintf("%s[%s]", c.Severity, c.Name)}, codesIn(findings)); d != "" {
				t.Errorf("the bad example has other findings (-want +got):\n%s%s", d, findings)
			}
			if _, findings, _ := flowcOn(t, good, run); findings != "" {
				t.Errorf("the good example has findings:\n%s", findings)
			}
		})
	}
}

// codesIn returns the codes of findings, each once.
func codesIn(findings string) (codes []string) {
	for _, m := range findingCode.FindAllStringSubmatch(findings, -1) {
		codes = append(codes, m[1]+"["+m[2]+"]")
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// flowcOn runs a command on the files of an example.
func flowcOn(t *testing.T, example, command string) (out, findings string, status int) {
	t.Helper()
	dir := t.TempDir()
	target := diag.Script
	for _, f := range diag.Files(example) {
		save(t, filepath.Join(dir, f.Name), f.Text)
		if f.Name == "payload.json" {
			target = f.Name
		}
	}
	t.Chdir(dir)
	return flowc(append(strings.Fields(command), target)...)
}

var findingCode = regexp.MustCompile(`(?m): (error|warning|info)\[([a-z-]+)\]: `)

// Every code that the corpus has is registered, under that name.
func TestCorpusHasNoOtherCodes(t *testing.T) {
	reports, err := filepath.Glob("../golden/*/findings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range reports {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range findingCode.FindAllStringSubmatch(string(text), -1) {
			if diag.Lookup(m[2]) == nil {
				t.Errorf("%s has the code %s, which is none", path, m[2])
			}
		}
	}
}
