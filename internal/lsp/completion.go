package lsp

import (
	"context"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang"
)

// itemKinds are the numbers of the protocol for kinds of completions.
var itemKinds = map[ide.ItemKind]int{
	ide.StatementItem: 14, // keyword: a client may hide snippets
	ide.WordItem:      14, // keyword
	ide.OutcomeItem:   20, // member of an enumeration
	ide.ZoneItem:      12, // value
	ide.LiteralItem:   12,
	ide.EnvItem:       21, // constant
	ide.AllowItem:     21,

	itemKind(resolve.Label):     18, // reference
	itemKind(resolve.Exit):      20,
	itemKind(resolve.Step):      3, // function
	itemKind(resolve.Constant):  21,
	itemKind(resolve.Parameter): 6, // variable
	itemKind(resolve.Argument):  6,
	itemKind(resolve.Variable):  5, // field
	itemKind(resolve.Attempt):   6,
	itemKind(resolve.File):      17, // file
}

// itemKind is the kind of a completion that is a name.
func itemKind(kind resolve.Kind) ide.ItemKind { return ide.ItemKind(kind.String()) }

const formatSnippet = 2

// triggers are the characters behind which a client asks by itself.
var triggers = []string{">", "/", "\"", "{", " "}

// triggered reports whether something should be said behind a trigger: where a
// target is expected, and inside a text. Elsewhere it would be in the way, since a
// client takes the first that is offered for what a return means.
func (of script) triggered(at int32) bool {
	before := strings.TrimRight(of.Text()[:at], " ")
	return strings.HasSuffix(before, "->") || strings.HasSuffix(before, "/") || of.Main().File.Cursor(at).In == lang.Quotes
}

func (s *server) completion(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	list := completionList{Items: []completionItem{}}
	if q.Context.TriggerCharacter != "" && !of.triggered(at) {
		return list, nil
	}
	can := s.client.Capabilities.TextDocument.Completion.Item
	found := of.Completion(at)
	labels := 0
	for _, i := range found {
		made := completionItem{
			Label: i.Label, Kind: itemKinds[i.Kind], Detail: i.Detail, Documentation: documentation(can.Documentation, i.Documentation),
			SortText: i.SortText, TextEdit: textEdit{of.rangeOf(i.Span), i.Plain},
		}
		if can.Snippets && i.Insert != i.Plain {
			made.InsertTextFormat, made.TextEdit.NewText = formatSnippet, i.Insert
		}
		if i.Kind == itemKind(resolve.Label) {
			labels++
		}
		list.Items = append(list.Items, made)
	}
	list.IsIncomplete = labels >= ide.MaxLabels
	return list, nil
}
