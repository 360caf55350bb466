package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Format returns the edits that lay the script out in the canonical way: none
// where it does not parse.
func (s *Snapshot) Format() []diag.Edit { return layout(s.Main().File) }

func layout(file *lang.File) []diag.Edit {
	if len(file.Findings(nil)) > 0 {
		return nil
	}
	return edits(file.Source, lang.Sprint(file))
}

// FormatRange returns those edits that change the lines of a range: none where
// they would not do without others, as where a line becomes several.
func (s *Snapshot) FormatRange(span source.Span) []diag.Edit {
	list := within(s.Format(), s.lines(span))
	if !lays(s.Main().File, list) {
		return nil
	}
	return list
}

// layoutAround returns the edits of a layout that change the lines of a range, and
// those of as many lines around it as they do not do without.
func layoutAround(file *lang.File, span source.Span) []diag.Edit {
	all, text := layout(file), file.Source.Text
	for more := int32(1); ; more *= 2 {
		span = linesOf(text, span)
		list := within(slices.Clone(all), span)
		if len(list) == len(all) || lays(file, list) {
			return list
		}
		span.Start, span.End = max(span.Start-more, 0), min(span.End+more, int32(len(text)))
	}
}

// lays reports whether some edits change the layout of a file, and nothing else.
func lays(file *lang.File, list []diag.Edit) bool {
	if len(list) == 0 {
		return true
	}
	texts, err := diag.Apply(list)
	if err != nil {
		return false
	}
	after := lang.Parse(source.NewFile(file.Source.Name, texts[file.Source]))
	return len(after.Findings(nil)) == 0 && lang.Sprint(after) == lang.Sprint(file)
}

// within returns the edits that lie in a range of lines. What is put in before the
// line behind them, and is no line, belongs to that one.
func within(list []diag.Edit, span source.Span) []diag.Edit {
	return slices.DeleteFunc(list, func(e diag.Edit) bool {
		next := e.Place.Start == span.End && int(span.End) < len(e.Place.File.Text) && !strings.HasSuffix(e.NewText, "\n")
		return e.Place.Start < span.Start || e.Place.End > span.End || next
	})
}

// lines returns the lines on which a range is, with the newline of the last.
func (s *Snapshot) lines(span source.Span) source.Span { return linesOf(s.Text(), span) }

func linesOf(text string, span source.Span) source.Span {
	span.Start = min(max(span.Start, 0), int32(len(text)))
	span.End = min(max(span.Start, span.End), int32(len(text)))
	span.Start = int32(strings.LastIndexByte(text[:span.Start], '\n') + 1)
	if end := strings.IndexByte(text[span.End:], '\n'); end >= 0 {
		return source.Span{Start: span.Start, End: span.End + int32(end) + 1}
	}
	return source.Span{Start: span.Start, End: int32(len(text))}
}

// FormatTyped returns what is to be changed behind a character that was just
// typed at an offset: behind } the block that it closes, behind a newline the
// line that it ends, and how deep the next one starts. Where the script does not
// parse only the depth of the line is set.
func (s *Snapshot) FormatTyped(offset int32, typed string) []diag.Edit {
	offset = min(max(offset, 0), int32(len(s.Text())))
	line := s.lines(source.Span{Start: offset, End: offset})
	switch typed {
	case "}":
		if len(s.Main().File.Findings(nil)) == 0 {
			return s.FormatRange(s.closed(offset))
		}
		if strings.Trim(s.Text()[line.Start:offset], " \t") == "}" {
			return s.indent(line)
		}
	case "\n":
		if line.Start == 0 {
			return nil
		}
		ended := s.lines(source.Span{Start: line.Start - 1, End: line.Start - 1})
		if strings.HasSuffix(strings.TrimRight(s.Text()[ended.Start:ended.End], space), "{") {
			return s.indent(line) // the layout of a block without anything in it is one line
		}
		return append(s.FormatRange(source.Span{Start: ended.Start, End: ended.End - 1}), s.indent(line)...)
	}
	return nil
}

// closed returns the block that ends at an offset.
func (s *Snapshot) closed(offset int32) source.Span {
	span := source.Span{Start: offset, End: offset}
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		if block := n.Span(); isBlock(n) && block.End == offset {
			span.Start = min(span.Start, block.Start)
		}
		return true
	})
	return span
}

// isBlock reports whether a node is written in braces.
func isBlock(n lang.Node) bool {
	switch n.(type) {
	case *lang.Body, *lang.Arms, *lang.Transcript:
		return true
	}
	return false
}

// indent returns the edit that sets how deep a line starts: none where it goes on with
// what the line before has begun, such as a long text.
func (s *Snapshot) indent(line source.Span) []diag.Edit {
	if s.goesOver(line.Start - 1) {
		return nil
	}
	text := s.Text()[line.Start:line.End]
	says := strings.TrimLeft(text, " \t")
	lead := strings.Repeat("  ", s.depth(line.Start, says))
	at := source.Span{Start: line.Start, End: line.Start + int32(len(text)-len(says))}
	if lead == text[:len(text)-len(says)] {
		return nil
	}
	return []diag.Edit{{Place: source.Place{File: s.Main().File.Source, Span: at}, NewText: lead}}
}

// goesOver reports whether a newline stands inside a statement or an arm, and in none
// of its blocks.
func (s *Snapshot) goesOver(newline int32) bool {
	for _, n := range slices.Backward(s.path(newline)) {
		if _, stmt := n.(lang.Stmt); stmt || isArm(n) {
			return true
		}
		if isBlock(n) {
			return false
		}
	}
	return false
}

// depth returns how deep a line starts that says something.
func (s *Snapshot) depth(start int32, says string) int {
	depth, root := 0, &s.Main().File.Body
	outer := strings.HasPrefix(says, "}")
	if outer {
		depth--
	}
	if word := says[:len(says)-len(strings.TrimLeft(says, names))]; strings.HasPrefix(says[len(word):], ":") && word != "" {
		outer = true
	} else {
		outer = outer || slices.Contains([]string{"let", "param", "use", "step", "test"}, word)
	}
	labelled := 0
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		span := n.Span()
		body, isBody := n.(*lang.Body)
		around := body == root || isBlock(n) && span.Start < start && (span.End < 0 || start < span.End)
		switch {
		case !isBlock(n):
			return true
		case !around:
			return false
		case body != root:
			depth++
		}
		if isBody {
			labelled = 0
			for _, stmt := range body.Stmts {
				if _, ok := stmt.(*lang.Label); ok && stmt.Span().Start < start {
					labelled = 1
				}
			}
			depth += labelled
		} else {
			labelled = 0
		}
		return true
	})
	if outer {
		depth -= labelled
	}
	return max(depth, 0)
}

const names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
