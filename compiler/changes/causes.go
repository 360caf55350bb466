package changes

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Where an outcome leads may be written in several places, one behind the other: at
// the outcome stands again, the try has an else, that is an exit of a step of one's
// own, its use says which label that is, and the label stands before a jump. What
// somebody has edited is the first of these places where something else is written
// than before.

// A cause is a place where it is written where an outcome leads.
type cause struct {
	at    source.Place
	label bool // it is that of a label
}

// causes returns the places where it is written where an outcome leads, the nearest
// first.
func (g *graph) causes(i, key int32) (list []cause) {
	s := &g.Steps[i]
	name, at := g.wording(i, key)
	in := s.In
	for n := 0; at.File != nil && n < maxCauses; n++ {
		list = append(list, cause{at: at})
		if name, at, in = further(name, in); in == nil {
			break
		}
	}
	if label := g.label(name); label.File != nil {
		list = append(list, cause{label, true})
	}
	return list
}

// maxCauses is more than steps can be nested.
const maxCauses = 1000

// wording returns the name by which it is written where an outcome leads, or "", and
// where that is written.
func (g *graph) wording(i, key int32) (name string, at source.Place) {
	s := &g.Steps[i]
	if s.Stmt == nil {
		return "", source.Place{}
	}
	file := s.In.File.Source
	if key == nextKey {
		if jump, ok := g.following()[s.Stmt].(*lang.Jump); ok {
			return jump.Target.Text, source.Place{File: file, Span: jump.Target.Span()}
		}
		return "", source.Place{}
	}
	if of := g.arm(i, key); of.arm != nil {
		return armTarget(of.arm, file)
	}
	for b := range s.Branches {
		if branch := &s.Branches[b]; branch.Key == g.text(key) {
			at = source.Place{File: file, Span: branch.Place}
			if name = strings.TrimSpace(at.Text()); lang.IsName(name) {
				return name, at
			}
		}
	}
	return "", source.Place{}
}

// armTarget returns the target of an arm; one with a body goes on behind it.
func armTarget(arm *lang.Arm, file *source.File) (string, source.Place) {
	if arm.Target == nil {
		return "", source.Place{File: file, Span: arm.Keys[0].Span()}
	}
	return arm.Target.Text, source.Place{File: file, Span: arm.Target.Span()}
}

// further returns what a name stands for in an instance, where that is written: again
// for the else of the last attempt, and an exit for a target of the use. The instance
// is nil where it stands for nothing more.
func further(name string, in *cfg.Instance) (string, source.Place, *cfg.Instance) {
	for ; name != "" && in != nil && in.Use != nil; in = in.Parent {
		switch use := in.Use.(type) {
		case *lang.Try:
			if name != "again" {
				continue
			}
			file := in.Parent.File.Source
			switch {
			case use.Else == nil:
				return "", source.Place{File: file, Span: in.Parent.File.Head(use)}, in.Parent
			case use.Else.Target == nil:
				return "", source.Place{}, nil
			}
			return use.Else.Target.Text, source.Place{File: file, Span: use.Else.Target.Span()}, in.Parent
		case *lang.Invoke:
			exit := exitOf(use, in, name)
			if exit < 0 {
				return name, source.Place{}, nil
			}
			name, at := taken(use, name, exit, in.Parent.File)
			return name, at, in.Parent
		}
	}
	return name, source.Place{}, nil
}

// exitOf returns which exit of the step that is used has a name, or -1.
func exitOf(use *lang.Invoke, in *cfg.Instance, name string) int {
	for _, s := range in.File.Body.Stmts {
		if decl, ok := s.(*lang.StepDecl); ok && decl.Name.Text == use.Name.Text {
			for n := range decl.Exits {
				if decl.Exits[n].Text == name {
					return n
				}
			}
		}
	}
	return -1
}

// taken returns where a use leads by an exit.
func taken(use *lang.Invoke, name string, exit int, file *lang.File) (string, source.Place) {
	b := use.Branches
	switch {
	case b != nil && exit < len(b.Targets):
		return b.Targets[exit].Text, source.Place{File: file.Source, Span: b.Targets[exit].Span()}
	case b != nil && b.Arms != nil:
		for _, arm := range b.Arms.Arms {
			for k := range arm.Keys {
				if key := arm.Keys[k].From.Raw; key == name || key == "else" {
					return armTarget(arm, file.Source)
				}
			}
		}
	}
	return "", source.Place{File: file.Source, Span: file.Head(use)}
}

// edited returns where it was changed where an outcome leads, and whether what is
// written at the outcome itself is the same.
func (d *differ) edited(s spot) (old, new source.Place, elsewhere bool) {
	before, now := d.old.causes(s.x, s.key), d.new.causes(d.ab[s.x], s.key)
	for n := range min(len(before), len(now)) {
		if before[n].at.Text() != now[n].at.Text() {
			return before[n].at, now[n].at, n > 0
		}
	}
	if n := len(before); n > 0 && n == len(now) && before[n-1].label && now[n-1].label {
		return before[n-1].at, now[n-1].at, true // the label stands elsewhere
	}
	return source.Place{}, source.Place{}, false
}
