package cli

import (
	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang"
)

type formatFlags struct {
	list, diff, write, check bool
}

func (t *tool) format() *cobra.Command {
	var f formatFlags
	cmd := &cobra.Command{
		Use:   "fmt SCRIPT...",
		Short: "Lay scripts out in the canonical way",
		Long: `Fmt prints scripts in the canonical layout. It never changes what a script
means, keeps all comments, and leaves a script alone that does not parse.

With -l, -d and --check the exit status is 1 where a script would change.`,
		Example: `  flowc fmt welcome.flow
  flowc fmt -w flows/
  flowc fmt -d flows/
  flowc fmt --check flows/
  cat welcome.flow | flowc fmt -`,
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			inputs, err := t.inputs(cmd, args, sources)
			if err != nil {
				return err
			}
			if f.write && f.check {
				return usage(cmd, "--check writes nothing, and -w does: leave one of them out")
			}
			for _, i := range inputs {
				if f.write && i.path == "-" {
					return usage(cmd, "-w needs a file, not standard input")
				}
			}
			for _, i := range inputs {
				if err := t.formatOne(i, f); err != nil {
					t.fail(err)
				}
			}
			return nil
		},
	}
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return (f.write || f.check) && !f.list && !f.diff }
	cmd.Flags().BoolVarP(&f.list, "list", "l", false, "print the names of the scripts that would change")
	cmd.Flags().BoolVarP(&f.diff, "diff", "d", false, "print what would change")
	cmd.Flags().BoolVarP(&f.write, "write", "w", false, "change the scripts")
	cmd.Flags().BoolVar(&f.check, "check", false, "only say whether scripts would change")
	return cmd
}

func (t *tool) formatOne(i input, f formatFlags) error {
	file, err := t.read(i)
	if err != nil {
		return err
	}
	tree := lang.Parse(file)
	if list := tree.Findings(nil); len(list) > 0 {
		// What is secret is known of the whole script only.
		if a := t.analyzed(i, file.Text); a != nil {
			t.findings(a.Program.Main.File.Findings(nil).Sorted().Limited())
		}
		return nil
	}
	layout := lang.Sprint(tree)
	changed := layout != file.Text
	if changed && f.list {
		t.say(t.out, "%s\n", i.name())
	}
	if changed && f.diff {
		before, after := t.hidden(i, file.Text), t.hidden(i, layout)
		t.show(t.out, diff(i.name(), i.name()+" (formatted)", before, after, color(t.out)))
	}
	if changed && f.check && !f.list && !f.diff {
		t.say(t.err, "%s is not in the canonical layout\n", i.name())
	}
	switch {
	case f.write:
		if changed {
			return t.write(output.File{Path: i.path, Was: &file.Text}, text(layout))
		}
	case f.list || f.diff || f.check:
		if changed {
			t.stop()
		}
	default:
		t.print(t.product, layout)
	}
	return nil
}

// hidden returns the text of a script with its secrets hidden.
func (t *tool) hidden(i input, text string) string {
	a := t.analyzed(i, text)
	if a == nil {
		return "" // nothing is better than a secret
	}
	return t.secrets.Source(a.Program.Main.File.Source)
}

// analyzed analyses a text in place of a script, and notes its secrets. It
// returns nil where that can't be done, and says why.
func (t *tool) analyzed(i input, text string) *compiler.Analysis {
	t.files.Open(i.name(), text)
	defer t.files.Close(i.name())
	a, err := compiler.Analyze(t.ctx, t.files, i.name(), compiler.Options{Partly: true, Library: true})
	if err != nil {
		t.fail(err)
		return nil
	}
	t.secrets.Merge(a.Secrets)
	return a
}
