package ide

import (
	"context"
	"slices"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Snapshot is all that is known about a script. It does not change.
type Snapshot struct {
	*compiler.Analysis
	Name     string
	InConfig diag.List // what is wrong with the flowc.yaml that holds for it

	key    string                     // the path of the script, without links
	beside bool                       // a file of tests stands beside it
	paths  map[string]*resolve.Module // its files
	usable func() []string            // the paths of the scripts that it may use
	after  func(ctx context.Context, edits []diag.Edit) ([]change, error)
	index  index
}

// Needs are what a snapshot depends on.
type needs struct {
	paths   map[string]bool // of its files
	missing bool            // it uses a file that is not there
}

// learn notes on which files a snapshot depends.
func (s *Snapshot) learn(p *project.Project) (n needs) {
	s.paths, n.paths = map[string]*resolve.Module{}, map[string]bool{}
	for _, m := range s.Program.Modules {
		path := p.Key(m.File.Source.Name)
		s.paths[path], n.paths[path] = m, true
		for _, stmt := range m.File.Body.Stmts {
			if use, ok := stmt.(*lang.Use); ok && s.Program.Refs(m).At(use.Path.Start) == nil {
				n.missing = true
			}
		}
	}
	if tests, _ := p.TestsOf(s.Name); tests != "" {
		n.paths[p.Key(tests)] = true // they may need what is there for nothing else
	}
	return n
}

// file reports whether something may be said otherwise of the script when a file
// is another one.
func (n needs) file(path string) bool { return n.paths[path] || n.missing || !IsScript(path) }

// Main returns the file of the script, and what its names mean.
func (s *Snapshot) Main() *resolve.Module { return s.Program.Main }

// Text returns the text of the script.
func (s *Snapshot) Text() string { return s.Main().File.Source.Text }

// file returns the module of a source.
func (s *Snapshot) module(file *source.File) *resolve.Module {
	i := slices.IndexFunc(s.Program.Modules, func(m *resolve.Module) bool { return m.File.Source == file })
	if i < 0 {
		return nil
	}
	return s.Program.Modules[i]
}

// Refs returns the names of the script.
func (s *Snapshot) Refs() resolve.Refs { return s.Program.Refs(s.Main()) }

// At returns the name at an offset of the script, or nil. Behind a name is at it.
func (s *Snapshot) At(offset int32) *resolve.Ref { return s.Refs().At(offset) }
