package decompile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A dialogue is a part of a call that the call gets into by its first step
// only: nothing outside leads to another. Two parts are the same dialogue if
// their steps say the same, lead to each other by the same keys, and leave by
// the same ways out.
//
// Dialogues are found two calls at a time: from two steps that say the same,
// both calls are followed side by side as long as they agree. Of that, steps
// are dropped that something outside leads to, and then those behind which
// there are too many ways out. What is left is a candidate, in a form that
// does not know its call. The largest is looked for in all calls, and taken
// where none before it is; then the next.
type dialogue struct {
	kinds []int   // of its steps: depth first, by key; the first step first
	to    [][]int // where they lead: to a step, or by the way out n as ^n
	exits int     // how many ways out it has

	name  string // of the step of the script
	outs  []string
	first *place // where it was found first
	uses  []*place
}

// A place is where a dialogue stands in a call.
type place struct {
	in    *part
	units []int // its steps
	exits []int // where its ways out lead
}

const (
	minDialogue = 3  // fewer steps are not worth a name
	maxDialogue = 60 // more are no dialogue any more
	maxExits    = 3  // more can't be followed by their order
	maxTried    = 8  // steps of other calls that a step is compared with
)

// A part is a call as far as it can have dialogues.
type part struct {
	result *Result
	in     *inspector
	path   string // of the file with the dialogues
	kinds  []int  // what units say, and by which keys they lead on; none where that can't be shared
	to     [][]int
	from   [][]int
	digits []int  // of the menu that a unit begins, or none
	behind []bool // it is the digits of a menu
	taken  []bool // by a dialogue
	uses   map[int]use
}

// A use is a dialogue and its place, by the first unit.
type use struct {
	dialogue *dialogue
	at       *place
}

// A catalogue numbers what units say.
type catalogue map[string]int

func (c catalogue) part(r *Result, path string) *part {
	in := inspect(r.Payload.Doc, r.src, r.Payload.Version, false)
	n := len(in.units)
	p := &part{
		result: r, in: in, path: path, kinds: make([]int, n), to: make([][]int, n), from: make([][]int, n),
		digits: make([]int, n), behind: make([]bool, n), taken: make([]bool, n), uses: map[int]use{},
	}
	for i := range in.units {
		p.kinds[i] = c.kind(p, i)
		for _, to := range p.to[i] {
			p.from[to] = append(p.from[to], i)
		}
	}
	l := &layout{inspector: &inspector{units: slices.Clone(in.units)}}
	l.menus()
	for i := range l.units {
		p.digits[i] = l.units[i].digits
		p.behind[i] = l.units[i].fused
	}
	return p
}

// kind numbers what a unit says, and notes where it leads.
func (c catalogue) kind(p *part, i int) int {
	u := &p.in.units[i]
	edges := slices.Clone(u.edges)
	if !u.branching && u.to >= 0 {
		edges = []edge{{api.NextStep, u.to}}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(failing(a.key)-failing(b.key), cmp.Compare(a.key, b.key)) })
	w := writer{layout: &layout{inspector: p.in}}
	said := fmt.Sprintf("%s %t", w.statement(u), u.branching)
	for _, e := range edges {
		said += fmt.Sprintf(" %q", e.key)
		p.to[i] = append(p.to[i], e.to)
	}
	if !u.reached || u.own || len(u.comments) > 0 {
		return none
	}
	if _, known := c[said]; !known {
		c[said] = len(c)
	}
	return c[said]
}

// failing puts the ways out behind a success first.
func failing(key string) int {
	if key == "success" {
		return 0
	}
	return 1
}

// A spot is a unit of a part.
type spot struct{ part, unit int }

// dialogues finds the dialogues of several parts, and takes them.
func dialogues(parts []*part) []*dialogue {
	byKind := map[int][]spot{}
	for n, p := range parts {
		for i, kind := range p.kinds {
			if kind >= 0 && !p.behind[i] {
				byKind[kind] = append(byKind[kind], spot{n, i})
			}
		}
	}
	list := candidates(parts, byKind)
	slices.SortStableFunc(list, func(a, b *dialogue) int { return len(b.kinds) - len(a.kinds) })
	list = slices.DeleteFunc(list, func(d *dialogue) bool { return !d.take(parts, byKind[d.kinds[0]]) })
	order := map[*part]int{}
	for n, p := range parts {
		order[p] = n
	}
	slices.SortFunc(list, func(a, b *dialogue) int {
		return cmp.Or(order[a.first.in]-order[b.first.in], a.first.units[0]-b.first.units[0])
	})
	return list
}

// candidates returns what two parts have in common, each once.
func candidates(parts []*part, byKind map[int][]spot) (list []*dialogue) {
	seen := map[string]bool{}
	for n, p := range parts {
		within := map[[3]int]bool{} // pairs that a larger candidate has
		for i, kind := range p.kinds {
			if kind < 0 || p.behind[i] {
				continue
			}
			others := byKind[kind]
			at, _ := slices.BinarySearchFunc(others, n+1, func(s spot, part int) int { return cmp.Compare(s.part, part) })
			tried := 0
			for _, s := range others[at:] {
				if within[[3]int{i, s.part, s.unit}] {
					continue
				}
				if tried++; tried > maxTried {
					break
				}
				c := follow(p, i, parts[s.part], s.unit)
				if len(c.in) < minDialogue {
					continue
				}
				for x := range c.in {
					within[[3]int{x, s.part, c.pair[x]}] = true
				}
				d := p.shape(i, c.in)
				if key := fmt.Sprint(d.kinds, d.to); !seen[key] {
					seen[key] = true
					list = append(list, d)
				}
			}
		}
	}
	return list
}

