package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/draw"
	"github.com/flowc-lang/flowc/internal/output"
)

type graphFlags struct {
	target
	output   string
	format   string
	collapse []string
	focus    string
	depth    int
	old      string
	cover    string
}

// pictures are the formats of pictures, and the ends of the names of their files.
var pictures = []struct {
	name       string
	extensions []string
	write      func(*draw.Scene, io.Writer) error
}{
	{"svg", []string{".svg"}, (*draw.Scene).SVG},
	{"mermaid", []string{".mmd", ".mermaid"}, (*draw.Scene).Mermaid},
	{"dot", []string{".dot", ".gv"}, (*draw.Scene).DOT},
	{"html", []string{".html", ".htm"}, (*draw.Scene).HTML},
}

func (t *tool) graph() *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "graph FILE",
		Short: "Draw a call",
		Long: `Graph draws the call of a script or of a payload: what a caller hears, the keys
that lead on, what servers are asked, and how the call ends. Labels are
headings; attempts and steps of one's own are boxes around what they hold.

The format is svg, a picture for light and dark; html, one page that can be
moved, enlarged and searched, and shows the line and the object of a step;
mermaid or dot. Where --format is not given, the end of the name behind -o says
it, and without one it is svg.

--collapse shows a step of one's own, or the attempts below a label, as one box;
with all, each of them. --focus shows what the call comes to from a label on, and
--depth how many steps of it. --diff takes an older version of the call, a script, a
payload or REV:PATH of a git repository: what is new and changed since is
coloured, and what is gone is told beside the call. --cover takes what flowc test
--cover-out wrote as JSON: what no test comes to is coloured.`,
		Example: `  flowc graph welcome.flow -o welcome.svg
  flowc graph welcome.flow -o welcome.html
  flowc graph payload.json --format mermaid
  flowc graph menu.flow --focus billing --depth 4 -o billing.svg
  flowc graph menu.flow --diff HEAD~1:menu.flow -o changes.html
  flowc graph menu.flow --cover coverage.json -o tested.html
  flowc graph menu.flow --collapse all --format dot | dot -Tpdf -o menu.pdf`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return t.runGraph(cmd, args, &f) },
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return named(f.output) != "" }
	cmd.Flags().StringVarP(&f.output, "out", "o", "", "the `FILE` to write")
	cmd.Flags().StringVar(&f.format, "format", "", "the `FORMAT`: "+formats()+" (what -o says, or svg)")
	cmd.Flags().Var((*repeated)(&f.collapse), "collapse", "show as one box: all, or the `NAME` of a step of one's own or of a label with attempts (may be repeated)")
	cmd.Flags().StringVar(&f.focus, "focus", "", "show only what the call comes to from a `LABEL` on, or from the id of an object")
	cmd.Flags().IntVar(&f.depth, "depth", 0, "show `N` steps from there, or from the start; 0 for all")
	cmd.Flags().StringVar(&f.old, "diff", "", "colour what has changed since an older version: `OLD` is a script, a payload or REV:PATH")
	cmd.Flags().StringVar(&f.cover, "cover", "", "colour what no test comes to, by a `FILE` of flowc test --cover-out json:FILE")
	t.complete(cmd, "format", formatNames()...)
	return cmd
}

func formatNames() (names []string) {
	for _, p := range pictures {
		names = append(names, p.name)
	}
	return names
}

