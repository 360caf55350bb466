package decompile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// A part is a call as far as it can have dialogues.
type part struct {
	result *Result
	draft  *draft
	path   string // of the file with the dialogues
	kinds  []int  // what units say, and by which keys they lead on; none where that can't be shared
	to     [][]int
	from   [][]int
	digits []int               // of the menu that a unit begins, or none
	behind []bool              // it is the digits of a menu
	taken  []bool              // by a dialogue
	uses   map[int]*occurrence // of dialogues, by their first units
}

// A catalogue numbers what units say.
type catalogue map[string]int

func (c catalogue) part(r *Result, path string) *part {
	d := &inspect(r.Payload.Doc, r.src, r.Payload.Version, false).draft
	n := len(d.units)
	p := &part{
		result: r, draft: d, path: path, kinds: make([]int, n), to: make([][]int, n), from: make([][]int, n),
		digits: make([]int, n), behind: make([]bool, n), taken: make([]bool, n), uses: map[int]*occurrence{},
	}
	for i := range d.units {
		p.kinds[i] = c.kind(p, i)
		for _, to := range p.to[i] {
			p.from[to] = append(p.from[to], i)
		}
	}
	units := slices.Clone(d.units)
	menus(units)
	for i := range units {
		p.digits[i] = units[i].digits
		p.behind[i] = units[i].fused
	}
	return p
}

// kind numbers what a unit says, and notes where it leads.
func (c catalogue) kind(p *part, i int) int {
	u := &p.draft.units[i]
	edges := slices.Clone(u.edges)
	if !u.branching && u.to >= 0 {
		edges = []edge{{api.NextStep, u.to}}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(failing(a.key)-failing(b.key), cmp.Compare(a.key, b.key)) })
	said := fmt.Sprintf("%s %t", lang.Sprint(u.statement(nil)), u.branching)
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
	if key == success {
		return 0
	}
	return 1
}
