package mutants

import "github.com/flowc-lang/flowc/lang/diag"

// JSONVersion is the version of the format json. It grows where a program that
// reads the format as it was would be wrong; fields may be added without that.
const JSONVersion = 1

type jsonReport struct {
	Version int          `json:"version"`
	Tool    jsonTool     `json:"tool"`
	Scripts []jsonScript `json:"scripts"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonScript struct {
	File      string         `json:"file"`
	Tried     int            `json:"tried"`
	Noticed   int            `json:"noticed"`
	Same      int            `json:"same"`
	Left      int            `json:"left"`
	Score     int            `json:"score"`
	Survivors []jsonSurvivor `json:"survivors"`
}

type jsonSurvivor struct {
	At      diag.JSONPlace `json:"at"`
	Changes []string       `json:"changes"`
	Check   string         `json:"check"`
}

// A Tried is a script, and what came of its changes.
type Tried struct {
	Name string
	*Report
}

// JSON returns reports as docs/schema/mutate.schema.json describes it.
func JSON(list []Tried, style diag.Style) string {
	all := jsonReport{Version: JSONVersion, Tool: jsonTool{"flowc", style.Version}, Scripts: []jsonScript{}}
	for _, r := range list {
		script := jsonScript{
			File: diag.Visible(r.Name), Tried: r.Tried, Noticed: r.Noticed, Same: r.Same, Left: r.Left, Score: r.Score(), Survivors: []jsonSurvivor{},
		}
		for _, s := range r.Survivors {
			place := style.JSONPlace(s.Place)
			place.File = diag.Visible(place.File)
			script.Survivors = append(script.Survivors, jsonSurvivor{place, s.Words, s.Check})
		}
		all.Scripts = append(all.Scripts, script)
	}
	text, err := diag.Encoded(all)
	if err != nil {
		panic(err) // there is nothing in it that JSON can't say
	}
	return string(text)
}
