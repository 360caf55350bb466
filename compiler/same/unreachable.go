package same

import (
	"hash/maphash"

	"github.com/flowc-lang/flowc/compiler/api"
)

// The objects that the call can't reach are paired by what they say and by what
// is around them: those that look alike as far as one can go, however far that
// is, are one class of a partition (partition.go). Where a class has several
// objects of a payload, they are twins: one of them is paired, told apart from
// the others, and what follows from that is found out before the next.

// unreachable pairs the objects that are left.
func (c *comparer) unreachable() *Difference {
	sizes, class, edges := c.classes()
	p := newPartition(sizes, class, edges)
	p.refine()
	p.components(edges)
	for a := range c.ab {
		if c.ab[a] >= 0 {
			continue
		}
		b, ok := p.twin(a)
		if !ok || c.ba[b] >= 0 {
			continue
		}
		if d := c.start(a, b); d != nil {
			return d
		}
	}
	return c.rest()
}

// rest compares the objects that have no other to be paired with, in order. If
// they make pairs all the same, no look had told them apart.
func (c *comparer) rest() *Difference {
	for a, b := 0, 0; ; {
		for a < len(c.ab) && c.ab[a] >= 0 {
			a++
		}
		for b < len(c.ba) && c.ba[b] >= 0 {
			b++
		}
		switch {
		case a == len(c.ab) && b == len(c.ba):
			return nil
		case a == len(c.ab):
			v := &c.b.Vertices[b]
			return differ("/flow", v.Pointer(), nil, v.Node)
		case b == len(c.ba):
			v := &c.a.Vertices[a]
			return differ(v.Pointer(), "/flow", v.Node, nil)
		}
		if d := c.start(a, b); d != nil {
			return d
		}
	}
}

// classes returns what newPartition takes: for the objects of both payloads a
// number that those have in common which say the same, and the edges between
// them. Objects that have a pair are in no class, and who leads to one says so.
func (c *comparer) classes() (sizes [2]int, class []int32, edges []edge) {
	seed := maphash.MakeSeed()
	numbers, labels := map[uint64]int32{}, map[string]int32{}
	sizes = [2]int{len(c.a.Vertices), len(c.b.Vertices)}
	class = make([]int32, sizes[0]+sizes[1])
	add := func(p *api.Payload, pairs []int, first int, name func(int) int) {
		for i := range p.Vertices {
			class[first+i] = none
			if pairs[i] >= 0 {
				continue
			}
			v := &p.Vertices[i]
			says := saying(v, seed)
			for _, e := range v.Edges {
				key := maphash.String(seed, e.Key)
				switch {
				case e.To < 0:
					says += maphash.Comparable(seed, [2]uint64{key, hash(e.Node, seed)})
				case pairs[e.To] >= 0:
					says += maphash.Comparable(seed, [3]uint64{1, key, uint64(name(e.To))})
				default:
					label, ok := labels[e.Key]
					if !ok {
						label = int32(len(labels))
						labels[e.Key] = label
					}
					edges = append(edges, edge{int32(first + i), int32(first + e.To), label})
				}
			}
			number, ok := numbers[says]
			if !ok {
				number = int32(len(numbers))
				numbers[says] = number
			}
			class[first+i] = number
		}
	}
	add(c.a, c.ab, 0, func(i int) int { return i })
	add(c.b, c.ba, sizes[0], func(i int) int { return c.ba[i] })
	return sizes, class, edges
}
