package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/review"
)

type diffFlags struct {
	outside
	api     string
	failOn  string
	stat    bool
	git     bool
	driver  bool
	outputs []string
	written []written
	kinds   []changes.Kind // of failOn, or nil for all
}

// A written is a review that is written: in a format, to a file or to standard
// output.
type written struct {
	format review.Format
	path   string // "" for standard output
}

const diffLong = `Diff says what a change does to callers: which prompts, keys, requests, numbers
and endings differ, in words, in the order of the call, and the shortest way
for a caller to get there. What does not change the call is silent: order,
layout, comments, labels, constants, steps that were extracted. If nothing else
differs, it says "same call".

OLD and NEW are scripts or payloads, folders of them, - for standard input, or
REV:PATH for a file or a folder of a git revision. Files of folders are paired
by their paths, and a script with the payload of the same name where there is
no other. A name that is a file is that file.

With --git it compares what changed in the repository: between HEAD and the
work tree, between a revision and the work tree (REV), or between two (OLD..NEW,
or OLD...NEW from where NEW left OLD), of all scripts and payloads or of those
below PATHS. A script is compiled with the files and the flowc.yaml of its
revision, and counts as changed when one of those has changed.

With --git-driver it takes what git gives to diff.NAME.command, so that git diff
and git log -p --ext-diff show it; docs/diff.md says how.

Exit status: 0 the same call, 1 it differs (with --fail-on, only where one of
those kinds does), 2 trouble: a script with errors, or a file that can't be
read.`

func (t *tool) diff() *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what a change does to callers",
		Long:  diffLong,
		Example: `  flowc diff welcome.flow changed.flow
  flowc diff HEAD:flows/welcome.flow flows/welcome.flow
  flowc diff welcome.json welcome.flow
  flowc diff old/ new/ --stat
  flowc diff --git
  flowc diff --git main...HEAD flows/ --output markdown:comment.md
  flowc diff --git main...HEAD --fail-on numbers,settings
  git config diff.flow.command "flowc diff --git-driver"`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return t.runDiff(cmd, args, &f) },
	}
	f.add(cmd)
	t.takesStdin(cmd)
	formats := review.FormatNames()
	cmd.Flags().StringVar(&f.api, "api", "", "the API to compile for, v1 or v2 (what the script says, or v2)")
	cmd.Flags().Var((*repeated)(&f.outputs), "output", "how changes are written, and where: `FORMAT[:FILE]` (may be repeated); a format is "+strings.Join(formats, ", "))
	cmd.Flags().BoolVar(&f.stat, "stat", false, "only count the changes of each call")
	cmd.Flags().StringVar(&f.failOn, "fail-on", "", "the `KIND,...` of changes that make the exit status 1 (all): "+strings.Join(review.KindNames(), ", "))
	cmd.Flags().BoolVar(&f.git, "git", false, "compare what changed in the git repository: [REV[..REV]] [PATHS]")
	cmd.Flags().BoolVar(&f.driver, "git-driver", false, "take the arguments that git gives to diff.NAME.command")
	t.complete(cmd, "api", "v1", "v2")
	t.complete(cmd, "output", formats...)
	t.complete(cmd, "fail-on", review.KindNames()...)
	return cmd
}

func (t *tool) runDiff(cmd *cobra.Command, args []string, f *diffFlags) error {
	version, err := versionOf(cmd, f.api)
	if err == nil {
		err = f.read(t, cmd)
	}
	if err != nil {
		return err
	}
	t.target = &target{outside: f.outside}
	params, findings, err := f.params(t, cmd)
	if err != nil {
		return err
	}
	silent := t.quiet
	t.quiet = true
	defer func() { // of two versions only what keeps them from being compared is said
		t.quiet = silent
		t.pending = slices.DeleteFunc(t.pending, func(m message) bool { return m.finding != nil && !m.finding.Stops })
	}()
	t.findings(findings.Sorted())
	if findings.HasErrors() {
		t.status = unusable
		return nil // without all of its values a script would be another one
	}
	d := &differ{tool: t, cmd: cmd, opts: compiler.Options{API: version, Params: params, Shared: true}, here: &tree{files: t.files, configs: t.configs}}
	defer d.close()
	if f.driver {
		return d.drive(args)
	}
	var pairs []pair
	if f.git {
		pairs, err = d.changed(args)
	} else {
		pairs, err = d.pairs(args)
	}
	if err != nil {
		return err
	}
	if known, err := d.known(pairs); !known {
		return err
	}
	r := d.review(pairs, f)
	if len(r.Calls) == 0 && !f.git && t.status == fine {
		return fmt.Errorf("there is no call in %s, and none in %s", args[0], args[1])
	}
	return t.deliverReview(r, f, silent)
}

