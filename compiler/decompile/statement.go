package decompile

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// statement returns the statement of a unit without its branches. Some numbers
// have names.
func (u *unit) statement(constants map[string]string) lang.Stmt {
	switch {
	case u.dialogue != nil:
		return &lang.Invoke{Name: lang.Name{Text: u.dialogue.name}}
	case u.raw:
		return &lang.Raw{Object: lang.Object(lang.JSON(u.object()))}
	case u.menu != nil:
		return u.menu.statement(u.vertex.Node.Get("url"))
	}
	fields := make([]step.Wanted, 0, len(u.typ.Fields))
	for i := range u.typ.Fields {
		key := u.typ.Fields[i].Key
		n := u.vertex.Node.Get(key)
		if n == nil {
			continue
		}
		v := value.Literal(step.KindOf(u.typ, key), n.Text)
		if name := constants[n.Text]; name != "" && named(u.typ, key) {
			v = lang.Ref(name).Value
		}
		fields = append(fields, step.Wanted{Key: key, Value: v})
	}
	s, _ := step.Build(u.typ.Name, fields)
	if s == nil {
		panic("no statement for " + string(u.vertex.Node.AppendJSON(nil))) // the unit is raw then
	}
	return s
}

// statement returns the menu without its arms.
func (m *menu) statement(url *api.Node) lang.Stmt {
	s := &lang.Menu{}
	if url != nil {
		s.URL = new(lang.URL(lang.Text(url.Text)))
	} else {
		s.Text = new(lang.TextValue(lang.Text(m.text)))
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
