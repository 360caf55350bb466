package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
)

type checkFlags struct {
	target
	fix, diff, watch bool
}

const checkLong = `Check compiles scripts without writing anything, and prints what it finds on
standard error, or as --output says. Errors make the exit status 1; warnings do
not, unless --fail-on warning says so (or info; with never, nothing does).

A comment "// flowc:allow CODE reason" at the end of a line or above it
suppresses a warning there. What a project finds already, --write-baseline
writes into the file of --baseline; with --baseline alone, what that file lists
is passed over from then on.

A file whose name ends with .json is a payload: what is wrong with it is shown
at its lines and columns. In a folder all scripts and payloads are checked;
other JSON, such as values and source maps, is passed over.

With --fix what is certain is mended first, in the scripts and in those that
they use: findings with one fix, which is made only where the finding is gone
after it, nothing else is wrong, and the payload says the same but for what
was mended. A script that parses then is laid out as fmt does it. What is left
is reported. With - the text is printed instead. With --fix --diff nothing is
written: what would change is printed, and makes the exit status 1.

With --watch it checks again on each change of a file that it read, until it is
interrupted.

With --stdin-name standard input is the text of that file, as it is in an
editor: it is found by the scripts that use it, and finds what it uses.`

func (t *tool) check() *cobra.Command {
	f := checkFlags{target: target{checking: true}}
	cmd := &cobra.Command{
		Use:   "check SCRIPT...",
		Short: "Say what is wrong with scripts and payloads",
		Long:  checkLong,
		Example: `  flowc check welcome.flow
  flowc check flows/
  flowc check --api v1 flows/
  flowc check payload.json
  flowc check flows/ --output text --output sarif:flows.sarif
  flowc check flows/ --fail-on warning
  flowc check flows/ --baseline known.json --write-baseline
  flowc check flows/ --baseline known.json
  cat welcome.flow | flowc check -
  flowc check --fix flows/
  flowc check --fix --diff flows/
  flowc check --watch flows/
  flowc check - --stdin-name flows/welcome.flow < unsaved.txt`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(sources, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := fixable(cmd, args, &f); err != nil {
				return err
			}
			if f.watch {
				if err := t.repeat(cmd, args, f.values, sources, payloads); err != nil {
					return err
				}
			}
			return t.runCheck(cmd, args, &f)
		},
	}
	f.add(t, cmd)
	f.addBaseline(cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func(args []string) bool { return !f.fix || !f.diff && !slices.Contains(args, "-") }
	cmd.Flags().BoolVar(&f.fix, "fix", false, "mend what is certain, and report what is left")
	cmd.Flags().BoolVarP(&f.diff, "diff", "d", false, "with --fix, only print what would change")
	takesWatch(cmd, &f.watch)
	return cmd
}

func (t *tool) runCheck(cmd *cobra.Command, args []string, f *checkFlags) error {
	opts, inputs, err := f.start(t, cmd, args, sources, payloads)
	if err != nil {
		return err
	}
	opts.Library, opts.Shared = true, len(inputs) > 1
	if opts.Shared && len(opts.Params) > 0 {
		t.parametersKnown(inputs, opts)
	}
	opts.Partly = true // what the build sets is not there yet
	if !f.fix {
		t.checkAll(inputs, opts)
		return nil
	}
	list, findings := t.mend(inputs, opts)
	if f.diff {
		t.checkAll(inputs, opts)
		t.showFixes(list, findings)
		return nil
	}
	if err := t.fix(list, findings); err != nil {
		return err
	}
	t.checkAll(inputs, opts)
	return t.printFixed(inputs)
}

func (t *tool) checkAll(inputs []input, opts *compiler.Options) {
	for _, i := range inputs {
		if i.payload() {
			t.threshold(t.config(i))
			t.checkPayload(i, opts)
		} else {
			t.analyze(i, opts)
		}
	}
}
