package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Fix is a change that is certain to mend a finding. It may change several
// files.
type Fix struct {
	Message string
	Edits   []Edit
	Choice  bool // another change may be meant: somebody has to choose it
}

// An Edit replaces the text at a place. One of an empty place inserts.
type Edit struct {
	Place   source.Place
	NewText string
}

// Apply returns the texts of the files that edits change, with all edits made.
// Edits that are there twice are made once, and several insertions at one
// place in their order. The error is for edits that overlap, or lie outside of
// their file.
func Apply(edits []Edit) (map[*source.File]string, error) {
	byFile := map[*source.File][]Edit{}
	for _, e := range edits {
		if e.Place.Start < 0 || e.Place.End < e.Place.Start || int(e.Place.End) > len(e.Place.File.Text) {
			return nil, fmt.Errorf("an edit of %s lies outside of the file", e.Place.File.Name)
		}
		if !slices.Contains(byFile[e.Place.File], e) {
			byFile[e.Place.File] = append(byFile[e.Place.File], e)
		}
	}
	texts := make(map[*source.File]string, len(byFile))
	for file, list := range byFile {
		text, err := apply(file, list)
		if err != nil {
			return nil, err
		}
		texts[file] = text
	}
	return texts, nil
}

func apply(file *source.File, edits []Edit) (string, error) {
	return within(file, edits, 0, int32(len(file.Text)))
}

// within returns what edits make of a part of a file that has all of them.
func within(file *source.File, edits []Edit, at, end int32) (string, error) {
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Place.Start, b.Place.Start), cmp.Compare(a.Place.End, b.Place.End))
	})
	var b strings.Builder
	for _, e := range edits {
		if e.Place.Start < at {
			return "", fmt.Errorf("two edits of %s overlap", file.Name)
		}
		b.WriteString(file.Text[at:e.Place.Start])
		b.WriteString(e.NewText)
		at = e.Place.End
	}
	b.WriteString(file.Text[at:end])
	return b.String(), nil
}

// joined returns the edits of each file as one, in the order of the files, and
// whether all of them can be made together.
func joined(edits []Edit) (list []Edit, ok bool) {
	edits = slices.Clone(edits)
	for len(edits) > 0 {
		file := edits[0].Place.File
		var own, others []Edit
		for _, e := range edits {
			if e.Place.File == file {
				own = append(own, e)
			} else {
				others = append(others, e)
			}
		}
		span := own[0].Place.Span
		for _, e := range own {
			span = source.Span{Start: min(span.Start, e.Place.Start), End: max(span.End, e.Place.End)}
		}
		text, err := within(file, own, span.Start, span.End)
		if err != nil {
			return nil, false
		}
		list, edits = append(list, Edit{source.Place{File: file, Span: span}, text}), others
	}
	return list, true
}
