package changes

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// leads adds where outcomes lead elsewhere now.
func (d *differ) leads() {
	var list []spot
	d.spots(func(s spot) {
		if d.told[s] == nil {
			list = append(list, s)
		}
	})
	done := d.keysChanged(list)
	groups := map[together]*[]spot{}
	var order []*[]spot
	for _, s := range list {
		if done[s] {
			continue
		}
		y := d.ab[s.x]
		as := together{s.x, d.old.to(s.x, s.key), d.new.to(y, s.key), d.old.arm(s.x, s.key).arm, d.new.arm(y, s.key).arm}
		if groups[as] == nil {
			groups[as] = new([]spot)
			order = append(order, groups[as])
		}
		*groups[as] = append(*groups[as], s)
	}
	for _, list := range order {
		d.lead(*list)
	}
}

// together is what outcomes of a step share that are told as one: they are written as
// one, and lead to one target instead of another one.
type together struct {
	x, to, now int32
	was, is    *lang.Arm
}

// keysChanged adds which targets are reached by other keys now, one for one.
func (d *differ) keysChanged(list []spot) map[spot]bool {
	done := map[spot]bool{}
	gone, come := map[int32][]spot{}, []spot{} // by step
	for _, s := range list {
		switch {
		case d.old.Kind(int(s.x)) != call.Waits || s.key == d.old.any:
		case d.old.to(s.x, s.key) == ends:
			come = append(come, s)
		case d.new.to(d.ab[s.x], s.key) == ends:
			gone[s.x] = append(gone[s.x], s)
		}
	}
	renamed := map[together]*[2][]spot{}
	var order []together
	for _, s := range come {
		y := d.ab[s.x]
		n := slices.IndexFunc(gone[s.x][:min(len(gone[s.x]), maxKeys)], func(was spot) bool {
			name := d.old.written(s.x, was.key)
			return name != "" && name == d.new.written(y, s.key) || d.sameTarget(d.old.to(s.x, was.key), d.new.to(y, s.key))
		})
		if n < 0 {
			continue
		}
		was := gone[s.x][n]
		gone[s.x] = slices.Delete(gone[s.x], n, n+1)
		done[s], done[was] = true, true
		as := together{x: s.x, was: d.old.arm(s.x, was.key).arm, is: d.new.arm(y, s.key).arm}
		if as.was == nil {
			as.to = d.new.to(y, s.key)
		}
		if renamed[as] == nil {
			renamed[as] = &[2][]spot{}
			order = append(order, as)
		}
		renamed[as][0] = append(renamed[as][0], was)
		renamed[as][1] = append(renamed[as][1], s)
	}
	for _, as := range order {
		d.rekeyed(renamed[as][0], renamed[as][1])
	}
	return done
}

// rekeyed adds that a target is reached by other keys, which are written as one.
func (d *differ) rekeyed(gone, come []spot) {
	was, s := gone[0], come[0]
	y := d.ab[s.x]
	e := &entry{Change: Change{Sign: '~', Kind: Key, Old: d.old.branch(s.x, was.key), New: d.new.branch(y, s.key)}}
	e.Words = d.new.leadsTo(y, s.key) + " was reached by " + d.old.outcomes(s.x, gone) + ", now by " + d.new.outcomes(y, come)
	e.group = group{kind: Key, old: e.Old, new: e.New}
	e.menu = d.new.menu(y)
	d.add(e, s.x, y)
	d.outcomes(e, come)
	for _, s := range slices.Concat(gone, come) {
		d.about[s] = e
	}
}

// maxKeys is how many keys of a step that are gone are compared with one that is new.
const maxKeys = 100

// branch is where it is written where an outcome leads: at the outcome, or, where
// that only goes on, behind the step.
func (g *graph) branch(i, key int32) source.Place {
	if g.onward(i, key) {
		return g.jump(i)
	}
	return g.place(i, key)
}

// onward reports whether nothing but what stands behind a step says where an outcome
// leads.
func (g *graph) onward(i, key int32) bool {
	name, at := g.wording(i, key)
	return key == nextKey || name == "next" || at.File == nil
}

// says reports whether it is written where an outcome leads.
func (g *graph) says(i, key int32) bool {
	s := &g.Steps[i]
	return key == nextKey || g.to(i, key) != ends || slices.ContainsFunc(s.Branches, func(b cfg.Branch) bool { return b.Key == g.text(key) })
}

