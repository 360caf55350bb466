package decompile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// Attempts are a part of a call that stands there several times, each leading
// to the next by the same ways, and by all others to the same places. What is
// said may count them.
type attempts struct {
	times  int
	body   *draft // of one attempt; behind its units stand the ways out, the first for another attempt
	units  int    // of the body that are no ways out
	layout *layout
}

const (
	maxAttempt = 60 // units of one attempt; more are no attempt any more
	maxKeys    = 64 // by which one of them leads on
	maxNested  = 4  // attempts inside of attempts
	maxSeconds = 6  // units with which a second attempt might begin
)

// again is the way out of an attempt to the next one.
const again = "again"

// attempted returns the draft with attempts in place of what they stand for.
func (d *draft) attempted() *draft {
	for range maxNested {
		s := newSeries(d)
		found := map[int]*unit{}
		for i := range d.units {
			if u := s.from(i); u != nil {
				found[i] = u
			}
		}
		if len(found) == 0 {
			return d
		}
		around := d
		d = d.rebuilt(func(i int) *unit {
			switch {
			case found[i] != nil:
				return found[i]
			case s.taken[i]:
				return nil
			}
			return &around.units[i]
		})
	}
	return d
}

// A series looks for attempts in a draft.
type series struct {
	*draft
	kinds []int    // of units that say the same but for numbers; none of one that can't be in an attempt
	to    [][]edge // all ways on
	back  [][]int  // who leads to a unit
	often []int    // how many units a kind has
	taken []bool   // by attempts that were found
}

func newSeries(d *draft) *series {
	n := len(d.units)
	s := &series{draft: d, kinds: make([]int, n), to: make([][]edge, n), back: make([][]int, n), taken: make([]bool, n)}
	known := catalogue{}
	for i := range d.units {
		u := &d.units[i]
		s.to[i] = u.out()
		for _, e := range s.to[i] {
			s.back[e.to] = append(s.back[e.to], i)
		}
		s.kinds[i] = none
		if u.shareable() && len(s.to[i]) <= maxKeys {
			s.kinds[i] = known.number(u.shape() + uncounted(u))
		}
	}
	s.often = make([]int, len(known))
	for _, kind := range s.kinds {
		if kind >= 0 {
			s.often[kind]++
		}
	}
	return s
}

// uncounted returns what a unit says with a 0 in place of each number.
func uncounted(u *unit) string {
	var b strings.Builder
	u.visit(func(s *slot, _ bool) {
		for _, part := range counted(s.value.Raw) {
			if isNumber(part) {
				part = "0"
			}
			b.WriteString(part)
		}
		b.WriteByte(0)
	})
	return b.String()
}

// counted cuts a text into numbers and what stands between them.
func counted(text string) (parts []string) {
	for start := 0; start < len(text); {
		end := start + 1
		for end < len(text) && isNumber(text[end:end+1]) == isNumber(text[start:start+1]) {
			end++
		}
		parts = append(parts, text[start:end])
		start = end
	}
	return parts
}

// from returns the unit for the attempts that begin with a unit, and takes what
// it stands for, or returns nil where there are none.
func (s *series) from(first int) *unit {
	for _, second := range s.near(first) {
		a, b, rest := s.pair(first, second)
		if a == nil {
			continue
		}
		all := counting{units: [][]int{a}, taken: map[int]bool{}}
		all.take(a)
		if !all.add(s.draft, b) {
			continue
		}
		for rest >= 0 {
			before, after, next := s.pair(b[0], rest)
			if !slices.Equal(before, b) || all.taken[rest] || !all.add(s.draft, after) {
				break
			}
			b, rest = after, next
		}
		if rest != first && all.taken[rest] {
			continue // it would go round in the last attempt
		}
		for i := range all.taken {
			s.taken[i] = true
		}
		return s.unit(&all, rest)
	}
	return nil
}

