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
	"slices"
	"strings"
	"sync"
	"weak"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Files are the files of a workspace.
type Files interface {
	project.FS
	// Scripts returns the paths of the scripts in a folder and below, until the
	// context ends.
	Scripts(ctx context.Context, folder string) []string
}

// A Workspace may be asked from several places at a time. Files are named by
// absolute paths.
type Workspace struct {
	files   Files
	project *project.Project

	mu      sync.Mutex
	folders []string        // that the editor shows
	open    map[string]bool // the scripts that are open in the editor
	known   map[string]*work
	tests   map[string]*testing // of scripts, by their names
	covered map[string]bool     // the scripts whose coverage is shown
}

// NewWorkspace returns a workspace in which nothing is open.
func NewWorkspace(files Files) *Workspace {
	return &Workspace{
		files: files, project: project.New(files), open: map[string]bool{}, known: map[string]*work{},
		tests: map[string]*testing{}, covered: map[string]bool{},
	}
}

// A work is the compilation of one script.
type work struct {
	cancel   context.CancelFunc
	changed  []string               // paths of files that changed while it ran
	done     chan struct{}          // closed at the end
	snapshot *Snapshot              // nil where it was cancelled, or failed, or has been let go of
	known    weak.Pointer[Snapshot] // which is there until its memory is needed
	needs    needs
	report   *report // what is wrong, where it was asked for
	err      error
}

// A report is what is wrong at a script.
type report struct {
	file *source.File // nil where there is nothing to say
	list []Diagnostic
}

// Folders says which folders the editor shows: a script there may be used by any
// other one.
func (w *Workspace) Folders(folders []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.folders = slices.Clone(folders)
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

// touch forgets the compilations and the runs of tests that a file matters to, and
// returns the open scripts among them, and those of the runs. Those of which nobody knows yet go on, and see at their end.
func (w *Workspace) touch(name string) (touched []string) {
	path := w.project.Key(name)
	for script, work := range w.known {
		select {
		case <-work.done:
			if !work.stale(path) {
				continue
			}
			delete(w.known, script)
		default:
			work.changed = append(work.changed, path)
			if script == name || !IsScript(path) {
				work.cancel()
				delete(w.known, script)
			}
		}
		if w.open[script] && script != name {
			touched = append(touched, script)
		}
	}
	if w.open[name] {
		touched = append(touched, name)
	}
	touched = append(touched, w.touchTests(path)...)
	slices.Sort(touched)
	return slices.Compact(touched)
}

// Snapshot returns what is known about a script. It compiles the script unless
// that was done since the last change that touches it. A change cancels it, and
// then it starts anew: the answer is about the texts at its end.
func (w *Workspace) Snapshot(ctx context.Context, name string) (*Snapshot, error) {
	_, s, err := w.finished(ctx, name)
	return s, err
}

// finished is Snapshot, and returns the compilation, too.
func (w *Workspace) finished(ctx context.Context, name string) (*work, *Snapshot, error) {
	for {
		work := w.work(name)
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-work.done:
		}
		switch s := w.take(work, name); {
		case errors.Is(work.err, context.Canceled):
		case s != nil || work.err != nil:
			return work, s, work.err
		}
	}
}

// take returns the snapshot of a compilation that is done, if it is still there.
// That of a script which is not open is kept no longer than anybody has it, or
// there is room: a project may have thousands.
func (w *Workspace) take(work *work, name string) *Snapshot {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := work.snapshot
	if s == nil {
		s = work.known.Value()
	}
	if !w.open[name] {
		work.snapshot = nil
	}
	if s == nil && w.known[name] == work {
		delete(w.known, name)
	}
	return s
}

// Diagnostics returns what Snapshot.Diagnostics does, and the file of their spans,
// which is nil where there are none. It is kept while its snapshot is not: an editor
// asks for those of a whole project again and again.
func (w *Workspace) Diagnostics(ctx context.Context, name string) (*source.File, []Diagnostic, error) {
	work := w.work(name)
	w.mu.Lock()
	known := work.report
	w.mu.Unlock()
	if known == nil {
		work, s, err := w.finished(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		known = &report{list: s.Diagnostics()}
		if len(known.list) > 0 {
			known.file = s.Main().File.Source
		}
		w.mu.Lock()
		work.report = known
		w.mu.Unlock()
	}
	return known.file, known.list, nil
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
		defer cancel()
		s, needs, err := w.guarded(ctx, name)
		w.mu.Lock()
		defer w.mu.Unlock()
		defer close(started.done)
		if err == nil {
			err = ctx.Err() // a text may have changed while it was read
		}
		started.needs, started.err = needs, err
		switch {
		case slices.ContainsFunc(started.changed, started.stale):
			started.err = context.Canceled
			if w.known[name] == started {
				delete(w.known, name)
			}
		case err == nil:
			started.snapshot, started.known = s, weak.Make(s)
		}
	}()
	return started
}

// stale reports whether a compilation that is done may be another one where a file
// is.
func (w *work) stale(path string) bool { return w.err != nil || w.needs.file(path) }

// guarded is compile of what is open. A mistake of ours ends the answers about one
// script, and not the editor's server.
func (w *Workspace) guarded(ctx context.Context, name string) (s *Snapshot, n needs, err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%s can't be compiled: this is a mistake in flowc", name)
		}
	}()
	return w.compile(ctx, w.project, name)
}

// compile compiles a script as check does: parameters that the build sets may
// have no value yet.
func (w *Workspace) compile(ctx context.Context, p *project.Project, name string) (*Snapshot, needs, error) {
	s := &Snapshot{Name: name, key: p.Key(name)}
	opts, err := options(p, name, &s.InConfig)
	if err != nil {
		return nil, needs{}, err
	}
	a, err := compiler.Analyze(ctx, p, name, opts)
	if err != nil {
		return nil, needs{}, err
	}
	s.Analysis = a
	s.InConfig = s.InConfig.Sorted()
	_, err = p.TestsOf(name)
	s.beside = err == nil
	s.usable = func() []string { return w.usable(s.key) }
	s.after = func(ctx context.Context, edits []diag.Edit) ([]change, error) { return w.after(ctx, s, edits) }
	return s, s.learn(p), nil
}

// options says how a script is compiled, by the flowc.yaml that holds for it.
func options(p *project.Project, name string, list *diag.List) (compiler.Options, error) {
	opts := compiler.Options{Library: true, Partly: true, Shared: true}
	marker := p.MarkerOf(name)
	if marker == "" {
		return opts, nil
	}
	config, err := p.Config(marker, "", list)
	if err != nil {
		return opts, err
	}
	opts.API, opts.MaxSteps, opts.Params, opts.Environments = config.API, config.MaxSteps, config.Values, config.Environments
	opts.IDs, _ = emit.IDsNamed(config.IDs)
	opts.Rules = p.Rules(config, name)
	return opts, nil
}

// IsScript reports whether a file is a script by its name.
func IsScript(name string) bool { return strings.HasSuffix(name, ".flow") }
