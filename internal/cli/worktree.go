package cli

import (
	"path/filepath"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/git"
)

// A workTree is the files of a work tree of git, which may be somebody else's as
// those of a folder and of a revision may: it ends where the repository does,
// whatever its links say, and its pipes and devices are not opened.
type workTree struct {
	project.FS
	top string // without links
}

// Real implements project.FS.
func (w workTree) Real(path string) (string, error) {
	real, err := w.FS.Real(path)
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(w.top, real); err != nil || !filepath.IsLocal(rel) {
		return "", git.ErrOut
	}
	return real, nil
}

// Read implements project.FS.
func (w workTree) Read(path string) (string, error) {
	if _, err := w.Real(path); err != nil {
		return "", err
	}
	if !w.Regular(path) {
		return "", project.ErrNoFile
	}
	return w.FS.Read(path)
}

// Exists implements project.FS. A flowc.yaml above the repository is not there, as
// it is not of a revision.
func (w workTree) Exists(path string) bool {
	_, err := w.Real(filepath.Dir(path))
	return err == nil && w.FS.Exists(path)
}

// work returns the files of a work tree, of which the folder is given.
func (d *differ) work(top string) (workTree, error) {
	top, err := d.disk.Real(d.disk.Path(top))
	return workTree{d.disk, top}, err
}
