package cli

import "github.com/spf13/cobra"

func (t *tool) check() *cobra.Command {
	f := target{checking: true}
	cmd := &cobra.Command{
		Use:   "check SCRIPT...",
		Short: "Say what is wrong with scripts and payloads",
		Long: `Check compiles scripts without writing anything, and prints what it finds on
standard error, or as --output says. Errors make the exit status 1; warnings do
not. Findings that the file of --baseline lists are passed over.

A file whose name ends with .json is a payload: what is wrong with it is shown
at its lines and columns. In a folder all scripts and payloads are checked;
other JSON, such as values and source maps, is passed over.

With --stdin-name standard input is the text of that file, as it is in an
editor: it is found by the scripts that use it, and finds what it uses.`,
		Example: `  flowc check welcome.flow
  flowc check flows/
  flowc check --api v1 flows/
  flowc check payload.json
  flowc check flows/ --output text --output sarif:flows.sarif
  flowc check flows/ --baseline known.json
  cat welcome.flow | flowc check -
  flowc check - --stdin-name flows/welcome.flow < unsaved.txt`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
			if err != nil {
				return err
			}
			opts.Library, opts.Shared = true, len(inputs) > 1
			if opts.Shared && len(opts.Params) > 0 {
				t.parametersKnown(inputs, opts)
			}
			opts.Partly = true // what the build sets is not there yet
			for _, i := range inputs {
				if i.payload() {
					t.threshold(t.config(i))
					t.checkPayload(i, opts)
				} else {
					t.analyze(i, opts)
				}
			}
			return nil
		},
	}
	f.add(cmd)
	f.addBaseline(cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return true }
	return cmd
}
