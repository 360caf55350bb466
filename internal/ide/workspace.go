// Package ide answers what an editor asks about scripts, in bytes of texts and
// without a word of any protocol: a language server and a page in a browser give
// the same answers.
//
// A Workspace holds the texts that are open over the files of a project, and
// compiles what a change touches. What it hands out is a Snapshot, which does
// not change: whoever has one may ask it while the texts go on changing.
package ide

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Files are the files of a workspace.
type Files interface {
	project.FS
	// Scripts returns the paths of the scripts in a folder and below.
	Scripts(folder string) []string
}

// A Workspace may be asked from several places at a time. Files are named by
// absolute paths.
type Workspace struct {
	files   Files
	project *project.Project

	mu    sync.Mutex
	open  map[string]bool // the scripts that are open in the editor
	known map[string]*work
}

// NewWorkspace returns a workspace in which nothing is open.
func NewWorkspace(files Files) *Workspace {
	return &Workspace{files: files, project: project.New(files), open: map[string]bool{}, known: map[string]*work{}}
}

// A work is the compilation of one script.
type work struct {
	cancel   context.CancelFunc
	done     chan struct{} // closed at the end
	snapshot *Snapshot     // nil where it was cancelled, or failed
	err      error
}

// Open lays a text over a file, which need not be there. It returns the open
// scripts of which something may be said otherwise now, this one included.
func (w *Workspace) Open(name, text string) []string {
	w.project.Open(name, text)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open[name] = true
	return w.touch(name)
}

// Close takes an open text away again. It returns the scripts as Open does.
func (w *Workspace) Close(name string) []string {
	w.project.Close(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.open, name)
	return w.touch(name)
}

// Changed says that a file is not what it was, or there, or gone. It returns the
// scripts as Open does.
func (w *Workspace) Changed(name string) []string {
	w.project.Changed(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.touch(name)
}

// touch forgets the compilations that a file matters to, and returns the open
// scripts among them.
func (w *Workspace) touch(name string) (touched []string) {
	path := w.project.Key(name)
	for script, work := range w.known {
		select {
		case <-work.done:
			if work.snapshot != nil && !work.snapshot.dependsOn(path) {
				continue
			}
		default: // nobody knows yet on what it depends
		}
		work.cancel()
		delete(w.known, script)
		if w.open[script] && script != name {
			touched = append(touched, script)
		}
	}
	if w.open[name] {
		touched = append(touched, name)
	}
	slices.Sort(touched)
	return touched
}

// Snapshot returns what is known about a script. It compiles the script unless
// that was done since the last change that touches it. A change cancels it, and
// then it starts anew: the answer is about the texts at its end.
func (w *Workspace) Snapshot(ctx context.Context, name string) (*Snapshot, error) {
	for {
		work := w.work(name)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-work.done:
		}
		if !errors.Is(work.err, context.Canceled) {
			return work.snapshot, work.err
		}
	}
}

// work returns the compilation of a script, and starts it if there is none.
func (w *Workspace) work(name string) *work {
	w.mu.Lock()
	defer w.mu.Unlock()
	if known := w.known[name]; known != nil {
		return known
	}
	ctx, cancel := context.WithCancel(context.Background())
	started := &work{cancel: cancel, done: make(chan struct{})}
	w.known[name] = started
	go func() {
		defer close(started.done)
		defer cancel()
		defer func() { // a mistake of ours ends the answers about one script, and not the editor's server
			if recover() != nil {
				started.snapshot, started.err = nil, fmt.Errorf("%s can't be compiled: this is a mistake in flowc", name)
			}
		}()
		started.snapshot, started.err = w.compile(ctx, w.project, name)
		if started.err == nil && ctx.Err() != nil { // a text may have changed while it was read
			started.snapshot, started.err = nil, ctx.Err()
		}
	}()
	return started
}

// compile compiles a script as check does: parameters that the build sets may
// have no value yet.
func (w *Workspace) compile(ctx context.Context, p *project.Project, name string) (*Snapshot, error) {
	s := &Snapshot{Name: name}
	opts := compiler.Options{Library: true, Partly: true, Shared: true}
	if marker := p.MarkerOf(name); marker != "" {
		config, err := p.Config(marker, "", &s.InConfig)
		if err != nil {
			return nil, err
		}
		opts.API, opts.MaxSteps, opts.Params, opts.Environments = config.API, config.MaxSteps, config.Values, config.Environments
		opts.IDs, _ = emit.IDsNamed(config.IDs)
	}
	a, err := compiler.Analyze(ctx, p, name, opts)
	if err != nil {
		return nil, err
	}
	s.Analysis = a
	s.InConfig = s.InConfig.Sorted()
	s.learn(p)
	s.scripts = func() []string { return w.scripts(name) }
	s.after = func(ctx context.Context, edits []diag.Edit) ([]change, error) { return w.after(ctx, s, edits) }
	return s, nil
}

// scripts returns the scripts that may use a file: those of its project.
func (w *Workspace) scripts(name string) (list []string) {
	root := w.project.Root(w.project.Key(name))
	list = w.files.Scripts(root)
	w.mu.Lock()
	defer w.mu.Unlock()
	for script := range w.open {
		if !slices.Contains(list, script) && w.project.Within(root, script) {
			list = append(list, script)
		}
	}
	slices.Sort(list)
	return list
}

// using returns the snapshots of all scripts that a file is part of, its own
// included. A script that can't be read is none.
func (w *Workspace) using(ctx context.Context, name string) (list []*Snapshot, err error) {
	path := w.project.Key(name)
	for _, script := range w.scripts(name) {
		s, err := w.Snapshot(ctx, script)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil && s.paths[path] != nil:
			list = append(list, s)
		}
	}
	return list, nil
}

// isScript reports whether a file is a script by its name.
func isScript(name string) bool { return strings.HasSuffix(filepath.ToSlash(name), ".flow") }
