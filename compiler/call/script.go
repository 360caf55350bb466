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
		for _, stmt := range s.program.Script().File.Body.Stmts {
			if from, ok := stmt.(*lang.FromSetting); ok {
				return source.Place{File: s.program.Script().File.Source, Span: from.Number.Span()}
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
	if written := Written(at.Stmt, key); written != nil {
		return s.at(i, written.Span())
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

// Written returns the key that an arm names an outcome of a statement by, perhaps as
// one of a range, or nil.
func Written(s lang.Stmt, key string) *lang.Key {
	if arms := Arms(s); arms != nil {
		for _, arm := range arms.Arms {
			for k := range arm.Keys {
				if Names(&arm.Keys[k], key) {
					return &arm.Keys[k]
				}
			}
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
	name := k.From.Kind == lang.NameRef
	return from == key || name && (from == "else" && key == AnyKey || from == "ok" && key == Success)
}

func (s script) Uses(i int) []diag.Related { return expand.Invocations(s.Steps[i].In) }

func (s script) Words(int, string, int, int) (source.Place, bool) { return source.Place{}, false }

// Says are the value itself, the statements by which a step of one's own is used,
// whose arguments it may name, and the constants that all of these name.
func (s script) Says(i int, key string) []source.Place {
	at := &s.Steps[i]
	named := names{program: s.program}
	if menu, ok := at.Stmt.(*lang.Menu); ok {
		named.menu(at.In.File, menu)
	} else {
		named.add(s.Field(i, key))
		if row := step.Of(at.Stmt); row != nil {
			named.of(at.In.File, row.Value(at.Stmt, key))
		}
	}
	for in := at.In; in.Use != nil; in = in.Parent {
		if use, ok := in.Use.(*lang.Invoke); ok {
			named.add(source.Place{File: in.Parent.File.Source, Span: use.Span()})
			for n := range use.Args {
				named.of(in.Parent.File, use.Args[n].Value.AsValue())
			}
		}
	}
	return named.places
}

// names collects places, and where the values of constants stand.
type names struct {
	program *resolve.Program
	places  []source.Place
	depth   int
}

// maxConstants is how many constants can lead to each other: a circle is an error.
const maxConstants = 100

func (n *names) add(at source.Place) {
	if at.File != nil {
		n.places = append(n.places, at)
	}
}

// of adds the constants that a value of a file names, and those that they name.
func (n *names) of(file *lang.File, v *lang.Value) {
	if v == nil || n.depth > maxConstants {
		return
	}
	n.depth++
	defer func() { n.depth-- }()
	for _, name := range expand.Named(v) {
		if c := constant(n.program, file, name); c != nil {
			n.add(c.ValuePlace())
			if c.Value.Written != nil {
				n.of(c.Module.File, c.Value.Written.AsValue())
			}
		}
	}
}

// menu adds what a menu is spoken from.
func (n *names) menu(file *lang.File, menu *lang.Menu) {
	n.add(source.Place{File: file.Source, Span: menu.Span()})
	texts := []*lang.TextValue{menu.Text, menu.Each}
	for _, f := range []*lang.File{file, n.program.Script().File} {
		for _, s := range f.Body.Stmts {
			if each, ok := s.(*lang.EachSetting); ok {
				n.add(source.Place{File: f.Source, Span: each.Text.Span()})
				n.of(f, each.Text.AsValue())
			}
		}
	}
	for _, text := range texts {
		if text != nil {
			n.of(file, text.AsValue())
		}
	}
	for _, arm := range menu.Arms.Arms {
		if arm.Text != nil {
			n.of(file, arm.Text.AsValue())
		}
	}
}

// constant returns a constant of a file whose value the script says, or nil.
func constant(p *resolve.Program, file *lang.File, name string) *resolve.Object {
	for _, m := range p.Modules {
		if m.File == file {
			if c := m.Const(name); c != nil && c.Value.Set == nil {
				return c
			}
		}
	}
	return nil
}

func (s script) Given(text string) bool {
	return slices.ContainsFunc(s.program.Script().Consts.All(), func(c *resolve.Object) bool {
		return c.Value.Set != nil && c.Value.Set.Value != "" && strings.Contains(text, c.Value.Set.Value)
	})
}

func (s script) Origin(i int, key string) source.Place {
	if row := step.Of(s.Steps[i].Stmt); row != nil {
		if v := row.Value(s.Steps[i].Stmt, key); v != nil && v.Kind == lang.NameRef {
			if c := constant(s.program, s.Steps[i].In.File, v.Raw); c != nil {
				return c.ValuePlace()
			}
		}
	}
	return s.Field(i, key)
}

func (s script) Setting(key string) source.Place {
	main, span := s.program.Script().File, source.Span{}
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
