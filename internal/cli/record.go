package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/playback"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A recorder writes what was played as tests.
type recorder struct {
	tool   *tool
	script string // the name of its file
	path   string // of the file that the tests go to
	name   string // of the first test; "" where it is made up
	given  []playback.Given
}

// testsOf returns the file beside a script that has tests of it.
func testsOf(script string) string {
	return strings.TrimSuffix(script, scripts.extension) + scripts.passed
}

// holdsTests refuses to write tests of a script where nothing would find them.
func (t *tool) holdsTests(cmd *cobra.Command, script, path string) error {
	beside := testsOf(script)
	if at := t.disk.Path(path); at != t.disk.Path(beside) && at != t.disk.Path(script) {
		return usage(cmd, "a test of %s stands in %s or in %s beside it, not in %s", script, filepath.Base(script), filepath.Base(beside), path)
	}
	return nil
}

// before returns what the file holds that tests of a script are written into, and was
// is nil where there is none yet. Nobody who runs flowc may have seen what stands
// beside the script.
func (t *tool) before(script, path string) (before string, was *string, err error) {
	if _, err := t.files.TestsOf(script); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	text, err := readFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, nil
	case err != nil:
		return "", nil, project.Unreadable(path, err)
	}
	before = string(text)
	return before, &before, nil
}

// recorder returns what writes tests of an input, or nil where nothing does.
func (t *tool) recorder(cmd *cobra.Command, i input, opts *compiler.Options, f *runFlags) (*recorder, error) {
	script := i.name()
	testable := !t.holdsPayload(i) && strings.HasSuffix(script, scripts.extension)
	switch {
	case f.record == "" && cmd.Flags().Changed("record-test"):
		return nil, usage(cmd, "--record-test names the file that the test goes to")
	case !testable && f.record != "":
		return nil, usage(cmd, "--record-test writes tests of scripts: %s is none that has a name", script)
	case !testable:
		return nil, nil
	}
	r := &recorder{tool: t, script: script, path: f.record, name: f.name}
	switch {
	case f.record != "":
		if err := t.holdsTests(cmd, script, f.record); err != nil {
			return nil, err
		}
		t.claim(f.record)
	case i.path == "-":
		return nil, nil
	default:
		r.path = testsOf(script)
	}
	r.given = t.given(i, opts)
	return r, nil
}

// given returns the values that the command line gives to parameters of a script:
// a test has to say them. What is secret is in no test.
func (t *tool) given(i input, opts *compiler.Options) (list []playback.Given) {
	values := opts.Params
	if t.target.environment != "" {
		o, _ := t.configured(i, *opts)
		values = o.Params
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if one := (project.Values{name: values[name]}); len(compiler.UnknownParams(t.files, []string{i.name()}, one)) == 0 {
			list = append(list, playback.Given{Name: name, Value: values[name].Value})
		}
	}
	return list
}

// test returns the file of the tests as it is, and with a test of what was played.
// There is none yet where was is nil.
func (r *recorder) test(flow *sim.Flow, moments []sim.Moment, last sim.Machine) (was *string, now, name string, err error) {
	before, was, err := r.tool.before(r.script, r.path)
	if err != nil {
		return nil, "", "", err
	}
	taken, err := r.taken(before)
	if err != nil {
		return nil, "", "", err
	}
	if name = r.name; name == "" {
		name = playback.Name(flow, moments, last, taken)
	} else if slices.Contains(taken, name) {
		return nil, "", "", fmt.Errorf("there is a test %q: give another name with --name", name)
	}
	test, err := playback.Test(flow, name, r.given, moments, last)
	if err != nil {
		return nil, "", "", err
	}
	return was, playback.Appended(before, test), name, nil
}

// taken returns the names of the tests that there are, in the file of the tests
// and in the script.
func (r *recorder) taken(text string) (names []string, err error) {
	for _, path := range []string{r.script, testsOf(r.script)} {
		text := text
		if r.tool.disk.Path(path) != r.tool.disk.Path(r.path) {
			other, err := readFile(path)
			if err != nil {
				continue // there are no tests
			}
			text = string(other)
		}
		tree := lang.Parse(source.NewFile(path, text))
		if len(tree.Findings(nil)) > 0 {
			return nil, fmt.Errorf("%s has errors: mend it before a test is written there", path)
		}
		names = append(names, playback.Names(tree)...)
	}
	return names, nil
}

// late writes a test when the run of the command ends.
func (r *recorder) late(flow *sim.Flow, run *playback.Run) error {
	was, now, name, err := r.test(flow, run.Moments, run.Last)
	if err != nil {
		return err
	}
	r.tool.done = func() { r.tool.note("wrote the test %q into %s\n", name, r.path) }
	return r.tool.write(output.File{Path: r.path, Was: was}, text(now))
}

// now writes a test at once, and says where.
func (r *recorder) now(flow *sim.Flow, moments []sim.Moment, last sim.Machine) (string, error) {
	was, text, name, err := r.test(flow, moments, last)
	if err != nil {
		return "", err
	}
	set := output.New(io.Discard, io.Discard)
	err = set.Stage(output.File{Path: r.path, Was: was}, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err = errors.Join(err, set.Commit()); err != nil {
		return "", cannotWrite(r.path, err)
	}
	r.name = "" // the next one has another
	return fmt.Sprintf("wrote the test %q into %s", name, r.path), nil
}
