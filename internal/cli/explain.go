package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

func (t *tool) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CODE...]",
		Short: "Say what a finding is about",
		Long: `Explain says what the codes of findings mean, why that matters and what to do,
each with the smallest script that has the finding, and that script mended.
Without a code it lists all codes.`,
		Example: `  flowc explain unreachable-step
  flowc explain`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return diag.CodeNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				t.print(t.out, codeList())
				return nil
			}
			var pages []string
			for _, name := range args {
				c := diag.Lookup(codeIn(name))
				if c == nil {
					return usage(cmd, "there is no code %q%s", name, suggested(name))
				}
				pages = append(pages, c.Plain())
			}
			t.print(t.out, strings.Join(pages, "\n\n"))
			return nil
		},
	}
}

// codeIn returns the code in what may be copied from a finding: error[CODE]:
func codeIn(word string) string {
	if _, rest, found := strings.Cut(word, "["); found {
		word, _, _ = strings.Cut(rest, "]")
	}
	return strings.ToLower(strings.ReplaceAll(word, "_", "-"))
}

func suggested(name string) string {
	if near := lang.Nearest(codeIn(name), diag.CodeNames()); near != "" {
		return fmt.Sprintf("; did you mean %s?", near)
	}
	return "; flowc explain lists all"
}

// codeList returns all codes by area.
func codeList() string {
	var b strings.Builder
	for i, area := range diag.Areas() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", area)
		for _, c := range diag.Codes() {
			if c.Area == area {
				fmt.Fprintf(&b, "  %-24s %-10s %s\n", c.Name, c.Level(), c.Title)
			}
		}
	}
	return b.String()
}
