package flowtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
)

// What the edits of a test cost: of all ways to make it pass, the cheapest is meant.
// Letters that differ count less than any of them, and a line that goes more.
const (
	aValue   = 20
	aStep    = 40
	aMove    = 50
	aPrompt  = 60
	aRequest = 60
	aFailure = 70 // a request that fails
	another  = 80 // a request, by its method and its address
	aLine    = 100
	aChoice  = 120 // a line that a caller or a server decides by
)

// maxTried is how many places of a test and its call are looked at.
const maxTried = 50_000

// An edit is what is done about a line of a test, or about a step that no line
// mentions.
type edit struct {
	op     op
	line   int               // its index
	says   map[string]string // by the keys of what is replaced
	stmt   lang.Stmt         // of what is inserted, or of the end of the run
	brings []int             // the line that is moved to a prompt
	effect sim.Effect        // of a prompt that was passed over
	by     sim.Machine       // that came to it
}

type op uint8

const (
	keep    op = iota // the line fits
	pass              // over a prompt
	replace           // values of the line
	insert            // a line above it
	move              // the line, to a prompt that was passed over
	remove            // the line
	finish            // the line, by the end of the run
)

// A way is how far a test was read, on which call, and by which edits.
type way struct {
	at    int // the line that is next
	m     sim.Machine
	loose bool // lines were removed, and none has fit since
	bound bool // a request was inserted: what comes behind has to fit
	cost  int
	edit  edit // the last
	from  *way
}

// A mender looks for the cheapest edits by which a test passes: a shortest way over
// the lines of the test and the steps of the call.
type mender struct {
	runner
	whole bool // else no line is given up, and no server answers what the author did not write
	waits [][]*way
	seen  map[string]bool
}

// mend returns the edits by which a test passes; else those that are certain in front
// of the first line that only its author can mend.
func (t *Test) mend() []edit {
	for _, whole := range []bool{true, false} {
		m := &mender{runner: runner{test: t, flow: t.Flow}, whole: whole, seen: map[string]bool{}}
		if w := m.search(); w != nil {
			return m.edits(w)
		}
	}
	return nil
}

// edits returns the edits of a way, the last first. A line that is given up goes to a
// prompt behind it that says what it hears, where there is one that no line hears.
func (m *mender) edits(w *way) (list []edit) {
	for m.m = w.m; m.is(call.Plays); { // behind the last line
		was, e := m.m, m.flow.Effect(m.m)
		if m.take(sim.Outcome{}) != nil || m.m.Ending == sim.TooLong {
			break
		}
		w = &way{m: m.m, edit: edit{op: pass, line: w.at, effect: e, by: was}, at: w.at, from: w}
	}
	for ; w.from != nil; w = w.from {
		list = append(list, w.edit)
	}
	for i := range list {
		m.bring(list, i)
	}
	return list
}

// bring moves a line that does not stay as it is to a prompt that says what it hears.
func (m *mender) bring(list []edit, i int) {
	e := &list[i]
	from, to, by := i-1, -1, -1
	switch e.op {
	case replace, remove:
	case move:
		e.op = remove // where another line was moved there
		from, to, by = i+1, len(list), 1
	default:
		return
	}
	l := &m.test.lines[e.line]
	for k := from; l.verb == hears && k != to; k += by {
		if p := &list[k]; p.brings == nil && p.heard(l) {
			p.brings, e.op = []int{e.line}, move
			return
		}
	}
}

func (m *mender) search() (far *way) {
	m.push(&way{m: m.flow.Start()})
	for cost := 0; cost < len(m.waits); cost++ {
		for i := 0; i < len(m.waits[cost]) && len(m.seen) < maxTried; i++ {
			w := m.waits[cost][i]
			key := fmt.Sprint(w.at, w.m.At, w.m.Ending, w.m.Exit, w.m.Vars, w.loose, w.bound)
			if m.seen[key] {
				continue
			}
			m.seen[key] = true
			switch {
			case w.at == len(m.test.lines) && (!w.loose || over(w.m)) && m.expects(w):
				return w
			case w.at == len(m.test.lines):
				continue
			case !m.whole && (far == nil || w.at > far.at):
				far = w
			}
			m.next(w, &m.test.lines[w.at])
		}
	}
	return far
}

func (m *mender) push(w *way) {
	for len(m.waits) <= w.cost {
		m.waits = append(m.waits, nil)
	}
	m.waits[w.cost] = append(m.waits[w.cost], w)
}

