package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
)

// outside are the flags that give values to parameters.
type outside struct {
	set         []string
	values      []string
	environment string
}

func (f *outside) add(cmd *cobra.Command) {
	cmd.Flags().Var((*repeated)(&f.set), "set", "give a parameter a value: `NAME=VALUE` (may be repeated)")
	cmd.Flags().Var((*repeated)(&f.values), "values", "a YAML or JSON `FILE` with values of parameters (may be repeated)")
	cmd.Flags().StringVar(&f.environment, "env", "", "the `ENVIRONMENT` of flowc.yaml whose values hold")
}

// anyGiven reports whether one of the flags was given.
func (f *outside) anyGiven(cmd *cobra.Command) bool {
	return slices.ContainsFunc([]string{"set", "values", "env"}, cmd.Flags().Changed)
}

// A repeated is a flag that may be given several times. Those of pflag make a
// writer of CSV each, to say that nothing is their default.
type repeated []string

// String implements pflag.Value: help shows no default.
func (*repeated) String() string { return "" }

// Set implements pflag.Value.
func (r *repeated) Set(s string) error {
	*r = append(*r, s)
	return nil
}

// Type implements pflag.Value. The shell offers such a flag again.
func (*repeated) Type() string { return "stringArray" }

// params returns the values that the flags give; the last one of a name
// counts, and --set counts more than --values.
func (f *outside) params(t *tool, cmd *cobra.Command) (project.Values, diag.List, error) {
	values := project.Values{}
	var list diag.List
	for _, name := range f.values {
		if err := values.Read(t.files, name, &list); err != nil {
			return nil, nil, err
		}
	}
	for _, s := range f.set {
		if !values.Set(s) {
			return nil, nil, usage(cmd, "--set takes NAME=VALUE: a name of letters, digits and _, and no blanks around the =")
		}
	}
	return values, list, nil
}
