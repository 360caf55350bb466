// Package lsp speaks the Language Server Protocol over two streams. It turns the
// protocol into questions for internal/ide, and the answers back; what there is
// to say about a script is decided there.
//
// Notifications are handled in the order in which they come. A request notes the
// text that it is about when it comes, and is answered by a goroutine of its own:
// where that text has changed before there is an answer, the answer is that.
package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"runtime"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// Codes of errors that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized  = -32002
	codeRequestFailed   = -32803
	codeContentModified = -32801
	codeCancelled       = -32800
)

// A state says which messages may come.
type state uint8

const (
	fresh   state = iota // initialize and exit
	running              // all others
	stopped              // exit
)

// A server answers one client.
type server struct {
	workspace *ide.Workspace
	version   string
	log       io.Writer
	conn      *jsonrpc2.Conn
	requests  map[string]handler
	exit      chan int // the exit status

	mu        sync.Mutex
	state     state
	unit      source.Unit // of columns
	client    initializeParams
	folders   []string
	documents map[string]*document // that are open, by name
	settings
	experimental
	publishers map[string]*publisher
	refresher  follower
	views      map[string]*shown      // that the client follows, by URI
	tokens     map[string]semantic    // that the client has, by name
	asked      map[jsonrpc2.ID]*asked // requests that are being answered
}

// An asked is a request that is being answered.
type asked struct{ cancel context.CancelFunc }

// A handler answers a request.
type handler func(ctx context.Context, q *question) (any, error)

// Serve answers a client until it says exit, or hangs up, and returns the exit
// status. What goes wrong here is written to a log, without what texts say.
func Serve(ctx context.Context, files ide.Files, version string, in io.Reader, out, errs io.Writer) int {
	s := &server{
		workspace: ide.NewWorkspace(files), version: version, log: errs, exit: make(chan int, 1), unit: source.UTF16,
		documents: map[string]*document{}, publishers: map[string]*publisher{}, views: map[string]*shown{},
		tokens: map[string]semantic{}, asked: map[jsonrpc2.ID]*asked{},
	}
	s.requests = s.handlers()
	ended := make(chan struct{})
	stream := &stream{in: bufio.NewReader(in), out: out, close: sync.OnceValue(func() error { close(ended); return nil })}
	ready := make(chan struct{})
	conn := jsonrpc2.NewConn(ctx, stream, waiting{ready, s}, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	s.conn = conn
	close(ready)
	defer conn.Close()
	select {
	case status := <-s.exit:
		return status
	case <-ended:
		select {
		case status := <-s.exit: // the last message was exit
			return status
		default:
			return 1
		}
	}
}

// waiting handles nothing before the server is whole.
type waiting struct {
	ready  chan struct{}
	server *server
}

func (w waiting) Handle(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	<-w.ready
	w.server.handle(ctx, req)
}

// handle takes one message. It returns before the next one is read.
func (s *server) handle(ctx context.Context, req *jsonrpc2.Request) {
	params := json.RawMessage("null")
	if req.Params != nil {
		params = *req.Params
	}
	if req.Notif {
		defer s.guard(req.Method, func() {})
		s.notified(ctx, req.Method, params)
		return
	}
	reply := func(result any, err error) { s.reply(ctx, req.ID, result, err) }
	s.mu.Lock()
	state := s.state
	s.mu.Unlock()
	switch answer := s.requests[req.Method]; {
	case state == stopped:
		reply(nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is shut down"})
	case req.Method == "initialize":
		defer s.guard(req.Method, func() { reply(nil, errInternal) })
		reply(s.initialize(params))
	case state == fresh:
		reply(nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "the server is not initialized"})
	case req.Method == "shutdown":
		s.mu.Lock()
		s.state = stopped
		s.mu.Unlock()
		reply(nil, nil)
	case answer == nil:
		reply(nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: req.Method + " is not supported"})
	default:
		s.answer(ctx, req, params, answer)
	}
}

var errInternal = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: "this is a mistake in flowc; its log says where"}

