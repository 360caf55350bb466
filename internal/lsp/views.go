package lsp

import (
	"context"
	"net/url"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/internal/ide"
)

// A view is a document that is made from a script: flowc://payload/call.flow.json
// and flowc://expanded/call.flow. A client may also ask for its text by a command.
const viewScheme = "flowc"

// viewSuffixes are what the names of views have behind the name of the script.
var viewSuffixes = map[ide.View]string{ide.PayloadView: ".json", ide.ExpandedView: ""}

const commandPrefix = viewScheme + "."

// commands are those of the server, in the order in which they are announced.
var commands = []struct {
	name string
	run  func(s *server, ctx context.Context, q *question) (any, error)
}{
	{string(ide.PayloadView), viewOf(ide.PayloadView)},
	{string(ide.ExpandedView), viewOf(ide.ExpandedView)},
	{"tests", (*server).testsIn},
	{string(ide.RunTest), (*server).runTests},
	{string(ide.RunTests), (*server).runTests},
	{string(ide.ShowCoverage), (*server).showCoverage},
	{string(ide.HideCoverage), (*server).hideCoverage},
}

// commandNames are what clients call the commands.
func commandNames() (names []string) {
	for _, c := range commands {
		names = append(names, commandPrefix+c.name)
	}
	return names
}

func (s *server) executeCommand(ctx context.Context, q *question) (any, error) {
	for _, c := range commands {
		if q.Command == commandPrefix+c.name {
			return c.run(s, ctx, q)
		}
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "there is no such command"}
}

func viewOf(view ide.View) func(*server, context.Context, *question) (any, error) {
	return func(_ *server, ctx context.Context, q *question) (any, error) {
		of, err := q.script(ctx)
		if err != nil {
			return nil, err
		}
		return of.View(view)
	}
}

// A shown view is one that the client has, and is told about when it is another one.
type shown struct {
	text string // that the client has
	follower
}

// maxShown is how many views are followed.
const maxShown = 100

// content answers with the text of a view, and follows it from then on, until the
// client is told that it is another one: it asks again if it still shows it.
func (s *server) content(ctx context.Context, q *question) (any, error) {
	_, view, ok := viewed(q.URI)
	if !ok {
		return nil, errNowhere
	}
	// It is followed from before it is made, and also where there is none yet. Only
	// what is open changes.
	s.mu.Lock()
	known := s.views[q.URI]
	if known == nil {
		known = &shown{}
		if q.doc != nil && len(s.views) < maxShown {
			s.views[q.URI] = known
		}
	}
	s.mu.Unlock()
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	text, err := of.View(view)
	s.mu.Lock()
	known.text = text
	s.mu.Unlock()
	return textDocumentContent{text}, err
}

// viewsTouched tells the client of the views of a document that are other ones. A
// script with mistakes has none: its views stay what they were. The caller has
// locked the server.
func (s *server) viewsTouched(ctx context.Context, name string) {
	doc := s.documents[name]
	for uri, known := range s.views {
		file, view, _ := viewed(uri)
		switch {
		case file != name:
		case doc == nil:
			delete(s.views, uri)
		default:
			s.follow(&known.follower, "workspace/textDocumentContent/refresh", func(latest func() bool) {
				of, err := (&question{server: s, name: name, doc: s.document(name)}).script(ctx)
				if err != nil {
					return
				}
				text, err := of.View(view)
				if err != nil || !latest() {
					return
				}
				s.mu.Lock()
				same := text == known.text || s.views[uri] != known
				if !same {
					delete(s.views, uri)
				}
				s.mu.Unlock()
				if !same {
					_ = s.conn.Call(ctx, "workspace/textDocumentContent/refresh", map[string]string{"uri": uri}, nil)
				}
			})
		}
	}
}

// viewed returns the file of the script that a URI shows a view of.
func viewed(uri string) (file string, view ide.View, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != viewScheme {
		return "", "", false
	}
	view = ide.View(u.Host)
	suffix, known := viewSuffixes[view]
	u.Path, ok = strings.CutSuffix(u.Path, suffix)
	ok = ok && known && u.Path != ""
	if unsaved, is := strings.CutPrefix(u.Path, "/"+unsavedFolder+"/"); is {
		return name(unsaved), view, ok
	}
	return path(u), view, ok
}
