package changes

import (
	"container/heap"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
)

// The steps of both calls are matched by what they say and by where they stand.
// First come those that say the same: each step gets a number that sums up what
// it says and what is around it up to a distance, and where only one step of
// each call has a number, they are a pair. From each pair it is followed to the
// steps next to it. That is done from the largest distance down to none, so that
// an edit, which changes the numbers around it, is closed in from all sides, and
// steps that say the same in several places are told apart by what is around
// them; in scripts first by the label that they stand under, too. A step that says
// something else among the same ones as before has changed, whatever says the same
// elsewhere. Then come the steps that say something else now: a step between two pairs
// is the one that stood there, the surer the more of what is around it agrees.
// All of it takes time about linear in the size of the calls.

// far is up to which distance one looks around a step.
const far = 6

func (d *differ) match() {
	if d.old.paths != nil || d.new.paths != nil {
		d.equal(d.shared(d.old, d.new), d.shared(d.new, d.old))
		d.changed(inPlace)
	}
	d.equal(nil, nil)
	d.changed(anything)
	d.left()
}

// equal pairs steps that say the same. It tells them apart by where they stand, too,
// where that is given.
func (d *differ) equal(oldPaths, newPaths []int32) {
	old, new := d.old.levels(oldPaths), d.new.levels(newPaths)
	for level := far; level > 0; level-- {
		d.alone(old[level], new[level])
		d.spread(old[level], new[level])
	}
	d.changed(inPlace)
	d.alone(old[0], new[0])
}

// shared returns the paths of the steps of a call, without those that the other one
// does not have: what stands there may have another name now.
func (d *differ) shared(g, other *graph) []int32 {
	there := map[int32]bool{}
	for _, path := range other.paths {
		there[path] = true
	}
	paths := make([]int32, len(g.out))
	for i, path := range g.paths {
		if there[path] {
			paths[i] = path
		}
	}
	return paths
}

func (d *differ) pair(x, y int32) {
	d.ab[x], d.ba[y] = y, x
	d.pairs = append(d.pairs, x)
}

