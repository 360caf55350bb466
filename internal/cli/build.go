package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// target are the flags that say what to compile for.
type target struct {
	outside
	api      string
	ids      string
	maxSteps int
	strict   bool
	failOn   string
	now      string
	checking bool // findings are all that is asked for
	playing  bool // only those are shown that stop it
	baseline string
	flags    *pflag.FlagSet // of the command

	writeBaseline bool
}

func (f *target) add(t *tool, cmd *cobra.Command) {
	f.outside.add(cmd)
	f.flags = cmd.Flags()
	cmd.Flags().StringVar(&f.api, "api", "", "the API to compile for, v1 or v2 (what the script says, or v2)")
	cmd.Flags().IntVar(&f.maxSteps, "max-steps", compiler.DefaultMaxSteps, "how many steps attempts and uses may add")
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", "which findings stop the job: "+thresholds()+"; build stops for errors always")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "let warnings stop the job, as --fail-on warning")
	t.complete(cmd, "api", "v1", "v2")
	t.complete(cmd, "fail-on", project.FailOns...)
	cmd.Flags().StringVar(&f.now, "now", "", "also find times that have passed at a `TIME`: 2030-01-15, 2030-01-15T18:30:00Z, or clock for the machine's")
	t.complete(cmd, "now", "clock")
}

// start reads the flags and finds the scripts of a run.
func (f *target) start(t *tool, cmd *cobra.Command, args []string, kinds ...kind) (*compiler.Options, []input, error) {
	opts := &compiler.Options{MaxSteps: f.maxSteps}
	t.target = f
	if err := f.options(cmd, opts); err != nil {
		return nil, nil, err
	}
	t.failOn = f.threshold()
	if err := t.readBaseline(cmd, f); err != nil {
		return nil, nil, err
	}
	params, findings, err := f.params(t, cmd)
	if err != nil {
		return nil, nil, err
	}
	opts.Params, opts.Partly = params, findings.HasErrors()
	t.findings(findings.Sorted())
	inputs, err := t.inputs(cmd, args, kinds...)
	if err == nil {
		err = t.environmentKnown(cmd, inputs)
	}
	return opts, inputs, err
}

func (f *target) options(cmd *cobra.Command, opts *compiler.Options) error {
	version, err := versionOf(cmd, f.api)
	if err != nil {
		return err
	}
	opts.API = version
	if opts.Now, err = timeOf(f.now); err != nil {
		return usage(cmd, "--now is a day such as 2030-01-15, a time such as 2030-01-15T18:30:00Z, or clock, not %q", f.now)
	}
	if !slices.Contains(project.FailOns, f.failOn) {
		return usage(cmd, "--fail-on is %s, not %q", thresholds(), f.failOn)
	}
	if f.given("fail-on") && f.strict {
		return usage(cmd, "--strict is --fail-on warning: leave one of them out")
	}
	if f.maxSteps < 1 || f.maxSteps > compiler.MaxMaxSteps {
		return usage(cmd, "--max-steps is from 1 to %d, not %d", compiler.MaxMaxSteps, f.maxSteps)
	}
	if f.ids != "" {
		ids, ok := emit.IDsNamed(f.ids)
		if !ok {
			return usage(cmd, "--ids is number, string or label, not %q", f.ids)
		}
		opts.IDs = ids
	}
	return nil
}

