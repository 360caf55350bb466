package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/ide"
)

// A client speaks to a server over two pipes.
type client struct {
	t      testing.TB
	conn   *jsonrpc2.Conn
	out    io.WriteCloser // to the server
	log    *strings.Builder
	ended  chan struct{} // closed when the server has
	status int

	mu       sync.Mutex
	came     *sync.Cond
	notes    []jsonrpc2.Request // notifications of the server
	requests []jsonrpc2.Request // and its requests
}

// Handle implements jsonrpc2.Handler.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if req.Notif {
		c.notes = append(c.notes, *req)
	} else {
		c.requests = append(c.requests, *req)
		go func() { _ = conn.Reply(ctx, req.ID, nil) }()
	}
	c.came.Broadcast()
}

// start starts a server over some files.
func start(t testing.TB, files map[string]string) *client {
	t.Helper()
	disk := fstest.MapFS{}
	for path, text := range files {
		disk[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return startOver(t, ide.Of(disk))
}

func startOver(t testing.TB, files ide.Files) *client {
	t.Helper()
	fromClient, toServer := io.Pipe()
	fromServer, toClient := io.Pipe()
	c := &client{t: t, out: toServer, log: &strings.Builder{}, ended: make(chan struct{})}
	c.came = sync.NewCond(&c.mu)
	go func() {
		c.status = Serve(context.Background(), files, "test", fromClient, toClient, c.log)
		fromClient.Close()
		toClient.Close()
		close(c.ended)
	}()
	stream := &stream{in: bufio.NewReader(fromServer), out: toServer, close: toServer.Close}
	c.conn = jsonrpc2.NewConn(context.Background(), stream, c, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	t.Cleanup(func() { c.conn.Close(); <-c.ended })
	return c
}

// initialize starts the conversation. The capabilities are JSON.
func (c *client) initialize(capabilities string) json.RawMessage {
	c.t.Helper()
	result := c.must("initialize", `{"rootUri": "file:///", "capabilities": `+capabilities+`}`)
	c.notify("initialized", `{}`)
	return result
}

// call makes a request. The params are JSON.
func (c *client) call(method, params string) (result json.RawMessage, err error) {
	return result, c.conn.Call(context.Background(), method, json.RawMessage(params), &result)
}

func (c *client) must(method, params string) json.RawMessage {
	c.t.Helper()
	result, err := c.call(method, params)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, params, err)
	}
	return result
}

func (c *client) notify(method, params string) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, json.RawMessage(params)); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func quoted(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (c *client) open(uri, text string) {
	c.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument": {"uri": %q, "languageId": "flow", "version": 1, "text": %s}}`, uri, quoted(text)))
}

// change replaces a range of a document, or all of it where the range is empty.
func (c *client) change(uri string, version int, at, text string) {
	if at != "" {
		at = `"range": ` + at + `, `
	}
	c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": %d}, "contentChanges": [{%s"text": %s}]}`, uri, version, at, quoted(text)))
}

// published waits for the diagnostics of a version of a document.
func (c *client) published(uri string, version int32) publishDiagnosticsParams {
	for from := 0; ; {
		note := c.note(&from, "textDocument/publishDiagnostics")
		var p publishDiagnosticsParams
		if err := json.Unmarshal(note, &p); err != nil {
			c.t.Fatal(err)
		}
		if p.URI == uri && (p.Version == nil && version == 0 || p.Version != nil && *p.Version == version) {
			return p
		}
	}
}

// note waits for a notification behind those that were looked at.
func (c *client) note(from *int, method string) json.RawMessage {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for *from < len(c.notes) {
			req := c.notes[*from]
			*from++
			if req.Method == method {
				return *req.Params
			}
		}
		c.came.Wait()
	}
}

// shutdown ends the conversation, and returns the exit status.
func (c *client) shutdown() int {
	c.must("shutdown", "null")
	c.notify("exit", "null")
	<-c.ended
	return c.status
}
