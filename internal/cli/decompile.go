package cli

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

type decompileFlags struct {
	outside
	output string
	api    string
	verify bool
	factor bool
	force  bool
}

func (t *tool) decompile() *cobra.Command {
	var f decompileFlags
	cmd := &cobra.Command{
		Use:   "decompile PAYLOAD...",
		Short: "Turn payloads into scripts",
		Long: `Decompile turns payloads of the Call Flow API, v1 or v2, into scripts. It also
reads JSON as the API's pages print it, with the text around it. Attempts that
stand there one behind the other become try, dialogues that stand there several
times steps of one's own, prompts that speak their keys menus, and numbers and
services that are named several times constants.

It never refuses a payload that is JSON: what the language has no word for is
kept by raw objects, and what can't be kept stands in a comment and is an
error. Then it builds the script and compares: "same call" says that nothing is
lost; else the first difference is named, with its places in both files, and the
exit status is 1.

One script is printed, or written to the file that -o names. Several payloads,
or a folder of them, are written into the folder that -o names, each as
NAME.flow. With --factor, dialogues that several of them share become steps of a
file shared.flow in that folder, which the scripts use: parts of at least three
steps that are entered in one place only and left in at most three ways. Where
scripts in folders below need it, a flowc.yaml marks the folder as the project.

With --verify two files, each a script or a payload, are compared instead;
--set and --values give the parameters of scripts their values.`,
		Example: `  flowc decompile welcome.json
  flowc decompile payloads/ -o flows/
  flowc decompile payloads/ -o flows/ --factor
  flowc decompile --verify welcome.flow welcome.json
  flowc decompile --verify reminder.flow reminder.json --values production.yaml
  curl -s https://example.com/flow.json | flowc decompile -`,
		ValidArgsFunction: f.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			version, err := versionOf(cmd, f.api)
			if err != nil {
				return err
			}
			switch {
			case f.verify:
				return t.verify(cmd, args, version, &f)
			case f.anyGiven(cmd):
				return usage(cmd, "--set, --values and --env are for --verify: a payload has no parameters")
			}
			return t.runDecompile(cmd, args, version, &f)
		},
	}
	f.add(cmd)
	cmd.Flags().VisitAll(func(flag *pflag.Flag) { flag.Usage = "with --verify, " + flag.Usage })
	t.takesStdin(cmd)
	t.free[cmd] = f.free
	cmd.Flags().StringVarP(&f.output, "out", "o", "", "the `FILE` to write, or the folder for several scripts")
	cmd.Flags().StringVar(&f.api, "api", "", "the API that the payload is for, v1 or v2 (found out)")
	cmd.Flags().BoolVar(&f.verify, "verify", false, "compare two files, each a script or a payload")
	cmd.Flags().BoolVar(&f.factor, "factor", false, "move dialogues that several payloads share into a file of their own")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace scripts that are there already and differ")
	t.complete(cmd, "api", "v1", "v2")
	return cmd
}

// free reports whether standard output has nothing of the command.
func (f *decompileFlags) free([]string) bool { return f.verify || named(f.output) != "" }

// complete offers what the command reads to the shell.
func (f *decompileFlags) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	if f.verify {
		return extensions(payloads, scripts)
	}
	return extensions(payloads)
}

// versionOf returns the version that --api names, or 0 where it names none.
func versionOf(cmd *cobra.Command, name string) (api.Version, error) {
	switch name {
	case "":
		return 0, nil
	case "v1":
		return api.V1, nil
	case "v2":
		return api.V2, nil
	}
	return 0, usage(cmd, "--api is v1 or v2, not %q", name)
}

func (t *tool) runDecompile(cmd *cobra.Command, args []string, version api.Version, f *decompileFlags) error {
	folder := named(f.output)
	inputs, err := t.inputs(cmd, args, payloads)
	if err != nil {
		return err
	}
	several := several(args, inputs)
	switch {
	case f.factor && !several:
		return usage(cmd, "--factor looks for what several payloads share: name more, or a folder of them")
	case several && folder == "":
		return usage(cmd, "several payloads need a folder for their scripts: -o DIR")
	}
	outputs, err := t.claimed(cmd, inputs, folder, several, payloads, scripts)
	if err != nil {
		return err
	}
	finish := func(n int, result *decompile.Result) {
		if folder == "" {
			t.print(t.product, result.Script)
		} else if err := t.writeScript(output.File{Path: outputs[n], Private: !result.Secrets.Empty()}, result.Script, f.force); err != nil {
			t.fail(err) // the others are looked at, too: nothing is written
			return
		}
		name := ""
		if several {
			name = inputs[n].name() + ": "
		}
		script := "<stdout>"
		if folder != "" {
			script = outputs[n]
		}
		t.prove(name, script, result)
	}
	results, size := make([]*decompile.Result, len(inputs)), 0
	for n, i := range inputs {
		result := t.decompileOne(i, version)
		if result == nil {
			continue
		}
		if results[n] = result; f.factor {
			size += len(result.Payload.Doc.Text)
			collect(size)
			continue // all of them are needed first
		}
		finish(n, result)
		results[n] = nil
	}
	if f.factor {
		if err := t.factor(results, outputs, folder, f.force); err != nil {
			return err
		}
	}
	for n, result := range results {
		if result != nil {
			finish(n, result)
		}
	}
	return nil
}

