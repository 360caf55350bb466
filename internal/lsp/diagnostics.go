package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A publisher sends the diagnostics of one document. A newer text cancels the
// compilation of an older one. It stays when the document is closed: another one
// could overtake what this one sends last.
type publisher struct {
	uri string // of the document, as the client writes it; also after it was closed
	follower
}

// touched tells the client what is to be said of documents that a change matters
// to. It knows itself that the document changed.
func (s *server) touched(ctx context.Context, changed string, names []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(names, func(name string) bool { return name != changed }) {
		s.refresh(ctx)
	}
	for _, name := range names {
		s.viewsTouched(ctx, name)
		if s.client.Capabilities.TextDocument.Diagnostic != nil {
			continue // the client asks
		}
		p := s.publishers[name]
		if p == nil {
			p = &publisher{}
			s.publishers[name] = p
		}
		if doc := s.documents[name]; doc != nil {
			p.uri = doc.uri
		} else if p.uri == "" {
			p.uri = fileURI(name) // it has tests, and was never open
		}
		s.follow(&p.follower, "textDocument/publishDiagnostics", func(latest func() bool) { s.publish(ctx, name, p, latest) })
	}
}

func (s *server) publish(ctx context.Context, name string, p *publisher, latest func() bool) {
	s.mu.Lock()
	doc := s.documents[name]
	params := publishDiagnosticsParams{URI: p.uri, Diagnostics: []diagnostic{}}
	s.mu.Unlock()
	if doc == nil {
		params.Diagnostics = s.tested(ctx, name, params.Diagnostics)
	} else {
		var err error
		params.Version = &doc.version
		if params.Diagnostics, err = s.diagnose(ctx, &question{server: s, name: name, doc: doc}); err != nil {
			return
		}
	}
	if ctx.Err() == nil && latest() {
		_ = s.conn.Notify(ctx, "textDocument/publishDiagnostics", params)
	}
}

// diagnose returns the diagnostics of a document: what is wrong with it, and what
// tests that were run say of it.
func (s *server) diagnose(ctx context.Context, q *question) ([]diagnostic, error) {
	file, found, err := q.diagnostics(ctx)
	if err != nil {
		if d, ok := ide.Unread(err); ok {
			return []diagnostic{s.diagnostic(d, lines{})}, nil
		}
		return nil, err
	}
	return s.tested(ctx, q.name, s.shown(file, found)), nil
}

// shown returns diagnostics of a file, which is nil where there are none.
func (s *server) shown(file *source.File, found []ide.Diagnostic) []diagnostic {
	list := []diagnostic{}
	if len(found) == 0 {
		return list
	}
	lines := s.lines(file)
	for _, d := range found {
		list = append(list, s.diagnostic(d, lines))
	}
	return list
}

// tested adds to the diagnostics of a file what tests that were run say of it.
func (s *server) tested(ctx context.Context, name string, list []diagnostic) []diagnostic {
	return append(list, s.shown(s.workspace.TestDiagnostics(ctx, name))...)
}

// diagnostics returns what there is to say about a document, and its file: about the
// text that the client has, or about the one on disk.
func (q *question) diagnostics(ctx context.Context) (*source.File, []ide.Diagnostic, error) {
	if q.doc == nil && ide.IsScript(q.name) {
		return q.server.workspace.Diagnostics(ctx, q.name)
	}
	of, err := q.script(ctx)
	if err != nil {
		return nil, nil, err
	}
	return of.Main().File.Source, of.Snapshot.Diagnostics(), nil
}

// The numbers of the protocol.
const (
	tagUnnecessary = 1
	severityHint   = 4
)

var severities = map[diag.Severity]int{diag.Error: 1, diag.Warning: 2, diag.Info: 3}

func (s *server) diagnostic(d ide.Diagnostic, l lines) diagnostic {
	made := diagnostic{Source: "flowc", Message: d.Message, Severity: severities[d.Severity]}
	if d.Code != nil {
		made.Code, made.Description = d.Code.Name, &codeDescription{d.Code.Page()}
	}
	if d.Ran {
		made.Source = "flowc test"
	}
	if d.Hint {
		made.Severity = severityHint
	}
	if l.file != nil {
		made.Range = l.rangeOf(d.Span)
	}
	if d.Help != "" {
		made.Message += "\nhelp: " + d.Help
	}
	if d.Unnecessary {
		made.Tags = []int{tagUnnecessary}
	}
	if s.client.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation {
		for _, r := range d.Related {
			made.Related = append(made.Related, related{s.location(r.Place), r.Message})
		}
	}
	return made
}

// report returns the diagnostics of a document, unless the client has them.
func (s *server) report(ctx context.Context, q *question, known string) (report, error) {
	list, err := s.diagnose(ctx, q)
	if err != nil {
		return report{}, err
	}
	text, err := json.Marshal(list)
	if err != nil {
		return report{}, err
	}
	id := resultID(text)
	if id == known {
		return report{Kind: "unchanged", ResultID: id}, nil
	}
	return report{Kind: "full", ResultID: id, Items: &list}, nil
}

// resultID returns the name by which a client says that it has an answer.
func resultID(answer []byte) string {
	sum := fnv.New64a()
	sum.Write(answer)
	return fmt.Sprintf("%x", sum.Sum64())
}

func (s *server) documentDiagnostic(ctx context.Context, q *question) (any, error) {
	return s.report(ctx, q, q.PreviousResultID)
}

// workspaceDiagnostic returns the diagnostics of all scripts.
func (s *server) workspaceDiagnostic(ctx context.Context, q *question) (any, error) {
	known := map[string]string{}
	for _, id := range q.PreviousResultIDs {
		known[id.URI] = id.Value
	}
	items := []workspaceReport{}
	names := s.workspace.Scripts(ctx, s.workspaceFolders())
	progress := s.progress(ctx, q.WorkDoneToken, "Checking scripts")
	defer progress(-1)
	for i, name := range names {
		progress(i * 100 / len(names))
		item := workspaceReport{versioned: versioned{URI: s.uri(name)}}
		of := &question{server: s, name: name, doc: s.document(name)}
		if of.doc != nil {
			item.Version = &of.doc.version
		}
		made, err := s.report(ctx, of, known[item.URI])
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue // it changes just now, or is gone
		}
		item.report = made
		items = append(items, item)
	}
	return map[string]any{"items": items}, nil
}