// mix mixes numbers into one, as SplitMix64 does.
func mix(a, b uint64) uint64 {
	z := a*0x9e3779b97f4a7c15 + b + 0x632be59bd9b4e019
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// levels returns, for each distance, a number of each step that sums up what it
// says and what is around it.
func (g *graph) levels(paths []int32) [far + 1][]uint64 {
	var levels [far + 1][]uint64
	levels[0] = make([]uint64, len(g.out))
	for i, c := range g.content {
		levels[0][i] = mix(1, uint64(c))
		if paths != nil {
			levels[0][i] = mix(levels[0][i], uint64(paths[i]))
		}
	}
	for n := 1; n <= far; n++ {
		before, now := levels[n-1], make([]uint64, len(g.out))
		for i := range now {
			sum := mix(2, before[i])
			for _, l := range g.out[i] {
				to := uint64(uint32(l.to))
				if l.to >= 0 {
					to = before[l.to]
				}
				sum += mix(mix(3, uint64(l.key)), to)
			}
			for _, l := range g.in[i] {
				sum += mix(mix(4, uint64(l.key)), before[l.from])
			}
			now[i] = mix(5, sum)
		}
		levels[n] = now
	}
	return levels
}

// alone pairs steps whose number no other step of their call has.
func (d *differ) alone(old, new []uint64) {
	type seen struct{ old, new int32 } // a step, from 1; 0: none; -1: several
	all := make(map[uint64]*seen, len(old))
	note := func(at *int32, i int) {
		if *at == 0 {
			*at = int32(i) + 1
		} else {
			*at = -1
		}
	}
	for i, n := range old {
		if d.ab[i] == none {
			s := all[n]
			if s == nil {
				s = &seen{}
				all[n] = s
			}
			note(&s.old, i)
		}
	}
	for i, n := range new {
		if s := all[n]; s != nil && d.ba[i] == none {
			note(&s.new, i)
		}
	}
	for i, n := range old {
		if s := all[n]; d.ab[i] == none && s.old > 0 && s.new > 0 {
			d.pair(int32(i), s.new-1)
		}
	}
}

// spread pairs the steps next to pairs whose numbers are the same.
func (d *differ) spread(old, new []uint64) {
	equal := func(x, y int32) bool { return d.ab[x] == none && d.ba[y] == none && old[x] == new[y] }
	for n := 0; n < len(d.pairs); n++ {
		x := d.pairs[n]
		y := d.ab[x]
		for _, l := range d.old.out[x] {
			if l.to >= 0 {
				if q := d.new.to(y, l.key); q >= 0 && equal(l.to, q) {
					d.pair(l.to, q)
				}
			}
		}
		d.back(x, y, old, new)
	}
}

// back pairs the steps that lead to a pair and are alone in how they do.
func (d *differ) back(x, y int32, old, new []uint64) {
	type way struct {
		key    int32
		number uint64
	}
	var from map[way]int32 // of the old call, or several
	for _, l := range d.old.in[x] {
		if d.ab[l.from] == none {
			if from == nil {
				from = map[way]int32{}
			}
			w := way{l.key, old[l.from]}
			if other, there := from[w]; there && other != l.from {
				from[w] = none
			} else {
				from[w] = l.from
			}
		}
	}
	if from == nil {
		return
	}
	to := map[way]int32{}
	for _, l := range d.new.in[y] {
		if d.ba[l.from] == none {
			w := way{l.key, new[l.from]}
			if other, there := to[w]; there && other != l.from {
				to[w] = none
			} else {
				to[w] = l.from
			}
		}
	}
	for _, l := range d.old.in[x] {
		w := way{l.key, old[l.from]}
		p, q := from[w], none
		if other, there := to[w]; there {
			q = int(other)
		}
		if d.ab[l.from] == none && p == l.from && q != none && d.ba[q] == none {
			d.pair(p, int32(q))
		}
	}
}

// A guess is a pair of steps that do not say the same.
type guess struct {
	x, y  int32
	score int
}

// guesses are the best first.
type guesses []guess

func (g guesses) Len() int { return len(g) }
func (g guesses) Less(i, j int) bool {
	if g[i].score != g[j].score {
		return g[i].score > g[j].score
	}
	if g[i].x != g[j].x {
		return g[i].x < g[j].x
	}
	return g[i].y < g[j].y
}
func (g guesses) Swap(i, j int) { g[i], g[j] = g[j], g[i] }
func (g *guesses) Push(x any)   { *g = append(*g, x.(guess)) }
func (g *guesses) Pop() any {
	last := (*g)[len(*g)-1]
	*g = (*g)[:len(*g)-1]
	return last
}

// What must speak for it that a step is another one, changed.
const (
	anything = 1
	inPlace  = 100 // all that is around them is the same
)

// changed pairs steps that say something else now and stand where the other one
// stood.
func (d *differ) changed(least int) {
	var list guesses
	type offered struct{ score, times int }
	guessed := map[[2]int32]*offered{}
	offer := func(x, y int32) {
		if x < 0 || y < 0 || d.ab[x] != none || d.ba[y] != none {
			return
		}
		before := guessed[[2]int32{x, y}]
		if before == nil {
			before = &offered{}
			guessed[[2]int32{x, y}] = before
		}
		// A step that many lead to is offered by each of them: now and then one looks
		// whether more speaks for it.
		if before.times++; before.times > few && before.times&(before.times-1) != 0 {
			return
		}
		if score := d.score(x, y); score >= least && score > before.score {
			before.score = score
			heap.Push(&list, guess{x, y, score})
		}
	}
	around := func(x int32) {
		y := d.ab[x]
		for _, l := range d.old.out[x] {
			offer(l.to, d.new.to(y, l.key))
		}
		d.before(x, y, offer)
	}
	if len(d.ab) > 0 && len(d.ba) > 0 {
		offer(0, 0)
	}
	for n := range d.pairs {
		around(d.pairs[n])
	}
	for list.Len() > 0 {
		g := heap.Pop(&list).(guess)
		if d.ab[g.x] == none && d.ba[g.y] == none {
			d.pair(g.x, g.y)
			around(g.x)
		}
	}
}

// few is how often an offer is looked at each time.
const few = 4

// maxBefore is how many steps that lead to a pair are compared with each other.
const maxBefore = 8

// before offers the steps that lead to a pair by the same outcome.
func (d *differ) before(x, y int32, offer func(x, y int32)) {
	var from, to []link
	for _, l := range d.old.in[x] {
		if d.ab[l.from] == none && len(from) <= maxBefore {
			from = append(from, l)
		}
	}
	if len(from) == 0 || len(from) > maxBefore {
		return
	}
	for _, l := range d.new.in[y] {
		if d.ba[l.from] == none && len(to) <= maxBefore {
			to = append(to, l)
		}
	}
	if len(to) > maxBefore {
		return
	}
	for _, l := range from {
		for _, m := range to {
			if l.key == m.key {
				offer(l.from, m.from)
			}
		}
	}
}

// What speaks for a pair of steps that do not say the same.
const (
	perLink = 4 // a link to or from a pair
	perName = 6 // the same label
	perLike = 8 // all words are the same
)

// score returns what speaks for it that a step is the other one, changed. Steps of
// other types are only taken for each other where all around them agrees.
func (d *differ) score(x, y int32) int {
	links, all := 0, true
	for _, l := range d.old.out[x] {
		switch to := d.new.to(y, l.key); {
		case l.to >= 0 && d.ab[l.to] != none && d.ab[l.to] == to, l.to < 0 && l.to == to:
			links++
		default:
			all = false
		}
	}
	if len(d.old.out[x]) == 0 && len(d.new.out[y]) == 0 {
		links++
	}
	all = all && len(d.old.out[x]) == len(d.new.out[y])
	agreed := 0
	if len(d.old.in[x]) <= len(d.new.in[y]) { // many steps may lead to one of them
		for _, l := range d.old.in[x] {
			if m := d.ab[l.from]; m != none && d.new.to(m, l.key) == y {
				agreed++
			}
		}
	} else {
		for _, l := range d.new.in[y] {
			if m := d.ba[l.from]; m != none && d.old.to(m, l.key) == x {
				agreed++
			}
		}
	}
	entry := x == 0 && y == 0
	if entry {
		agreed++
	}
	all = all && agreed > 0 && agreed >= len(d.old.in[x]) && agreed >= len(d.new.in[y])
	if agreed > 2 {
		agreed = 2
	}
	score := perLink * (links + agreed)
	name := d.old.named(x) != "" && d.old.named(x) == d.new.named(y)
	switch {
	case d.old.kinds[x] != d.new.kinds[y]:
		if !all || links == 0 {
			return 0
		}
		return 1 // whatever else a step may be comes first
	case all:
		score += inPlace
	}
	if name {
		score += perName
	}
	return score + int(perLike*d.like(x, y))
}

// like returns which part of the words of two steps of a type is the same.
func (d *differ) like(x, y int32) float64 {
	if d.old.content[x] == d.new.content[y] {
		return 1
	}
	key := map[call.Kind]string{
		call.Plays: "text", call.Requests: "url", call.Calls: "number", call.Connects: "number", call.CallsBack: "entity", call.Waits: "variable",
	}[d.old.Kind(int(x))]
	a, b := words(d.old.Text(int(x), key)), words(d.new.Text(int(y), key))
	if len(a)+len(b) == 0 {
		return 0
	}
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	both := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	return float64(2*both) / float64(len(a)+len(b))
}

// maxWords is how many words of a text are compared.
const maxWords = 200

func words(text string) []string {
	list := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n/.,;:?!&=", r) })
	return list[:min(len(list), maxWords)]
}

// left pairs what is left: what says the same was moved, and what nothing leads to
// and says nearly the same has changed.
func (d *differ) left() {
	waiting := map[int32][]int32{} // by what they say
	for y, x := range d.ba {
		if x == none {
			waiting[d.new.content[y]] = append(waiting[d.new.content[y]], int32(y))
		}
	}
	for x, y := range d.ab {
		if list := waiting[d.old.content[x]]; y == none && len(list) > 0 {
			d.pair(int32(x), list[0])
			waiting[d.old.content[x]] = list[1:]
		}
	}
	news := d.new.roots()
	for _, x := range d.old.roots() {
		best, most := int32(none), 0.5
		for _, y := range news {
			if d.ba[y] == none && d.old.kinds[x] == d.new.kinds[y] {
				if like := d.like(x, y); like > most {
					best, most = y, like
				}
			}
		}
		if best != none {
			d.pair(x, best)
		}
	}
}

// roots returns the steps that nothing leads to and that have no match, or none where
// there are too many to be compared with each other.
func (g *graph) roots() (list []int32) {
	for i, match := range g.match {
		if match == none && len(g.in[i]) == 0 {
			if list = append(list, int32(i)); len(list) > maxRoots {
				return nil
			}
		}
	}
	return list
}

// maxRoots is how many steps that nothing leads to are compared with each other.
const maxRoots = 16
