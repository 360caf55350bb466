package decompile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/step"
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

	name        string // of the step of the script
	outs        []string
	outcomes    *step.Outcomes
	occurrences []*occurrence // the first where it was found first
}

// An occurrence is where a dialogue stands in a call.
type occurrence struct {
	dialogue *dialogue
	part     *part
	units    []int // its steps
	exits    []int // where its ways out lead
}

const (
	minDialogue = 3  // fewer steps are not worth a name
	maxDialogue = 60 // more are no dialogue any more
	maxExits    = 3  // more can't be followed by their order
	maxTried    = 8  // steps of other calls that a step is compared with
)

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
		return cmp.Or(order[a.first().part]-order[b.first().part], a.first().units[0]-b.first().units[0])
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

// take takes all occurrences of a dialogue that are free, if several parts have
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
		d.occurrences = append(d.occurrences, at)
		for _, i := range at.units {
			p.taken[i] = true
		}
	}
	several := len(in) > 1
	for _, at := range d.occurrences {
		for _, i := range at.units {
			at.part.taken[i] = several
		}
		if several {
			at.part.uses[at.units[0]] = at
		}
	}
	return several
}

// lead returns what a way out leads to, where that is the same everywhere.
func (d *dialogue) lead(exit int) string {
	name := ""
	for n, at := range d.occurrences {
		is := at.part.draft.units[at.exits[exit]].is()
		if n > 0 && is != name {
			return ""
		}
		name = is
	}
	return name
}
