package cli

import (
	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/internal/output"
)

func (t *tool) expand() *cobra.Command {
	var f target
	var path string
	var force bool
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
			t.claim(named(path))
			opts, inputs, err := f.start(t, cmd, args, scripts)
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
			if path = named(path); path == "" {
				t.print(t.product, script)
				return nil
			}
			return t.writeScript(output.File{Path: path, Private: !result.Secrets.Empty()}, script, force)
		},
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return named(path) != "" }
	cmd.Flags().StringVarP(&path, "out", "o", "", "the `FILE` to write")
	cmd.Flags().BoolVar(&force, "force", false, "replace a script that is there already and differs")
	return cmd
}
