package ide

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/source"
)

// Definition returns where a name of the script is declared, and a run-time
// variable is stored. A file is its first byte.
func (s *Snapshot) Definition(offset int32) (places []source.Place) {
	ref := s.At(offset)
	if ref == nil {
		return nil
	}
	switch o := ref.Object; o.Kind {
	case resolve.Variable:
		for _, r := range s.Program.References(o) {
			if r.Role == resolve.Write {
				places = append(places, r.Place)
			}
		}
	case resolve.File:
		places = append(places, source.Place{File: o.Module.File.Source})
	default:
		if o.Module != nil {
			places = append(places, o.Place())
		}
	}
	return places
}

// Highlights returns the places of the script where the same name stands as at an
// offset.
func (s *Snapshot) Highlights(offset int32) (list []resolve.Ref) {
	ref := s.At(offset)
	if ref == nil {
		return nil
	}
	for _, r := range s.Refs() {
		if r.Object == ref.Object {
			list = append(list, r)
		}
	}
	return list
}

// References returns all places where the name at an offset of a script stands,
// in all scripts of the project that know the same thing by it, by file and
// place.
func (w *Workspace) References(ctx context.Context, name string, offset int32) ([]resolve.Reference, error) {
	s, err := w.Snapshot(ctx, name)
	if err != nil {
		return nil, err
	}
	ref := s.At(offset)
	if ref == nil {
		return nil, nil
	}
	return w.references(ctx, s, ref.Object)
}

func (w *Workspace) references(ctx context.Context, s *Snapshot, o *resolve.Object) ([]resolve.Reference, error) {
	found := gathered{key: w.project.Key, paths: map[string]string{}, files: map[string]*source.File{}}
	found.add(s.Program.References(o))
	if err := w.elsewhere(ctx, s, o, &found); err != nil {
		return nil, err
	}
	slices.SortFunc(found.list, byPlace)
	return slices.CompactFunc(found.list, func(a, b resolve.Reference) bool { return byPlace(a, b) == 0 }), nil
}

// elsewhere adds the places of other scripts. What a file declares is known to
// the scripts that use the file; a run-time variable is the same in all files of
// a script, and so in all scripts that share a file in which it stands.
func (w *Workspace) elsewhere(ctx context.Context, s *Snapshot, o *resolve.Object, found *gathered) error {
	var files []string
	switch o.Kind {
	case resolve.Label, resolve.Attempt:
		return nil
	case resolve.Variable:
		files = slices.Sorted(maps.Keys(found.paths))
	default:
		files = []string{o.Module.File.Source.Name}
	}
	var rest [][]resolve.Reference // of the scripts that know a variable of the name
	err := w.visit(ctx, files, func(other *Snapshot) {
		same := other.object(w, o)
		switch {
		case same == nil || other.Program == s.Program:
		case o.Kind == resolve.Variable:
			rest = append(rest, other.Program.References(same))
		default:
			found.add(other.Program.References(same))
		}
	})
	for grew := true; grew; {
		grew = false
		rest = slices.DeleteFunc(rest, func(list []resolve.Reference) bool {
			shared := slices.ContainsFunc(list, found.has)
			if shared {
				found.add(list)
				grew = true
			}
			return shared
		})
	}
	return err
}

// gathered are places in the files of several scripts, which know the same file
// by different trees, and by links perhaps by different names.
type gathered struct {
	key   func(name string) string
	paths map[string]string       // by name
	files map[string]*source.File // by path
	list  []resolve.Reference
}

func (g *gathered) path(r resolve.Reference) string {
	name := r.Place.File.Name
	if g.paths[name] == "" {
		g.paths[name] = g.key(name)
	}
	return g.paths[name]
}

// has reports whether places in the file of one are there.
func (g *gathered) has(r resolve.Reference) bool { return g.files[g.path(r)] != nil }

func (g *gathered) add(list []resolve.Reference) {
	for _, r := range list {
		path := g.path(r)
		if g.files[path] == nil {
			g.files[path] = r.Place.File
		}
		r.Place.File = g.files[path]
		g.list = append(g.list, r)
	}
}

func byPlace(a, b resolve.Reference) int {
	return cmp.Or(cmp.Compare(a.Place.File.Name, b.Place.File.Name), cmp.Compare(a.Place.Start, b.Place.Start))
}

// object returns what the object of another script is in this one, or nil.
func (s *Snapshot) object(w *Workspace, o *resolve.Object) *resolve.Object {
	if o.Kind == resolve.Variable {
		return s.Program.Variable(o.Name)
	}
	m := s.paths[w.project.Key(o.Module.File.Source.Name)]
	switch {
	case m == nil:
		return nil
	case o.Kind == resolve.File:
		return m.Object
	}
	if ref := s.Program.Refs(m).At(o.Span.Start); ref != nil && ref.Span == o.Span {
		return ref.Object
	}
	return nil
}
