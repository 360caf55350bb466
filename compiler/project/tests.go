package project

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// testSuffix is how the names of files of tests end, before their extension.
const (
	extension  = ".flow"
	testSuffix = "_test" + extension
)

// Tested returns the name of the script that a file holds the tests of, which
// stands beside it: welcome.flow of welcome_test.flow. It is not ok for any other
// file.
func Tested(name string) (script string, ok bool) {
	base, ok := strings.CutSuffix(name, testSuffix)
	if !ok {
		return "", false
	}
	return base + extension, true
}

// Tested returns the path of the script that the file holds the tests of, as it is
// seen from there, and "" for any other file.
func (v *View) Tested() string {
	script, _ := Tested(filepath.ToSlash(v.Main.Source.Name))
	return script[strings.LastIndexByte(script, '/')+1:]
}

// TestsOf returns the name of the file that holds the tests of a script. The error
// is fs.ErrNotExist where there is no such file, and nobody named the file who runs
// flowc: one that may not be read, as it lies elsewhere or is no file, has no name.
func (p *Project) TestsOf(script string) (name string, err error) {
	base, ok := strings.CutSuffix(script, extension)
	if _, tests := Tested(script); !ok || tests {
		return "", fs.ErrNotExist
	}
	name = base + testSuffix
	key := p.key(name)
	if p.isOpen(key) {
		return name, nil
	}
	if !p.files.Exists(key) {
		return name, fs.ErrNotExist
	}
	// A project ends where the folder does that the name stands in, not what it leads to.
	stands := filepath.Join(p.key(filepath.Dir(filepath.FromSlash(name))), path.Base(filepath.ToSlash(name)))
	if _, err := p.below(p.Root(stands), name); err != nil {
		return "", err
	}
	return name, nil
}
