package ide

import (
	"slices"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Mend returns the edits that mend all findings of the script whose mend is
// certain, and these findings, as far as the edits do not touch each other: after
// one, the next may be another one.
func (s *Snapshot) Mend() (mended []*diag.Finding, edits []diag.Edit) {
	file := s.Main().File.Source
	for _, f := range s.Findings {
		if f.Place.File != file || len(f.Fixes) != 1 {
			continue
		}
		apart := func(e diag.Edit) bool {
			return e.Place.File == file && !slices.ContainsFunc(edits, func(o diag.Edit) bool { return touch(e.Place.Span, o.Place.Span) })
		}
		if fix := f.Fixes[0].Edits; !slices.ContainsFunc(fix, func(e diag.Edit) bool { return !apart(e) }) {
			mended, edits = append(mended, f), append(edits, fix...)
		}
	}
	return mended, edits
}

func touch(a, b source.Span) bool { return a.Start <= b.End && b.Start <= a.End }
