package testreport

import (
	"github.com/flowc-lang/flowc/lang/diag"
)

// JSONVersion is the version of the formats json. It grows where a program that
// reads them as they were would be wrong; fields may be added without that.
const JSONVersion = 1

type jsonReport struct {
	Version int          `json:"version"`
	Tool    jsonTool     `json:"tool"`
	Passed  int          `json:"passed"`
	Failed  int          `json:"failed"`
	NotRun  int          `json:"notRun"`
	Scripts []jsonScript `json:"scripts"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonScript struct {
	Name   string     `json:"name"`
	Errors []jsonNote `json:"errors"`
	Tests  []jsonTest `json:"tests"`
}

type jsonTest struct {
	Name       string         `json:"name"`
	State      string         `json:"state"`
	Place      diag.JSONPlace `json:"place"`
	Failures   []jsonNote     `json:"failures"`
	Transcript []string       `json:"transcript,omitempty"`
}

type jsonNote struct {
	Code    string          `json:"code,omitempty"`
	Message string          `json:"message"`
	Help    string          `json:"help,omitempty"`
	Place   *diag.JSONPlace `json:"place,omitempty"`
	Notes   []jsonNote      `json:"notes,omitempty"`
}

// JSON returns the report as docs/schema/tests.schema.json describes it.
func (r *Report) JSON() string {
	c := r.Count()
	all := jsonReport{Version: JSONVersion, Tool: jsonTool{"flowc", r.Style.Version}, Passed: c.Passed, Failed: c.Failed, NotRun: c.NotRun, Scripts: []jsonScript{}}
	for i := range r.Scripts {
		s := &r.Scripts[i]
		script := jsonScript{Name: diag.Visible(s.Name), Errors: r.notes(s.Errors), Tests: []jsonTest{}}
		for k := range s.Tests {
			t := &s.Tests[k]
			test := jsonTest{Name: r.shown(t.Name), State: t.state(), Place: r.Style.JSONPlace(t.Place), Failures: r.notes(t.Failures)}
			for _, line := range t.Transcript {
				test.Transcript = append(test.Transcript, r.shown(line))
			}
			script.Tests = append(script.Tests, test)
		}
		all.Scripts = append(all.Scripts, script)
	}
	return encoded(all)
}

func (r *Report) notes(list diag.List) []jsonNote {
	notes := []jsonNote{}
	for _, f := range list {
		n := jsonNote{Code: f.Code.Name, Message: r.shown(f.Message), Help: r.shown(f.Help)}
		if f.Place.File != nil {
			n.Place = new(r.Style.JSONPlace(f.Place))
		}
		for _, rel := range f.Related {
			n.Notes = append(n.Notes, jsonNote{Message: r.shown(rel.Message), Place: new(r.Style.JSONPlace(rel.Place))})
		}
		notes = append(notes, n)
	}
	return notes
}

// encoded returns a document of JSON.
func encoded(v any) string {
	text, err := diag.Encoded(v)
	if err != nil {
		panic(err) // there is nothing in it that JSON can't say
	}
	return string(text)
}
