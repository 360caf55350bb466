package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/internal/ide"
)

const markdown = "markdown"

// marked returns Markdown in the format that a client likes best of those that it
// knows. Without its fences it is plain text.
func marked(formats []string, text string) markup {
	if len(formats) == 0 || formats[0] != markdown {
		lines := slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return strings.HasPrefix(line, "```") })
		return markup{"plaintext", plainly.Replace(strings.Join(lines, "\n"))}
	}
	return markup{markdown, text}
}

// documentation is marked, and nothing for an empty text.
func documentation(formats []string, text string) *markup {
	if text == "" {
		return nil
	}
	made := marked(formats, text)
	return &made
}

var plainly = strings.NewReplacer(`\\`, `\`, "\\`", "`", `\[`, "[", `\<`, "<")

func (s *server) hover(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	found := of.Hover(at)
	if found == nil {
		return nil, nil
	}
	return hover{marked(s.client.Capabilities.TextDocument.Hover.Content, found.Text), of.rangeOf(found.Span)}, nil
}

func (s *server) signatureHelp(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	found := of.SignatureHelp(at)
	if found == nil {
		return nil, nil
	}
	can := s.client.Capabilities.TextDocument.SignatureHelp.Signature
	made := signatureInformation{Label: found.Label, Documentation: documentation(can.Documentation, found.Documentation), Parameters: []parameter{}}
	for _, part := range found.Parts { // names, which have one unit a byte in all encodings
		made.Parameters = append(made.Parameters, parameter{[2]int32{part.Start, part.End}})
	}
	help := signatureHelp{Signatures: []signatureInformation{made}}
	switch {
	case found.Active >= 0:
		help.ActiveParameter = found.Active
	case can.NoneActive:
		help.ActiveParameter = json.RawMessage("null")
	}
	return help, nil
}

// hintNames are the kinds of inlay hints by the names of their settings.
var hintNames = []struct {
	name string
	kind ide.HintKinds
}{
	{"stepNumbers", ide.StepNumbers},
	{"menuTexts", ide.MenuTexts},
	{"argumentNames", ide.ArgumentNames},
	{"constantValues", ide.ConstantValues},
}

// hints returns the kinds of inlay hints that are on.
func (set settings) hints() (kinds ide.HintKinds) {
	for _, h := range hintNames {
		if on, said := set.InlayHints[h.name]; on || !said {
			kinds |= h.kind
		}
	}
	return kinds
}

const parameterHint = 2

func (s *server) inlayHints(ctx context.Context, q *question) (any, error) {
	s.mu.Lock()
	kinds := s.hints()
	s.mu.Unlock()
	return about(ctx, q, func(of script) any {
		list := []inlayHint{}
		for _, h := range of.InlayHints(of.span(q.Range), kinds) {
			made := inlayHint{Position: of.position(h.Offset), Label: h.Label, PaddingLeft: !h.Before, PaddingRight: h.Before}
			if h.Kind == ide.ArgumentNames {
				made.Kind = parameterHint
			}
			list = append(list, made)
		}
		return list
	})
}

// showReferences is a command of the client: it shows some places of a document.
const showReferences = "flowc.showReferences"

// runCall is a command of the client, too: it plays the call of a script.
const runCall = commandPrefix + string(ide.RunCall)

func (s *server) codeLenses(ctx context.Context, q *question) (any, error) {
	has := func(command string) bool { return slices.Contains(s.experimental.Commands, command) }
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	list := []codeLens{}
	for _, l := range append(s.workspace.TestLenses(ctx, of.Snapshot), of.CodeLenses()...) {
		made := codeLens{of.rangeOf(l.Span), command{Title: l.Title}}
		switch {
		case l.Does == ide.RunCall && !has(runCall):
			continue
		case l.Does != "":
			made.Command.Command, made.Command.Arguments = commandPrefix+string(l.Does), []any{s.uri(of.Name)}
			if l.Does == ide.RunTest {
				made.Command.Arguments = append(made.Command.Arguments, l.Test)
			}
		case len(l.Places) > 0 && has(showReferences):
			places := []location{}
			for _, p := range l.Places {
				places = append(places, s.location(p))
			}
			made.Command.Command, made.Command.Arguments = showReferences, []any{s.uri(of.Name), made.Range.Start, places}
		}
		list = append(list, made)
	}
	return list, nil
}
