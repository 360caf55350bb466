package decompile

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// constants are the values that get a name, because they are repeated: numbers,
// and what URLs begin with.
type constants struct {
	list  []constant
	name  map[string]string // by number
	bases map[string]base   // by host
}

type constant struct {
	name  string
	value lang.Value
}

const (
	maxUses   = 2 // how often a value may be repeated before it gets a name
	minNumber = 3 // a number with fewer digits is as short as its name
)

// constantsOf finds the values that are repeated, and names them. Ids are kept
// for labels, and names of parameters for steps.
func constantsOf(d *draft) constants {
	c := constants{name: map[string]string{}}
	taken := names{}
	d.each(func(u *unit) {
		if u.vertex.HasID && lang.IsName(u.vertex.ID) {
			taken[u.vertex.ID] = 1
		}
	})
	for _, s := range d.steps {
		for _, param := range s.pattern.params {
			taken[param] = 1
		}
	}
	c.numbers(d, taken)
	c.urls(d, taken)
	return c
}

// value returns a value of a kind by its name, or as it stands.
func (c *constants) value(kind value.Kind, v lang.Value) lang.Value {
	if name := c.name[v.Raw]; name != "" && v.Kind == lang.NumberLit && named(kind) {
		return lang.Ref(name).Value
	}
	if kind == value.URL && v.Kind == lang.TextLit {
		return c.url(v)
	}
	return v
}

func (c *constants) add(name string, value lang.Value) {
	c.list = append(c.list, constant{name, value})
}

// A role is what a number is used for.
type role struct{ from, team, all int }

// numbers finds the numbers that are repeated, and names them by their role.
func (c *constants) numbers(d *draft, taken names) {
	roles, order := d.roles()
	for _, number := range order {
		r := roles[number]
		if r.all <= maxUses {
			continue
		}
		base := "number_"
		switch {
		case 2*r.from > r.all:
			base = "caller_id"
		case 2*r.team > r.all:
			base = "team"
		}
		c.name[number] = taken.unique([]string{base})
		c.add(c.name[number], lang.Digits(number).Value)
	}
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
		if u.use != nil {
			for _, v := range u.use.args {
				note(value.Number, false, v)
			}
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
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return false
		}
	}
	return digits != ""
}