// answer answers a request in a goroutine, about the text that is there now.
func (s *server) answer(ctx context.Context, req *jsonrpc2.Request, params json.RawMessage, answer handler) {
	ctx, cancel := context.WithCancel(ctx)
	own := &asked{cancel}
	q, err := s.question(params)
	if err != nil {
		cancel()
		s.reply(ctx, req.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()})
		return
	}
	s.mu.Lock()
	s.asked[req.ID] = own
	s.mu.Unlock()
	go func() {
		done := func(result any, err error) {
			s.mu.Lock()
			if s.asked[req.ID] == own {
				delete(s.asked, req.ID)
			}
			s.mu.Unlock()
			if ctx.Err() != nil {
				err = &jsonrpc2.Error{Code: codeCancelled, Message: "the request was cancelled"}
			}
			cancel()
			s.reply(ctx, req.ID, result, err)
		}
		defer s.guard(req.Method, func() { done(nil, errInternal) })
		done(answer(ctx, q))
	}()
}

// reply answers a request. The client may be gone; then nobody waits.
func (s *server) reply(ctx context.Context, id jsonrpc2.ID, result any, err error) {
	response := &jsonrpc2.Response{ID: id}
	if err == nil {
		err = response.SetResult(result)
	}
	if err != nil {
		failure := &jsonrpc2.Error{Code: codeRequestFailed, Message: err.Error()}
		errors.As(err, &failure)
		response.Result, response.Error = nil, failure
	}
	_ = s.conn.SendResponse(ctx, response)
}

// guard keeps a mistake in one answer from ending the server. The log gets the
// place of it, and nothing that a text may have had a part in.
func (s *server) guard(method string, then func()) {
	failure := recover()
	if failure == nil {
		return
	}
	at := "somewhere"
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") || !more {
			at = fmt.Sprintf("%s, line %d", frame.Function, frame.Line)
			break
		}
	}
	fmt.Fprintf(s.log, "flowc lsp: %s panicked in %s\n", visible(method), at)
	then()
}

// visible shortens what a client says that is no method.
func visible(method string) string { return fmt.Sprintf("%.60q", method) }

// notified handles a notification.
func (s *server) notified(ctx context.Context, method string, params json.RawMessage) {
	s.mu.Lock()
	state := s.state
	s.mu.Unlock()
	if method == "exit" {
		status := 1
		if state == stopped {
			status = 0
		}
		s.exit <- status
		_ = s.conn.Close()
		return
	}
	if state != running {
		return
	}
	var err error
	switch method {
	case "initialized":
		go s.register(ctx)
	case "$/cancelRequest":
		err = s.cancel(params)
	case "textDocument/didOpen":
		err = s.didOpen(ctx, params)
	case "textDocument/didChange":
		err = s.didChange(ctx, params)
	case "textDocument/didClose":
		err = s.didClose(ctx, params)
	case "workspace/didChangeWatchedFiles":
		err = s.didChangeFiles(ctx, params)
	case "workspace/didChangeWorkspaceFolders":
		err = s.didChangeFolders(params)
	case "workspace/didChangeConfiguration":
		err = s.didChangeConfiguration(ctx, params)
	}
	if err != nil {
		fmt.Fprintf(s.log, "flowc lsp: %s: %v\n", method, err)
	}
}

var errParams = errors.New("the parameters are not those of the protocol")

// decode reads parameters. The error says nothing of what they hold.
func decode(params json.RawMessage, v any) error {
	if json.Unmarshal(params, v) != nil {
		return errParams
	}
	return nil
}

// cancel cancels a request.
func (s *server) cancel(params json.RawMessage) error {
	var p struct {
		ID jsonrpc2.ID `json:"id"`
	}
	if err := decode(params, &p); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if asked := s.asked[p.ID]; asked != nil {
		asked.cancel()
	}
	return nil
}

// register asks the client to say when scripts and projects change on disk.
func (s *server) register(ctx context.Context) {
	if !s.client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	type registration struct {
		ID      string         `json:"id"`
		Method  string         `json:"method"`
		Options map[string]any `json:"registerOptions"`
	}
	// Values of a project may stand in files of any name.
	watchers := []watcher{{"**/*.flow"}, {"**/*.{yaml,yml,json}"}}
	_ = s.conn.Call(ctx, "client/registerCapability", map[string]any{"registrations": []registration{
		{"files", "workspace/didChangeWatchedFiles", map[string]any{"watchers": watchers}},
	}}, nil)
}
