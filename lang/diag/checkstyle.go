package diag

import (
	"encoding/xml"

	"github.com/flowc-lang/flowc/lang/source"
)

type checkstyleReport struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr,omitempty"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// checkstyleVersion is the version of Checkstyle whose report this is as.
const checkstyleVersion = "10.0"

// checkstyleText returns a report of Checkstyle. Columns count characters, as
// Checkstyle does, but a tab is one.
func checkstyleText(list List, style Style) ([]byte, error) {
	r := checkstyleReport{Version: checkstyleVersion}
	at := map[string]int{}
	for _, f := range list {
		name := style.Name(f.Place.File)
		n, ok := at[name]
		if !ok {
			n = len(r.Files)
			at[name] = n
			r.Files = append(r.Files, checkstyleFile{Name: name})
		}
		e := checkstyleError{Severity: f.Severity.String(), Message: style.said(f, "; "), Source: tool + "." + f.Code.Name}
		if f.Place.File != nil {
			start, _ := ends(f.Place, source.Characters)
			e.Line, e.Column = start.Line, start.Column
		}
		r.Files[n].Errors = append(r.Files[n].Errors, e)
	}
	return marked(r)
}

// marked returns a document of XML.
func marked(v any) ([]byte, error) {
	text, err := xml.MarshalIndent(v, "", "  ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}
