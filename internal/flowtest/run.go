package flowtest

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
)

// A Visit is a step that a run came to, and how it came out.
type Visit struct {
	At      sim.Machine
	Outcome sim.Outcome
}

// A Result is what came of a test.
type Result struct {
	Test     *Test
	Flow     *sim.Flow
	Failures diag.List
	Visits   []Visit
	Last     sim.Machine // where the run stopped
}

// Passed reports whether nothing is wrong.
func (r *Result) Passed() bool { return len(r.Failures) == 0 }

// Run runs a test on a flow, and tells all that is wrong. The flow is that of the
// test, or one that was changed.
func (t *Test) Run(flow *sim.Flow) *Result {
	r := &runner{test: t, flow: flow, m: flow.Start(), tells: true}
	r.all()
	return &Result{Test: t, Flow: flow, Failures: r.failures, Visits: r.visits, Last: r.m}
}

// Passes reports whether a test passes on a flow. It is for those who run many tests
// on many flows: it makes no words, and ends with the first failure.
func (t *Test) Passes(flow *sim.Flow) bool {
	r := &runner{test: t, flow: flow, m: flow.Start()}
	r.all()
	return !r.failed
}

// A runner is a test that is under way.
type runner struct {
	test     *Test
	flow     *sim.Flow
	m        sim.Machine
	tells    bool // what is wrong, and where it was
	visits   []Visit
	since    int  // the first of the visits behind the last step that is no prompt
	shown    int  // how many of the visits a failure has shown, or passed over
	at       int  // the line
	failed   bool // something is wrong
	over     bool // nothing more can be said
	failures diag.List
	heard    []int // of the visits, those that lines hear
	lost     bool  // a prompt was not heard, and nothing has happened since
}

func (r *runner) all() {
	for r.at = range r.test.lines {
		l := &r.test.lines[r.at]
		switch l.verb {
		case hears:
			r.hear(l)
		case presses:
			r.press(l)
		case does:
			r.happens(l)
		case ends, leaves:
			r.leave(l)
		}
		if r.over {
			return
		}
	}
	if !r.test.Decl.Expects() {
		r.nothing()
	}
}

// wrong notes that something is wrong, and reports whether words are wanted for it.
func (r *runner) wrong() bool {
	r.failed = true
	r.over = r.over || !r.tells
	return r.tells
}

// kind returns what the call does where it is; it is not ok where the call is over.
func (r *runner) kind() (k call.Kind, ok bool) {
	if r.m.Ending != sim.Running {
		return call.Other, false
	}
	return call.KindOf(r.flow.Run.Steps[r.m.At].Type), true
}

func (r *runner) is(k call.Kind) bool {
	now, running := r.kind()
	return running && now == k
}

// take goes on from a step.
func (r *runner) take(o sim.Outcome) error {
	next, err := r.flow.Took(r.m, o)
	if err != nil {
		return err
	}
	prompt := r.is(call.Plays)
	if r.tells {
		r.visits = append(r.visits, Visit{r.m, o})
	}
	r.m = next
	if !prompt {
		r.since, r.lost = len(r.visits), false
	}
	return nil
}

// pass passes over prompts.
func (r *runner) pass() {
	for r.is(call.Plays) && r.take(sim.Outcome{}) == nil {
	}
}

// says returns what a text of the test says.
func (r *runner) says(w want) string {
	text, _ := r.m.Says(w.value)
	return text
}

// hear looks for a prompt. One that is not heard uses up nothing.
func (r *runner) hear(l *line) {
	from, visits, text := r.m, len(r.visits), folded(r.says(l.text))
	for r.is(call.Plays) {
		e := r.flow.Effect(r.m)
		if err := r.take(sim.Outcome{}); err != nil {
			break
		}
		if says(&e, text) {
			r.heard = append(r.heard, len(r.visits)-1)
			return
		}
	}
	if r.wrong() {
		r.notHeard(l, visits)
	}
	if !r.over {
		r.m, r.visits = from, r.visits[:visits]
	}
}

