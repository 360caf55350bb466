package diag

import "github.com/flowc-lang/flowc/lang/source"

// JSONVersion is the version of the format json. It grows where a program that
// reads the format as it was would be wrong; fields may be added without that.
const JSONVersion = 1

type jsonReport struct {
	Version  int           `json:"version"`
	Tool     jsonTool      `json:"tool"`
	Findings []jsonFinding `json:"findings"`
	Counts   jsonCounts    `json:"counts"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonCounts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

type jsonFinding struct {
	Code        string        `json:"code"`
	Severity    string        `json:"severity"`
	Stops       bool          `json:"stops"`
	Message     string        `json:"message"`
	Help        string        `json:"help,omitempty"`
	URL         string        `json:"url"`
	Place       *JSONPlace    `json:"place,omitempty"`
	Related     []jsonRelated `json:"related,omitempty"`
	Fixes       []jsonFix     `json:"fixes,omitempty"`
	Fingerprint string        `json:"fingerprint"`
}

// A JSONPlace is a place as formats of JSON have it, whose columns count characters.
type JSONPlace struct {
	File  string  `json:"file"`
	Start jsonPos `json:"start"`
	End   jsonPos `json:"end"`
}

type jsonPos struct {
	Line   int   `json:"line"`
	Column int   `json:"column"`
	Offset int32 `json:"offset"`
}

type jsonRelated struct {
	Message string    `json:"message"`
	Place   JSONPlace `json:"place"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Place JSONPlace `json:"place"`
	Text  string    `json:"text"`
}

// jsonText returns the format json, which docs/schema/findings.schema.json
// describes.
func jsonText(list List, style Style) ([]byte, error) {
	r := jsonReport{Version: JSONVersion, Tool: jsonTool{tool, style.Version}, Findings: []jsonFinding{}}
	var counts [severities]int
	for _, f := range list {
		counts[f.Severity]++
		j := jsonFinding{
			Code: f.Code.Name, Severity: f.Severity.String(), Stops: f.Stops, URL: f.Code.Page(),
			Message: style.brief(f.Message), Help: style.brief(f.Help), Fingerprint: f.Fingerprint.String(),
		}
		if f.Place.File != nil {
			place := style.JSONPlace(f.Place)
			j.Place = &place
		}
		for _, rel := range f.Related {
			j.Related = append(j.Related, jsonRelated{style.brief(rel.Message), style.JSONPlace(rel.Place)})
		}
		for _, fix := range style.mends(f) {
			edits := []jsonEdit{}
			for _, e := range fix.Edits {
				edits = append(edits, jsonEdit{style.JSONPlace(e.Place), e.NewText})
			}
			j.Fixes = append(j.Fixes, jsonFix{style.brief(fix.Message), edits})
		}
		r.Findings = append(r.Findings, j)
	}
	r.Counts = jsonCounts{counts[Error], counts[Warning], counts[Info]}
	return Encoded(r)
}

// JSONPlace returns a place, which has a file, as formats of JSON have it.
func (s Style) JSONPlace(place source.Place) JSONPlace {
	start, end := ends(place, source.Characters)
	return JSONPlace{
		File:  s.Name(place.File),
		Start: jsonPos{start.Line, start.Column, place.Start},
		End:   jsonPos{end.Line, end.Column, max(place.Start, place.End)},
	}
}