// near returns the units behind one that say the same, the nearest first. Where
// the call can only go on from one to the other they are no attempts.
func (s *series) near(first int) (list []int) {
	kind := s.kinds[first]
	if kind < 0 || s.often[kind] < 2 || s.taken[first] {
		return nil
	}
	seen := map[int]bool{first: true}
	forked := false
	for queue := []int{first}; len(queue) > 0 && len(seen) <= maxAttempt; queue = queue[1:] {
		forked = forked || len(s.to[queue[0]]) != 1
		if len(s.to[queue[0]]) > maxKeys {
			continue // it is in no attempt
		}
		for _, e := range s.to[queue[0]] {
			if seen[e.to] {
				continue
			}
			seen[e.to] = true
			queue = append(queue, e.to)
			if forked && s.kinds[e.to] == kind && len(list) < maxSeconds {
				list = append(list, e.to)
			}
		}
	}
	return list
}

// pair returns the units of two attempts in a row, those of the first beside
// those of the second, and where the second leads instead of to another: a unit
// or ends. Without such attempts it returns nil.
func (s *series) pair(first, second int) (a, b []int, rest int) {
	a, b = []int{first}, []int{second}
	with := map[int]int{first: second} // of each unit of the first, and of each that it leads out to itself
	rest = open
	for n := 0; n < len(a); n++ {
		x, y := a[n], b[n]
		if !s.alike(x, y) || len(a) > maxAttempt {
			return nil, nil, none
		}
		for _, e := range s.to[x] {
			to := leadsBy(s.to[y], e.key)
			known, met := with[e.to]
			switch {
			case e.to == second:
				inside := s.units[x].attempts != nil && e.key != step.Any // there again means another
				if rest != open && rest != to || inside {
					return nil, nil, none
				}
				rest = to
			case met && known != to, to == ends:
				return nil, nil, none
			case met:
			case to == e.to:
				with[e.to] = to // a way out
			default:
				with[e.to] = to
				a, b = append(a, e.to), append(b, to)
			}
		}
		for _, e := range s.to[y] {
			if leadsBy(s.to[x], e.key) == ends {
				return nil, nil, none
			}
		}
	}
	if rest == open || !s.leaves(a, with) || !s.apart(a, b, with) {
		return nil, nil, none
	}
	return a, b, rest
}

// alike reports whether a unit can be what another is in the attempt before.
func (s *series) alike(x, y int) bool {
	return s.kinds[x] >= 0 && s.kinds[x] == s.kinds[y] && !s.taken[x] && !s.taken[y]
}

// leaves reports whether something but another attempt follows an attempt.
func (s *series) leaves(units []int, with map[int]int) bool {
	for from, to := range with {
		if from == to {
			return true
		}
	}
	return slices.ContainsFunc(units, func(i int) bool { return len(s.to[i]) == 0 })
}

// apart reports whether two attempts have no unit in common, no way out leads
// into them, and they are entered where they begin, the second by the first.
func (s *series) apart(a, b []int, with map[int]int) bool {
	attempt := make(map[int]int, len(a)+len(b))
	for n, list := range [][]int{a, b} {
		for _, i := range list {
			if attempt[i] != 0 || i == 0 && i != a[0] {
				return false
			}
			attempt[i] = n + 1
		}
	}
	for from, to := range with {
		if from == to && attempt[to] != 0 {
			return false
		}
	}
	for n, list := range [][]int{a, b} {
		for m, i := range list {
			for _, from := range s.back[i] {
				entered := m == 0 && (n == 0 || attempt[from] == 1)
				if attempt[from] != n+1 && !entered {
					return false
				}
			}
		}
	}
	return true
}

// counting are attempts in a row, and what counts them.
type counting struct {
	units  [][]int // of each attempt, in the same order
	taken  map[int]bool
	first  []numbered
	counts [][]bool
}

// A numbered is what stands in a slot, cut at its numbers.
type numbered struct {
	parts   []string
	counted bool // it can have the number of the attempt in it
}

func numberedIn(d *draft, units []int) (list []numbered) {
	for _, i := range units {
		d.units[i].visit(func(s *slot, nested bool) {
			text := s.value.Kind == lang.TextLit || s.kind == value.Variable
			list = append(list, numbered{counted(s.value.Raw), text && !nested && !s.fixed})
		})
	}
	return list
}

