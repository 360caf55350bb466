package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/flowc-lang/flowc/lang"
)

// addHelp adds the commands that cobra brings, and makes them say what they
// can't do.
func addHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			show := c.Run
			c.Run, c.RunE = nil, func(cmd *cobra.Command, args []string) error {
				if found, rest, err := root.Find(args); err != nil || len(rest) > 0 || found == root && len(args) > 0 {
					return unknownCommand(root, args[0])
				}
				show(cmd, args)
				return nil
			}
		case "completion":
			c.Args = cobra.ArbitraryArgs
			c.RunE = func(cmd *cobra.Command, args []string) error {
				if len(args) > 0 {
					return usage(cmd, "there is completion for bash, zsh, fish and powershell, and none for %s", args[0])
				}
				return usage(cmd, "name a shell: bash, zsh, fish or powershell")
			}
			for _, shell := range c.Commands() {
				shell.Args = noArguments
			}
			c.Example = "  source <(flowc completion bash)\n  flowc completion zsh > \"${fpath[1]}/_flowc\"\n  flowc completion fish > ~/.config/fish/completions/flowc.fish\n  flowc completion powershell | Out-String | Invoke-Expression"
		}
	}
}

// commandSynonyms are what commands of other tools are called here.
var commandSynonyms = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"compile": "build", "make": "build", "generate": "build", "lint": "check", "validate": "check", "vet": "check", "verify": "check", "format": "fmt", "import": "decompile", "compare": "diff", "review": "diff", "new": "init", "create": "init",
	}
})

// flagError says what is wrong with a flag, in the words of a person.
func flagError(cmd *cobra.Command, err error) error {
	message := err.Error()
	var unknown *pflag.NotExistError
	var wrong *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &missing):
		f := missing.GetFlag()
		_, what := pflag.UnquoteUsage(f)
		message = fmt.Sprintf("--%s needs a value: %s", f.Name, what)
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := lang.Nearest(unknown.GetSpecifiedName(), names); near != "" {
			message += fmt.Sprintf("; did you mean --%s?", near)
		}
	case errors.As(err, &wrong):
		kind := map[string]string{"int": "a number", "bool": "true or false", "duration": "a time such as 10s"}[wrong.GetFlag().Value.Type()]
		message = fmt.Sprintf("--%s takes %s, not %q", wrong.GetFlag().Name, kind, wrong.GetValue())
	}
	return usage(cmd, "%s", message)
}

// glued returns a usage error for a long flag with one dash, which is read as a
// short one with a value: -out is -o ut.
func glued(cmd *cobra.Command, args []string) (err error) {
	for _, arg := range args {
		if arg == "--" {
			break
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if strings.HasPrefix(arg, "--") || !strings.HasPrefix(arg, "-") || len(name) < 3 || err != nil {
			continue
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if err == nil && strings.HasPrefix(f.Name, name) && cmd.Flags().ShorthandLookup(name[:1]) != nil {
				err = usage(cmd, "a long flag has two dashes: --%s, not %s", f.Name, arg)
			}
		})
	}
	return err
}

func unknownCommand(root *cobra.Command, name string) error {
	message := fmt.Sprintf("no command %q", name)
	if meant := commandSynonyms()[name]; meant != "" {
		message += fmt.Sprintf("; did you mean %q?", meant)
	} else if near := nearCommand(root, name); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	} else if strings.HasSuffix(name, ".flow") || name == "-" {
		message += fmt.Sprintf("; did you mean flowc build %s?", name)
	}
	return usage(root, "%s", message)
}

// nearCommand returns the command that was meant, or "": the nearest, else one of
// those that cobra finds.
func nearCommand(root *cobra.Command, name string) string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	if near := lang.Nearest(name, names); near != "" {
		return near
	}
	if near := root.SuggestionsFor(name); len(near) > 0 {
		return near[0]
	}
	return ""
}

// helpColumns is how wide help is: that of a terminal that nobody has widened.
const helpColumns = 80

// printUsage prints what help says below the description of a command, as cobra
// does, with lines that fit.
func printUsage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s\n", cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [command]\n", cmd.CommandPath())
	}
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nAvailable Commands:\n")
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				fmt.Fprintf(&b, "  %-*s %s\n", c.NamePadding(), c.Name(), c.Short)
			}
		}
	}
	if cmd.HasAvailableLocalFlags() {
		b.WriteString("\nFlags:\n" + cmd.LocalFlags().FlagUsagesWrapped(helpColumns))
	}
	if cmd.HasAvailableInheritedFlags() {
		b.WriteString("\nGlobal Flags:\n" + cmd.InheritedFlags().FlagUsagesWrapped(helpColumns))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\nUse \"%s [command] --help\" for more information about a command.\n", cmd.CommandPath())
	}
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}

// noArguments refuses arguments where a command has none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(cmd, "%s takes no arguments: leave %s out", cmd.CommandPath(), args[0])
	}
	return nil
}
