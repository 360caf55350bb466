package changes

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/call"
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
		d.part(p)
	}
	for _, q := range removed {
		if q.entry == nil {
			d.part(q)
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

// kindsOf returns what steps are about: one kind, or several steps, and all of them.
func (g *graph) kindsOf(steps []int32) (one Kind, all []Kind) {
	for _, i := range steps {
		all = append(all, g.kind(i))
	}
	if len(steps) == 1 {
		return all[0], nil
	}
	return Steps, all
}

// part adds that steps are new, or gone.
func (d *differ) part(p *part) {
	g, first := p.graph, p.steps[0]
	kind, all := g.kindsOf(p.steps)
	e := &entry{Change: Change{Sign: '+', Kind: kind}}
	if g == d.old {
		e.Sign = '-'
	}
	standing := g.standing(p.steps, e.Sign)
	by, about := d.by(p)
	e.Kinds = append(all, about...)
	e.Words = standing.what + g.summary(standing.told) + by
	e.menu = d.menuOf(p)
	if g == d.new {
		e.New = standing.at
		p.entry = d.add(e, none, first)
	} else {
		e.Old = standing.at
		p.entry = d.add(e, first, none)
	}
	e.group = group{kind: kind, old: e.Old, new: e.New}
	e.Way, e.Never = g.way(standing.way)
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

// by says by which outcomes one comes to a part that only one call has, where
// nothing else leads there.
func (d *differ) by(p *part) (words string, about []Kind) {
	if !p.wrong || len(p.in) == 0 {
		return "", nil
	}
	for _, s := range p.in {
		d.told[s] = p
	}
	here := p.graph
	words = "; reached"
	if here == d.old {
		words = "; it was reached"
	}
	var ways []string
	for _, s := range p.in {
		x := s.x
		if here == d.new {
			x = d.ab[x]
		}
		if way := here.by(x, s.key); !slices.Contains(ways, way) {
			if ways = append(ways, way); len(ways) > maxTold {
				ways[maxTold] = "in other ways"
				break
			}
		}
	}
	words += " " + listed(ways)
	now, about := d.elsewhere(p)
	return words + now, about
}

// elsewhere says where the outcomes lead now by which a part that is gone was come to,
// or where they led before one was there, and what that is about.
func (d *differ) elsewhere(p *part) (words string, about []Kind) {
	gone := p.graph == d.old
	s := p.in[0]
	lead := func(s spot) int32 {
		if gone {
			return d.new.to(d.ab[s.x], s.key)
		}
		return d.old.to(s.x, s.key)
	}
	to := lead(s)
	if slices.ContainsFunc(p.in, func(other spot) bool { return lead(other) != to }) {
		return "", nil
	}
	key := d.old.Kind(int(s.x)) == call.Waits && s.key != d.old.any
	switch {
	case to == ends && gone:
		words = d.instead(d.ab[s.x], s.key)
	case to == ends && key:
	case to == ends:
		words = "; before, the call ended there"
	case gone:
		words = "; that leads to " + d.new.leadsTo(d.ab[s.x], s.key) + " now"
	default:
		words = "; that led to " + d.old.leadsTo(s.x, s.key) + " before"
	}
	if to == ends && !key {
		return words, []Kind{Ending, d.kindOfStep(s.x)}
	}
	return words, []Kind{d.kindOfStep(s.x)}
}

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
