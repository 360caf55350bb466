package decompile

import (
	"iter"
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
	keys  []int    // by which they lead: those of two units are the same or not
	back  [][]int  // who leads to a unit
	often []int    // how many units a kind has
	taken []bool   // by attempts that were found

	// What is looked at for two units is small, and that is done for many: the
	// tables are made once.
	seen, with, attempt table
	queue, seconds      []int
	a, b                []int
}

func newSeries(d *draft) *series {
	n := len(d.units)
	s := &series{draft: d, kinds: make([]int, n), keys: make([]int, n), taken: make([]bool, n), seen: newTable(n), with: newTable(n), attempt: newTable(n)}
	s.to, s.back = d.leads((*unit).out)
	known, keys := catalogue{}, catalogue{}
	var key []byte
	for i := range d.units {
		u := &d.units[i]
		key = key[:0]
		for _, e := range s.to[i] {
			key = append(append(key, e.key...), 0xff) // which stands in no key but NextStep
		}
		s.keys[i] = keys.number(key)
		s.kinds[i] = none
		if u.shareable() && len(s.to[i]) <= maxKeys {
			key = uncounted(u.shape(key[:0]), u)
			s.kinds[i] = known.number(key)
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

// uncounted appends what a unit says with a 0 in place of each number.
func uncounted(key []byte, u *unit) []byte {
	u.visit(func(s *slot, _ bool) {
		for part := range counted(s.value.Raw) {
			if isDigit(part[0]) {
				part = "0"
			}
			key = append(key, part...)
		}
		key = append(key, 0)
	})
	return key
}

// counted cuts a text into numbers and what stands between them.
func counted(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for start := 0; start < len(text); {
			end := start + 1
			for end < len(text) && isDigit(text[end]) == isDigit(text[start]) {
				end++
			}
			if !yield(text[start:end]) {
				return
			}
			start = end
		}
	}
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
func (s *series) near(first int) []int {
	kind := s.kinds[first]
	if kind < 0 || s.often[kind] < 2 || s.taken[first] {
		return nil
	}
	s.seen.clear()
	s.seen.set(first, 0)
	s.seconds, s.queue = s.seconds[:0], append(s.queue[:0], first)
	forked := false
	for n := 0; n < len(s.queue) && len(s.queue) <= maxAttempt; n++ {
		to := s.to[s.queue[n]]
		forked = forked || len(to) != 1
		if len(to) > maxKeys {
			continue // it is in no attempt
		}
		for _, e := range to {
			if _, met := s.seen.get(e.to); met {
				continue
			}
			s.seen.set(e.to, 0)
			s.queue = append(s.queue, e.to)
			if forked && s.kinds[e.to] == kind {
				if s.seconds = append(s.seconds, e.to); len(s.seconds) == maxSeconds {
					return s.seconds
				}
			}
		}
	}
	return s.seconds
}

// pair returns the units of two attempts in a row, those of the first beside
// those of the second, and where the second leads instead of to another: a unit
// or ends. Without such attempts it returns nil.
func (s *series) pair(first, second int) (a, b []int, rest int) {
	s.a, s.b = append(s.a[:0], first), append(s.b[:0], second)
	s.with.clear() // of each unit of the first, and of each that it leads out to itself
	s.with.set(first, second)
	leaves := false // something but another attempt follows the first
	rest = open
	for n := 0; n < len(s.a); n++ {
		x, y := s.a[n], s.b[n]
		if !s.alike(x, y) || len(s.a) > maxAttempt {
			return nil, nil, none
		}
		leaves = leaves || len(s.to[x]) == 0
		same := s.keys[x] == s.keys[y]
		for k, e := range s.to[x] {
			to := ends
			if same {
				to = s.to[y][k].to
			} else {
				to = leadsBy(s.to[y], e.key)
			}
			known, met := s.with.get(e.to)
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
				s.with.set(to, to)
				leaves = true
			default:
				s.with.set(e.to, to)
				s.a, s.b = append(s.a, e.to), append(s.b, to)
			}
		}
		if !same && slices.ContainsFunc(s.to[y], func(e edge) bool { return leadsBy(s.to[x], e.key) == ends }) {
			return nil, nil, none
		}
	}
	if rest == open || !leaves || !s.apart(s.a, s.b) {
		return nil, nil, none
	}
	return slices.Clone(s.a), slices.Clone(s.b), rest
}

// alike reports whether a unit can be what another is in the attempt before.
func (s *series) alike(x, y int) bool {
	return s.kinds[x] >= 0 && s.kinds[x] == s.kinds[y] && !s.taken[x] && !s.taken[y]
}

// apart reports whether two attempts have no unit in common, no way out leads
// into them, and they are entered where they begin, the second by the first.
func (s *series) apart(a, b []int) bool {
	s.attempt.clear()
	for n, list := range [2][]int{a, b} {
		for _, i := range list {
			if _, met := s.attempt.get(i); met || i == 0 && i != a[0] {
				return false
			}
			s.attempt.set(i, n)
			if to, known := s.with.get(i); known && to == i {
				return false
			}
		}
	}
	for n, list := range [2][]int{a, b} {
		for m, i := range list {
			for _, from := range s.back[i] {
				in, met := s.attempt.get(from)
				entered := m == 0 && (n == 0 || met && in == 0)
				if !entered && (!met || in != n) {
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
			list = append(list, numbered{slices.Collect(counted(s.value.Raw)), text && !nested && !s.fixed})
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
