package layout

// turn chooses the edges that are drawn upwards: in each level those that lead
// back to where a walk, as of a reader, has come from. Without them there is no
// circle. Those that are turned already do not count.
func (w *work) turn() {
	edges := listed(len(w.levels), len(w.meets), func(i int32) int32 {
		if m := &w.meets[i]; m.from != m.to && !m.turned {
			return m.level
		}
		return -1
	})
	for l := range w.levels {
		w.levels[l].turn(w.meets, edges.of(int32(l)))
	}
}

func (l *level) turn(meets []meeting, edges []int32) {
	out := listed(len(l.verts), len(edges), func(i int32) int32 { return meets[edges[i]].from })
	led := make([]bool, len(l.verts))
	for _, e := range edges {
		led[meets[e].to] = true
	}
	const fresh, open, done = 0, 1, 2
	state := make([]uint8, len(l.verts))
	next := make([]int32, len(l.verts)) // the edge that the walk takes next
	var stack []int32
	walk := func(from int32) {
		if state[from] != fresh {
			return
		}
		state[from] = open
		stack = append(stack[:0], from)
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			list := out.of(u)
			if int(next[u]) == len(list) {
				state[u] = done
				stack = stack[:len(stack)-1]
				continue
			}
			m := &meets[edges[list[next[u]]]]
			next[u]++
			switch state[m.to] {
			case open:
				m.turned = true
			case fresh:
				state[m.to] = open
				stack = append(stack, m.to)
			}
		}
	}
	// First from where the group is entered, then from what nothing leads to.
	for i := range l.verts {
		if l.verts[i].entered {
			walk(int32(i))
		}
	}
	for i := range l.verts {
		if !led[i] {
			walk(int32(i))
		}
	}
	for i := range l.verts {
		walk(int32(i))
	}
}
