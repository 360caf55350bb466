package lsp

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRunTests checks what a client is told that did not ask: what came of the tests
// in all, and, at their lines, what failed, also in a file that is not open, until
// something changes.
func TestRunTests(t *testing.T) {
	const call = "call 917507161643\n"
	c := start(t, map[string]string{"main.flow": call, "main_test.flow": "test \"a\" { call 917507161644 }\n"})
	c.initialize(`{}`)
	c.open("file:///main.flow", call)
	c.must("workspace/executeCommand", `{"command": "flowc.runTests", "arguments": ["file:///main.flow"]}`)
	from := 0
	if diff := cmp.Diff(
		`{"message":"1 test failed: a: expected \"917507161644\", but the number is \"917507161643\"","type":2}`,
		string(c.note(&from, "window/showMessage")),
	); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	said := func() (list []string) {
		for _, d := range c.published("file:///main_test.flow", 0).Diagnostics {
			list = append(list, d.Source+" "+d.Message)
		}
		return list
	}
	want := []string{`flowc test expected "917507161644", but the number is "917507161643"`}
	if diff := cmp.Diff(want, said()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c.mu.Lock()
	c.notes = nil
	c.mu.Unlock()
	c.change("file:///main.flow", 2, "", "call 917507161644\n")
	if got := said(); got != nil {
		t.Errorf("behind a change it says %q", got)
	}
	from = 0
	c.must("workspace/executeCommand", `{"command": "flowc.runTests", "arguments": ["file:///main_test.flow"]}`)
	if diff := cmp.Diff(`{"message":"1 test passed","type":3}`, string(c.note(&from, "window/showMessage"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if status := c.shutdown(); status != 0 || c.log.Len() > 0 {
		t.Errorf("the exit status is %d, the log says %s", status, c.log)
	}
}
