package project_test

import (
	"testing"

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
	for name, want := range map[string]bool{"a.flow": true, "b.flow": false, "c.flow": true, "a_test.flow": false, "a.json": false} {
		if got, ok := p.TestsOf(name); ok != want || want && got != name[:1]+"_test.flow" {
			t.Errorf("the tests of %s are %q, %v", name, got, ok)
		}
	}
}
