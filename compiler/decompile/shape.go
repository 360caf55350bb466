package decompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A catalogue numbers texts.
type catalogue map[string]int

func (c catalogue) number(text string) int {
	n, known := c[text]
	if !known {
		n = len(c)
		c[text] = n
	}
	return n
}

// shareable reports whether what a unit does can be said in common with others.
// Who is called is no part of a dialogue.
func (u *unit) shareable() bool {
	return u.reached && !u.own && !u.unwritten && len(u.comments) == 0 && u.dialogue == nil && u.typ != &api.Call
}

// shape returns what a unit does, but not what stands in the slots in which
// steps of one's own may differ.
func (u *unit) shape() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%t ", u.branching)
	switch {
	case u.raw:
		b.WriteString(u.object())
	case u.attempts != nil:
		a := u.attempts
		fmt.Fprint(&b, a.times)
		for _, u := range a.inside() {
			fmt.Fprintf(&b, " {%s %v}", u.shape(), u.out())
		}
	default:
		b.WriteString(u.typ.Name)
		if m := u.menu; m != nil {
			fmt.Fprintf(&b, " %q %q", m.each, m.keys)
			for _, key := range m.keys {
				fmt.Fprintf(&b, " %q", m.choices[key])
			}
			if m.into != nil {
				fmt.Fprintf(&b, " %q", m.into.Text)
			}
		}
		for _, s := range u.slots() {
			b.WriteString(" " + s.key)
			if s.fixed {
				b.WriteString(" " + s.value.Raw)
			}
		}
	}
	return b.String()
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
	c.says = slices.Clone(u.says)
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
