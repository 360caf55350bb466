package diag

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

type rdResult struct {
	Source      rdSource       `json:"source"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	Related     []rdRelated    `json:"relatedLocations,omitempty"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

// An rdPosition is a line, and a column that counts bytes.
type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdRelated struct {
	Message  string     `json:"message,omitempty"`
	Location rdLocation `json:"location"`
}

// rdjsonText returns a DiagnosticResult of reviewdog. A finding without a file
// has a path all the same: reviewdog does not look whether there is one.
func rdjsonText(list List, style Style) ([]byte, error) {
	r := rdResult{Source: rdSource{tool, site}, Diagnostics: []rdDiagnostic{}}
	for _, f := range list {
		d := rdDiagnostic{
			Message: style.said(f, "\n"), Location: style.rdLocation(f.Place),
			Severity: strings.ToUpper(f.Severity.String()), Code: rdCode{f.Code.Name, f.Code.Page()},
		}
		for _, fix := range style.mends(f) {
			if e, ok := style.suggested(fix, f.Place.File); ok {
				d.Suggestions = append(d.Suggestions, rdSuggestion{rdRangeOf(e.Place), e.NewText})
			}
		}
		for _, rel := range f.Related {
			d.Related = append(d.Related, rdRelated{style.brief(rel.Message), style.rdLocation(rel.Place)})
		}
		r.Diagnostics = append(r.Diagnostics, d)
	}
	return Encoded(r)
}

func (s Style) rdLocation(place source.Place) rdLocation {
	at := rdLocation{Path: s.Name(place.File)}
	if place.File != nil {
		r := rdRangeOf(place)
		at.Range = &r
	}
	return at
}

func rdRangeOf(place source.Place) rdRange {
	start, end := ends(place, source.Bytes)
	return rdRange{rdPosition{start.Line, start.Column}, rdPosition{end.Line, end.Column}}
}

// suggested returns a fix as one edit of the file of its finding: a suggestion
// is no more than that. Where it would write a secret that stands between two
// edits, there is none.
func (s Style) suggested(fix Fix, file *source.File) (edit Edit, ok bool) {
	list, _ := joined(fix.Edits)
	if len(list) != 1 || list[0].Place.File != file {
		return edit, false
	}
	at := list[0].Place.Span
	return list[0], s.Secrets.Source(file)[at.Start:at.End] == file.Text[at.Start:at.End]
}
