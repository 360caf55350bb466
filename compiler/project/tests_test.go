package project_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/project"
)

func TestTested(t *testing.T) {
	for name, want := range map[string]string{
		"welcome_test.flow": "welcome.flow", "a/b_test.flow": "a/b.flow", "a_test_test.flow": "a_test.flow",
		"welcome.flow": "", "welcome_test.json": "", "test.flow": "", "": "",
	} {
		if got, ok := project.Tested(name); got != want || ok != (want != "") {
			t.Errorf("%s holds the tests of %q, %v; want %q", name, got, ok, want)
		}
	}
}

func TestTestsOf(t *testing.T) {
	p := project.New(project.Memory{"a.flow": "", "a_test.flow": "", "b.flow": ""})
	p.Open("c_test.flow", "")
	for name, want := range map[string]struct {
		tests string
		err   error
	}{
		"a.flow": {"a_test.flow", nil}, "b.flow": {"b_test.flow", fs.ErrNotExist}, "c.flow": {"c_test.flow", nil},
		"a_test.flow": {"", fs.ErrNotExist}, "a.json": {"", fs.ErrNotExist},
	} {
		if got, err := p.TestsOf(name); got != want.tests || err != want.err {
			t.Errorf("the tests of %s are %q, %v", name, got, err)
		}
	}
}

// TestTestsOfLinks follows links to tests inside of a project, and not out of it.
func TestTestsOfLinks(t *testing.T) {
	root := tree(t, map[string]string{"p/flowc.yaml": "", "p/sub/own_test.flow": "", "out/x_test.flow": "", "out/y_test.flow": "", "p/sub/open.flow": ""})
	for link, to := range map[string]string{
		"p/sub/in_test.flow": "own_test.flow", "p/up_test.flow": "sub/own_test.flow", "p/sub/out_test.flow": "../../out/x_test.flow",
		"p/sub/gone_test.flow": "../../out/gone_test.flow", "p/sub/open_test.flow": "../../out/y_test.flow",
		"p/sub/own.flow": "../../out/x.flow", "l": "p/sub",
	} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip(err) // a system without links
		}
	}
	p := project.New(project.Disk{})
	p.Open(filepath.Join(root, "p/sub/open_test.flow"), "")
	for script, want := range map[string]string{
		"p/sub/in.flow": "", "p/up.flow": "", "p/sub/own.flow": "", "l/own.flow": "", "p/sub/open.flow": "",
		"p/sub/out.flow":  "cannot read ROOT/p/sub/out_test.flow: it is a link that leads out of the project",
		"l/out.flow":      "cannot read ROOT/l/out_test.flow: it is a link that leads out of the project",
		"p/sub/gone.flow": "cannot read ROOT/p/sub/gone_test.flow: no such file or directory",
	} {
		name, err := p.TestsOf(filepath.Join(root, script))
		got := ""
		if err != nil {
			got = strings.ReplaceAll(err.Error(), root, "ROOT")
		}
		if d := cmp.Diff(want, got); d != "" || (name == "") != (err != nil) {
			t.Errorf("the tests of %s are %q (-want +got):\n%s", script, name, d)
		}
	}
}
