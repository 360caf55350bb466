package changes

import (
	"slices"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

const none = -1

// Where a link leads that leads to no step.
const (
	ends  = -1 // nothing is written: behind a step without branches the call ends
	lost  = -2 // and what is below it: an id that no object has, by its number
	never = -3 // what no link leads to
)

// A graph is one of two calls that are compared. What its steps say, and the keys
// of their links, are numbers that both calls share.
type graph struct {
	*call.Call
	content []int32 // of each step: what it says
	kinds   []int32 // of each step: its type
	paths   []int32 // of each step of a script: the label and the uses that it stands in
	out, in [][]link
	match   []int32 // of each step, that of the other call, or none
	any     int32   // the number of the key that no other takes
	texts   *interned
	ways    *call.Ways
	follows map[lang.Stmt]lang.Stmt // what jumps or ends behind a statement; made when it is asked for
	labels  map[string]source.Place
	goesOn  map[int32]int32         // where steps lead to what follows them, or never
	byKey   map[int32]map[int32]int // of steps with many links
	arms    map[lang.Stmt]map[string]armKey
	order   []int // of each step, where it comes in the call
}

// A link leads from a step by an outcome to another.
type link struct{ key, from, to int32 }

// nowhere is what the texts of ids begin with that no object has.
const nowhere = "to "

// interned gives equal texts the same number.
type interned struct {
	numbers map[string]int32
	texts   []string
}

func (in *interned) of(text string) int32 {
	n, known := in.numbers[text]
	if !known {
		n = int32(len(in.texts))
		in.numbers[text] = n
		in.texts = append(in.texts, text)
	}
	return n
}

// differ compares two calls.
type differ struct {
	old, new         *graph
	ab, ba           []int32 // the matches, as in the graphs
	pairs            []int32 // steps of the old call that are matched, as they were found
	texts            *interned
	told             map[spot]*part  // outcomes of which the entry of a part tells
	about            map[spot]*entry // the entries about outcomes
	oldPart, newPart []*part         // of each step that only one call has
	entries          []*entry
	softs
	movedBy map[int32]*entry // of steps of the old call
	moves   [][]int32        // steps that have moved together
}

func newDiffer(before, after *call.Call) *differ {
	d := &differ{texts: &interned{numbers: map[string]int32{}}, told: map[spot]*part{}, about: map[spot]*entry{}, movedBy: map[int32]*entry{}}
	d.texts.of(api.NextStep)
	d.old, d.new = d.graph(before), d.graph(after)
	d.ab, d.ba = d.old.match, d.new.match
	return d
}

// nextKey is the number of the key of what leads on without an outcome.
const nextKey = 0

// graph reads a call.
func (d *differ) graph(c *call.Call) *graph {
	n := len(c.Payload.Vertices)
	g := &graph{
		Call: c, content: make([]int32, n), kinds: make([]int32, n),
		out: make([][]link, n), in: make([][]link, n), match: make([]int32, n), ways: c.Ways(), any: d.texts.of(call.AnyKey), texts: d.texts,
	}
	total := 0
	counts := make([]int32, n)
	for i := range c.Payload.Vertices {
		for _, e := range c.Payload.Vertices[i].Edges {
			total++
			if e.To >= 0 {
				counts[e.To]++
			}
		}
	}
	links, back := make([]link, 0, total), make([]link, total)
	var buf []byte
	for i := range c.Payload.Vertices {
		v := &c.Payload.Vertices[i]
		g.match[i] = none
		buf = encode(buf[:0], same.Type(v))
		g.kinds[i] = d.texts.of(string(buf))
		for _, n := range sorted(same.Fields(v)) {
			buf = encode(api.AppendString(append(buf, ','), n.Key), n)
		}
		g.content[i] = d.texts.of(string(buf))
		start := len(links)
		for _, e := range v.Edges {
			to := int32(e.To)
			if to < 0 {
				to = lost - d.texts.of(nowhere+string(e.Node.AppendJSON(nil)))
			}
			links = append(links, link{d.texts.of(e.Key), int32(i), to})
		}
		g.out[i] = links[start:len(links):len(links)]
		g.in[i], back = back[:0:counts[i]], back[counts[i]:]
	}
	for _, l := range links {
		if l.to >= 0 {
			g.in[l.to] = append(g.in[l.to], l)
		}
	}
	if c.Program != nil {
		g.findPaths()
	}
	g.order = g.inOrder()
	return g
}

// findPaths finds where the steps of a script stand. Of attempts the first and the
// last stay what they are where there are more or fewer of them.
func (g *graph) findPaths() {
	type try struct {
		stmt lang.Stmt
		in   *cfg.Instance
	}
	last := map[try]int{}
	for _, in := range g.Instances {
		at := try{in.Use, in.Parent}
		last[at] = max(last[at], in.Attempt)
	}
	paths := make(map[*cfg.Instance]string, len(g.Instances))
	for _, in := range g.Instances {
		if in.Use == nil {
			continue
		}
		path := paths[in.Parent] + in.Label + "."
		use, invoked := in.Use.(*lang.Invoke)
		switch {
		case invoked:
			path += use.Name.Text
		case in.Attempt > 1 && in.Attempt == last[try{in.Use, in.Parent}]:
			path += "last"
		default:
			path += strconv.Itoa(in.Attempt)
		}
		paths[in] = path + "."
	}
	g.paths = make([]int32, len(g.Steps))
	for i := range g.Steps {
		s := &g.Steps[i]
		g.paths[i] = g.texts.of("in " + paths[s.In] + s.LabelName())
	}
}

// named returns the label or the id of a step, or "".
func (g *graph) named(i int32) string {
	if label := g.Steps[i].Label; label != nil && g.Steps[i].Labelled {
		return label.Name.Text
	}
	if v := &g.Payload.Vertices[i]; g.Program == nil && v.HasID {
		if _, err := strconv.Atoi(v.ID); err != nil {
			return v.ID
		}
	}
	return ""
}

// sorted returns members in the order of their keys: that in which they are written
// does not matter.
func sorted(list []*api.Node) []*api.Node {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *api.Node) int {
		if a.Key < b.Key {
			return -1
		}
		if a.Key > b.Key {
			return 1
		}
		return 0
	})
	return list
}

