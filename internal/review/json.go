package review

import (
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// JSONVersion is the version of the format json. It grows where a program that
// reads the format as it was would be wrong; fields may be added without that.
const JSONVersion = 1

type jsonReview struct {
	Version int            `json:"version"`
	Tool    jsonTool       `json:"tool"`
	Same    bool           `json:"same"`
	Stops   bool           `json:"stops"`
	Calls   []jsonCall     `json:"calls"`
	Counts  map[string]int `json:"counts"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonCall struct {
	State   State        `json:"state"`
	Old     string       `json:"old,omitempty"`
	New     string       `json:"new,omitempty"`
	Renamed bool         `json:"renamed,omitempty"`
	Steps   int          `json:"steps,omitempty"`
	Changes []jsonChange `json:"changes"`
}

type jsonChange struct {
	Sign  string          `json:"sign"`
	Kind  changes.Kind    `json:"kind"`
	Kinds []changes.Kind  `json:"kinds"`
	Stops bool            `json:"stops"`
	Words string          `json:"words"`
	Also  []string        `json:"also,omitempty"`
	Times int             `json:"times"`
	Never bool            `json:"never,omitempty"`
	Way   []string        `json:"way"`
	Old   *diag.JSONPlace `json:"old,omitempty"`
	New   *diag.JSONPlace `json:"new,omitempty"`
}

// JSON returns the review as docs/schema/diff.schema.json describes it.
func (r *Review) JSON() string {
	all := jsonReview{Version: JSONVersion, Tool: jsonTool{"flowc", r.Style.Version}, Same: true, Stops: r.Stops(), Calls: []jsonCall{}, Counts: map[string]int{}}
	for k, n := range r.tally().of {
		all.Counts[string(k)] = n
	}
	for i := range r.Calls {
		c := &r.Calls[i]
		all.Same = all.Same && c.State == Same
		j := jsonCall{State: c.State, Old: c.Old, New: c.New, Renamed: c.Renamed, Steps: c.Steps, Changes: []jsonChange{}}
		for k := range c.Changes {
			change := &c.Changes[k]
			one := jsonChange{
				Sign: string(change.Sign), Kind: change.Kind, Kinds: change.Kinds, Stops: r.stops(change), Words: change.Words, Also: change.Also,
				Times: change.Times, Never: change.Never, Way: append([]string{}, change.Way...),
				Old: r.place(change.Old), New: r.place(change.New),
			}
			j.Changes = append(j.Changes, one)
		}
		all.Calls = append(all.Calls, j)
	}
	text, err := diag.Encoded(all)
	if err != nil {
		panic(err) // there is nothing in it that JSON can't say
	}
	return string(text)
}

func (r *Review) place(at source.Place) *diag.JSONPlace {
	if at.File == nil {
		return nil
	}
	place := r.Style.JSONPlace(at)
	place.File = diag.Visible(place.File)
	return &place
}
