package check

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
)

var brokenPromise = diag.Register(diag.Code{
	Name: "broken-promise", Area: diag.Said, Severity: diag.Warning, Title: "a prompt promises what the call does not do",
	Text: "\"We will call you back\" needs a `callback`, \"connecting you\" a `connect` before the next question, and after \"goodbye\" the call ends.",
	Bad:  "call 4420\nsay \"Please hold while we connect you.\"\nsay \"We are closed.\"",
	Good: "call 4420\nsay \"Please hold while we connect you.\"\nconnect 5263",
})

var saidTooEarly = diag.Register(diag.Code{
	Name: "said-too-early", Area: diag.Said, Severity: diag.Info, Off: true, Title: "a prompt says that something is done before the request that does it",
	Text: "If the request fails, the caller has been told something untrue. Say it after the request, where it succeeds.",
	Bad:  "call 4420\nsay \"Your order is confirmed.\"\npost \"https://api.samespace.com/orders\" -> next/end\nconnect 5263\n-- flowc.yaml --\nchecks:\n  said-too-early: on",
	Good: "call 4420\npost \"https://api.samespace.com/orders\" -> next/end\nsay \"Your order is confirmed.\"\nconnect 5263\n-- flowc.yaml --\nchecks:\n  said-too-early: on",
})

// What is promised is done, and what is done is said after it.
var _ = register(Check{
	Codes: []*diag.Code{brokenPromise, saidTooEarly},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			if f.kinds[i] != plays || !f.reachable[i] {
				continue
			}
			for _, phrase := range f.phrases(i) {
				if phrase.Kind == spoken.Done && p.Rules.Policy.Off(saidTooEarly) {
					continue
				}
				code, help, message := f.broken(i, phrase.Kind)
				if code != nil {
					found := p.add(f, i, code, f.words(i, "text", phrase.Start, phrase.End), help, "%s", message)
					if code == saidTooEarly {
						found.Relate(f.Step(f.sends(i)), "the request")
					}
				}
			}
		}
	},
})

// broken says what a promise lacks; code is nil where that is nothing.
func (f *Flow) broken(i int, promise spoken.Kind) (code *diag.Code, help, message string) {
	switch promise {
	case spoken.CallBack:
		if !f.leads(i, onward, never, callsBack) && !f.leads(i, back, never, callsBack) && !f.leads(i, onward, never, other) && !f.arranged(i, true) {
			return brokenPromise, f.help("add a callback", "add a callback object") + ", or say something else", "this promises a call back, and the call arranges none"
		}
	case spoken.Connecting:
		if !f.leads(i, onward, waits, connects) && !f.leads(i, onward, waits, other) && !f.arranged(i, false) {
			return brokenPromise, f.help("add a connect after it", "add a connect object after it") + ", or say something else", "this promises to connect the caller, and the call does not"
		}
	case spoken.Goodbye:
		if f.goesOn(i) {
			return brokenPromise, "end the call after it, or say goodbye later", "this says goodbye, and the call goes on"
		}
	case spoken.Done:
		if f.sends(i) >= 0 {
			return saidTooEarly, f.help("move the text after the request, where it succeeds", `put it where "success" goes`), "this says that it is done, and the request that does it comes later"
		}
	}
	return nil, "", ""
}

const never = call.Kind(255) // stops no walk

// leads reports whether a walk from a step, which stops at one kind of steps,
// comes to one of another.
func (f *Flow) leads(i int, way direction, stop, to call.Kind) (found bool) {
	f.walk(i, way, func(j int) bool {
		found = found || f.kinds[j] == to
		return !found && f.kinds[j] != stop
	})
	return found || f.tired()
}

// arranged reports whether a request near a step may do what it promises: one
// that has the word in its URL, or, where telling is enough, that tells a server something.
func (f *Flow) arranged(i int, telling bool) (found bool) {
	near := func(j int) bool {
		if f.kinds[j] == requests {
			method, url := f.Text(j, "method"), strings.ToLower(f.Text(j, "url"))
			found = found || telling && method != "" && method != "GET" || slices.ContainsFunc(strings.FieldsFunc(url, notLetter), func(word string) bool { return slices.Contains(handingOver, word) })
		}
		return !found && f.kinds[j] != waits && f.kinds[j] != connects
	}
	f.walk(i, onward, near)
	if !found {
		f.walk(i, back, near)
	}
	return found || f.tired()
}

// handingOver are words of URLs of servers that call back or connect callers.
var handingOver = []string{"call", "calls", "callback", "callbacks", "transfer", "transfers", "connect", "dial", "queue", "queues", "bridge"}

func notLetter(r rune) bool { return r < 'a' || 'z' < r }

// goesOn reports whether the call, whatever happens, goes on behind a step with
// more than words: it waits for keys, or connects the caller.
func (f *Flow) goesOn(i int) bool {
	ends, on := f.ends(i), false
	f.walk(i, onward, func(j int) bool {
		if f.kinds[j] == waits || f.kinds[j] == connects || f.kinds[j] == calls {
			on = true
			return false
		}
		ends = ends || f.ends(j) || f.kinds[j] == other
		return true
	})
	return on && !ends && !f.tired()
}

// sends returns a request that changes something and comes after a step, where
// none comes before it, or -1.
func (f *Flow) sends(i int) int {
	changes := func(way direction) int {
		request := -1
		f.walk(i, way, func(j int) bool {
			if method := f.Text(j, "method"); request < 0 && f.kinds[j] == requests && method != "GET" && method != "" {
				request = j
			}
			return request < 0 && f.kinds[j] != waits && f.kinds[j] != connects
		})
		return request
	}
	if changes(back) >= 0 || f.tired() {
		return -1
	}
	return changes(onward)
}
