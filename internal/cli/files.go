package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/project"
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

// matches reports whether a file in a folder is one of a kind. What editors
// leave beside a file has a dot in front.
func (k kind) matches(path string) bool {
	return strings.HasSuffix(path, k.extension) && (k.passed == "" || !strings.HasSuffix(path, k.passed)) &&
		!strings.HasPrefix(filepath.Base(path), ".")
}

// regular reports whether what was found in a folder is a file, perhaps by a
// link: reading from a pipe would wait for ever. What can't be looked at is
// taken for one, and reported when it is read.
func regular(path string, entry fs.DirEntry) bool {
	if entry.Type().IsRegular() {
		return true
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// leadsOut reports whether a file that was found below a folder is a link that
// leads out of it. A folder may be somebody else's, and what its links lead to
// is for nobody's log.
func leadsOut(root, path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	var disk project.Disk
	from, err := disk.Real(disk.Path(root))
	if err != nil {
		return true
	}
	to, err := disk.Real(disk.Path(path))
	if err != nil {
		// It leads to nothing yet.
		if to, err = os.Readlink(path); err != nil {
			return false // reading it says why
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(from, filepath.Dir(strings.TrimPrefix(disk.Path(path), disk.Path(root))), to)
		}
	}
	rel, err := filepath.Rel(from, to)
	return err != nil || !filepath.IsLocal(rel)
}

// An input is a file to work on.
type input struct {
	path   string // "-" is standard input
	rel    string // where its output belongs below a folder, without extension
	walked bool   // found in a folder that was given
}

// stdinName is the name of standard input.
const stdinName = "<stdin>"

// name is the script's name in findings.
func (i input) name() string {
	if i.path == "-" {
		return stdinName
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
			t.fail(project.Unreadable(arg, err))
		case info.IsDir():
			if t.walk(path, k, add) == 0 {
				t.fail(fmt.Errorf("no %s files in the folder %s", k.extension, arg))
			}
		default:
			base := filepath.Base(path)
			add(input{path: path, rel: strings.TrimSuffix(base, filepath.Ext(base))})
		}
	}
	return list, t.standardInput(list)
}

// each calls visit for the files of a kind below a folder, which may be named by
// a link, in the order of their names. Hidden folders are passed over, and one
// that can't be read is reported.
func (t *tool) each(root string, k kind, visit func(path string, entry fs.DirEntry) error) error {
	from := root
	if info, err := os.Lstat(root); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		from = root + string(filepath.Separator) // else only the link would be looked at
	}
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		path = filepath.Clean(path)
		switch {
		case err != nil:
			t.fail(project.Unreadable(path, err))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if path != root && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		case !k.matches(path):
			return nil
		}
		return visit(path, entry)
	})
}

// walk adds the files of a kind below a folder, in the order of their names,
// and returns how many it found. Hidden folders are passed over.
func (t *tool) walk(root string, k kind, add func(input)) int {
	found := 0
	err := t.each(root, k, func(path string, entry fs.DirEntry) error {
		switch {
		case !regular(path, entry):
		case leadsOut(root, path, entry):
			found++
			t.fail(project.Unreadable(path, fmt.Errorf("it is a link that leads out of %s", root)))
		default:
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
		if err := inFolder(output, paths[n]); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// standardInput makes what standard input holds a file of the project, if
// anything is read from there. It is read once.
func (t *tool) standardInput(inputs []input) error {
	for _, i := range inputs {
		if i.path != "-" || t.stdin {
			continue
		}
		if f, ok := t.in.(*os.File); ok {
			if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
				t.outputs.ReadFrom(info)
			}
		}
		text, err := project.ReadText(t.in, 0)
		if err != nil {
			return project.Unreadable(stdinName, err)
		}
		t.stdin = true
		t.files.Open(stdinName, text)
	}
	return nil
}

// read returns the text of an input.
func (t *tool) read(i input) (*source.File, error) {
	if err := t.standardInput([]input{i}); err != nil {
		return nil, err
	}
	text, err := t.files.Text(i.name())
	if err != nil {
		return nil, err
	}
	return source.NewFile(i.name(), text), nil
}
