package decompile

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A catalogue numbers texts.
type catalogue map[string]int

func (c catalogue) number(text []byte) int {
	n, known := c[string(text)]
	if !known {
		n = len(c)
		c[string(text)] = n
	}
	return n
}

// shareable reports whether what a unit does can be said in common with others.
// Who is called is no part of a dialogue.
func (u *unit) shareable() bool {
	return u.reached && !u.own && !u.unwritten && len(u.comments) == 0 && u.use == nil && u.typ != &api.Call
}

// shape appends what a unit does, but not what stands in the slots in which
// steps of one's own may differ.
func (u *unit) shape(key []byte) []byte {
	key = append(strconv.AppendBool(key, u.branching), ' ')
	switch {
	case u.raw:
		return append(key, u.object()...)
	case u.attempts != nil:
		a := u.attempts
		key = strconv.AppendInt(key, int64(a.times), 10)
		for i := range a.inside() {
			u := &a.inside()[i]
			key = fmt.Appendf(key, " {%s %v}", u.shape(nil), u.out(nil))
		}
		return key
	}
	key = append(key, u.typ.Name...)
	if m := u.menu; m != nil {
		key = fmt.Appendf(key, " %q %q", m.each, m.keys)
		for _, k := range m.keys {
			key = fmt.Appendf(key, " %q", m.choices[k])
		}
		if m.into != nil {
			key = fmt.Appendf(key, " %q", m.into.Text)
		}
	}
	for _, s := range u.slots() {
		key = append(append(key, ' '), s.key...)
		if s.fixed {
			key = append(append(key, ' '), s.value.Raw...)
		}
	}
	return key
}

// visit calls f for the slots of a unit that may vary, and for those of the
// units inside it, in an order that units of the same shape have in common.
func (u *unit) visit(f func(s *slot, nested bool)) {
	if a := u.attempts; a != nil {
		for i := range a.inside() {
			a.inside()[i].visit(func(s *slot, _ bool) { f(s, true) })
		}
		return
	}
	u.says = u.slots()
	for i := range u.says {
		if !u.says[i].fixed {
			f(&u.says[i], false)
		}
	}
}

// clone returns a copy of a unit in which other values can stand.
func (u *unit) clone() unit {
	c := *u
	c.edges, c.says = slices.Clone(u.edges), slices.Clone(u.says)
	if u.menu != nil {
		m := *u.menu
		c.menu = &m
	}
	if u.attempts != nil {
		a := *u.attempts
		body := *a.body
		body.units = make([]unit, len(a.body.units))
		for i := range body.units {
			body.units[i] = a.body.units[i].clone()
		}
		a.body = &body
		c.attempts = &a
	}
	return c
}
