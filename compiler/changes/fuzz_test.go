package changes_test

import (
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// FuzzCompare holds the changes of two payloads against whether they are the same
// call, both ways, and looks into every entry.
func FuzzCompare(f *testing.F) {
	texts, err := corpus.Read("../..", corpus.Payloads)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range texts {
		if len(text) < 4000 {
			f.Add(text, strings.Replace(text, "1", "2", 1))
			f.Add(text, strings.Replace(text, `"play"`, `"connect"`, 2))
		}
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		a, b := decoded(old), decoded(new)
		if a == nil || b == nil {
			return
		}
		equal := same.Compare(a.Payload, b.Payload) == nil
		for _, list := range [][]changes.Change{changes.Compare(a, b), changes.Compare(b, a)} {
			if equal != (len(list) == 0) {
				t.Fatalf("the same call: %v\n%s", equal, show(list))
			}
			for _, c := range list {
				if c.Words == "" || c.Times < 1 || len(c.Kinds) == 0 || c.Kind == "" {
					t.Errorf("%+v", c)
				}
			}
		}
	})
}

// decoded returns the call of a payload, or nil of what is no JSON.
func decoded(text string) *call.Call {
	doc, err := api.Decode(text)
	if err != nil {
		return nil
	}
	return call.OfPayload(api.Read(doc, 0), source.NewFile("x.json", text))
}
