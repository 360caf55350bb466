package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/ide"
)

// code returns the code of an error of the protocol, or 0.
func code(err error) int64 {
	var failure *jsonrpc2.Error
	if errors.As(err, &failure) {
		return failure.Code
	}
	return 0
}

// TestLifecycle holds requests out of turn against the codes that they get.
func TestLifecycle(t *testing.T) {
	c := start(t, nil)
	ask := func(method string, want int64) {
		t.Helper()
		if _, err := c.call(method, `{}`); code(err) != want {
			t.Errorf("%s: %v, want the code %d", method, err, want)
		}
	}
	ask("textDocument/hover", codeNotInitialized)
	ask("shutdown", codeNotInitialized)
	if _, err := c.call("initialize", `[1]`); code(err) != jsonrpc2.CodeInvalidParams {
		t.Errorf("initialize with wrong parameters: %v", err)
	}
	c.open("file:///early.flow", "-> nowhere\n")
	c.initialize("{}")
	ask("initialize", jsonrpc2.CodeInvalidRequest)
	ask("textDocument/nothing", jsonrpc2.CodeMethodNotFound)
	ask("textDocument/documentSymbol", jsonrpc2.CodeInvalidParams)
	c.must("shutdown", "null")
	ask("textDocument/documentSymbol", jsonrpc2.CodeInvalidRequest)
	c.notify("exit", "null")
	<-c.ended
	if c.status != 0 {
		t.Errorf("the exit status after a shutdown is %d", c.status)
	}
	for name, end := range map[string]func(c *client){
		"exit without shutdown": func(c *client) { c.notify("exit", "null") },
		"a closed pipe":         func(c *client) { c.out.Close() },
	} {
		c := start(t, nil)
		c.initialize("{}")
		end(c)
		<-c.ended
		if c.status != 1 {
			t.Errorf("the exit status of %s is %d", name, c.status)
		}
	}
}

// TestNoMessages sends what is none, and checks that the server goes on where it
// can, and ends where it can't.
func TestNoMessages(t *testing.T) {
	frame := func(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }
	const initialize = `{"jsonrpc": "2.0", "id": "x", "method": "initialize", "params": {"capabilities": {}}}`
	const exit = `{"jsonrpc": "2.0", "method": "exit"}`
	for in, want := range map[string]string{
		frame("{") + frame(exit):                                         `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"this is no JSON"}}`,
		frame("[]") + frame(exit):                                        `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"this is no request"}}`,
		frame(`{"id": -7, "method": "a"}`) + frame(exit):                 `{"jsonrpc":"2.0","id":-7,"error":{"code":-32600,"message":"this is no request"}}`,
		frame(`{"id": {}, "method": 3}`) + frame(exit):                   `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"this is no request"}}`,
		frame(`{"id": 5, "result": {}, "jsonrpc": "2.0"}`) + frame(exit): ``,
		"content-length:" + frame(exit)[len("Content-Length:"):]:         ``,
		"Content-Length: 99999999999999\r\n\r\n{}":                       ``,
		"Content-Length: -1\r\n\r\n{}":                                   ``,
		"Content-Length: 10\r\n\r\n{}":                                   ``,
		strings.Repeat("x", 10_000):                                      ``,
		"\r\n\r\n":                                                       ``,
		frame(initialize)[:40]:                                           ``,
	} {
		var out, log strings.Builder
		if status := Serve(context.Background(), ide.Of(nil), "", strings.NewReader(in), &out, &log); status != 1 {
			t.Errorf("%.60q: the exit status is %d", in, status)
		}
		got := out.String()
		if _, body, found := strings.Cut(got, "\r\n\r\n"); found {
			got = body
		}
		if diff := cmp.Diff(want, got); diff != "" || log.Len() > 0 {
			t.Errorf("%.60q (-want +got):\n%s%s", in, diff, log.String())
		}
	}
}

// TestWrongChanges sends changes that no client should, and checks that the
// server still knows the text.
func TestWrongChanges(t *testing.T) {
	c := start(t, nil)
	c.initialize("{}")
	const uri = "file:///x.flow"
	c.change(uri, 1, "", "x")
	c.notify("textDocument/didClose", `{"textDocument": {"uri": "file:///x.flow"}}`)
	c.notify("textDocument/didOpen", `{"textDocument": 3}`)
	c.notify("textDocument/didOpen", `{"textDocument": {"uri": "file:///x.txt", "languageId": "text", "text": "x"}}`)
	c.open(uri, "b:\r\n  say \"é😀\"\r  end\n")
	c.change(uri, 2, `{"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 0}}`, "a")                     // the wrong way round
	c.change(uri, 3, `{"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 99}}`, "-> a\n")             // behind the end
	c.change(uri, 4, `{"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 8}}`, "!")                     // inside of a character
	c.change(uri, 5, `{"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": 5}}`, "-> a")                  // behind a carriage return
	c.change(uri, 6, `{"start": {"line": 99999999999, "character": -1}, "end": {"line": 99999999999, "character": 1}}`, "") // nowhere
	c.notify("textDocument/didChange", `{"textDocument": {"uri": "file:///x.flow"}, "contentChanges": [{"range": {}}]}`)
	got := string(c.must("textDocument/documentSymbol", `{"textDocument": {"uri": "file:///x.flow"}}`))
	fresh := start(t, nil)
	fresh.initialize("{}")
	fresh.open(uri, "a:\r\n  say \"é!😀\"\r  -> a\n-> a\n")
	want := string(fresh.must("textDocument/documentSymbol", `{"textDocument": {"uri": "file:///x.flow"}}`))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if log := c.log.String(); strings.Count(log, "\n") != 4 || strings.Contains(log, "é") {
		t.Errorf("the log says\n%s", log)
	}
}

