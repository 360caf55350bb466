package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
)

// recursion reports steps that use themselves, also through others. It follows
// the uses depth first, on a stack of its own: steps may use each other deeper
// than a goroutine can call.
func (r *resolver) recursion() {
	s := search{r: r}
	for _, m := range r.program.Modules {
		for _, step := range m.Declared() {
			if step.Step.state == untouched {
				s.from(step)
			}
		}
	}
}

// A search is on its way through steps.
type search struct {
	r   *resolver
	way []visit
}

// A visit is a step on the way, and its uses of others that are still to be
// followed; the one that leads on from here was the last.
type visit struct {
	step *Object
	uses []*lang.Invoke
	last *lang.Invoke
}

func (s *search) enter(step *Object) {
	step.Step.state, step.Step.depth = inProgress, int32(len(s.way))
	v := visit{step: step}
	lang.Walk(&step.Step.Decl.Body, func(n lang.Node) bool {
		if use, ok := n.(*lang.Invoke); ok {
			v.uses = append(v.uses, use)
		}
		return !lang.Simple(n)
	})
	s.way = append(s.way, v)
}

func (s *search) from(step *Object) {
	for s.enter(step); len(s.way) > 0; {
		v := &s.way[len(s.way)-1]
		if len(v.uses) == 0 {
			v.step.Step.state = done
			s.way = s.way[:len(s.way)-1]
			continue
		}
		v.last, v.uses = v.uses[0], v.uses[1:]
		inner := v.step.Module.Step(v.last.Name.Text)
		switch {
		case inner == nil:
		case inner.Step.state == inProgress:
			s.circle(inner)
		case inner.Step.state == untouched:
			s.enter(inner)
		}
	}
}

// maxLinks is how many links of a chain a finding names.
const maxLinks = 10

// circle reports that the way leads back to a step on it.
func (s *search) circle(inner *Object) {
	end := s.way[len(s.way)-1]
	f := s.r.report(recursion, place(end.step.Module, end.last.Name.Span()), fmt.Sprintf("the step %q uses itself", inner.Name),
		"a payload has no subroutines: repeat with try, or with a label and a jump")
	links := s.way[inner.Step.depth : len(s.way)-1]
	for i, v := range links {
		if i == maxLinks {
			f.Relate(place(end.step.Module, end.last.Name.Span()), "and %d more, back at", len(links)-maxLinks)
			break
		}
		f.Relate(place(v.step.Module, v.last.Name.Span()), "%q is used here", v.last.Name.Text)
	}
}
