package walk

import (
	"math"

	"github.com/flowc-lang/flowc/lang/diag"
)

// JSONVersion is the version of the format json. It grows where a program that
// reads the format as it was would be wrong; fields may be added without that.
const JSONVersion = 1

type jsonReport struct {
	Version int         `json:"version"`
	Tool    jsonTool    `json:"tool"`
	File    string      `json:"file"`
	Paths   jsonCount   `json:"paths"`
	AtLeast bool        `json:"atLeast,omitempty"`
	Ends    []jsonEnd   `json:"ends"`
	Longest jsonLongest `json:"longest"`
	Never   jsonNever   `json:"never"`
	Unheard int         `json:"unheard"`
	To      *jsonTo     `json:"to,omitempty"`
	List    *jsonList   `json:"list,omitempty"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonCount struct {
	Count string `json:"count"`
	Exact bool   `json:"exact"`
}

type jsonEnd struct {
	End          string    `json:"end"`
	Undocumented bool      `json:"undocumented,omitempty"`
	Paths        jsonCount `json:"paths"`
	Shortest     *jsonWay  `json:"shortest"`
}

type jsonLongest struct {
	Steps   *jsonWay `json:"steps,omitempty"`
	Seconds *jsonWay `json:"seconds,omitempty"`
	Keys    *jsonWay `json:"keys,omitempty"`
}

type jsonNever struct {
	Paths    jsonCount  `json:"paths"`
	Examples []*jsonWay `json:"examples"`
}

type jsonTo struct {
	Label   string   `json:"label"`
	Reached bool     `json:"reached"`
	Way     *jsonWay `json:"way,omitempty"`
}

type jsonList struct {
	Paths []*jsonWay `json:"paths"`
	Left  jsonCount  `json:"left"`
}

type jsonWay struct {
	End     string          `json:"end,omitempty"`
	At      *diag.JSONPlace `json:"at,omitempty"`
	Way     []string        `json:"way"`
	Turns   int             `json:"turns"`
	Steps   int             `json:"steps"`
	Seconds float64         `json:"seconds"`
	Keys    int             `json:"keys"`
}

// JSON returns the report as docs/schema/walk.schema.json describes it.
func (r *Report) JSON() string {
	all := jsonReport{
		Version: JSONVersion, Tool: jsonTool{"flowc", r.Style.Version}, File: r.Name, Paths: jsonOf(r.Paths), AtLeast: r.AtLeast, Ends: []jsonEnd{},
		Never: jsonNever{Paths: jsonOf(r.Never), Examples: r.ways(r.Examples)}, Unheard: r.Unheard,
	}
	for i := range r.Ends {
		end := &r.Ends[i]
		all.Ends = append(all.Ends, jsonEnd{end.Ending.String(), end.Ending.Undocumented(), jsonOf(end.Paths), r.jsonWay(&end.Shortest, true)})
	}
	if !r.Empty() {
		all.Longest = jsonLongest{r.jsonWay(&r.Steps, true), r.jsonWay(&r.Seconds, true), r.jsonWay(&r.Keys, true)}
	}
	if r.Target != "" {
		all.To = &jsonTo{Label: r.Target, Reached: r.To != nil}
		if r.To != nil {
			all.To.Way = r.jsonWay(r.To, false)
		}
	}
	if r.Listed {
		all.List = &jsonList{r.ways(r.List), jsonOf(r.Left)}
	}
	text, err := diag.Encoded(all)
	if err != nil {
		panic(err) // there is nothing in it that JSON can't say
	}
	return string(text)
}

func jsonOf(c *Count) jsonCount { return jsonCount{c.String(), c.Exact()} }

func (r *Report) ways(list []Way) []*jsonWay {
	ways := make([]*jsonWay, len(list))
	for i := range list {
		ways[i] = r.jsonWay(&list[i], true)
	}
	return ways
}

func (r *Report) jsonWay(way *Way, ends bool) *jsonWay {
	j := &jsonWay{
		Way: append([]string{}, r.Words(way)...), Turns: way.Turns, Steps: way.Steps, Seconds: math.Round(way.Seconds*10) / 10, Keys: way.Keys,
	}
	if ends {
		j.End = way.End.String()
	}
	if at := r.Call.Step(way.At); at.File != nil {
		place := r.Style.JSONPlace(at)
		place.File = diag.Visible(place.File)
		j.At = &place
	}
	return j
}
