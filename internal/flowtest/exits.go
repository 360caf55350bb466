package flowtest

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// addUses adds the uses of steps for whose exits somebody wrote targets: each exit is
// a branch. A step with one exit is no choice.
func (c *Coverage) addUses(f *sim.Flow, reached []bool) {
	for _, in := range f.Instances {
		use, ok := in.Use.(*lang.Invoke)
		written := ok && use.Branches != nil && len(in.Exits) > 1
		if !written || f.Exits != nil && in.Parent.Parent == nil { // the step that is run alone: nobody wrote its use
			continue
		}
		at := c.known(source.Place{File: in.Parent.File.Source, Span: in.Parent.File.Head(use)})
		s := c.steps[at]
		if s == nil {
			s = &Step{Place: at, Name: wordOf(at)}
			c.steps[at] = s
			for i := range in.Exits {
				key := in.Exits[i].Key
				s.Branches = append(s.Branches, &Branch{
					Place: source.Place{File: at.File, Span: exitSpan(use, i, key)}, Key: key, Name: s.Name + ": " + key,
				})
			}
		}
		c.uses[in] = s
	}
	reach := func(l *cfg.Leave) {
		if s := c.uses[l.In]; s != nil {
			s.Reached, s.Branches[l.Exit].Reached = true, true
		}
	}
	f.EachLeave(f.Enters, reach)
	for i := range f.Steps {
		s := &f.Steps[i]
		if !reached[i] {
			continue
		}
		for in := s.In; in != nil; in = in.Parent {
			if use := c.uses[in]; use != nil {
				use.Reached = true
			}
		}
		f.EachLeave(s.Leaves, reach)
		for n := range s.Branches {
			if f.Taken(i, s.Branches[n].Key) {
				f.EachLeave(s.Branches[n].Leaves, reach)
			}
		}
	}
}

// exitSpan returns what says where an exit of a use leads: its target, its arm, or the
// else.
func exitSpan(use *lang.Invoke, exit int, name string) source.Span {
	if use.Branches.Arms == nil {
		return use.Branches.Targets[exit].Span()
	}
	at := use.Span()
	for _, arm := range use.Branches.Arms.Arms {
		for k := range arm.Keys {
			switch key := &arm.Keys[k]; key.From.Raw {
			case name:
				return key.Span()
			case "else":
				at = key.Span()
			}
		}
	}
	return at
}

// Left returns the exits of uses that an outcome of a step leaves by, in their order;
// of steps without outcomes the key is "".
func (c *Coverage) Left(f *sim.Flow, i int, key string) (exits []*Branch) {
	f.EachLeave(leaving(f, i, key), func(l *cfg.Leave) {
		if s := c.uses[l.In]; s != nil {
			exits = append(exits, s.Branches[l.Exit])
		}
	})
	return exits
}

func leaving(f *sim.Flow, i int, key string) cfg.Leaving {
	s := &f.Steps[i]
	if !s.Branching {
		return s.Leaves
	}
	for n := range s.Branches {
		if s.Branches[n].Key == key {
			return s.Branches[n].Leaves
		}
	}
	return 0
}

// countUses counts to which uses a test came, and by which exits it left them.
func (c *Coverage) countUses(r *Result) {
	if len(r.Flow.Leaves) == 0 {
		return
	}
	var inside *cfg.Instance // where the call is
	come := func(in *cfg.Instance) {
		if s := c.uses[in]; s != nil && !within(inside, in) {
			s.Hits++
		}
	}
	leave := func(l *cfg.Leave) {
		come(l.In)
		if s := c.uses[l.In]; s != nil {
			s.Branches[l.Exit].Hits++
		}
		inside = l.In.Parent
	}
	r.Flow.EachLeave(r.Flow.Enters, leave)
	for _, v := range r.Visits {
		own := r.Flow.Steps[v.At.At].In
		for in := own; in != nil; in = in.Parent {
			come(in)
		}
		inside = own
		if key, took := tookKey(r.Flow, v); took {
			r.Flow.EachLeave(leaving(r.Flow, v.At.At, key), leave)
		}
	}
}

// within reports whether an instance is another one, or stands in it.
func within(in, outer *cfg.Instance) bool {
	for ; in != nil; in = in.Parent {
		if in == outer {
			return true
		}
	}
	return false
}

// tookKey returns the key of the branch that a visit took, and whether the call went
// on as the script says.
func tookKey(f *sim.Flow, v Visit) (key string, took bool) {
	switch v.Outcome.Event {
	case sim.Done:
		return "", true
	case sim.Pressed, sim.Answered:
		if _, exact := f.To(v.At.At, v.Outcome.Key); exact {
			return v.Outcome.Key, true
		}
		return call.AnyKey, true
	}
	return "", false
}
