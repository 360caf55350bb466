package resolve

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/lang"
)

// recursion reports steps that use themselves, also through others.
func (r *resolver) recursion() {
	s := search{r: r, states: map[*Object]state{}}
	for _, m := range r.program.Modules {
		for _, step := range m.Declared() {
			if s.states[step] == untouched {
				s.visit(step)
			}
		}
	}
}

// A search follows the uses of steps, depth first.
type search struct {
	r      *resolver
	states map[*Object]state
	steps  []*Object      // that lead to where the search is
	uses   []*lang.Invoke // one less: each leads from a step to the next
}

func (s *search) visit(step *Object) {
	s.states[step] = inProgress
	s.steps = append(s.steps, step)
	lang.Walk(&step.Step.Decl.Body, func(n lang.Node) bool {
		if use, ok := n.(*lang.Invoke); ok {
			s.use(step, use)
		}
		return !lang.Simple(n)
	})
	s.steps = s.steps[:len(s.steps)-1]
	s.states[step] = done
}

func (s *search) use(step *Object, use *lang.Invoke) {
	inner := step.Module.Step(use.Name.Text)
	switch {
	case inner == nil || s.states[inner] == done:
	case s.states[inner] == inProgress:
		i := slices.Index(s.steps, inner)
		f := s.r.report(recursion, place(step.Module, use.Name.Span()), fmt.Sprintf("the step %q uses itself", inner.Name),
			"a payload has no subroutines: repeat with try, or with a label and a jump")
		for j, link := range s.uses[i:] {
			f.Relate(place(s.steps[i+j].Module, link.Name.Span()), "%q is used here", link.Name.Text)
		}
	default:
		s.uses = append(s.uses, use)
		s.visit(inner)
		s.uses = s.uses[:len(s.uses)-1]
	}
}
