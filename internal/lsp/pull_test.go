package lsp

import (
	"strings"
	"testing"
)

// TestPull is a client that asks for diagnostics: nothing is sent to it, an answer
// that it has is not repeated, and it is told when a change matters to another
// document.
func TestPull(t *testing.T) {
	c := start(t, nil)
	c.initialize(`{"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}`)
	c.open("file:///lib.flow", "let a = 1\n")
	c.open("file:///x.flow", "use \"lib.flow\"\ncall a\n")
	first := string(c.must("textDocument/diagnostic", `{"textDocument": {"uri": "file:///x.flow"}}`))
	_, id, _ := strings.Cut(first, `"resultId":"`)
	id, _, _ = strings.Cut(id, `"`)
	again := string(c.must("textDocument/diagnostic", `{"textDocument": {"uri": "file:///x.flow"}, "previousResultId": "`+id+`"}`))
	if want := `{"kind":"unchanged","resultId":"` + id + `"}`; !strings.Contains(first, `"items":[]`) || again != want {
		t.Errorf("the answers are %s and %s", first, again)
	}
	c.change("file:///lib.flow", 2, "", "let b = 1\n")
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.requests) == 0 {
		c.came.Wait()
	}
	if got := c.requests[0].Method; got != "workspace/diagnostic/refresh" || len(c.notes) > 0 {
		t.Errorf("the server asks %s, and says %v", got, c.notes)
	}
}

// TestFoldersAndProgress looks for symbols in folders that come and go.
func TestFoldersAndProgress(t *testing.T) {
	c := start(t, map[string]string{"a/x.flow": "one: end\n", "b/y.flow": "two: end\n"})
	c.must("initialize", `{"workspaceFolders": [{"uri": "file:///a", "name": "a"}], "capabilities": {}}`)
	symbols := func() string { return string(c.must("workspace/symbol", `{"query": "", "workDoneToken": "t"}`)) }
	if got := symbols(); !strings.Contains(got, "one") || strings.Contains(got, "two") {
		t.Errorf("the symbols of a folder are %s", got)
	}
	c.notify("workspace/didChangeWorkspaceFolders", `{"event": {"added": [{"uri": "file:///b"}], "removed": [{"uri": "file:///a"}]}}`)
	if got := symbols(); strings.Contains(got, "one") || !strings.Contains(got, "two") {
		t.Errorf("the symbols of another folder are %s", got)
	}
	from := 0
	for _, want := range []string{`{"token":"t","value":{"kind":"begin","title":"Looking for symbols"}}`, `{"token":"t","value":{"kind":"end"}}`} {
		if got := string(c.note(&from, "$/progress")); got != want {
			t.Errorf("the progress is %s, want %s", got, want)
		}
	}
}

// TestOptions is a client that counts bytes, and can say so only by an option.
func TestOptions(t *testing.T) {
	c := start(t, nil)
	said := string(c.must("initialize", `{"initializationOptions": {"positionEncoding": "utf-8", "inlayHints": {"stepNumbers": false}}, "capabilities": {}}`))
	if !strings.Contains(said, `"positionEncoding":"utf-8"`) {
		t.Errorf("the server says %s", said)
	}
	c.open("file:///x.flow", "say \"é\" -> nowhere\n")
	if at := c.published("file:///x.flow", 1).Diagnostics[0].Range.Start.Character; at != 9 {
		t.Errorf("the finding stands at byte %d", at)
	}
	hints := string(c.must("textDocument/inlayHint", `{"textDocument": {"uri": "file:///x.flow"}, "range": {"start": {}, "end": {"line": 1}}}`))
	if hints != "[]" {
		t.Errorf("hints that are off: %s", hints)
	}
}
