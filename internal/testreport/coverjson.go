package testreport

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

type jsonCoverage struct {
	Version  int             `json:"version"`
	Tool     jsonTool        `json:"tool"`
	Steps    jsonShare       `json:"steps"`
	Branches jsonShare       `json:"branches"`
	Files    []jsonCoverFile `json:"files"`
}

type jsonShare struct {
	Covered int `json:"covered"`
	All     int `json:"all"`
}

type jsonCoverFile struct {
	Name       string          `json:"name"`
	Steps      jsonShare       `json:"steps"`
	Branches   jsonShare       `json:"branches"`
	Statements []jsonStatement `json:"statements"`
}

type jsonStatement struct {
	Name      string         `json:"name"`
	Place     diag.JSONPlace `json:"place"`
	Hits      int            `json:"hits"`
	Reachable bool           `json:"reachable"`
	Branches  []jsonBranch   `json:"branches,omitempty"`
}

type jsonBranch struct {
	Name      string         `json:"name"`
	Key       string         `json:"key"`
	To        string         `json:"to,omitempty"`
	Place     diag.JSONPlace `json:"place"`
	Hits      int            `json:"hits"`
	Reachable bool           `json:"reachable"`
}

// JSON returns the coverage as docs/schema/coverage.schema.json describes it.
func (c *Coverage) JSON() string {
	steps, branches := c.Shares()
	all := jsonCoverage{Version: JSONVersion, Tool: jsonTool{"flowc", c.Style.Version}, Steps: jsonShare(steps), Branches: jsonShare(branches), Files: []jsonCoverFile{}}
	for i := range c.Files {
		all.Files = append(all.Files, c.file(&c.Files[i]))
	}
	return encoded(all)
}

func (c *Coverage) file(f *flowtest.File) jsonCoverFile {
	steps, branches := f.Shares()
	file := jsonCoverFile{Name: diag.Visible(c.Style.Name(f.Text)), Steps: jsonShare(steps), Branches: jsonShare(branches), Statements: []jsonStatement{}}
	for _, s := range f.Steps {
		out := jsonStatement{Name: c.shown(s.Name), Place: c.Style.JSONPlace(s.Place), Hits: s.Hits, Reachable: s.Reached}
		for _, b := range s.Branches {
			out.Branches = append(out.Branches, jsonBranch{c.shown(b.Name), c.shown(b.Key), c.shown(b.To), c.Style.JSONPlace(b.Place), b.Hits, b.Reached})
		}
		file.Statements = append(file.Statements, out)
	}
	return file
}

// An Overlay is a coverage that was written as JSON.
type Overlay struct {
	style diag.Style
	files map[string]bool
	steps map[diag.JSONPlace]*jsonStatement
}

// ReadJSON reads a coverage that was written as JSON.
func ReadJSON(text string, style diag.Style) (*Overlay, error) {
	var c jsonCoverage
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return nil, errors.New("it is no coverage in the format json")
	}
	if c.Version != JSONVersion || c.Files == nil {
		return nil, fmt.Errorf("it is no coverage of version %d of the format json", JSONVersion)
	}
	o := &Overlay{style: style, files: map[string]bool{}, steps: map[diag.JSONPlace]*jsonStatement{}}
	for i := range c.Files {
		o.files[c.Files[i].Name] = true
		for k := range c.Files[i].Statements {
			s := &c.Files[i].Statements[k]
			o.steps[s.Place] = s
		}
	}
	return o, nil
}

// Has reports whether the coverage is about a file.
func (o *Overlay) Has(file *source.File) bool { return o.files[diag.Visible(o.style.Name(file))] }

// Missed reports whether no test comes to the step at a place, or, with a key, takes
// that branch of it.
func (o *Overlay) Missed(at source.Place, key string) bool {
	s := o.steps[o.style.JSONPlace(at)]
	switch {
	case s == nil:
		return false
	case key == "":
		return s.Hits == 0
	}
	i := slices.IndexFunc(s.Branches, func(b jsonBranch) bool { return (&flowtest.Branch{Key: b.Key, To: b.To}).Has(key) })
	return i >= 0 && s.Branches[i].Hits == 0
}
