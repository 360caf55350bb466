package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Flow is a call that is checked, and what its walks remember.
type Flow struct {
	*call.Call

	reachable []bool
	before    edges            // where each step is come from; made when it is asked for
	heard     []*listening     // before each step that waits
	read      map[string]int32 // the numbers of texts that were read, from 1
	said      []int32          // the number of the text of each step
	heardIn   [][]spoken.Phrase
	stack     []int32 // of a walk
	dominated *dominators
	kinds     []call.Kind
	mark      []int32 // of the last walk that came to a step
	walks     int32
	visited   int // how many steps the walks of a rule have come to
}

// A target is where a step leads.
type target = cfg.Target

// What steps do, in short.
const (
	other     = call.Other
	calls     = call.Calls
	plays     = call.Plays
	waits     = call.Waits
	requests  = call.Requests
	callsBack = call.CallsBack
	connects  = call.Connects
)

// NewFlow returns a call to be checked.
func NewFlow(c *call.Call) *Flow {
	f := &Flow{Call: c, reachable: c.Reachable(), mark: make([]int32, len(c.Steps)), kinds: make([]call.Kind, len(c.Steps))}
	for i := range c.Steps {
		f.kinds[i] = call.KindOf(c.Steps[i].Type)
	}
	return f
}

// beside returns the same call for those who look at it at the same time.
func (f *Flow) beside() *Flow {
	return &Flow{Call: f.Call, reachable: f.reachable, before: f.before, kinds: f.kinds, mark: make([]int32, len(f.Steps))}
}

// ends reports whether the call can end behind a step: also by an input that
// no branch takes.
func (f *Flow) ends(i int) bool {
	s := &f.Steps[i]
	ends := false
	s.Each(func(t cfg.Target) { ends = ends || t < 0 })
	if s.Branching {
		_, rest := f.To(i, call.AnyKey)
		_, ok := f.To(i, "success")
		_, fail := f.To(i, "fail")
		ends = ends || f.kinds[i] == waits && !rest || f.kinds[i] == requests && !(ok && fail)
	}
	return ends
}

// A direction is one in which a walk goes: along the call, or against it.
type direction bool

const (
	onward direction = false
	back   direction = true
)

// stepsPerStep bounds how many steps all walks of a rule come to: so many for each
// step of the call, and a million more. Calls of the shape of real ones need a few.
const stepsPerStep = 64

// tired reports whether the walks have come to more steps than they may. A walk ends
// there, so that what it has not found may be there all the same.
func (f *Flow) tired() bool { return f.visited > stepsPerStep*len(f.Steps)+1<<20 }

// walk visits the steps that are reached from those next to a step, each once.
// It goes on after a step where visit returns true. Walks are not nested.
func (f *Flow) walk(i int, to direction, visit func(i int) bool) {
	f.walks++
	f.stack = f.next(f.stack[:0], i, to)
	f.run(to, visit)
}

// walkFrom is walk from a step on, which is visited too.
func (f *Flow) walkFrom(t target, to direction, visit func(i int) bool) {
	f.walks++
	f.stack = f.stack[:0]
	if t >= 0 {
		f.mark[t] = f.walks
		f.stack = append(f.stack, int32(t))
	}
	f.run(to, visit)
}

func (f *Flow) run(to direction, visit func(i int) bool) {
	for len(f.stack) > 0 && !f.tired() {
		f.visited++
		i := int(f.stack[len(f.stack)-1])
		f.stack = f.stack[:len(f.stack)-1]
		if visit(i) {
			f.stack = f.next(f.stack, i, to)
		}
	}
}

// next appends the steps next to a step that a walk has not come to yet.
func (f *Flow) next(list []int32, i int, to direction) []int32 {
	if to == back {
		for _, from := range f.from(i) {
			if f.mark[from] != f.walks {
				f.mark[from] = f.walks
				list = append(list, from)
			}
		}
		return list
	}
	s := &f.Steps[i]
	if !s.Branching {
		return f.push(list, s.Next)
	}
	for b := range s.Branches {
		list = f.push(list, s.Branches[b].To)
	}
	return list
}