// A common is what two parts have in common from two units on.
type common struct {
	a, b  *part
	list  []int // of a, as they were found
	pair  map[int]int
	other map[int]int  // and back
	in    map[int]bool // those that are left
}

// follow follows two parts from two units on.
func follow(a *part, i int, b *part, j int) *common {
	c := &common{a: a, b: b, list: []int{i}, pair: map[int]int{i: j}, other: map[int]int{j: i}, in: map[int]bool{i: true}}
	for n := 0; n < len(c.list); n++ {
		x := c.list[n]
		for k, to := range a.to[x] {
			with := b.to[c.pair[x]][k]
			_, paired := c.pair[to]
			_, taken := c.other[with]
			if len(c.list) < maxDialogue && !paired && !taken && a.kinds[to] >= 0 && a.kinds[to] == b.kinds[with] {
				c.pair[to], c.other[with], c.in[to] = with, to, true
				c.list = append(c.list, to)
			}
		}
	}
	c.settle()
	c.narrow()
	return c
}

// settle drops units until what is left is the same in both parts and has one
// way in. Without the first nothing is left.
func (c *common) settle() {
	for {
		for dropped := true; dropped; {
			dropped = false
			for _, x := range c.list[1:] {
				if c.in[x] && !c.closed(x) {
					delete(c.in, x)
					dropped = true
				}
			}
		}
		ways, back := map[int]int{}, map[int]int{}
		n := slices.IndexFunc(c.list, func(x int) bool { return c.in[x] && !c.agree(x, ways, back) })
		switch n {
		case none:
			return
		case 0:
			clear(c.in)
			return
		}
		delete(c.in, c.list[n])
	}
}

// closed reports whether only units that are left lead to one.
func (c *common) closed(x int) bool {
	y := c.pair[x]
	if x == 0 || y == 0 {
		return false // the call starts there
	}
	for _, from := range c.a.from[x] {
		if !c.in[from] {
			return false
		}
	}
	for _, from := range c.b.from[y] {
		if with, ok := c.other[from]; !ok || !c.in[with] {
			return false
		}
	}
	return true
}

// agree reports whether the units of a pair lead to the same: to units that are a pair,
// or to ways out that are, which are entered in both tables. A menu is left
// whole.
func (c *common) agree(x int, ways, back map[int]int) bool {
	if d := c.a.digits[x]; d >= 0 && !c.in[d] {
		return false
	}
	for k, to := range c.a.to[x] {
		with := c.b.to[c.pair[x]][k]
		partner, ok := c.other[with]
		if inside := ok && c.in[partner]; inside != c.in[to] || inside && partner != to {
			return false
		}
		if c.in[to] {
			continue
		}
		w, known := ways[to]
		v, knownBack := back[with]
		if known != knownBack || known && (w != with || v != to) {
			return false
		}
		ways[to], back[with] = with, to
	}
	return true
}

// exits returns how many ways out there are.
func (c *common) exits() int {
	out := map[int]bool{}
	for x := range c.in {
		for _, to := range c.a.to[x] {
			if !c.in[to] {
				out[to] = true
			}
		}
	}
	return len(out)
}

// narrow drops units, and so all behind them, until there are few ways out: at
// each turn the unit without which the most is left, or the fewest ways out
// are where there are still too many.
func (c *common) narrow() {
	for c.exits() > maxExits {
		all := c.in
		var best map[int]bool
		bestMore := 0
		for _, x := range c.list[1:] {
			if !all[x] {
				continue
			}
			c.in = maps.Clone(all)
			delete(c.in, x)
			c.settle()
			more := max(0, c.exits()-maxExits)
			if best == nil || more < bestMore || more == bestMore && len(c.in) > len(best) {
				best, bestMore = c.in, more
			}
		}
		if c.in = best; len(best) < minDialogue {
			c.in = nil
			return
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

// at returns the place of a dialogue that begins with a unit of a part, or nil
// where it is not there or not free.
func (d *dialogue) at(p *part, first int) *place {
	found := &place{in: p, units: make([]int, len(d.kinds)), exits: make([]int, d.exits)}
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

// take takes all places of a dialogue that are free, if several parts have
// some.
func (d *dialogue) take(parts []*part, spots []spot) bool {
	in := map[*part]bool{}
	for _, s := range spots {
		p := parts[s.part]
		at := d.at(p, s.unit)
		if at == nil {
			continue
		}
		in[p] = true
		d.uses = append(d.uses, at)
		for _, i := range at.units {
			p.taken[i] = true
		}
	}
	for _, at := range d.uses {
		for _, i := range at.units {
			at.in.taken[i] = len(in) > 1
		}
		if len(in) > 1 {
			at.in.uses[at.units[0]] = use{d, at}
		}
	}
	if len(in) < 2 {
		return false
	}
	d.first = d.uses[0]
	return true
}

// lead returns what a way out leads to, where that is the same everywhere.
func (d *dialogue) lead(exit int) string {
	name := ""
	for n, at := range d.uses {
		is := at.in.in.units[at.exits[exit]].is()
		if n > 0 && is != name {
			return ""
		}
		name = is
	}
	return name
}
