package check

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang/diag"
)

var endlessLoop = diag.Register(diag.Code{
	Name: "endless-loop", Area: diag.Flow, Severity: diag.Warning, Title: "the call goes round and round, and only hanging up ends it",
	Text: "Whatever the caller does, the call comes back to the same steps. Only hanging up ends it. Give the caller a key that goes elsewhere, or end the call after some attempts (`try`).",
	Bad:  "call 4420\nask: say \"To hear this again, press 1.\"\ninput 1 -> ask",
	Good: "call 4420\nask: say \"To hear this again, press 1.\"\ninput 1 { 1 -> ask; else -> end }",
})

var loopWithoutInput = diag.Register(diag.Code{
	Name: "loop-without-input", Area: diag.Flow, Severity: diag.Warning, Title: "only the answer of a server ends a loop",
	Text: "While the server fails, the request is sent again and again, without a pause, and the caller can do nothing about it. Limit it with `try`, or let the caller press a key before the next attempt.",
	Bad:  "call 4420\nask: get \"https://api.samespace.com/hours\" -> open/ask\nopen: connect 5263",
	Good: "call 4420\ntry 3 times { get \"https://api.samespace.com/hours\" -> next/again } else -> end\nconnect 5263",
})

// Loops have a way out, and the caller can take it.
var _ = register(Check{
	Codes: []*diag.Code{endlessLoop, loopWithoutInput},
	Flow: func(p *Pass, f *Flow) {
		if !f.returns() {
			return
		}
		said := map[int]bool{} // the steps of loops that were reported
		alone := func(i int) bool { return f.kinds[i] == waits || f.kinds[i] == connects || f.kinds[i] == other }
		for _, loop := range f.loops(alone) {
			for _, i := range loop {
				said[int(i)] = true
			}
			if f.closed(loop) {
				p.endless(f, loop)
				continue
			}
			first := int(f.firstRequest(loop))
			help := f.help("put it into try 3 times { ... }, or ask for a key before it is sent again", "add a digits object before it is sent again, or send it a few times only")
			p.add(f, first, loopWithoutInput, f.Step(first), help, "this request is sent again and again until the server answers differently, and the caller can't stop it")
		}
		for _, loop := range f.loops(func(int) bool { return false }) {
			if inside := func() bool {
				for _, i := range loop {
					if said[int(i)] || f.kinds[i] == other {
						return true
					}
				}
				return false
			}; f.closed(loop) && !inside() {
				p.endless(f, loop)
			}
		}
	},
})

// endless reports a loop that nothing leads out of.
func (p *Pass) endless(f *Flow, loop []int32) {
	message := "the call comes back here again and again, and only hanging up ends it"
	help := f.help("put it into try 3 times { ... }, or ask for a key that goes elsewhere", "let one of these steps go to an object outside of the loop")
	if slices.ContainsFunc(loop, func(i int32) bool { return f.kinds[i] == waits }) {
		message = "whatever the caller presses, the call comes back here, and only hanging up ends it"
		help = f.help("let a key go elsewhere (2 -> LABEL), or end it: else -> end", "let a key go to an object outside of the loop")
	}
	first, last := loop[0], loop[0]
	for _, i := range loop {
		f.Steps[i].Each(func(t cfg.Target) {
			if int32(t) == first {
				last = max(last, i)
			}
		})
	}
	at := f.Step(int(first))
	found := p.add(f, int(first), endlessLoop, at, help, "%s", message)
	if from := f.Step(int(last)); from != at {
		found.Relate(from, "it goes back from here")
	}
}

// firstRequest returns the first request of a loop that only requests lead out
// of.
func (f *Flow) firstRequest(loop []int32) int32 {
	first := int32(-1)
	for _, i := range loop {
		if f.kinds[i] == requests && (first < 0 || i < first) {
			first = i
		}
	}
	return max(first, loop[0])
}

// returns reports whether the call can come back to a step: only where an edge
// leads backward in the order of the steps.
func (f *Flow) returns() (found bool) {
	for i := range f.Steps {
		f.Steps[i].Each(func(t cfg.Target) { found = found || t >= 0 && int(t) <= i })
	}
	return found
}

// closed reports whether nothing leads out of a loop.
func (f *Flow) closed(loop []int32) bool {
	inside := make(map[cfg.Target]bool, len(loop))
	for _, i := range loop {
		inside[cfg.Target(i)] = true
	}
	out := false
	for _, i := range loop {
		out = out || f.ends(int(i))
		f.Steps[i].Each(func(t cfg.Target) { out = out || !inside[t] })
	}
	return !out
}

// loops returns the sets of steps from each of which the call can come to each
// other, as Tarjan's algorithm finds them, without the steps that are left out;
// each begins with the step that is first in the order of the call. A step alone is a
// loop where it leads to itself.
func (f *Flow) loops(leftOut func(i int) bool) (loops [][]int32) {
	t := tarjan{Flow: f, leftOut: leftOut, order: make([]int32, len(f.Steps)), low: make([]int32, len(f.Steps)), on: make([]bool, len(f.Steps))}
	for i := range f.Steps {
		if f.reachable[i] && t.order[i] == 0 && !leftOut(i) {
			t.from(int32(i))
		}
	}
	return t.found
}

type tarjan struct {
	*Flow
	leftOut    func(i int) bool
	order, low []int32 // 0 of what was not seen
	on         []bool  // the stack
	stack      []int32
	frames     []frame
	targets    []int32
	count      int32
	found      [][]int32
}

// A frame is a step whose targets are being followed.
type frame struct {
	step        int32
	first, next int32 // of its targets
}

func (t *tarjan) enter(i int32) {
	t.count++
	t.order[i], t.low[i], t.on[i] = t.count, t.count, true
	t.stack = append(t.stack, i)
	first := int32(len(t.targets))
	t.Steps[i].Each(func(to cfg.Target) {
		if to >= 0 && !t.leftOut(int(to)) {
			t.targets = append(t.targets, int32(to))
		}
	})
	t.frames = append(t.frames, frame{i, first, first})
}

func (t *tarjan) from(i int32) {
	t.enter(i)
	for len(t.frames) > 0 {
		top := &t.frames[len(t.frames)-1]
		if int(top.next) < len(t.targets) {
			to := t.targets[top.next]
			top.next++
			switch {
			case t.order[to] == 0:
				t.enter(to)
			case t.on[to]:
				t.low[top.step] = min(t.low[top.step], t.order[to])
			}
			continue
		}
		done := *top
		t.targets = t.targets[:done.first]
		t.frames = t.frames[:len(t.frames)-1]
		if len(t.frames) > 0 {
			above := t.frames[len(t.frames)-1].step
			t.low[above] = min(t.low[above], t.low[done.step])
		}
		if t.low[done.step] == t.order[done.step] {
			t.take(done.step)
		}
	}
}

// take takes a set of steps from the stack, and keeps it where it is a loop.
func (t *tarjan) take(root int32) {
	at := len(t.stack)
	for at--; t.stack[at] != root; at-- {
	}
	set := t.stack[at:]
	t.stack = t.stack[:at]
	for _, i := range set {
		t.on[i] = false
	}
	if len(set) == 1 {
		self := false
		t.Steps[root].Each(func(to cfg.Target) { self = self || int32(to) == root })
		if !self {
			return
		}
	}
	loop := append([]int32(nil), set...)
	for k := range loop {
		if loop[k] < loop[0] {
			loop[0], loop[k] = loop[k], loop[0]
		}
	}
	t.found = append(t.found, loop)
}