func (f *Flow) push(list []int32, t target) []int32 {
	if t >= 0 && f.mark[t] != f.walks {
		f.mark[t] = f.walks
		list = append(list, int32(t))
	}
	return list
}

// edges are lists of steps, one behind the other.
type edges struct {
	start []int32 // of the list of each step; one more
	list  []int32
}

// from returns the steps that lead to a step, those that the call can reach.
func (f *Flow) from(i int) []int32 {
	if f.before.start == nil {
		f.before = f.inverse()
	}
	return f.before.list[f.before.start[i]:f.before.start[i+1]]
}

func (f *Flow) inverse() edges {
	e := edges{start: make([]int32, len(f.Steps)+1)}
	each := func(visit func(from, to int)) {
		for i := range f.Steps {
			if f.reachable[i] {
				f.Steps[i].Each(func(t cfg.Target) {
					if t >= 0 {
						visit(i, int(t))
					}
				})
			}
		}
	}
	each(func(_, to int) { e.start[to+1]++ })
	for i := range f.Steps {
		e.start[i+1] += e.start[i]
	}
	e.list = make([]int32, e.start[len(f.Steps)])
	at := append([]int32(nil), e.start[:len(f.Steps)]...)
	each(func(from, to int) {
		e.list[at[to]] = int32(from)
		at[to]++
	})
	return e
}

// add adds a finding about a step.
func (p *Pass) add(f *Flow, i int, code *diag.Code, at source.Place, help, format string, args ...any) *diag.Finding {
	found := p.list.Add(code.At(at, format, args...)).Helpf("%s", help)
	found.Related = f.Uses(i)
	return found
}

// words returns where words of a value of a step stand: they alone where they
// are found as they are said, else all of the value.
func (f *Flow) words(i int, key string, start, end int) source.Place {
	if at, ok := f.Words(i, key, start, end); ok {
		return at
	}
	says := f.Text(i, key)
	if len(says) > maxPrompt {
		return f.Field(i, key) // to look for words in it, again and again, would take long
	}
	list := strings.Fields(says[start:end])
	for _, place := range f.Says(i, key) {
		if span, ok := occurrence(place, list, occurrences(says[:start], list)); ok {
			return span
		}
	}
	return f.Field(i, key)
}

// occurrences returns how often words stand in a text, one behind the other.
func occurrences(text string, words []string) (n int) {
	for at := 0; ; n++ {
		_, end, found := find(text, words, at)
		if !found {
			return n
		}
		at = end
	}
}

// occurrence returns where words stand in the text at a place, that often
// before.
func occurrence(place source.Place, words []string, before int) (source.Place, bool) {
	text := place.File.Text[place.Start:place.End]
	for at := 0; ; before-- {
		start, end, found := find(text, words, at)
		if !found {
			return source.Place{}, false
		}
		if before == 0 {
			return source.Place{File: place.File, Span: source.Span{Start: place.Start + int32(start), End: place.Start + int32(end)}}, true
		}
		at = end
	}
}

// find returns where words stand in text[from:], whatever white space is
// between them.
func find(text string, words []string, from int) (start, end int, found bool) {
	if len(words) == 0 {
		return 0, 0, false
	}
	for {
		n := strings.Index(text[from:], words[0])
		if n < 0 {
			return 0, 0, false
		}
		start = from + n
		end = start + len(words[0])
		found = true
		for _, word := range words[1:] {
			rest := strings.TrimLeft(text[end:], " \t\r\n")
			if found = strings.HasPrefix(rest, word); !found {
				break
			}
			end = len(text) - len(rest) + len(word)
		}
		if found {
			return start, end, true
		}
		from = start + len(words[0])
	}
}

// help returns what to do about a finding, in the words of what is looked at.
func (f *Flow) help(script, payload string) string {
	if f.Program == nil {
		return payload
	}
	return script
}
