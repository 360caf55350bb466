// Package same says whether two payloads are the same call, and where they
// first differ. It does not know scripts: one is compared by building it.
//
// Two payloads are the same call if their objects can be paired so that the
// first objects are a pair, every object stands in one pair, the objects of a
// pair say the same, and where one leads by an outcome, the other leads by
// that outcome to the object that it is paired with. So these do not matter:
//
//   - ids, and whether they are numbers or texts, the order of objects behind
//     the first, and the order of keys;
//   - what is written though it is the default: the method GET of a request,
//     record false, the method POST of publish, branches that are empty, a
//     next_step or flow that is null;
//   - whether branches stand in flow, as in v2, or in next_step, as in v1;
//   - the type keypad, as one page writes it, for digits;
//   - credentials that are missing and those that are the placeholder which
//     flowc writes where a script does not say, such as ${SAMESPACE_CLOUD_ID}.
//
// An id that several objects have is that of the first. An id that no object
// has is a difference from any that does, and from another such id. Of a key
// that is there twice the last counts.
//
// From the first object on the pairs follow from each other, since an object
// leads to one object by an outcome. Objects that the call can't reach are
// paired by what they say and by what is around them, 32 steps far; among
// those that are alike as far as that, in their order. All of it is linear in
// the size of the payloads.
package same

