package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

func (t *tool) check() *cobra.Command {
	f := target{checking: true}
	cmd := &cobra.Command{
		Use:   "check SCRIPT...",
		Short: "Say what is wrong with scripts",
		Long: `Check compiles scripts without writing anything, and prints what it finds on
standard error. Errors make the exit status 1; warnings do not.

A file whose name ends with .json is a payload: what is wrong with it is shown
at its lines and columns.`,
		Example: `  flowc check welcome.flow
  flowc check flows/
  flowc check --api v1 flows/
  flowc check payload.json
  cat welcome.flow | flowc check -`,
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, inputs, err := f.start(t, cmd, args)
			if err != nil {
				return err
			}
			opts.Library, opts.Shared = true, len(inputs) > 1
			if opts.Shared && len(opts.Params) > 0 {
				t.parametersKnown(inputs, opts)
			}
			opts.Partly = true // what the build sets is not there yet
			for _, i := range inputs {
				if strings.HasSuffix(i.path, payloads.extension) {
					t.threshold(t.config(i))
					t.checkPayload(i, opts.API)
				} else {
					t.analyze(i, opts)
				}
			}
			return nil
		},
	}
	f.add(cmd)
	return cmd
}
