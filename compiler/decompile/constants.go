package decompile

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// constants are the numbers that get a name, because they are repeated.
type constants struct {
	list []constant
	name map[string]string // by number
}

type constant struct{ name, number string }

const (
	maxUses   = 2 // how often a number may be repeated before it gets a name
	minNumber = 3 // a number with fewer digits is as short as its name
)

// A role is what a number is used for.
type role struct{ from, team, all int }

// numbers finds the numbers that are repeated, and names them by their role.
func numbers(d *draft) constants {
	roles, order := d.roles()
	c := constants{name: map[string]string{}}
	taken := map[string]int{}
	for _, number := range order {
		r := roles[number]
		if r.all <= maxUses {
			continue
		}
		base := "number"
		switch {
		case 2*r.from > r.all:
			base = "caller_id"
		case 2*r.team > r.all:
			base = "team"
		}
		taken[base]++
		name := base
		if base == "number" || taken[base] > 1 {
			name = fmt.Sprintf("%s_%d", base, taken[base])
		}
		c.name[number] = name
		c.list = append(c.list, constant{name, number})
	}
	return c
}

// roles returns the roles of all numbers, and the numbers as they come.
func (d *draft) roles() (roles map[string]*role, order []string) {
	roles = map[string]*role{}
	note := func(kind value.Kind, optional bool, v lang.Value) {
		if v.Kind != lang.NumberLit || len(v.Raw) < minNumber {
			return
		}
		r := roles[v.Raw]
		if r == nil {
			r = &role{}
			roles[v.Raw] = r
			order = append(order, v.Raw)
		}
		r.all++
		switch {
		case kind == value.Entity:
			r.team++
		case optional:
			r.from++
		}
	}
	d.each(func(u *unit) {
		for _, v := range u.args {
			note(value.Number, false, v)
		}
		for _, s := range u.slots() {
			if named(s.kind) {
				note(s.kind, u.typ.Field(s.key).Optional, s.value)
			}
		}
	})
	return roles, order
}

// named reports whether a constant can stand for a number of a kind.
func named(kind value.Kind) bool { return kind == value.Number || kind == value.Entity }

// isNumber reports whether a value is a number, and no text in place of one.
func isNumber(s string) bool {
	digits := strings.TrimPrefix(s, "+")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}
