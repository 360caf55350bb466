// Package playback runs a call by answers that are given beforehand, and tells
// what happened: as a transcript in the words of the language, as JSON, and as a
// test. It asks nobody and writes no file.
package playback

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
)

// Answers are how the steps of a call come out, each list in the order in which
// the call comes to such steps.
type Answers struct {
	Press []string // of inputs: keys, or None
	HTTP  []string // of requests, and of other objects with outcomes: ok, fail, else, or a key of the payload
	Call  []string // of numbers that are called: Answer, Busy or NoAnswer; all those behind the last answer

	// Fetch makes a request for real, and says what the server said; nil where HTTP
	// has how requests come out. An error says why a request can't be made.
	Fetch func(e *sim.Effect) (sim.Outcome, string, error)
}

// Words that answers have, besides keys and outcomes.
const (
	None     = "none"
	Answer   = "answer"
	Busy     = "busy"
	NoAnswer = "no-answer"
	HangUp   = "hang-up" // in each list
)

// A Run is what happened on a call.
type Run struct {
	Flow    *sim.Flow
	Moments []sim.Moment
	Said    []string // what servers said, by the moment; "" where nobody was asked
	Last    sim.Machine
	Missed  string   // what the call waits for that no answer is left for; "" where the call has ended
	Refused string   // why an answer does not fit the step that the call is at
	Left    []string // flags whose answers the call did not come to, as "--press 3"
}

// Play runs a call until it ends, or waits for an answer that is not there.
func Play(f *sim.Flow, a Answers) *Run {
	r := &Run{Flow: f, Last: f.Start()}
	for r.Last.Ending == sim.Running {
		e := f.Effect(r.Last)
		outcome, said, ok := a.next(r, &e)
		if !ok {
			break
		}
		next, err := f.Took(r.Last, outcome)
		if err != nil {
			r.Refused = err.Error()
			break
		}
		r.Moments, r.Said = append(r.Moments, sim.Moment{Effect: e, Outcome: outcome}), append(r.Said, said)
		r.Last = next
	}
	if r.Missed == "" && r.Refused == "" {
		for _, list := range []struct {
			flag string
			left []string
		}{{"--press", a.Press}, {"--http", a.HTTP}, {"--call", a.Call}} {
			if len(list.left) > 0 {
				r.Left = append(r.Left, list.flag+" "+strings.Join(list.left, ","))
			}
		}
	}
	return r
}

// next takes the answer to what the call asks.
func (a *Answers) next(r *Run, e *sim.Effect) (o sim.Outcome, said string, ok bool) {
	branching := r.Flow.Run.Steps[e.Step].Branching
	switch {
	case e.Kind == call.Waits:
		word, ok := take(&a.Press)
		if !ok {
			r.Missed = "the call waits for " + keys(e.Count) + " here, and --press has no more"
		}
		return pressed(word), "", ok
	case branching && e.Kind == call.Requests && a.Fetch != nil:
		o, said, err := a.Fetch(e)
		if err != nil {
			r.Refused = err.Error()
		}
		return o, said, err == nil
	case branching:
		word, ok := take(&a.HTTP)
		o := answered(e.Kind, word)
		if !ok {
			r.Missed = "the call waits for how this " + thing(e) + " comes out, and --http has no more"
		} else if ok = e.Kind != call.Requests || known(r.Flow, e.Step, o); !ok {
			r.Refused = fmt.Sprintf("this request comes out as ok or fail, not as %q", word)
		}
		return o, "", ok
	case e.Kind == call.Calls || e.Kind == call.Connects:
		word, _ := take(&a.Call)
		return dialled(word), "", true
	}
	return sim.Outcome{}, "", true
}

// known reports whether a request can have an outcome: it works or fails, unless the
// payload has keys of its own.
func known(f *sim.Flow, step int, o sim.Outcome) bool {
	return o.Event == sim.HangsUp || o.Key == call.Success || o.Key == call.Fail ||
		slices.ContainsFunc(f.Run.Steps[step].Branches, func(b cfg.Branch) bool { return b.Key == o.Key })
}

func take(list *[]string) (word string, ok bool) {
	if len(*list) == 0 {
		return "", false
	}
	word, *list = (*list)[0], (*list)[1:]
	return word, true
}

func keys(count int) string {
	switch count {
	case 0:
		return "keys"
	case 1:
		return "1 key"
	}
	return fmt.Sprintf("%d keys", count)
}

func thing(e *sim.Effect) string {
	if e.Kind == call.Requests {
		return "request"
	}
	return "step"
}

func pressed(word string) sim.Outcome {
	switch word {
	case None:
		return sim.Outcome{Event: sim.Nothing}
	case HangUp:
		return sim.Outcome{Event: sim.HangsUp}
	}
	return sim.Press(word)
}

func answered(kind call.Kind, word string) sim.Outcome {
	switch {
	case word == HangUp:
		return sim.Outcome{Event: sim.HangsUp}
	case word == "else":
		word = call.AnyKey
	case word == "ok" && kind == call.Requests:
		word = call.Success
	}
	return sim.Answer(word)
}

func dialled(word string) sim.Outcome {
	return map[string]sim.Outcome{Busy: {Event: sim.IsBusy}, NoAnswer: {Event: sim.Silent}, HangUp: {Event: sim.HangsUp}}[word]
}
