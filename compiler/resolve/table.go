package resolve

import "hash/maphash"

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

// slot returns the slot of a name, which is free where there is no object.
func (n *Names) slot(name string) (*slot, uint32) {
	hash := uint32(maphash.String(seed, name))
	for at := int(hash); ; at++ {
		s := &n.slots[at&(len(n.slots)-1)]
		if s.number == 0 || s.hash == hash && n.list[s.number-1].Name == name {
			return s, hash
		}
	}
}

// Find returns the object of a name, or nil.
func (n *Names) Find(name string) *Object {
	if len(n.list) == 0 {
		return nil
	}
	if s, _ := n.slot(name); s.number > 0 {
		return n.list[s.number-1]
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
	s, hash := n.slot(o.Name)
	if s.number > 0 {
		return n.list[s.number-1]
	}
	n.list = append(n.list, o)
	*s = slot{hash, int32(len(n.list))}
	return nil
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