// goes adds a way behind another.
func (m *mender) goes(from *way, cost int, e edit, to sim.Machine) {
	w := &way{at: from.at, m: to, loose: from.loose, bound: from.bound, cost: from.cost + cost, edit: e, from: from}
	w.edit.line = from.at
	switch e.op {
	case keep, replace:
		w.loose = false
		w.at++
	case remove, finish:
		w.loose = true
		w.at++
	case move:
		w.at++
	}
	m.push(w)
}

// expects reports whether a test that was edited still says that something happens.
func (m *mender) expects(w *way) bool {
	for ; w.from != nil; w = w.from {
		switch e := w.edit; {
		case e.op == insert, e.op == finish, e.op == move, (e.op == keep || e.op == replace) && m.test.lines[e.line].verb != presses:
			return true
		}
	}
	return false
}

func over(m sim.Machine) bool { return m.Ending == sim.Ended || m.Ending == sim.Left }

// next adds what may come behind a way.
func (m *mender) next(w *way, l *line) {
	m.m = w.m
	kind, running := m.kind()
	switch {
	case over(w.m):
		m.ended(w, l)
	case !running:
		return
	case kind == call.Plays:
		m.prompted(w, l)
	case kind == call.Waits:
		m.fitting(w, l)
	default:
		m.fitting(w, l)
		m.unmentioned(w)
	}
	if m.whole && !w.bound {
		m.given(w, l)
	}
}

// ended compares a line with the end of the run.
func (m *mender) ended(w *way, l *line) {
	says := l.verb == ends || l.verb == leaves
	switch {
	case l.verb == ends && w.m.Ending == sim.Ended, l.verb == leaves && w.m.Exit == l.text.value:
		m.goes(w, 0, edit{}, w.m)
	case l.verb == leaves && w.m.Ending == sim.Left:
		m.goes(w, aValue, edit{op: replace, says: map[string]string{"": w.m.Exit}}, w.m)
	case m.whole && (says || !w.bound) && w.at == len(m.test.lines)-1:
		end := lang.Stmt(&lang.ExpectEnd{Word: "end"})
		if w.m.Ending == sim.Left {
			end = &lang.ExpectExit{Exit: lang.To(w.m.Exit)}
		}
		cost := aLine
		if says {
			cost = aValue
		}
		m.goes(w, cost, edit{op: finish, stmt: end}, w.m)
	}
}

// prompted compares a line with a prompt.
func (m *mender) prompted(w *way, l *line) {
	e := m.flow.Effect(w.m)
	to, err := m.flow.Took(w.m, sim.Outcome{})
	if err != nil {
		return
	}
	if l.verb == hears && says(&e, folded(m.says(l.text))) || l.verb == does && l.kind == call.Other && m.fits(l) {
		m.goes(w, 0, edit{}, to)
		return
	}
	m.goes(w, 0, edit{op: pass, effect: e, by: w.m}, to)
	if l.verb == hears {
		shown := m.flow.Shown(spoken(&e))
		near, letters := excerpt(m.says(l.text), shown)
		cost := aValue/2 + min(letters, aValue/2)
		if near == "" && m.whole && !w.bound {
			near, cost = transcript.Excerpt(shown), aPrompt
		}
		if near != "" && says(&e, folded(near)) {
			m.goes(w, cost, edit{op: replace, says: map[string]string{"text": near}}, to)
		}
	}
}

// fitting compares a line with a step that is no prompt.
func (m *mender) fitting(w *way, l *line) {
	kind, _ := m.kind()
	branches := m.flow.Run.Steps[w.m.At].Branching
	o, e, cost := sim.Outcome{}, edit{}, 0
	switch {
	case l.verb == presses && kind == call.Waits:
		o = sim.Press(m.says(l.text))
	case l.verb != does || l.kind != kind && l.kind != call.Other || l.kind == call.Other && !m.typed(l):
		return
	case branches && l.outcome.value == "":
		return
	case branches && kind == call.Waits:
		o = sim.Press(l.outcome.value)
	case branches:
		o = sim.Answer(l.outcome.value)
	}
	if l.verb == does {
		var ok bool
		if e.says, ok = m.values(l); !ok {
			return
		}
		if cost = len(e.says) * aValue; cost > 0 {
			e.op = replace
		}
		if m.other(l) {
			if cost = another; !m.whole || w.bound {
				return
			}
		}
	}
	to, err := m.flow.Took(w.m, o)
	if err == nil && !to.Ending.Undocumented() {
		m.goes(w, cost, e, to)
	}
}

