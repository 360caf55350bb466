// Package project gives the files of a project to the compiler: from a file
// system, or from the texts that are open in an editor over it. It knows where
// a project ends, reads the values that a build sets, and parses a file that
// several scripts use once.
package project

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Marker is the name of the file that marks the root of a project.
const Marker = "flowc.yaml"

// CannotRead is the code of a file or a folder that can't be read.
var CannotRead = diag.Register(diag.Code{
	Name: "cannot-read", Area: diag.Running, Unusable: true, Title: "a file or a folder can't be read",
	Text: "The message has the reason that the system gives. Other files that were named are worked on all the same; the exit status is 2.",
	Bad:  "call 4420\nsay \"Hello.\"",
	Good: "call 4420\nsay \"Hello.\"",
	Run:  "check missing.flow",
})

// Unreadable returns the failure to read what has a name.
func Unreadable(name string, err error) error {
	return diag.Failure{Finding: CannotRead.At(source.Place{}, "cannot read %s: %v", name, Cause(err))}
}

// Cause strips from an error what the message around it says already: the name
// of the file.
func Cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// A Project is a set of files. Names are paths, as an author writes them:
// relative to the folder of the file system, or absolute. A project may be
// asked from several places at a time, also while texts are opened.
type Project struct {
	files FS

	mu      sync.Mutex
	changes int                   // how often something was opened, closed or changed
	open    map[string]string     // texts by name, which count before those of the file system
	parsed  map[string]*lang.File // of used and open files, by path
}

// New returns the project of a file system.
func New(files FS) *Project {
	return &Project{files: files, open: map[string]string{}, parsed: map[string]*lang.File{}}
}

// Open lays a text over the file of a name, as an editor does with a file that
// is not saved. The file need not be there.
func (p *Project) Open(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	path := p.key(name)
	p.changes++
	p.open[path] = text
	p.forget(path, text)
}

// Changed says that a file is not what it was: it is read again when it is
// needed.
func (p *Project) Changed(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes++
	delete(p.parsed, p.key(name))
}

// forget drops the tree of a file whose text is another one now.
func (p *Project) forget(path, text string) {
	if known := p.parsed[path]; known != nil && known.Source.Text != text {
		delete(p.parsed, path)
	}
}

// Key returns the path by which a file is known, whatever name it has and whether
// it is there yet.
func (p *Project) Key(name string) string { return p.key(name) }

// key returns the path by which a file is known, whatever name it has and
// whether it is there yet: the links of the folders that are there are followed.
func (p *Project) key(name string) string {
	path := p.files.Path(name)
	missing := ""
	for at := path; ; at = filepath.Dir(at) {
		if real, err := p.files.Real(at); err == nil {
			return filepath.Join(real, missing)
		}
		if at == filepath.Dir(at) {
			return path
		}
		missing = filepath.Join(filepath.Base(at), missing)
	}
}

// Close takes an open text away again.
func (p *Project) Close(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes++
	delete(p.open, p.key(name))
	delete(p.parsed, p.key(name))
}

// Text returns the text of the file of a name.
func (p *Project) Text(name string) (string, error) {
	file, err := p.File(name)
	if err != nil {
		return "", err
	}
	return file.Text, nil
}

// File returns the file of a name.
func (p *Project) File(name string) (*source.File, error) {
	path := p.key(name)
	text, err := p.text(path)
	if err != nil {
		return nil, Unreadable(p.shown(name, path), err)
	}
	return source.NewFile(p.shown(filepath.ToSlash(name), path), text), nil
}

// Shown returns the name that people know the file of a name by.
func (p *Project) Shown(name string) string { return p.shown(filepath.ToSlash(name), p.key(name)) }

func (p *Project) shown(name, path string) string {
	if files, ok := p.files.(Namer); ok {
		return files.Name(path)
	}
	return name
}

func (p *Project) text(path string) (string, error) {
	p.mu.Lock()
	text, open := p.open[path]
	p.mu.Unlock()
	if open {
		return text, nil
	}
	return p.files.Read(path)
}

