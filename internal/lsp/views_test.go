package lsp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asked waits for requests of the server, and returns the methods and parameters of
// those behind the first ones.
func (c *client) asked(from, n int) (list []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.requests) < from+n {
		c.came.Wait()
	}
	for _, r := range c.requests[from : from+n] {
		params := "null"
		if r.Params != nil {
			params = string(*r.Params)
		}
		list = append(list, r.Method+" "+params)
	}
	return list
}

// TestViewFollows edits a script of which the client shows the payload: it is told
// when that is another one, and not while there is none.
func TestViewFollows(t *testing.T) {
	c := start(t, nil)
	c.initialize(`{"workspace": {"textDocumentContent": {}}}`)
	const uri, view = "file:///x.flow", "flowc://payload/x.flow.json"
	c.open(uri, "call 442079460123\nsay 1\n")
	payload := func() string {
		return string(c.must("workspace/textDocumentContent", `{"uri": "`+view+`"}`))
	}
	if _, err := c.call("workspace/textDocumentContent", `{"uri": "`+view+`"}`); err == nil {
		t.Error("there is a payload of a script with mistakes")
	}
	c.change(uri, 2, "", "call 442079460123\nsay \"1\"\n")
	want := []string{`workspace/textDocumentContent/refresh {"uri":"` + view + `"}`}
	if diff := cmp.Diff(want, c.asked(0, 1)); diff != "" {
		t.Errorf("what the server asks (-want +got):\n%s", diff)
	}
	first := payload()
	c.change(uri, 2, "", "call 442079460123\nsay \"1\" // the same call\n")
	c.change(uri, 3, "", "call 442079460123\nsay \"1\n")
	c.published(uri, 3)
	c.change(uri, 4, "", "call 442079460123\nsay \"2\"\n")
	if diff := cmp.Diff(want, c.asked(1, 1)); diff != "" {
		t.Errorf("what the server asks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(strings.Replace(first, `\"1\"`, `\"2\"`, 1), payload()); diff != "" {
		t.Errorf("the payload (-want +got):\n%s", diff)
	}
	c.notify("textDocument/didClose", `{"textDocument": {"uri": "`+uri+`"}}`)
	c.published(uri, 0)
	if _, err := c.call("workspace/textDocumentContent", `{"uri": "`+view+`"}`); err == nil {
		t.Error("there is a view of a script that is not there")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.requests) != 2 {
		t.Errorf("the server asks %v", c.requests)
	}
}

// TestRefresh changes a file that another document uses: its answers are to be asked
// for again.
func TestRefresh(t *testing.T) {
	c := start(t, nil)
	c.initialize(`{"textDocument": {"diagnostic": {}}, "workspace": {
		"inlayHint": {"refreshSupport": true}, "codeLens": {"refreshSupport": true},
		"semanticTokens": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true}}}`)
	c.open("file:///lib.flow", "let a = 1\n")
	c.open("file:///x.flow", "use \"lib.flow\"\nconnect a\n")
	c.must("textDocument/diagnostic", `{"textDocument": {"uri": "file:///x.flow"}}`)
	c.change("file:///lib.flow", 2, "", "let a = 2\n")
	var want []string
	for _, what := range []string{"diagnostic", "inlayHint", "codeLens", "semanticTokens"} {
		want = append(want, fmt.Sprintf("workspace/%s/refresh null", what))
	}
	if diff := cmp.Diff(want, c.asked(0, 4)); diff != "" {
		t.Errorf("what the server asks (-want +got):\n%s", diff)
	}
	c.notify("workspace/didChangeConfiguration", `{"settings": {"flowc": {"inlayHints": {"constantValues": false}}}}`)
	if diff := cmp.Diff(want, c.asked(4, 4)); diff != "" {
		t.Errorf("what the server asks behind a change of settings (-want +got):\n%s", diff)
	}
	hints := string(c.must("textDocument/inlayHint", `{"textDocument": {"uri": "file:///x.flow"}, "range": {"start": {}, "end": {"line": 9}}}`))
	if strings.Contains(hints, "= 2") {
		t.Errorf("hints that are off: %s", hints)
	}
}
