package decompile

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
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
func numbers(units []unit) constants {
	roles, order := rolesOf(units)
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

// rolesOf returns the roles of all numbers, and the numbers as they come.
func rolesOf(units []unit) (roles map[string]*role, order []string) {
	roles = map[string]*role{}
	for i := range units {
		u := &units[i]
		if u.raw || u.typ == nil {
			continue
		}
		for j := range u.typ.Fields {
			f := &u.typ.Fields[j]
			n := u.vertex.Node.Get(f.Key)
			if n == nil || !named(u.typ, f.Key) || !isNumber(n.Text) || len(n.Text) < minNumber {
				continue
			}
			r := roles[n.Text]
			if r == nil {
				r = &role{}
				roles[n.Text] = r
				order = append(order, n.Text)
			}
			r.all++
			switch {
			case step.KindOf(u.typ, f.Key) == value.Entity:
				r.team++
			case f.Optional:
				r.from++
			}
		}
	}
	return roles, order
}

// named reports whether a constant can stand for the number in a field.
func named(t *api.Type, key string) bool {
	kind := step.KindOf(t, key)
	return kind == value.Number || kind == value.Entity
}

// isNumber reports whether a value is a number, and no text in place of one.
func isNumber(s string) bool {
	digits := strings.TrimPrefix(s, "+")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}