// timeOf reads a time. A day is its start in UTC.
func timeOf(text string) (at time.Time, err error) {
	switch text {
	case "":
		return time.Time{}, nil
	case "clock":
		return time.Now(), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateTime, "2006-01-02 15:04"} {
		if at, err = time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, err
}

// analyze compiles one script and prints its findings. It returns nil where
// there is no payload.
func (t *tool) analyze(i input, opts *compiler.Options) *compiler.Analysis {
	o, known := t.configured(i, *opts)
	a, err := compiler.Analyze(t.ctx, t.files, i.name(), o)
	if err != nil {
		t.fail(err)
		return nil
	}
	t.secrets.Merge(a.Secrets)
	if t.env != nil {
		// Also of a script with errors: it may say what the environment does.
		resolved, _ := a.ResolveEnv(t.env.Lookup)
		t.secrets.Merge(resolved.Secrets)
	}
	t.unseen(a)
	if !known || a.Findings.HasErrors() || slices.ContainsFunc(a.Findings, t.stops) {
		return nil
	}
	return a
}

// parametersKnown reports values that none of several scripts has a parameter
// for, before any payload is written.
func (t *tool) parametersKnown(inputs []input, opts *compiler.Options) bool {
	var names []string
	for _, i := range inputs {
		if !i.payload() {
			names = append(names, i.name())
		}
	}
	unknown := compiler.UnknownParams(t.files, names, opts.Params)
	t.findings(unknown)
	return len(unknown) == 0
}

type buildFlags struct {
	target
	output  string
	compact bool
	check   bool
	prune   bool
	verbose bool
	mapFile string
	deps    string
	folders []payloadFolder // where the payloads go, where that is a folder

	resolveEnv bool
	envFiles   []string
	watch      bool
	recordings string
}

func (t *tool) build() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build SCRIPT...",
		Short: "Compile scripts into payloads",
		Long: `Build compiles scripts into the JSON payloads of the Call Flow API.

One script is printed, or written to the file that -o names. Several scripts,
or a folder of them, are written into the folder that -o names, each as
NAME.json; a folder keeps its structure there, and files of declarations only
are passed over. A payload is written only if its script has no errors. Where
a run needs a folder, the output of the project's flowc.yaml stands for -o.

With --check nothing is written: the payloads on disk are compared with what
would be, and those that differ are shown and make the exit status 1. Where a
folder of scripts is built, so do payloads whose scripts are gone; --prune
removes them. Only what build may have written counts, by how it is laid out.

With --recordings prompts that have a recording in a table are played from
there, and have a url beside their text; flowc prompts writes such a table.

With --watch it builds again on each change of a file that it read, until it is
interrupted.`,
		Example: `  flowc build welcome.flow
  flowc build welcome.flow -o welcome.json --ids label
  flowc build flows/ -o payloads/
  flowc build flows/ -o payloads/ --check
  flowc build flows/ -o payloads/ --values production.yaml
  flowc build flows/ -o payloads/ --recordings prompts.csv
  flowc build flows/ -o payloads/ --watch
  cat welcome.flow | flowc build -`,
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.watch {
				if err := t.repeat(cmd, args, slices.Concat(f.values, f.envFiles, f.tables()), scripts); err != nil {
					return err
				}
			}
			return t.runBuild(cmd, args, &f)
		},
	}
	f.target.add(t, cmd)
	f.addBaseline(cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return true } // runBuild says whether it is not
	cmd.Flags().StringVarP(&f.output, "out", "o", "", "the file to write, or the folder for several scripts")
	cmd.Flags().StringVar(&f.ids, "ids", "number", "how objects are named: number, string or label")
	cmd.Flags().BoolVar(&f.compact, "compact", false, "write the payload on one line")
	cmd.Flags().BoolVar(&f.check, "check", false, "only compare with the payloads on disk")
	cmd.Flags().BoolVar(&f.prune, "prune", false, "with a folder of scripts, remove payloads whose scripts are gone")
	cmd.Flags().StringVar(&f.mapFile, "map", "", "also write a source map to this file")
	cmd.Flags().StringVar(&f.deps, "deps", "", "also write what the payloads were made of to this file, as rules of make")
	cmd.Flags().BoolVar(&f.resolveEnv, "resolve-env", false, "fill in cloud, sid and token from the environment")
	cmd.Flags().Var((*repeated)(&f.envFiles), "env-file", "a file of NAME=VALUE lines for --resolve-env (may be repeated)")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "say how many steps each step, menu and try became")
	cmd.Flags().StringVar(&f.recordings, "recordings", "", "play the prompts that have a recording in this `TABLE`, CSV or XLSX")
	takesWatch(cmd, &f.watch)
	t.complete(cmd, "ids", "number", "string", "label")
	return cmd
}

