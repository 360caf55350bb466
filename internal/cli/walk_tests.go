package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang/source"
)

// maxGaps is how many of the steps and branches are named that tests don't come to.
const maxGaps = 10

// makeTests writes tests for what no test of a script comes to.
func (t *tool) makeTests(cmd *cobra.Command, i input, opts *compiler.Options, f *walkFlags) error {
	if t.holdsPayload(i) {
		return usage(cmd, "--write-tests is for scripts: a payload has no tests; flowc decompile makes a script of it")
	}
	path, err := f.testFile(cmd, i)
	if err != nil {
		return err
	}
	t.claim(path)
	if t.analyze(i, opts) == nil {
		return nil // what is wrong has been said
	}
	o, _ := t.configured(i, *opts)
	written, err := walk.Tests(t.ctx, t.overlaid(), i.name(), o, slices.Sorted(maps.Keys(opts.Params)))
	if err != nil {
		return err
	}
	t.findings(t.unsaid(t.thatStop(written.Findings)))
	if written.Findings.HasErrors() {
		t.stop()
		return nil
	}
	t.tellWritten(i, path, written)
	switch {
	case written.Tests == 0:
		return nil
	case path == "":
		t.show(t.product, written.Text)
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return t.write(output.File{Path: path}, text(written.Text))
	}
	before, err := t.files.Text(path)
	if err != nil {
		return err
	}
	return t.write(output.File{Path: path, Was: &before}, text(written.Append(before)))
}

// testFile returns the file that tests are written into, or "" for standard output.
// Elsewhere nothing would find them.
func (f *walkFlags) testFile(cmd *cobra.Command, i input) (string, error) {
	stem := strings.TrimSuffix(i.path, scripts.extension)
	name := filepath.Base(stem) + scripts.passed
	path := named(f.tests)
	switch {
	case path == "" || path == beside && i.path == "-":
		return "", nil
	case path == beside && stem != i.path:
		return stem + scripts.passed, nil
	case path == beside:
		return "", usage(cmd, "%s has no name that ends in .flow: name the file with --write-tests=FILE, or - for standard output", i.path)
	case i.path != "-" && filepath.Clean(path) != i.path && filepath.Base(path) != name:
		return "", usage(cmd, "--write-tests=%s: tests stand in the script itself or in %s", path, name)
	}
	return filepath.Clean(path), nil
}

// tellWritten says what was written, and what is still to be tested.
func (t *tool) tellWritten(i input, path string, w *walk.Written) {
	switch {
	case w.Tests == 0 && len(w.Gaps) == 0:
		t.note("%s: the tests come to everything, and none was written\n", i.name())
	case w.Tests == 0:
		t.note("%s: no test was written\n", i.name())
	case path != "":
		t.note("%s: %s written\n", path, counted(w.Tests, "test", "tests"))
	}
	if w.Failed > 0 {
		t.note("%s not written: what is compared there is a secret\n", counted(w.Failed, "test was", "tests were"))
	}
	if w.More {
		t.note("there could be more: run it again\n")
	}
	for n, gap := range w.Gaps {
		if n == maxGaps {
			t.note("  and %s more\n", counted(len(w.Gaps)-n, "step or branch", "steps and branches"))
			break
		}
		at := gap.Place.File.Position(gap.Place.Start, source.Characters)
		t.note("  %s:%s: no test comes to %s\n", gap.Place.File.Name, fmt.Sprint(at.Line), gap.Name)
	}
}
