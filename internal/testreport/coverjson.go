package testreport

import (
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
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
			out.Branches = append(out.Branches, jsonBranch{c.shown(b.Name), c.shown(b.Key), c.Style.JSONPlace(b.Place), b.Hits, b.Reached})
		}
		file.Statements = append(file.Statements, out)
	}
	return file
}
