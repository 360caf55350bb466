package decompile

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
)

// Targets that are no unit.
const (
	none = -1 // no target; of a step: the call ends
	ends = none
	open = -2 // nothing falls out of a branching step
)

// A unit is a statement of the script: an object, or the two of a menu.
type unit struct {
	step      *api.Step
	comments  []string
	raw       bool   // no statement can say it
	own       bool   // the raw object says itself where the call goes
	branching bool   // it has branches, or none that are written
	edges     []edge // its branches
	to        int    // where it leads without branches, or none
	ways      int    // from how many units it is reached; the call's start is one
	reached   bool   // by the call

	menu   *menu
	digits int  // the digits of the menu
	fused  bool // it is the digits of a menu, which the play writes

	arms   []arm
	inBody bool // it stands in the body of an arm
	cont   int  // of a branching step: what falls out of it goes here; a unit, ends or open
	falls  bool // a body falls out of it
	link   int  // the unit that follows it in the script because it leads there
	headed bool // some unit is linked to it

	use  *dialogue // it is a use of this
	exit bool      // it is no statement: it stands for a way out of a step
	lead string    // what an exit leads to, where all uses lead to the same

	refs  []ref // who needs its label
	label string
}

type edge struct {
	key string
	to  int
}

// An arm is one way out of a branching step.
type arm struct {
	keys []string
	to   int
	body []int // the units of its body; without one it is written -> TARGET
	exit int   // where the body leads; a unit, ends, or open where its last step says so
}

// A ref is a place that needs a label.
type ref struct {
	unit int
	key  string // the first key of the arm; "" of a jump
}

// each calls f for every unit that a unit leads to, once each.
func (u *unit) each(f func(to int)) {
	if u.to >= 0 && !(u.branching && len(u.edges) > 0) {
		f(u.to)
	}
	if len(u.edges) > 16 {
		seen := make(map[int]bool, len(u.edges))
		for _, e := range u.edges {
			if !seen[e.to] {
				seen[e.to] = true
				f(e.to)
			}
		}
		return
	}
	for i, e := range u.edges {
		first := true
		for _, before := range u.edges[:i] {
			first = first && before.to != e.to
		}
		if first {
			f(e.to)
		}
	}
}

// A layout is the order of a script.
type layout struct {
	*inspector
	heads     []int          // the units at which chains begin, in order
	names     map[string]int // of labels, and how often each was wanted
	constants []constant
	constant  map[string]string // name by number
}

func arrange(in *inspector) *layout {
	l := &layout{inspector: in}
	l.menus()
	for i := range l.units {
		if u := &l.units[i]; u.branching && !u.fused {
			l.bodies(i)
		}
	}
	l.chains()
	return l
}

// maxBody is how many steps the body of an arm has at most.
const maxBody = 3

// bodies groups the branches of a unit into arms, makes bodies of them where
// that reads well, and decides what falls out of the unit.
func (l *layout) bodies(i int) {
	u := &l.units[i]
	l.group(u)
	uses := make(map[int]int, len(u.arms))
	for _, a := range u.arms {
		uses[a.to]++
	}
	for j := range u.arms {
		a := &u.arms[j]
		if len(u.arms) == 1 || uses[a.to] > 1 || u.use != nil {
			continue // the only way goes on with the next line
		}
		a.body, a.exit = l.chainFrom(a.to, u.reached)
	}
	if u.step.Type == api.HTTP.Name {
		u.request()
	}
	u.fallOut()
	for j := range u.arms {
		for _, b := range u.arms[j].body {
			l.units[b].inBody = true
		}
	}
}

// group makes arms of the branches, else last. An arm of a menu has one key,
// and those that are spoken come first.
func (l *layout) group(u *unit) {
	byTo := make(map[int]int, len(u.edges))
	var otherwise *edge
	for j := range u.edges {
		e := &u.edges[j]
		if e.key == "*" {
			otherwise = e
			continue
		}
		at, ok := byTo[e.to]
		if !ok || u.menu != nil {
			at = len(u.arms)
			byTo[e.to] = at
			u.arms = append(u.arms, arm{to: e.to})
		}
		u.arms[at].keys = append(u.arms[at].keys, e.key)
	}
	if u.menu != nil {
		slices.SortStableFunc(u.arms, func(a, b arm) int { return u.menu.rank(a.keys[0]) - u.menu.rank(b.keys[0]) })
	}
	if otherwise != nil {
		u.arms = append(u.arms, arm{keys: []string{"*"}, to: otherwise.to})
	}
}