// values returns what a step says otherwise than a line wants; it is not ok where that
// can't be written.
func (m *mender) values(l *line) (values map[string]string, ok bool) {
	for i := range l.wants {
		w := &l.wants[i]
		if m.agrees(w) {
			continue
		}
		got := m.got(w.key)
		shown := m.flow.Shown(got)
		if shown != got && w.key != "url" || got == "" && w.key != "method" && w.key != "caller_id" {
			return nil, false
		}
		if raw, is := l.stmt.(*lang.ExpectRaw); is && !setInObject(new(*raw), w.key, shown) {
			return nil, false
		}
		if values == nil {
			values = map[string]string{}
		}
		values[w.key] = shown
	}
	return values, true
}

// unmentioned mentions the step that the call is at.
func (m *mender) unmentioned(w *way) {
	outcomes, costs := []sim.Outcome{{}}, []int{aStep}
	requests := m.is(call.Requests)
	if m.flow.Run.Steps[w.m.At].Branching {
		if !m.whole || !requests {
			return
		}
		outcomes, costs = []sim.Outcome{sim.Answer(call.Success), sim.Answer(call.Fail)}, []int{aRequest, aFailure}
	}
	for i, o := range outcomes {
		moment := sim.Moment{Effect: m.flow.Effect(w.m), Outcome: o}
		line := transcript.Writer{Hide: m.flow.Hide, Style: transcript.Brief}.Line(&moment)
		hides := !requests && transcript.Text(line) != transcript.Text(transcript.Writer{Style: transcript.Brief}.Line(&moment))
		to, err := m.flow.Took(w.m, o)
		if err != nil || hides || to.Ending.Undocumented() {
			continue
		}
		bound := *w
		bound.bound = w.bound || o != sim.Outcome{}
		bound.from, bound.edit = w.from, w.edit
		m.goes(&bound, costs[i], edit{op: insert, stmt: line}, to)
	}
}

// given gives a line up, or moves it to a prompt in front of the last step.
func (m *mender) given(w *way, l *line) {
	steps := 0
	for at := w; l.verb == hears && at.from != nil && steps < 2; at = at.from {
		switch e := &at.edit; {
		case e.heard(l) && !m.moved(w, e):
			m.goes(w, aMove, edit{op: move}, w.m)
			return
		case e.op == insert, e.op != pass && e.op != move && e.op != remove && m.test.lines[e.line].verb != hears:
			steps++
		}
	}
	cost := aLine
	if l.verb == presses || l.outcome.value != "" {
		cost = aChoice
	}
	m.goes(w, cost, edit{op: remove}, w.m)
}

// moved reports whether the line above was moved to a prompt.
func (m *mender) moved(w *way, prompt *edit) bool {
	for ; w.edit.op == pass || w.edit.op == move; w = w.from {
		if w.edit.op == move && prompt.heard(&m.test.lines[w.edit.line]) {
			return true
		}
	}
	return false
}

// heard reports whether a prompt that was passed over says what a line hears.
func (e *edit) heard(l *line) bool {
	text, _ := e.by.Says(l.text.value)
	return e.op == pass && says(&e.effect, folded(text))
}

// spoken returns what a prompt says.
func spoken(e *sim.Effect) string {
	if text := e.Get("text"); text != "" {
		return text
	}
	return e.Get("url")
}

// says reports whether a prompt says a text that was folded.
func says(e *sim.Effect, text string) bool {
	return strings.Contains(folded(e.Get("text")), text) || strings.Contains(folded(e.Get("url")), text)
}

// other reports whether the call sends another request than a line says: by its method
// and by its address.
func (r *runner) other(l *line) bool {
	return l.kind == call.Requests && !slices.ContainsFunc(l.wants, func(w want) bool { return r.agrees(&w) })
}

// setInObject makes a key of an object say something else, where that is a text or a
// number.
func setInObject(s *lang.ExpectRaw, key, says string) bool {
	doc, err := api.Decode(s.Object.Raw)
	if err != nil {
		return false
	}
	n := doc.Root.Get(key)
	switch n.Kind {
	case api.TextNode:
		says = string(api.AppendString(nil, says))
	case api.NumberNode:
		if !isNumber(says) {
			return false
		}
	default:
		return false
	}
	s.Object = lang.Object(lang.JSON(s.Object.Raw[:n.Start] + says + s.Object.Raw[n.End:]))
	return true
}
