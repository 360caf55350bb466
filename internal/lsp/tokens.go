package lsp

import (
	"context"
	"encoding/binary"
	"strings"

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

// A semantic is the tokens of a document, as the client has them.
type semantic struct {
	id   string
	data []uint32
}

func (s *server) semanticTokens(ctx context.Context, q *question) (any, error) {
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	made, _ := s.colored(of)
	return semanticTokens{made.id, made.data}, nil
}

// semanticTokensDelta says what is otherwise than in the tokens that the client has:
// one run of numbers, since one place is changed at a time.
func (s *server) semanticTokensDelta(ctx context.Context, q *question) (any, error) {
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	made, known := s.colored(of)
	if known.id == "" || known.id != q.PreviousResultID {
		return semanticTokens{made.id, made.data}, nil
	}
	old, now := known.data, made.data
	start := 0
	for start < min(len(old), len(now)) && old[start] == now[start] {
		start++
	}
	old, now = old[start:], now[start:]
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	delta := semanticTokensDelta{made.id, []tokensEdit{}}
	if len(old) > 0 || len(now) > 0 {
		delta.Edits = append(delta.Edits, tokensEdit{start, len(old), now})
	}
	return delta, nil
}

// colored returns the tokens of a document, and those that the client had before.
func (s *server) colored(of script) (made, known semantic) {
	made.data = of.tokens(source.Span{End: int32(len(of.Text()))})
	packed := make([]byte, 0, 4*len(made.data))
	for _, n := range made.data {
		packed = binary.LittleEndian.AppendUint32(packed, n)
	}
	made.id = resultID(packed)
	s.mu.Lock()
	defer s.mu.Unlock()
	known = s.tokens[of.Name]
	if s.documents[of.Name] != nil {
		s.tokens[of.Name] = made
	}
	return made, known
}

func (s *server) semanticTokensRange(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any { return semanticTokens{Data: of.tokens(of.span(q.Range))} })
}

// tokens returns the tokens in a range: five numbers each, the place as seen from
// the one before.
func (of script) tokens(in source.Span) []uint32 {
	list := of.Tokens(in)
	data := make([]uint32, 0, 5*len(list))
	var last position
	for _, t := range list {
		modifiers := uint32(0)
		if t.Declared {
			modifiers |= declaration
		}
		if t.Kind == ide.ConstantName {
			modifiers |= readonly
		}
		start := t.Start
		for line := range strings.SplitAfterSeq(of.file.Text[t.Start:t.End], "\n") {
			at := of.rangeOf(source.Span{Start: start, End: start + int32(len(strings.TrimSuffix(line, "\n")))})
			start += int32(len(line))
			column := at.Start.Character
			if at.Start.Line == last.Line {
				column -= last.Character
			}
			if length := at.End.Character - at.Start.Character; length > 0 {
				data = append(data, uint32(at.Start.Line-last.Line), uint32(column), uint32(length), typeOf[t.Kind], modifiers)
				last = at.Start
			}
		}
	}
	return data
}
