// Package diag holds what the tool says, its findings: the registry of their
// codes, the changes that mend them, the formats in which they are printed,
// and the redactor that keeps secrets out of all that is printed. It does not
// look for findings.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Severity says whether a finding stops the job. The worst is the least.
type Severity uint8

const (
	Error   Severity = iota // stops a build
	Warning                 // looks wrong; the payload is written all the same
	Info                    // is worth knowing
)

// severities is how many severities there are.
const severities = int(Info) + 1

func (s Severity) String() string { return [severities]string{"error", "warning", "info"}[s] }

// A Finding is one thing that is wrong, or looks wrong, at one place.
type Finding struct {
	Code     *Code
	Severity Severity // of the code, or what its reporter makes of it
	Place    source.Place
	Message  string // lower case, no full stop
	Help     string // what to do; may be empty
	Unseen   bool   // what stands at the place is not shown: it may be a secret
	Related  []Related
	Fixes    []Fix

	// What a run makes of it, where it is reported.
	Stops       bool // it stops the job
	Fingerprint Fingerprint
}

// A Related is a second place that matters for a finding. A message that ends
// with "at" is a link of a chain, and needs no excerpt.
type Related struct {
	Place   source.Place
	Message string
}

// Helpf says what to do about a finding.
func (f *Finding) Helpf(format string, args ...any) *Finding {
	f.Help = fmt.Sprintf(format, args...)
	return f
}

// Relate adds a second place to a finding.
func (f *Finding) Relate(place source.Place, format string, args ...any) *Finding {
	f.Related = append(f.Related, Related{place, fmt.Sprintf(format, args...)})
	return f
}

// Mend adds a change that is certain to mend a finding.
func (f *Finding) Mend(message string, edits ...Edit) *Finding {
	f.Fixes = append(f.Fixes, Fix{Message: message, Edits: edits})
	return f
}

// Offer adds a change that somebody may choose, where another one may be meant.
func (f *Finding) Offer(message string, edits ...Edit) *Finding {
	f.Fixes = append(f.Fixes, Fix{Message: message, Edits: edits, Choice: true})
	return f
}

// A List collects the findings of one run.
type List []*Finding

// Add appends a finding and returns it, so that more can be said about it.
func (l *List) Add(f *Finding) *Finding {
	*l = append(*l, f)
	return f
}

// HasErrors reports whether a finding of the list stops a build.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(f *Finding) bool { return f.Severity == Error })
}

// worst returns the severity of the findings that matter most.
func (l List) worst() Severity {
	worst := Info
	for _, f := range l {
		worst = min(worst, f.Severity)
	}
	return worst
}

// Muted returns the findings without those that an error at their place explains:
// a constant with a wrong name is used by nobody.
func (l List) Muted() List {
	if !l.HasErrors() {
		return l
	}
	explained := map[source.Place]bool{}
	for _, f := range l {
		if f.Severity == Error {
			explained[f.Place] = true
		}
	}
	return slices.DeleteFunc(l, func(f *Finding) bool { return f.Severity != Error && explained[f.Place] })
}

// Sorted returns the findings by file, place and code; those without a file
// come first. A finding that is there twice, as it is when a body is expanded
// more than once, is kept once.
func (l List) Sorted() List {
	name := func(f *Finding) string {
		if f.Place.File == nil {
			return ""
		}
		return f.Place.File.Name
	}
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b *Finding) int {
		return cmp.Or(
			cmp.Compare(name(a), name(b)),
			cmp.Compare(a.Place.Start, b.Place.Start),
			cmp.Compare(a.Place.End, b.Place.End),
			cmp.Compare(a.Code.Name, b.Code.Name),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(sorted, (*Finding).Same)
}

// Foremost returns n findings of a list, and the others, both in the order of
// the list. Where there are more, what keeps a job from being done counts
// before errors, errors before warnings and these before what is only worth
// knowing: what stops the job is never hidden by what does not.
func (l List) Foremost(n int) (kept, rest List) {
	if len(l) <= n {
		return l, nil
	}
	var counts [ranks]int
	for _, f := range l {
		counts[f.rank()]++
	}
	var room [ranks]int
	for rank, count := range counts {
		room[rank] = min(count, n)
		n -= room[rank]
	}
	for _, f := range l {
		if rank := f.rank(); room[rank] > 0 {
			room[rank]--
			kept = append(kept, f)
		} else {
			rest = append(rest, f)
		}
	}
	return kept, rest
}

// ranks is how many ranks there are.
const ranks = 1 + 2*severities

// rank is 0 for the findings that matter most. One that stands for others
// matters more than one of them.
func (f *Finding) rank() int {
	rank := 1 + 2*int(f.Severity)
	switch {
	case f.Code.Unusable:
		return 0
	case f.Code != TooMany:
		rank++
	}
	return rank
}

// MaxFindings is how many findings are kept of one file. Who has more reads the
// first ones, and mends what they have in common.
const MaxFindings = 1000

// TooMany is the code of what stands for findings that are not kept.
var TooMany = Register(Code{
	Name: "too-many-findings", Area: Running, Title: "there are more than 1000 findings",
	Text: "The others are not shown, and what they have in common is mended first; warnings give way to errors. The severity is that of the worst of them.",
	Made: func() (bad, good string) {
		return strings.Repeat("-> nowhere\n", MaxFindings+1), "call 4420\nsay \"Hello.\""
	},
	Shown: "a script with more mistakes than that",
})

// Limited returns the foremost findings of a list, as many as are kept, and says
// how many there are beyond them.
func (l List) Limited() List {
	kept, rest := l.Foremost(MaxFindings)
	if len(rest) == 0 {
		return l
	}
	f := TooMany.At(rest[0].Place, "%d more findings from here on are not shown", len(rest)).Helpf("mend the others first")
	f.Severity = rest.worst()
	return append(kept, f)
}

// Same reports whether two findings say the same of the same place.
func (f *Finding) Same(g *Finding) bool {
	return f.Place == g.Place && f.Code == g.Code && f.Message == g.Message
}

// A Failure is an error that is a finding: a job that could not be done.
type Failure struct{ *Finding }

func (f Failure) Error() string { return f.Message }
