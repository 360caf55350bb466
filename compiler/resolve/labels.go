package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
)

// A definer enters the labels of a module into scopes, and makes the scopes.
type definer struct {
	r      *resolver
	m      *Module
	scopes []*Scope
	alone  []*lang.Invoke // words alone on a line that are no step
}

// labels enters the labels of a module.
func (r *resolver) labels(m *Module) {
	count := 0
	for _, s := range m.File.Body.Stmts {
		if _, ok := s.(*lang.Label); ok {
			count++
		}
	}
	root := &Scope{}
	root.Labels.list = make([]*Object, 0, count)
	d := definer{r: r, m: m}
	d.scope(&m.File.Body, root)
	for _, s := range d.scopes {
		s.Labels.index(d.twice)
	}
	d.shadowing()
	d.colons()
}

// scope enters the labels of a body into a scope of its own.
func (d *definer) scope(b *lang.Body, scope *Scope) {
	d.m.Scopes[b] = scope
	d.scopes = append(d.scopes, scope)
	d.body(b, scope)
}

func (d *definer) body(b *lang.Body, scope *Scope) {
	lang.Walk(b, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			d.label(n, scope)
		case *lang.Try:
			inner := &Scope{Parent: scope, own: scope.own, Step: scope.Step, Try: n}
			d.scope(&n.Body, inner)
			if n.Else != nil && n.Else.Body != nil {
				d.body(n.Else.Body, scope)
			}
			return false
		case *lang.StepDecl:
			d.r.steps = true
			d.step(n)
			return false
		case *lang.TestDecl:
			return false
		case *lang.Invoke:
			d.r.steps = true
			if len(n.Args) == 0 && n.Branches == nil && d.m.Step(n.Name.Text) == nil && len(d.alone) < maxAlone {
				d.alone = append(d.alone, n)
			}
		case *lang.Let:
			if d.m.Consts.Find(n.Name.Text) == nil {
				d.m.maybe[n.Name.Text] = true // it can't stand here, and was meant to
			}
		case *lang.Into:
			if name, plain := n.Plain(); plain {
				d.r.program.stored[name] = true
			} else {
				d.m.computed = true
			}
		case *lang.Raw:
			d.m.computed = true // it may store one
		}
		return !lang.Simple(n)
	})
}

// maxAlone is how many words that are alone on a line are looked at.
const maxAlone = 100

// colons finds labels that have no colon: words alone on a line that something
// leads to, and nothing else has the name.
func (d *definer) colons() {
	if len(d.alone) == 0 {
		return
	}
	targets, labels := map[string]bool{}, d.m.firstLabels()
	lang.Walk(d.m.File, func(n lang.Node) bool {
		if t, ok := n.(*lang.Target); ok {
			targets[t.Text] = true
		}
		return true
	})
	for _, n := range d.alone {
		if name := n.Name.Text; targets[name] && labels[name] == nil {
			if d.m.unlabelled == nil {
				d.m.unlabelled = map[string]bool{}
			}
			d.m.unlabelled[name], d.m.maybe[name] = true, true
		}
	}
}

// step makes the scope of a step. One that is declared in a body is no step,
// which a check reports; its names are known all the same.
func (d *definer) step(n *lang.StepDecl) {
	scope := &Scope{}
	if o := d.m.Steps.Find(n.Name.Text); o != nil && o.Step.Decl == n {
		scope.Step, o.Scope = o, scope
	} else {
		scope.Step = &Object{Kind: Step, Name: n.Name.Text, Span: n.Name.Span(), Scope: scope, Meaning: &Meaning{Module: d.m, Step: &StepObject{Decl: n}}}
	}
	scope.Exits, scope.exits = d.declared(Exit, n.Exits, scope)
	scope.Args, scope.args = d.declared(Argument, n.Params, scope)
	d.scope(&n.Body, scope)
}

// declared makes the objects of the exits or the arguments of a step. Of a name
// that comes twice the first counts.
func (d *definer) declared(kind Kind, names []lang.Declared, scope *Scope) (list []*Object, byName map[string]*Object) {
	if len(names) > 0 {
		byName = make(map[string]*Object, len(names))
	}
	for i, n := range names {
		o := &Object{Kind: kind, Name: n.Text, Meaning: d.m.Object.Meaning, Span: n.Span(), Scope: scope, Index: int32(i)}
		d.m.declares(o)
		list = append(list, o)
		if byName[n.Text] == nil {
			byName[n.Text] = o
		}
	}
	return list, byName
}

func (d *definer) label(l *lang.Label, scope *Scope) {
	name := l.Name.Text
	o := d.r.object(Object{Kind: Label, Name: name, Meaning: d.m.Object.Meaning, Span: l.Name.Span(), Scope: scope})
	if lang.Reserved(name, lang.LabelName) {
		d.r.report(ReservedName, o.Place(), fmt.Sprintf("a label can't be called %q: that is where a jump leads without one", name), "choose another name")
		return
	}
	if exit := scope.exits[name]; exit != nil {
		d.r.report(duplicateLabel, o.Place(), fmt.Sprintf("the step has an exit %q, so it can't have a label of that name", name), "rename one of the two").
			Relate(exit.Place(), "the exit is here")
		return
	}
	d.r.length(o.Place(), name)
	scope.Labels.list = append(scope.Labels.list, o)
}

func (d *definer) twice(o, first *Object) {
	d.r.report(duplicateLabel, o.Place(), fmt.Sprintf("the label %q is defined twice", o.Name), "rename one of the two").
		Relate(first.Place(), "first defined here")
}

// shadowing reports labels in a try that have the name of one around it,
// whichever of the two comes first.
func (d *definer) shadowing() {
	for _, inner := range d.scopes {
		for outer := inner.Parent; outer != nil; outer = outer.Parent {
			for _, label := range inner.Labels.All() {
				other := outer.Labels.Find(label.Name)
				switch {
				case other == nil:
				case other.Span.Start < label.Span.Start:
					d.twice(label, other)
				default:
					d.twice(other, label)
				}
			}
		}
	}
}

// label returns the first label of a name in the file, in whatever scope.
func (u *user) label(name string) *Object {
	if u.firsts == nil {
		u.firsts = u.m.firstLabels()
	}
	return u.firsts[name]
}

// firstLabels returns the first label of each name.
func (m *Module) firstLabels() map[string]*Object {
	firsts := map[string]*Object{}
	for _, scope := range m.Scopes {
		for _, o := range scope.Labels.All() {
			if first := firsts[o.Name]; first == nil || o.Span.Start < first.Span.Start {
				firsts[o.Name] = o
			}
		}
	}
	return firsts
}

// stores reports whether the file stores a run-time variable of a name.
func (u *user) stores(name string) bool {
	if u.stored == nil {
		u.stored = map[string]bool{}
		lang.Walk(u.m.File, func(n lang.Node) bool {
			if into, ok := n.(*lang.Into); ok {
				if name, plain := into.Plain(); plain {
					u.stored[name] = true
				}
			}
			return !lang.Simple(n)
		})
	}
	return u.stored[name]
}
