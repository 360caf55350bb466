package lsp

import (
	"context"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// tokenTypes are the types of tokens in the order of their numbers, by names
// that all clients know.
var tokenTypes = []string{"keyword", "label", "function", "variable", "parameter", "property", "string", "number", "comment", "operator"}

// typeOf is the number of each kind of token.
var typeOf = [...]uint32{
	ide.Keyword: 0, ide.LabelName: 1, ide.StepName: 2, ide.ConstantName: 3, ide.ParameterName: 4, ide.VariableName: 5,
	ide.String: 6, ide.Number: 7, ide.Comment: 8, ide.Operator: 9,
}

// tokenModifiers are those of tokens, each a bit.
var tokenModifiers = []string{"declaration", "readonly"}

const (
	declaration = 1 << iota
	readonly
)

func (s *server) semanticTokens(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		return of.tokens(source.Span{End: int32(len(of.Text()))})
	})
}

func (s *server) semanticTokensRange(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any { return of.tokens(of.span(q.Range)) })
}

// tokens returns the tokens in a range: five numbers each, the place as seen from
// the one before.
func (of script) tokens(in source.Span) semanticTokens {
	list := of.Tokens(in)
	data := make([]uint32, 0, 5*len(list))
	var last position
	for _, t := range list {
		at := of.rangeOf(t.Span)
		column := at.Start.Character
		if at.Start.Line == last.Line {
			column -= last.Character
		}
		modifiers := uint32(0)
		if t.Declared {
			modifiers |= declaration
		}
		if t.Kind == ide.ConstantName {
			modifiers |= readonly
		}
		data = append(data, uint32(at.Start.Line-last.Line), uint32(column), uint32(at.End.Character-at.Start.Character), typeOf[t.Kind], modifiers)
		last = at.Start
	}
	return semanticTokens{data}
}
