package decompile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// A dialogue is a part of a call that the call gets into by its first step
// only: nothing outside leads to another. Two parts are the same dialogue if
// their steps do the same, lead to each other by the same keys, and leave by
// the same ways out. What they say may differ in texts and numbers, which a step
// of one's own has as parameters.
//
// Dialogues are found two parts at a time: from two steps that do the same,
// both are followed side by side as long as they agree. Of that, steps are
// dropped that something outside leads to, then those behind which there are
// too many ways out, and those at the end that say nothing in common. What is
// left is a candidate, in a form that does not know its call. The one that makes
// the scripts shortest is looked for in all calls, and taken where none before it
// is; then the next.
type dialogue struct {
	kinds  []int   // of its steps: depth first, by key; the first step first
	to     [][]int // where they lead: to a step, or by the way out n as ^n
	exits  int     // how many ways out it has
	seeds  [2]spot // where it was found
	gain   int     // if only these are said by it
	length int     // of its statements, besides what they say

	occurrences []*occurrence // where it is taken
	pattern     *pattern
	body        *draft // behind its units stand the ways out
	layout      *layout
	name        string   // of the step of the script
	leaves      []int    // the ways out by which the call does not end everywhere,
	outs        []string // and what they are called
	outcomes    *step.Outcomes
}

// An occurrence is where a dialogue stands in a call.
type occurrence struct {
	dialogue *dialogue
	part     *part
	units    []int // its steps
	args     []lang.Value
	exits    []int // where its ways out lead
}

const (
	minDialogue  = 3   // fewer steps are not worth a name
	maxDialogue  = 60  // more are no dialogue any more
	maxExits     = 3   // more can't be followed by their order
	maxDiffering = 8   // of its steps say different things; more need too many parameters
	maxParams    = 5   // more can't be, either
	maxTried     = 8   // steps that say the same as one, with which it is compared,
	maxNear      = 16  // and others that do the same
	maxFollowed  = 500 // pairs of places where the same is done
	maxAlike     = 12  // times that one shape is tried: each is looked for everywhere
	maxDifferent = 30  // occurrences of one dialogue that say different things
)

// A spot is a unit of a part.
type spot struct{ part, unit int }

// dialogues finds the dialogues of several parts, and takes them.
func dialogues(parts []*part) []*dialogue {
	f := finder{parts: parts, seen: map[string]int{}, byKind: map[int][]spot{}, bySaid: map[int][]spot{}}
	for n, p := range parts {
		for i, kind := range p.kinds {
			if kind >= 0 {
				f.byKind[kind] = append(f.byKind[kind], spot{n, i})
				f.bySaid[p.said[i]] = append(f.bySaid[p.said[i]], spot{n, i})
			}
		}
	}
	f.candidates()
	list := f.list
	slices.SortStableFunc(list, func(a, b *dialogue) int { return b.gain - a.gain })
	f.effort = effort(parts)
	list = slices.DeleteFunc(list, func(d *dialogue) bool { return !f.take(d) })
	order := map[*part]int{}
	for n, p := range parts {
		order[p] = n
	}
	slices.SortFunc(list, func(a, b *dialogue) int {
		return cmp.Or(order[a.first().part]-order[b.first().part], a.first().units[0]-b.first().units[0])
	})
	return list
}

// A finder looks for candidates, each once.
type finder struct {
	parts  []*part
	byKind map[int][]spot // the places of what does the same,
	bySaid map[int][]spot // and says the same
	seen   map[string]int // how often a shape was tried, and candidates by shape and first words
	list   []*dialogue
	effort int // that is left

	followed map[int]int // how often two places were followed, by what is done there
}

// effort returns how many units may be looked at in all: as many as a person's
// calls need, and in larger ones a few for each of theirs.
func effort(parts []*part) int {
	n := 100_000
	for _, p := range parts {
		n += 5 * len(p.draft.units)
	}
	return n
}

// candidates enters what two parts, or two places of one, have in common.
func (f *finder) candidates() {
	f.effort = effort(f.parts)
	f.followed = map[int]int{}
	for n, p := range f.parts {
		within := map[[3]int]bool{} // pairs that a larger candidate has
		for i, kind := range p.kinds {
			if kind < 0 {
				continue
			}
			if f.effort < 0 {
				return
			}
			from := spot{n, i}
			for _, to := range slices.Concat(behind(f.bySaid[p.said[i]], from, maxTried), behind(f.byKind[kind], from, maxNear)) {
				if key := [3]int{i, to.part, to.unit}; !within[key] && f.followed[kind] < maxFollowed && f.promising(from, to) {
					within[key] = true
					f.followed[kind]++
					f.candidate(from, to, within)
				}
			}
		}
	}
}

