package same

import (
	"strconv"

	"github.com/flowc-lang/flowc/compiler/api"
)

// isDefault reports whether a setting need not be written.
func isDefault(n *api.Node) bool {
	switch env := api.Placeholders[n.Key]; {
	case env != "":
		return n.Kind == api.TextNode && n.Text == "${"+env+"}"
	case n.Key == "record":
		return n.Kind == api.BoolNode && n.Text == "false"
	}
	return false
}

// envelope compares what stands beside the objects of the flow.
func (c *comparer) envelope() *Difference {
	a, publishA := settings(c.a)
	b, publishB := settings(c.b)
	at := func(key string) string { return api.Pointer(key) }
	if d := tables(a, b, at, at); d != nil {
		return hidden(d)
	}
	at = func(key string) string { return api.Pointer("publish", key) }
	if d := tables(publishA, publishB, at, at); d != nil {
		return d
	}
	return c.strays()
}

// settings returns what an envelope says, and what its publish says, without
// written defaults.
func settings(p *api.Payload) (all, publish *table) {
	all, publish = &table{}, &table{}
	if p.Envelope == nil {
		return all, publish
	}
	for _, n := range values(p.Envelope).list {
		switch {
		case n.Key == "flow" && n == p.Flow:
		case isDefault(n):
		case n.Key == "publish" && n.Kind == api.MapNode:
			for _, m := range values(n).list {
				if m.Key != "method" || m.Kind != api.TextNode || m.Text != "POST" {
					publish.add(m)
				}
			}
			all.add(&api.Node{Key: n.Key, Kind: api.MapNode, Start: n.Start, End: n.End})
		default:
			all.add(n)
		}
	}
	return all, publish
}

// strays compares the elements of the flow that are no objects.
func (c *comparer) strays() *Difference {
	for i := range max(len(c.a.Strays), len(c.b.Strays)) {
		var a, b *api.Node
		var at int
		if i < len(c.a.Strays) {
			a, at = c.a.Strays[i].Node, c.a.Strays[i].Index
		}
		if i < len(c.b.Strays) {
			b, at = c.b.Strays[i].Node, c.b.Strays[i].Index
		}
		if !Equal(a, b) {
			pointer := api.Pointer("flow", strconv.Itoa(at))
			return differ(pointer, pointer, a, b)
		}
	}
	return nil
}

// hidden hides the values of secrets.
func hidden(d *Difference) *Difference {
	if d.A == "/auth_token" || d.A == "/cloud_sid" {
		d.From = 0
		for _, v := range []*string{&d.ValueA, &d.ValueB} {
			if *v != nothing {
				*v = "(hidden)"
			}
		}
	}
	return d
}
