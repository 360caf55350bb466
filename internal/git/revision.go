package git

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// A Revision is the files of a revision, as a file system for
// compiler/project. Its root is /, and what is there never changes.
type Revision struct {
	name       string // as it was asked for
	root       string // the object of its folder
	repository *Repository

	mu    sync.Mutex
	trees map[string][]entry // by object
}

func (r *Repository) tree(name, root string) *Revision {
	return &Revision{name: name, root: root, repository: r, trees: map[string][]entry{}}
}

// An entry is what has a name in a folder.
type entry struct {
	mode, name, object string
}

// The modes of entries that are no files.
const (
	folderMode    = "40000"
	linkMode      = "120000"
	submoduleMode = "160000"
)

// Errors of links, of which the first is for all that is read with revisions.
var (
	ErrOut   = errors.New("it is a link that leads out of the repository")
	errLinks = errors.New("too many links lead to it")
)

// maxLinks is how many links are followed on the way to a file.
const maxLinks = 40

// Path implements project.FS.
func (v *Revision) Path(name string) string { return path.Join("/", filepath.ToSlash(name)) }

// Name returns what git calls a file.
func (v *Revision) Name(path string) string { return v.name + ":" + inside(path) }

// Read implements project.FS.
func (v *Revision) Read(path string) (string, error) {
	e, _, err := v.find(path)
	switch {
	case err != nil:
		return "", err
	case e.mode == folderMode:
		return "", errors.New("it is a folder")
	case e.mode == submoduleMode:
		return "", errors.New("it is a submodule")
	}
	return v.repository.cat.read(e.object)
}

// Real implements project.FS.
func (v *Revision) Real(path string) (string, error) {
	_, real, err := v.find(path)
	return real, err
}

// Exists implements project.FS. What can't be looked at is there: reading it says
// why.
func (v *Revision) Exists(path string) bool {
	_, _, err := v.find(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// Regular implements project.FS. A revision has neither pipes nor devices.
func (v *Revision) Regular(string) bool { return true }

// Folder reports whether there is a folder.
func (v *Revision) Folder(path string) bool {
	e, _, err := v.find(path)
	return err == nil && e.mode == folderMode
}

// File reports whether there is a file, perhaps by a link. What can't be looked at
// is taken for one: reading it says why.
func (v *Revision) File(path string) bool {
	e, _, err := v.find(path)
	return err != nil || e.mode != folderMode && e.mode != submoduleMode
}

// Object returns the object of a file, or "" where there is none.
func (v *Revision) Object(path string) (string, error) {
	e, _, err := v.find(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrOut) || errors.Is(err, errLinks) {
		err = nil
	}
	return e.object, err
}

// Walk calls visit for all files of a folder and those below it, in the order
// of git. Folders whose name starts with a dot are passed over, and links to
// folders are not followed, as with folders of the disk.
func (v *Revision) Walk(folder string, visit func(path string)) error {
	e, real, err := v.find(folder)
	if err != nil {
		return err
	}
	return v.walk(e.object, real, visit)
}

func (v *Revision) walk(object, at string, visit func(path string)) error {
	list, err := v.entries(object)
	for _, e := range list {
		below := path.Join(at, e.name)
		switch {
		case e.mode == folderMode && !strings.HasPrefix(e.name, "."):
			err = errors.Join(err, v.walk(e.object, below, visit))
		case e.mode != folderMode && v.File(below):
			visit(below)
		}
	}
	return err
}

// find follows a path, and the links on it, and returns what is there.
func (v *Revision) find(name string) (entry, string, error) {
	missing := &fs.PathError{Op: "open", Path: v.Name(name), Err: fs.ErrNotExist}
	left := strings.Split(inside(name), "/")
	at := []entry{{mode: folderMode, object: v.root}} // the folders on the way, and what they lead to
	real := func() string {
		names := []string{"/"}
		for _, e := range at {
			names = append(names, e.name)
		}
		return path.Join(names...)
	}
	for links := 0; len(left) > 0; {
		part := left[0]
		left = left[1:]
		last := at[len(at)-1]
		switch {
		case part == "" || part == ".":
			continue
		case part == "..":
			if len(at) == 1 {
				return entry{}, "", ErrOut
			}
			at = at[:len(at)-1]
			continue
		case last.mode != folderMode:
			return entry{}, "", missing
		}
		list, err := v.entries(last.object)
		if err != nil {
			return entry{}, "", err
		}
		i := slices.IndexFunc(list, func(e entry) bool { return e.name == part })
		if i < 0 {
			return entry{}, "", missing
		}
		if list[i].mode != linkMode {
			at = append(at, list[i])
			continue
		}
		target, err := v.repository.cat.read(list[i].object)
		switch links++; {
		case err != nil:
			return entry{}, "", err
		case links > maxLinks:
			return entry{}, "", errLinks
		case path.IsAbs(target):
			return entry{}, "", ErrOut
		}
		left = append(strings.Split(target, "/"), left...)
	}
	return at[len(at)-1], real(), nil
}

// entries returns what stands in a folder.
func (v *Revision) entries(object string) ([]entry, error) {
	v.mu.Lock()
	known, there := v.trees[object]
	v.mu.Unlock()
	if there {
		return known, nil
	}
	text, err := v.repository.cat.read(object)
	if err != nil {
		return nil, err
	}
	list, err := parseTree(text, len(v.root)/2)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trees[object] = list
	return list, nil
}

// parseTree reads the object of a folder, whose entries are a mode, a name, and
// the bytes of an object.
func parseTree(text string, size int) (list []entry, err error) {
	for text != "" {
		mode, rest, ok := strings.Cut(text, " ")
		name, rest, named := strings.Cut(rest, "\x00")
		if !ok || !named || len(rest) < size {
			return nil, errors.New("git has a damaged folder")
		}
		list = append(list, entry{mode, name, fmt.Sprintf("%x", rest[:size])})
		text = rest[size:]
	}
	return list, nil
}

// inside returns a path as seen from the root.
func inside(name string) string { return strings.TrimPrefix(filepath.ToSlash(name), "/") }
