package decompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// object looks at one object, and fills in what its unit is.
func (in *inspector) object(u *unit) {
	in.twice(u.vertex.Node, u.remark)
	in.id(u.vertex)
	in.typed(u)
	if u.typ == nil {
		u.raw = true
	} else {
		in.fields(u)
	}
	in.leads(u)
}

// id looks at the id of an object.
func (in *inspector) id(v *api.Vertex) {
	n := v.Node.Get("id")
	switch {
	case n == nil:
		in.report(missingField, kept, in.head(v.Node), "this object has no id", "nothing can lead to it")
	case !v.HasID:
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("an id is a text or a number, not %s", n.Kind), "nothing can lead to it")
	case v.Twice:
		f := in.report(duplicateID, lost, in.at(n), fmt.Sprintf("the id %s is there twice", shown(n)), "what leads there is taken to mean the first; give each object an id of its own")
		f.Related = []diag.Related{{Place: in.at(in.first(v.ID)), Message: "first used here"}}
	}
}

// first returns where an id stands first.
func (in *inspector) first(id string) *api.Node {
	if in.ids == nil {
		in.ids = make(map[string]*api.Node, len(in.payload.Vertices))
		for i := range in.payload.Vertices {
			if v := &in.payload.Vertices[i]; v.HasID && !v.Twice {
				in.ids[v.ID] = v.Node.Get("id")
			}
		}
	}
	return in.ids[id]
}

// typed looks at the type of an object.
func (in *inspector) typed(u *unit) {
	n := u.vertex.Node.Get("type")
	switch {
	case n == nil:
		in.report(missingField, kept, in.head(u.vertex.Node), "this object has no type", "")
	case n.Kind != api.TextNode:
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("a type is a text, not %s", n.Kind), "")
	case u.typ == nil:
		var names []string
		for _, t := range api.Types {
			names = append(names, t.Name)
		}
		f := in.report(unknownType, kept, in.at(n), fmt.Sprintf("the API has no objects of the type %q", n.Text), "its types are "+strings.Join(names, ", "))
		meant(f, n.Text, names)
	case !u.typ.V1 && in.payload.Version == api.V1:
		in.report(mixedAPI, kept, in.at(n), fmt.Sprintf("the API v1 has no %s", u.typ.Name), "build for v2")
		u.raw = true
	}
}

// meant adds to a finding which of some names may have been meant.
func meant(f *diag.Finding, name string, names []string) {
	if near := lang.Nearest(name, names); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
	}
}

// fields looks at the fields of an object of a known type, and finds out
// whether a statement can say them.
func (in *inspector) fields(u *unit) {
	v, t := u.vertex, u.typ
	v.Members(func(n *api.Node) {
		if n.Key == "type" || n.Key == "next_step" || n.Key == "flow" {
			return
		}
		if f := t.Field(n.Key); f == nil {
			in.unknown(n, t)
			u.raw = true
		} else if !in.field(n, t, f) {
			u.raw = true
		}
	})
	for _, f := range t.Fields {
		if !f.Optional && v.Node.Get(f.Key) == nil {
			u.raw = true
			in.report(missingField, kept, in.head(v.Node), fmt.Sprintf("this %s has no %s", t.Name, f.Key), "")
		}
	}
	if len(t.OneOf) > 0 && !slices.ContainsFunc(t.OneOf, func(key string) bool { return v.Node.Get(key) != nil }) {
		u.raw = true
		in.report(missingField, kept, in.head(v.Node), fmt.Sprintf("this %s has no %s", t.Name, strings.Join(t.OneOf, " and no ")), "one of them is mandatory")
	}
}

// unknown reports a member that the objects of a type do not have.
func (in *inspector) unknown(n *api.Node, t *api.Type) {
	var keys []string
	for _, f := range t.Fields {
		keys = append(keys, f.Key)
	}
	meant(in.report(unknownField, kept, in.key(n), fmt.Sprintf("an object of the type %s has no %q", t.Name, n.Key), ""), n.Key, keys)
}

// field reports whether a statement can say a field as it is.
func (in *inspector) field(n *api.Node, t *api.Type, f *api.FieldType) bool {
	if n.Kind != api.TextNode && !(f.Integer && n.Kind == api.NumberNode) {
		want := "a text"
		if f.Integer {
			want = "a number"
		}
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("%s wants %s, and this is %s", f.Key, want, n.Kind), "")
		return false
	}
	if len(f.Values) > 0 {
		if !slices.Contains(f.Values, n.Text) {
			in.report(badMethod, kept, in.at(n), fmt.Sprintf("there is no method %q", n.Text), "its methods are "+strings.Join(f.Values, ", "))
			return false
		}
		return true
	}
	payload, number, problem := value.Check(step.KindOf(t, f.Key), n.Text)
	switch {
	case problem != nil && problem.Code.Severity == diag.Warning:
		in.report(problem.Code, odd, in.at(n), problem.Message, "")
	case problem != nil:
		help := problem.Help
		if problem.Fix != "" {
			help = "write " + problem.Fix
		}
		in.report(problem.Code, kept, in.at(n), problem.Message, help)
		return false
	case f.Integer && number != (n.Kind == api.NumberNode):
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("%s wants a number, and this is %s", f.Key, n.Kind), "write it without quotes")
		return false
	case payload != n.Text:
		in.report(value.BadTime, kept, in.at(n), fmt.Sprintf("the API wants %s here", payload), "write "+payload)
		return false
	}
	return speakable(n.Text)
}
