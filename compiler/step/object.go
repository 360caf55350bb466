package step

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/value"
)

// What follows is for those who have an object, and ask for its statement.

// KindOf returns the kind of value that a field of the objects of a type holds.
// One with a few values only, such as a method, is a text.
func KindOf(t *api.Type, key string) value.Kind {
	for _, r := range Rows {
		if r.Type != t {
			continue
		}
		if f := r.field(key); f != nil {
			return f.Kind
		}
	}
	return value.Text
}

// OutcomesOf returns by which keys the objects of a type lead on, or nil where
// they have no branches.
func OutcomesOf(t *api.Type) *Outcomes {
	for _, r := range Rows {
		if r.Type == t && t != nil {
			return r.Outcomes
		}
	}
	return nil
}