// encode appends a value so that equal ones are the same bytes.
func encode(buf []byte, n *api.Node) []byte {
	if n == nil {
		return append(buf, '?')
	}
	switch n.Kind {
	case api.MapNode:
		buf = append(buf, '{')
		for _, kid := range sorted(slices.Collect(api.Last(n))) {
			buf = encode(append(api.AppendString(buf, kid.Key), ':'), kid)
		}
		return append(buf, '}')
	case api.ListNode:
		buf = append(buf, '[')
		for i := range n.Kids {
			buf = append(encode(buf, &n.Kids[i]), ',')
		}
		return append(buf, ']')
	}
	return n.AppendJSON(buf)
}

// inOrder returns where each step comes in the call: as callers come to it, what a
// branch leads to before what the next one does, and what they can't reach behind.
func (g *graph) inOrder() []int {
	order := make([]int, len(g.out))
	for i := range order {
		order[i] = none
	}
	count := 0
	var stack []int32
	for i := range g.out {
		stack = append(stack[:0], int32(i))
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if order[at] != none {
				continue
			}
			order[at] = count
			count++
			for _, l := range slices.Backward(g.out[at]) {
				if l.to >= 0 && order[l.to] == none {
					stack = append(stack, l.to)
				}
			}
		}
	}
	return order
}

// to returns where a step leads by a key, or ends.
func (g *graph) to(i, key int32) int32 {
	links := g.out[i]
	if n := g.link(i, key); n != none {
		return links[n].to
	}
	return ends
}

// link returns which of the links of a step has a key, or none.
func (g *graph) link(i, key int32) int {
	if len(g.out[i]) > fewLinks {
		if n, there := g.keyed(i)[key]; there {
			return n
		}
		return none
	}
	return slices.IndexFunc(g.out[i], func(l link) bool { return l.key == key })
}

// fewLinks is up to how many links it is faster to look at all.
const fewLinks = 16

// keyed returns the links of a step with many of them, by key.
func (g *graph) keyed(i int32) map[int32]int {
	if g.byKey[i] == nil {
		if g.byKey == nil {
			g.byKey = map[int32]map[int32]int{}
		}
		all := make(map[int32]int, len(g.out[i]))
		for n, l := range g.out[i] {
			all[l.key] = n
		}
		g.byKey[i] = all
	}
	return g.byKey[i]
}

// way returns the keys and outcomes on the shortest way to a step.
func (g *graph) way(i int32) (words []string, never bool) {
	first, last := g.ways.Brief(int(i))
	for _, turn := range first {
		words = append(words, g.Outcome(turn.Step, turn.Key))
	}
	if last != nil {
		words = append(words, "…")
	}
	for _, turn := range last {
		words = append(words, g.Outcome(turn.Step, turn.Key))
	}
	return words, !g.ways.Comes(int(i))
}

// text returns the key of a number.
func (g *graph) text(key int32) string { return g.texts.texts[key] }
