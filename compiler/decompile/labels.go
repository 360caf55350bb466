package decompile

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// written says how the branches of a unit are written: as targets by position,
// as a block of arms, or, where both lists are empty, not at all.
type written struct {
	targets []position
	arms    []arm
}

// A position is a target and the outcome that it is for.
type position struct {
	key string
	arm *arm // nil where the call ends by it
}

// written chooses the form. What goes on with the next line by every outcome
// that such a step has need not be written.
func (u *unit) form() written {
	if u.attempts != nil {
		return written{arms: u.otherwise()}
	}
	o := u.outcomes()
	if len(o.Lists) == 0 || slices.ContainsFunc(u.arms, func(a arm) bool { return a.body != nil }) {
		return written{arms: u.arms}
	}
	targets := make([]position, len(o.Lists[0]))
	found, onward := 0, 0
	for n, key := range o.Lists[0] {
		targets[n].key = key
		j := slices.IndexFunc(u.arms, func(a arm) bool { return slices.Contains(a.keys, key) })
		if j < 0 {
			continue
		}
		targets[n].arm = &u.arms[j]
		found++
		if u.arms[j].to == u.follows() {
			onward++
		}
	}
	switch {
	case found < len(u.edges):
		return written{arms: u.arms}
	case onward == len(targets) && !u.raw:
		return written{}
	}
	return written{targets: targets}
}

// otherwise returns the arm for what no other takes, or none.
func (u *unit) otherwise() []arm {
	if n := len(u.arms); n > 0 && u.arms[n-1].keys[0] == step.Any {
		return u.arms[n-1:]
	}
	return nil
}

// target returns where an arm without a body leads by a key: to a unit or to
// the next line. Keys of the telephone lead to labels, so that they look alike;
// what goes on with the next line says so.
func (u *unit) target(a *arm, key string) int {
	plain := u.use != nil || u.falls || key == step.Any || step.Anything.Name(key) != ""
	if plain && (a.to == u.follows() || u.falls && a.to == u.cont) {
		return next
	}
	return a.to
}

// jump returns where the call goes behind the last unit of a chain: to a unit,
// ends, or open where each arm says it.
func (u *unit) jump() int {
	switch {
	case u.branching && !u.falls:
		return open
	case u.branching:
		return u.cont
	}
	return u.to
}

// onwards reports whether the body goes on behind its last unit without a jump.
func (u *unit) onwards() bool { return u.onward >= 0 && u.jump() == u.onward }

// A labeller finds out who needs a label, in the order of the script.
type labeller struct {
	*layout
	order  []int       // the units in that order
	inside []*labeller // for the bodies of attempts
	at     int         // the unit around such a body
}

// label labels the units that something leads to other than the line before.
func (l *layout) label() {
	need := labeller{layout: l}
	need.all("")
	taken := names{"start": 1} // ids by label need this one
	for _, word := range lang.Words() {
		if word.Not&lang.LabelName != 0 {
			taken[word.Text] = 1
		}
	}
	for _, c := range l.constants.list {
		taken[c.name] = 1 // it could stand, but would mean two things
	}
	if !l.inner {
		need.ids(taken)
	}
	for i := range l.units {
		if u := &l.units[i]; u.exit {
			u.label = taken.unique(l.wanted(i))
		}
	}
	need.name(taken)
}

// ids names what needs a label by its id, where that is a name.
func (l *labeller) ids(taken names) {
	for _, i := range l.order {
		if u := &l.units[i]; len(u.refs) > 0 && u.id() != "" {
			u.label = taken.unique([]string{u.id()})
		}
	}
	for _, in := range l.inside {
		in.ids(taken)
	}
}

// all finds the labels of all units, before which something may have been said.
func (l *labeller) all(said string) {
	l.said = l.prompts()
	l.said[0] = cmp.Or(l.said[0], said)
	for _, head := range l.heads {
		for at := head; at >= 0; at = l.units[at].link {
			l.unit(at)
			if u := &l.units[at]; u.link < 0 && !u.onwards() {
				l.target(u.jump(), ref{at, "", l.layout})
			}
		}
	}
}

// name names what needs a label, and then what is inside of attempts.
func (l *labeller) name(taken names) {
	for _, i := range l.order {
		if u := &l.units[i]; len(u.refs) > 0 && u.label == "" {
			u.label = taken.unique(l.wanted(i))
		}
	}
	for _, in := range l.inside {
		u := &l.units[in.at]
		for i := u.attempts.units + 1; i < len(in.units); i++ {
			in.units[i].label = l.units[u.outer(i)].label
		}
		in.name(taken)
	}
}

func (l *labeller) target(to int, from ref) {
	if to >= 0 {
		t := &l.units[to]
		t.refs = append(t.refs, from)
	}
}

func (l *labeller) unit(i int) {
	l.order = append(l.order, i)
	u := &l.units[i]
	if !u.branching {
		return
	}
	if u.attempts != nil {
		l.body(i)
	}
	w := u.form()
	for _, p := range w.targets {
		if p.arm != nil {
			l.target(u.target(p.arm, p.key), ref{i, p.key, l.layout})
		}
	}
	for j := range w.arms {
		a := &w.arms[j]
		switch {
		case a.body == nil:
			l.target(u.target(a, a.keys[0]), ref{i, a.keys[0], l.layout})
			continue
		case a.exit != u.cont:
			l.target(a.exit, ref{i, "", l.layout})
		}
		for _, b := range a.body {
			l.unit(b)
		}
	}
}

// body finds the labels that the body of attempts needs, inside and around it.
func (l *labeller) body(i int) {
	u := &l.units[i]
	in := &labeller{layout: u.attempts.layout, at: i}
	in.all(l.said[i])
	l.inside = append(l.inside, in)
	for exit := u.attempts.units + 1; exit < len(in.units); exit++ {
		for _, r := range in.units[exit].refs {
			l.target(u.outer(exit), r)
		}
	}
}
