package diag

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// What GitHub takes out of a workflow command has these escapes; a property has
// two more, since a colon and a comma end it.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// githubText returns workflow commands, of which GitHub makes annotations of
// the lines of a change.
func githubText(list List, style Style) ([]byte, error) {
	var b strings.Builder
	for _, f := range list {
		b.WriteString(style.Annotation(f.Severity, f.Place, f.Code.Name, style.said(f, "\n")))
	}
	return []byte(b.String()), nil
}

// Annotation returns the workflow command that annotates a place, which may be
// nowhere. Columns count characters, and the end is behind the last; a place of
// several lines may have none.
func (s Style) Annotation(severity Severity, place source.Place, title, text string) string {
	var b strings.Builder
	b.WriteString("::" + [severities]string{"error", "warning", "notice"}[severity] + " ")
	if place.File != nil {
		first, last := lines(place)
		fmt.Fprintf(&b, "file=%s,line=%d,endLine=%d,", githubProperty.Replace(Visible(s.Name(place.File))), first, last)
		if start, end := ends(place, source.Characters); start.Line == end.Line {
			fmt.Fprintf(&b, "col=%d,endColumn=%d,", start.Column, end.Column)
		}
	}
	fmt.Fprintf(&b, "title=%s::%s\n", githubProperty.Replace(title), githubData.Replace(text))
	return b.String()
}