// TestBurst types 10,000 letters, each a change, and asks about the text.
func TestBurst(t *testing.T) {
	c := start(t, nil)
	c.initialize("{}")
	const uri = "file:///x.flow"
	c.open(uri, "")
	var want strings.Builder
	const letters = "say \"abcdefghij\"\n"
	for i := range 10_000 {
		letter := letters[i%len(letters) : i%len(letters)+1]
		line, column := i/len(letters), i%len(letters)
		c.change(uri, i+2, fmt.Sprintf(`{"start": {"line": %d, "character": %d}, "end": {"line": %d, "character": %d}}`, line, column, line, column), letter)
		want.WriteString(letter)
	}
	var symbols []symbolInformation
	if err := json.Unmarshal(c.must("textDocument/documentSymbol", `{"textDocument": {"uri": "file:///x.flow"}}`), &symbols); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(want.String(), "say \"abcdefghij\"\n"); len(symbols) != got+1 {
		t.Errorf("%d symbols, want %d", len(symbols), got+1)
	}
	c.published(uri, 10_001)
	last := int32(0)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, note := range c.notes {
		var p publishDiagnosticsParams
		if err := json.Unmarshal(*note.Params, &p); err != nil || *p.Version < last {
			t.Fatalf("the diagnostics of version %d came behind those of %d: %v", *p.Version, last, err)
		}
		last = *p.Version
	}
}

// slow are files that wait until they may be read.
type slow struct {
	*memory
	may chan struct{}
}

func (s slow) Read(path string) (string, error) {
	<-s.may
	return s.memory.Read(path)
}

// TestCancel cancels a request that can't be answered yet.
func TestCancel(t *testing.T) {
	files := slow{&memory{texts: map[string]string{"/x.flow": "end\n"}}, make(chan struct{})}
	c := startOver(t, files)
	c.initialize("{}")
	asked := make(chan error, 1)
	go func() {
		asked <- c.conn.Call(context.Background(), "textDocument/documentSymbol",
			json.RawMessage(`{"textDocument": {"uri": "file:///x.flow"}}`), nil, jsonrpc2.PickID(jsonrpc2.ID{Str: "it", IsString: true}))
	}()
	for done := false; !done; { // the request may come behind it
		c.notify("$/cancelRequest", `{"id": "it"}`)
		select {
		case err := <-asked:
			if code(err) != codeCancelled {
				t.Errorf("a request that was cancelled got %v", err)
			}
			done = true
		default:
		}
	}
	close(files.may)
	c.must("textDocument/documentSymbol", `{"textDocument": {"uri": "file:///x.flow"}}`)
}

// TestPanic checks that a mistake of ours is an answer, and that the log says
// where it is and nothing of the texts.
func TestPanic(t *testing.T) {
	var out, log strings.Builder
	s := &server{log: &log}
	answered := false
	func() {
		defer s.guard("textDocument/x", func() { answered = true })
		panic("hush-hush")
	}()
	if got := log.String(); !answered || !strings.Contains(got, `"textDocument/x" panicked in `) || strings.Contains(got, "hush") || out.Len() > 0 {
		t.Errorf("the log says %q", got)
	}
}

// TestWatched changes a file on disk that an open script uses.
func TestWatched(t *testing.T) {
	disk := &memory{texts: map[string]string{"/lib.flow": "let a = 1\n"}}
	c := startOver(t, disk)
	c.initialize(`{"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}`)
	c.open("file:///x.flow", "use \"lib.flow\"\ncall b\n")
	from := 0
	if p := string(c.note(&from, "textDocument/publishDiagnostics")); !strings.Contains(p, "unknown-name") {
		t.Errorf("diagnostics: %s", p)
	}
	disk.set("/lib.flow", "let b = 1\n")
	c.notify("workspace/didChangeWatchedFiles", `{"changes": [{"uri": "file:///lib.flow", "type": 2}]}`)
	if p := string(c.note(&from, "textDocument/publishDiagnostics")); !strings.Contains(p, `"diagnostics":[]`) {
		t.Errorf("diagnostics: %s", p)
	}
	c.open("file:///y%2Dz.flow", "end\n")
	c.notify("textDocument/didClose", `{"textDocument": {"uri": "file:///y%2Dz.flow"}}`)
	c.published("file:///y%2Dz.flow", 0)
	c.notify("textDocument/didClose", `{"textDocument": {"uri": "file:///x.flow"}}`)
	if p := c.published("file:///x.flow", 0); len(p.Diagnostics) != 0 {
		t.Errorf("diagnostics of a closed document: %v", p)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.requests) == 0 {
		c.came.Wait()
	}
	if got := c.requests[0].Method; got != "client/registerCapability" {
		t.Errorf("the server asks %s", got)
	}
}

// memory are files by path.
type memory struct {
	mu    sync.Mutex
	texts map[string]string
}

func (m *memory) set(path, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.texts[path] = text
}

func (m *memory) Read(path string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if text, ok := m.texts[path]; ok {
		return text, nil
	}
	return "", fs.ErrNotExist
}

func (*memory) Path(name string) string { return name }
func (m *memory) Real(path string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.texts[path]; ok {
		return path, nil
	}
	return "", fs.ErrNotExist
}

func (m *memory) Exists(path string) bool                { _, err := m.Real(path); return err == nil }
func (*memory) Regular(string) bool                      { return true }
func (*memory) Scripts(context.Context, string) []string { return nil }