// isOpen reports whether a text is laid over the file of a path.
func (p *Project) isOpen(path string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, open := p.open[path]
	return open
}

// ErrNoFile is what keeps from reading what nobody who runs flowc may have seen.
var ErrNoFile = errors.New("it is a pipe or a device, and no file")

// usable says why a file can't be read that a script names, which nobody who runs
// flowc may have seen.
func (p *Project) usable(path string) error {
	if !p.isOpen(path) && !p.files.Regular(path) {
		return ErrNoFile
	}
	return nil
}

// used is text for a file that a script names.
func (p *Project) used(path string) (string, error) {
	if err := p.usable(path); err != nil {
		return "", err
	}
	return p.text(path)
}

// A View is a project as one script sees it: it finds the files that the script
// uses. It implements resolve.Source.
type View struct {
	Main *lang.File

	project *Project
	root    string // of the project, without links
	paths   map[*source.File]string
	byPath  map[string]*lang.File
}

// View parses a script.
func (p *Project) View(name string) (*View, error) {
	path := p.key(name)
	file, err := p.File(name)
	if err != nil {
		return nil, err
	}
	v := &View{project: p, paths: map[*source.File]string{}, byPath: map[string]*lang.File{}}
	v.Main = lang.Parse(file)
	v.root = p.Root(path)
	v.enter(v.Main, path)
	return v, nil
}

// Root returns the root of the project that a file belongs to: the nearest
// folder above it that has a marker, else its own folder.
func (p *Project) Root(path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if p.files.Exists(filepath.Join(dir, Marker)) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return filepath.Dir(path)
		}
	}
}

func (v *View) enter(file *lang.File, path string) {
	v.paths[file.Source] = path
	v.byPath[path] = file
}

// Load returns the file that path names, as seen from another file. Its error
// is for the author of the script.
func (v *View) Load(from *source.File, path string) (*lang.File, error) {
	switch {
	case path == "":
		return nil, errors.New("this path is empty")
	case filepath.IsAbs(path) || strings.HasPrefix(path, "/"):
		return nil, errors.New("the path of a use is relative")
	}
	dir := filepath.Dir(v.paths[from])
	if rel, err := filepath.Rel(v.root, dir); err != nil || !filepath.IsLocal(filepath.Join(rel, filepath.FromSlash(path))) {
		return nil, fmt.Errorf("%s leads out of the project", path)
	}
	real, err := v.project.real(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, Cause(err))
	}
	if !within(v.root, real) {
		return nil, fmt.Errorf("%s leads out of the project by a link", path)
	}
	if file := v.byPath[real]; file != nil {
		return file, nil
	}
	name := filepath.ToSlash(filepath.Join(filepath.Dir(filepath.FromSlash(from.Name)), filepath.FromSlash(path)))
	file, err := v.project.parse(name, real)
	switch {
	case errors.Is(err, errFolder):
		return nil, fmt.Errorf("%s is a folder", path)
	case err != nil:
		return nil, fmt.Errorf("cannot read %s: %w", path, Cause(err))
	}
	v.enter(file, real)
	return file, nil
}

// real returns a path without links. An open file need not be in the file
// system.
func (p *Project) real(path string) (string, error) {
	real, err := p.files.Real(path)
	if err != nil {
		key := p.key(path)
		p.mu.Lock()
		defer p.mu.Unlock()
		if _, open := p.open[key]; open {
			return key, nil
		}
	}
	return real, err
}

// parse returns the tree of a file that is used. It is kept until the file is
// opened, closed or said to have changed: all scripts of a run see the same.
func (p *Project) parse(name, path string) (*lang.File, error) {
	p.mu.Lock()
	known, changes := p.parsed[path], p.changes
	p.mu.Unlock()
	if known != nil {
		return known, nil
	}
	text, err := p.used(path)
	if err != nil {
		return nil, err
	}
	file := lang.Parse(source.NewFile(p.shown(name, path), text))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.changes == changes { // else it may be another text by now
		p.parsed[path] = file
	}
	return file, nil
}

func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
