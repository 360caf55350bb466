package decompile

import (
	"strconv"
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
	p := &part{draft: d, end: n, kinds: make([]int, n+1), said: make([]int, n), to: make([][]int, n), taken: make([]bool, n), uses: map[int]*occurrence{}}
	p.kinds[n] = none
	ways, from := d.leads((*unit).all)
	p.from = from
	var key []byte
	for i := range d.units {
		u, edges := &d.units[i], ways[i]
		p.kinds[i] = none
		if u.shareable() && len(edges) <= maxKeys {
			key = u.shape(key[:0])
			for _, e := range edges {
				key = strconv.AppendQuote(append(key, ' '), e.key)
			}
			p.kinds[i] = c.number(key)
			u.visit(func(s *slot, _ bool) { key = append(append(key, ' '), s.value.Raw...) })
			p.said[i] = c.number(key)
		}
		p.to[i] = make([]int, len(edges))
		for k, e := range edges {
			if p.to[i][k] = e.to; e.to == ends {
				p.to[i][k] = p.end
			}
		}
	}
	return p
}
