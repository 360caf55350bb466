package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/testreport"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var noTests = diag.Register(diag.Code{
	Name: "no-tests", Area: diag.Tests, Severity: diag.Error, Title: "there is no test to run",
	Text: "Who asks for tests to be run wants to know where none are: the name of a file may be misspelt, or the expression of `--run`.",
})

var lowCoverage = diag.Register(diag.Code{
	Name: "low-coverage", Area: diag.Tests, Severity: diag.Error, Title: "tests come to less than --cover-min asks for",
	Text: "What they do not come to is named. `flowc walk --write-tests` writes tests for it.",
})

// covering are the flags about what tests come to.
type covering struct {
	tell    bool
	least   int
	outputs []string
	files   []coverOutput
}

// A coverOutput is a file that says what tests come to.
type coverOutput struct {
	format testreport.CoverFormat
	path   string
}

func (f *covering) add(t *tool, cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.tell, "cover", false, "tell which steps and branches no test comes to")
	cmd.Flags().Var((*repeated)(&f.outputs), "cover-out", "write what tests come to: `FILE`, or FORMAT:FILE (may be repeated); a format is "+strings.Join(testreport.CoverFormatNames(), ", "))
	t.complete(cmd, "cover-out", "lcov:", "cobertura:", "json:", "html:")
	cmd.Flags().IntVar(&f.least, "cover-min", 0, "fail where less than `PERCENT` of the steps or of the branches are covered")
}

func (f *covering) read(t *tool, cmd *cobra.Command) error {
	if f.least < 0 || f.least > 100 {
		return usage(cmd, "--cover-min is from 0 to 100, not %d", f.least)
	}
	for _, spec := range f.outputs {
		name, path, _ := strings.Cut(spec, ":")
		i := slices.Index(testreport.CoverFormatNames(), name)
		if i < 0 {
			path = spec
			i = slices.IndexFunc(testreport.CoverFormats, func(c testreport.CoverFormat) bool {
				return slices.Contains(c.Extensions, strings.ToLower(filepath.Ext(path)))
			})
		}
		switch {
		case path == "" || path == "-":
			return usage(cmd, "--cover-out %s names no file", spec)
		case strings.HasSuffix(path, scripts.extension):
			return usage(cmd, "--cover-out %s: that is a script, and what is written is none", spec)
		case i < 0:
			return usage(cmd, "--cover-out %s does not say the format: name a file that ends in .info, .xml, .json or .html, or give FORMAT:FILE with %s",
				spec, strings.Join(testreport.CoverFormatNames(), ", "))
		}
		f.files = append(f.files, coverOutput{testreport.CoverFormats[i], path})
		t.claim(path)
	}
	return nil
}

// deliverCoverage writes what tests come to, and says whether that is enough.
func (t *tool) deliverCoverage(cover *flowtest.Coverage, f *testFlags) error {
	if t.status == unusable {
		return nil
	}
	c := &testreport.Coverage{Files: cover.Files(), Style: t.machine()}
	for _, o := range f.covering.files {
		if err := t.write(output.File{Path: o.path}, text(o.format.Write(c))); err != nil {
			return err
		}
	}
	steps, branches := c.Shares()
	low := min(steps.Percent(), branches.Percent()) < f.covering.least
	if f.covering.tell || low {
		to := t.err
		if slices.ContainsFunc(f.reports, func(o testOutput) bool { return o.path == "" && o.format.Name == "text" }) {
			to = t.product
		}
		t.show(to, c.Text())
	}
	if low {
		t.findings(diag.List{lowCoverage.At(source.Place{}, "%d%% of the steps and %d%% of the branches are covered, and --cover-min is %d",
			steps.Percent(), branches.Percent(), f.covering.least)})
		t.stop()
	}
	return nil
}

// missed returns what a file of coverage says that no test comes to, or nil where none
// is given.
func (t *tool) missed(cmd *cobra.Command, name string, c *call.Call) (func(step int, key string) bool, error) {
	if name == "" {
		return nil, nil
	}
	if c.Program == nil {
		return nil, usage(cmd, "--cover is for scripts: a payload has no tests")
	}
	text, err := t.files.Text(name)
	if err != nil {
		return nil, err
	}
	overlay, err := testreport.ReadJSON(text, t.machine())
	if err != nil {
		return nil, usage(cmd, "--cover %s: %v; flowc test --cover-out json:FILE writes one", name, err)
	}
	if len(c.Steps) > 0 && !overlay.Has(c.Step(0).File) {
		return nil, usage(cmd, "--cover %s says nothing of %s", name, c.Step(0).File.Name)
	}
	return func(step int, key string) bool { return overlay.Missed(c.Step(step), key) }, nil
}
