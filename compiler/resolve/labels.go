package resolve

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/lang"
)

// A definer enters the labels of a module into scopes, and makes the scopes.
type definer struct {
	r      *resolver
	m      *Module
	nested []nested
	alone  []*lang.Invoke // words alone on a line that are no step
	room   []Object       // for labels: a script has many
}

// A nested is a label in a try, which may not have the name of one around it.
type nested struct {
	label *Object
	outer *Scope
}

// labels enters the labels of a module.
func (r *resolver) labels(m *Module) *Scope {
	count := 0
	for _, s := range m.File.Body.Stmts {
		if _, ok := s.(*lang.Label); ok {
			count++
		}
	}
	root := &Scope{Labels: make(map[string]*Object, count)}
	m.Refs = slices.Grow(m.Refs, count)
	m.Scopes[&m.File.Body] = root
	d := definer{r: r, m: m, room: make([]Object, 0, count)}
	d.body(&m.File.Body, root)
	d.shadowing()
	d.colons()
	return root
}

func (d *definer) body(b *lang.Body, scope *Scope) {
	lang.Walk(b, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			d.label(n, scope)
		case *lang.Try:
			inner := &Scope{Parent: scope, Labels: map[string]*Object{}, own: scope.own, Step: scope.Step, Try: n}
			d.m.Scopes[&n.Body] = inner
			d.body(&n.Body, inner)
			if n.Else != nil && n.Else.Body != nil {
				d.body(n.Else.Body, scope)
			}
			return false
		case *lang.StepDecl:
			d.step(n)
			return false
		case *lang.Invoke:
			if len(n.Args) == 0 && n.Branches == nil && d.m.Step(n.Name.Text) == nil && len(d.alone) < maxAlone {
				d.alone = append(d.alone, n)
			}
		case *lang.Let:
			if d.m.Consts[n.Name.Text] == nil {
				d.m.maybe[n.Name.Text] = true // it can't stand here, and was meant to
			}
		case *lang.Into:
			if name, plain := n.Plain(); plain {
				d.m.stored[name] = true
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
	targets := map[string]bool{}
	lang.Walk(d.m.File, func(n lang.Node) bool {
		if t, ok := n.(*lang.Target); ok {
			targets[t.Text] = true
		}
		return true
	})
	for _, n := range d.alone {
		if name := n.Name.Text; targets[name] && d.m.label(name) == nil {
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
	scope := &Scope{Labels: map[string]*Object{}}
	d.m.Scopes[&n.Body] = scope
	if o := d.m.Steps[n.Name.Text]; o != nil && o.Step.Decl == n {
		scope.Step, o.Scope = o, scope
	} else {
		scope.Step = &Object{Kind: Step, Name: n.Name.Text, Module: d.m, Span: n.Name.Span(), Scope: scope, Step: &StepObject{Decl: n}}
	}
	scope.Exits, scope.exits = d.declared(Exit, n.Exits, scope)
	scope.Args, scope.args = d.declared(Argument, n.Params, scope)
	d.body(&n.Body, scope)
}

// declared makes the objects of the exits or the arguments of a step. Of a name
// that comes twice the first counts.
func (d *definer) declared(kind Kind, names []lang.Declared, scope *Scope) (list []*Object, byName map[string]*Object) {
	byName = make(map[string]*Object, len(names))
	for i, n := range names {
		o := &Object{Kind: kind, Name: n.Text, Module: d.m, Span: n.Span(), Scope: scope, Index: int32(i)}
		d.m.ref(o.Span, Declaration, o)
		list = append(list, o)
		if byName[n.Text] == nil {
			byName[n.Text] = o
		}
	}
	return list, byName
}

func (d *definer) label(l *lang.Label, scope *Scope) {
	name := l.Name.Text
	o := d.object(Object{Kind: Label, Name: name, Module: d.m, Span: l.Name.Span(), Scope: scope, Index: int32(len(scope.Labels))})
	switch first, exit := scope.Labels[name], scope.exits[name]; {
	case lang.Reserved(name, lang.LabelName):
		d.r.report(ReservedName, o.Place(), fmt.Sprintf("a label can't be called %q: that is where a jump leads without one", name), "choose another name")
		return
	case first != nil:
		d.twice(o, first)
		return
	case exit != nil:
		d.r.report(duplicateLabel, o.Place(), fmt.Sprintf("the step has an exit %q, so it can't have a label of that name", name), "rename one of the two").
			Relate(exit.Place(), "the exit is here")
		return
	}
	d.r.length(o.Place(), name)
	if scope.Try != nil {
		d.nested = append(d.nested, nested{o, scope.Parent})
	}
	d.m.ref(o.Span, Declaration, o)
	scope.Labels[name] = o
}

// object makes room for an object.
func (d *definer) object(o Object) *Object {
	if len(d.room) == cap(d.room) {
		d.room = make([]Object, 0, 16)
	}
	d.room = append(d.room, o)
	return &d.room[len(d.room)-1]
}

func (d *definer) twice(o, first *Object) {
	d.r.report(duplicateLabel, o.Place(), fmt.Sprintf("the label %q is defined twice", o.Name), "rename one of the two").
		Relate(first.Place(), "first defined here")
}

// shadowing reports labels in a try that have the name of one around it,
// whichever of the two comes first.
func (d *definer) shadowing() {
	for _, n := range d.nested {
		for s := n.outer; s != nil; s = s.Parent {
			other := s.Labels[n.label.Name]
			switch {
			case other == nil:
			case other.Span.Start < n.label.Span.Start:
				d.twice(n.label, other)
			default:
				d.twice(other, n.label)
			}
		}
	}
}
