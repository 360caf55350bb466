package step

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// fields are those of an object of a type, as its statement has them.
func fields(t *api.Type, pairs ...string) (list []Wanted) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Wanted{Key: pairs[i], Value: value.Literal(KindOf(t, pairs[i]), pairs[i+1])})
	}
	return list
}

func TestBuild(t *testing.T) {
	for _, c := range []struct {
		typ    *api.Type
		fields []string
		want   string
	}{
		{&api.Call, []string{"number", "5263", "caller_id", "917507161643"}, "call 5263 from 917507161643\n"},
		{&api.Play, []string{"text", "Hello."}, "say \"Hello.\"\n"},
		{&api.Play, []string{"text", "Hello.", "url", "https://example.com/a.mp3"}, "play \"https://example.com/a.mp3\" saying \"Hello.\"\n"},
		{&api.Digits, []string{"variable", "pin", "count", "4"}, "input 4 into pin\n"},
		{&api.HTTP, []string{"url", "https://example.com"}, "get \"https://example.com\"\n"},
		{&api.HTTP, []string{"url", "https://example.com", "method", "PATCH"}, "patch \"https://example.com\"\n"},
		{&api.Callback, []string{"date", "2018-10-11", "time", "20:48:00", "timezone", "UTC", "entity", "5263"}, "callback 5263 at 2018-10-11 20:48:00 UTC\n"},
		{&api.Connect, []string{"number", "{{agent}}"}, "connect \"{{agent}}\"\n"},
		{&api.Play, nil, ""},
		{&api.Digits, []string{"count", "1", "text", "?"}, ""},
	} {
		got := ""
		if s, row := Build(c.typ.Name, fields(c.typ, c.fields...)); s != nil {
			got = lang.Sprint(s)
			if row.Type != c.typ || Of(s) != row {
				t.Errorf("%q is of another row", got)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// Every field that the API's pages name is in a row, and none is in two of
// different kinds.
func TestRowsAreWhole(t *testing.T) {
	for _, typ := range api.Types {
		for _, f := range typ.Fields {
			kinds := map[value.Kind]bool{}
			for _, r := range Rows {
				if own := r.field(f.Key); r.Type == typ && own != nil {
					kinds[own.Kind] = true
				}
			}
			if len(kinds) != 1 {
				t.Errorf("%s of %s has %d kinds", f.Key, typ.Name, len(kinds))
			}
		}
		if branches := OutcomesOf(typ) != nil; branches != typ.Branches {
			t.Errorf("%s has branches: %t and %t", typ.Name, branches, typ.Branches)
		}
	}
	if OutcomesOf(nil) != nil {
		t.Error("no type has outcomes")
	}
}
