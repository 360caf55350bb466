package same

import (
	"hash/maphash"

	"github.com/flowc-lang/flowc/compiler/api"
)

// The objects that the call can't reach are paired by what they say and by what
// is around them.

// rounds is how far around an object that the call can't reach is looked.
const rounds = 32

// unreachable pairs the objects that are left.
func (c *comparer) unreachable() *Difference {
	seed := maphash.MakeSeed()
	far := min(rounds, max(left(c.ab), left(c.ba))) // as far in both, or none are alike
	ha := around(c.a, c.ab, far, seed, func(i int) int { return i })
	hb := around(c.b, c.ba, far, seed, func(i int) int { return c.ba[i] })
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

// left counts the objects that have no pair.
func left(pairs []int) (n int) {
	for _, p := range pairs {
		if p < 0 {
			n++
		}
	}
	return n
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
		v := &c.b.Vertices[b]
		return &Difference{"/flow", v.Pointer(), nothing, show(v.Node)}
	case b < 0:
		v := &c.a.Vertices[a]
		return &Difference{v.Pointer(), "/flow", show(v.Node), nothing}
	}
	c.pair(a, b)
	if d := c.follow(); d != nil {
		return d
	}
	x, y := &c.a.Vertices[a], &c.b.Vertices[b]
	return &Difference{x.Pointer(), y.Pointer(), show(x.Node), show(y.Node)}
}

// around returns for each object that has no pair a hash of what it says and
// of the objects around it, so many steps far. Objects that have a pair count
// by the name of the pair.
func around(p *api.Payload, pairs []int, far int, seed maphash.Seed, name func(int) int) []uint64 {
	now := make([]uint64, len(p.Vertices))
	var left []int
	for i := range p.Vertices {
		if pairs[i] >= 0 {
			now[i] = maphash.Comparable(seed, name(i))
			continue
		}
		left = append(left, i)
		v := &p.Vertices[i]
		now[i] = hash(typeOf(v), seed)
		for _, n := range fields(v).list {
			now[i] += maphash.Comparable(seed, [2]uint64{maphash.String(seed, n.Key), hash(n, seed)})
		}
	}
	next := make([]uint64, len(now))
	for range far {
		copy(next, now)
		for _, i := range left {
			for _, e := range p.Vertices[i].Edges {
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
