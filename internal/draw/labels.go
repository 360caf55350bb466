package draw

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
)

// headings are the labels that stand before statements.
type headings struct {
	call   *call.Call
	before map[lang.Stmt][]string
	seen   map[standing]bool
}

// standing is a statement where it is expanded: the first of its steps has its
// labels.
type standing struct {
	in   *cfg.Instance
	stmt lang.Stmt
}

func newHeadings(c *call.Call) *headings {
	h := &headings{c, map[lang.Stmt][]string{}, map[standing]bool{}}
	if c.Program == nil {
		return h
	}
	for _, m := range c.Program.Modules {
		h.body(&m.File.Body)
		lang.Walk(m.File, func(n lang.Node) bool {
			if body, ok := n.(*lang.Body); ok {
				h.body(body)
			}
			return true
		})
	}
	return h
}

func (h *headings) body(b *lang.Body) {
	var labels []string
	for _, s := range b.Stmts {
		if label, ok := s.(*lang.Label); ok {
			labels = append(labels, label.Name.Text)
			continue
		}
		if labels != nil {
			h.before[s] = labels
		}
		labels = nil
	}
}

// of returns the labels of a step. Objects of a payload have an id that says
// something where it is no number.
func (h *headings) of(i int) []string {
	if h.call.Program == nil {
		if id := h.id(i); strings.Trim(id, "0123456789") != "" {
			return []string{id}
		}
		return nil
	}
	s := &h.call.Steps[i]
	at := standing{s.In, s.Stmt}
	if h.seen[at] {
		return nil
	}
	h.seen[at] = true
	return h.before[s.Stmt]
}

// id returns the id of an object of a payload.
func (h *headings) id(i int) string {
	if h.call.Payload == nil {
		return ""
	}
	return h.call.Payload.Vertices[i].ID
}