func (t *tool) runBuild(cmd *cobra.Command, args []string, f *buildFlags) error {
	f.output = named(f.output)
	opts, inputs, err := f.start(t, cmd, args, scripts)
	if err != nil {
		return err
	}
	env, err := t.environment(f.envFiles)
	if err != nil {
		return err
	}
	if f.resolveEnv {
		t.env = &env
	}
	several := several(args, inputs)
	if err := f.fit(cmd, several); err != nil {
		return err
	}
	outputs, err := f.claimed(t, cmd, inputs, several)
	if err != nil {
		return err
	}
	recordings, err := t.recordings(cmd, f.recordings)
	if err != nil {
		return err
	}
	if f.recordings != "" && recordings == nil {
		opts.Partly = true // the scripts say what of the table is secret
	}
	opts.Shared = several
	if several && len(opts.Params) > 0 && !t.parametersKnown(inputs, opts) {
		opts.Partly = true
	}
	var rules []rule
	for n, i := range inputs {
		opts.Library = i.walked
		result := t.analyze(i, opts)
		if result == nil || opts.Partly || i.walked && result.Program.Main.Library() {
			continue // without all of its values a payload would be another one
		}
		if result = t.filled(i, result, recordings); result == nil {
			continue
		}
		if f.verbose && !t.quiet {
			t.growth(result)
		}
		if err := t.deliver(result, outputs[n], f); err != nil {
			return err
		}
		rules = append(rules, f.rule(t, i, outputs[n], result))
	}
	if slices.ContainsFunc(inputs, func(i input) bool { return i.walked }) {
		t.alone(f, outputs)
	}
	if f.deps != "" && t.status == fine {
		return t.deliverFile(output.File{Path: f.deps}, f.check, func(w io.Writer) error { return dependencies(w, rules) })
	}
	return nil
}

// claimed returns where the payload of each input goes, where no report may go.
func (f *buildFlags) claimed(t *tool, cmd *cobra.Command, inputs []input, several bool) ([]string, error) {
	outputs, err := f.outputs(t, cmd, inputs, several)
	if err != nil {
		return nil, err
	}
	t.claim(append(outputs, f.mapFile, f.deps)...)
	if f.check || slices.Contains(outputs, "") {
		return outputs, t.needsOutput(cmd)
	}
	return outputs, nil
}

// fit says which flags do not fit together.
func (f *buildFlags) fit(cmd *cobra.Command, several bool) error {
	for _, path := range []string{f.output, f.mapFile, f.deps} {
		real, err := filepath.EvalSymlinks(path)
		if strings.HasSuffix(path, scripts.extension) || err == nil && strings.HasSuffix(real, scripts.extension) {
			return usage(cmd, "%s is a script: what build writes is none", path)
		}
	}
	switch {
	case len(f.envFiles) > 0 && !f.resolveEnv:
		return usage(cmd, "--env-file is for --resolve-env")
	case f.check && f.prune:
		return usage(cmd, "--check writes nothing, and --prune removes: leave one of them out")
	case several && f.mapFile != "":
		return usage(cmd, "--map is for one script")
	}
	return nil
}

// needs says why a run has to know where the payloads are, and is "" where it
// has not.
func (f *buildFlags) needs(several bool) string {
	switch {
	case several:
		return "several scripts need a folder for their payloads: -o DIR"
	case f.check:
		return "--check needs to know where the payloads are: -o FILE, or -o DIR"
	case f.deps != "":
		return "--deps needs to know where the payloads are: -o FILE, or -o DIR"
	}
	return ""
}

// environment reads files of the environment.
func (t *tool) environment(names []string) (project.Env, error) {
	env := project.Env{}
	for _, name := range names {
		var list diag.List
		if err := env.Read(t.files, name, &list); err != nil {
			return nil, err
		}
		t.findings(list)
	}
	return env, nil
}

