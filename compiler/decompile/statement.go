package decompile

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A slot is a place of a statement where a value stands.
type slot struct {
	key   string // of the object
	kind  value.Kind
	value lang.Value
	fixed bool // steps that differ in it do not do the same
}

// slots returns what stands in the statement of a unit, in the order of the
// payload.
func (u *unit) slots() []slot {
	switch {
	case u.says != nil:
		return u.says
	case u.raw, u.typ == nil:
		return nil
	case u.menu != nil:
		return []slot{u.menu.slot(u.vertex.Node.Get("url"))}
	}
	list := make([]slot, 0, len(u.typ.Fields))
	for i := range u.typ.Fields {
		key := u.typ.Fields[i].Key
		if n := u.vertex.Node.Get(key); n != nil {
			kind := step.KindOf(u.typ, key)
			list = append(list, slot{key, kind, value.Literal(kind, n.Text), fixed(kind) || len(u.typ.Fields[i].Values) > 0})
		}
	}
	return list
}

// fixed reports whether a kind of value says what a step does: when a callback
// is, for one.
func fixed(kind value.Kind) bool {
	return slices.Contains([]value.Kind{value.Date, value.Time, value.Zone}, kind)
}

// statement returns the statement of a unit without its branches. Some values
// have names.
func (u *unit) statement(names *constants) lang.Stmt {
	switch {
	case u.dialogue != nil:
		s := &lang.Invoke{Name: lang.Name{Text: u.dialogue.name}}
		for _, arg := range u.args {
			s.Args = append(s.Args, lang.Argument{Value: lang.AnyValue{Value: names.value(value.Number, arg)}})
		}
		return s
	case u.raw:
		return &lang.Raw{Object: lang.Object(lang.JSON(u.object()))}
	case u.menu != nil:
		says := u.slots()[0]
		says.value = names.value(says.kind, says.value)
		return u.menu.statement(says)
	}
	slots := u.slots()
	fields := make([]step.Wanted, 0, len(slots))
	for _, s := range slots {
		fields = append(fields, step.Wanted{Key: s.key, Value: names.value(s.kind, s.value)})
	}
	s, _ := step.Build(u.typ.Name, fields)
	if s == nil {
		panic("no statement for " + string(u.vertex.Node.AppendJSON(nil))) // the unit is raw then
	}
	return s
}

// slot returns what a menu says first.
func (m *menu) slot(url *api.Node) slot {
	if url != nil {
		return slot{key: "url", kind: value.URL, value: lang.Text(url.Text).Value}
	}
	return slot{key: "text", kind: value.Text, value: lang.Text(m.text).Value}
}

// statement returns the menu without its arms.
func (m *menu) statement(says slot) lang.Stmt {
	s := &lang.Menu{}
	if says.kind == value.URL {
		s.URL = &lang.URL{Value: says.value}
	} else {
		s.Text = &lang.TextValue{Value: says.value}
	}
	if m.each != "" {
		s.Each = new(lang.TextValue(lang.Text(m.each)))
	}
	return s
}

// object returns an object as it stands, without what the compiler gives.
func (u *unit) object() string {
	buf := []byte("{")
	members := u.vertex.Members
	if u.own {
		members = u.vertex.All
	}
	members(func(n *api.Node) {
		if (n.Key == "next_step" || n.Key == "flow") && !u.own {
			return
		}
		if len(buf) > 1 {
			buf = append(buf, ',')
		}
		buf = append(api.AppendString(append(buf, ' '), n.Key), ": "...)
		buf = n.AppendJSON(buf)
	})
	if len(buf) == 1 {
		return "{}"
	}
	return string(append(buf, " }"...))
}
