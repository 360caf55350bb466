package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
)

// runDecompile runs the command by itself.
func runDecompile(stdin string, args ...string) (status int, stdout, stderr string) {
	var out, err strings.Builder
	t := &tool{in: strings.NewReader(stdin), out: &out, err: &err, failed: nil}
	cmd := t.decompile()
	cmd.SetArgs(args)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if failure := cmd.Execute(); failure != nil {
		t.fail(failure)
	}
	return t.status, out.String(), err.String()
}

const (
	rightPayload = `{"cloud_id":"dev","auth_token":"${T}","flow":[{"id":0,"type":"play","text":"Hi","next_step":"1"},{"id":"1","type":"connect","number":"5263"}]}`
	rightScript  = "api v1\ncloud \"dev\"\ntoken env T\n\nsay \"Hi\"\nconnect 5263\n"
)

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
			result{1, "", "not the same call:\n  /flow/0/text: \"Hi\"\n  /flow/0/text: \"Ho\"\n", false}},
		{"dangling", "", []string{dangling}, result{1, strings.Replace(rightScript, "connect", "// next_step led to 7, and no object has this id\nconnect", 1),
			"not the same call:\n  /flow/1/next_step: 7\n  /flow/1/next_step: nothing\n", true}},
		{"no JSON", `{"flow": [`, []string{"-"}, result{1, "", "<stdin>:1:11: error[bad-json]: this is no payload: the payload ends too early", true}},
		{"no folder", "", []string{filepath.Join(dir, "in")}, result{2, "", "several payloads need a folder for their scripts: -o DIR", true}},
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

func TestCheckPayload(t *testing.T) {
	var out, err strings.Builder
	tool := &tool{in: strings.NewReader(strings.Replace(rightPayload, `"next_step":"1"`, `"next_step":2`, 1)), out: &out, err: &err}
	tool.checkPayload(input{path: "-"}, api.Version(0))
	for _, want := range []string{"<stdin>:1:93: error[dangling-id]", "<stdin>:1:96: warning[unreachable-object]"} {
		if !strings.Contains(err.String(), want) {
			t.Errorf("%s is missing in\n%s", want, err.String())
		}
	}
	if tool.status != stopped {
		t.Errorf("exit status %d", tool.status)
	}
}
