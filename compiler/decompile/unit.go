package decompile

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// A draft is what a script is to say, in no order yet.
type draft struct {
	comments []string    // for the head of the script
	settings []lang.Stmt // in the order in which they stand
	shared   string      // the path of the file that the script uses, or ""
	steps    []*dialogue // steps of one's own that the script declares
	inner    bool        // the units are the body of a step or of attempts, and no call
	units    []unit      // one for each object
}

// Targets that are no unit.
const (
	none = -1 // no target; of a step: the call ends
	ends = none
	open = -2 // nothing falls out of a branching step
	next = -3 // the next line
)

// A unit is a statement of the script: an object, or the two of a menu. There
// is one for each object of a payload: what is small stands together.
type unit struct {
	vertex   *api.Vertex
	typ      *api.Type // nil where the API has none
	comments []string
	edges    []edge // its branches
	to       int    // where it leads without branches; none where it has some
	ways     int    // from how many units it is reached; the call's start is one
	says     []slot // what stands in its statement, if that is not what its object says
	menu     *menu
	asks     *api.Vertex // the digits that wait behind what a play says, or nil
	use      *occurrence // of a dialogue, for which it stands
	attempts *attempts   // it stands for all of these
	lead     string      // what an exit leads to, where all uses lead to the same

	raw       bool // no statement can say it
	own       bool // the raw object says itself where the call goes
	branching bool // it has branches, or none that are written
	reached   bool // by the call
	unwritten bool // it is no statement of its own: the digits of a menu, or a way out
	exit      bool // it is no statement: it stands for a way out of a body

	inBody bool // it stands in the body of an arm
	falls  bool // a body falls out of it
	headed bool // some unit is linked to it
	arms   []arm
	cont   int // of a branching step: what falls out of it goes here; a unit, ends or open
	link   int // the unit that follows it in the script because it leads there
	onward int // of the last unit of a body: the way out that the body goes on by

	refs  []ref // who needs its label
	label string
}

func newUnit(v *api.Vertex) unit {
	return unit{vertex: v, typ: api.TypeNamed(v.Type), to: none, cont: none, link: none, onward: none}
}

type edge struct {
	key string
	to  int
}

// An arm is one way out of a branching step.
type arm struct {
	keys []string
	to   int
	body []int // the units of its body; without one it is written -> TARGET
	exit int   // where the body leads; a unit, ends, or open where its last step says so
}

// A ref is a place that needs a label.
type ref struct {
	unit int
	key  string  // the first key of the arm; "" of a jump
	in   *layout // that has the unit
}

func (r ref) from() *unit { return &r.in.units[r.unit] }

// outcomes returns by which keys a branching unit leads on.
func (u *unit) outcomes() *step.Outcomes {
	switch {
	case u.use != nil:
		return u.use.dialogue.outcomes
	case u.raw:
		return &step.Anything
	case u.menu != nil:
		return &step.Choices
	}
	return step.OutcomesOf(u.typ)
}

// follows returns the unit that next stands for behind the last statement of a
// unit, or none.
func (u *unit) follows() int {
	if u.link >= 0 {
		return u.link
	}
	return u.onward
}

// success is the outcome of what went well, with which a script goes on.
var success = step.Replies.Default[0]

// text returns what a field of the object says, or "" where it says nothing or
// too much to be looked at.
func (u *unit) text(key string) string { return text(u.vertex, key) }

func text(v *api.Vertex, key string) string {
	if v == nil {
		return ""
	}
	n := v.Node.Get(key)
	if n == nil || n.Kind != api.TextNode && n.Kind != api.NumberNode || len(n.Text) >= maxRead {
		return ""
	}
	return n.Text
}

// each calls f for every unit that a unit leads to, once each.
func (u *unit) each(f func(to int)) {
	if u.to >= 0 { // there are no branches then
		f(u.to)
	}
	if len(u.edges) > 16 {
		seen := make(map[int]bool, len(u.edges))
		for _, e := range u.edges {
			if !seen[e.to] {
				seen[e.to] = true
				f(e.to)
			}
		}
		return
	}
	for i, e := range u.edges {
		first := true
		for _, before := range u.edges[:i] {
			first = first && before.to != e.to
		}
		if first {
			f(e.to)
		}
	}
}

// ways counts from how many units each is reached, and notes which the call
// reaches.
func (d *draft) ways() {
	if len(d.units) == 0 {
		return
	}
	d.units[0].ways++
	for i := range d.units {
		d.units[i].each(func(to int) { d.units[to].ways++ })
	}
	reached := make([]bool, len(d.units))
	d.reach(0, reached)
	for i := range reached {
		d.units[i].reached = reached[i]
	}
}

// reach marks the units that are reached from one.
func (d *draft) reach(from int, seen []bool) {
	seen[from] = true
	for stack := []int{from}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		d.units[i].each(func(to int) {
			if !seen[to] {
				seen[to] = true
				stack = append(stack, to)
			}
		})
	}
}

// renumber changes where units lead, of which the edges are their own, and counts
// the ways to them again.
func (d *draft) renumber(index func(int) int) {
	for i := range d.units {
		u := &d.units[i]
		u.ways, u.reached = 0, false
		if u.to >= 0 {
			u.to = index(u.to)
		}
		for j := range u.edges {
			u.edges[j].to = index(u.edges[j].to)
		}
	}
	d.ways()
}

// rebuilt returns a draft of the units that keep returns for those of another;
// nil leaves one out, to which no other may lead.
func (d *draft) rebuilt(keep func(i int) *unit) *draft {
	r := *d
	r.units = make([]unit, 0, len(d.units))
	index := make([]int, len(d.units))
	for i := range d.units {
		index[i] = none
		if u := keep(i); u != nil {
			index[i] = len(r.units)
			r.units = append(r.units, u.clone())
		}
	}
	r.renumber(func(to int) int { return index[to] })
	return &r
}

// copy returns a draft whose units can be laid out without changing those of d.
func (d *draft) copy() *draft { return d.rebuilt(func(i int) *unit { return &d.units[i] }) }

// each calls f for all units, and for those inside attempts and steps.
func (d *draft) each(f func(u *unit)) {
	for _, s := range d.steps {
		s.body.each(f)
	}
	for i := range d.units {
		f(&d.units[i])
		if a := d.units[i].attempts; a != nil {
			a.body.each(f)
		}
	}
}
