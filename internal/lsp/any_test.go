package lsp

import (
	"strings"
	"testing"
)

// TestAnything is clients whose options and experiments are those of other servers,
// or none: the server answers all the same.
func TestAnything(t *testing.T) {
	for _, params := range []string{
		`{"capabilities": {"experimental": true}}`,
		`{"capabilities": {"experimental": {"commands": {"commands": ["x"]}}}}`,
		`{"capabilities": {}, "initializationOptions": []}`,
		`{"capabilities": {}, "initializationOptions": "x"}`,
		`{"capabilities": {}, "initializationOptions": {"inlayHints": true}}`,
	} {
		c := start(t, nil)
		if _, err := c.call("initialize", params); err != nil {
			t.Errorf("%s: %v", params, err)
		}
		c.notify("workspace/didChangeConfiguration", `{"settings": null}`)
		c.notify("workspace/didChangeConfiguration", `{"settings": [1]}`)
		c.open("file:///x.flow", "say \"x\"\n")
		hints := string(c.must("textDocument/inlayHint", `{"textDocument": {"uri": "file:///x.flow"}, "range": {"start": {}, "end": {"line": 1}}}`))
		if !strings.Contains(hints, `"0"`) {
			t.Errorf("%s: the hints are %s", params, hints)
		}
	}
}

// TestUnsaved shows a view of documents that are no files.
func TestUnsaved(t *testing.T) {
	c := start(t, nil)
	c.initialize("{}")
	for uri, view := range map[string]string{
		"untitled:Untitled-1":         "flowc://payload/.unsaved/untitled%3AUntitled-1.json",
		"untitled:/home/me/x.flow":    "flowc://payload/.unsaved/untitled%3A/home/me/x.flow.json",
		"untitled:/home/me/x%20.flow": "flowc://payload/.unsaved/untitled%3A/home/me/x%2520.flow.json",
		"untitled:../../x.flow":       "flowc://payload/.unsaved/untitled%3A../../x.flow.json",
	} {
		c.open(uri, "say \"Hello.\"\n")
		if got := string(c.must("workspace/textDocumentContent", `{"uri": "`+view+`"}`)); !strings.Contains(got, "Hello.") {
			t.Errorf("%s: %s", uri, got)
		}
	}
}
