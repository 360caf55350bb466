package playback

import (
	"encoding/json"
	"strings"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// jsonMoment is a line of docs/schema/run.schema.json.
type jsonMoment struct {
	Kind    string          `json:"kind"` // "moment"
	Step    int             `json:"step"`
	Type    string          `json:"type"`
	Place   *diag.JSONPlace `json:"place,omitempty"`
	Line    string          `json:"line,omitempty"`
	Fields  []sim.Field     `json:"fields"`
	Unset   []string        `json:"unset,omitempty"`
	Outcome string          `json:"outcome"`
	Key     string          `json:"key,omitempty"`
	Said    string          `json:"said,omitempty"`
}

// jsonEnd is the last line.
type jsonEnd struct {
	Kind         string          `json:"kind"` // "end"
	Ending       string          `json:"ending"`
	Undocumented bool            `json:"undocumented"`
	Line         string          `json:"line,omitempty"`
	Place        *diag.JSONPlace `json:"place,omitempty"`
	Steps        int             `json:"steps"`
	Variables    []sim.Var       `json:"variables,omitempty"`
}

// waiting is the ending of a run that has too few answers.
const waiting = "waiting"

var events = map[sim.Event]string{
	sim.Done: "done", sim.Pressed: "pressed", sim.Answered: "answered", sim.Nothing: "no-input",
	sim.IsBusy: "busy", sim.Silent: "no-answer", sim.HangsUp: "hung-up",
}

// JSON returns what happened as lines of JSON, one a moment and one for the end.
func (r *Run) JSON(style diag.Style) (string, error) {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	shown := func(text string) string { return diag.Visible(r.Flow.Shown(text)) }
	for i := range r.Moments {
		m := &r.Moments[i]
		line := jsonMoment{
			Kind: "moment", Step: m.Effect.Step, Type: shown(m.Effect.Type), Place: place(style, r.Flow.Step(m.Effect.Step)), Line: shown(Line(r.Flow, m)),
			Fields: []sim.Field{}, Outcome: events[m.Outcome.Event], Key: shown(m.Outcome.Key), Said: r.Said[i],
		}
		for _, f := range m.Effect.Fields {
			line.Fields = append(line.Fields, sim.Field{Key: shown(f.Key), Value: shown(f.Value)})
		}
		for _, name := range m.Effect.Unset {
			line.Unset = append(line.Unset, shown(name))
		}
		if err := enc.Encode(line); err != nil {
			return "", err
		}
	}
	end := jsonEnd{Kind: "end", Ending: string(r.Last.Ending), Undocumented: r.Last.Ending.Undocumented(), Steps: r.Last.Steps}
	if r.Last.Ending == sim.Running {
		end.Ending, end.Place = waiting, place(style, r.Flow.Step(r.Last.At))
	} else {
		end.Line = shown(Ending(r.Moments, r.Last))
	}
	for _, v := range r.Last.Vars {
		end.Variables = append(end.Variables, sim.Var{Name: shown(v.Name), Value: shown(v.Value)})
	}
	err := enc.Encode(end)
	return out.String(), err
}

func place(style diag.Style, at source.Place) *diag.JSONPlace {
	if at.File == nil {
		return nil
	}
	p := style.JSONPlace(at)
	p.File = diag.Visible(p.File)
	return &p
}
