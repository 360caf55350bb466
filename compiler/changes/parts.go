package changes

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A part is steps next to each other that only one of the calls has.
type part struct {
	graph *graph
	steps []int32
	in    []spot // the outcomes of pairs by which it is come to
	wrong bool   // none of them leads to the same as before, through it or not
	entry *entry
}

// parts adds what is told of steps that only one call has, and of those that have
// moved.
func (d *differ) parts() {
	wrong := map[spot]bool{}
	d.spots(func(s spot) { wrong[s] = true })
	removed, oldPart := d.onlyIn(d.old, d.ab, wrong)
	added, newPart := d.onlyIn(d.new, d.ba, wrong)
	d.oldPart, d.newPart = oldPart, newPart
	for _, p := range added {
		if q := d.replaced(p, oldPart); q != nil {
			d.replacement(q, p)
			continue
		}
		d.added(p)
	}
	for _, q := range removed {
		if q.entry == nil {
			d.removed(q)
		}
	}
	for _, run := range d.moves {
		d.movement(run)
	}
}

// onlyIn returns the parts that only one call has, in the order of the call.
func (d *differ) onlyIn(g *graph, match []int32, wrong map[spot]bool) (list []*part, of []*part) {
	of = make([]*part, len(g.out))
	for _, i := range g.sequence() {
		if match[i] != none || of[i] != nil {
			continue
		}
		p := &part{graph: g, wrong: true}
		enter := func(t int32) {
			if t >= 0 && match[t] == none && of[t] == nil {
				of[t] = p
				p.steps = append(p.steps, t)
			}
		}
		enter(i)
		for n := 0; n < len(p.steps); n++ {
			at := p.steps[n]
			for _, l := range g.out[at] {
				enter(l.to)
			}
			for _, l := range g.in[at] {
				enter(l.from)
			}
		}
		slices.SortFunc(p.steps, func(a, b int32) int { return g.order[a] - g.order[b] })
		for _, at := range p.steps {
			for _, l := range g.in[at] {
				x := l.from
				if g == d.new {
					x = d.ba[x]
				}
				if match[l.from] != none {
					s := spot{x, l.key}
					p.in = append(p.in, s)
					p.wrong = p.wrong && wrong[s]
				}
			}
		}
		list = append(list, p)
	}
	return list, of
}

// sequence returns the steps in the order of the call.
func (g *graph) sequence() []int32 {
	list := make([]int32, len(g.order))
	for i, at := range g.order {
		list[at] = int32(i)
	}
	return list
}

// replaced returns the part that stood where one stands now, or nil.
func (d *differ) replaced(p *part, of []*part) *part {
	for _, s := range p.in {
		if to := d.old.to(s.x, s.key); to >= 0 && of[to] != nil && of[to].entry == nil {
			return of[to]
		}
	}
	if p.steps[0] == 0 && len(of) > 0 && of[0] != nil && of[0].entry == nil {
		return of[0]
	}
	return nil
}

// kind returns what a step is about.
func (g *graph) kind(i int32) Kind {
	switch g.Kind(int(i)) {
	case call.Plays:
		return Prompt
	case call.Waits:
		return Key
	case call.Requests:
		return Request
	case call.Calls, call.Connects:
		return Number
	case call.CallsBack:
		return Callback
	}
	return Raw
}

// kinds returns what steps are about: one kind, or several steps, and all of them.
func (g *graph) kindsOf(steps []int32) (one Kind, all []Kind) {
	for _, i := range steps {
		all = append(all, g.kind(i))
	}
	if len(steps) == 1 {
		return all[0], nil
	}
	return Steps, all
}

func (d *differ) added(p *part) {
	first := p.steps[0]
	kind, all := d.new.kindsOf(p.steps)
	e := &entry{Change: Change{Sign: '+', Kind: kind, Kinds: all, New: d.new.Step(int(first))}}
	e.Words = d.new.summary(p.steps) + d.by(p, d.new)
	if try := d.new.attempt(p.steps); try != nil {
		e.New = source.Place{File: d.new.Steps[first].In.File.Source, Span: d.new.Steps[first].In.File.Head(try)}
		e.Words = "another attempt: " + e.Words
	}
	e.group = group{kind: kind, new: e.New}
	e.menu = d.menuOf(p)
	p.entry = d.add(e, none, first)
}