func formats() string {
	names := formatNames()
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// picture returns the index of the format of a picture.
func (f *graphFlags) picture(cmd *cobra.Command) (int, error) {
	if f.format != "" {
		i := slices.Index(formatNames(), f.format)
		if i < 0 {
			return 0, usage(cmd, "--format is %s, not %q", formats(), f.format)
		}
		return i, nil
	}
	path := named(f.output)
	if path == "" {
		return 0, nil
	}
	for i := range pictures {
		if slices.Contains(pictures[i].extensions, strings.ToLower(filepath.Ext(path))) {
			return i, nil
		}
	}
	return 0, usage(cmd, "the name %s does not say the format: give --format %s", path, formats())
}

func (t *tool) runGraph(cmd *cobra.Command, args []string, f *graphFlags) error {
	path := named(f.output)
	t.claim(path)
	picture, err := f.picture(cmd)
	switch {
	case err != nil:
		return err
	case slices.Contains(f.collapse, ""):
		return usage(cmd, "--collapse takes a name")
	case f.focus == "" && cmd.Flags().Changed("focus"):
		return usage(cmd, "--focus takes a label")
	case f.cover != "" && f.old != "":
		return usage(cmd, "--cover and --diff colour the same lines: leave one of them out")
	case f.depth < 0:
		return usage(cmd, "--depth is a number of steps, or 0 for all, not %d", f.depth)
	}
	opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
	switch {
	case err != nil:
		return err
	case len(inputs) > 1 || len(inputs) == 1 && inputs[0].walked:
		return usage(cmd, "graph draws one script or payload")
	case len(inputs) == 0 || opts.Partly:
		return nil // what is wrong has been said
	}
	c, object := t.call(inputs[0], opts)
	if c == nil {
		return nil
	}
	old, err := t.older(cmd, f.old, opts)
	if err != nil || f.old != "" && old == nil {
		return err
	}
	missed, err := t.missed(cmd, f.cover, c)
	if err != nil {
		return err
	}
	c.Hide = t.secrets.Text
	if old != nil {
		old.Hide = t.secrets.Text
	}
	scene, err := draw.New(c, draw.Options{
		Title: inputs[0].name(), Collapse: f.collapse, Focus: f.focus, Depth: f.depth, Old: old, Missed: missed, Object: object, Hide: t.secrets.Text,
	})
	var unknown *draw.Unknown
	if errors.As(err, &unknown) {
		return usage(cmd, "--%s %s: %s", unknown.Flag, unknown.Name, unknownWords(unknown))
	}
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return pictures[picture].write(scene, w) }
	if path == "" {
		t.written(t.product, write(t.product))
		return nil
	}
	return t.write(output.File{Path: path}, write)
}

// older returns the call of an older version, as diff reads it. There is none where
// none is asked for, and where that has been said.
func (t *tool) older(cmd *cobra.Command, name string, opts *compiler.Options) (*call.Call, error) {
	if name == "" {
		return nil, nil
	}
	d := &differ{tool: t, cmd: cmd, opts: *opts, here: &tree{files: t.files, configs: t.configs}}
	d.opts.Shared = true // the parameters are those of the newer one
	defer d.close()
	versions, folder, err := d.versions(name)
	switch {
	case err != nil:
		return nil, err
	case folder:
		return nil, usage(cmd, "--diff takes one script or payload, and %s is a folder", name)
	}
	old, _ := d.call(&versions[0])
	return old, nil
}

// unknownWords says what a flag may name instead.
func unknownWords(u *draw.Unknown) string {
	what := map[string]string{"collapse": "step of one's own or label with attempts", "focus": "label"}[u.Flag]
	const most = 8
	known := u.Known
	slices.Sort(known)
	known = slices.Compact(known)
	switch more := len(known) - most; {
	case len(known) == 0:
		return fmt.Sprintf("the call has no %s", what)
	case more > 0:
		return fmt.Sprintf("the call has no such %s, but %s and %d more", what, strings.Join(known[:most], ", "), more)
	}
	return fmt.Sprintf("the call has no such %s, but %s", what, strings.Join(known, ", "))
}

// call returns the call of a script or of a payload, and the objects of its steps. It
// returns nil where there is none, and has said why.
func (t *tool) call(i input, opts *compiler.Options) (*call.Call, func(step int) string) {
	if t.holdsPayload(i) {
		c := t.payloadCall(i, opts.API)
		if c == nil {
			return nil, nil
		}
		return c, func(step int) string {
			n := c.Payload.Vertices[step].Node
			return c.Step(step).File.Text[n.Start:n.End]
		}
	}
	result := t.analyze(i, opts)
	if result == nil {
		return nil, nil
	}
	c, err := result.Built()
	if err != nil {
		t.fail(err)
		return nil, nil
	}
	return c, result.Object
}
