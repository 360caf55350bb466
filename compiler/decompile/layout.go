package decompile

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/step"
)

// A layout is a draft whose units have their places in the script.
type layout struct {
	*draft
	heads     []int // the units at which chains begin, in order
	constants constants
	said      map[int]string // before the digits that wait for an answer
}

func arrange(d *draft) *layout {
	l := &layout{draft: d}
	for i := range l.units {
		if a := l.units[i].attempts; a != nil {
			a.layout = arrange(a.body)
		}
		if u := &l.units[i]; u.branching && !u.unwritten {
			l.bodies(i)
		}
	}
	l.link()
	for i := range l.units {
		if u := &l.units[i]; u.attempts != nil {
			u.goOnBehind()
		}
	}
	return l
}

// goOnBehind lets the body of attempts fall out of them where that leads to
// what follows.
func (u *unit) goOnBehind() {
	inner := u.attempts.layout
	last := inner.heads[len(inner.heads)-1]
	for inner.units[last].link >= 0 {
		last = inner.units[last].link
	}
	for i := u.attempts.units + 1; i < len(inner.units) && !inner.units[last].falls; i++ {
		if to := u.outer(i); to == u.link || u.falls && to == u.cont {
			inner.units[last].onward = i
		}
	}
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
		if len(u.arms) == 1 || uses[a.to] > 1 || u.use != nil || u.attempts != nil && a.keys[0] != step.Any {
			continue // the only way goes on with the next line
		}
		a.body, a.exit = l.chainFrom(a.to, u.reached)
	}
	if o := step.OutcomesOf(u.typ); o != nil && len(o.Words) > 0 {
		u.goOn(o)
	}
	l.fallOut(u)
	for j := range u.arms {
		for _, b := range u.arms[j].body {
			l.units[b].inBody = true
		}
	}
}

// group makes arms of the branches, else last. An arm of a menu has one key,
// and those that are spoken stand in the order in which they are.
func (l *layout) group(u *unit) {
	byTo := make(map[int]int, len(u.edges))
	var otherwise *edge
	for j := range u.edges {
		e := &u.edges[j]
		if e.key == step.Any {
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
		u.arms = append(u.arms, arm{keys: []string{step.Any}, to: otherwise.to})
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
		if !single || u.branching || u.menu != nil || u.unwritten || u.own || u.inBody || u.reached != reached {
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
	if !u.branching || u.raw || u.menu != nil || u.attempts != nil || u.unwritten || len(u.edges) == 0 || len(u.edges) > 2 {
		return false
	}
	for _, e := range u.edges {
		if l.units[e.to].ways < 2 {
			return false
		}
	}
	return true
}

// goOn decides which of the outcomes with a name are bodies. The first of them,
// success, goes on with the next line where it can.
func (u *unit) goOn(o *step.Outcomes) {
	var well *arm
	var others []*arm // with bodies
	for j := range u.arms {
		a := &u.arms[j]
		switch {
		case len(a.keys) > 1:
		case a.keys[0] == o.Default[0]:
			well = a
		case slices.Contains(o.Default, a.keys[0]) && a.body != nil:
			others = append(others, a)
		}
	}
	switch {
	case well == nil:
		for _, a := range others {
			a.body = nil
		}
	case len(others) == 0:
		well.body = nil
	}
}

// fallOut decides where the call goes from a unit when an arm says next or its
// body ends: where most of the bodies lead. That is the end of the call only if
// all arms have bodies; else the next line is for an arm that goes on. A way out
// of a body is always a jump.
func (l *layout) fallOut(u *unit) {
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
		if a.body == nil || a.exit == open || a.exit == ends && bodies < len(u.arms) || a.exit >= 0 && l.units[a.exit].exit {
			continue
		}
		if more := counts[a.exit] - counts[u.cont]; u.cont == open || more > 0 || more == 0 && u.cont == ends {
			u.cont, u.falls = a.exit, true
		}
	}
}
