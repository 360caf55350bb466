package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// write writes an output of the run, and makes its folder. It is in its place
// when the run ends.
func (t *tool) write(f output.File, content func(io.Writer) error) error {
	t.watch()
	if err := t.outputs.Stage(f, content); err != nil {
		return cannotWrite(f.Path, err)
	}
	return nil
}

// claim says where the outputs of the command belong. Where they are scripts
// with errors, nothing is written there, and no report may be either.
func (t *tool) claim(paths ...string) {
	for _, path := range paths {
		if path != "" {
			t.outputs.Claim(path)
		}
	}
}

// commit puts the outputs of the run in place.
func (t *tool) commit() {
	if t.status == unusable {
		t.outputs.Abort() // what could not be done leaves all as it was
		return
	}
	err := t.outputs.Commit()
	var path *fs.PathError
	switch {
	case err == nil:
		t.done()
		t.tellFolders()
		t.prune()
	case errors.As(err, &path):
		t.fail(cannotWrite(path.Path, path.Err))
	default:
		t.fail(unwritten("", err))
	}
}

// maxFolders is how many folders are named.
const maxFolders = 3

// tellFolders says which folders were made: the name of an output may have been
// misspelt.
func (t *tool) tellFolders() {
	made := t.outputs.Made()
	if len(made) == 0 || t.names {
		return
	}
	what, more := "folder", ""
	if len(made) > 1 {
		what = "folders"
	}
	if len(made) > maxFolders {
		more = fmt.Sprintf(" and %d more", len(made)-maxFolders)
		made = made[:maxFolders]
	}
	t.note("made the %s %s%s\n", what, strings.Join(made, ", "), more)
}

// watch lets a signal that ends the run remove what is half done. It waits for
// signals from the first output on: to start takes half a millisecond.
func (t *tool) watch() {
	if t.watching {
		return
	}
	t.watching = true
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			t.outputs.Interrupt()
			number := 1
			if s, ok := s.(syscall.Signal); ok {
				number = int(s)
			}
			os.Exit(128 + number)
		case <-done:
		}
	}()
	t.unwatch = func() {
		signal.Stop(signals)
		close(done)
	}
}

// differing reports whether a file is there and does not hold a text.
func differing(path string, text string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(filepath.Clean(path), "/dev/") {
		return false
	}
	now, err := readFile(path)
	return err != nil || string(now) != text
}

// named returns the file that a flag names. The name - is for standard output,
// where everything goes that has no name.
func named(path string) string {
	if path == "-" {
		return ""
	}
	return path
}

// text is what writes a text.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// replaced is the failure to write over a script that somebody may have
// written.
func replaced(path string) error {
	return diag.Failure{Finding: unwritable.At(source.Place{}, "cannot write %s: it is there already, and differs", path).
		Helpf("Look at it, and replace it with --force.")}
}