// behind returns the places of a list behind one, but not many.
func behind(list []spot, from spot, most int) []spot {
	at, found := slices.BinarySearchFunc(list, from, func(a, b spot) int { return cmp.Or(a.part-b.part, a.unit-b.unit) })
	if found {
		at++
	}
	return list[at:min(at+most, len(list))]
}

// promising reports whether a candidate can begin in two places: it has more
// than one step, they are alike or ask for an input, and it does not begin
// before them.
func (f *finder) promising(a, b spot) bool {
	f.effort--
	p, q := f.parts[a.part], f.parts[b.part]
	i, j := a.unit, b.unit
	if len(p.from[i]) == 1 && len(q.from[j]) == 1 {
		if x, y := p.from[i][0], q.from[j][0]; p.kinds[x] >= 0 && p.kinds[x] == q.kinds[y] && p.said[x] == q.said[y] && p.draft.units[x].to == i && q.draft.units[y].to == j {
			return false
		}
	}
	c := &common{a: p, b: q, pair: map[int]int{i: j}}
	switch {
	case !p.draft.units[i].branching && (len(p.to[i]) == 0 || len(q.to[j]) == 0 || p.kinds[p.to[i][0]] < 0 || p.kinds[p.to[i][0]] != q.kinds[q.to[j][0]]):
		return false
	case p.said[i] == q.said[j], c.prompts(i):
		return true
	}
	shared, all := likeness(said(&p.draft.units[i]), said(&q.draft.units[j]))
	return 4*shared >= all
}

// sowing is how much more it takes to find out what two units say in common
// than that they do the same.
const sowing = 10

// candidate follows two places, and enters what they have in common, and of that
// what they also say in common.
func (f *finder) candidate(a, b spot, within map[[3]int]bool) {
	p := f.parts[a.part]
	c := follow(p, a.unit, f.parts[b.part], b.unit)
	defer func() { f.effort -= c.work }()
	for _, little := range []func(x int) bool{c.strangers, c.differ} {
		c.trim(little)
		if c.size() < minDialogue {
			return
		}
		c.work += len(c.in)
		d := p.shape(a.unit, c.in)
		shape := fmt.Sprint(d.kinds, d.to)
		key := fmt.Sprint(shape, p.said[a.unit])
		if f.seen[key] > 0 || f.seen[shape] == maxAlike {
			continue
		}
		f.seen[shape]++
		c.work += sowing * len(c.in)
		if f.sow(d, a, b) {
			f.seen[key]++
			f.list = append(f.list, d)
			for x := range c.in {
				within[[3]int{x, b.part, c.pair[x]}] = true
			}
		}
	}
}

// shape returns the dialogue that some units of a part are.
func (p *part) shape(first int, in map[int]bool) *dialogue {
	d := &dialogue{}
	index, out := map[int]int{}, map[int]int{}
	var visit func(i int)
	visit = func(i int) {
		at := len(d.kinds)
		index[i] = at
		d.kinds = append(d.kinds, p.kinds[i])
		d.to = append(d.to, make([]int, len(p.to[i])))
		for k, to := range p.to[i] {
			if !in[to] {
				if _, known := out[to]; !known {
					out[to] = ^len(out)
				}
				d.to[at][k] = out[to]
				continue
			}
			if _, known := index[to]; !known {
				visit(to)
			}
			d.to[at][k] = index[to]
		}
	}
	visit(first)
	d.exits = len(out)
	return d
}

// at returns the occurrence of a dialogue that begins with a unit of a part, or
// nil where it is not there or not free.
func (d *dialogue) at(p *part, first int) *occurrence {
	found := &occurrence{dialogue: d, part: p, units: make([]int, len(d.kinds)), exits: make([]int, d.exits)}
	for _, list := range [][]int{found.units, found.exits} {
		for i := range list {
			list[i] = none
		}
	}
	found.units[0] = first
	index := map[int]int{first: 0} // what each unit is, numbered as in to
	for n, i := range found.units {
		if p.kinds[i] != d.kinds[n] || p.taken[i] {
			return nil
		}
		for k, what := range d.to[n] {
			list, at := found.units, what
			if what < 0 {
				list, at = found.exits, ^what
			}
			to := p.to[i][k]
			if known, ok := index[to]; ok && known != what || list[at] != none && list[at] != to {
				return nil
			}
			list[at], index[to] = to, what
		}
	}
	for _, i := range found.units[1:] {
		if i == 0 {
			return nil
		}
		for _, from := range p.from[i] {
			if what, ok := index[from]; !ok || what < 0 {
				return nil
			}
		}
	}
	return found
}

// first returns the occurrence that was found first.
func (d *dialogue) first() *occurrence { return d.occurrences[0] }

// sow reports whether a dialogue can be a step for two places.
func (f *finder) sow(d *dialogue, a, b spot) bool {
	d.seeds = [2]spot{a, b}
	first, second := d.at(f.parts[a.part], a.unit), d.at(f.parts[b.part], b.unit)
	if first == nil || second == nil {
		return false
	}
	for _, i := range first.units {
		d.length += first.part.draft.units[i].length()
	}
	p := unify([][]slot{first.said(), second.said()})
	if p == nil || len(p.params) > maxParams {
		return false
	}
	d.gain = d.worth(p, f.places(d)) - plainer*len(p.params)
	return true
}

