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
		if fix := certain(f); f.Place.File == file && fix != nil && apart(fix, edits, func(other *source.File) bool { return other == file }) {
			mended, edits = append(mended, f), append(edits, fix...)
		}
	}
	return mended, edits
}

// certain returns the edits that mend a finding, where there is one way to do it.
func certain(f *diag.Finding) []diag.Edit {
	if len(f.Fixes) != 1 || f.Fixes[0].Choice {
		return nil
	}
	return f.Fixes[0].Edits
}

// apart reports whether edits are all in files that may be changed, and touch none of
// some others.
func apart(fix, others []diag.Edit, may func(*source.File) bool) bool {
	return !slices.ContainsFunc(fix, func(e diag.Edit) bool {
		return !may(e.Place.File) || slices.ContainsFunc(others, func(o diag.Edit) bool {
			return e.Place.File == o.Place.File && touch(e.Place.Span, o.Place.Span)
		})
	})
}

func touch(a, b source.Span) bool { return a.Start <= b.End && b.Start <= a.End }
