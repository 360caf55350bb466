package cli

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/testreport"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// tests are files of tests, which stand beside the script that they test.
var tests = kind{"test", "_test.flow", ""}

type testFlags struct {
	target
	run      string
	only     *regexp.Regexp
	outputs  []string
	reports  []testOutput
	verbose  bool
	watch    bool
	update   bool
	mutate   bool
	covering covering
}

// A testOutput is a report that is written: in a format, to a file or to standard
// output.
type testOutput struct {
	format testreport.Format
	path   string // "" for standard output
}

const testLong = `Test runs the tests of scripts: those in them, and those in the file beside,
NAME_test.flow. A test is a transcript of a call. Nothing is called, and no
server is asked: the test says what the caller presses and how requests come
out. Each failure is told at its line, with what stands before it on the call.

In a folder all tests are run; without arguments, those of the folder that
flowc runs in. Where there is no test, or --run names none, the exit status is 1.

--update rewrites the lines of tests that fail to what happens now. It is for
people who look at the difference: where the environment variable CI is set, it
is refused.

--cover tells which steps and branches no test comes to, and --cover-out writes
it to a file, as its name or FORMAT:FILE says: lcov (.info), cobertura (.xml),
json or html. What no call can come to does not count, and is told all the same.

--mutate changes the call in small ways, and says which changes no test notices.
Tests have to pass before.`

func (t *tool) test() *cobra.Command {
	f := testFlags{target: target{checking: true}}
	cmd := &cobra.Command{
		Use:   "test [SCRIPT...]",
		Short: "Run the tests of scripts",
		Long:  testLong,
		Example: `  flowc test
  flowc test welcome.flow -v
  flowc test flows/ --run 'known account'
  flowc test flows/ --cover --cover-min 90
  flowc test flows/ --output text --output junit:report.xml
  flowc test flows/ --cover-out coverage.info --cover-out coverage.html
  flowc test flows/ --mutate
  flowc test --update welcome_test.flow
  flowc test --watch flows/`,
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			if f.watch {
				if err := t.repeat(cmd, args, f.values, scripts, tests); err != nil {
					return err
				}
			}
			return t.runTest(cmd, args, &f)
		},
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	formats := testreport.FormatNames()
	cmd.Flags().Var((*repeated)(&f.outputs), "output", "how results are written, and where: `FORMAT[:FILE]` (may be repeated); a format is "+strings.Join(formats, ", "))
	cmd.Flags().StringVar(&f.run, "run", "", "run only the tests whose name this regular `EXPRESSION` matches")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "tell each test, and what happens on its call")
	cmd.Flags().BoolVar(&f.update, "update", false, "rewrite tests that fail to what happens now")
	f.covering.add(t, cmd)
	f.addMutate(cmd)
	takesWatch(cmd, &f.watch)
	t.complete(cmd, "output", formats...)
	return cmd
}

func (t *tool) runTest(cmd *cobra.Command, args []string, f *testFlags) error {
	if err := f.read(t, cmd, args); err != nil {
		return err
	}
	opts, inputs, err := f.start(t, cmd, args, scripts, tests)
	if err != nil {
		return err
	}
	for _, i := range inputs {
		if t.holdsPayload(i) {
			return usage(cmd, "%s is a payload, which has no tests", i.name())
		}
	}
	opts.Shared = len(inputs) > 1
	if opts.Shared && len(opts.Params) > 0 {
		t.parametersKnown(inputs, opts)
	}
	if t.status == unusable {
		return nil
	}
	tested := f.pair(inputs)
	if mutates, err := f.mutating(cmd); mutates && err == nil {
		return t.mutateScripts(cmd, args, tested, opts, f)
	} else if err != nil {
		return err
	}
	if f.update {
		if err := t.updateTests(tested, opts, f); err != nil {
			return err
		}
	}
	r := &testreport.Report{Verbose: f.verbose, Quiet: t.quiet, Most: t.most}
	cover := flowtest.NewCoverage()
	found := false
	for _, s := range tested {
		script, any := t.testScript(s, opts, f, cover)
		if found = found || any; any || len(script.Errors) > 0 {
			r.Scripts = append(r.Scripts, script)
		}
	}
	if !found && t.status == fine {
		t.fail(f.none(cmd, args))
	}
	if c := r.Count(); c.Failed+c.NotRun > 0 {
		t.stop()
	}
	if err := t.deliverTests(r, f); err != nil {
		return err
	}
	return t.deliverCoverage(cover, f)
}

// none says that there is nothing to run: who asks for tests wants some to be run.
func (f *testFlags) none(cmd *cobra.Command, args []string) error {
	where := strings.Join(args, ", ")
	if f.only != nil {
		return diag.Failure{Finding: noTests.At(source.Place{}, "no test in %s has a name that %s matches", where, f.run)}
	}
	return diag.Failure{Finding: noTests.At(source.Place{}, "no tests in %s", where).Helpf(`Write one behind the script, or into NAME_test.flow beside it: test "..." { ... }`)}
}

