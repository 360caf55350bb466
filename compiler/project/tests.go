package project

import (
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

// TestsOf returns the name of the file that holds the tests of a script. It is not
// ok where there is no such file.
func (p *Project) TestsOf(script string) (name string, ok bool) {
	base, ok := strings.CutSuffix(script, extension)
	if _, tests := Tested(script); !ok || tests {
		return "", false
	}
	name = base + testSuffix
	key := p.key(name)
	p.mu.Lock()
	_, open := p.open[key]
	p.mu.Unlock()
	return name, open || p.files.Exists(key) && p.files.Regular(key)
}
