// Package pages_test opens the HTML pages that flowc writes in Chromium, and
// holds them to what their readers need: see open.mjs. It needs Chromium, node
// and what npm ci installs here.
package pages_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pages are the pages of flowc, each with the arguments that write it to
// standard output. They run in the root of the project.
var pages = []struct {
	name string
	args []string
	keys string // a script in keys that tries what only this page has, or ""
	pans bool   // it may be wider than the window
}{
	{name: "diff", args: []string{"diff", "--output", "html", "--fail-on", "raw", "examples/payment_reminder.flow", "examples/card_alert.flow"}},
	{name: "diff-same", args: []string{"diff", "--output", "html", "examples/welcome.flow", "examples/welcome.flow"}},
	{name: "diff-payload", args: []string{"diff", "--output", "html", "--fail-on", "raw", "examples/welcome.flow", "examples/payloads/sample-v2.json"}},
	{name: "diff-hostile", args: []string{"diff", "--output", "html", "--fail-on", "reach", "examples/welcome.flow", "internal/pages/testdata/hostile.flow"}},
	{name: "script", args: []string{"script", "--format", "html", "examples/card_alert.flow"}, keys: "script.mjs"},
	{name: "script-payload", args: []string{"script", "--format", "html", "examples/payloads/sample-v2.json"}},
	{name: "script-large", args: []string{"script", "--format", "html", "compiler/check/testdata/heldout/twiml-furniture-orders.flow"}},
	{name: "graph", args: []string{"graph", "--format", "html", "examples/card_alert.flow"}, keys: "graph.mjs", pans: true},
	{name: "graph-payload", args: []string{"graph", "--format", "html", "examples/payloads/sample-v2.json"}, pans: true},
	{name: "graph-large", args: []string{"graph", "--format", "html", "compiler/check/testdata/heldout/twiml-furniture-orders.flow"}, pans: true},
	{name: "graph-hostile", args: []string{"graph", "--format", "html", "internal/pages/testdata/hostile.flow"}, keys: "graph-hostile.mjs", pans: true},
	{name: "coverage", args: []string{"test", "internal/testreport/testdata/planted.flow", "--run", "parcel", "-q", "--cover-out", "html:/dev/stdout"}},
	{name: "coverage-graph", args: []string{"graph", "internal/testreport/testdata/planted.flow", "--cover", "internal/pages/testdata/coverage.json", "--format", "html"}, pans: true},
	{name: "script-hostile", args: []string{"script", "--format", "html", "internal/pages/testdata/hostile.flow"}, keys: "hostile.mjs"},
}

// A request asks for a page to be opened.
type request struct {
	Name string `json:"name"`
	File string `json:"file"`
	Keys string `json:"keys,omitempty"`
	Pans bool   `json:"pans"`
}

// TestPages holds each page of the program to all that is checked.
func TestPages(t *testing.T) {
	driver := find(t)
	dir := t.TempDir()
	program := filepath.Join(dir, "flowc")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/flowc").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	asked := []request{}
	for _, page := range pages {
		cmd := exec.Command(program, page.args...)
		cmd.Dir = "../.."
		var said bytes.Buffer
		cmd.Stderr = &said
		html, err := cmd.Output()
		if err != nil {
			t.Fatalf("flowc %s: %v\n%s", strings.Join(page.args, " "), err, &said)
		}
		r := request{Name: page.name, File: filepath.Join(dir, page.name+".html"), Pans: page.pans}
		if page.keys != "" {
			r.Keys = absolute(t, filepath.Join("keys", page.keys))
		}
		if err := os.WriteFile(r.File, html, 0o666); err != nil {
			t.Fatal(err)
		}
		asked = append(asked, r)
	}
	found := driver.open(t, asked)
	for _, page := range pages {
		t.Run(page.name, func(t *testing.T) {
			for _, problem := range found[page.name] {
				t.Error(problem)
			}
		})
	}
}

// TestProblems holds what is found on bad pages against what their comments say:
// each has one thing wrong, but for one that has none.
func TestProblems(t *testing.T) {
	driver := find(t)
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no pages", err)
	}
	var asked []request
	for _, file := range files {
		r := request{Name: file, File: absolute(t, file)}
		if keys := strings.TrimSuffix(r.File, ".html") + ".mjs"; exists(keys) {
			r.Keys = keys
		}
		asked = append(asked, r)
	}
	found := driver.open(t, asked)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, got := []string{}, found[file]
			for line := range strings.Lines(string(text)) {
				line, ok := strings.CutPrefix(line, "<!-- want: ")
				if !ok {
					continue
				}
				line = strings.TrimSuffix(line, " -->\n")
				if start, cut := strings.CutSuffix(line, "..."); cut && len(want) < len(got) && strings.HasPrefix(got[len(want)], start) {
					line = got[len(want)] // the rest is in words of the browser
				}
				want = append(want, line)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// A driver opens pages.
type driver struct{ node, browser string }

// find returns what opens pages. Where it is not there, the test is skipped, or
// fails where PAGES_ALL says that it must be there.
func find(t *testing.T) driver {
	t.Helper()
	missing := t.Skip
	if os.Getenv("PAGES_ALL") != "" {
		missing = t.Fatal
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("there is no node")
	}
	if !exists("node_modules") {
		missing("run npm ci --ignore-scripts in internal/pages first")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if browser, err := exec.LookPath(name); err == nil {
			return driver{node, browser}
		}
	}
	missing("there is no Chromium")
	return driver{}
}

// open opens pages and returns what is wrong with each.
func (d driver) open(t *testing.T, pages []request) map[string][]string {
	t.Helper()
	in, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(d.node, "open.mjs", d.browser)
	cmd.Stdin = bytes.NewReader(in)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &said)
	}
	var found map[string][]string
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if _, opened := found[page.Name]; !opened {
			t.Fatalf("%s was not opened", page.Name)
		}
	}
	return found
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
