package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Runs are a run of the command line, and those that follow it where changes are
// watched. Each has a tool of its own: nothing that a run knows is left to the next.
type runs struct {
	args     []string
	in       io.Reader
	out, err io.Writer
	open     func() (notifier, error)
	after    func(time.Duration) <-chan time.Time

	notifier // nil where nothing is watched
	folders  map[string]fs.FileInfo
	changed  []string // since the last run
}

// A notifier tells of what happens in folders.
type notifier interface {
	add(folder string) error
	remove(folder string)
	events() <-chan fsnotify.Event
	errors() <-chan error
}

// Settled is how long nothing may have changed before the next run: editors write
// a file in several steps. Patience is how long that is waited for.
const (
	settled  = 50 * time.Millisecond
	patience = time.Second
)

// all makes the run, and others as long as there is something to watch.
func (r *runs) all() int {
	t := newTool(r.in, r.out, r.err)
	t.runs = r
	wrong := t.run(r.args)
	for !wrong && t.watched != nil && !t.failed[t.err] && !t.failed[t.product] {
		err := r.next(t)
		next := newTool(r.in, r.out, r.err)
		next.runs = r
		if err != nil {
			next.fail(err)
			next.finish()
		} else {
			next.run(r.args)
		}
		t.unwatch() // the next one waits for signals now
		t = next
	}
	t.unwatch()
	return t.status
}

// next waits for the next run. The error is for what ends them.
func (r *runs) next(t *tool) error {
	for path := range t.disk.asked {
		t.watched.add(path)
	}
	if err := r.follow(t.watched); err != nil {
		return err
	}
	if t.status == 0 && t.count == (diag.Count{}) && !t.tells {
		t.note("no findings\n") // who waits wants to know that the run is over
		t.flush()
	}
	if r.changed = t.disk.changed(); len(r.changed) > 0 {
		return nil // while the run went on
	}
	t.note("-- waiting for changes\n")
	t.flush()
	return r.wait(t.watched)
}

// wait collects changes until nothing happens for a moment.
func (r *runs) wait(of *watched) error {
	var quiet, enough <-chan time.Time
	for {
		select {
		case e, open := <-r.events():
			if !open {
				return errors.New("the system tells of no changes any more")
			}
			if e.Op == fsnotify.Chmod || !of.matters(e.Name) {
				continue
			}
			if !slices.Contains(r.changed, e.Name) {
				r.changed = append(r.changed, e.Name)
			}
		case err := <-r.errors():
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			// Too much happened for the system to say what.
		case <-quiet:
			return nil
		case <-enough:
			return nil
		}
		quiet = r.after(settled)
		if enough == nil {
			enough = r.after(patience)
		}
	}
}

// follow makes the notifier tell of what happens in the folders of all that matters.
// One that was replaced by another of its name is followed anew.
func (r *runs) follow(of *watched) error {
	wanted := of.all()
	for folder, was := range r.folders {
		if now, err := os.Stat(folder); !slices.Contains(wanted, folder) || err != nil || !os.SameFile(was, now) {
			r.remove(folder)
			delete(r.folders, folder)
		}
	}
	for _, folder := range wanted {
		if r.folders[folder] != nil {
			continue
		}
		info, err := os.Stat(folder)
		if err != nil || !info.IsDir() {
			continue // the folder above tells when it is there
		}
		switch err := r.add(folder); {
		case err == nil:
			r.folders[folder] = info
		case of.must[folder] && !errors.Is(err, fs.ErrNotExist):
			return cannotWatch(folder, err)
		}
	}
	return nil
}

// cannotWatch says why a folder can't be watched.
func cannotWatch(folder string, err error) error {
	f := failed.At(source.Place{}, "cannot watch %s: %v", folder, cause(err))
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		f = failed.At(source.Place{}, "cannot watch %s: the system lets nobody watch more", folder).
			Helpf("name fewer folders, or let the system watch more; on Linux: sysctl fs.inotify.max_user_watches, fs.inotify.max_user_instances")
	}
	return diag.Failure{Finding: f}
}

func takesWatch(cmd *cobra.Command, watch *bool) {
	cmd.Flags().BoolVar(watch, "watch", false, "run again on each change, until it is interrupted")
}

// repeat starts to note what a run that is to be repeated depends on. What the command
// line names, scripts and folders and other files, is watched before it is read.
func (t *tool) repeat(cmd *cobra.Command, args, files []string, kinds ...kind) error {
	if slices.Contains(args, "-") {
		return usage(cmd, "--watch runs again when a file changes: standard input is read once")
	}
	r := t.runs
	if r.notifier == nil {
		n, err := r.open()
		if err != nil {
			return cannotWatch("files", err)
		}
		r.notifier, r.folders = n, map[string]fs.FileInfo{}
	}
	t.watch()
	t.disk.asked = map[string]stamp{}
	t.watched = newWatched(kinds)
	for _, arg := range slices.Concat(args, files) {
		t.watched.given(t.disk.Path(arg))
	}
	if f, ok := t.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.print(t.err, "\x1b[H\x1b[2J\x1b[3J")
	}
	if len(r.changed) > 0 {
		what := "changed"
		if n := len(r.changed) - 1; n > 0 {
			what = fmt.Sprintf("and %d more changed", n)
		} else if _, err := os.Lstat(r.changed[0]); errors.Is(err, fs.ErrNotExist) {
			what = "is gone"
		}
		t.note("-- again: %s %s\n", t.shortened(r.changed[0]), what)
		t.flush()
	}
	r.changed = nil
	err := r.follow(t.watched)
	if err != nil {
		t.watched = nil
	}
	return err
}

// shortened returns the name of a path as seen from the folder that flowc runs in.
func (t *tool) shortened(path string) string {
	if rel, err := filepath.Rel(t.disk.Path("."), path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// A system is the notifier of the machine.
type system struct{ *fsnotify.Watcher }

func openSystem() (notifier, error) {
	w, err := fsnotify.NewWatcher()
	return system{w}, err
}

func (s system) add(folder string) error { return s.Add(folder) }

func (s system) remove(folder string) {
	_ = s.Remove(folder) // one that is gone is not watched any more
}

func (s system) events() <-chan fsnotify.Event { return s.Events }
func (s system) errors() <-chan error          { return s.Errors }