// folded returns a text as texts are compared.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(text)), " ")
}

// press presses keys.
func (r *runner) press(l *line) {
	r.pass()
	if !r.is(call.Waits) {
		r.unexpected(l)
		return
	}
	r.branch(l, l.text, sim.Press(r.says(l.text)))
}

// happens compares the next step with what a test says of it.
func (r *runner) happens(l *line) {
	for r.is(call.Plays) && (l.kind != call.Other || !r.fits(l)) && r.take(sim.Outcome{}) == nil {
	}
	kind, running := r.kind()
	if !running || kind != l.kind && l.kind != call.Other || l.kind == call.Other && !r.typed(l) {
		r.unexpected(l)
		return
	}
	if r.other(l) {
		r.unexpected(l)
		return
	}
	for i := range l.wants {
		if w := &l.wants[i]; !r.agrees(w) && r.wrong() {
			r.otherValue(l, w)
		}
	}
	branches := r.flow.Run.Steps[r.m.At].Branching
	switch {
	case r.over:
	case branches && l.outcome.value == "":
		if r.wrong() {
			r.noOutcome(l)
		}
		r.over = true
	case branches && kind == call.Waits:
		r.branch(l, l.outcome, sim.Press(l.outcome.value))
	case branches:
		r.branch(l, l.outcome, sim.Answer(l.outcome.value))
	default:
		r.branch(l, l.outcome, sim.Outcome{})
	}
}

// branch goes on from a step that comes out in a way. What has no branch is the end
// of what is known.
func (r *runner) branch(l *line, by want, o sim.Outcome) {
	from := r.m
	err := r.take(o)
	if err == nil && !r.m.Ending.Undocumented() {
		return
	}
	if r.wrong() {
		r.noBranch(l, by, from, o, err)
	}
	r.over = true
}

// leave compares how the run ends.
func (r *runner) leave(l *line) {
	r.pass()
	switch {
	case l.verb == ends && r.m.Ending == sim.Ended:
	case l.verb == leaves && r.m.Ending == sim.Left:
		if r.m.Exit != l.text.value && r.wrong() {
			r.otherExit(l)
		}
	default:
		r.unexpected(l)
	}
}

// agrees reports whether the step says what a test wants.
func (r *runner) agrees(w *want) bool {
	text, got := r.says(*w), r.got(w.key)
	switch w.key {
	case "url":
		return matches(text, got)
	case "time":
		return clock(text) == clock(got)
	case "method":
		return text == got || got == "" && text == "GET"
	}
	return text == got
}

// got returns what the step says by a key.
func (r *runner) got(key string) string {
	e := r.flow.Effect(r.m)
	for i := range e.Fields {
		if e.Fields[i].Key == key {
			return e.Fields[i].Value
		}
	}
	if p := r.flow.Payload; p != nil {
		if n := p.Vertices[r.m.At].Node.Get(key); n != nil {
			text, _ := r.m.Says(plain(n))
			return text
		}
	}
	return ""
}

// fits reports whether a step has all that an object wants.
func (r *runner) fits(l *line) bool {
	for i := range l.wants {
		if !r.agrees(&l.wants[i]) {
			return false
		}
	}
	return true
}

// typed reports whether a step is of the type that an object wants.
func (r *runner) typed(l *line) bool {
	for i := range l.wants {
		if w := &l.wants[i]; w.key == "type" {
			return w.value == r.flow.Run.Steps[r.m.At].TypeName()
		}
	}
	return true
}

// clock returns a time with its seconds.
func clock(text string) string {
	if len(text) == len("20:48") {
		return text + ":00"
	}
	return text
}

// matches reports whether a pattern with stars says a text.
func matches(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	last := len(parts) - 1
	if last == 0 {
		return pattern == text
	}
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	text = text[len(parts[0]):]
	for _, part := range parts[1:last] {
		_, behind, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = behind
	}
	return strings.HasSuffix(text, parts[last])
}
