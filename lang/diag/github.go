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
// the lines of a change. Columns count characters, and the end is behind the
// last; a place of several lines may have none.
func githubText(list List, style Style) ([]byte, error) {
	var b strings.Builder
	for _, f := range list {
		b.WriteString("::" + [severities]string{"error", "warning", "notice"}[f.Severity] + " ")
		if f.Place.File != nil {
			first, last := lines(f.Place)
			fmt.Fprintf(&b, "file=%s,line=%d,endLine=%d,", githubProperty.Replace(Visible(style.Name(f.Place.File))), first, last)
			if start, end := ends(f.Place, source.Characters); start.Line == end.Line {
				fmt.Fprintf(&b, "col=%d,endColumn=%d,", start.Column, end.Column)
			}
		}
		fmt.Fprintf(&b, "title=%s::%s\n", f.Code.Name, githubData.Replace(style.said(f, "\n")))
	}
	return []byte(b.String()), nil
}
