package same

import (
	"hash/maphash"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
)

// What follows compares values, whatever payload they stand in.

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
			return differ(pa(n.Key), pb(n.Key), n, m)
		}
	}
	for _, m := range b.list {
		if a.get(m.Key) == nil {
			return differ(pa(m.Key), pb(m.Key), nil, m)
		}
	}
	return nil
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

// Fields returns what an object says beside its type, in order, without its id,
// without where it leads, and without written defaults.
func Fields(v *api.Vertex) []*api.Node { return fields(v).list }

// Type returns the type of an object as it counts, or nil where it has none.
func Type(v *api.Vertex) *api.Node { return typeOf(v) }

// Settings returns what an envelope says beside the flow, and what its publish
// says, without written defaults.
func Settings(p *api.Payload) (all, publish []*api.Node) {
	a, b := settings(p)
	return a.list, b.list
}
