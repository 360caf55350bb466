package decompile

import (
	"slices"
	"sync"

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
	fields := fieldsOf()[u.typ]
	list := make([]slot, 0, len(fields))
	for _, s := range fields {
		if n := u.vertex.Node.Get(s.key); n != nil {
			s.value = value.Literal(s.kind, n.Text)
			list = append(list, s)
		}
	}
	return list
}

// fieldsOf returns the slots of objects by their types, without what stands in
// them.
var fieldsOf = sync.OnceValue(func() map[*api.Type][]slot {
	table := map[*api.Type][]slot{}
	for _, t := range api.Types {
		for _, f := range t.Fields {
			kind := step.KindOf(t, f.Key)
			// When a callback is, for one, says what the step does.
			fixed := len(f.Values) > 0 || slices.Contains([]value.Kind{value.Date, value.Time, value.Zone}, kind)
			table[t] = append(table[t], slot{key: f.Key, kind: kind, fixed: fixed})
		}
	}
	return table
})

// statement returns the statement of a unit without its branches. Some values
// have names.
func (u *unit) statement(names *constants) lang.Stmt {
	switch {
	case u.use != nil:
		s := &lang.Invoke{Name: lang.Name{Text: u.use.dialogue.name}}
		for _, arg := range u.use.args {
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