// chainFrom returns the units from one on that can be the body of an arm: few
// that nothing else leads to, and where they lead then.
func (l *layout) chainFrom(first int, reached bool) (chain []int, exit int) {
	for at := first; ; {
		u := &l.units[at]
		single := u.ways == 1 && at != 0
		if single && l.last(u) && u.reached == reached && len(chain) < maxBody {
			return append(chain, at), open
		}
		if !single || u.branching || u.menu != nil || u.fused || u.own || u.inBody || u.reached != reached {
			if single || len(chain) == 0 {
				return nil, none // it is better off in a chain of its own
			}
			return chain, at
		}
		if len(chain) == maxBody {
			return nil, none
		}
		chain = append(chain, at)
		if u.to < 0 {
			return chain, ends
		}
		at = u.to
	}
}

// last reports whether a branching step can be the last of a body: all that it
// leads to is reached from elsewhere too, so that no arm of it has a body.
func (l *layout) last(u *unit) bool {
	if !u.branching || u.raw || u.menu != nil || u.fused || len(u.edges) == 0 || len(u.edges) > 2 {
		return false
	}
	for _, e := range u.edges {
		if l.units[e.to].ways < 2 {
			return false
		}
	}
	return true
}

// request decides which outcomes of a request are bodies. Success goes on with
// the next line where it can.
func (u *unit) request() {
	var ok, fail *arm
	for j := range u.arms {
		a := &u.arms[j]
		switch {
		case len(a.keys) == 1 && a.keys[0] == "success":
			ok = a
		case len(a.keys) == 1 && a.keys[0] == "fail":
			fail = a
		}
	}
	if ok != nil && ok.body != nil && (fail == nil || fail.body == nil) {
		ok.body = nil
	}
	if ok == nil && fail != nil {
		fail.body = nil
	}
}

// fallOut decides where the call goes from a unit when an arm says next or its
// body ends: where most of the bodies lead. That is the end of the call only if
// all arms have bodies; else the next line is for an arm that goes on.
func (u *unit) fallOut() {
	counts := map[int]int{}
	bodies := 0
	for _, a := range u.arms {
		if a.body != nil {
			bodies++
			counts[a.exit]++
		}
	}
	u.cont = open
	for _, a := range u.arms {
		if a.body == nil || a.exit == open || a.exit == ends && bodies < len(u.arms) {
			continue
		}
		if more := counts[a.exit] - counts[u.cont]; u.cont == open || more > 0 || more == 0 && u.cont == ends {
			u.cont, u.falls = a.exit, true
		}
	}
}

// candidates calls f for the units that may follow a unit without a jump, the
// best first, until one of them does. What several lead to is a section of its
// own, which a branch falls into only where the payload has it there.
func (l *layout) candidates(u *unit, adjacent bool, f func(to int) bool) {
	switch {
	case !u.branching:
		if u.to >= 0 {
			f(u.to)
		}
	case u.cont >= 0:
		f(u.cont)
	case u.cont == open:
		for _, key := range []string{"success", ""} {
			for _, a := range u.arms {
				if a.body != nil || key != "" && a.keys[0] != key || key == "" && !adjacent && l.units[a.to].ways > 1 {
					continue
				}
				if f(a.to) {
					return
				}
			}
		}
	}
}

// chains links each unit to one that it leads to, so that as many as possible
// are reached by falling through, and puts the chains that come of it in
// order.
func (l *layout) chains() {
	group := make([]int, len(l.units))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	link := func(i, to int) bool {
		u, t := &l.units[i], &l.units[to]
		if u.link >= 0 || t.headed || to == 0 || t.inBody || t.fused || u.reached != t.reached || find(i) == find(to) {
			return false
		}
		u.link, t.headed = to, true
		group[find(to)] = find(i)
		if u.branching {
			u.cont = to
		}
		return true
	}
	l.eachPair(link)
	// A step without branches needs a line for a jump, one with branches does
	// not: so the first come first. Of several the last before what they lead to
	// falls into it, which leaves that nearest to its place.
	for _, branching := range []bool{false, true} {
		for _, ahead := range []bool{true, false} {
			for i := len(l.units) - 1; i >= 0; i-- {
				u := &l.units[i]
				if !u.inBody && !u.fused && (u.branching && !u.falls) == branching {
					l.candidates(u, false, func(to int) bool { return (to > i || !ahead) && link(i, to) })
				}
			}
		}
	}
	for _, reached := range []bool{true, false} {
		for i := range l.units {
			u := &l.units[i]
			if !u.headed && !u.inBody && !u.fused && u.reached == reached {
				l.heads = append(l.heads, i)
			}
		}
	}
}

// eachPair links the units that stand one behind the other in the payload.
func (l *layout) eachPair(link func(i, to int) bool) {
	before := none
	for i := range l.units {
		if l.units[i].inBody || l.units[i].fused {
			continue
		}
		if before >= 0 {
			l.candidates(&l.units[before], true, func(to int) bool { return to == i && link(before, to) })
		}
		before = i
	}
}
