package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Flow is a call that is checked, that of a script or that of a payload: its
// graph, what its envelope says, and where all of it is written.
type Flow struct {
	*cfg.Graph
	Record   bool
	RecordAt source.Place // nowhere where it is not written
	Payload  bool         // it is that of a payload
	places

	reachable []bool
	before    edges            // where each step is come from; made when it is asked for
	heard     []*listening     // before each step that waits
	read      map[string]int32 // the numbers of texts that were read, from 1
	said      []int32          // the number of the text of each step
	heardIn   [][]spoken.Phrase
	stack     []int32 // of a walk
	dominated *dominators
	kinds     []kind
	mark      []int32 // of the last walk that came to a step
	walks     int32
	visited   int // how many steps the walks of a rule have come to
}

// places say where a call is written.
type places interface {
	// step is what a finding about a step as a whole points at.
	step(i int) source.Place
	// field is the value of a key of a step, or the step where nobody wrote it.
	field(i int, key string) source.Place
	// branch is what names the outcome of a branch: its key, else where it leads.
	branch(i int, key string) source.Place
	// words are the place of some bytes of a value of a step, where that is known.
	words(i int, key string, start, end int) (source.Place, bool)
	// says are the places where words of a value of a step may stand, the
	// likeliest first.
	says(i int, key string) []source.Place
	// origin is where somebody wrote the value of a key: of a name that stands
	// for it, the value of that.
	origin(i int, key string) source.Place
	// given reports whether a part of a value came from outside when the call was
	// built.
	given(text string) bool
	// uses are the uses that lead to a step, for a finding about it.
	uses(i int) []diag.Related
}

// A target is where a step leads.
type target = cfg.Target

// A kind is what a step does.
type kind uint8

const (
	other kind = iota // what it does is not known
	calls
	plays
	waits // for digits
	requests
	callsBack
	connects
)

// kindOf returns what a step of a type does.
func kindOf(t *api.Type) kind {
	switch t {
	case &api.Call:
		return calls
	case &api.Play:
		return plays
	case &api.Digits:
		return waits
	case &api.HTTP:
		return requests
	case &api.Callback:
		return callsBack
	case &api.Connect:
		return connects
	}
	return other
}

// newFlow returns a call whose graph is whole.
func newFlow(g *cfg.Graph, w places) *Flow {
	f := &Flow{Graph: g, places: w, reachable: g.Reachable(), mark: make([]int32, len(g.Steps)), kinds: make([]kind, len(g.Steps))}
	for i := range g.Steps {
		f.kinds[i] = kindOf(g.Steps[i].Type)
	}
	return f
}

// beside returns the same call for those who look at it at the same time.
func (f *Flow) beside() *Flow {
	return &Flow{
		Graph: f.Graph, Record: f.Record, RecordAt: f.RecordAt, Payload: f.Payload, places: f.places,
		reachable: f.reachable, before: f.before, kinds: f.kinds, mark: make([]int32, len(f.Steps)),
	}
}

// text returns what a key of a step says, or "" where it says nothing.
func (f *Flow) text(i int, key string) string {
	for n := range f.Steps[i].Fields {
		if field := &f.Steps[i].Fields[n]; field.Key.Name == key {
			return field.Value
		}
	}
	return ""
}

// count returns how many digits a step waits for. It is not ok where that is
// known only during the call.
func (f *Flow) count(i int) (n int, ok bool) {
	text := f.text(i, "count")
	for _, c := range text {
		if c < '0' || c > '9' || n > 1000 {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, text != ""
}

// to returns where an outcome of a step leads. It is not ok where nothing says
// so.
func (f *Flow) to(i int, key string) (to cfg.Target, ok bool) {
	for b := range f.Steps[i].Branches {
		if branch := &f.Steps[i].Branches[b]; branch.Key == key {
			return branch.To, true
		}
	}
	return cfg.End, false
}

// anyKey is the key of the outcome that no other takes.
const anyKey = "*"

// ends reports whether the call can end behind a step: also by an input that
// no branch takes.
func (f *Flow) ends(i int) bool {
	s := &f.Steps[i]
	ends := false
	s.Each(func(t cfg.Target) { ends = ends || t < 0 })
	if s.Branching {
		_, rest := f.to(i, anyKey)
		_, ok := f.to(i, "success")
		_, fail := f.to(i, "fail")
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
	found.Related = f.uses(i)
	return found
}

// words returns where words of a value of a step stand: they alone where they
// are found as they are said, else all of the value.
func (f *Flow) words(i int, key string, start, end int) source.Place {
	if at, ok := f.places.words(i, key, start, end); ok {
		return at
	}
	says := f.text(i, key)
	if len(says) > maxPrompt {
		return f.field(i, key) // to look for words in it, again and again, would take long
	}
	list := strings.Fields(says[start:end])
	for _, place := range f.says(i, key) {
		if span, ok := occurrence(place, list, occurrences(says[:start], list)); ok {
			return span
		}
	}
	return f.field(i, key)
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
	if f.Payload {
		return payload
	}
	return script
}
