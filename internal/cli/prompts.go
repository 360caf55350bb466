package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/internal/prompts"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

type promptsFlags struct {
	target
	output, format, translations, keep string
	language                           prompts.Language
	force                              bool
}

const promptsLong = `Prompts writes a workbook of what callers hear: every prompt of scripts and
payloads once, for those who record or translate it, with an id that lasts as
long as its text, where it is written, how many steps speak it, what was heard
before it, its variables, and how many seconds it takes.

The workbook is CSV on standard output, or goes to the file that -o names, as
CSV, XLSX, PO (gettext) or XLIFF 2.0, by its extension or --format. A prompt
that is made of parts, as those of menus are, is there as a whole to be
recorded, and its parts are there to be translated: the column "use" says so.
With --keep it has what an earlier workbook has for prompts that are the same.

With --import the translations of a workbook are written into a copy of the
script, whose comments and layout stay. What has no translation keeps its text.
A translation that lacks a variable is an error, and then nothing is written.
Where texts of files that the script uses are translated, or there are several
scripts, -o names a folder, into which all of these files are copied.

Build takes recordings: flowc build --recordings prompts.csv.`

func (t *tool) prompts() *cobra.Command {
	var f promptsFlags
	cmd := &cobra.Command{
		Use:   "prompts FILE...",
		Short: "Write a workbook of prompts, and read it back",
		Long:  promptsLong,
		Example: `  flowc prompts welcome.flow
  flowc prompts flows/ -o prompts.xlsx
  flowc prompts payload.json --format po
  flowc prompts flows/ -o prompts.xliff --from en --to fr
  flowc prompts flows/ --keep prompts.fr.xlsx -o new.fr.xlsx
  flowc prompts --import prompts.fr.xlsx welcome.flow -o welcome.fr.flow
  flowc prompts --import prompts.fr.po flows/ -o fr/`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.output = named(f.output)
			t.claim(f.output)
			if wrong := f.language.Wrong(); wrong != "" {
				return usage(cmd, "%q is no language: write it as en, pt-BR or zh-Hans", wrong)
			}
			switch {
			case f.translations != "" && f.keep != "":
				return usage(cmd, "--keep is for a workbook that is written, and --import reads one: leave one of them out")
			case f.translations != "":
				return t.importPrompts(cmd, args, &f)
			}
			return t.writePrompts(cmd, args, &f)
		},
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	t.free[cmd] = func([]string) bool { return named(f.output) != "" }
	cmd.Flags().StringVarP(&f.output, "out", "o", "", "the `FILE` to write, or with --import the folder for several scripts")
	cmd.Flags().StringVar(&f.format, "format", "", "the format of the workbook: "+strings.Join(prompts.FormatNames(), ", ")+" (the extension of the file, or csv)")
	cmd.Flags().StringVar(&f.translations, "import", "", "write the translations of the workbook `FILE` into a copy of the script")
	cmd.Flags().StringVar(&f.keep, "keep", "", "take over the translations and recordings of the earlier workbook `FILE`")
	cmd.Flags().StringVar(&f.language.From, "from", "", "the `LANGUAGE` of the prompts, for XLIFF")
	cmd.Flags().StringVar(&f.language.To, "to", "", "the `LANGUAGE` that is wanted, for PO and XLIFF")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace a file that is there already and differs")
	t.complete(cmd, "format", prompts.FormatNames()...)
	return cmd
}

// formatOf returns the format of a workbook: the one that --format names, else
// that of its file.
func (f *promptsFlags) formatOf(cmd *cobra.Command, path string) (*prompts.Format, error) {
	name := f.format
	switch {
	case name == "" && path == "":
		name = "csv"
	case name == "":
		name = path
	}
	if format := prompts.FormatOf(name); format != nil && (f.format == "" || format.Name == f.format) {
		return format, nil
	}
	formats := strings.Join(prompts.FormatNames(), ", ")
	if f.format != "" {
		return nil, usage(cmd, "--format is %s, not %q", formats, f.format)
	}
	return nil, usage(cmd, "%s does not say which format it has: name it with --format %s", path, strings.ReplaceAll(formats, ", ", "|"))
}

