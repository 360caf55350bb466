package lsp

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/ide"
)

// A question is what a request asks, about the text that was there when it came.
type question struct {
	documentParams
	server *server
	name   string    // of the file; empty where it is about the workspace
	doc    *document // nil where the file is not open
}

// question reads the parameters of a request.
func (s *server) question(params json.RawMessage) (*question, error) {
	q := &question{server: s}
	if err := decode(params, &q.documentParams); err != nil {
		return nil, err
	}
	uri := cmp.Or(q.TextDocument.URI, q.Item.URI)
	if len(q.Arguments) > 0 && decode(q.Arguments[0], &uri) != nil {
		return nil, errParams
	}
	if file, _, ok := viewed(q.URI); ok {
		q.name = file
	} else if uri != "" {
		q.name = name(uri)
	}
	q.doc = s.document(q.name)
	return q, nil
}

// A script is what is known about a document, and its lines.
type script struct {
	*ide.Snapshot
	lines
}

var (
	errModified = &jsonrpc2.Error{Code: codeContentModified, Message: "the text has changed since"}
	errNowhere  = &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: errUnknown.Error()}
)

// there reports whether a question is about something that may be a script.
func (q *question) there() bool { return q.doc != nil || q.name != "" && ide.IsScript(q.name) }

// script returns what is known about the document of a question.
func (q *question) script(ctx context.Context) (script, error) {
	if !q.there() {
		return script{}, errNowhere
	}
	s, err := q.server.workspace.Snapshot(ctx, q.name)
	switch {
	case err != nil:
		return script{}, err
	case q.doc != nil && s.Text() != q.doc.file.Text:
		return script{}, errModified
	}
	return script{s, q.server.lines(s.Main().File.Source)}, nil
}

// at returns what is known about the document, and the offset that is asked for.
func (q *question) at(ctx context.Context) (script, int32, error) {
	of, err := q.script(ctx)
	if err != nil {
		return of, 0, err
	}
	return of, of.offset(q.Position), nil
}

// about answers a question with what is known about its document.
func about(ctx context.Context, q *question, answer func(of script) any) (any, error) {
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	return answer(of), nil
}
