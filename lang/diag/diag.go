// Package diag holds what the tool says about a script, its findings, and
// prints them for people. It does not look for them.
package diag

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Severity says whether a finding stops the job.
type Severity uint8

const (
	Error   Severity = iota // stops a build
	Warning                 // is worth a look; the payload is written all the same
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// A Finding is one thing that is wrong, or looks wrong, at one place.
type Finding struct {
	Code     string // stable, kebab-case
	Severity Severity
	Place    source.Place
	Message  string // lower case, no full stop
	Help     string // what to do; may be empty
	Related  []Related
	Fixes    []Fix
}

// A Related is a second place that matters for a finding. A message that ends
// with "at" is a link of a chain, and needs no excerpt.
type Related struct {
	Place   source.Place
	Message string
}

// A Fix is a change that is certain to mend the finding.
type Fix struct {
	Message string
	Edits   []Edit // in source order, in the file of the finding
}

// An Edit replaces the text at Span by New.
type Edit struct {
	Span source.Span
	New  string
}

// A List collects the findings of one run.
type List []*Finding

// Add appends a finding and returns it, so that its help can be added.
func (l *List) Add(f *Finding) *Finding {
	*l = append(*l, f)
	return f
}

// HasErrors reports whether a finding of the list stops a build.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(f *Finding) bool { return f.Severity == Error })
}

// Sorted returns the findings by file, place and code. A finding that is
// there twice, as it is when a body is expanded more than once, is kept once.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b *Finding) int {
		return cmp.Or(
			cmp.Compare(a.Place.File.Name, b.Place.File.Name),
			cmp.Compare(a.Place.Start, b.Place.Start),
			cmp.Compare(a.Place.End, b.Place.End),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(sorted, (*Finding).Same)
}

// Same reports whether two findings say the same of the same place.
func (f *Finding) Same(g *Finding) bool {
	return f.Place == g.Place && f.Code == g.Code && f.Message == g.Message
}
