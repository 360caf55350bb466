package ide

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
)

// Scripts returns the scripts in some folders, and those that are open, in the
// order of their names: each once, whatever links lead to it, by the name that
// the editor has for it.
func (w *Workspace) Scripts(ctx context.Context, folders []string) []string {
	return slices.Sorted(maps.Values(w.byPath(ctx, folders)))
}

// byPath returns the names of scripts by their paths, which have no links.
func (w *Workspace) byPath(ctx context.Context, folders []string) map[string]string {
	names := map[string]string{}
	for _, folder := range folders {
		path := w.project.Key(folder)
		for _, name := range w.files.Scripts(ctx, folder) {
			below, err := filepath.Rel(folder, name)
			if below = filepath.Join(path, below); err == nil && names[below] == "" {
				names[below] = name
			}
		}
	}
	for _, name := range w.opened() {
		names[w.project.Key(name)] = name
	}
	return names
}

// usable returns the paths of the scripts that a script may use.
func (w *Workspace) usable(path string) []string {
	root := w.project.Root(path)
	list := slices.Sorted(maps.Keys(w.byPath(context.Background(), []string{root})))
	return slices.DeleteFunc(list, func(other string) bool {
		below, err := filepath.Rel(root, other)
		return err != nil || !filepath.IsLocal(below)
	})
}

// users returns the scripts that may use one of some files: those of its project,
// of the folders of the editor that hold it, and all that are open. A project may
// stand in another one, and use a file of both.
func (w *Workspace) users(ctx context.Context, files []string) []string {
	if len(files) == 0 {
		return nil
	}
	w.mu.Lock()
	folders := slices.Clone(w.folders)
	w.mu.Unlock()
	folders = slices.DeleteFunc(folders, func(folder string) bool {
		return !slices.ContainsFunc(files, func(file string) bool { return w.project.Within(folder, file) })
	})
	for _, file := range files {
		root := w.project.Root(w.project.Key(file))
		if !slices.ContainsFunc(folders, func(folder string) bool { return w.project.Key(folder) == root }) {
			folders = append(folders, root)
		}
	}
	return w.Scripts(ctx, folders)
}

// visit compiles the scripts that may use one of some files, one after the other. A
// script that can't be read is none.
func (w *Workspace) visit(ctx context.Context, files []string, do func(s *Snapshot)) error {
	for _, script := range w.users(ctx, files) {
		s, err := w.Snapshot(ctx, script)
		if ctx.Err() != nil {
			break
		}
		if err == nil {
			do(s)
		}
	}
	return ctx.Err()
}

// using returns the snapshots of all scripts that some files are part of, their own
// included.
func (w *Workspace) using(ctx context.Context, files ...string) (list []*Snapshot, err error) {
	err = w.visit(ctx, files, func(s *Snapshot) {
		if slices.ContainsFunc(files, func(file string) bool { return s.paths[w.project.Key(file)] != nil }) {
			list = append(list, s)
		}
	})
	return list, err
}