// add adds an attempt, if what it says differs from the others in nothing but
// its number.
func (c *counting) add(d *draft, units []int) bool {
	if c.first == nil {
		c.first = numberedIn(d, c.units[0])
		for _, s := range c.first {
			c.counts = append(c.counts, make([]bool, len(s.parts)))
		}
	}
	number := strconv.Itoa(len(c.units) + 1)
	says := numberedIn(d, units)
	if len(says) != len(c.first) {
		return false
	}
	for n, s := range says {
		if len(s.parts) != len(c.first[n].parts) {
			return false
		}
		for k, part := range s.parts {
			counts := c.counts[n][k] || len(c.units) == 1 && s.counted && c.first[n].parts[k] == "1" && part == number
			if want := c.first[n].parts[k]; counts && part != number || !counts && part != want {
				return false
			}
			c.counts[n][k] = counts
		}
	}
	c.units = append(c.units, units)
	c.take(units)
	return true
}

func (c *counting) take(units []int) {
	for _, i := range units {
		c.taken[i] = true
	}
}

// slot returns what stands in the n-th slot of each attempt, with its number
// as ${attempt}.
func (c *counting) slot(n int, v lang.Value) lang.Value {
	if !slices.Contains(c.counts[n], true) {
		return v
	}
	var b strings.Builder
	for k, part := range c.first[n].parts {
		if c.counts[n][k] {
			part = "${attempt}"
		}
		b.WriteString(part)
	}
	raw := b.String()
	if v.Kind != lang.TextLit {
		raw = `"` + raw + `"`
	}
	return lang.Value{Raw: raw, Kind: lang.TextLit}
}

// unit returns the unit that stands for attempts. The last leads on to rest.
func (s *series) unit(all *counting, rest int) *unit {
	a, second := all.units[0], all.units[1][0]
	order := slices.Clone(a)
	slices.Sort(order[1:])
	body := &draft{inner: true}
	index := make(map[int]int, len(a))
	for n, i := range order {
		index[i] = n
	}
	index[second] = len(order)
	var exits []int
	for _, i := range order {
		body.units = append(body.units, s.units[i].clone())
		for _, e := range s.to[i] {
			if _, known := index[e.to]; !known {
				index[e.to] = len(order) + 1 + len(exits)
				exits = append(exits, e.to)
			}
		}
	}
	n := 0
	for _, i := range a {
		body.units[index[i]].visit(func(says *slot, _ bool) {
			says.value = all.slot(n, says.value)
			n++
		})
	}
	body.leave(1+len(exits), func(to int) int { return index[to] })
	body.units[len(order)].label = again
	u := placeholder(s.units[a[0]].vertex.Index)
	u.attempts = &attempts{times: len(all.units), body: body, units: len(order)}
	u.branching = true
	for k, to := range exits {
		u.edges = append(u.edges, edge{strconv.Itoa(k), to})
	}
	if rest >= 0 {
		u.edges = append(u.edges, edge{step.Any, rest})
	}
	return &u
}

// leave adds units that stand for the ways out of a body, and makes the others
// lead to units by their new numbers.
func (d *draft) leave(exits int, index func(int) int) {
	inside := len(d.units)
	for n := range exits {
		u := placeholder(n)
		u.exit = true
		d.units = append(d.units, u)
	}
	d.renumber(index)
	for i := inside; i < len(d.units); i++ {
		// Nothing that is reached in several ways becomes a body.
		u := &d.units[i]
		u.unwritten, u.ways = true, max(2, u.ways)
	}
}

// inside returns the units of an attempt, without the ways out.
func (a *attempts) inside() []unit { return a.body.units[:a.units] }

// outer returns the unit around attempts to which a way out of their body
// leads, for the unit that stands for the attempts.
func (u *unit) outer(exit int) int { return leadsBy(u.edges, strconv.Itoa(exit-u.attempts.units-1)) }