import (
	"fmt"
	"hash/maphash"
	"slices"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A Difference is the first place where two payloads are not the same call.
type Difference struct {
	A, B           string // JSON pointers (RFC 6901)
	ValueA, ValueB string // JSON, shortened; "nothing" where there is none
}

func (d *Difference) String() string {
	return fmt.Sprintf("%s is %s, and %s is %s", d.A, d.ValueA, d.B, d.ValueB)
}

// Compare returns the first difference of two payloads, or nil where they are
// the same call.
func Compare(a, b *api.Payload) *Difference {
	c := &comparer{a: a, b: b, ab: unpaired(len(a.Steps)), ba: unpaired(len(b.Steps))}
	if d := c.envelope(); d != nil {
		return d
	}
	if d := c.reachable(); d != nil {
		return d
	}
	return c.unreachable()
}

type comparer struct {
	a, b   *api.Payload
	ab, ba []int    // the pairs, by index; -1 where there is none yet
	queue  [][2]int // pairs whose objects are still to be compared
}

func unpaired(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

const nothing = "nothing"

// maxValue is how much of a value a difference shows.
const maxValue = 120

func show(n *api.Node) string {
	if n == nil {
		return nothing
	}
	if n.Kind == api.TextNode && len(n.Text) > 4*maxValue {
		return clip(string(api.AppendString(nil, n.Text[:4*maxValue])))
	}
	return clip(string(n.AppendJSON(nil)))
}

func clip(s string) string {
	if len(s) <= maxValue {
		return s
	}
	end := maxValue
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// A table holds the members of an object that count, and finds them by key.
type table struct {
	list  []*api.Node
	byKey map[string]*api.Node // where the list is long
}

func (t *table) add(n *api.Node) { t.list = append(t.list, n) }

func (t *table) get(key string) *api.Node {
	if t.byKey == nil && len(t.list) > 16 {
		t.byKey = make(map[string]*api.Node, len(t.list))
		for _, n := range t.list {
			t.byKey[n.Key] = n
		}
	}
	if t.byKey != nil {
		return t.byKey[key]
	}
	for _, n := range t.list {
		if n.Key == key {
			return n
		}
	}
	return nil
}

// fields returns what an object says, without written defaults.
func fields(s *api.Step) *table {
	t := &table{}
	s.Members(func(n *api.Node) {
		if n.Key != "type" && !(s.Type == api.HTTP.Name && n.Key == "method" && n.Kind == api.TextNode && n.Text == "GET") {
			t.add(n)
		}
	})
	return t
}

// Equal reports whether two values are the same JSON, the order of keys aside.
func Equal(a, b *api.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Text != b.Text && a.Kind != api.ListNode && a.Kind != api.MapNode {
		return false
	}
	switch a.Kind {
	case api.ListNode:
		if len(a.Kids) != len(b.Kids) {
			return false
		}
		for i := range a.Kids {
			if !Equal(&a.Kids[i], &b.Kids[i]) {
				return false
			}
		}
	case api.MapNode:
		ta, tb := values(a), values(b)
		if len(ta.list) != len(tb.list) {
			return false
		}
		for _, n := range ta.list {
			if !Equal(n, tb.get(n.Key)) {
				return false
			}
		}
	}
	return true
}

// values returns all members of an object, of double keys the last.
func values(n *api.Node) *table {
	return &table{list: slices.Collect(api.Last(n))}
}

// tables compares the members of two objects that stand below two pointers.
func tables(a, b *table, pa, pb func(key string) string) *Difference {
	for _, n := range a.list {
		if m := b.get(n.Key); !Equal(n, m) {
			return &Difference{pa(n.Key), pb(n.Key), show(n), show(m)}
		}
	}
	for _, m := range b.list {
		if a.get(m.Key) == nil {
			return &Difference{pa(m.Key), pb(m.Key), nothing, show(m)}
		}
	}
	return nil
}

// defaults are the values of an envelope that need not be written.
var defaults = map[string]string{
	"cloud_id":   `"${SAMESPACE_CLOUD_ID}"`,
	"cloud_sid":  `"${SAMESPACE_CLOUD_SID}"`,
	"auth_token": `"${SAMESPACE_AUTH_TOKEN}"`,
	"record":     "false",
}

func (c *comparer) envelope() *Difference {
	settings := func(p *api.Payload) (*table, *table) {
		t, publish := &table{}, &table{}
		if p.Envelope == nil {
			return t, publish
		}
		for _, n := range values(p.Envelope).list {
			switch {
			case n.Key == "flow" && n == p.Flow:
			case defaults[n.Key] != "" && string(n.AppendJSON(nil)) == defaults[n.Key]:
			case n.Key == "publish" && n.Kind == api.MapNode:
				for _, m := range values(n).list {
					if m.Key != "method" || m.Kind != api.TextNode || m.Text != "POST" {
						publish.add(m)
					}
				}
				t.add(&api.Node{Key: n.Key, Kind: api.MapNode, Start: n.Start, End: n.End})
			default:
				t.add(n)
			}
		}
		return t, publish
	}
	sa, pa := settings(c.a)
	sb, pb := settings(c.b)
	at := func(key string) string { return "/" + key }
	if d := tables(sa, sb, at, at); d != nil {
		return hidden(d)
	}
	at = func(key string) string { return "/publish/" + key }
	if d := tables(pa, pb, at, at); d != nil {
		return d
	}
	for i := range max(len(c.a.Strays), len(c.b.Strays)) {
		var a, b *api.Node
		at := 0
		if i < len(c.a.Strays) {
			a, at = c.a.Strays[i].Node, c.a.Strays[i].Index
		}
		if i < len(c.b.Strays) {
			b, at = c.b.Strays[i].Node, c.b.Strays[i].Index
		}
		if !Equal(a, b) {
			pointer := fmt.Sprintf("/flow/%d", at)
			return &Difference{pointer, pointer, show(a), show(b)}
		}
	}
	return nil
}

// hidden hides the values of secrets.
func hidden(d *Difference) *Difference {
	if d.A == "/auth_token" || d.A == "/cloud_sid" {
		for _, v := range []*string{&d.ValueA, &d.ValueB} {
			if *v != nothing {
				*v = "(hidden)"
			}
		}
	}
	return d
}

// pair pairs two objects, or says that they are paired otherwise.
func (c *comparer) pair(a, b int) bool {
	if c.ab[a] >= 0 || c.ba[b] >= 0 {
		return c.ab[a] == b
	}
	c.ab[a], c.ba[b] = b, a
	c.queue = append(c.queue, [2]int{a, b})
	return true
}

// follow compares the pairs in the queue, and pairs what they lead to.
func (c *comparer) follow() *Difference {
	for len(c.queue) > 0 {
		p := c.queue[0]
		c.queue = c.queue[1:]
		if d := c.objects(&c.a.Steps[p[0]], &c.b.Steps[p[1]]); d != nil {
			return d
		}
	}
	return nil
}

func (c *comparer) reachable() *Difference {
	if len(c.a.Steps) > 0 && len(c.b.Steps) > 0 {
		c.pair(0, 0)
	}
	return c.follow()
}

// objects compares the objects of a pair.
func (c *comparer) objects(a, b *api.Step) *Difference {
	if ta, tb := typeOf(a), typeOf(b); ta == nil || tb == nil || ta.Text != tb.Text {
		if !Equal(ta, tb) {
			return &Difference{a.Pointer("type"), b.Pointer("type"), show(ta), show(tb)}
		}
	}
	at := func(s *api.Step) func(string) string {
		return func(key string) string { return s.Pointer(key) }
	}
	if d := tables(fields(a), fields(b), at(a), at(b)); d != nil {
		return d
	}
	return c.edges(a, b)
}

// typeOf returns the type of an object; keypad is digits.
func typeOf(s *api.Step) *api.Node {
	n := s.Node.Get("type")
	if n != nil && n.Kind == api.TextNode {
		return &api.Node{Key: "type", Kind: api.TextNode, Text: s.Type}
	}
	return n
}

func (c *comparer) edges(a, b *api.Step) *Difference {
	find := finder(b.Edges)
	for i := range a.Edges {
		e := &a.Edges[i]
		f := find(e.Key)
		if f == nil || !c.lead(e, f) {
			return c.edge(a, b, e, f)
		}
	}
	find = finder(a.Edges)
	for i := range b.Edges {
		if e := find(b.Edges[i].Key); e == nil {
			return c.edge(a, b, nil, &b.Edges[i])
		}
	}
	return nil
}

// lead reports whether two edges lead to a pair, or nowhere both.
func (c *comparer) lead(e, f *api.Edge) bool {
	if e.To >= 0 && f.To >= 0 {
		return c.pair(e.To, f.To)
	}
	return e.To == f.To && e.Node.Text == f.Node.Text && Equal(idValue(e.Node), idValue(f.Node))
}

// idValue returns the value of an id that is none; ids themselves are
// compared by their text.
func idValue(n *api.Node) *api.Node {
	if _, ok := api.IDOf(n); ok {
		return nil
	}
	return n
}

// finder finds edges by their keys.
func finder(edges []api.Edge) func(key string) *api.Edge {
	if len(edges) <= 16 {
		return func(key string) *api.Edge {
			for i := range edges {
				if edges[i].Key == key {
					return &edges[i]
				}
			}
			return nil
		}
	}
	byKey := make(map[string]*api.Edge, len(edges))
	for i := range edges {
		byKey[edges[i].Key] = &edges[i]
	}
	return func(key string) *api.Edge { return byKey[key] }
}

// edge is the difference of two edges, of which one may be nil.
func (c *comparer) edge(a, b *api.Step, e, f *api.Edge) *Difference {
	key := ""
	d := &Difference{ValueA: nothing, ValueB: nothing}
	if e != nil {
		key, d.ValueA = e.Key, show(e.Node)
	}
	if f != nil {
		key, d.ValueB = f.Key, show(f.Node)
	}
	d.A, d.B = edgePointer(c.a, a, key), edgePointer(c.b, b, key)
	return d
}

func edgePointer(p *api.Payload, s *api.Step, key string) string {
	if key == api.NextStep {
		return s.Pointer("next_step")
	}
	in := p.Version.BranchKey()
	if s.Branch != nil && s.Branch.Key != "" {
		in = s.Branch.Key
	}
	return s.Pointer(in, key)
}

// rounds is how far around an object that the call can't reach is looked.
const rounds = 32

// unreachable pairs the objects that are left.
func (c *comparer) unreachable() *Difference {
	seed := maphash.MakeSeed()
	ha := around(c.a, c.ab, seed, func(i int) int { return i })
	hb := around(c.b, c.ba, seed, func(i int) int { return c.ba[i] })
	where := make(map[uint64][]int, len(hb))
	for i := range hb {
		if c.ba[i] < 0 {
			where[hb[i]] = append(where[hb[i]], i)
		}
	}
	alone := -1
	for i := range ha {
		if c.ab[i] >= 0 {
			continue
		}
		list := where[ha[i]]
		for len(list) > 0 && c.ba[list[0]] >= 0 {
			list = list[1:]
		}
		if len(list) == 0 {
			if alone < 0 {
				alone = i
			}
			continue
		}
		where[ha[i]] = list[1:]
		c.pair(i, list[0])
		if d := c.follow(); d != nil {
			return d
		}
	}
	return c.rest(alone)
}

// rest compares the first objects that have no other to be paired with.
func (c *comparer) rest(a int) *Difference {
	b := -1
	for i, p := range c.ba {
		if p < 0 {
			b = i
			break
		}
	}
	switch {
	case a < 0 && b < 0:
		return nil
	case a < 0:
		s := &c.b.Steps[b]
		return &Difference{"/flow", s.Pointer(), nothing, show(s.Node)}
	case b < 0:
		s := &c.a.Steps[a]
		return &Difference{s.Pointer(), "/flow", show(s.Node), nothing}
	}
	c.pair(a, b)
	if d := c.follow(); d != nil {
		return d
	}
	x, y := &c.a.Steps[a], &c.b.Steps[b]
	return &Difference{x.Pointer(), y.Pointer(), show(x.Node), show(y.Node)}
}

// around returns for each object that has no pair a hash of what it says and
// of the objects around it. Objects that have a pair count by the name of the
// pair.
func around(p *api.Payload, pairs []int, seed maphash.Seed, name func(int) int) []uint64 {
	now := make([]uint64, len(p.Steps))
	var left []int
	for i := range p.Steps {
		if pairs[i] >= 0 {
			now[i] = maphash.Comparable(seed, name(i))
			continue
		}
		left = append(left, i)
		s := &p.Steps[i]
		now[i] = hash(typeOf(s), seed)
		for _, n := range fields(s).list {
			now[i] += maphash.Comparable(seed, [2]uint64{maphash.String(seed, n.Key), hash(n, seed)})
		}
	}
	next := make([]uint64, len(now))
	for range min(rounds, len(left)) {
		copy(next, now)
		for _, i := range left {
			for _, e := range p.Steps[i].Edges {
				key := maphash.String(seed, e.Key)
				if e.To < 0 {
					next[i] += maphash.Comparable(seed, [2]uint64{key, hash(e.Node, seed)})
					continue
				}
				next[i] += maphash.Comparable(seed, [3]uint64{1, key, now[e.To]})
				if pairs[e.To] < 0 {
					next[e.To] += maphash.Comparable(seed, [3]uint64{2, key, now[i]})
				}
			}
		}
		now, next = next, now
	}
	return now
}

// hash returns a hash that equal values share.
func hash(n *api.Node, seed maphash.Seed) uint64 {
	if n == nil {
		return 0
	}
	switch n.Kind {
	case api.ListNode:
		h := uint64(1)
		for i := range n.Kids {
			h = maphash.Comparable(seed, [2]uint64{h, hash(&n.Kids[i], seed)})
		}
		return h
	case api.MapNode:
		h := uint64(2)
		for _, kid := range values(n).list {
			h += maphash.Comparable(seed, [2]uint64{maphash.String(seed, kid.Key), hash(kid, seed)})
		}
		return h
	}
	return maphash.Comparable(seed, struct {
		kind api.NodeKind
		text string
	}{n.Kind, n.Text})
}
