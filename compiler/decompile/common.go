package decompile

import (
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A common is what two parts have in common from two units on.
type common struct {
	a, b  *part
	list  []int // of a, as they were found
	pair  map[int]int
	other map[int]int  // and back
	in    map[int]bool // those that are left
	work  int          // how often a unit was looked at
}

// follow follows two parts from two units on.
func follow(a *part, i int, b *part, j int) *common {
	c := &common{a: a, b: b, list: []int{i}, pair: map[int]int{i: j}, other: map[int]int{j: i}, in: map[int]bool{i: true}}
	differing := 0
	for n := 0; n < len(c.list); n++ {
		x := c.list[n]
		for k, to := range a.to[x] {
			with := b.to[c.pair[x]][k]
			if len(c.list) < maxDialogue && c.free(to, with) && a.kinds[to] >= 0 && a.kinds[to] == b.kinds[with] {
				if a.said[to] != b.said[with] {
					if differing == maxDiffering {
						continue
					}
					differing++
				}
				c.pair[to], c.other[with], c.in[to] = with, to, true
				c.list = append(c.list, to)
			}
		}
	}
	c.settle()
	return c
}

// size returns how many steps are left.
func (c *common) size() (n int) {
	for x := range c.in {
		n += c.a.draft.units[x].size()
	}
	return n
}

// free reports whether two units are in no pair yet. In one part what is paired
// is not in both dialogues.
func (c *common) free(x, y int) bool {
	_, paired := c.pair[x]
	_, taken := c.other[y]
	if c.a == c.b {
		_, there := c.other[x]
		_, here := c.pair[y]
		paired, taken = paired || there || x == y, taken || here
	}
	return !paired && !taken
}

// trim drops units at the end that have too little in common, and then those
// behind which there are too many ways out. All are dropped where the first
// differs and is no prompt: it belongs to what stands before.
func (c *common) trim(little func(x int) bool) {
	for dropped := true; dropped; {
		dropped = false
		for _, x := range c.list[1:] {
			if c.in[x] && c.leaf(x) && little(x) {
				delete(c.in, x)
				dropped = true
			}
		}
		if dropped {
			c.settle()
		}
	}
	if first := c.list[0]; c.in[first] && c.differ(first) && !c.prompts(first) {
		clear(c.in)
	}
	c.narrow()
}

// prompts reports whether a unit leads to an input, or is several steps.
func (c *common) prompts(x int) bool {
	to := c.a.to[x]
	return c.a.draft.units[x].branching || len(to) == 1 && to[0] != c.a.end && c.a.draft.units[to[0]].typ == &api.Digits
}

// leaf reports whether a unit leads to none that is left.
func (c *common) leaf(x int) bool {
	return !slices.ContainsFunc(c.a.to[x], func(to int) bool { return c.in[to] })
}

// differ reports whether a pair does not say the same.
func (c *common) differ(x int) bool { return c.a.said[x] != c.b.said[c.pair[x]] }

// strangers reports whether a pair says less in common than each says besides.
func (c *common) strangers(x int) bool {
	a, b := said(&c.a.draft.units[x]), said(&c.b.draft.units[c.pair[x]])
	shared, all := likeness(a, b)
	if 4*shared >= all {
		return false
	}
	p := unify([][]slot{a, b})
	return p == nil || 4*p.shared < all
}

// likeness returns how many characters two lists of slots have in common at
// their ends, and how many both have in all. It is quick.
func likeness(a, b []slot) (shared, all int) {
	for n := range a {
		x, y := a[n].length(a[n].value), b[n].length(b[n].value)
		all += x + y
		if a[n].value.Raw == b[n].value.Raw {
			shared += x
			continue
		}
		v, w := inside(a[n].value), inside(b[n].value)
		most := min(len(v), len(w))
		head, tail := 0, 0
		for head < most && v[head] == w[head] {
			head++
		}
		for tail < most-head && v[len(v)-1-tail] == w[len(w)-1-tail] {
			tail++
		}
		shared += max(0, head+tail-(len(v)-x))
	}
	return shared, all
}

// settle drops units until what is left is the same in both parts and has one
// way in. Without the first nothing is left.
func (c *common) settle() {
	for {
		for dropped := true; dropped; {
			dropped = false
			c.work += len(c.list)
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
// or to ways out that are, which are entered in both tables.
func (c *common) agree(x int, ways, back map[int]int) bool {
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
		for k, to := range c.a.to[x] {
			ended := to == c.a.end && c.b.to[c.pair[x]][k] == c.b.end
			if !c.in[to] && !ended {
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
		if c.in = best; c.size() < minDialogue {
			c.in = nil
			return
		}
	}
}
