package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/callscript"
	"github.com/flowc-lang/flowc/internal/output"
)

// A pageFormat is how a page is written.
type pageFormat struct {
	name, extension string
	write           func(*callscript.Page) string
}

var pageFormats = []pageFormat{
	{"markdown", ".md", (*callscript.Page).Markdown},
	{"html", ".html", (*callscript.Page).HTML},
}

type scriptFlags struct {
	target
	format string
	output string
}

func (t *tool) script() *cobra.Command {
	var f scriptFlags
	cmd := &cobra.Command{
		Use:   "script FILE",
		Short: "Tell a call on a page, for people who do not program",
		Long: `Script tells the call of a script or of a payload on a page: what it is for,
its settings, and then scene after scene what the caller hears, what they can
key in and where that leads, what happens behind it, and how the call can end.
A scene is what stands under a label. Comments of the author are notes, and
steps of one's own and attempts are told once.

The page is Markdown or HTML, as --format or the name of the file that -o names
says. HTML is whole by itself: it loads nothing, runs nothing, and can be
printed. Values of parameters are those of a build; a payload is decompiled
first. Secrets are not shown.`,
		Example: `  flowc script welcome.flow
  flowc script welcome.flow -o welcome.html
  flowc script reminder.flow --set patient=442079460123 -o reminder.md
  flowc script payload.json --format html > payload.html`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return t.runScript(cmd, args, &f) },
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return named(f.output) != "" }
	cmd.Flags().StringVarP(&f.output, "out", "o", "", "the `FILE` to write")
	cmd.Flags().StringVar(&f.format, "format", "", "the format of the page, markdown or html (what -o ends in; markdown on standard output)")
	t.complete(cmd, "format", "markdown", "html")
	return cmd
}

func (t *tool) runScript(cmd *cobra.Command, args []string, f *scriptFlags) error {
	path := named(f.output)
	t.claim(path)
	format, err := f.pageFormat(cmd, path)
	if err != nil {
		return err
	}
	opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
	if err != nil {
		return err
	}
	if len(inputs) > 1 || len(inputs) == 1 && inputs[0].walked {
		return usage(cmd, "script takes one script or payload")
	}
	if len(inputs) == 0 || opts.Partly {
		return nil // what is wrong has been said
	}
	a, err := t.called(cmd, inputs[0], opts, f)
	if a == nil {
		return err
	}
	name := inputs[0].rel
	if inputs[0].name() == stdinName {
		name = "call"
	}
	page := format.write(callscript.Tell(a, callscript.Options{Name: name, Secrets: &t.secrets}))
	if path == "" {
		t.print(t.product, page)
		return nil
	}
	return t.write(output.File{Path: path}, text(page))
}

// pageFormat returns the format that the flags say.
func (f *scriptFlags) pageFormat(cmd *cobra.Command, path string) (pageFormat, error) {
	extension := strings.ToLower(filepath.Ext(path))
	i := slices.IndexFunc(pageFormats, func(p pageFormat) bool {
		return f.format == p.name || f.format == "" && (extension == p.extension || extension == ".htm" && p.name == "html")
	})
	switch {
	case i >= 0:
		return pageFormats[i], nil
	case f.format != "":
		return pageFormat{}, usage(cmd, "--format is markdown or html, not %q", f.format)
	case extension == scripts.extension || extension == payloads.extension:
		return pageFormat{}, usage(cmd, "%s would be replaced by a page: name a file that ends in .md or .html", path)
	case path != "":
		return pageFormat{}, usage(cmd, "%s does not say which format it has: name it with --format markdown|html", path)
	}
	return pageFormats[0], nil
}

// called returns the call of a script or of a payload, or nil where there is none,
// and has said why.
func (t *tool) called(cmd *cobra.Command, i input, opts *compiler.Options, f *scriptFlags) (*compiler.Analysis, error) {
	switch {
	case !t.holdsPayload(i):
		return t.analyze(i, opts), nil
	case f.anyGiven(cmd):
		return nil, usage(cmd, "--set, --values and --env are for scripts: a payload has no parameters")
	}
	result := t.decompileOne(i, opts.API)
	if result == nil {
		return nil, nil
	}
	a := result.Analysis()
	if a.Findings.HasErrors() {
		return nil, nil
	}
	t.secrets.Merge(a.Secrets)
	return a, nil
}
