package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/mutants"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
)

const (
	testedCall = "call 4420\nsay \"Press 1 to be connected.\"\ninput 1 { 1 -> desk; else -> end }\ndesk:\n  connect 5263\n\n"
	otherTest  = "test \"else\" {\n  call 4420\n  hear \"press 1\"\n  press 2\n  end\n}\n"
)

var unnoticedChange = diag.Register(diag.Code{
	Name: "unnoticed-change", Area: diag.Tests, Severity: diag.Error, Title: "no test fails where the call is changed",
	Text: "`flowc test --mutate` changes the call: a branch, a jump or an exit leads elsewhere, a key or an attempt is gone, outcomes are swapped, a prompt is not heard, a step is left out. If no test fails, nobody would notice that mistake: a test comes there and does not say what happens then, or none comes there.",
	Bad:  testedCall + "test \"desk\" {\n  call 4420\n  hear \"press 1\"\n  press 1\n}\n\n" + otherTest,
	Good: testedCall + "test \"desk\" {\n  call 4420\n  hear \"press 1\"\n  press 1\n  connect 5263\n  end\n}\n\n" + otherTest,
	Run:  "test --mutate",
})

// maxMutants is how many changes of a script are tried.
const maxMutants = 5000

// addMutate adds the flag, whose job is another one than to say which tests pass.
func (f *testFlags) addMutate(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.mutate, "mutate", false, "change the call in small ways, and say which changes no test notices")
}

// mutating reports whether the flags ask for changes of the call. What belongs to
// tests that are run can't stand beside it.
func (f *testFlags) mutating(cmd *cobra.Command) (bool, error) {
	if !f.mutate {
		return false, nil
	}
	for _, flag := range []string{"update", "verbose", "cover", "cover-out", "cover-min"} {
		if cmd.Flags().Changed(flag) {
			return true, usage(cmd, "--mutate changes the call that tests are of: leave --%s out", flag)
		}
	}
	for _, o := range f.reports {
		if o.format.Name != "text" && o.format.Name != "json" {
			return true, usage(cmd, "--mutate writes text or json, not %s", o.format.Name)
		}
	}
	return true, nil
}

// mutateScripts says which changes of scripts no test notices.
func (t *tool) mutateScripts(cmd *cobra.Command, args []string, scripts []*testedScript, opts *compiler.Options, f *testFlags) error {
	var list []mutants.Tried
	for _, s := range scripts {
		r, err := t.mutateScript(s, opts, f)
		if err != nil {
			return err
		}
		if r != nil {
			list = append(list, mutants.Tried{Name: s.name(), Report: r})
		}
	}
	if len(list) == 0 {
		if t.status == fine {
			t.fail(f.none(cmd, args))
		}
		return nil
	}
	for _, o := range f.reports {
		content := ""
		switch o.format.Name {
		case "json":
			content = mutants.JSON(list, t.machine())
		default:
			content = mutated(list)
		}
		if o.path == "" {
			t.show(t.product, content)
		} else if err := t.write(output.File{Path: o.path}, text(t.secrets.Text(content))); err != nil {
			return err
		}
	}
	return nil
}

// mutateScript tries changes of one script. There is no report where it has no tests,
// and where that can't be done, which has been said.
func (t *tool) mutateScript(s *testedScript, opts *compiler.Options, f *testFlags) (*mutants.Report, error) {
	o, known := t.configured(s.input, *opts)
	if !known {
		return nil, nil
	}
	suite, err := flowtest.Load(t.ctx, t.files, s.name(), o)
	if err != nil {
		return nil, err
	}
	t.secrets.Merge(&suite.Secrets)
	if suite.Findings.HasErrors() {
		t.findings(t.unsaid(suite.Findings))
		t.stop()
		return nil, nil
	}
	may := f.runs(s)
	tests := slices.DeleteFunc(suite.Tests, func(test *flowtest.Test) bool { return test.Flow == nil || !may(test) })
	if len(tests) == 0 {
		return nil, nil
	}
	if t.failing(tests) {
		return nil, nil
	}
	r := mutants.Try(tests, suite.Flow, flowtest.NewCoverage(), maxMutants)
	var findings diag.List
	for _, survivor := range r.Survivors {
		findings = append(findings, unnoticedChange.At(survivor.Place, "no test notices where %s", strings.Join(survivor.Words, ", or where ")).Helpf("%s", survivor.Check))
	}
	if len(findings) > 0 {
		t.findings(findings)
		t.stop()
	}
	return r, nil
}

// failing reports whether a test fails before anything is changed, and says so.
func (t *tool) failing(tests []*flowtest.Test) (fails bool) {
	for _, test := range tests {
		for _, failure := range test.Run(test.Flow).Failures {
			t.findings(diag.List{failure})
			fails = true
		}
	}
	if fails {
		t.note("no change was tried: tests fail already\n")
		t.stop()
	}
	return fails
}

// mutated says for people what came of changes.
func mutated(list []mutants.Tried) string {
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "%s: tests notice %d of %s (%d%%)", diag.Visible(r.Name), r.Noticed, counted(r.Tried, "change", "changes"), r.Score())
		if r.Same > 0 {
			fmt.Fprintf(&b, "; %d more would make no difference to callers", r.Same)
		}
		if r.Left > 0 {
			fmt.Fprintf(&b, "; %d were not tried", r.Left)
		}
		b.WriteString("\n")
	}
	return b.String()
}
