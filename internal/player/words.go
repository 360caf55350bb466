package player

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
)

// line says a moment in the words of the language.
func line(f *sim.Flow, e sim.Effect, o *sim.Outcome) string {
	arrow := ""
	if o != nil && o.Event == sim.Answered {
		arrow = " -> " + named(e.Kind, o.Key)
	}
	shown := func(key string) string { return f.Shown(e.Get(key)) }
	switch e.Kind {
	case call.Calls:
		return "call " + shown("number")
	case call.Connects:
		return "connect " + shown("number")
	case call.Plays:
		if text := shown("text"); text != "" {
			return "hear " + call.Quote(text)
		}
		return "hear " + call.Quote(shown("url"))
	case call.Waits:
		if o != nil {
			return "press " + o.Key
		}
		return "input " + shown("count")
	case call.Requests:
		return "get " + call.Quote(shown("url")) + arrow
	case call.CallsBack:
		return "callback " + shown("entity")
	}
	return "raw" + arrow
}

// ending says how a run has ended.
func ending(m sim.Machine) string { return string(m.Ending) }
