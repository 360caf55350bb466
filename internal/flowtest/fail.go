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
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// before is how many steps a failure shows that stand before it.
const before = 3

// loops is what to do about a call that never ends.
const loops = "a loop without an input never ends: let it end, or ask the caller something in it"

// maxNear is how many prompts may be meant by a line that is not heard.
const maxNear = 100

// maxShown is how many characters of a text a message shows.
const maxShown = 100

func (r *runner) place(span source.Span) source.Place {
	return source.Place{File: r.test.File.Source, Span: span}
}

// head is the place of the first word of a line.
func (r *runner) head(l *line) source.Place {
	at := r.place(l.stmt.Span())
	if n := strings.IndexAny(at.Text(), " \t"); n > 0 {
		at.End = at.Start + int32(n)
	}
	return at
}

// fail adds a failure, with the last steps that stand before it and behind the
// failure before.
func (r *runner) fail(f *diag.Finding) {
	for _, v := range r.visits[max(len(r.visits)-before, min(r.shown, len(r.visits))):] {
		f.Relate(r.flow.Step(v.At.At), "before it: %s at", r.line(v))
	}
	r.shown = len(r.visits)
	r.failures = append(r.failures, f)
}

// line returns what happened at a step as a line of a test.
func (r *runner) line(v Visit) string {
	m := sim.Moment{Effect: r.flow.Effect(v.At), Outcome: v.Outcome}
	line := transcript.Writer{Hide: r.flow.Hide}.Line(&m)
	if line == nil {
		return r.words(v.At)
	}
	return api.Clip(transcript.Text(line), maxShown)
}

// words says what happens where a machine is.
func (r *runner) words(m sim.Machine) string {
	switch m.Ending {
	case sim.Ended:
		return "has ended"
	case sim.Left:
		return "leaves the step by " + m.Exit
	case sim.TooLong:
		return fmt.Sprintf("goes on for more than %d steps", sim.MaxSteps)
	case sim.Nowhere:
		return "comes to an id that no object has"
	case sim.Running:
	default:
		return "is over (" + string(m.Ending) + ")"
	}
	e := r.flow.Effect(m)
	shown := func(key string) string { return api.Clip(r.flow.Shown(e.Get(key)), maxShown) }
	switch e.Kind {
	case call.Plays:
		return "says " + call.Quote(r.prompt(m))
	case call.Waits:
		return "waits for " + r.flow.Digits(m.At)
	case call.Requests:
		return "sends " + r.flow.Method(m.At) + " " + shown("url")
	case call.Calls:
		return "dials " + shown("number")
	case call.Connects:
		return "connects " + shown("number")
	case call.CallsBack:
		return "arranges a call back to " + shown("entity")
	}
	return "comes to " + r.flow.Phrase(m.At)
}

// prompt returns what is heard where a machine is.
func (r *runner) prompt(m sim.Machine) string {
	e := r.flow.Effect(m)
	text := e.Get("text")
	if text == "" {
		text = e.Get("url")
	}
	return api.Clip(r.flow.Shown(text), maxShown)
}

// quoted returns a text as a message shows it.
func (r *runner) quoted(text string) string {
	return call.Quote(api.Clip(r.flow.Shown(text), maxShown))
}

// here adds where the call is.
func (r *runner) here(f *diag.Finding, m sim.Machine) {
	if m.Ending == sim.Running {
		f.Relate(r.flow.Step(m.At), "then the call %s at", r.words(m))
	}
	r.unset(f, m)
}

// unset names the variables that a step names and nothing has stored.
func (r *runner) unset(f *diag.Finding, m sim.Machine) {
	if m.Ending != sim.Running {
		return
	}
	if names := r.flow.Effect(m).Unset; len(names) > 0 {
		f.Relate(r.flow.Step(m.At), "nothing has stored {{%s}} before this step", strings.Join(names, "}} and {{"))
	}
}

// notHeard says that no prompt says what a test hears. The run has passed over those
// that may have been meant.
func (r *runner) notHeard(l *line, from int) {
	said := r.quoted(r.says(l.text))
	missed := r.visits[from:]
	end := r.m
	if end.Ending == sim.TooLong { // and so it is behind the next line
		r.over, r.visits = true, r.visits[:from]
		r.fail(endless.At(r.place(l.text.at), "no prompt says %s, and the call %s", said, r.words(end)).Helpf("%s", loops))
		return
	}
	f := notHeard.At(r.place(l.text.at), "no prompt says %s before the call %s", said, strings.TrimPrefix(r.words(end), "has "))
	if end.Ending == sim.Ended {
		f.Message = fmt.Sprintf("no prompt says %s before the call ends", said)
	}
	near, among := r.nearest(l, missed)
	earlier := r.earlier(l, from)
	switch {
	case near != "":
		f.Helpf("did you mean %s?", call.Quote(near))
		f.Offer("hear "+call.Quote(near), diag.Edit{Place: f.Place, NewText: call.Quote(near)})
	case earlier != "":
		f.Helpf("%s", earlier)
	case r.behind(end, folded(r.says(l.text)), before):
		r.unexpected(l)
		return
	case len(missed) == 0:
		f.Helpf("no prompt is heard here")
	default:
		f.Helpf("heard here: %s", among)
	}
	r.lost = r.lost || near == "" && earlier == ""
	r.visits = r.visits[:from]
	r.fail(f)
	if i := slices.IndexFunc(missed, func(v Visit) bool { return len(r.flow.Effect(v.At).Unset) > 0 }); i >= 0 {
		r.unset(f, missed[i].At)
	}
	r.here(f, end)
}

