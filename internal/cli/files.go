package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A kind is a kind of file that a command works on, or writes.
type kind struct {
	name      string
	extension string
	passed    string // the end of names that a walk through a folder passes over
}

var (
	scripts  = kind{"script", ".flow", "_test.flow"}
	payloads = kind{"payload", ".json", ""}
)

// An input is a file to work on.
type input struct {
	path   string // "-" is standard input
	rel    string // where its output belongs below a folder, without extension
	walked bool   // found in a folder that was given
}

// name is the script's name in findings.
func (i input) name() string {
	if i.path == "-" {
		return "<stdin>"
	}
	return filepath.ToSlash(i.path)
}

// inputs returns the files that arguments name: files, folders with all files
// of a kind below them, and - for standard input. A path that can't be read is
// reported, and the others are still worked on.
func (t *tool) inputs(cmd *cobra.Command, args []string, k kind) ([]input, error) {
	if len(args) == 0 {
		return nil, usage(cmd, "name a %s, a folder of %ss, or - for standard input", k.name, k.name)
	}
	var list []input
	seen := map[string]bool{}
	add := func(i input) {
		if !seen[i.path] {
			seen[i.path] = true
			list = append(list, i)
		}
	}
	for _, arg := range args {
		if arg == "-" {
			add(input{path: "-", rel: "stdin"})
			continue
		}
		path := filepath.Clean(arg)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			t.fail(cannotRead(arg, err))
		case info.IsDir():
			if t.walk(path, k, add) == 0 {
				t.fail(fmt.Errorf("no %s files in the folder %s", k.extension, arg))
			}
		default:
			base := filepath.Base(path)
			add(input{path: path, rel: strings.TrimSuffix(base, filepath.Ext(base))})
		}
	}
	return list, nil
}

// walk adds the files of a kind below a folder, in the order of their names,
// and returns how many it found. Hidden folders are passed over.
func (t *tool) walk(root string, k kind, add func(input)) int {
	found := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			t.fail(cannotRead(path, err))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if path != root && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
		case strings.HasSuffix(path, k.extension) && (k.passed == "" || !strings.HasSuffix(path, k.passed)):
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			add(input{path: path, rel: strings.TrimSuffix(rel, k.extension), walked: true})
			found++
		}
		return nil
	})
	if err != nil {
		t.fail(err)
	}
	return found
}

// outputPaths returns where what is made of each input goes.
func outputPaths(cmd *cobra.Command, inputs []input, output string, several bool, from, to kind) ([]string, error) {
	paths := make([]string, len(inputs))
	if output == "" {
		return paths, nil
	}
	info, err := os.Stat(output)
	folder := err == nil && info.IsDir() || strings.HasSuffix(output, "/") || strings.HasSuffix(output, string(filepath.Separator))
	if several && err == nil && !info.IsDir() {
		return nil, usage(cmd, "several %ss need a folder for their %ss, and %s is a file", from.name, to.name, output)
	}
	taken := map[string]string{}
	for n, i := range inputs {
		if !several && !folder {
			paths[n] = output
			continue
		}
		paths[n] = filepath.Join(output, i.rel+to.extension)
		if first, ok := taken[paths[n]]; ok {
			return nil, usage(cmd, "%s and %s would both be written to %s", first, i.name(), paths[n])
		}
		taken[paths[n]] = i.name()
	}
	return paths, nil
}

// read returns the text of an input.
func (t *tool) read(i input) (*source.File, error) {
	in, size := t.in, int64(0)
	if i.path == "-" {
		if t.stdin == nil {
			text, err := readText(in, 0)
			if err != nil {
				return nil, cannotRead(i.name(), err)
			}
			t.stdin = &text
		}
		in = strings.NewReader(*t.stdin)
	} else {
		f, err := os.Open(i.path)
		if err != nil {
			return nil, cannotRead(i.name(), err)
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil {
			size = info.Size()
		}
		in = f
	}
	text, err := readText(in, size)
	if err != nil {
		return nil, cannotRead(i.name(), err)
	}
	return source.NewFile(i.name(), text), nil
}

var errTooLarge = fmt.Errorf("it has more than %d MB, which no script needs", source.MaxSize>>20)

func readText(r io.Reader, size int64) (string, error) {
	if size > source.MaxSize {
		return "", errTooLarge
	}
	var b strings.Builder
	b.Grow(int(size) + 1)
	n, err := io.Copy(&b, io.LimitReader(r, source.MaxSize+1))
	if err == nil && n > source.MaxSize {
		err = errTooLarge
	}
	return b.String(), err
}

// write replaces a file by what content writes. It is written beside the file
// and renamed, so that the file is never half written.
func write(path string, content func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(path); err == nil {
		if mode = info.Mode().Perm(); !info.Mode().IsRegular() {
			return writeThrough(path, content)
		}
	}
	dir, base := filepath.Split(path)
	temp := filepath.Join(dir, fmt.Sprintf(".%s.%d.tmp", base, os.Getpid()))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return cannotWrite(path, err)
	}
	err = errors.Join(content(f), f.Close())
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		return cannotWrite(path, err)
	}
	return nil
}

// writeThrough writes to what is no file: a device or a pipe.
func writeThrough(path string, content func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		err = errors.Join(content(f), f.Close())
	}
	if err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// A project finds the files that scripts use. It reads and parses each once,
// however many scripts use it.
type project struct {
	root  string                  // of the script that is being compiled, without links
	paths map[*source.File]string // where files are, without links
	files map[string]*lang.File   // by that path
	open  func(path string) (io.ReadCloser, error)
}

func newProject() *project {
	return &project{
		paths: map[*source.File]string{}, files: map[string]*lang.File{},
		open: func(path string) (io.ReadCloser, error) { return os.Open(path) },
	}
}

// marker is the file that marks the root of a project.
const marker = "flowc.yaml"

// enter makes a script the one that is being compiled.
func (p *project) enter(i input, file *source.File) error {
	path := i.path
	if path == "-" {
		path = "stdin" // as if it were in the folder of the run
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	p.paths[file] = path
	p.root = filepath.Dir(path)
	for dir := p.root; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, marker)); err == nil {
			p.root = dir
			break
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return nil
}

// Load returns the file that path names, as seen from another file.
func (p *project) Load(from *source.File, path string) (*lang.File, error) {
	switch {
	case path == "":
		return nil, errors.New("this path is empty")
	case filepath.IsAbs(path) || strings.HasPrefix(path, "/"):
		return nil, errors.New("the path of a use is relative")
	}
	full := filepath.Join(filepath.Dir(p.paths[from]), filepath.FromSlash(path))
	if !within(p.root, full) {
		return nil, fmt.Errorf("%s leads out of the project", path)
	}
	real, err := filepath.EvalSymlinks(full)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	if !within(p.root, real) {
		return nil, fmt.Errorf("%s leads out of the project by a link", path)
	}
	if file := p.files[real]; file != nil {
		return file, nil
	}
	if info, err := os.Stat(real); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder", path)
	}
	f, err := p.open(real)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer f.Close()
	text, err := readText(f, 0)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	name := filepath.ToSlash(filepath.Join(filepath.Dir(filepath.FromSlash(from.Name)), filepath.FromSlash(path)))
	file := lang.Parse(source.NewFile(name, text))
	p.files[real] = file
	p.paths[file.Source] = real
	return file, nil
}

func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
