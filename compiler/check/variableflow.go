package check

import (
	"iter"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
)

// A variable is a run-time variable of a call.
type variable struct {
	name  string
	set   []int32 // the steps that store it
	reads []read
}

// A read is a place where a variable is read.
type read struct {
	step int32
	key  string // of the field
	at   int32  // in what it says
}

// variables returns the run-time variables of a call, in the order in which they
// come up, and whether some are stored whose names are not known.
func (f *Flow) variables() (list []*variable, computed bool) {
	byName := map[string]*variable{}
	of := func(name string) *variable {
		v := byName[name]
		if v == nil {
			v = &variable{name: name}
			byName[name] = v
			list = append(list, v)
		}
		return v
	}
	for i := range f.Steps {
		s := &f.Steps[i]
		for n := range s.Fields {
			field := &s.Fields[n]
			if f.kinds[i] == waits && field.Key.Name == "variable" {
				if lang.IsName(field.Value) {
					v := of(field.Value)
					v.set = append(v.set, int32(i))
				} else {
					computed = computed || strings.Contains(field.Value, "{{")
				}
				continue
			}
			computed = computed || f.kinds[i] == other && field.Key.Name == "variable"
			for at, name := range variablesIn(field.Value) {
				v := of(name)
				v.reads = append(v.reads, read{int32(i), field.Key.Name, int32(at)})
			}
		}
	}
	return list, computed
}

// variablesIn yields the run-time variables that a text names, and where.
func variablesIn(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; ; at += len("{{") {
			n := strings.Index(text[at:], "{{")
			if n < 0 {
				return
			}
			at += n
			name, _, closed := strings.Cut(text[at+len("{{"):], "}}")
			if closed && lang.IsName(name) && !yield(at, name) {
				return
			}
		}
	}
}

// maybeUnset returns those reads of a variable that the call can come to without
// it being set.
func (f *Flow) maybeUnset(v *variable) (list []read) {
	var unsure []read
	for _, r := range v.reads {
		if f.reachable[r.step] && !f.setBefore(v, r.step) {
			unsure = append(unsure, r)
		}
	}
	if len(unsure) == 0 || len(v.set) == 0 {
		return unsure
	}
	stops := map[int]bool{}
	for _, i := range v.set {
		stops[int(i)] = true
	}
	f.walkFrom(f.Entry, onward, func(i int) bool { return !stops[i] })
	if f.tired() {
		return nil
	}
	return slices.DeleteFunc(unsure, func(r read) bool { return f.mark[r.step] != f.walks })
}

// fewSets is up to how many steps that store a variable are looked at for one
// that comes before each of its reads.
const fewSets = 16

// setBefore reports whether one step that stores a variable lies on every way to
// another.
func (f *Flow) setBefore(v *variable, i int32) bool {
	if len(v.set) > fewSets {
		return false // a walk finds out
	}
	for _, set := range v.set {
		if set != i && f.dominates(set, i) {
			return true
		}
	}
	return false
}

// way returns the outcomes of the steps on a shortest way to a step on which a
// variable is not set.
func (f *Flow) way(v *variable, to int32) (keys []outcome) {
	stops := map[int]bool{}
	for _, i := range v.set {
		stops[int(i)] = true
	}
	from := map[cfg.Target]outcome{f.Entry: {step: -1}}
	queue := []cfg.Target{f.Entry}
	for len(queue) > 0 && int32(queue[0]) != to {
		at := queue[0]
		queue = queue[1:]
		if stops[int(at)] {
			continue
		}
		visit := func(key string, t cfg.Target) {
			if _, seen := from[t]; t >= 0 && !seen {
				from[t] = outcome{int32(at), key}
				queue = append(queue, t)
			}
		}
		s := &f.Steps[at]
		if !s.Branching {
			visit("", s.Next)
		}
		for _, b := range s.Branches {
			visit(b.Key, b.To)
		}
	}
	for at := cfg.Target(to); ; {
		o, ok := from[at]
		if !ok || o.step < 0 {
			break
		}
		if o.key != "" {
			keys = append(keys, o)
		}
		at = cfg.Target(o.step)
	}
	slices.Reverse(keys)
	return keys
}

// An outcome is what a step on a way comes out with.
type outcome struct {
	step int32
	key  string
}

// maxWay is how many outcomes of a way are named.
const maxWay = 4

// phrase says what happens on a way: "if the caller presses 2 and then a request
// fails". It says nothing where the call always goes that way.
func (f *Flow) phrase(way []outcome) string {
	var events []string // what is pressed, or " " and what a request does
	for _, o := range way {
		s := &f.Steps[o.step]
		switch {
		case f.kinds[o.step] == waits && o.key == call.AnyKey && len(s.Branches) == 1:
			continue // whatever is keyed in leads on
		case f.kinds[o.step] == waits && o.key == call.AnyKey:
			events = append(events, "another key")
		case f.kinds[o.step] == waits:
			events = append(events, o.key)
		case len(s.Branches) == 2 && s.Branches[0].To == s.Branches[1].To:
			continue
		case o.key == "success":
			events = append(events, " a request succeeds")
		case o.key == "fail":
			events = append(events, " a request fails")
		}
	}
	if len(events) == 0 {
		return ""
	}
	if len(events) > maxWay {
		return "if, after other steps, " + inTurn(events[len(events)-maxWay:])
	}
	return "if " + inTurn(events)
}

// inTurn says events one after the other, what is pressed in a row together.
func inTurn(events []string) string {
	var parts, pressed []string
	press := func() {
		if len(pressed) > 0 {
			parts, pressed = append(parts, "the caller presses "+joined(pressed)), nil
		}
	}
	for _, event := range events {
		if request, is := strings.CutPrefix(event, " "); is {
			press()
			parts = append(parts, request)
			continue
		}
		pressed = append(pressed, event)
	}
	press()
	last := len(parts) - 1
	if last == 0 {
		return parts[0]
	}
	return strings.Join(parts[:last], ", then ") + " and then " + parts[last]
}
