package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/lang/diag"
)

var pastDate = diag.Register(diag.Code{
	Name: "past-date", Area: diag.Values, Severity: diag.Warning, Title: "a call back is arranged for a time that has passed",
	Text: "It is found only with `--now`, so that a build does not depend on the day on which it is made.",
	Bad:  "call 4420\ncallback 5263 at 2018-10-11 20:48:00 UTC",
	Good: "call 4420\ncallback 5263 at 2030-10-11 20:48:00 UTC",
	Run:  "check --now 2026-01-15",
})

var dstGap = diag.Register(diag.Code{
	Name: "dst-gap", Area: diag.Values, Severity: diag.Warning, Title: "the clocks skip the time of a call back",
	Text: "On the night on which summer time begins, the clocks of the zone go forward by an hour, and the time between is never shown. What the API does then is not documented.",
	Bad:  "call 4420\ncallback 5263 at 2030-03-31 02:30 Europe/Berlin",
	Good: "call 4420\ncallback 5263 at 2030-03-31 03:30 Europe/Berlin",
})

var outsideHours = diag.Register(diag.Code{
	Name: "outside-hours", Area: diag.Values, Severity: diag.Warning, Title: "a call back is arranged for a time when nobody is there",
	Text: "The hours stand in `flowc.yaml` under [`hours`](../config.md). Without them this is not checked.",
	Bad:  "call 4420\ncallback 5263 at 2030-10-13 11:00 Europe/Berlin\n-- flowc.yaml --\nhours:\n  monday-friday: 09:00-18:00",
	Good: "call 4420\ncallback 5263 at 2030-10-14 11:00 Europe/Berlin\n-- flowc.yaml --\nhours:\n  monday-friday: 09:00-18:00",
})

// Calls back are arranged for times that there are, when somebody is there.
var _ = register(Check{
	Codes: []*diag.Code{pastDate, dstGap, outsideHours},
	Flow: func(p *Pass, f *Flow) {
		var last [3]string // many call backs are at one time
		var local fact.Local
		var err error
		for i := range f.Steps {
			if f.kinds[i] != callsBack || !f.reachable[i] {
				continue
			}
			if at := [3]string{f.Text(i, "date"), f.Text(i, "time"), f.Text(i, "timezone")}; at != last {
				last = at
				local, err = fact.At(at[0], at[1], at[2])
			}
			if err != nil {
				continue // it is known only during the call, or a finding says what is wrong
			}
			hours := p.Rules.Hours
			switch {
			case local.Gap:
				if local.From == "00:00" && strings.Contains(local.To, " ") { // of another day
					p.add(f, i, dstGap, f.Field(i, "date"), "write another date", "there is no %s in %s: the clocks skip the day", last[0], last[2])
					continue
				}
				p.add(f, i, dstGap, f.Field(i, "time"), "write a time before "+local.From+", or from "+local.To+" on", "the clocks of %s skip this time: they go from %s to %s", f.Text(i, "timezone"), local.From, local.To)
			case !p.Now.IsZero() && local.Time.Before(p.Now):
				p.add(f, i, pastDate, f.Field(i, "date"), "write a later date or time", "this is in the past: it is now %s in %s", p.Now.In(local.Time.Location()).Format("2006-01-02 15:04"), last[2])
			case hours != nil && !hours.Open(local.Time):
				p.add(f, i, outsideHours, f.Field(i, "time"), "write a date and time in these hours, or correct hours: in flowc.yaml", "this is outside of the hours in flowc.yaml (%s)", hours.Day(local.Time)+hours.There(local.Time))
			}
		}
	},
})
