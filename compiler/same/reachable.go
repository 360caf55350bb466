package same

import "github.com/flowc-lang/flowc/compiler/api"

// The objects that the call reaches are paired by following it from the first
// ones on: an outcome leads to one object.

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
		if d := c.objects(&c.a.Vertices[p[0]], &c.b.Vertices[p[1]]); d != nil {
			return d
		}
	}
	return nil
}

func (c *comparer) reachable() *Difference {
	if len(c.a.Vertices) > 0 && len(c.b.Vertices) > 0 {
		c.pair(0, 0)
	}
	return c.follow()
}

// objects compares the objects of a pair.
func (c *comparer) objects(a, b *api.Vertex) *Difference {
	if ta, tb := typeOf(a), typeOf(b); ta == nil || tb == nil || ta.Text != tb.Text {
		if !Equal(ta, tb) {
			return &Difference{a.Pointer("type"), b.Pointer("type"), show(ta), show(tb)}
		}
	}
	at := func(v *api.Vertex) func(string) string {
		return func(key string) string { return v.Pointer(key) }
	}
	if d := tables(fields(a), fields(b), at(a), at(b)); d != nil {
		return d
	}
	return c.edges(a, b)
}

func (c *comparer) edges(a, b *api.Vertex) *Difference {
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
func (c *comparer) edge(a, b *api.Vertex, e, f *api.Edge) *Difference {
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
