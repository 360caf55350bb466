package resolve

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Role says what a name is there for.
type Role uint8

// The roles.
const (
	Declaration Role = iota
	Read             // and leads to, where it is a label or an exit
	Write
)

// A Ref is a name in a file, and what it means.
type Ref struct {
	source.Span
	Role   Role
	Object *Object
}

// Refs are the names of a file, in source order. None overlap.
type Refs []Ref

// At returns the name at an offset, also right behind it, or nil.
func (r Refs) At(offset int32) *Ref {
	i, found := slices.BinarySearchFunc(r, offset, func(ref Ref, at int32) int { return cmp.Compare(ref.Start, at) })
	if !found {
		i--
	}
	if i < 0 || offset > r[i].End {
		return nil
	}
	return &r[i]
}

// References returns all places of a program where the name of an object
// stands, its declaration included, by module and place.
func (p *Program) References(o *Object) (list []Reference) {
	for _, m := range p.Modules {
		for _, ref := range p.Refs(m) {
			if ref.Object == o {
				list = append(list, Reference{place(m, ref.Span), ref.Role})
			}
		}
	}
	return list
}

// A Reference is a place where the name of an object stands.
type Reference struct {
	Place source.Place
	Role  Role
}

// Refs returns the names in a module. They are looked up once more for that, in
// all modules, the first time that somebody asks: a build never does. What was
// found wrong with them was said before.
func (p *Program) Refs(m *Module) Refs {
	p.refs.Do(func() {
		again := newResolver(Options{}, &diag.List{})
		again.program = &Program{Main: p.Main, Modules: p.Modules, Broken: p.Broken}
		for _, m := range p.Modules {
			refs := slices.Clone(m.declared)
			for _, scope := range m.Scopes {
				scope.near = 0
				for _, o := range scope.Labels.All() {
					refs = append(refs, Ref{o.Span, Declaration, o})
				}
			}
			u := user{r: again, m: m, refs: &refs}
			u.all()
			slices.SortStableFunc(refs, func(a, b Ref) int { return cmp.Compare(a.Start, b.Start) })
			m.refs = refs
		}
	})
	return m.refs
}