// writePrompts writes a workbook.
func (t *tool) writePrompts(cmd *cobra.Command, args []string, f *promptsFlags) error {
	format, err := f.formatOf(cmd, f.output)
	if err != nil {
		return err
	}
	opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
	if err != nil {
		return err
	}
	book, _ := t.workbook(inputs, opts, several(args, inputs))
	if book == nil {
		return nil // what is wrong has been said
	}
	if f.keep != "" {
		if done, err := t.keepEarlier(cmd, book, f); !done {
			return err
		}
	}
	record, translate := book.Counts()
	t.note("%s: %s to record, %s to translate\n", counted(len(book.Prompts), "prompt", "prompts"), strconv.Itoa(record), strconv.Itoa(translate))
	if book.Silent > 0 {
		t.note("%s a recording, and nothing says what is in it: write it behind saying\n", counted(book.Silent, "step plays", "steps play"))
	}
	if book.Hidden > 0 {
		t.note("%s a secret, and left out\n", counted(book.Hidden, "prompt says", "prompts say"))
	}
	var b strings.Builder
	if err := format.Write(&b, book, f.language); err != nil {
		var long *prompts.TooLong
		if errors.As(err, &long) {
			return diag.Failure{Finding: unwritable.At(source.Place{}, "%v", err)}
		}
		return err
	}
	if f.output == "" {
		t.written(t.product, text(b.String())(t.product))
		return nil
	}
	return t.writeScript(output.File{Path: f.output}, b.String(), f.force)
}

// maxLeft is how many prompts are named that an earlier workbook has and the new
// one has not.
const maxLeft = 10

// keepEarlier takes over what an earlier workbook has. It is not done where that can't
// be read.
func (t *tool) keepEarlier(cmd *cobra.Command, book *prompts.Workbook, f *promptsFlags) (done bool, err error) {
	format := prompts.FormatOf(f.keep)
	if format == nil {
		return false, usage(cmd, "%s does not say which format it has: its name ends with one of %s", f.keep, strings.Join(prompts.FormatNames(), ", "))
	}
	table, err := t.table(f.keep, format)
	if table == nil {
		return false, err
	}
	left, secret := book.Keep(table)
	if secret > 0 {
		t.note("%s a secret, and left out\n", counted(secret, "row of the earlier workbook says", "rows of the earlier workbook say"))
	}
	if len(left) > 0 {
		count := counted(len(left), "translation or recording is", "translations and recordings are")
		left = slices.Compact(left) // a prompt may have both
		more := ""
		if n := len(left) - maxLeft; n > 0 {
			left, more = left[:maxLeft], fmt.Sprintf(" and %d more", n)
		}
		t.note("%s left out, since no prompt takes them now: %s%s\n", count, strings.Join(left, ", "), more)
	}
	return true, nil
}

// workbook returns the prompts of scripts and payloads, and what was analysed for
// them. It is nil where one of them has errors: others would go on with a part.
func (t *tool) workbook(inputs []input, opts *compiler.Options, several bool) (*prompts.Workbook, []*compiler.Analysis) {
	if opts.Partly {
		return nil, nil
	}
	opts.Shared = several
	if several && len(opts.Params) > 0 && !t.parametersKnown(inputs, opts) {
		return nil, nil
	}
	whole := true
	var calls []func(*prompts.Workbook)
	var results []*compiler.Analysis
	seconds := 0
	longPrompt := diag.Lookup("long-prompt")
	for _, i := range inputs {
		policy := t.files.Rules(t.config(i), i.name()).Policy
		if most := policy.Number(longPrompt, "seconds"); !policy.Off(longPrompt) && (seconds == 0 || most < seconds) {
			seconds = most
		}
		if i.payload() {
			if c := t.payloadCall(i, opts.API); c != nil {
				calls = append(calls, func(w *prompts.Workbook) { w.AddPayload(c) })
			} else {
				whole = false
			}
			continue
		}
		opts.Library = i.walked
		switch result := t.analyzeForPrompts(i, opts); {
		case result == nil:
			whole = false
		case !i.walked || !result.Program.Main.Library():
			results = append(results, result)
			calls = append(calls, func(w *prompts.Workbook) { w.AddScript(result) })
		}
	}
	if !whole || len(inputs) == 0 {
		return nil, nil
	}
	book := prompts.New(&t.secrets) // all of them are known now
	book.Seconds = seconds
	for _, add := range calls {
		add(book)
	}
	book.Hide()
	return book, results
}

