package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func (t *tool) expand() *cobra.Command {
	var f target
	var output string
	cmd := &cobra.Command{
		Use:   "expand SCRIPT",
		Short: "Write a script out in plain statements",
		Long: `Expand prints a script with its constants, menus, attempts and own steps
written out in plain statements. It builds to the same payload.`,
		Example: `  flowc expand welcome.flow
  flowc expand welcome.flow --values staging.yaml | flowc build -`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, inputs, err := f.start(t, cmd, args)
			if err != nil {
				return err
			}
			if len(inputs) > 1 {
				return usage(cmd, "expand takes one script")
			}
			if len(inputs) == 0 || opts.Partly {
				return nil // what is wrong has been said
			}
			result := t.analyze(inputs[0], opts)
			if result == nil {
				return nil
			}
			script := string(result.Expanded())
			if output == "" {
				t.print(t.out, script)
				return nil
			}
			return write(output, func(w io.Writer) error {
				_, err := fmt.Fprint(w, script)
				return err
			})
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "the file to write")
	return cmd
}