// earlier says what to do about a line whose prompt was heard before: by the line
// above, before that, or before the last step that is no prompt.
func (r *runner) earlier(l *line, from int) string {
	text := folded(r.says(l.text))
	steps := 0
	for i := from - 1; i >= 0 && steps < 2; i-- {
		e := r.flow.Effect(r.visits[i].At)
		used := slices.Contains(r.heard, i)
		switch {
		case e.Kind != call.Plays:
			steps++
		case steps == 1 && (used || len(r.failures) > 0), !says(&e, text): // what went wrong above may be why
		case steps == 1:
			return "the caller hears it before " + r.line(r.visits[r.since-1]) + ": move this line above that"
		case used:
			return "it is in a prompt that a line above hears: write one hear for each prompt, with text that stands together"
		default:
			return "the caller hears it, but before the line above this one: lines stand in the order of the call, and each uses up its prompt"
		}
	}
	return ""
}

// behind reports whether a text is heard behind some steps that a test does not
// mention, of which no caller decides.
func (r *runner) behind(m sim.Machine, text string, steps int) bool {
	if m.Ending != sim.Running {
		return false
	}
	e := r.flow.Effect(m)
	outcomes := []sim.Outcome{{}}
	switch {
	case e.Kind == call.Plays && says(&e, text):
		return true
	case e.Kind == call.Plays:
	case e.Kind == call.Waits || steps == 0:
		return false
	case r.flow.Run.Steps[m.At].Branching:
		outcomes = []sim.Outcome{sim.Answer(call.Success), sim.Answer(call.Fail)}
		fallthrough
	default:
		steps--
	}
	return slices.ContainsFunc(outcomes, func(o sim.Outcome) bool {
		to, err := r.flow.Took(m, o)
		return err == nil && r.behind(to, text, steps)
	})
}

// nearest returns the part of a prompt that a test is likely to have meant, or "",
// and the prompts.
func (r *runner) nearest(l *line, prompts []Visit) (near, among string) {
	const most = 3
	least := -1
	text := r.says(l.text)
	var all []string
	for _, v := range prompts[:min(len(prompts), maxNear)] {
		prompt := r.prompt(v.At)
		all = append(all, call.Quote(prompt))
		if part, d := excerpt(text, prompt); part != "" && (least < 0 || d < least) {
			near, least = part, d
		}
	}
	if more := len(all) - most; more > 0 {
		all = append(all[:most], fmt.Sprintf("and %d more", more))
	}
	return near, strings.Join(all, ", ")
}

// unexpected says that the call does something else than a line says. What stands
// behind the line can't be compared any more. Where the prompt was not heard that the
// line is about, that was said.
func (r *runner) unexpected(l *line) {
	r.over = true
	if !r.wrong() || r.lost {
		return
	}
	code, place := unexpectedStep, r.head(l)
	if r.m.Ending == sim.TooLong {
		code = endless
	}
	f := code.At(place, "expected %s, but here the call %s", api.Clip(r.flow.Shown(transcript.Text(l.stmt)), maxShown), r.words(r.m))
	f.Help = r.instead(l)
	r.fail(f)
	if r.m.Ending == sim.Running {
		f.Relate(r.flow.Step(r.m.At), "it is written at")
	}
	r.unset(f, r.m)
}

// instead says how a test mentions the step that the call is at.
func (r *runner) instead(l *line) string {
	kind, running := r.kind()
	switch {
	case r.m.Ending == sim.TooLong:
		return loops
	case r.m.Ending == sim.Ended:
		return "remove this line, or change where the call goes before it"
	case r.m.Ending == sim.Left:
		return "the last line says by which exit the step is left: -> " + r.m.Exit
	case !running:
		return ""
	case r.at == 0 && l.kind == call.Calls && l.verb == does && r.test.Decl.Of != nil:
		return "remove this line: a test of a step starts inside the step, where the call is placed"
	case kind == call.Waits:
		return "say what the caller presses: press KEYS"
	}
	moment := sim.Moment{Effect: r.flow.Effect(r.m)}
	w, help := transcript.Writer{Hide: r.flow.Hide, Style: transcript.Brief}, "a test mentions every step but prompts: "
	if r.flow.Run.Steps[r.m.At].Branching {
		moment.Outcome = sim.Answer(call.Success)
		w.Style, help = transcript.Whole, "say how it comes out: "
	}
	return help + transcript.Text(w.Line(&moment))
}

