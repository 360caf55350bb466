package check

import (
	"container/heap"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
)

var farFromAPerson = diag.Register(diag.Code{
	Name: "far-from-a-person", Area: diag.Said, Severity: diag.Info, Off: true, Title: "a caller has far to go to talk to a person",
	Text: "The quickest way to a `connect` is looked for: what is said on it, as long as that is estimated to take, and the keys to press. Recordings without words count as nothing.",
	Options: []diag.Option{
		{Name: "seconds", Doc: "how long the quickest way may take", Default: "60"},
		{Name: "keys", Doc: "how many keys may be pressed on it", Default: "3"},
	},
	Bad:  "call 4420\nsay \"Please key in your account number of 8 digits.\"\ninput 8 into account\npost \"https://api.samespace.com/{{account}}\"\nconnect 5263\n-- flowc.yaml --\nchecks:\n  far-from-a-person: on",
	Good: "call 4420\nsay \"For apples, press 1.\"\ninput 1 { 1 -> next; else -> end }\nconnect 5263\n-- flowc.yaml --\nchecks:\n  far-from-a-person: on",
})

// A person is not far.
var _ = register(Check{
	Codes: []*diag.Code{farFromAPerson},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		if f.Entry < 0 {
			return
		}
		first, policy := int(f.Entry), p.Rules.Policy
		way, found := f.toPerson()
		const help = "offer a key that goes to a person, and offer it early"
		switch seconds, keys := policy.Number(farFromAPerson, "seconds"), policy.Number(farFromAPerson, "keys"); {
		case !found:
			p.add(f, first, farFromAPerson, f.Step(first), help, "nothing in this call goes to a person")
		case way.seconds > float64(seconds):
			p.add(f, first, farFromAPerson, f.Step(first), help, "the quickest way to a person takes about %.0f seconds, and %d are allowed", way.seconds, seconds).
				Relate(f.Step(int(way.step)), "the person")
		case way.keys > keys:
			p.add(f, first, farFromAPerson, f.Step(first), help, "the quickest way to a person takes %d keys, and %d are allowed", way.keys, keys).
				Relate(f.Step(int(way.step)), "the person")
		}
	},
})

// A wayTo is how a caller comes to a step.
type wayTo struct {
	step    int32
	seconds float64
	keys    int
}

// ways are those that are still to be followed, the quickest first.
type ways []wayTo

func (w ways) Len() int { return len(w) }
func (w ways) Less(a, b int) bool {
	if w[a].seconds != w[b].seconds {
		return w[a].seconds < w[b].seconds
	}
	return w[a].keys < w[b].keys || w[a].keys == w[b].keys && w[a].step < w[b].step
}
func (w ways) Swap(a, b int) { w[a], w[b] = w[b], w[a] }
func (w *ways) Push(x any)   { *w = append(*w, x.(wayTo)) }
func (w *ways) Pop() any {
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}

// toPerson returns the quickest way to a step that connects the caller. A key takes a
// second.
func (f *Flow) toPerson() (way wayTo, found bool) {
	done := make([]bool, len(f.Steps))
	open := &ways{{step: int32(f.Entry)}}
	for open.Len() > 0 {
		at := heap.Pop(open).(wayTo)
		i := int(at.step)
		switch {
		case done[i]:
			continue
		case f.kinds[i] == connects:
			return at, true
		case f.kinds[i] == plays:
			at.seconds += spoken.Seconds(f.Text(i, "text"))
		case f.kinds[i] == waits:
			n, _ := f.Count(i)
			at.keys += max(n, 1)
			at.seconds += float64(max(n, 1))
		}
		done[i] = true
		f.Steps[i].Each(func(t cfg.Target) {
			if t >= 0 && !done[t] {
				heap.Push(open, wayTo{int32(t), at.seconds, at.keys})
			}
		})
	}
	return wayTo{}, false
}
