package decompile

// What follows holds something of every unit of a draft in few pieces of memory.

// A table holds numbers of some units, and is emptied at once.
type table struct {
	cells []cell
	round int32
}

// A cell holds its number in the round in which it was set.
type cell struct{ round, number int32 }

func newTable(units int) table { return table{make([]cell, units), 1} }

func (t *table) clear() { t.round++ }

func (t *table) set(i, number int) { t.cells[i] = cell{t.round, int32(number)} }

func (t *table) get(i int) (number int, ok bool) {
	c := t.cells[i]
	return int(c.number), c.round == t.round
}

// leads returns the ways on from each unit, as one of its methods appends them,
// and the units that lead to each.
func (d *draft) leads(ways func(u *unit, list []edge) []edge) (to [][]edge, from [][]int) {
	to, from = make([][]edge, len(d.units)), make([][]int, len(d.units))
	counts := make([]int, len(d.units))
	var all []edge
	for i := range d.units {
		if cap(all)-len(all) < len(d.units[i].edges)+2 {
			all = make([]edge, 0, pageful+len(d.units[i].edges))
		}
		start := len(all)
		all = ways(&d.units[i], all)
		to[i] = all[start:len(all):len(all)]
		for _, e := range to[i] {
			if e.to >= 0 {
				counts[e.to]++
			}
		}
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	back := make([]int, total)
	for i, n := range counts {
		from[i], back = back[:0:n], back[n:]
	}
	for i := range to {
		for _, e := range to[i] {
			if e.to >= 0 {
				from[e.to] = append(from[e.to], i)
			}
		}
	}
	return to, from
}

// pageful is how many edges are put into one piece of memory.
const pageful = 1024
