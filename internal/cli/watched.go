package cli

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Watched is what matters to a run: files and folders by their names, whether they
// are there or not, and what stands below the folders that were named. Editors and
// version control replace files and folders, so it is the folder that is watched in
// which a name stands, and the folders above that.
type watched struct {
	names   map[string]map[string]bool // by folder
	below   map[string]bool            // folders all files of which matter that are of
	kinds   []kind
	must    map[string]bool // folders that have to be watched
	highest map[string]bool // folders that are not watched: much happens there
}

func newWatched(kinds []kind) *watched {
	w := &watched{names: map[string]map[string]bool{}, below: map[string]bool{}, kinds: kinds, must: map[string]bool{}, highest: map[string]bool{}}
	home, err := os.UserHomeDir()
	if err != nil {
		home = string(filepath.Separator)
	}
	for dir := filepath.Dir(filepath.Clean(home)); ; dir = filepath.Dir(dir) {
		if w.highest[dir] = true; dir == filepath.Dir(dir) {
			return w
		}
	}
}

// add adds a path, and those that its links lead to.
func (w *watched) add(path string) {
	w.must[w.name(path)] = true
	if real, err := filepath.EvalSymlinks(path); err == nil && real != path {
		w.must[w.name(real)] = true
	}
}

// name adds a path and the folders that it is in, and returns the nearest.
func (w *watched) name(path string) (dir string) {
	dir = filepath.Dir(path)
	for at := path; at != filepath.Dir(at); at = filepath.Dir(at) {
		above := filepath.Dir(at)
		if w.names[above] == nil {
			w.names[above] = map[string]bool{}
		}
		if w.names[above][filepath.Base(at)] {
			break // and so are those above
		}
		w.names[above][filepath.Base(at)] = true
	}
	return dir
}

// given adds what the command line names. A folder is watched with all that is below
// it, but for hidden ones.
func (w *watched) given(path string) {
	w.add(path)
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return
	}
	from := path + string(filepath.Separator) // it may be a link
	_ = filepath.WalkDir(from, func(dir string, entry fs.DirEntry, err error) error {
		dir = filepath.Clean(dir)
		switch {
		case err != nil:
			return nil // the run says it
		case !entry.IsDir():
			return nil
		case dir != path && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		}
		w.below[dir], w.must[dir] = true, true
		return nil
	})
}

// all returns the folders to watch.
func (w *watched) all() []string {
	all := map[string]bool{}
	maps.Copy(all, w.must)
	for dir := range w.names {
		all[dir] = all[dir] || !w.highest[dir]
	}
	maps.DeleteFunc(all, func(_ string, watch bool) bool { return !watch })
	return slices.Sorted(maps.Keys(all))
}

// matters reports whether another run may be for what happened at a path.
func (w *watched) matters(path string) bool {
	dir, name := filepath.Dir(path), filepath.Base(path)
	if w.names[dir][name] || w.below[path] {
		return true
	}
	if !w.below[dir] || strings.HasPrefix(name, ".") {
		return false
	}
	info, err := os.Stat(path)
	return matching(w.kinds, path) != nil || err == nil && info.IsDir()
}

// A stamp is how a file was when a run asked for it.
type stamp struct {
	there   bool
	size    int64
	changed time.Time
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return stamp{}
	case info.Mode().IsRegular():
		return stamp{true, info.Size(), info.ModTime()}
	}
	return stamp{there: true}
}

// ask notes that a run depends on a path, where anybody wants to know.
func (n *noted) ask(path string) {
	if _, known := n.asked[path]; n.asked != nil && !known {
		n.asked[path] = stampOf(path)
	}
}

// changed returns the paths that are not as they were.
func (n *noted) changed() (list []string) {
	for _, path := range slices.Sorted(maps.Keys(n.asked)) {
		if stampOf(path) != n.asked[path] {
			list = append(list, path)
		}
	}
	return list
}