// read looks at the flags that say what is written and what stops the job.
func (f *diffFlags) read(t *tool, cmd *cobra.Command) error {
	if f.git && f.driver {
		return usage(cmd, "--git and --git-driver are two things: leave one of them out")
	}
	for _, flag := range []string{"output", "stat", "fail-on"} {
		if f.driver && cmd.Flags().Changed(flag) {
			return usage(cmd, "--git-driver writes what git shows: leave --%s out", flag)
		}
	}
	for name := range strings.SplitSeq(f.failOn, ",") {
		name = strings.TrimSpace(name)
		kind, ok := review.KindNamed(name)
		switch {
		case ok:
			f.kinds = append(f.kinds, kind)
		case name != "" || cmd.Flags().Changed("fail-on"):
			return usage(cmd, "--fail-on takes kinds of changes, and %q is none: %s", name, strings.Join(review.KindNames(), ", "))
		}
	}
	if len(f.outputs) == 0 {
		f.outputs = []string{review.Formats[0].Name}
	}
	printed := 0
	for _, spec := range f.outputs {
		name, path, colon := strings.Cut(spec, ":")
		i := slices.IndexFunc(review.Formats, func(format review.Format) bool { return format.Name == name })
		switch {
		case i < 0:
			return usage(cmd, "--output takes FORMAT or FORMAT:FILE, and %q is no format: %s", name, strings.Join(review.FormatNames(), ", "))
		case colon && path == "":
			return usage(cmd, "--output %s names no file: leave the colon out, or name one behind it", spec)
		case strings.HasSuffix(path, scripts.extension) || strings.HasSuffix(path, payloads.extension) && name != "json":
			return usage(cmd, "--output %s: that is a script or a payload, and what is written is none", spec)
		case f.stat && name != "text":
			return usage(cmd, "--stat is text: leave --output %s out", spec)
		}
		if path = named(path); path == "" {
			printed++
		}
		f.written = append(f.written, written{review.Formats[i], path})
		t.claim(path)
	}
	if printed > 1 {
		return usage(cmd, "--output: only one goes to standard output: name a file, as in FORMAT:FILE")
	}
	return nil
}

// deliverReview writes what was found, and sets the exit status.
func (t *tool) deliverReview(r *review.Review, f *diffFlags, silent bool) error {
	if r.Stops() {
		t.stop()
	}
	for _, w := range f.written {
		write := w.format.Write
		if f.stat {
			write = (*review.Review).Stat
		}
		r.Style.Color = w.path == "" && color(t.out)
		content := write(r)
		switch {
		case w.path != "":
			if err := t.write(output.File{Path: w.path}, text(content)); err != nil {
				return err
			}
		case !(silent && w.format.Name == "text" && t.status == fine):
			t.show(t.product, content)
		}
	}
	return nil
}

// review compares the two versions of each call.
func (d *differ) review(pairs []pair, f *diffFlags) *review.Review {
	r := &review.Review{FailOn: f.kinds, Style: d.machine()}
	for _, p := range pairs {
		if c, there := d.compare(p); there {
			r.Calls = append(r.Calls, c)
		}
	}
	r.Hide()
	return r
}

// compare compares two versions of a call. It is not there where neither is a
// call, as of two files of declarations.
func (d *differ) compare(p pair) (c review.Call, there bool) {
	old, wrong := d.call(p.old)
	new, wrongNew := d.call(p.new)
	c = review.Call{Old: p.old.shown(), New: p.new.shown(), Renamed: p.renamed}
	switch {
	case wrong || wrongNew:
		c.State = review.Failed
		d.status = unusable
	case old == nil && new == nil:
		return c, false
	case old == nil:
		c.State, c.Steps, c.Old = review.Added, len(new.Steps), ""
	case new == nil:
		c.State, c.Steps, c.New = review.Removed, len(old.Steps), ""
	default:
		old.Hide, new.Hide = d.secrets.Text, d.secrets.Text
		c.State, c.Changes = review.Same, changes.Compare(old, new)
		if len(c.Changes) > 0 {
			c.State, c.Used = review.Changed, p.old.text() == p.new.text()
		}
	}
	return c, true
}
