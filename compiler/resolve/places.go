package resolve

import (
	"cmp"
	"slices"
)

// Places says which labels stand at which places of a file, in the order of
// the source.
type Places []Place

// A Place is where a label is defined or used.
type Place struct {
	Start int32 // of the name, in the file
	Index int32 // of the label, in its scope
	Scope *Scope
}

// Find returns the place at an offset. A walk that goes through the source in
// order finds each by looking at the one behind the last, which next keeps.
func (p Places) Find(start int32, next *int) (Place, bool) {
	if *next < len(p) && p[*next].Start == start {
		*next++
		return p[*next-1], true
	}
	i, found := slices.BinarySearchFunc(p, start, func(p Place, start int32) int { return cmp.Compare(p.Start, start) })
	if !found {
		return Place{}, false
	}
	*next = i + 1
	return p[i], true
}

// sort puts places in order. They are in order already unless a part of the
// file did not parse.
func (p Places) sort() {
	slices.SortStableFunc(p, func(a, b Place) int { return cmp.Compare(a.Start, b.Start) })
}
