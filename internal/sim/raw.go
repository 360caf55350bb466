package sim

import (
	"encoding/json"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
)

// typed returns a call whose raw objects of a type that the API has are steps of that
// type, with what their fields say: that is how they run. It is the call itself where
// it has none.
func typed(c *call.Call) *call.Call {
	var own *call.Call
	for i := range c.Steps {
		t := c.Steps[i].Type
		if t == nil || call.KindOf(t) != call.Other || api.TypeNamed(t.Name) == nil {
			continue
		}
		if own == nil {
			called, graph := *c, *c.Graph
			graph.Steps = slices.Clone(graph.Steps)
			called.Graph = &graph
			own = &called
		}
		s := &own.Steps[i]
		s.Type = api.TypeNamed(t.Name)
		s.Branching = s.Branching || s.Type.Branches
		s.Fields = said(s.Fields)
	}
	if own == nil {
		return c
	}
	return own
}

// said returns the fields of an object that say a text or a number, as text.
func said(fields []api.Field) (list []api.Field) {
	for _, f := range fields {
		var text string
		var number json.Number
		switch {
		case f.Key.Name == "type" || f.Value == "null":
		case json.Unmarshal([]byte(f.Value), &text) == nil:
			list = append(list, api.Field{Key: f.Key, Value: text})
		case json.Unmarshal([]byte(f.Value), &number) == nil:
			list = append(list, api.Field{Key: f.Key, Value: number.String()})
		}
	}
	return list
}
