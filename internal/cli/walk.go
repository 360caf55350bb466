package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang/diag"
)

type walkFlags struct {
	target
	label  string
	list   int
	output string
	tests  string // where they are written; "" for no tests
}

// beside stands for the file of the tests beside the script.
const beside = "beside"

// How many paths are listed where --list names no number, and at most.
const (
	someWays = 20
	mostWays = 10_000
)

const walkLong = `Walk tells of all ways through the call of a script or of a payload: how many
there are, how many end where, the longest in steps, in seconds of speech and in
keys, and how many never reach a person, which is to be connected or called
back. The shortest way there stands beside each.

A path takes one outcome at each step: each key of an input, any other key,
a request that works, and one that fails. It ends where the call ends, where the
API does not say how the call goes on (undocumented), and where it comes back to
a step that it is inside of: each circle is gone round once.

--to says what to press, and how requests come out, on the shortest way to a
label; of a payload, to the id of an object. --list shows the first paths
themselves.

--write-tests writes tests for what no test of the script comes to: into the
file beside it (welcome_test.flow), or into the one that is named, behind what
it holds. They say what happens now, few of them, and pass: read them, and
correct what should not be so. A parameter that --set or --values gives a value
has it in the tests, too.

Exit status: 0 fine, 1 where the script has errors, or no caller comes to the
label of --to, 2 wrong use or a file that cannot be read.`

func (t *tool) walkThrough() *cobra.Command {
	f := walkFlags{target: target{playing: true}}
	cmd := &cobra.Command{
		Use:   "walk FILE",
		Short: "Tell of all ways through a call",
		Long:  walkLong,
		Example: `  flowc walk welcome.flow
  flowc walk welcome.flow --to agent
  flowc walk welcome.flow --list=5
  flowc walk payload.json --output json:walk.json
  flowc walk welcome.flow --write-tests`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return t.runWalk(cmd, args, &f) },
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	cmd.Flags().StringVar(&f.label, "to", "", "show the shortest way to a `LABEL`, or to the id of an object")
	cmd.Flags().IntVar(&f.list, "list", 0, fmt.Sprintf("show the first `N` paths, at most %d (%d where no number is given)", mostWays, someWays))
	cmd.Flags().Lookup("list").NoOptDefVal = fmt.Sprint(someWays)
	cmd.Flags().StringVar(&f.output, "output", "text", "how it is written, and where: `FORMAT[:FILE]`; a format is text or json")
	cmd.Flags().StringVar(&f.tests, "write-tests", "", "write tests for what no test comes to, into a `FILE` (the one beside the script)")
	cmd.Flags().Lookup("write-tests").NoOptDefVal = beside
	t.free[cmd] = func([]string) bool { return f.tests != "" && f.tests != "-" }
	t.complete(cmd, "output", "text", "json")
	if t.completes {
		err := cmd.RegisterFlagCompletionFunc("to", t.completeLabels)
		if err != nil {
			panic(err) // the flag was added just before
		}
	}
	return cmd
}

// completeLabels offers the labels of the script on the command line to the shell.
func (t *tool) completeLabels(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) != 1 || !scripts.matches(args[0]) {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	a, err := compiler.Analyze(t.ctx, t.files, args[0], compiler.Options{Shared: true, Partly: true})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return walk.Labels(a.Flow()), cobra.ShellCompDirectiveNoFileComp
}

func (t *tool) runWalk(cmd *cobra.Command, args []string, f *walkFlags) error {
	format, path, err := f.read(cmd, args)
	if err != nil {
		return err
	}
	if err := single(cmd, args); err != nil {
		return err
	}
	t.claim(path)
	opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
	switch {
	case err != nil:
		return err
	case len(inputs) == 0 || opts.Partly:
		return nil // what is wrong has been said
	case t.holdsPayload(inputs[0]) && f.anyGiven(cmd):
		return usage(cmd, "--set, --values and --env are for scripts: a payload has no parameters")
	case f.tests != "":
		return t.makeTests(cmd, inputs[0], opts, f)
	}
	c := t.flow(inputs[0], opts)
	if c == nil {
		return nil
	}
	c.Hide = func(text string) string { return diag.Visible(t.secrets.Text(text)) }
	r := &walk.Report{Walk: walk.New(sim.New(c)), Name: diag.Visible(inputs[0].name()), Target: diag.Visible(f.label), Listed: cmd.Flags().Changed("list"), Style: t.machine()}
	if f.label != "" {
		way, there, err := r.Walk.To(f.label)
		var unknown *walk.Unknown
		switch {
		case errors.As(err, &unknown):
			return usage(cmd, "--to %s: %s", f.label, unknownLabel(unknown))
		case there:
			r.To = &way
		default:
			t.stop()
		}
	}
	if r.Listed {
		r.List, r.Left = r.Walk.List(f.list)
	}
	content := r.Text
	if format == "json" {
		content = r.JSON
	}
	if path != "" {
		return t.write(output.File{Path: path}, text(t.secrets.Text(content())))
	}
	t.show(t.product, content())
	return nil
}

// flow returns the call of a script or of a payload, or nil where there is none, and
// has said why. Of a script no payload is made: it would take as long again.
func (t *tool) flow(i input, opts *compiler.Options) *call.Call {
	if t.holdsPayload(i) {
		return t.payloadCall(i, opts.API)
	}
	result := t.analyze(i, opts)
	if result == nil {
		return nil
	}
	return result.Flow()
}

// read looks at the flags that say what is written.
func (f *walkFlags) read(cmd *cobra.Command, args []string) (format, path string, err error) {
	format, path, colon := strings.Cut(f.output, ":")
	switch {
	case format != "text" && format != "json":
		err = usage(cmd, "--output takes FORMAT or FORMAT:FILE, and %q is no format: text, json", format)
	case colon && path == "":
		err = usage(cmd, "--output %s names no file: leave the colon out, or name one behind it", f.output)
	case strings.HasSuffix(path, scripts.extension):
		err = usage(cmd, "--output %s: that is a script, and what is written is none", f.output)
	case f.tests == "" && cmd.Flags().Changed("write-tests"):
		err = usage(cmd, "--write-tests=FILE names a file, or stands without the =")
	case f.tests != "" && (f.label != "" || cmd.Flags().Changed("list") || cmd.Flags().Changed("output")):
		err = usage(cmd, "--write-tests writes tests and nothing else: leave --to, --list and --output out")
	case f.label == "" && cmd.Flags().Changed("to"):
		err = usage(cmd, "--to takes a label")
	case len(args) == 2 && strings.Trim(args[1], "0123456789") == "" && cmd.Flags().Changed("list"):
		err = usage(cmd, "the number of --list stands behind a =: --list=%s", args[1])
	case cmd.Flags().Changed("list") && (f.list < 1 || f.list > mostWays):
		err = usage(cmd, "--list is a number of paths from 1 to %d, not %d", mostWays, f.list)
	}
	return format, named(path), err
}

// unknownLabel says which labels there are.
func unknownLabel(u *walk.Unknown) string {
	const most = 8
	switch more := len(u.Known) - most; {
	case u.Ends:
		return "the call ends there, and no step stands behind it"
	case u.Near != "":
		return fmt.Sprintf("the call has no such label; did you mean %s?", u.Near)
	case len(u.Known) == 0:
		return "the call has no labels"
	case more > 0:
		return fmt.Sprintf("the call has no such label, but %s and %d more", strings.Join(u.Known[:most], ", "), more)
	}
	return "the call has no such label, but " + strings.Join(u.Known, ", ")
}
