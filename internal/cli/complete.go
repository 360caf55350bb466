package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// complete offers the values of a flag to the shell, where it may ask. Cobra keeps
// what it is told for ever, also from run to run of one that is repeated.
func (t *tool) complete(cmd *cobra.Command, flag string, values ...string) {
	if !t.completes {
		return
	}
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag was added just before
	}
}

// completeScripts offers scripts and folders to the shell.
func completeScripts(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return extensions(scripts)
}

// extensions offers files of some kinds, and folders, to the shell.
func extensions(kinds ...kind) (list []string, _ cobra.ShellCompDirective) {
	for _, k := range kinds {
		list = append(list, strings.TrimPrefix(k.extension, "."))
	}
	return list, cobra.ShellCompDirectiveFilterFileExt
}
