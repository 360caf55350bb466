package project

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// An FS is where files are.
type FS interface {
	// Path returns the absolute path of a name.
	Path(name string) string
	// Read returns the text of a file.
	Read(path string) (string, error)
	// Real returns a path without links. The file is there.
	Real(path string) (string, error)
	// Exists reports whether there is a file.
	Exists(path string) bool
	// Regular reports whether a file that is there is one, and no pipe or
	// device: to open those may wait for ever.
	Regular(path string) bool
}

// A Namer is a file system whose files people know by other names than those by
// which they are asked for, as those of a revision.
type Namer interface {
	FS
	Name(path string) string
}

// Disk is the file system of the machine, seen from the folder that the program
// runs in.
type Disk struct{}

// Path implements FS.
func (Disk) Path(name string) string {
	if abs, err := filepath.Abs(filepath.FromSlash(name)); err == nil {
		return abs
	}
	return filepath.Clean(name)
}

// Read implements FS.
func (Disk) Read(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return readFile(f)
}

// Real implements FS.
func (Disk) Real(path string) (string, error) { return filepath.EvalSymlinks(path) }

// Exists implements FS.
func (Disk) Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Regular implements FS.
func (Disk) Regular(path string) bool { return regular(os.Stat(path)) }

func regular(info fs.FileInfo, err error) bool {
	return err == nil && (info.Mode().IsRegular() || info.IsDir())
}

// Of returns the file system of a folder, such as fstest.MapFS or what is
// embedded in a program. Its root is /.
func Of(files fs.FS) FS { return folder{files} }

type folder struct{ files fs.FS }

func (folder) Path(name string) string { return path.Join("/", filepath.ToSlash(name)) }

func (f folder) Read(path string) (string, error) {
	file, err := f.files.Open(inside(path))
	if err != nil {
		return "", err
	}
	defer file.Close()
	return readFile(file)
}

func (f folder) Real(path string) (string, error) {
	_, err := fs.Stat(f.files, inside(path))
	return path, err
}

func (f folder) Exists(path string) bool {
	_, err := fs.Stat(f.files, inside(path))
	return err == nil
}

func (f folder) Regular(path string) bool { return regular(fs.Stat(f.files, inside(path))) }

// Memory is a file system of texts by name. Its root is /.
type Memory map[string]string

// Path implements FS.
func (Memory) Path(name string) string { return path.Join("/", filepath.ToSlash(name)) }

// Read implements FS.
func (m Memory) Read(path string) (string, error) {
	text, there := m[inside(path)]
	if !there {
		return "", fs.ErrNotExist
	}
	return text, nil
}

// Real implements FS.
func (m Memory) Real(path string) (string, error) {
	_, err := m.Read(path)
	return path, err
}

// Exists implements FS.
func (m Memory) Exists(path string) bool {
	_, there := m[inside(path)]
	return there
}

// Regular implements FS.
func (Memory) Regular(string) bool { return true }

// inside returns a path as seen from the root.
func inside(path string) string {
	if path = strings.TrimPrefix(filepath.ToSlash(path), "/"); path != "" {
		return path
	}
	return "."
}

var errFolder = errors.New("it is a folder")

func readFile(f fs.File) (string, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case info.IsDir():
		return "", errFolder
	}
	return ReadText(f, info.Size())
}

var errTooLarge = errors.New("it has more than 256 MB, which no script needs")

// ReadText reads a text of about a size, which may be 0 where it is not known,
// and refuses one that is too large.
func ReadText(r io.Reader, size int64) (string, error) {
	if size > source.MaxSize {
		return "", errTooLarge
	}
	var b strings.Builder
	b.Grow(int(size) + 1)
	room := 32 << 10
	if size > 0 {
		room = min(room, int(size)+1) // most scripts are small
	}
	n, err := io.CopyBuffer(&b, io.LimitReader(r, source.MaxSize+1), make([]byte, room))
	if err == nil && n > source.MaxSize {
		err = errTooLarge
	}
	return b.String(), err
}
