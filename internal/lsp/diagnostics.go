package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
)

// A publisher sends the diagnostics of one document, in order: there is one
// goroutine for it at a time, which goes on until it has sent those of the
// newest text. A newer text cancels the compilation of an older one.
type publisher struct {
	changes int // that something may be said otherwise after
	running bool
	uri     string // of the document, as the client writes it; also after it was closed
}

// touched tells the client what is to be said of documents that a change
// matters to. A client that asks for diagnostics knows itself that the document
// changed.
func (s *server) touched(ctx context.Context, changed string, names []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client.Capabilities.TextDocument.Diagnostic != nil {
		others := slices.ContainsFunc(names, func(name string) bool { return name != changed })
		if others && s.client.Capabilities.Workspace.Diagnostics.RefreshSupport && !s.refreshing {
			s.refreshing = true
			go s.refresh(ctx)
		}
		return
	}
	for _, name := range names {
		p := s.publishers[name]
		if p == nil {
			p = &publisher{}
			s.publishers[name] = p
		}
		if doc := s.documents[name]; doc != nil {
			p.uri = doc.uri
		}
		if p.changes++; !p.running {
			p.running = true
			go s.publish(ctx, name, p)
		}
	}
}

// refresh asks the client to ask again.
func (s *server) refresh(ctx context.Context) {
	s.mu.Lock()
	s.refreshing = false
	s.mu.Unlock()
	_ = s.conn.Call(ctx, "workspace/diagnostic/refresh", nil, nil)
}

func (s *server) publish(ctx context.Context, name string, p *publisher) {
	defer s.guard("textDocument/publishDiagnostics", func() {
		s.mu.Lock()
		p.running = false
		s.mu.Unlock()
	})
	for {
		s.mu.Lock()
		changes, doc := p.changes, s.documents[name]
		params := publishDiagnosticsParams{URI: p.uri, Diagnostics: []diagnostic{}}
		s.mu.Unlock()
		var err error
		if doc != nil {
			params.Version = &doc.version
			params.Diagnostics, err = s.diagnose(ctx, &question{server: s, name: name, doc: doc})
		}
		s.mu.Lock()
		latest := p.changes == changes
		s.mu.Unlock()
		if ctx.Err() != nil {
			return
		}
		if latest && err == nil {
			_ = s.conn.Notify(ctx, "textDocument/publishDiagnostics", params)
		}
		s.mu.Lock()
		if p.changes == changes {
			p.running = false
			if s.documents[name] == nil {
				delete(s.publishers, name)
			}
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
	}
}

// diagnose returns the diagnostics of a document.
func (s *server) diagnose(ctx context.Context, q *question) ([]diagnostic, error) {
	script, err := q.script(ctx)
	if err != nil {
		if d, ok := ide.Unread(err); ok {
			return []diagnostic{s.diagnostic(d, lines{})}, nil
		}
		return nil, err
	}
	list := []diagnostic{}
	for _, d := range script.Diagnostics() {
		list = append(list, s.diagnostic(d, script.lines))
	}
	return list, nil
}

// The numbers of the protocol.
const (
	severityError   = 1
	severityWarning = 2
	tagUnnecessary  = 1
)

func (s *server) diagnostic(d ide.Diagnostic, l lines) diagnostic {
	made := diagnostic{Severity: severityError, Code: d.Code.Name, Source: "flowc", Message: d.Message}
	if l.file != nil {
		made.Range = l.rangeOf(d.Span)
	}
	if d.Severity == diag.Warning {
		made.Severity = severityWarning
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
	sum := fnv.New64a()
	sum.Write(text)
	id := fmt.Sprintf("%x", sum.Sum64())
	if id == known {
		return report{Kind: "unchanged", ResultID: id}, nil
	}
	return report{Kind: "full", ResultID: id, Items: &list}, nil
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
	names := s.workspace.Scripts(s.workspaceFolders())
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