// analyzeForPrompts compiles one script, and returns nil where it has errors.
// Warnings about the call are not what somebody wants to know who translates it.
func (t *tool) analyzeForPrompts(i input, opts *compiler.Options) *compiler.Analysis {
	o, known := t.configured(i, *opts)
	a, err := compiler.Analyze(t.ctx, t.files, i.name(), o)
	if err != nil {
		t.fail(err)
		return nil
	}
	t.secrets.Merge(a.Secrets)
	if a.Findings.HasErrors() {
		t.unseen(a)
		return nil
	}
	if !known {
		return nil
	}
	return a
}

// table reads a file of translations or recordings.
func (t *tool) table(path string, format *prompts.Format) (*prompts.Table, error) {
	data, err := t.files.Text(path)
	if err != nil {
		return nil, err
	}
	table, broken := format.Read(filepath.ToSlash(path), data)
	if broken != nil {
		t.findings(diag.List{broken})
	}
	return table, nil
}

// importPrompts writes translations into copies of scripts.
func (t *tool) importPrompts(cmd *cobra.Command, args []string, f *promptsFlags) error {
	format, err := f.formatOf(cmd, f.translations)
	if err != nil {
		return err
	}
	opts, inputs, err := f.start(t, cmd, args, scripts)
	if err != nil {
		return err
	}
	for _, i := range inputs {
		if i.payload() {
			return usage(cmd, "%s is a payload: translations go into scripts, and flowc decompile makes one of it", i.name())
		}
	}
	several := several(args, inputs)
	if several && f.output == "" {
		return usage(cmd, "several scripts need a folder for their copies: -o DIR")
	}
	book, results := t.workbook(inputs, opts, several) // first: it says what of the table is secret
	table, err := t.table(f.translations, format)
	if book == nil || table == nil {
		return err
	}
	edits, list := prompts.Import(book, table)
	list = t.files.Rules(t.config(inputs[0]), inputs[0].name()).Policy.Apply(list)
	t.findings(list)
	if list.HasErrors() || slices.ContainsFunc(list, t.stops) {
		return nil
	}
	copies, err := book.Copies(edits)
	if err != nil {
		return err
	}
	private := slices.ContainsFunc(results, func(a *compiler.Analysis) bool { return !a.Secrets.Empty() })
	return t.writeCopies(cmd, copies, output.File{Path: f.output, Private: private}, several, f.force)
}

// writeCopies writes copies of scripts, and of the files that they use.
func (t *tool) writeCopies(cmd *cobra.Command, copies []prompts.Copy, to output.File, several, force bool) error {
	folder := several || strings.HasSuffix(to.Path, "/") || strings.HasSuffix(to.Path, string(filepath.Separator)) || isFolder(to.Path)
	if !folder {
		main := copies[0]
		for _, c := range copies[1:] {
			if c.Changed {
				return usage(cmd, "%s has translations too, and is another file: name a folder for the copies, as in -o DIR/", c.Name)
			}
		}
		if to.Path == "" {
			t.print(t.product, main.Text)
			return nil
		}
		if beside := filepath.Dir(t.disk.Path(to.Path)) == filepath.Dir(t.disk.Path(main.Name)); main.Uses && !beside {
			return usage(cmd, "%s uses other files, which would not be beside %s: name a folder for the copies, as in -o DIR/", main.Name, to.Path)
		}
		return t.writeScript(to, main.Text, force)
	}
	base := t.common(copies)
	marker := false
	for _, c := range copies {
		rel, err := filepath.Rel(base, t.disk.Path(c.Name))
		if err != nil {
			return err
		}
		path := filepath.Join(to.Path, rel)
		marker = marker || c.Uses && filepath.Dir(rel) != "."
		t.claim(path)
		if err := inFolder(to.Path, path); err != nil {
			return err
		}
		if err := t.writeScript(output.File{Path: path, Private: to.Private}, c.Text, force); err != nil {
			return err
		}
	}
	if marker && !t.files.Marked(to.Path) {
		return t.write(output.File{Path: filepath.Join(to.Path, project.Marker)}, text("# The scripts below this folder are one project.\n"))
	}
	return nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// common returns the folder that all copied files are in.
func (t *tool) common(copies []prompts.Copy) string {
	base := filepath.Dir(t.disk.Path(copies[0].Name))
	for _, c := range copies[1:] {
		for path := t.disk.Path(c.Name); base != filepath.Dir(base); base = filepath.Dir(base) {
			if rel, err := filepath.Rel(base, path); err == nil && filepath.IsLocal(rel) {
				break
			}
		}
	}
	return base
}
