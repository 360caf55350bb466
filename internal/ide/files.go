package ide

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/compiler/project"
)

// Disk is the file system of the machine.
type Disk struct{ project.Disk }

// Read implements project.FS. An editor asks for scripts by their names: a pipe or a
// device of that name would never end.
func (d Disk) Read(path string) (string, error) {
	if !d.Regular(path) {
		if _, err := os.Stat(path); err != nil {
			return "", err
		}
		return "", errors.New("it is no regular file")
	}
	return d.Disk.Read(path)
}

// Scripts implements Files. Where a folder holds the home folder, and is no project,
// it returns only those that stand in the folder itself: below are the files of all
// projects, and of the system.
func (d Disk) Scripts(ctx context.Context, folder string) []string {
	home, err := os.UserHomeDir()
	holds, errRel := filepath.Rel(folder, home)
	shallow := folder == filepath.Dir(folder) || err == nil && errRel == nil && filepath.IsLocal(holds)
	shallow = shallow && !d.Exists(filepath.Join(folder, project.Marker))
	return scriptsIn(ctx, os.DirFS(folder), shallow, func(name string) string { return filepath.Join(folder, filepath.FromSlash(name)) })
}

// Of returns a file system such as fstest.MapFS. Its root is /.
func Of(files fs.FS) Files { return folder{project.Of(files), files} }

type folder struct {
	project.FS
	files fs.FS
}

func (f folder) Scripts(ctx context.Context, at string) []string {
	below, err := fs.Sub(f.files, cmp.Or(strings.Trim(at, "/"), "."))
	if err != nil {
		return nil
	}
	return scriptsIn(ctx, below, false, func(name string) string { return path.Join(at, name) })
}

// maxScripts is how many scripts of a project are looked at: a folder that holds
// more is no project, but the root of a disk.
const maxScripts = 10_000

// scriptsIn returns the scripts in a folder and, unless it is shallow, below. What
// can't be read is passed over, and so are folders whose names start with a dot.
func scriptsIn(ctx context.Context, files fs.FS, shallow bool, named func(string) string) (list []string) {
	_ = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && entry == nil, len(list) == maxScripts, ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			return nil
		case entry.IsDir() && name != "." && (shallow || strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.Type().IsRegular() && IsScript(name):
			list = append(list, named(name))
		}
		return nil
	})
	return list
}