func (d *differ) removed(p *part) {
	first := p.steps[0]
	kind, all := d.old.kindsOf(p.steps)
	e := &entry{Change: Change{Sign: '-', Kind: kind, Kinds: all, Old: d.old.Step(int(first))}}
	e.Words = d.old.summary(p.steps) + d.by(p, d.old)
	if try := d.old.attempt(p.steps); try != nil {
		e.Old = source.Place{File: d.old.Steps[first].In.File.Source, Span: d.old.Steps[first].In.File.Head(try)}
		e.Words = "an attempt less: " + e.Words
	}
	e.group = group{kind: kind, old: e.Old}
	e.menu = d.menuOf(p)
	p.entry = d.add(e, first, none)
}

func (d *differ) replacement(q, p *part) {
	kind, all := d.new.kindsOf(p.steps)
	was, before := d.old.kindsOf(q.steps)
	if kind != was {
		kind = Steps
		all = append(append(append(all, before...), d.new.kind(p.steps[0])), d.old.kind(q.steps[0]))
	}
	e := &entry{Change: Change{Sign: '~', Kind: kind, Kinds: append(all, before...), Old: d.old.Step(int(q.steps[0])), New: d.new.Step(int(p.steps[0]))}}
	replaced := " is replaced by "
	if len(q.steps) > 1 {
		replaced = " are replaced by "
	}
	e.Words = d.old.summary(q.steps) + replaced + d.new.summary(p.steps)
	e.group = group{kind: kind, old: e.Old, new: e.New}
	p.entry = d.add(e, q.steps[0], p.steps[0])
	q.entry = p.entry
	for _, s := range p.in {
		if to := d.old.to(s.x, s.key); to >= 0 && d.oldPart[to] == q {
			d.told[s] = p
		}
	}
}

// attempt returns the try of which steps are an attempt, or nil.
func (g *graph) attempt(steps []int32) lang.Stmt {
	in := g.Steps[steps[0]].In
	for in != nil && in.Attempt == 0 {
		in = in.Parent
	}
	if in == nil {
		return nil
	}
	// The steps of an attempt stand one behind the other.
	least, most := slices.Min(steps), slices.Max(steps)
	whole := int(most-least)+1 == len(steps)
	for _, i := range steps {
		whole = whole && g.within(i, in)
	}
	if !whole || g.within(least-1, in) || g.within(most+1, in) {
		return nil
	}
	return in.Use
}

// within reports whether there is a step of a number, in an instance.
func (g *graph) within(i int32, in *cfg.Instance) bool {
	if i < 0 || int(i) >= len(g.Steps) {
		return false
	}
	for at := g.Steps[i].In; at != nil; at = at.Parent {
		if at == in {
			return true
		}
	}
	return false
}

// by says by which outcomes one comes to a part that only one call has, where
// nothing else leads there.
func (d *differ) by(p *part, here *graph) string {
	if !p.wrong || len(p.in) == 0 {
		return ""
	}
	for _, s := range p.in {
		d.told[s] = p
	}
	words := ", reached"
	if here == d.old {
		words = ", which was reached"
	}
	for n, s := range p.in {
		x := s.x
		if here == d.new {
			x = d.ab[x]
		}
		if n == maxTold {
			words += " and other ways"
			break
		}
		if n > 0 {
			words += ","
		}
		words += " " + here.by(x, s.key)
	}
	return words
}

// maxTold is how many outcomes that lead somewhere are told.
const maxTold = 3

// movement adds what is told of steps that have moved.
func (d *differ) movement(run []int32) {
	x := run[0]
	y := d.ab[x]
	kind, all := d.new.kindsOf(matched(run, d.ab))
	e := &entry{Change: Change{Sign: '~', Kind: kind, Kinds: all, Old: d.old.Step(int(x)), New: d.new.Step(int(y))}}
	moved := " is moved: it came %s, and now comes %s"
	if len(run) > 1 {
		moved = " are moved: they came %s, and now come %s"
	}
	e.Words = d.new.summary(matched(run, d.ab)) + fmt.Sprintf(moved, d.old.after(x), d.new.after(y))
	e.group = group{kind: kind, old: e.Old, new: e.New}
	d.add(e, x, y)
	for _, x := range run {
		d.movedBy[x] = e
	}
}

func matched(list, match []int32) []int32 {
	if list == nil {
		return nil
	}
	others := make([]int32, len(list))
	for n, i := range list {
		others[n] = match[i]
	}
	return others
}
