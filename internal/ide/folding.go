package ide

import (
	"iter"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Fold is a part of a script that an editor can hide but for its first line.
type Fold struct {
	source.Span
	Kind FoldKind
}

// A FoldKind says what a fold is.
type FoldKind uint8

// The kinds of folds.
const (
	BlockFold   FoldKind = iota // a block in braces, or what stands under a label
	CommentFold                 // comments on lines of their own
	UseFold                     // the files that are used
	TextFold                    // a text, or an object, of several lines
)

// Folds returns the folds of the script, in the order of the text. Each has
// several lines; the line of a closing brace is not in it.
func (s *Snapshot) Folds() []Fold {
	f := foldings{text: s.Text()}
	// A walk over the whole file: what did not parse has blocks, too.
	lang.Walk(s.Main().File, f.node)
	var run source.Span // of comments
	lang.EachToken(f.text, func(kind lang.TokenKind, span source.Span) {
		switch {
		case kind == lang.TextToken || kind == lang.ObjectToken:
			f.add(span, TextFold)
		case kind == lang.CommentToken && f.alone(span):
			if between := f.text[run.End:span.Start]; run.End > 0 && strings.Trim(between, space) == "" && strings.Count(between, "\n") == 1 {
				run.End = span.End
				return
			}
			f.add(run, CommentFold)
			run = span
		}
	})
	f.add(run, CommentFold)
	slices.SortStableFunc(f.list, func(a, b Fold) int { return int(a.Start) - int(b.Start) })
	return f.list
}

// A foldings finds folds.
type foldings struct {
	text string
	list []Fold
}

// alone reports whether nothing stands before a comment on its line.
func (f *foldings) alone(span source.Span) bool {
	line := f.text[strings.LastIndexByte(f.text[:span.Start], '\n')+1 : span.Start]
	return strings.Trim(line, space) == ""
}

// add adds what has several lines.
func (f *foldings) add(span source.Span, kind FoldKind) {
	if span.Start < span.End && strings.Contains(f.text[span.Start:span.End], "\n") {
		f.list = append(f.list, Fold{span, kind})
	}
}

func (f *foldings) node(n lang.Node) bool {
	if isBlock(n) {
		f.block(n.Span())
	}
	if body, ok := n.(*lang.Body); ok {
		for _, at := range sections(body.Stmts) {
			f.add(at, BlockFold)
		}
		f.uses(body.Stmts)
	}
	return true
}

// block adds what is between two braces, up to the line before the closing one.
func (f *foldings) block(span source.Span) {
	if span.Start < 0 || span.End <= span.Start || f.text[span.Start] != '{' {
		return
	}
	if end := strings.LastIndexByte(f.text[span.Start:span.End], '\n'); end > 0 {
		span.End = span.Start + int32(len(strings.TrimRight(f.text[span.Start:span.Start+int32(end)], space)))
		f.add(span, BlockFold)
	}
}

// sections returns the labels of a body, each with what stands under it: it ends at
// the next label or declaration.
func sections(stmts []lang.Stmt) iter.Seq2[*lang.Label, source.Span] {
	return func(yield func(*lang.Label, source.Span) bool) {
		for i, s := range stmts {
			label, ok := s.(*lang.Label)
			if !ok {
				continue
			}
			at := label.Span()
			for _, under := range stmts[i+1:] {
				if _, next := under.(*lang.Label); next || lang.GroupOf(under) == lang.Declaration {
					break
				}
				at.End = under.Span().End
			}
			if !yield(label, at) {
				return
			}
		}
	}
}

// uses adds the lines that say which files are used.
func (f *foldings) uses(stmts []lang.Stmt) {
	var run source.Span
	for _, s := range stmts {
		if _, ok := s.(*lang.Use); !ok {
			f.add(run, UseFold)
			run = source.Span{}
			continue
		}
		if run.End == 0 {
			run = s.Span()
		}
		run.End = s.Span().End
	}
	f.add(run, UseFold)
}
