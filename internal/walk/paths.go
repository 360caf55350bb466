package walk

// never is the place of the paths that reach no person, behind those of the
// endings.
const never = endings

// counts say how many paths there are from a step on, by how they end.
type counts [endings + 1]*Count

// count counts the paths, from the ends of the call to its start. What nothing
// needs any more is let go: counts of long calls are long.
func (w *Walk) count() {
	g := w.paths
	at, ok := g.entry()
	if !ok {
		return
	}
	all := make([]*counts, len(g.first)-1)
	wanted := make([]int32, len(all)) // by how many edges
	for _, i := range g.order {
		for _, e := range g.out(i) {
			if e.on() {
				wanted[e.to]++
			}
		}
	}
	for _, i := range g.order {
		all[i] = g.counted(i, all)
		for _, e := range g.out(i) {
			if e.on() {
				if wanted[e.to]--; wanted[e.to] == 0 {
					all[e.to] = nil
				}
			}
		}
	}
	for e, n := range all[at][:endings] {
		if n != nil {
			w.Ends = append(w.Ends, End{Ending: Ending(e), Paths: n})
			w.Paths = sum(w.Paths, n)
		}
	}
	w.Never = all[at][never]
}

// counted counts the paths from a step on, whose edges lead to steps that are
// counted.
func (g *graph) counted(i int32, all []*counts) *counts {
	person, reached := g.reaches(i)
	out := g.out(i)
	if len(out) == 1 && out[0].on() && !reached {
		return all[out[0].to]
	}
	c := &counts{}
	for n := range out {
		e := &out[n]
		if e.on() {
			for k, paths := range all[e.to] {
				c[k] = sum(c[k], paths)
			}
			continue
		}
		end := e.ends(Ended)
		c[end] = sum(c[end], one)
		c[never] = sum(c[never], one)
	}
	if reached {
		c[person] = sum(c[person], c[Ended])
		c[Ended], c[never] = nil, nil
	}
	return c
}

// longest returns the path with the most of something that its edges have. Of
// several it is that of the first outcomes.
func (w *Walk) longest(weight func(at int32, e *edge) float64) Way {
	g := w.paths
	at, ok := g.entry()
	if !ok {
		return Way{}
	}
	most := make([]float64, len(g.first)-1)
	by := make([]int32, len(most))
	for _, i := range g.order {
		by[i] = -1
		for n := g.first[i]; n < g.first[i+1]; n++ {
			e := &g.edges[n]
			total := weight(i, e)
			if e.on() {
				total += most[e.to]
			}
			if by[i] < 0 || total > most[i] {
				most[i], by[i] = total, n
			}
		}
	}
	var path []int32
	for {
		path = append(path, by[at])
		e := &g.edges[by[at]]
		if !e.on() {
			return g.way(path)
		}
		at = e.to
	}
}

// persons are those that a path may have reached last.
const persons = Ended + 1

// A lead is how a path came to a step: by the fewest outcomes, and of these by the
// fewest steps.
type lead struct {
	turns, steps int32
	from         int32 // the place of the lead before, or -1
	edge         int32
}

func (l *lead) shorter(than *lead) bool {
	return l.turns < than.turns || l.turns == than.turns && l.steps < than.steps
}

// shortest finds the shortest path to each ending, and of those that reach no
// person. A step has a lead for each person that was reached before it.
func (w *Walk) shortest() {
	g := w.paths
	at, ok := g.entry()
	if !ok {
		return
	}
	leads := make([]lead, len(g.first[1:])*int(persons))
	for i := range leads {
		leads[i].steps = -1
	}
	leads[at*int32(persons)+int32(Ended)] = lead{from: -1}
	var best [2][endings]lead // of all paths, and of those without a person
	for n := range best {
		for e := range best[n] {
			best[n][e].steps = -1
		}
	}
	for n := len(g.order) - 1; n >= 0; n-- {
		i := g.order[n]
		for before := range persons {
			from := i*int32(persons) + int32(before)
			if leads[from].steps < 0 {
				continue
			}
			person, reached := g.reaches(i)
			if !reached {
				person = before
			}
			for n := g.first[i]; n < g.first[i+1]; n++ {
				e := &g.edges[n]
				l := lead{leads[from].turns, leads[from].steps + 1, from, n}
				if e.turn {
					l.turns++
				}
				if e.on() {
					l.improve(&leads[e.to*int32(persons)+int32(person)])
					continue
				}
				l.improve(&best[0][e.ends(person)])
				if person == Ended {
					l.improve(&best[1][e.ends(person)])
				}
			}
		}
	}
	w.examples(leads, &best)
}

// improve keeps a lead where it is the first one or a shorter one.
func (l *lead) improve(known *lead) {
	if known.steps < 0 || l.shorter(known) {
		*known = *l
	}
}

func (w *Walk) examples(leads []lead, best *[2][endings]lead) {
	back := func(l *lead) Way {
		path := make([]int32, l.steps)
		for n := len(path) - 1; n >= 0; n-- {
			path[n] = l.edge
			if l.from >= 0 {
				l = &leads[l.from]
			}
		}
		return w.paths.way(path)
	}
	for n := range w.Ends {
		w.Ends[n].Shortest = back(&best[0][w.Ends[n].Ending])
	}
	for e := range best[1] {
		if best[1][e].steps >= 0 {
			w.Examples = append(w.Examples, back(&best[1][e]))
		}
	}
}
