package lsp

import (
	"strings"
	"testing"
)

// TestFoldersOfNames looks for who uses a file in the folders that the client shows,
// which come and go.
func TestFoldersOfNames(t *testing.T) {
	c := start(t, map[string]string{"p/sub/lib.flow": "let desk = 5263\n", "p/main.flow": "use \"sub/lib.flow\"\nconnect desk\n"})
	c.must("initialize", `{"workspaceFolders": [{"uri": "file:///p"}], "capabilities": {}}`)
	c.open("file:///p/sub/lib.flow", "let desk = 5263\n")
	places := func() int {
		return strings.Count(string(c.must("textDocument/references", `{"textDocument": {"uri": "file:///p/sub/lib.flow"}, "position": {"line": 0, "character": 5}, "context": {"includeDeclaration": true}}`)), `"uri"`)
	}
	if n := places(); n != 2 {
		t.Errorf("there are %d places in a folder, want 2", n)
	}
	c.notify("workspace/didChangeWorkspaceFolders", `{"event": {"added": [{"uri": "file:///p/sub"}], "removed": [{"uri": "file:///p"}]}}`)
	if n := places(); n != 1 {
		t.Errorf("there are %d places in the folder below, want 1", n)
	}
}
