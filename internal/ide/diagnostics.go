package ide

import (
	"errors"
	"path"
	"slices"

	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Diagnostic is a finding as one file shows it. Its texts hold no secret.
type Diagnostic struct {
	source.Span
	Code        *diag.Code // nil for what a run of tests says and no finding is
	Severity    diag.Severity
	Hint        bool // it is less than any severity
	Ran         bool // a run of tests says it
	Message     string
	Help        string // what to do; may be empty
	Unnecessary bool   // what stands there could as well not be there
	Related     []diag.Related
	Fixes       []diag.Fix

	file *source.File // of what a run of tests says
}

// Diagnostics returns what is wrong at the script itself, in the order of the
// text. What is wrong in a file that it uses is shown by that file, unless it
// comes from a use in this one; then it is shown there. What is wrong with the
// project is shown at the start.
func (s *Snapshot) Diagnostics() (list []Diagnostic) {
	for _, f := range s.InConfig {
		list = append(list, s.moved(f, source.Span{}))
	}
	for _, f := range s.Findings {
		switch use := s.usedBy(f); {
		case f.Place.File == s.Main().File.Source:
			list = append(list, s.Diagnostic(f))
		case f.Place.File == nil:
			d := s.Diagnostic(f)
			d.Span = source.Span{}
			list = append(list, d)
		case use != nil:
			list = append(list, s.moved(f, use.Place.Span))
		}
	}
	slices.SortStableFunc(list, func(a, b Diagnostic) int { return int(a.Start) - int(b.Start) })
	return list
}

// usedBy returns the place of the script that brings a finding into another
// file, or nil.
func (s *Snapshot) usedBy(f *diag.Finding) *diag.Related {
	i := slices.IndexFunc(f.Related, func(r diag.Related) bool { return r.Place.File == s.Main().File.Source })
	if i < 0 {
		return nil
	}
	return &f.Related[i]
}

// moved is the diagnostic of a finding that is in another file.
func (s *Snapshot) moved(f *diag.Finding, at source.Span) Diagnostic {
	d := s.Diagnostic(f)
	d.Span, d.Unnecessary = at, false
	if f.Place.File != nil {
		d.Message = path.Base(f.Place.File.Name) + ": " + d.Message
		d.Related = slices.Insert(d.Related, 0, diag.Related{Place: f.Place, Message: "found here"})
	}
	return d
}

// Diagnostic returns what an editor shows of a finding of the script.
func (s *Snapshot) Diagnostic(f *diag.Finding) Diagnostic {
	d := shownFinding(f, s.Secrets)
	if f.Code == check.UnreachableStep && f.Place.File == s.Main().File.Source {
		d.End = s.unreached(f)
	}
	return d
}

// shownFinding returns what is shown of a finding, without secrets.
func shownFinding(f *diag.Finding, secrets *diag.Redactor) Diagnostic {
	d := Diagnostic{
		Span: f.Place.Span, Code: f.Code, Severity: f.Severity, Unnecessary: f.Code.Unnecessary,
		Message: secrets.Message(f.Message), Help: secrets.Message(f.Help), Fixes: f.Fixes,
	}
	for _, r := range f.Related {
		if r.Place.File != nil {
			d.Related = append(d.Related, diag.Related{Place: r.Place, Message: secrets.Message(r.Message)})
		}
	}
	return d
}

// unreached returns where what the call can't reach ends: the last statement that
// only the one of a finding leads to.
func (s *Snapshot) unreached(f *diag.Finding) (end int32) {
	end = f.Place.End
	for _, stmt := range s.bodyAround(f.Place.Span).Stmts {
		start := stmt.Span().Start
		_, label := stmt.(*lang.Label)
		own := func(o *diag.Finding) bool {
			return o.Code == f.Code && o.Place.File == f.Place.File && o.Place.Start == start
		}
		switch {
		case start < f.Place.Start:
			continue
		case start > f.Place.Start && (label || lang.GroupOf(stmt) == lang.Declaration || slices.ContainsFunc(s.Findings, own)):
			return end
		}
		end = stmt.Span().End
	}
	return end
}

// Unread returns what keeps a script from being looked at, where the author of
// the script can do something about it.
func Unread(err error) (Diagnostic, bool) {
	var failure diag.Failure
	if !errors.As(err, &failure) {
		return Diagnostic{}, false
	}
	f := failure.Finding
	return Diagnostic{Code: f.Code, Severity: f.Severity, Message: f.Message, Help: f.Help}, true
}
