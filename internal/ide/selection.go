package ide

import (
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Selection returns the parts of the script around an offset, from the word to
// the whole text. Each is larger than the one before, and has it in it.
func (s *Snapshot) Selection(offset int32) []source.Span {
	text := s.Text()
	offset = min(max(offset, 0), int32(len(text)))
	outside := []source.Span{{End: int32(len(text))}}
	add := func(span source.Span) {
		last := outside[len(outside)-1]
		if span.Start <= offset && offset <= span.End && span != last && span.Start >= last.Start && span.End <= last.End {
			outside = append(outside, span)
		}
	}
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		span := n.Span()
		if body, ok := n.(*lang.Body); ok {
			s.block(body.Span(), add)
			for _, at := range sections(body.Stmts) {
				add(at)
			}
			return true
		}
		if isBlock(n) {
			s.block(span, add)
			return true
		}
		add(span)
		return span.Start <= offset && offset <= span.End
	})
	lang.EachToken(text, func(kind lang.TokenKind, span source.Span) {
		if kind == lang.EndToken || offset < span.Start || span.End < offset {
			return
		}
		add(span)
		if says := strings.Trim(text[span.Start:span.End], `"`); kind == lang.TextToken && says != "" {
			start := span.Start + int32(strings.Index(text[span.Start:span.End], says))
			add(source.Span{Start: start, End: start + int32(len(says))})
		}
	})
	add(wordAt(text, offset))
	for i, j := 0, len(outside)-1; i < j; i, j = i+1, j-1 {
		outside[i], outside[j] = outside[j], outside[i]
	}
	return outside
}

// block adds a block, and what is in its braces.
func (s *Snapshot) block(span source.Span, add func(source.Span)) {
	text := s.Text()
	if span.End < span.Start+2 || text[span.Start] != '{' {
		return
	}
	add(span)
	inside := text[span.Start+1 : span.End-1]
	if says := strings.Trim(inside, space); says != "" {
		start := span.Start + 1 + int32(strings.Index(inside, says))
		add(source.Span{Start: start, End: start + int32(len(says))})
	}
}

// wordAt returns the name or the word at an offset.
func wordAt(text string, offset int32) source.Span {
	start := int32(len(strings.TrimRight(text[:offset], names)))
	rest := text[offset:]
	return source.Span{Start: start, End: offset + int32(len(rest)-len(strings.TrimLeft(rest, names)))}
}