// lead adds that outcomes of a step, which are written as one, lead elsewhere now.
func (d *differ) lead(list []spot) {
	s := list[0]
	x, y := s.x, d.ab[s.x]
	to, now := d.old.to(x, s.key), d.new.to(y, s.key)
	e := &entry{Change: Change{Sign: '~', Kind: d.kindOfLead(s, to, now)}}
	if d.old.says(x, s.key) {
		e.Old = d.old.branch(x, s.key)
	}
	if d.new.says(y, s.key) {
		e.New = d.new.branch(y, s.key)
	}
	was, is := d.targets(s)
	leads := " leads to "
	if len(list) > 1 {
		leads = " lead to "
	}
	outcomes := d.new.outcomes(y, list)
	switch {
	case s.key == nextKey && to == ends:
		e.Sign = '+'
		e.Words = "after " + d.new.phrase(y) + " the call ended, and now goes on with " + is
	case s.key == nextKey && now == ends:
		e.Sign = '-'
		e.Words = "after " + d.new.phrase(y) + " the call went on with " + was + ", and now ends"
	case s.key == nextKey:
		e.Words = "after " + d.new.phrase(y) + " the call went on with " + was + ", and now with " + is
	case to == ends:
		e.Sign = '+'
		e.Words = outcomes + leads + is
	case now == ends:
		e.Sign = '-'
		e.Words = outcomes + " led to " + was + d.instead(y, s.key)
	default:
		e.Words = outcomes + " led to " + was + ", now" + leads + is
	}
	if e.Kind == Ending {
		e.Kinds = append(e.Kinds, d.kindOfStep(x))
	}
	e.group = group{kind: e.Kind, old: e.Old, new: e.New}
	if old, new, elsewhere := d.edited(s); elsewhere {
		e.Old, e.New = old, new
		e.group = group{kind: Steps, old: old, new: new}
	}
	e.menu = d.new.menu(y)
	d.add(e, x, y)
	d.outcomes(e, list)
	for _, s := range list {
		d.about[s] = e
	}
}

// outcomes lists outcomes of a step.
func (g *graph) outcomes(i int32, list []spot) string {
	words := make([]string, len(list))
	for n, s := range list {
		words[n] = g.outcome(i, s.key)
	}
	return listed(words)
}

// targets says where an outcome led and where it leads now, so that they can be told
// apart: by what is written, else by what happens there, else by where that stands.
func (d *differ) targets(s spot) (was, is string) {
	y := d.ab[s.x]
	to, now := d.old.to(s.x, s.key), d.new.to(y, s.key)
	was, is = d.old.leadsTo(s.x, s.key), d.new.leadsTo(y, s.key)
	if was != is || to < 0 || now < 0 {
		return was, is
	}
	if was, is = d.old.phrase(to), d.new.phrase(now); was != is {
		return was, is
	}
	line := func(g *graph, i int32) string {
		at := g.Step(int(i))
		return fmt.Sprintf(" at line %d", at.File.Position(at.Start, source.Characters).Line)
	}
	if line(d.old, to) == line(d.new, now) {
		return was, "another " + is // another attempt or use
	}
	return was + line(d.old, to), is + line(d.new, now)
}

// instead says what happens now by an outcome that is not named any more.
func (d *differ) instead(y, key int32) string {
	if rest := d.new.to(y, d.new.any); rest != ends && key != d.new.any && d.new.Kind(int(y)) == call.Waits {
		return ", now the call goes on as by any other key, to " + d.new.target(rest)
	}
	return ", now the call ends"
}

// kindOfLead returns what it is about that an outcome leads elsewhere.
func (d *differ) kindOfLead(s spot, to, now int32) Kind {
	key := d.old.Kind(int(s.x)) == call.Waits && s.key != d.old.any
	if (to == ends || now == ends) && !key {
		return Ending
	}
	return d.kindOfStep(s.x)
}

// kindOfStep returns what it is about where a step leads.
func (d *differ) kindOfStep(x int32) Kind {
	switch d.old.Kind(int(x)) {
	case call.Waits:
		return Key
	case call.Requests:
		return Request
	}
	return Steps
}
