package call

import (
	"slices"

	"github.com/flowc-lang/flowc/lang/diag"
)

// Redacted returns the call with its secrets hidden in all that its steps say, for
// whoever makes words of that: of a value that was cut first, a part of a secret is
// left that nobody knows as one.
func (c *Call) Redacted(secrets *diag.Redactor) *Call {
	if secrets.Empty() {
		return c
	}
	hidden, graph := *c, *c.Graph
	graph.Steps = slices.Clone(graph.Steps)
	for i := range graph.Steps {
		s := &graph.Steps[i]
		s.Fields, s.Branches = slices.Clone(s.Fields), slices.Clone(s.Branches)
		for n := range s.Fields {
			s.Fields[n].Value = secrets.Text(s.Fields[n].Value)
		}
		for n := range s.Branches {
			s.Branches[n].Key = secrets.Text(s.Branches[n].Key)
		}
	}
	hidden.Graph = &graph
	return &hidden
}
