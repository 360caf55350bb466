package call

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// OfPayload returns the call of a payload.
func OfPayload(p *api.Payload, src *source.File) *Call {
	g := &cfg.Graph{Steps: make([]cfg.Step, len(p.Vertices)), Entry: cfg.End}
	if len(p.Vertices) > 0 {
		g.Entry = 0
	}
	keys := map[string]*api.Key{}
	for i := range p.Vertices {
		s := &g.Steps[i]
		fill(s, &p.Vertices[i], keys)
	}
	c := &Call{Graph: g, Places: payload{p, src}, Payload: p}
	if record := p.Envelope.Get("record"); record != nil {
		c.Record = record.Text == "true"
	}
	return c
}

// fill makes a step of an object of a payload. What is no text and no number
// there says nothing.
func fill(s *cfg.Step, v *api.Vertex, keys map[string]*api.Key) {
	if s.Type = api.TypeNamed(v.Type); s.Type == nil {
		s.Type = &api.Type{Name: v.Type}
	}
	v.Members(func(n *api.Node) {
		if n.Key == "type" || n.Kind != api.TextNode && n.Kind != api.NumberNode {
			return
		}
		if keys[n.Key] == nil {
			keys[n.Key] = api.NewKey(n.Key)
		}
		s.Fields = append(s.Fields, api.Field{Key: keys[n.Key], Value: n.Text})
	})
	s.Next = cfg.End
	s.Branching = s.Type.Branches
	for _, e := range v.Edges {
		to := cfg.Target(e.To)
		switch {
		case e.To < 0 && e.Node.Kind == api.NullNode:
			to = cfg.End
		case e.To < 0:
			to = cfg.Unknown
		}
		switch {
		case e.Key != api.NextStep:
			s.Branches = append(s.Branches, cfg.Branch{Key: e.Key, To: to})
			s.Branching = true
		default:
			s.Next = to
		}
	}
}

// A payload says where its call is written.
type payload struct {
	*api.Payload
	src *source.File
}

func (p payload) at(start, end int32) source.Place {
	return source.Place{File: p.src, Span: source.Span{Start: start, End: end}}
}

func (p payload) Step(i int) source.Place {
	n := p.Vertices[i].Node
	if says := n.Get("type"); says != nil { // its line says more than that of the brace
		return p.at(says.Start, says.End)
	}
	return p.at(n.Start, n.Start+1)
}

func (p payload) Field(i int, key string) source.Place {
	if n := p.Vertices[i].Node.Get(key); n != nil {
		return p.at(n.Start, n.End)
	}
	return p.Step(i)
}

func (p payload) Branch(i int, key string) source.Place {
	if n := p.Vertices[i].Branch.Get(key); n != nil {
		return p.at(n.KeyStart, n.KeyEnd)
	}
	return p.Step(i)
}

func (p payload) Says(int, string) []source.Place { return nil }

func (p payload) Origin(i int, key string) source.Place { return p.Field(i, key) }

func (p payload) Given(string) bool { return false }

func (p payload) Uses(int) []diag.Related { return nil }

func (p payload) Setting(key string) source.Place {
	if n := p.Envelope.Get(key); n != nil {
		return p.at(n.Start, n.End)
	}
	return source.Place{}
}
