package walk

import (
	"fmt"
	"slices"
)

// simple returns a graph without circles whose paths are those of a graph on which no
// step comes twice: an outcome that leads to a step on the path goes round.
//
// Where each circle has one step by which the call comes into it, these are the paths
// without the outcomes that lead back to such steps. Else a step has a place for each
// way in: once the call has come into a circle by a step, what is left of the circle
// without that step is again some circles, and so on. How the call goes on from a step
// depends on no more than the steps by which it came into the circles that it is
// inside of, and not on their order. There can be very many of these: it is not ok
// where they are more than are looked at.
func (g *graph) simple() (*graph, bool) {
	if g.reducible() {
		return g, true
	}
	at, ok := g.entry()
	if !ok {
		return g, true
	}
	u := &unrolling{from: g, to: &graph{flow: g.flow, first: []int32{0}, steps: []int32{}}, rooms: map[string]*room{}, places: map[place]int32{}, left: maxWork + 8*len(g.edges)}
	whole := u.room(nil, none, g.order)
	u.enter(at, whole)
	for n := 0; n < len(u.queue) && u.left > 0; n++ {
		u.leave(u.queue[n])
		u.to.first = append(u.to.first, int32(len(u.to.edges)))
	}
	if u.left <= 0 {
		return g, false
	}
	u.to.sort()
	return u.to, true
}

// maxWork bounds how much is looked at: edges, and steps of circles.
const maxWork = 1 << 20

const none = -1

// An unrolling makes the graph without circles.
type unrolling struct {
	from, to *graph
	rooms    map[string]*room // by the steps that the call came in by, and what is left
	places   map[place]int32  // of the graph that is made
	queue    []place
	left     int // how much may still be looked at
}

// A room is what is left of a circle without the step by which the call came in.
type room struct {
	out  *room // the one around it
	by   int32
	ins  []int32         // that step, and those of the rooms around it, sorted
	part map[int32]int32 // of its steps, in which part each is: steps that lead to each other
	all  [][]int32       // the parts
}

// A place is a step in a room.
type place struct {
	step int32
	in   *room
}

// room returns the room of some steps that the call comes to by a step of theirs.
func (u *unrolling) room(out *room, by int32, steps []int32) *room {
	steps = slices.DeleteFunc(slices.Clone(steps), func(i int32) bool { return i == by })
	slices.Sort(steps)
	var ins []int32
	if out != nil {
		ins = append(slices.Clone(out.ins), by)
		slices.Sort(ins)
	}
	u.left -= len(steps) + len(ins)
	key := fmt.Sprint(ins, steps)
	if r := u.rooms[key]; r != nil {
		return r
	}
	r := &room{out: out, by: by, ins: ins, part: map[int32]int32{}, all: u.from.parts(steps)}
	for n, part := range r.all {
		for _, i := range part {
			r.part[i] = int32(n)
		}
	}
	u.rooms[key] = r
	return r
}

// enter returns the place of a step in a room.
func (u *unrolling) enter(step int32, in *room) int32 {
	p := place{step, in}
	n, ok := u.places[p]
	if !ok {
		n = int32(len(u.queue))
		u.places[p] = n
		u.queue = append(u.queue, p)
		u.to.steps = append(u.to.steps, step)
	}
	return n
}

// leave adds the edges of a place.
func (u *unrolling) leave(p place) {
	in := p.in
	part := in.all[in.part[p.step]]
	if len(part) > 1 {
		in = u.room(in, p.step, part)
	}
	for _, e := range u.from.out(p.step) {
		u.left--
		e.round = false
		if to := e.to; to >= 0 {
			r := in
			for !r.holds(to) && r.by != to {
				r = r.out
				u.left--
			}
			if e.round = to == p.step || r.by == to; e.round {
				e.to = toEnd
			} else {
				e.to = u.enter(to, r)
			}
		}
		u.to.edges = append(u.to.edges, e)
	}
}

func (r *room) holds(step int32) bool {
	_, ok := r.part[step]
	return ok
}

// parts returns some steps by those that lead to each other without any other step.
func (g *graph) parts(steps []int32) (all [][]int32) {
	type visit struct{ at, edge int32 }
	const done = -1
	number := make(map[int32]int32, len(steps)) // 0 of one that was not come to
	for _, i := range steps {
		number[i] = 0
	}
	low := make(map[int32]int32, len(steps))
	var open []int32
	var stack []visit
	count := int32(0)
	come := func(i int32) {
		count++
		number[i], low[i] = count, count
		open = append(open, i)
		stack = append(stack, visit{i, g.first[i]})
	}
	for _, start := range steps {
		if number[start] != 0 {
			continue
		}
		for come(start); len(stack) > 0; {
			v := &stack[len(stack)-1]
			at := v.at
			if v.edge < g.first[at+1] {
				to := g.edges[v.edge].to
				v.edge++
				switch n, inside := number[to]; {
				case !inside || n == done:
				case n == 0:
					come(to)
				default:
					low[at] = min(low[at], n)
				}
				continue
			}
			stack = stack[:len(stack)-1]
			if len(stack) > 0 {
				up := stack[len(stack)-1].at
				low[up] = min(low[up], low[at])
			}
			if low[at] == number[at] {
				n := len(open) - 1
				for open[n] != at {
					n--
				}
				part := slices.Clone(open[n:])
				open = open[:n]
				for _, i := range part {
					number[i] = done
				}
				all = append(all, part)
			}
		}
	}
	return all
}

// reducible reports whether each circle has one step by which the call comes into it.
// Circles are looked at from the inner ones on, and each becomes one step: nothing
// may lead into it but to its first step.
func (g *graph) reducible() bool {
	n := len(g.first) - 1
	if !slices.ContainsFunc(g.edges, func(e edge) bool { return e.round }) {
		return true
	}
	circle, last := make([]int32, n), make([]int32, n) // the first step of that which a step is in; when it was left
	before, rounds := make([][]int32, n), make([][]int32, n)
	for at, i := range g.order {
		circle[i], last[i] = i, int32(at)
		for _, e := range g.out(i) {
			switch {
			case e.to < 0:
			case e.round:
				rounds[e.to] = append(rounds[e.to], i)
			default:
				before[e.to] = append(before[e.to], i)
			}
		}
	}
	find := func(i int32) int32 {
		for circle[i] != i {
			circle[i] = circle[circle[i]]
			i = circle[i]
		}
		return i
	}
	for k := len(g.came) - 1; k >= 0; k-- {
		head := g.came[k]
		for work := rounds[head]; len(work) > 0; {
			i := find(work[len(work)-1])
			work = work[:len(work)-1]
			switch {
			case i == head:
				continue
			case g.when[i] < g.when[head] || last[i] > last[head]:
				return false
			}
			circle[i] = head
			work = append(work, before[i]...)
		}
	}
	return true
}
