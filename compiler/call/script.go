package call

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// OfScript returns the call of a script, whose graph is whole.
func OfScript(program *resolve.Program, expanded *expand.Call) *Call {
	return &Call{
		Graph: expanded.Graph, Places: script{expanded.Graph, program, &expanded.Settings}, Program: program,
		Record: expanded.Settings.Record,
	}
}

// A script says where its call is written.
type script struct {
	*cfg.Graph
	program  *resolve.Program
	settings *expand.Settings
}

func (s script) at(i int, span source.Span) source.Place {
	return source.Place{File: s.Steps[i].In.File.Source, Span: span}
}

func (s script) Step(i int) source.Place {
	return s.at(i, s.Steps[i].In.File.Head(s.Steps[i].Stmt))
}

func (s script) Field(i int, key string) source.Place {
	if key == "caller_id" && step.Of(s.Steps[i].Stmt).Value(s.Steps[i].Stmt, key) == nil {
		for _, stmt := range s.program.Main.File.Body.Stmts {
			if from, ok := stmt.(*lang.FromSetting); ok {
				return source.Place{File: s.program.Main.File.Source, Span: from.Number.Span()}
			}
		}
	}
	if !s.Steps[i].Says(key) {
		return s.Step(i)
	}
	span := expand.PlaceOf(&s.Steps[i], key)
	if span == s.Steps[i].Stmt.Span() {
		return s.Step(i)
	}
	return s.at(i, span)
}

func (s script) Branch(i int, key string) source.Place {
	at := &s.Steps[i]
	if arms := Arms(at.Stmt); arms != nil {
		for _, arm := range arms.Arms {
			for k := range arm.Keys {
				if Names(&arm.Keys[k], key) {
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
	return s.Step(i)
}

// Arms returns the arms of a statement, or nil.
func Arms(s lang.Stmt) *lang.Arms {
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

// Names reports whether a key of an arm names a key of the payload, perhaps by
// a range.
func Names(k *lang.Key, key string) bool {
	from := strings.Trim(k.From.Raw, `"`)
	if k.To != nil {
		return len(key) == len(from) && from <= key && key <= k.To.Raw
	}
	return from == key || from == "else" && key == AnyKey || from == "ok" && key == "success"
}

func (s script) Uses(i int) []diag.Related { return expand.Invocations(s.Steps[i].In) }

func (s script) Words(int, string, int, int) (source.Place, bool) { return source.Place{}, false }

// says are the value itself, the constants that it names, and the statements
// by which a step of one's own is used, whose arguments it may name.
func (s script) Says(i int, key string) (places []source.Place) {
	at := &s.Steps[i]
	if menu, ok := at.Stmt.(*lang.Menu); ok {
		return []source.Place{s.at(i, menu.Span())}
	}
	places = append(places, s.Field(i, key))
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

func (s script) Given(text string) bool {
	return slices.ContainsFunc(s.program.Main.Consts.All(), func(c *resolve.Object) bool {
		return c.Value.Set != nil && c.Value.Set.Value != "" && strings.Contains(text, c.Value.Set.Value)
	})
}

func (s script) Origin(i int, key string) source.Place {
	if row := step.Of(s.Steps[i].Stmt); row != nil {
		if v := row.Value(s.Steps[i].Stmt, key); v != nil && v.Kind == lang.NameRef {
			if at, ok := s.constant(i, v.Raw); ok {
				return at
			}
		}
	}
	return s.Field(i, key)
}

func (s script) Setting(key string) source.Place {
	main, span := s.program.Main.File, source.Span{}
	switch key {
	case "cloud_id":
		span = s.settings.Cloud.Place
	case "cloud_sid":
		span = s.settings.SID.Place
	case "auth_token":
		span = s.settings.Token.Place
	case "publish":
		if s.settings.Publish != nil {
			span = s.settings.Publish.Place
		}
	case "record":
		for _, stmt := range main.Body.Stmts {
			if record, ok := stmt.(*lang.RecordSetting); ok {
				span = record.Span()
			}
		}
	}
	if span == (source.Span{}) {
		return source.Place{}
	}
	return source.Place{File: main.Source, Span: span}
}
