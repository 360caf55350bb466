package cli

import (
	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/internal/lsp"
)

func (t *tool) languageServer() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Answer an editor (Language Server Protocol)",
		Long: `Lsp answers an editor that speaks the Language Server Protocol, on standard
input and output, until the editor ends it. docs/editors.md says what it answers.

The exit status is 0 after a shutdown, else 1.`,
		Example: `  flowc lsp`,
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			t.status = lsp.Serve(t.ctx, ide.Disk{}, Version, t.in, t.out, t.err)
			return nil
		},
	}
	cmd.Flags().Bool("stdio", true, "use standard input and output, as many editors ask for; there is no other way")
	return cmd
}
