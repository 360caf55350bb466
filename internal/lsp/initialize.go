package lsp

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/flowc-lang/flowc/lang/source"
)

// unit returns the unit of columns that the protocol has a name for.
func unit(encoding string) (source.Unit, bool) {
	switch encoding {
	case "utf-8":
		return source.Bytes, true
	case "utf-16":
		return source.UTF16, true
	case "utf-32":
		return source.Characters, true
	}
	return 0, false
}

// initialize notes what the client is like, and says what the server answers.
func (s *server) initialize(params json.RawMessage) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != fresh {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is initialized"}
	}
	if decode(params, &s.client) != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: errParams.Error()}
	}
	// Other servers give these other meanings, and some editors send what is none.
	_ = decode(s.client.Options, &s.settings)
	_ = decode(s.client.Capabilities.Experimental, &s.experimental)
	encoding := "utf-16"
	for _, offered := range slices.Backward(s.client.Capabilities.General.PositionEncodings) {
		if _, known := unit(offered); known {
			encoding = offered // the client names first what it likes best
		}
	}
	if _, known := unit(s.settings.PositionEncoding); known {
		encoding = s.settings.PositionEncoding
	}
	s.unit, _ = unit(encoding)
	for _, f := range s.client.WorkspaceFolders {
		s.folders = append(s.folders, name(f.URI))
	}
	switch {
	case len(s.folders) > 0:
	case s.client.RootURI != "":
		s.folders = []string{name(s.client.RootURI)}
	case s.client.RootPath != "":
		s.folders = []string{filepath.Clean(s.client.RootPath)}
	}
	s.workspace.Folders(s.folders)
	s.state = running
	capabilities := capabilities()
	capabilities["positionEncoding"] = encoding
	return map[string]any{
		"capabilities": capabilities,
		"serverInfo":   map[string]any{"name": "flowc", "version": s.version},
	}, nil
}

// capabilities says what the server answers.
func capabilities() map[string]any {
	slow := map[string]any{"workDoneProgress": true}
	return map[string]any{
		"textDocumentSync": map[string]any{
			"openClose": true, "change": 2, // incremental
		},
		"definitionProvider":              true,
		"referencesProvider":              slow,
		"documentHighlightProvider":       true,
		"renameProvider":                  map[string]any{"prepareProvider": true, "workDoneProgress": true},
		"documentFormattingProvider":      true,
		"documentRangeFormattingProvider": true,
		"documentOnTypeFormattingProvider": map[string]any{
			"firstTriggerCharacter": "}", "moreTriggerCharacter": []string{"\n"},
		},
		"documentSymbolProvider":     true,
		"workspaceSymbolProvider":    slow,
		"foldingRangeProvider":       true,
		"selectionRangeProvider":     true,
		"documentLinkProvider":       map[string]any{},
		"linkedEditingRangeProvider": true,
		"callHierarchyProvider":      slow,
		"semanticTokensProvider": map[string]any{
			"legend": map[string]any{"tokenTypes": tokenTypes, "tokenModifiers": tokenModifiers},
			"full":   map[string]any{"delta": true}, "range": true,
		},
		"completionProvider":     map[string]any{"triggerCharacters": triggers},
		"hoverProvider":          true,
		"signatureHelpProvider":  map[string]any{"triggerCharacters": []string{" ", ",", ">", "/"}},
		"inlayHintProvider":      true,
		"codeLensProvider":       map[string]any{},
		"codeActionProvider":     map[string]any{"codeActionKinds": offeredKinds},
		"executeCommandProvider": map[string]any{"commands": commandNames()},
		"diagnosticProvider": map[string]any{
			"identifier": "flowc", "interFileDependencies": true, "workspaceDiagnostics": true, "workDoneProgress": true,
		},
		"workspace": map[string]any{
			"workspaceFolders":    map[string]any{"supported": true, "changeNotifications": true},
			"textDocumentContent": map[string]any{"schemes": []string{viewScheme}},
		},
	}
}

// handlers returns what answers each request.
func (s *server) handlers() map[string]handler {
	return map[string]handler{
		"textDocument/definition":                s.definition,
		"textDocument/references":                s.references,
		"textDocument/documentHighlight":         s.highlights,
		"textDocument/prepareRename":             s.prepareRename,
		"textDocument/rename":                    s.rename,
		"textDocument/formatting":                s.formatting,
		"textDocument/rangeFormatting":           s.rangeFormatting,
		"textDocument/onTypeFormatting":          s.onTypeFormatting,
		"textDocument/documentSymbol":            s.documentSymbols,
		"textDocument/foldingRange":              s.foldingRanges,
		"textDocument/selectionRange":            s.selectionRanges,
		"textDocument/documentLink":              s.documentLinks,
		"textDocument/linkedEditingRange":        s.linkedEditing,
		"textDocument/semanticTokens/full":       s.semanticTokens,
		"textDocument/semanticTokens/range":      s.semanticTokensRange,
		"textDocument/semanticTokens/full/delta": s.semanticTokensDelta,
		"textDocument/completion":                s.completion,
		"textDocument/hover":                     s.hover,
		"textDocument/signatureHelp":             s.signatureHelp,
		"textDocument/inlayHint":                 s.inlayHints,
		"textDocument/codeLens":                  s.codeLenses,
		"textDocument/codeAction":                s.codeActions,
		"workspace/executeCommand":               s.executeCommand,
		"workspace/textDocumentContent":          s.content,
		"textDocument/diagnostic":                s.documentDiagnostic,
		"textDocument/prepareCallHierarchy":      s.prepareCallHierarchy,
		"callHierarchy/incomingCalls":            s.incomingCalls,
		"callHierarchy/outgoingCalls":            s.outgoingCalls,
		"workspace/symbol":                       s.workspaceSymbols,
		"workspace/diagnostic":                   s.workspaceDiagnostic,
	}
}

func (s *server) didChangeConfiguration(ctx context.Context, params json.RawMessage) error {
	var p didChangeConfigurationParams
	if err := decode(params, &p); err != nil {
		return err
	}
	var all struct {
		Flowc *settings `json:"flowc"`
	}
	if decode(p.Settings, &all) != nil || all.Flowc == nil {
		return nil // they are those of others
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = *all.Flowc
	s.refresh(ctx)
	return nil
}

func (s *server) workspaceFolders() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.folders
}

// progress tells the client how far a request is, if it wants to know: in
// percent, and -1 at the end.
func (s *server) progress(ctx context.Context, token json.RawMessage, title string) func(percent int) {
	if len(token) == 0 || string(token) == "null" {
		return func(int) {}
	}
	tell := func(value progress) {
		_ = s.conn.Notify(ctx, "$/progress", progressParams{token, value})
	}
	tell(progress{Kind: "begin", Title: title})
	last := 0
	return func(percent int) {
		switch {
		case percent < 0:
			tell(progress{Kind: "end"})
		case percent > last:
			last = percent
			tell(progress{Kind: "report", Percentage: &percent})
		}
	}
}
