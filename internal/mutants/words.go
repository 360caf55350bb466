package mutants

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
)

// maxName is how many characters of what a target is called are told.
const maxName = 60

// words say what a change is.
func (t *trial) words(c *change) string {
	if c.way != nil {
		return c.wayWords()
	}
	switch c.kind {
	case leads:
		target := cfg.End
		if c.other != "" {
			target, _ = c.flow.To(c.at, c.other)
		}
		is, _ := c.flow.To(c.at, c.branch.Key)
		return c.outcome() + c.verb(" goes to ", " go to ") + c.name(target) + " instead of " + c.name(is)
	case drops:
		return c.outcome() + c.verb(" is left out", " are left out")
	case swaps:
		return "ok and fail are swapped"
	case mutes:
		return "this prompt is not heard"
	}
	return "this step is left out"
}

// wayWords say what a change between steps is.
func (c *change) wayWords() string {
	what := ""
	switch c.way.Kind {
	case expand.Jump:
		what = "this jump goes to "
	case expand.Stop:
		return "this end is left out, and the call goes on to " + c.name(c.goes)
	case expand.Exit:
		if c.kind == swaps {
			return "the exits " + c.way.Name + " and " + c.way.Pair.Name + " are swapped"
		}
		what = "the exit " + c.way.Name + " goes to "
	case expand.Again:
		return "the last attempt is left out"
	case expand.Spent:
		what = "the last attempt fails and goes to "
	}
	return what + c.name(c.goes) + " instead of " + c.name(c.is)
}

// check says what a test should say that notices a change.
func (t *trial) check(c *change) string {
	switch c.kind {
	case mutes:
		return "write what is heard" + c.line(c.at)
	case leaves:
		return "write that it happens" + c.line(c.at)
	}
	is := c.is
	if c.way == nil {
		is, _ = c.flow.To(c.at, c.branch.Key)
	}
	if len(t.seenBy(c)) == 0 {
		return "no test takes it: write one that does, and what happens then" + c.then(is)
	}
	return "a test takes it: write what happens then" + c.then(is)
}

// outcome names the outcome that is changed.
func (c *change) outcome() string {
	_, name, _ := strings.Cut(c.branch.Name, ": ")
	return name
}

// verb returns a verb for the outcome: one for keys is in the plural.
func (c *change) verb(one, more string) string {
	if strings.HasPrefix(c.outcome(), "keys ") {
		return more
	}
	return one
}

// name says where an outcome leads.
func (c *change) name(to cfg.Target) string {
	if to < 0 {
		return "the end of the call"
	}
	if exit, leaves := c.flow.Exits[int(to)]; leaves {
		return "the exit " + exit
	}
	if s := &c.flow.Steps[to]; s.Labelled && s.Label != nil {
		return s.Label.Name.Text
	}
	name := api.Clip(c.flow.Phrase(int(to)), maxName)
	switch c.flow.Kind(int(to)) {
	case call.Plays:
		if strings.HasPrefix(name, `"`) && !strings.HasSuffix(name, `"`) {
			name += `"`
		}
		return name
	case call.Calls, call.Connects, call.CallsBack, call.Waits:
		return "the step that " + name
	}
	return name
}

// then returns the line of a test that says what happens at a target.
func (c *change) then(to cfg.Target) string {
	if to == cfg.End {
		return ": end"
	}
	if exit, leaves := c.flow.Exits[int(to)]; leaves {
		return ": -> " + exit
	}
	if to < 0 {
		return ""
	}
	return c.line(int(to))
}

// line returns the line of a test that says what happens at a step, behind a colon.
// There is none for an input, and where what is said can't be shown.
func (c *change) line(at int) string {
	e := c.flow.Effect(sim.Machine{At: at})
	if e.Kind == call.Waits || e.Kind == call.Requests {
		return "" // it depends on what comes of it
	}
	line := transcript.Writer{Style: transcript.Brief, Hide: c.flow.Hide}.Line(&sim.Moment{Effect: e})
	if line == nil {
		return ""
	}
	return ": " + transcript.Text(line)
}
