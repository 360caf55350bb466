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
// From the first object on the pairs follow from each other, since an object leads
// to one object by an outcome. Objects that the call can't reach are paired by
// what they say and by what is around them, however far: where that leaves a
// choice, one pair is taken and what follows from it is found out before the
// next. So payloads that differ are never called the same; those that are the
// same are called different only where objects that the call can't reach lead to
// each other in ways that no such look tells apart, as in regular graphs. The
// time is linear in the size of the payloads, and n log² n in the objects that
// are not reached.
package same

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A Difference is the first place where two payloads are not the same call.
type Difference struct {
	A, B           string // JSON pointers (RFC 6901)
	ValueA, ValueB string // JSON, shortened; "nothing" where there is none
	From           int    // the first character that differs, from 1, where no value is shown so far; else 0

	// Where two branches differ because only one of them leads to where the call
	// was led before: the pointers to what led there first, which is the first
	// object where the call starts there, and whether A is the one.
	WayA, WayB string
	First      bool
}

func (d *Difference) String() string {
	return fmt.Sprintf("%s is %s, and %s is %s", d.A, d.ValueA, d.B, d.ValueB)
}

// Compare returns the first difference of two payloads, or nil where they are
// the same call.
func Compare(a, b *api.Payload) *Difference {
	c := &comparer{a: a, b: b, ab: unpaired(len(a.Vertices)), ba: unpaired(len(b.Vertices)), first: make([][2]int32, len(a.Vertices))}
	for i := range c.first {
		c.first[i] = [2]int32{none, none}
	}
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
	ab, ba []int      // the pairs, by index; -1 where there is none yet
	first  [][2]int32 // of the first payload's objects: the object and its edge that led to the pair, or none
	queue  []int      // the first payload's objects whose pairs are still to be followed
}

func unpaired(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

const (
	nothing  = "nothing"
	maxValue = 120 // how many characters of a value a difference shows
)

func show(n *api.Node) string {
	if n == nil {
		return nothing
	}
	return n.Short(maxValue)
}

// differ is the difference of two values, of which one may be nil.
func differ(a, b string, x, y *api.Node) *Difference {
	d := &Difference{A: a, B: b, ValueA: show(x), ValueB: show(y)}
	switch {
	case d.ValueA != d.ValueB || x == nil || y == nil:
	case x.Kind == api.TextNode:
		d.From = apart(x.Text, y.Text)
	default:
		d.From = apart(string(x.AppendJSON(nil)), string(y.AppendJSON(nil)))
	}
	return d
}

// apart returns by which character, from 1, two texts differ, or 0.
func apart(v, w string) int {
	if v == w {
		return 0 // two ids that name other objects
	}
	count := 1
	for i, r := range v {
		if !strings.HasPrefix(w[min(i, len(w)):], string(r)) {
			break
		}
		count++
	}
	return count
}
