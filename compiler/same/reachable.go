package same

import (
	"hash/maphash"

	"github.com/flowc-lang/flowc/compiler/api"
)

// The objects that the call reaches are paired by following it from the first
// ones on: an outcome leads to one object.

// pair pairs two objects.
func (c *comparer) pair(a, b int) {
	c.ab[a], c.ba[b] = b, a
	c.queue = append(c.queue, a)
}

// start pairs two objects that nothing has led to yet, and follows them.
func (c *comparer) start(a, b int) *Difference {
	if d := c.says(a, b); d != nil {
		return d
	}
	c.pair(a, b)
	return c.follow()
}

// follow compares where the pairs in the queue lead, and pairs that.
func (c *comparer) follow() *Difference {
	for len(c.queue) > 0 {
		a := c.queue[0]
		c.queue = c.queue[1:]
		if d := c.edges(a); d != nil {
			return d
		}
	}
	return nil
}

func (c *comparer) reachable() *Difference {
	if len(c.a.Vertices) > 0 && len(c.b.Vertices) > 0 {
		return c.start(0, 0)
	}
	return nil
}

// says compares what two objects say, and not where they lead.
func (c *comparer) says(x, y int) *Difference {
	a, b := &c.a.Vertices[x], &c.b.Vertices[y]
	if ta, tb := typeOf(a), typeOf(b); !Equal(ta, tb) {
		return differ(a.Pointer("type"), b.Pointer("type"), ta, tb)
	}
	at := func(v *api.Vertex) func(string) string {
		return func(key string) string { return v.Pointer(key) }
	}
	return tables(fields(a), fields(b), at(a), at(b))
}

// edges compares where an object and the one that it is paired with lead.
func (c *comparer) edges(x int) *Difference {
	a, b := &c.a.Vertices[x], &c.b.Vertices[c.ab[x]]
	find := finder(b.Edges)
	for i := range a.Edges {
		if d := c.lead(x, i, find(a.Edges[i].Key)); d != nil {
			return d
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

// lead compares the ends of an edge and of the one, which may be nil, that
// leads on by the same outcome, and pairs them.
func (c *comparer) lead(x, i int, f *api.Edge) *Difference {
	a, b := &c.a.Vertices[x], &c.b.Vertices[c.ab[x]]
	e := &a.Edges[i]
	if f == nil {
		return c.edge(a, b, e, f)
	}
	if e.To < 0 || f.To < 0 {
		if e.To == f.To && e.Node.Text == f.Node.Text && Equal(idValue(e.Node), idValue(f.Node)) {
			return nil
		}
		return c.edge(a, b, e, f)
	}
	switch p, q := c.ab[e.To], c.ba[f.To]; {
	case p == f.To:
		return nil
	case p >= 0 || q >= 0:
		d := c.edge(a, b, e, f)
		if d.First = p >= 0; d.First {
			q = e.To
		}
		d.WayA, d.WayB = c.way(q)
		return d
	}
	if d := c.says(e.To, f.To); d != nil {
		if c.elsewhere(e.To, f.To) {
			return c.edge(a, b, e, f)
		}
		return d
	}
	c.pair(e.To, f.To)
	c.first[e.To] = [2]int32{int32(x), int32(i)}
	return nil
}

// way returns where the edges stand that first led to a pair, or "" where none
// did.
func (c *comparer) way(x int) (a, b string) {
	from, i := c.first[x][0], c.first[x][1]
	switch {
	case x == 0:
		return c.a.Vertices[0].Pointer(), c.b.Vertices[0].Pointer()
	case from < 0:
		return "", ""
	}
	v := &c.a.Vertices[from]
	key := v.Edges[i].Key
	return edgePointer(c.a, v, key), edgePointer(c.b, &c.b.Vertices[c.ab[from]], key)
}

// elsewhere reports whether two objects that differ are other steps, and not
// one that has changed: then there would be one fewer of what it was, and one
// more of what it is. Those that people call the same have changed in any case.
func (c *comparer) elsewhere(x, y int) bool {
	a, b := &c.a.Vertices[x], &c.b.Vertices[y]
	if alike(a, b) {
		return false
	}
	seed := maphash.MakeSeed()
	more := map[uint64]int{} // how many more of what says the same the first payload has
	for i := range c.a.Vertices {
		more[saying(&c.a.Vertices[i], seed)]++
	}
	for i := range c.b.Vertices {
		more[saying(&c.b.Vertices[i], seed)]--
	}
	return more[saying(a, seed)] <= 0 || more[saying(b, seed)] >= 0
}

// saying returns a hash of what an object says, and not of where it leads.
func saying(v *api.Vertex, seed maphash.Seed) uint64 {
	says := hash(typeOf(v), seed)
	for _, n := range fields(v).list {
		says += maphash.Comparable(seed, [2]uint64{maphash.String(seed, n.Key), hash(n, seed)})
	}
	return says
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
func (c *comparer) edge(a, b *api.Vertex, e, f *api.Edge) *Difference {
	key := ""
	var x, y *api.Node
	if e != nil {
		key, x = e.Key, e.Node
	}
	if f != nil {
		key, y = f.Key, f.Node
	}
	return differ(edgePointer(c.a, a, key), edgePointer(c.b, b, key), x, y)
}

func edgePointer(p *api.Payload, v *api.Vertex, key string) string {
	if key == api.NextStep {
		return v.Pointer("next_step")
	}
	in := p.Version.BranchKey()
	if v.Branch != nil && v.Branch.Key != "" {
		in = v.Branch.Key
	}
	return v.Pointer(in, key)
}

// fields returns what an object says, without written defaults.
func fields(v *api.Vertex) *table {
	t := &table{}
	v.Members(func(n *api.Node) {
		if n.Key != "type" && !(v.Type == api.HTTP.Name && n.Key == "method" && n.Kind == api.TextNode && n.Text == "GET") {
			t.add(n)
		}
	})
	return t
}

// typeOf returns the type of an object; keypad is digits.
func typeOf(v *api.Vertex) *api.Node {
	n := v.Node.Get("type")
	if n != nil && n.Kind == api.TextNode {
		return &api.Node{Key: "type", Kind: api.TextNode, Text: v.Type}
	}
	return n
}