// deliver writes or compares what a script was compiled to.
func (t *tool) deliver(result *compiler.Analysis, path string, f *buildFlags) error {
	payload := func(w io.Writer) error { return result.Payload(w, f.compact) }
	if path == "" {
		t.written(t.product, payload(t.product))
	} else if err := t.deliverFile(output.File{Path: path, Private: !result.Secrets.Empty()}, f.check, payload); err != nil {
		return err
	}
	if f.mapFile != "" {
		return t.deliverFile(output.File{Path: f.mapFile}, f.check, result.Map)
	}
	return nil
}

// deliverFile writes a file, or only compares it.
func (t *tool) deliverFile(f output.File, check bool, content func(io.Writer) error) error {
	if check {
		t.compare(f.Path, content)
		return nil
	}
	return t.write(f, content)
}

// inFolder reports a payload in a folder of them that is a link out of the
// folder: what stands there may be somebody else's.
func inFolder(folder, path string) error {
	info, err := os.Lstat(path)
	if err == nil && leadsOut(folder, path, fs.FileInfoToDirEntry(info)) {
		return cannotWrite(path, fmt.Errorf("it is a link that leads out of %s", folder))
	}
	return nil
}

// readFile reads an output of an earlier run. A pipe or a device is none.
func readFile(path string) ([]byte, error) {
	var disk project.Disk
	if disk.Exists(path) && !disk.Regular(path) {
		return nil, errors.New("it is no file")
	}
	text, err := disk.Read(path)
	return []byte(text), err
}

// rule says what a payload was made of.
func (f *buildFlags) rule(t *tool, i input, output string, result *compiler.Analysis) rule {
	r := rule{output: output}
	for _, m := range result.Program.Modules {
		if m != result.Program.Main || i.name() != stdinName {
			r.inputs = append(r.inputs, m.File.Source.Name)
		}
	}
	if c := t.config(i); c != nil {
		r.inputs = append(r.inputs, c.Files...)
	}
	r.inputs = slices.Concat(r.inputs, f.values, f.tables())
	if f.resolveEnv {
		r.inputs = append(r.inputs, f.envFiles...)
	}
	return r
}

// compare says whether a payload on disk is what would be written.
func (t *tool) compare(path string, payload func(io.Writer) error) {
	var want bytes.Buffer
	if err := payload(&want); err != nil {
		t.fail(err)
		return
	}
	got, err := readFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.say(t.out, "%s is missing\n", path)
		t.stop()
	case err != nil:
		t.fail(project.Unreadable(path, err))
	case !bytes.Equal(got, want.Bytes()):
		t.show(t.out, t.differs(path, string(got), want.String()))
		t.stop()
	}
}

// differs says how a payload differs from what would be written, without a
// word of a secret.
func (t *tool) differs(path, old, new string) string {
	before, after := source.NewFile(path, old), source.NewFile(path, new)
	if !t.noteSecrets(before) || !t.noteSecrets(after) {
		// What can't be read may have secrets anywhere.
		return fmt.Sprintf("%s differs, and is no payload\n", diag.Visible(path))
	}
	old, new = t.secrets.Source(before), t.secrets.Source(after)
	if old == new {
		return fmt.Sprintf("%s differs in a secret\n", diag.Visible(path))
	}
	return diff(path, path+" (built)", old, new, color(t.out))
}

// noteSecrets notes the secrets of a payload, and reports whether it can be
// read.
func (t *tool) noteSecrets(file *source.File) bool {
	doc, err := api.Decode(file.Text)
	if err != nil {
		return false
	}
	t.hide(doc, file)
	return true
}

func (t *tool) hide(doc *api.Document, file *source.File) {
	for _, s := range doc.Secrets() {
		t.secrets.HidePlace(source.Place{File: file, Span: source.Span{Start: s.Start, End: s.End}})
		t.secrets.HideValue(s.Text)
	}
}