// factor writes what the scripts share into a file in their folder, and makes
// them use it. Results that are nil have no script.
func (t *tool) factor(results []*decompile.Result, outputs []string, folder string, force bool) error {
	path := sharedPath(outputs, folder)
	var list []*decompile.Result
	var uses []string
	for n, result := range results {
		if result == nil || !t.files.Sees(outputs[n], folder) {
			continue
		}
		use, err := filepath.Rel(filepath.Dir(outputs[n]), path)
		if err != nil {
			return err
		}
		list, uses = append(list, result), append(uses, filepath.ToSlash(use))
	}
	shared := decompile.Factor(list, uses)
	if shared == nil {
		return nil
	}
	if err := t.writeScript(output.File{Path: path}, string(shared), force); err != nil {
		return err
	}
	for n, result := range list {
		if result.Factored() && strings.HasPrefix(uses[n], "../") && !t.files.Marked(folder) {
			return t.write(output.File{Path: filepath.Join(folder, project.Marker)}, text("# The scripts below this folder are one project.\n"))
		}
	}
	return nil
}

// sharedPath returns the path of the shared file, which no script has.
func sharedPath(outputs []string, folder string) string {
	for n := 1; ; n++ {
		name := "shared"
		if n > 1 {
			name = fmt.Sprintf("shared_%d", n)
		}
		path := filepath.Join(folder, name+scripts.extension)
		if !slices.ContainsFunc(outputs, func(other string) bool { return strings.EqualFold(other, path) }) {
			return path
		}
	}
}

// writeScript writes a script. One that is there already may be somebody's
// work: it is replaced only by force, unless it is the same.
func (t *tool) writeScript(f output.File, script string, force bool) error {
	if !force && differing(f.Path, script) {
		return replaced(f.Path)
	}
	return t.write(f, text(script))
}

// decode reads a payload. What is wrong with it as JSON is printed, and nil
// is returned where it can't be read.
func (t *tool) decode(i input) (*api.Document, *source.File) {
	src, err := t.read(i)
	if err != nil {
		t.fail(err)
		return nil, nil
	}
	collect(len(src.Text))
	return t.decodeText(src), src
}

func (t *tool) decodeText(src *source.File) *api.Document {
	doc, err := api.Decode(src.Text)
	if err == nil {
		return doc
	}
	at := source.Span{}
	var broken *api.DecodeError
	if errors.As(err, &broken) {
		at = source.Span{Start: broken.Offset, End: min(broken.Offset+1, int32(len(src.Text)))}
	}
	f := decompile.BadJSON.At(source.Place{File: src, Span: at}, "this is no payload: %v", err).Helpf("a payload is a JSON object that has a list \"flow\"")
	if strings.HasSuffix(src.Name, scripts.extension) {
		f.Helpf("this is a script, of which flowc build makes a payload")
	}
	// What can't be read may have its secrets anywhere.
	f.Unseen = api.MaySaySecret(src.Text)
	t.findings(diag.List{f})
	return nil
}

// What is made of a payload takes ten times its size and more.
const (
	mediumPayload = 1 << 20
	largePayload  = 32 << 20
)

// collect makes the collector run often where payloads of a size are worked on.
// From some size on there is no bound: under one that is exceeded the collector
// would do nothing but run.
func collect(size int) {
	switch {
	case size > largePayload:
		debug.SetGCPercent(50)
		debug.SetMemoryLimit(math.MaxInt64)
	case size > mediumPayload:
		debug.SetGCPercent(75)
	}
}

// payloadCall returns the call of a payload, or nil where it has none, and has said
// why.
func (t *tool) payloadCall(i input, version api.Version) *call.Call {
	doc, src := t.decode(i)
	if doc == nil {
		return nil
	}
	t.hide(doc, src)
	if p := api.Read(doc, version); len(p.Vertices) > 0 {
		return call.OfPayload(p, src)
	}
	t.findings(decompile.Script(doc, src, version).Findings)
	return nil
}

func (t *tool) decompileOne(i input, version api.Version) *decompile.Result {
	doc, src := t.decode(i)
	if doc == nil {
		return nil
	}
	result := decompile.Script(doc, src, version)
	t.secrets.Merge(result.Secrets)
	t.findings(result.Findings)
	return result
}

// checkPayload prints what is wrong with a payload, at its places in the JSON.
// A version of 0 is found out.
func (t *tool) checkPayload(i input, opts *compiler.Options) {
	doc, src := t.decode(i)
	if doc != nil {
		t.findings(decompile.Check(doc, src, decompile.CheckOptions{API: opts.API, Rules: t.files.Rules(t.config(i), i.name()), Now: opts.Now}, &t.secrets))
	}
}