// maxPlaces is in how many places a dialogue is looked for to find out in how
// many of all it stands.
const maxPlaces = 12

// places returns in how many places a dialogue may stand, two at least.
func (f *finder) places(d *dialogue) (n int) {
	spots := f.byKind[d.kinds[0]]
	some := spots[:min(len(spots), maxPlaces)]
	taken := map[spot]bool{}
	for _, s := range some {
		at := d.at(f.parts[s.part], s.unit)
		if at == nil || slices.ContainsFunc(at.units, func(i int) bool { return taken[spot{s.part, i}] }) {
			continue
		}
		for _, i := range at.units {
			taken[spot{s.part, i}] = true
		}
		n++
	}
	return max(n*len(spots)/len(some), 2)
}

// plainer is how many characters more a script may have if a step has a
// parameter less.
const plainer = 12

// said returns what an occurrence says.
func (o *occurrence) said() []slot {
	units := make([]*unit, len(o.units))
	for n, i := range o.units {
		units[n] = &o.part.draft.units[i]
	}
	return said(units...)
}

// take takes the occurrences of a dialogue that are free, if the scripts are
// shorter with a step for it. What several calls say alike is one step however
// short it is: whoever changes it wants to change it once.
func (f *finder) take(d *dialogue) bool {
	spots := f.byKind[d.kinds[0]]
	if f.effort -= len(spots); f.effort < 0 || !f.settle(d, spots) {
		return false
	}
	for _, s := range spots {
		at := d.at(f.parts[s.part], s.unit)
		if at == nil {
			continue
		}
		var fits bool
		if at.args, fits = d.pattern.fits(at.said()); fits {
			d.occurrences = append(d.occurrences, at)
			at.part.take(at, true)
		}
	}
	uses := len(d.occurrences)
	if uses > 1 && (d.worth(d.pattern, uses) > 0 || d.shared() && len(d.pattern.params) == 0) {
		return true
	}
	for _, at := range d.occurrences {
		at.part.take(at, false)
	}
	return false
}

// settle finds the pattern for a dialogue where it stands in several places.
// Each makes what they have in common less: those that make the scripts longer
// are left out.
func (f *finder) settle(d *dialogue, spots []spot) bool {
	var lists [][]slot
	for n, s := range slices.Concat(d.seeds[:], spots) {
		at := d.at(f.parts[s.part], s.unit)
		switch {
		case at == nil && n < len(d.seeds):
			return false
		case at == nil:
			continue
		case len(lists) == maxDifferent || f.effort < 0:
			return true
		}
		said := at.said()
		f.effort -= len(said)
		if n >= len(d.seeds) {
			if _, fits := d.pattern.fits(said); fits {
				continue
			}
		}
		more := append(slices.Clone(lists), said)
		f.effort -= len(said) * len(more)
		p := unify(more)
		if p != nil && len(p.params) <= maxParams && (len(lists) < 2 || d.worth(p, len(more)) >= d.worth(d.pattern, len(lists))) {
			lists, d.pattern = more, p
		}
	}
	return len(lists) > 1
}

func (p *part) take(at *occurrence, taken bool) {
	for _, i := range at.units {
		p.taken[i] = taken
	}
	if taken {
		p.uses[at.units[0]] = at
	} else {
		delete(p.uses, at.units[0])
	}
}

// worth estimates how many characters the scripts are shorter if they use a
// step with a pattern in some places.
func (d *dialogue) worth(p *pattern, uses int) int {
	const (
		declaration = 30
		use         = 8 // with its name
		parameter   = 6 // or way out of the step,
		argument    = 4 // or where it leads
	)
	varies := len(p.params) + d.exits
	return (uses-1)*(p.shared+d.length) - declaration - parameter*varies - uses*(use+argument*varies)
}

// shared reports whether several parts have a dialogue.
func (d *dialogue) shared() bool {
	return slices.ContainsFunc(d.occurrences, func(o *occurrence) bool { return o.part != d.first().part })
}

// lead returns what a way out leads to, where that is the same everywhere.
func (d *dialogue) lead(exit int) string {
	name := ""
	for n, at := range d.occurrences {
		is := ""
		if to := at.exits[exit]; to != at.part.end {
			is = at.part.draft.units[to].is()
		}
		if n > 0 && is != name {
			return ""
		}
		name = is
	}
	return name
}

// ends reports whether the call ends by a way out everywhere: then it is none.
func (d *dialogue) ends(exit int) bool {
	return !slices.ContainsFunc(d.occurrences, func(o *occurrence) bool { return o.exits[exit] != o.part.end })
}