// otherValue says that a step says something else than a test wants.
func (r *runner) otherValue(l *line, w *want) {
	got := r.got(w.key)
	f := otherValue.At(r.place(w.at), "expected %s, but the %s is %s", r.quoted(r.says(*w)), named(w.key), r.quoted(got))
	if got == "" {
		f.Message = fmt.Sprintf("expected %s, but the step has no %s", r.quoted(r.says(*w)), named(w.key))
	}
	if text := w.value; w.key == "url" && text != "" && matches("*"+r.says(*w), got) {
		f.Helpf("an address is compared whole, and * stands for anything: write %s", call.Quote("*"+text))
		f.Offer("write "+call.Quote("*"+text), diag.Edit{Place: f.Place, NewText: call.Quote("*" + text)})
	}
	r.fail(f)
	f.Relate(r.flow.Field(r.m.At, w.key), "it is written at")
	r.unset(f, r.m)
}

// named returns what people call a key.
func named(key string) string {
	switch key {
	case "caller_id":
		return "number behind from"
	case "url":
		return "address"
	case "timezone":
		return "time zone"
	}
	return strings.ReplaceAll(key, "_", " ")
}

// noOutcome says that a line does not say how a step comes out.
func (r *runner) noOutcome(l *line) {
	f := noBranch.At(r.head(l), "the test does not say how this step comes out").Helpf("write it behind an arrow: %s", r.outcomes())
	r.fail(f)
}

// outcomes lists the outcomes that a step has branches for.
func (r *runner) outcomes() string {
	var list []string
	for _, b := range r.flow.Steps[r.m.At].Branches {
		switch b.Key {
		case call.Success:
			list = append(list, "-> ok")
		case call.AnyKey:
			list = append(list, "-> else")
		case call.Fail:
			list = append(list, "-> fail")
		default:
			list = append(list, "-> "+lang.Quote(api.Clip(r.flow.Shown(b.Key), maxShown)))
		}
	}
	const most = 6
	if more := len(list) - most; more > 0 {
		list = append(list[:most], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}

// noBranch says that a step can't come out in a way, or that the API does not say
// what happens then.
func (r *runner) noBranch(l *line, by want, from sim.Machine, o sim.Outcome, err error) {
	if err == nil { // what was taken is shown as where the call is
		r.visits = r.visits[:len(r.visits)-1]
	}
	at := r.place(by.at)
	if by.at == (source.Span{}) {
		at = r.head(l)
	}
	var f *diag.Finding
	switch {
	case err != nil && o.Event == sim.Pressed:
		f = wrongKeys.At(at, "%v", err).Helpf("press %s", r.pressable(from))
	case err != nil:
		f = noBranch.At(at, "%v", err)
	case o.Event == sim.Pressed:
		f = noBranch.At(at, "no branch of this input takes %s: what the caller hears then is not documented", o.Key).
			Helpf("press a key that has a branch, or let the input have an else")
	case r.m.Ending == sim.NoBranch:
		r.m = from
		f = noBranch.At(at, "this step has no outcome %s", r.quoted(o.Key)).Helpf("it has %s", r.outcomes())
	default:
		f = noBranch.At(at, "here the call %s", r.words(r.m))
	}
	r.fail(f)
	f.Relate(r.flow.Step(from.At), "it is written at")
}

// pressable says which keys can be pressed where a machine is.
func (r *runner) pressable(m sim.Machine) string {
	switch count, known := r.flow.KeyCount(m); {
	case known && count == 1:
		return "one key, 0 to 9 or #, or let the input wait for more"
	case known:
		return fmt.Sprintf("up to %d keys, each 0 to 9 or #, or let the input wait for more", count)
	}
	return "keys from 0 to 9, and #"
}

// otherExit says that a step is left by another exit.
func (r *runner) otherExit(l *line) {
	at := r.place(l.text.at)
	r.fail(otherExit.At(at, "expected %s, but the step is left by %s", l.text.value, r.m.Exit))
}

// nothing says that a test expects nothing, so that it would pass whatever happens.
func (r *runner) nothing() {
	if r.wrong() {
		f := emptyTest().At(r.test.Named(), "the test expects nothing").Helpf(`write what happens on the call: hear "...", press 1, end`)
		f.Severity = diag.Error // it would pass whatever happens
		r.fail(f)
	}
}
