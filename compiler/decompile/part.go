package decompile

import (
	"fmt"
)

// A part is a call as far as it can have dialogues.
type part struct {
	result *Result
	draft  *draft
	path   string  // of the file with the dialogues that it shares with others
	kinds  []int   // what units do, and by which keys they lead on; none where that can't be shared
	said   []int   // the same for units that say the same, too
	to     [][]int // all ways on
	from   [][]int
	end    int                 // stands for the end of the call among those that are led to
	taken  []bool              // by a dialogue
	uses   map[int]*occurrence // of dialogues, by their first units
	own    []*dialogue         // that no other part has
}

func (c catalogue) part(d *draft) *part {
	n := len(d.units)
	p := &part{draft: d, end: n, kinds: make([]int, n+1), said: make([]int, n), to: make([][]int, n), from: make([][]int, n), taken: make([]bool, n), uses: map[int]*occurrence{}}
	p.kinds[n] = none
	for i := range d.units {
		u := &d.units[i]
		edges := u.all()
		p.kinds[i] = none
		if u.shareable() && len(edges) <= maxKeys {
			key := u.shape()
			for _, e := range edges {
				key += fmt.Sprintf(" %q", e.key)
			}
			p.kinds[i] = c.number(key)
			u.visit(func(s *slot, _ bool) { key += " " + s.value.Raw })
			p.said[i] = c.number(key)
		}
		for _, e := range edges {
			if e.to == ends {
				p.to[i] = append(p.to[i], p.end)
				continue
			}
			p.to[i] = append(p.to[i], e.to)
			p.from[e.to] = append(p.from[e.to], i)
		}
	}
	return p
}
