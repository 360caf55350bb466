package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// runDecompile runs the command by itself.
func runDecompile(stdin string, args ...string) (status int, stdout, stderr string) {
	var out, err strings.Builder
	status = Main(append([]string{"decompile"}, args...), strings.NewReader(stdin), &out, &err)
	return status, out.String(), err.String()
}

const (
	rightPayload = `{"cloud_id":"dev","auth_token":"${T}","flow":[{"id":0,"type":"play","text":"Hi","next_step":"1"},{"id":"1","type":"connect","number":"5263"}]}`
	rightScript  = "api v1\ncloud \"dev\"\ntoken env T\n\nsay \"Hi\"\nconnect 5263\n"
)

// TestDecompile is long because it is a table of runs.
func TestDecompile(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	right := put("in/right.json", rightPayload)
	put("in/below/other.json", strings.Replace(rightPayload, "Hi", "Ho", 1))
	script := put("right.flow", rightScript)
	put("flowc.yaml", "checks: {starts-without-call: off}\n")
	dangling := put("dangling.json", strings.Replace(rightPayload, `"5263"`, `"5263","next_step":7`, 1))

	type result struct {
		Status      int
		Out, Err    string
		errContains bool
	}
	for _, c := range []struct {
		name, stdin string
		args        []string
		want        result
	}{
		{"a file", "", []string{right}, result{0, rightScript, "same call: 2 steps, 0 branches\n", false}},
		{"standard input", rightPayload, []string{"-"}, result{0, rightScript, "same call: 2 steps, 0 branches\n", false}},
		{"the same", "", []string{"--verify", script, right}, result{0, "", "same call: 2 steps, 0 branches\n", false}},
		{"not the same", "", []string{"--verify", right, filepath.Join(dir, "in/below/other.json")},
			result{1, "", "not the same call:\n  " + right + ":1:76: this play says \"Hi\"\n  " + filepath.Join(dir, "in/below/other.json") + ":1:76: this play says \"Ho\"\n", false}},
		{"dangling", "", []string{dangling}, result{1, strings.Replace(rightScript, "connect", "// next_step led to 7, and no object has this id\nconnect", 1),
			"not the same call:\n  " + dangling + ":1:153: the call goes on with 7, an id that no object has\n  <stdout>:7:1: the call ends behind this connect\n", true}},
		{"no JSON", `{"flow": [`, []string{"-"}, result{1, "", "<stdin>:1:11: error[bad-json]: this is no payload: the payload ends too early", true}},
		{"no folder", "", []string{filepath.Join(dir, "in")}, result{2, "", "several payloads need a folder for their scripts: -o DIR", true}},
		{"nothing to factor", "", []string{"--factor", right}, result{2, "", "--factor looks for what several payloads share", true}},
		{"no folder to factor into", "", []string{"--factor", filepath.Join(dir, "in")}, result{2, "", "several payloads need a folder for their scripts: -o DIR", true}},
		{"factor and compare", "", []string{"--factor", "--verify", right, script}, result{2, "", "leave one of them out", true}},
		{"no such version", "", []string{"--api", "v3", right}, result{2, "", `--api is v1 or v2, not "v3"`, true}},
		{"one file to compare", "", []string{"--verify", right}, result{2, "", "--verify compares two files", true}},
		{"no such file", "", []string{filepath.Join(dir, "missing.json")}, result{2, "", "cannot read", true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, err := runDecompile(c.stdin, c.args...)
			if c.want.errContains && strings.Contains(err, c.want.Err) {
				err = c.want.Err
			}
			if diff := cmp.Diff([]any{c.want.Status, c.want.Out, c.want.Err}, []any{status, out, err}); diff != "" {
				t.Error(diff)
			}
		})
	}

	if status, _, err := runDecompile("", filepath.Join(dir, "in"), "-o", filepath.Join(dir, "out")); status != 0 {
		t.Fatal(err)
	}
	for _, name := range []string{"out/right.flow", "out/below/other.flow"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// folder returns the files below a folder, with their texts.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFactor(t *testing.T) {
	dir := t.TempDir()
	payload := func(name, greeting string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		text := `{"cloud_id":"dev","auth_token":"${T}","flow":[{"id":0,"type":"call","number":"` + greeting + `","next_step":1},
{"id":1,"type":"play","text":"Your PIN, please.","next_step":2},{"id":2,"type":"digits","count":4,"variable":"pin","next_step":{"*":3}},
{"id":3,"type":"http","url":"http://localhost/{{pin}}","method":"GET","next_step":{"success":4}},{"id":4,"type":"connect","number":"` + greeting[:2] + `"}]}`
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	payload("in/one.json", "11")
	payload("in/below/two.json", "22")
	payload("in/shared.json", "33")
	payload("in/own/four.json", "44")
	payload("apart/one.json", "55")
	if err := os.MkdirAll(filepath.Join(dir, "out/own"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "out/own/flowc.yaml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := runDecompile("", "--factor", filepath.Join(dir, "in"), "-o", filepath.Join(dir, "out"))
	if status != 0 || strings.Count(stderr, "same call: 5 steps, 2 branches") != 4 {
		t.Error(stderr)
	}
	const head = "api v1\ncloud \"dev\"\ntoken env T\n\n"
	const body = "say \"Your PIN, please.\"\ninput 4 into pin\nget \"http://localhost/{{pin}}\" -> "
	want := map[string]string{
		"one.flow":       head + "use \"shared_2.flow\"\n\ncall 11\nask_pin\nconnect 11\n",
		"below/two.flow": head + "use \"../shared_2.flow\"\n\ncall 22\nask_pin\nconnect 22\n",
		"shared.flow":    head + "use \"shared_2.flow\"\n\ncall 33\nask_pin\nconnect 33\n",
		"own/four.flow":  head + "call 44\n" + body + "next/end\nconnect 44\n",
		"own/flowc.yaml": "",
		"flowc.yaml":     "# The scripts below this folder are one project.\n",
		"shared_2.flow": "// Dialogues that several calls share.\n\nstep ask_pin() -> found {\n  " +
			strings.ReplaceAll(body, "\n", "\n  ") + "found/end\n}\n",
	}
	if diff := cmp.Diff(want, folder(t, filepath.Join(dir, "out"))); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"one", "below/two", "shared", "own/four"} {
		status, _, stderr := runDecompile("", "--verify", filepath.Join(dir, "out", name+".flow"), filepath.Join(dir, "in", name+".json"))
		if diff := cmp.Diff([]any{0, "same call: 5 steps, 2 branches\n"}, []any{status, stderr}); diff != "" {
			t.Error(name, diff)
		}
	}

	// Where nothing is shared, nothing else is written.
	status, _, stderr = runDecompile("", "--factor", filepath.Join(dir, "apart"), "-o", filepath.Join(dir, "alone"))
	if got := folder(t, filepath.Join(dir, "alone")); status != 0 || len(got) != 1 {
		t.Error(status, stderr, got)
	}
}

func TestCheckPayload(t *testing.T) {
	var out, err strings.Builder
	payload := strings.NewReader(strings.Replace(rightPayload, `"next_step":"1"`, `"next_step":2`, 1))
	status := Main([]string{"check", "-", "--stdin-name", "p.json"}, payload, &out, &err)
	for _, want := range []string{"p.json:1:93: error[dangling-id]", "p.json:1:96: warning[unreachable-object]"} {
		if !strings.Contains(err.String(), want) {
			t.Errorf("%s is missing in\n%s", want, err.String())
		}
	}
	if status != stopped {
		t.Errorf("exit status %d", status)
	}
}
