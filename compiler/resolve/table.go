package resolve

import (
	"hash/maphash"
	"slices"
)

// Names finds objects by name. A large script has a million labels, each led to
// from nearby: numbers in a table take half of the room that a map of names
// does, and the objects lie in the order of the script.
type Names struct {
	list  []*Object
	slots []slot // a power of two of them
}

// A slot is for one object. Its hash saves a look at one of another name.
type slot struct {
	hash   uint32
	number int32 // of the object, from 1; 0 where the slot is free
}

var seed = maphash.MakeSeed() // no order depends on it

func hashOf(name string) uint32 { return uint32(maphash.String(seed, name)) }

// slot returns the slot of a name, which is free where there is no object.
func (n *Names) slot(name string, hash uint32) *slot {
	for at := int(hash); ; at++ {
		s := &n.slots[at&(len(n.slots)-1)]
		if s.number == 0 || s.hash == hash && n.list[s.number-1].Name == name {
			return s
		}
	}
}

// Find returns the object of a name, or nil.
func (n *Names) Find(name string) *Object {
	if len(n.list) == 0 {
		return nil
	}
	if s := n.slot(name, hashOf(name)); s.number > 0 {
		return n.list[s.number-1]
	}
	return nil
}

// nearby is how far around a place among the objects one is looked for before it
// is looked up: most jumps lead to labels that stand near, and those of a large
// script fit into no cache.
const nearby = 8

// around returns the object of a name that stands near a number of objects, or
// nil.
func (n *Names) around(name string, at int) *Object {
	for d := range nearby {
		for _, i := range [2]int{at + d, at - 1 - d} {
			if 0 <= i && i < len(n.list) && n.list[i].Name == name {
				return n.list[i]
			}
		}
	}
	return nil
}

// All returns the objects, in the order in which they came.
func (n *Names) All() []*Object { return n.list }

// Len returns how many objects there are.
func (n *Names) Len() int { return len(n.list) }

// add adds an object, or returns the one that has its name already.
func (n *Names) add(o *Object) (first *Object) {
	if 2*len(n.list) >= len(n.slots) {
		n.grow(2*len(n.list) + 1)
	}
	hash := hashOf(o.Name)
	s := n.slot(o.Name, hash)
	if s.number > 0 {
		return n.list[s.number-1]
	}
	n.list = append(n.list, o)
	*s = slot{hash, int32(len(n.list))}
	return nil
}

// index makes the table of a list that was filled, numbers its objects, and
// takes out of it those whose name is there already. The table of a large list
// fits into no cache: a processor waits for many slots at a time where nothing
// is done between them.
func (n *Names) index(twice func(o, first *Object)) {
	all := n.list
	n.grow(len(all))
	n.list = all[:0]
	var hashes [256]uint32
	for part := range slices.Chunk(all, len(hashes)) {
		for i, o := range part {
			hashes[i] = hashOf(o.Name)
		}
		for i, o := range part {
			s := n.slot(o.Name, hashes[i])
			if s.number > 0 {
				twice(o, n.list[s.number-1])
				continue
			}
			o.Index = int32(len(n.list))
			n.list = append(n.list, o)
			*s = slot{hashes[i], o.Index + 1}
		}
	}
}

// grow makes room for some objects.
func (n *Names) grow(objects int) {
	size := 8
	for size < 2*objects {
		size *= 2
	}
	old := n.slots
	n.slots = make([]slot, size)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		at := int(s.hash)
		for n.slots[at&(size-1)].number > 0 {
			at++
		}
		n.slots[at&(size-1)] = s
	}
}
