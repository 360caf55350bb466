package lsp

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// symbolKinds are the numbers of the protocol for kinds of symbols.
var symbolKinds = [...]int{
	ide.SettingSymbol:   7,  // property
	ide.FileSymbol:      1,  // file
	ide.ConstantSymbol:  14, // constant
	ide.ParameterSymbol: 13, // variable
	ide.ArgumentSymbol:  13,
	ide.ExitSymbol:      22, // member of an enumeration
	ide.LabelSymbol:     3,  // name space
	ide.StepSymbol:      12, // function
	ide.StatementSymbol: 24, // event
	ide.TestSymbol:      6,  // method
}

// osName returns the name of a file as documents have it.
func osName(file *source.File) string { return filepath.FromSlash(file.Name) }

func (s *server) documentSymbols(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		if s.client.Capabilities.TextDocument.DocumentSymbol.Hierarchical {
			return of.symbols(of.Symbols())
		}
		return of.flat([]symbolInformation{}, of.Symbols(), s.uri(of.Name), "")
	})
}

func (l lines) symbols(list []ide.Symbol) []documentSymbol {
	made := []documentSymbol{}
	for _, o := range list {
		made = append(made, documentSymbol{
			Name: o.Text, Detail: o.Detail, Kind: symbolKinds[o.Kind],
			Range: l.rangeOf(o.Span), SelectionRange: l.rangeOf(o.Name), Children: l.symbols(o.Children),
		})
	}
	return made
}

// flat is symbols for a client that knows no trees.
func (l lines) flat(made []symbolInformation, list []ide.Symbol, uri, container string) []symbolInformation {
	for _, o := range list {
		made = append(made, symbolInformation{o.Text, symbolKinds[o.Kind], location{uri, l.rangeOf(o.Span)}, container})
		made = l.flat(made, o.Children, uri, o.Text)
	}
	return made
}

func (s *server) workspaceSymbols(ctx context.Context, q *question) (any, error) {
	defer s.progress(ctx, q.WorkDoneToken, "Looking for symbols")(-1)
	found, err := s.workspace.Symbols(ctx, s.workspaceFolders(), q.Query)
	if err != nil {
		return nil, err
	}
	list := []symbolInformation{}
	for _, o := range found {
		at := s.location(source.Place{File: o.File, Span: o.Name})
		list = append(list, symbolInformation{o.Text, symbolKinds[o.Kind], at, filepath.Base(o.File.Name)})
	}
	return list, nil
}

func (s *server) prepareCallHierarchy(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	section, ok := of.Section(at)
	if !ok {
		return nil, nil
	}
	return []callHierarchyItem{s.item(section)}, nil
}

func (s *server) item(o ide.Section) callHierarchyItem {
	l := s.lines(o.File)
	return callHierarchyItem{
		Name: o.Text, Kind: symbolKinds[o.Kind], URI: s.uri(o.File.Name),
		Range: l.rangeOf(o.Span), SelectionRange: l.rangeOf(o.Name),
	}
}

// lead is item, with the keys on which the call goes there.
func (s *server) lead(lead ide.Lead) callHierarchyItem {
	item := s.item(lead.Section)
	if len(lead.Keys) > 0 {
		item.Detail = "on " + strings.Join(lead.Keys, ", ")
	}
	return item
}

// section returns where the name of an item stands, and of which kind it is.
func (q *question) section(of script) (int32, ide.SymbolKind) {
	kind := ide.LabelSymbol
	if q.Item.Kind == symbolKinds[ide.FileSymbol] {
		kind = ide.FileSymbol
	}
	return of.offset(q.Item.SelectionRange.Start), kind
}

func (s *server) incomingCalls(ctx context.Context, q *question) (any, error) {
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	defer s.progress(ctx, q.WorkDoneToken, "Looking for what leads there")(-1)
	at, kind := q.section(of)
	leads, err := s.workspace.Incoming(ctx, of.Name, at, kind)
	if err != nil {
		return nil, err
	}
	list := []incomingCall{}
	for _, lead := range leads {
		if !s.current(lead.File) {
			return nil, errModified
		}
		list = append(list, incomingCall{s.lead(lead), s.lines(lead.File).ranges(lead.Spans)})
	}
	return list, nil
}

func (s *server) outgoingCalls(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		at, kind := q.section(of)
		list := []outgoingCall{}
		for _, lead := range of.Outgoing(at, kind) {
			list = append(list, outgoingCall{s.lead(lead), of.ranges(lead.Spans)})
		}
		return list
	})
}
