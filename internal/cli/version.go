package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// Version is the version of flowc. CHANGELOG.md says what changed in it.
const Version = "0.1.0"

func versionLine() string {
	return fmt.Sprintf("flowc %s (%s, %s/%s)\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func (t *tool) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  flowc version",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			t.print(t.out, versionLine())
			return nil
		},
	}
}
