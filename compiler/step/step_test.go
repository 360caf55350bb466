package step_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// expanded returns the only step of a script.
func expanded(t *testing.T, text string) *cfg.Step {
	t.Helper()
	var list diag.List
	p := resolve.Resolve(lang.Parse(source.NewFile("x.flow", text)), resolve.Options{}, &list)
	call := expand.Program(p, expand.ReadSettings(p, &list), 0, &list)
	if len(list) > 0 || len(call.Graph.Steps) != 1 {
		t.Fatalf("%d steps\n%s", len(call.Graph.Steps), chunks.Findings(list))
	}
	return &call.Graph.Steps[0]
}

// rows has a statement with all fields of each row, and some with fewer.
var rows = []string{
	"call 1", "call 1 from +2",
	"say \"x\"",
	"play \"https://x\"", "play \"https://x\" saying \"y\"",
	"input 1", "input 4 into pin",
	"get \"https://x\"", "post \"https://x\"", "put \"https://x\"", "patch \"https://x\"", "delete \"https://x\"",
	"callback 5 at 2030-01-15 18:30:00 Asia/Kolkata",
	"connect 1", "connect 1 from 2",
}

// TestThereAndBack expands statements and builds them again from what came out.
func TestThereAndBack(t *testing.T) {
	seen := map[*step.Row]bool{}
	for _, text := range rows {
		s := expanded(t, text+"\n")
		row := step.Of(s.Stmt)
		seen[row] = true
		var fields []step.Wanted
		for _, f := range s.Fields {
			kind := value.Text
			for _, own := range row.Fields {
				if own.Name == f.Key && !own.Verb {
					kind = own.Kind
				}
			}
			fields = append(fields, step.Wanted{Key: f.Key.Name, Value: value.Literal(kind, f.Value)})
		}
		built, as := step.Build(s.TypeName(), fields)
		if as != row {
			t.Fatalf("%s is built by another row", text)
		}
		f := &lang.File{Body: lang.Body{Stmts: []lang.Stmt{built}}}
		if d := cmp.Diff(text+"\n", lang.Sprint(f)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
	for _, row := range step.Rows {
		if row.Type != nil && !seen[row] {
			t.Errorf("no statement of a row of %s", row.Type.Name)
		}
	}
}

// TestRows checks that the rows have the keys of the API, in its order.
func TestRows(t *testing.T) {
	for _, row := range step.Rows {
		if row.Type == nil {
			continue
		}
		if row.Type.Branches != (row.Outcomes != nil) {
			t.Errorf("%s: the API and the row differ on branches", row.Type.Name)
		}
		at := -1
		for _, f := range row.Fields {
			for i, known := range row.Type.Fields {
				if known.Key == f.Key && i > at {
					at = i
					break
				}
			}
			if at < 0 || row.Type.Fields[at].Key != f.Key {
				t.Errorf("%s: the key %s is none of the API, or is not in its order", row.Type.Name, f.Key)
			}
		}
	}
}

// TestBuildNothing asks for objects that no statement says.
func TestBuildNothing(t *testing.T) {
	text := value.Literal(value.Text, "x")
	for name, test := range map[string]struct {
		typ    string
		fields []step.Wanted
	}{
		"an unknown type":  {"fax", nil},
		"a missing field":  {"call", []step.Wanted{{Key: "caller_id", Value: text}}},
		"no field":         {"play", nil},
		"an unknown field": {"call", []step.Wanted{{Key: "number", Value: text}, {Key: "x", Value: text}}},
		"a text and more":  {"play", []step.Wanted{{Key: "text", Value: text}, {Key: "x", Value: text}}},
		"only a method":    {"http", []step.Wanted{{Key: "method", Value: value.Literal(value.Text, "GET")}}},
	} {
		if s, row := step.Build(test.typ, test.fields); s != nil || row != nil {
			t.Errorf("%s: %v", name, s)
		}
	}
	// Without a method a request is a get.
	s, row := step.Build("http", []step.Wanted{{Key: "url", Value: text}})
	if row.Type != &api.HTTP || s.(*lang.HTTP).Method != "get" {
		t.Errorf("a request without a method is %v", s)
	}
}

// TestLead gives steps branches, and finds them again.
func TestLead(t *testing.T) {
	b := &lang.Branches{}
	for _, s := range []lang.Stmt{&lang.Input{}, &lang.HTTP{}, &lang.Raw{}} {
		row := step.Of(s)
		if row.Branches(s) != nil {
			t.Errorf("%T has branches before it is given any", s)
		}
		if row.Lead(s, b); row.Branches(s) != b {
			t.Errorf("%T does not have the branches that it was given", s)
		}
	}
	if row := step.Of(&lang.Say{}); row.Branches(&lang.Say{}) != nil {
		t.Error("a say has branches")
	}
	for _, s := range []lang.Stmt{&lang.Menu{}, &lang.Try{}, &lang.Invoke{}, &lang.Label{}, &lang.Let{}, &lang.Bad{}} {
		if step.Of(s) != nil {
			t.Errorf("%T is no object of its own, and has a row", s)
		}
	}
}

// TestAt checks where optional fields that are not there stand: nowhere.
func TestAt(t *testing.T) {
	s := lang.Parse(source.NewFile("x", "get \"https://x\"\n  call 1\n"))
	get, call := s.Body.Stmts[0], s.Body.Stmts[1]
	for _, f := range step.Of(call).Fields {
		if at := f.At(call); (at == nil) != f.Optional {
			t.Errorf("%s stands at %v", f.Key, at)
		}
	}
	if call.(*lang.Call).From != nil {
		t.Error("to look for a field adds none")
	}
	method := step.Of(get).Fields[1].At(get)
	if method.Span() != (source.Span{Start: 0, End: 3}) || method.Raw != "get" {
		t.Errorf("the method %q stands at %v", method.Raw, method.Span())
	}
}
