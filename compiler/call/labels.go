package call

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/cfg"
)

// A Label is a name by which people find a step: a label of the script, or the id
// of an object where there is no script.
type Label struct {
	Name string
	Step int // that the call comes to behind the label; cfg.End where it ends there
}

// Named returns the labels of a call, in the order of the steps. A label that is
// expanded several times stands for several steps. What no step stands behind comes
// last.
func (c *Call) Named() (list []Label) {
	if c.Program == nil && c.Payload != nil {
		for i := range c.Payload.Vertices {
			if v := &c.Payload.Vertices[i]; v.HasID && !v.Twice {
				list = append(list, Label{v.ID, i})
			}
		}
		return list
	}
	for _, l := range c.Graph.Labels {
		list = append(list, Label{l.Label.Name.Text, int(max(l.To, cfg.End))})
	}
	slices.SortStableFunc(list, func(a, b Label) int { return cmp.Compare(uint(a.Step), uint(b.Step)) })
	return list
}