// read looks at the flags that say what is run and what is written.
func (f *testFlags) read(t *tool, cmd *cobra.Command, args []string) (err error) {
	if f.run != "" {
		if f.only, err = regexp.Compile(f.run); err != nil {
			return usage(cmd, "--run takes a regular expression: %v", err)
		}
	}
	if f.update {
		switch ci := os.Getenv("CI"); {
		case ci != "" && ci != "false" && ci != "0":
			return usage(cmd, "--update rewrites tests, which nobody would look at here: the environment variable CI is set")
		case slices.Contains(args, "-"):
			return usage(cmd, "--update writes files: standard input is none")
		case f.watch:
			return usage(cmd, "--update changes what --watch waits for: leave one of them out")
		}
	}
	if len(f.outputs) == 0 {
		f.outputs = []string{testreport.Formats[0].Name}
	}
	printed := 0
	for _, spec := range f.outputs {
		name, path, colon := strings.Cut(spec, ":")
		i := slices.Index(testreport.FormatNames(), name)
		switch {
		case i < 0:
			return usage(cmd, "--output takes FORMAT or FORMAT:FILE, and %q is no format: %s", name, strings.Join(testreport.FormatNames(), ", "))
		case colon && path == "":
			return usage(cmd, "--output %s names no file: leave the colon out, or name one behind it", spec)
		case strings.HasSuffix(path, scripts.extension):
			return usage(cmd, "--output %s: that is a script, and what is written is none", spec)
		}
		if path = named(path); path == "" {
			printed++
		}
		f.reports = append(f.reports, testOutput{testreport.Formats[i], path})
		t.claim(path)
	}
	if printed > 1 {
		return usage(cmd, "--output: only one goes to standard output: name a file, as in FORMAT:FILE")
	}
	return f.covering.read(t, cmd)
}

// A testedScript is a script whose tests are run, and those of which of its files.
type testedScript struct {
	input
	whole bool // all of them, and not those of the file beside it alone
}

// pair returns the scripts that inputs are tests of, each once.
func (f *testFlags) pair(inputs []input) (list []*testedScript) {
	byName := map[string]*testedScript{}
	for _, i := range inputs {
		name, beside := strings.CutSuffix(i.path, tests.extension)
		if beside {
			i.path = name + scripts.extension
		}
		s := byName[i.name()]
		if s == nil {
			s = &testedScript{input: i}
			byName[i.name()] = s
			list = append(list, s)
		}
		s.whole = s.whole || !beside
	}
	return list
}

// runs reports whether a test of a script is run.
func (f *testFlags) runs(s *testedScript) func(*flowtest.Test) bool {
	return func(test *flowtest.Test) bool {
		return (s.whole || strings.HasSuffix(test.File.Source.Name, tests.extension)) && (f.only == nil || f.only.MatchString(test.Name()))
	}
}

// testScript runs tests of a script, and reports whether there are some.
func (t *tool) testScript(s *testedScript, opts *compiler.Options, f *testFlags, cover *flowtest.Coverage) (script testreport.Script, any bool) {
	script.Name = s.name()
	o, known := t.configured(s.input, *opts)
	if !known {
		return script, false
	}
	suite, err := flowtest.Load(t.ctx, t.files, s.name(), o)
	if err != nil {
		t.fail(err)
		return script, false
	}
	t.secrets.Merge(&suite.Secrets)
	script.Errors = t.unsaid(t.thatStop(suite.Findings))
	t.findings(script.Errors)
	if suite.Flow != nil {
		cover.Add(suite.Flow)
	}
	may := f.runs(s)
	chosen := slices.DeleteFunc(slices.Clone(suite.Tests), func(test *flowtest.Test) bool { return !may(test) })
	flowtest.Run(chosen, func(i int, r *flowtest.Result) {
		script.Tests = append(script.Tests, t.tested(chosen[i], r, f))
		if r != nil {
			cover.Count(r)
		}
	})
	return script, len(chosen) > 0
}

// tested returns what came of a test; without a result it was not run.
func (t *tool) tested(test *flowtest.Test, r *flowtest.Result, f *testFlags) testreport.Test {
	told := testreport.Test{Name: test.Name(), Place: test.Named(), NotRun: r == nil}
	if r == nil {
		return told
	}
	told.Failures = r.Failures
	machine := slices.ContainsFunc(f.reports, func(o testOutput) bool { return o.format.Name != "text" })
	if f.verbose || machine && len(told.Failures) > 0 {
		told.Transcript = r.Transcript()
	}
	return told
}

// updateTests rewrites the tests that fail, and lets what comes see them as if they
// were there.
func (t *tool) updateTests(scripts []*testedScript, opts *compiler.Options, f *testFlags) error {
	texts := map[string]string{}
	var all []flowtest.Change
	for _, s := range scripts {
		o, known := t.configured(s.input, *opts)
		if !known {
			continue
		}
		changed, changes, err := flowtest.Update(t.ctx, t.overlaid(), s.name(), o, f.runs(s))
		if err != nil {
			return err
		}
		for name, text := range changed {
			texts[name] = text
		}
		all = append(all, changes...)
	}
	return t.writeTests(texts, all)
}

// writeTests writes files of tests.
func (t *tool) writeTests(texts map[string]string, changes []flowtest.Change) error {
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		was, err := t.files.Text(name)
		if err != nil {
			return err
		}
		if err := t.write(output.File{Path: name, Was: &was}, text(texts[name])); err != nil {
			return err
		}
		t.files.Open(name, texts[name])
	}
	if len(changes) > 0 {
		t.done = func() {
			for _, c := range changes {
				gone := ""
				if c.Gone > 0 {
					gone = " (without " + counted(c.Gone, "line", "lines") + ")"
				}
				t.note("rewrote %s: %s%s\n", c.Test.File.Source.Name, c.Test.Name(), gone)
			}
		}
	}
	return nil
}

// deliverTests writes what came of the tests.
func (t *tool) deliverTests(r *testreport.Report, f *testFlags) error {
	for _, o := range f.reports {
		r.Style = t.machine()
		r.Style.Color = o.path == "" && color(t.out)
		content := o.format.Write(r)
		if o.path == "" {
			t.tells = true
			t.show(t.product, content)
		} else if err := t.write(output.File{Path: o.path}, text(content)); err != nil {
			return err
		}
	}
	return nil
}
