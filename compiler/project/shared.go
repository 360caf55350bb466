package project

import "path/filepath"

// Sees reports whether a script can use files of a folder that it stands in or
// below: no folder between is a project of its own.
func (p *Project) Sees(script, folder string) bool {
	top := p.files.Path(folder)
	for dir := filepath.Dir(p.files.Path(script)); dir != top; dir = filepath.Dir(dir) {
		if p.files.Exists(filepath.Join(dir, Marker)) || dir == filepath.Dir(dir) {
			return false
		}
	}
	return true
}

// Marked reports whether a folder is in a project that a marker marks.
func (p *Project) Marked(folder string) bool {
	for dir := p.key(folder); ; dir = filepath.Dir(dir) {
		if p.files.Exists(filepath.Join(dir, Marker)) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
