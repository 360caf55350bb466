package check

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// flowOf returns the call of a script.
func flowOf(program *resolve.Program, call *expand.Call) *Flow {
	f := newFlow(call.Graph, script{call.Graph, program})
	f.Record = call.Settings.Record
	main := program.Main.File
	for _, s := range main.Body.Stmts {
		if record, ok := s.(*lang.RecordSetting); ok {
			f.RecordAt = source.Place{File: main.Source, Span: record.Span()}
		}
	}
	return f
}

// A script says where its call is written.
type script struct {
	*cfg.Graph
	program *resolve.Program
}

func (s script) at(i int, span source.Span) source.Place {
	return source.Place{File: s.Steps[i].In.File.Source, Span: span}
}

func (s script) step(i int) source.Place {
	return s.at(i, s.Steps[i].In.File.Head(s.Steps[i].Stmt))
}

func (s script) field(i int, key string) source.Place {
	if key == "caller_id" && step.Of(s.Steps[i].Stmt).Value(s.Steps[i].Stmt, key) == nil {
		for _, stmt := range s.program.Main.File.Body.Stmts {
			if from, ok := stmt.(*lang.FromSetting); ok {
				return source.Place{File: s.program.Main.File.Source, Span: from.Number.Span()}
			}
		}
	}
	span := expand.PlaceOf(&s.Steps[i], key)
	if span == s.Steps[i].Stmt.Span() {
		return s.step(i)
	}
	return s.at(i, span)
}

func (s script) branch(i int, key string) source.Place {
	at := &s.Steps[i]
	if arms := armsOf(at.Stmt); arms != nil {
		for _, arm := range arms.Arms {
			for k := range arm.Keys {
				if names(&arm.Keys[k], key) {
					return s.at(i, arm.Keys[k].Span())
				}
			}
		}
	}
	for b := range at.Branches {
		if at.Branches[b].Key == key {
			return s.at(i, at.Branches[b].Place)
		}
	}
	return s.step(i)
}

// armsOf returns the arms of a statement, or nil.
func armsOf(s lang.Stmt) *lang.Arms {
	if menu, ok := s.(*lang.Menu); ok {
		return &menu.Arms
	}
	if row := step.Of(s); row != nil && row.Outcomes != nil {
		if b := row.Branches(s); b != nil {
			return b.Arms
		}
	}
	return nil
}

// names reports whether a key of an arm names a key of the payload, perhaps by
// a range.
func names(k *lang.Key, key string) bool {
	from := strings.Trim(k.From.Raw, `"`)
	if k.To != nil {
		return len(key) == len(from) && from <= key && key <= k.To.Raw
	}
	return from == key || from == "else" && key == anyKey || from == "ok" && key == "success"
}

func (s script) uses(i int) []diag.Related { return expand.Invocations(s.Steps[i].In) }

func (s script) words(int, string, int, int) (source.Place, bool) { return source.Place{}, false }

// says are the value itself, the constants that it names, and the statements
// by which a step of one's own is used, whose arguments it may name.
func (s script) says(i int, key string) (places []source.Place) {
	at := &s.Steps[i]
	if menu, ok := at.Stmt.(*lang.Menu); ok {
		return []source.Place{s.at(i, menu.Span())}
	}
	places = append(places, s.field(i, key))
	row := step.Of(at.Stmt)
	if row == nil {
		return places
	}
	v := row.Value(at.Stmt, key)
	if v == nil {
		return places
	}
	for _, name := range expand.Named(v) {
		if at, ok := s.constant(i, name); ok {
			places = append(places, at)
		}
	}
	for in := at.In; in.Use != nil; in = in.Parent {
		if use, ok := in.Use.(*lang.Invoke); ok {
			places = append(places, source.Place{File: in.Parent.File.Source, Span: use.Span()})
		}
	}
	return slices.DeleteFunc(places, func(p source.Place) bool { return p.File == nil })
}

// constant returns where the value of a constant stands that a step names.
func (s script) constant(i int, name string) (source.Place, bool) {
	for _, m := range s.program.Modules {
		if m.File == s.Steps[i].In.File {
			if c := m.Const(name); c != nil && c.Value.Set == nil {
				return c.ValuePlace(), true
			}
		}
	}
	return source.Place{}, false
}

func (s script) given(text string) bool {
	return slices.ContainsFunc(s.program.Main.Consts.All(), func(c *resolve.Object) bool {
		return c.Value.Set != nil && c.Value.Set.Value != "" && strings.Contains(text, c.Value.Set.Value)
	})
}

func (s script) origin(i int, key string) source.Place {
	if row := step.Of(s.Steps[i].Stmt); row != nil {
		if v := row.Value(s.Steps[i].Stmt, key); v != nil && v.Kind == lang.NameRef {
			if at, ok := s.constant(i, v.Raw); ok {
				return at
			}
		}
	}
	return s.field(i, key)
}

// PayloadFlow returns the call of a payload.
func PayloadFlow(p *api.Payload, src *source.File) *Flow {
	g := &cfg.Graph{Steps: make([]cfg.Step, len(p.Vertices)), Entry: cfg.End}
	if len(p.Vertices) > 0 {
		g.Entry = 0
	}
	keys := map[string]*api.Key{}
	for i := range p.Vertices {
		s := &g.Steps[i]
		fill(s, &p.Vertices[i], keys)
	}
	f := newFlow(g, payload{p, src})
	f.Payload = true
	if record := p.Envelope.Get("record"); record != nil {
		f.Record = record.Text == "true"
		f.RecordAt = source.Place{File: src, Span: source.Span{Start: record.Start, End: record.End}}
	}
	return f
}

// fill makes a step of an object of a payload. What is no text and no number
// there says nothing.
func fill(s *cfg.Step, v *api.Vertex, keys map[string]*api.Key) {
	if s.Type = api.TypeNamed(v.Type); s.Type == nil {
		s.Type = &api.Type{}
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

func (p payload) step(i int) source.Place {
	n := p.Vertices[i].Node
	if says := n.Get("type"); says != nil { // its line says more than that of the brace
		return p.at(says.Start, says.End)
	}
	return p.at(n.Start, n.Start+1)
}

func (p payload) field(i int, key string) source.Place {
	if n := p.Vertices[i].Node.Get(key); n != nil {
		return p.at(n.Start, n.End)
	}
	return p.step(i)
}

func (p payload) branch(i int, key string) source.Place {
	if n := p.Vertices[i].Branch.Get(key); n != nil {
		return p.at(n.KeyStart, n.KeyEnd)
	}
	return p.step(i)
}

func (p payload) says(int, string) []source.Place { return nil }

func (p payload) origin(i int, key string) source.Place { return p.field(i, key) }

func (p payload) given(string) bool { return false }

func (p payload) uses(int) []diag.Related { return nil }
