package cli

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/api"
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
	sources  = kind{"script", ".flow", ""} // scripts, and files of tests, which are no calls
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
	return entry.Type().IsRegular() || regularFile(path)
}

func regularFile(path string) bool {
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

// matching returns the kind of a file in a folder, or nil.
func matching(kinds []kind, path string) *kind {
	for i := range kinds {
		if kinds[i].matches(path) {
			return &kinds[i]
		}
	}
	return nil
}

// An input is a file to work on.
type input struct {
	path   string // "-" is standard input
	stands string // the name of what standard input stands for
	rel    string // where its output belongs below a folder, without extension
	walked bool   // found in a folder that was given
}

// name is the script's name in findings.
func (i input) name() string {
	if i.path == "-" {
		return i.stands
	}
	return filepath.ToSlash(i.path)
}

// payload reports whether an input is a payload, by its name.
func (i input) payload() bool { return strings.HasSuffix(i.name(), payloads.extension) }

// holdsPayload reports whether an input is a payload: by its name, or, as of what a
// pipe brings, by how it starts. No script starts with a brace, or with the bracket
// of a list of objects.
func (t *tool) holdsPayload(i input) bool {
	switch filepath.Ext(i.name()) {
	case scripts.extension:
		return false
	case payloads.extension:
		return true
	}
	src, err := t.read(i)
	if err != nil {
		return false
	}
	text := strings.TrimLeft(src.Text, "\ufeff \t\r\n")
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// inputs returns the files that arguments name: files, folders with all files
// of some kinds below them, and - for standard input. A path that can't be read
// is reported, and the others are still worked on.
func (t *tool) inputs(cmd *cobra.Command, args []string, kinds ...kind) ([]input, error) {
	var one, many []string
	for _, k := range kinds {
		one, many = append(one, k.name), append(many, k.name+"s")
	}
	if len(args) == 0 {
		return nil, usage(cmd, "name a %s, a folder of %s, or - for standard input", strings.Join(one, " or a "), strings.Join(many, " and "))
	}
	if err := t.standardInput(cmd, args); err != nil {
		return nil, err
	}
	var list []input
	seen := map[string]bool{}
	add := func(i input) {
		if !seen[i.name()] {
			seen[i.name()], t.worked[i.name()] = true, true
			list = append(list, i)
		}
	}
	tests := "" // the first file of tests, all of which are passed over: a shell names them with the scripts
	for _, arg := range args {
		if arg == "-" {
			add(t.stdin)
			continue
		}
		path := filepath.Clean(arg)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			t.fail(project.Unreadable(arg, err))
		case noCall(kinds, path) != "":
			tests = cmp.Or(tests, arg)
		case info.IsDir():
			if t.walk(path, kinds, add) == 0 {
				missing := append([]string{kinds[0].extension + " files"}, many[1:]...)
				t.fail(fmt.Errorf("no %s in the folder %s", strings.Join(missing, " and no "), arg))
			}
		default:
			add(input{path: path, rel: bare(path)})
		}
	}
	if len(list) == 0 && tests != "" && t.status == fine {
		return nil, usage(cmd, "%s holds the tests of %s, and is no call: name that", tests, noCall(kinds, filepath.Clean(tests)))
	}
	return list, nil
}

// single refuses what is not one file, for a command that is about one.
func single(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usage(cmd, "name a script or a payload, or - for standard input")
	case len(args) > 1:
		return usage(cmd, "%s takes one script or payload: leave %s out", cmd.Name(), args[1])
	}
	if info, err := os.Stat(args[0]); args[0] != "-" && err == nil && info.IsDir() {
		return usage(cmd, "%s takes one script or payload, and %s is a folder: name a file in it", cmd.Name(), args[0])
	}
	return nil
}

// noCall returns the script that a file holds the tests of, where only calls are
// worked on, and else "".
func noCall(kinds []kind, path string) string {
	script, tests := project.Tested(path)
	if !tests || !slices.Contains(kinds, scripts) || matching(kinds, path) != nil {
		return ""
	}
	return script
}

// several reports whether a run is about several files, or about a folder. One
// that is named twice is one.
func several(args []string, inputs []input) bool {
	paths := map[string]bool{}
	for _, arg := range args {
		paths[filepath.Clean(arg)] = true
	}
	return len(paths) > 1 || len(inputs) > 1 || len(inputs) == 1 && inputs[0].walked
}

// bare returns the name of a file without its folder and its extension.
func bare(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// each calls visit for the files of some kinds below a folder, which may be named by
// a link, in the order of their names. Hidden folders are passed over, and one
// that can't be read is reported.
func (t *tool) each(root string, kinds []kind, visit func(path string, entry fs.DirEntry) error) error {
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
		case matching(kinds, path) == nil:
			return nil
		}
		return visit(path, entry)
	})
}

// walk adds the files of some kinds below a folder, in the order of their names,
// and returns how many it found. Hidden folders are passed over, and so is JSON
// that is no payload; where payloads are all that is looked for, that is said.
func (t *tool) walk(root string, kinds []kind, add func(input)) int {
	found := 0
	err := t.each(root, kinds, func(path string, entry fs.DirEntry) error {
		k := matching(kinds, path)
		json := k.extension == payloads.extension
		among := len(kinds) > 1 && json
		switch out := leadsOut(root, path, entry); {
		case !regular(path, entry):
		case among && (out || !looks(path)): // what is out there is not looked at
		case json && !out && !looks(path):
			t.note("passed over %s, which does not look like a payload\n", path)
		case out:
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

// looks reports whether a file has the look of a payload. Reading one that can't
// be opened says why.
func looks(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	return api.Looks(f)
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

// claimed returns where what is made of each input goes, where no report may go.
func (t *tool) claimed(cmd *cobra.Command, inputs []input, output string, several bool, from, to kind) ([]string, error) {
	paths, err := outputPaths(cmd, inputs, output, several, from, to)
	t.claim(paths...)
	return paths, err
}

// read returns the text of an input.
func (t *tool) read(i input) (*source.File, error) { return t.files.File(i.name()) }
