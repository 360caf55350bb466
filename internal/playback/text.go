package playback

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
)

// Text returns what happened as the lines of a test. What no line can say stands
// in comments.
func (r *Run) Text() string {
	var out strings.Builder
	for i := range r.Moments {
		if line := Line(r.Flow, &r.Moments[i]); line != "" {
			out.WriteString(line + "\n")
		}
		remarks := Unset(&r.Moments[i].Effect)
		if r.Said[i] != "" {
			remarks = append(remarks, Said(r.Said[i]))
		}
		for _, remark := range remarks {
			out.WriteString("// " + r.Flow.Shown(remark) + "\n")
		}
	}
	if r.Last.Ending != sim.Running {
		out.WriteString(r.Flow.Shown(Ending(r.Moments, r.Last)) + "\n")
	}
	return out.String()
}

// Line returns a moment as a line of a test, or "" where none says it.
func Line(f *sim.Flow, m *sim.Moment) string {
	line := transcript.Writer{Hide: f.Hide}.Line(m)
	if line == nil {
		return ""
	}
	text := transcript.Text(line)
	if e := m.Outcome.Event; m.Effect.Kind == call.Requests && e != sim.Answered { // it was asked, and that is all
		text = text[:strings.LastIndex(text, " -> ")]
	}
	return text
}

// Said says what came of a request that was made: the status that the server said, or
// why there is none.
func Said(says string) string {
	if strings.Trim(says[:1], "0123456789") == "" {
		return "the server said: " + says
	}
	return "the request failed: " + says
}

// Unset says which variables a step names that nothing has stored.
func Unset(e *sim.Effect) (remarks []string) {
	for _, name := range e.Unset {
		remarks = append(remarks, "nothing has stored {{"+name+"}}")
	}
	return remarks
}

// open is what the API does not document.
const open = "; the API does not say what comes then"

// Ending says how a call has ended: in the words of a test where it has some, else
// in a comment that begins with the name of the ending.
func Ending(moments []sim.Moment, last sim.Machine) string {
	number, key := "the number", "this"
	if n := len(moments); n > 0 {
		if says := moments[n-1].Effect.Get("number"); says != "" {
			number = says
		}
		key = moments[n-1].Outcome.Key
	}
	words := ""
	switch last.Ending {
	case sim.Ended:
		return "end"
	case sim.Left:
		return "-> " + last.Exit
	case sim.HungUp:
		words = "the caller hangs up"
	case sim.TooLong:
		words = fmt.Sprintf("the call goes on, and a run is over behind %d steps", sim.MaxSteps)
	case sim.NoInput:
		words = "the caller keys in nothing" + open
	case sim.NoBranch:
		words = "no branch takes " + key + open
	case sim.Busy:
		words = number + " is busy" + open
	case sim.NoAnswer:
		words = "nobody answers at " + number + open
	case sim.Nowhere:
		words = "the call is led to an id that no object has" + open
	}
	return "// " + string(last.Ending) + ": " + words
}
