package lsp

import (
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Lines turn offsets of a text into positions of the protocol, and back.
type lines struct {
	file *source.File
	unit source.Unit
}

// lines returns those of a file. To the protocol a carriage return alone ends a
// line, too.
func (s *server) lines(file *source.File) lines { return lines{file.Lined(), s.unit} }

// position returns the position of an offset. Between the two bytes of a line end
// there is none.
func (l lines) position(offset int32) position {
	if text := l.file.Text; offset > 0 && int(offset) < len(text) && text[offset-1:offset+1] == "\r\n" {
		offset--
	}
	at := l.file.Position(offset, l.unit)
	return position{int64(at.Line - 1), int64(at.Column - 1)}
}

func (l lines) rangeOf(at source.Span) span {
	return span{l.position(at.Start), l.position(max(at.Start, at.End))}
}

// offset returns the offset of a position. One that is not in the text is taken
// for the nearest that is.
func (l lines) offset(p position) int32 {
	bounded := func(n int64) int { return int(min(max(n, 0), source.MaxSize)) }
	return l.file.Offset(source.Position{Line: bounded(p.Line) + 1, Column: bounded(p.Character) + 1}, l.unit)
}

// span returns the bytes of a range, which may be the wrong way round.
func (l lines) span(r span) source.Span {
	start, end := l.offset(r.Start), l.offset(r.End)
	return source.Span{Start: min(start, end), End: max(start, end)}
}

func (s *server) location(at source.Place) location {
	return location{s.uri(at.File.Name), s.lines(at.File).rangeOf(at.Span)}
}

func (l lines) edits(list []diag.Edit) []textEdit {
	made := []textEdit{}
	for _, e := range list {
		made = append(made, textEdit{l.rangeOf(e.Place.Span), e.NewText})
	}
	return made
}

func (l lines) ranges(spans []source.Span) []span {
	made := []span{}
	for _, at := range spans {
		made = append(made, l.rangeOf(at))
	}
	return made
}
