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
	root := &Scope{}
	root.Labels.list = make([]*Object, 0, count)
	root.Labels.grow(count)
	m.Refs = slices.Grow(m.Refs, count)
	m.Scopes[&m.File.Body] = root
	d := definer{r: r, m: m}
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
			inner := &Scope{Parent: scope, own: scope.own, Step: scope.Step, Try: n}
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
			if d.m.Consts.Find(n.Name.Text) == nil {
				d.m.maybe[n.Name.Text] = true // it can't stand here, and was meant to
			}
		case *lang.Into:
			if name, plain := n.Plain(); plain {
				d.r.variable(name).stored = true
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
	targets, labels := map[string]bool{}, firstLabels(d.m.Refs)
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
	d.m.Scopes[&n.Body] = scope
	if o := d.m.Steps.Find(n.Name.Text); o != nil && o.Step.Decl == n {
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
	if len(names) > 0 {
		byName = make(map[string]*Object, len(names))
	}
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
	o := d.r.object(Object{Kind: Label, Name: name, Module: d.m, Span: l.Name.Span(), Scope: scope, Index: int32(scope.Labels.Len())})
	if lang.Reserved(name, lang.LabelName) {
		d.r.report(ReservedName, o.Place(), fmt.Sprintf("a label can't be called %q: that is where a jump leads without one", name), "choose another name")
		return
	}
	if exit := scope.exits[name]; exit != nil {
		d.r.report(duplicateLabel, o.Place(), fmt.Sprintf("the step has an exit %q, so it can't have a label of that name", name), "rename one of the two").
			Relate(exit.Place(), "the exit is here")
		return
	}
	if first := scope.Labels.add(o); first != nil {
		d.twice(o, first)
		return
	}
	d.r.length(o.Place(), name)
	if scope.Try != nil {
		d.nested = append(d.nested, nested{o, scope.Parent})
	}
	d.m.ref(o.Span, Declaration, o)
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
			other := s.Labels.Find(n.label.Name)
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

// label returns the first label of a name in the file, in whatever scope.
func (u *user) label(name string) *Object {
	if u.firsts == nil {
		u.firsts = firstLabels(u.declared)
	}
	return u.firsts[name]
}

// firstLabels returns the first label of each name.
func firstLabels(declared Refs) map[string]*Object {
	firsts := map[string]*Object{}
	for _, ref := range declared {
		if o := ref.Object; o.Kind == Label && firsts[o.Name] == nil {
			firsts[o.Name] = o
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

// manyLabels is more labels than a table of them fits into the caches of a
// processor, and nearLabels how many are looked at before one is looked up there.
const (
	manyLabels = 20_000
	nearLabels = 8
)

// nearby returns the label of a name in a scope with many if it stands a few
// labels away, as most do.
func (u *user) nearby(name string, scope *Scope) *Object {
	if scope.Labels.Len() < manyLabels {
		return nil
	}
	at := len(u.declared) - len(u.ahead)
	for i := max(at-nearLabels, 0); i < min(at+nearLabels, len(u.declared)); i++ {
		if o := u.declared[i].Object; o.Name == name && o.Kind == Label && o.Scope == scope {
			return o
		}
	}
	return nil
}
