package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A report is a place where the findings of the run are written at its end.
type report struct {
	format *diag.Format
	spec   string       // how the command line names it
	to     io.Writer    // a stream, or nil
	late   *output.Late // a file, or nil
}

// reports are where findings go.
type reports struct {
	specs  []string      // of the flags
	opened bool          // the flags have been looked at
	live   diag.Reporter // for people, on standard error; nil where nobody asked for it
	ended  []report      // that are written when the run has ended
	all    diag.List     // the findings of the run
	shown  diag.List     // those that are for people

	fingerprints diag.Fingerprinter
	worked       map[string]bool // the names of the scripts and payloads that are worked on
	baseline     *baseline

	// free says of commands that may not need standard output whether they don't.
	// What others print would spoil a report there.
	free map[*cobra.Command]func(args []string) bool
}

// outputsOf returns the values of --output among the words of a command line
// that can't be read. Where a command has a flag of its own by that name, it is
// not about findings.
func outputsOf(root *cobra.Command, args []string) (specs []string) {
	if cmd, _, err := root.Find(args); err == nil && cmd != root && cmd.LocalNonPersistentFlags().Lookup("output") != nil {
		return nil
	}
	for n, arg := range args {
		if arg == "--" {
			break
		}
		if spec, ok := strings.CutPrefix(arg, "--output="); ok {
			specs = append(specs, spec)
		} else if arg == "--output" && n+1 < len(args) {
			specs = append(specs, args[n+1])
		}
	}
	return specs
}

// open makes room for the reports that the command line asks for. Whatever is
// wrong with one, it is said in the others.
func (t *tool) open(cmd *cobra.Command, specs []string) (wrong error) {
	t.opened = true
	for _, spec := range specs {
		r, err := t.report(cmd, spec)
		if err == nil && slices.ContainsFunc(t.ended, func(other report) bool { return r.to != nil && other.to == r.to }) {
			err = usage(cmd, "--output %s: another output goes there: name a file, as in FORMAT:FILE", spec)
		}
		if err == nil && r.to == t.err && !r.format.Machine && t.live != nil {
			err = usage(cmd, "--output %s: standard error has it already: name a file, as in FORMAT:FILE", spec)
		}
		switch {
		case err != nil && wrong == nil:
			wrong = err
		case err != nil:
		case r.to == t.err && !r.format.Machine:
			t.live = t.forPeople()
		default:
			t.ended = append(t.ended, r)
		}
	}
	if t.live == nil && len(t.ended) == 0 {
		t.live = t.forPeople()
	}
	return wrong
}

// report returns what a value of --output asks for.
func (t *tool) report(cmd *cobra.Command, spec string) (report, error) {
	name, path, named := strings.Cut(spec, ":")
	r := report{format: diag.FormatNamed(name), spec: spec}
	switch {
	case r.format == nil:
		help := ""
		if f := cmd.Flags().Lookup("out"); f != nil && f.Shorthand == "o" {
			help = "; -o names the file to write"
		}
		return r, usage(cmd, "--output takes FORMAT or FORMAT:FILE, and %q is no format: %s%s", name, strings.Join(diag.FormatNames(), ", "), help)
	case named && path == "":
		return r, usage(cmd, "--output %s names no file: leave the colon out, or name one behind it", spec)
	case strings.HasSuffix(path, scripts.extension):
		return r, usage(cmd, "--output %s: that is a script, and what is written is none", spec)
	case path == "-" || !named && r.format.Machine:
		r.to = t.product
	case !named:
		r.to = t.err
	default:
		r.to = t.outputs.Stream(path)
	}
	if r.to != nil {
		return r, nil
	}
	t.watch()
	late, err := t.outputs.Later(output.File{Path: path})
	if err != nil {
		return r, unwritten(path, err)
	}
	r.late = late
	return r, nil
}

// needsOutput returns a usage error if a report would go to standard output,
// where what the command prints goes.
func (t *tool) needsOutput(cmd *cobra.Command) error {
	for _, r := range t.ended {
		if r.to == t.product {
			return usage(cmd, "--output %s: standard output is for what %s prints: name a file, as in %s:FILE", r.spec, cmd.CommandPath(), r.format.Name)
		}
	}
	return nil
}

// unwritten is the failure to write an output of the run.
func unwritten(path string, err error) error {
	var conflict *output.Conflict
	if errors.As(err, &conflict) {
		return diag.Failure{Finding: wrongUse.At(source.Place{}, "%v", err).Helpf("Nothing was written. Name another output.")}
	}
	return cannotWrite(path, err)
}

func (t *tool) forPeople() diag.Reporter {
	return diag.Formats[0].New(t.err, diag.Style{Color: color(t.err), Secrets: &t.secrets})
}

// finish writes the reports. Where one can't be written, people are told all.
func (t *tool) finish() {
	t.flush()
	lost := false
	for _, r := range t.ended {
		if err := t.end(r); err != nil {
			lost = true
			var failure diag.Failure
			if !errors.As(err, &failure) || !slices.ContainsFunc(t.all, failure.Same) { // commit may have said it
				t.fail(err)
			}
		}
	}
	if t.live == nil && (lost || !t.opened) {
		t.live = t.forPeople()
		t.written(t.err, t.live.Report(t.shown))
	}
	t.flush()
	if t.live != nil {
		t.written(t.err, t.live.Close(t.count))
	}
}

// end writes a report.
func (t *tool) end(r report) error {
	var b bytes.Buffer
	style, list := t.machine(), t.all
	if !r.format.Machine {
		style.Color, list = color(r.to), t.shown
	}
	reporter := r.format.New(&b, style)
	if err := errors.Join(reporter.Report(list), reporter.Close(t.count)); err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	}
	if r.late == nil {
		if err := write(r.to); err != nil {
			return cannotWrite("standard output", err)
		}
		return nil
	}
	if err := r.late.Commit(write); err != nil {
		_, path, _ := strings.Cut(r.spec, ":")
		return unwritten(path, err)
	}
	return nil
}

// machine returns how reports for programs are written.
func (t *tool) machine() diag.Style {
	return diag.Style{Secrets: &t.secrets, Version: Version, Folder: filepath.ToSlash(t.disk.Path("."))}
}

// findings reports findings, and sets the exit status that they ask for.
func (t *tool) findings(list diag.List) {
	for _, f := range list {
		if len(t.ended) > 0 || t.baseline != nil {
			t.fingerprints.Mark(f, t.machine(), f.Place.File != nil && t.hasText(f.Place.File.Name))
		}
		if t.baseline.knows(t, f) {
			continue
		}
		f.Stops = t.stops(f)
		switch {
		case f.Code.Unusable:
			t.status = unusable
		case f.Stops:
			t.stop()
		}
		t.pending = append(t.pending, message{finding: f})
	}
}

// hasText reports whether the text of a file tells its findings from others.
// That of values and of an environment may be all secrets.
func (t *tool) hasText(name string) bool {
	return t.worked[name] || strings.HasSuffix(name, scripts.extension)
}

// stops reports whether a finding stops the job, by what the project of the
// last script says.
func (t *tool) stops(f *diag.Finding) bool {
	return f.Code.Unusable || t.failOn.stops(f) && !t.baseline.has(f)
}

// unseen prints the findings of a script, without those that were printed with
// another script: a used file may be checked itself, too.
func (t *tool) unseen(a *compiler.Analysis) {
	list := a.Findings
	if t.target.playing {
		list = t.thatStop(list)
	}
	t.findings(t.unsaid(list))
	if slices.ContainsFunc(a.Findings, t.stops) {
		t.stop() // by what another script did not stop for, too
	}
}

// thatStop returns the findings of a list that stop the job. Who plays a call or runs
// its tests does so again and again, and check tells the others.
func (t *tool) thatStop(findings diag.List) (list diag.List) {
	for _, f := range findings {
		if f.Severity == diag.Error || t.stops(f) {
			list = append(list, f)
		}
	}
	return list
}

// unsaid returns the findings of a list that were not printed yet.
func (t *tool) unsaid(findings diag.List) (list diag.List) {
	for _, f := range findings {
		if key := seenOf(f); !t.seen[key] {
			t.seen[key] = true
			list = append(list, f)
		}
	}
	return list
}

// flush writes the messages that wait.
func (t *tool) flush() {
	list := t.limited()
	t.pending = nil
	for len(list) > 0 {
		var findings diag.List
		for len(list) > 0 && list[0].finding != nil {
			findings, list = append(findings, list[0].finding), list[1:]
		}
		t.shown = append(t.shown, findings...)
		if t.live != nil && len(findings) > 0 {
			t.written(t.err, t.live.Report(findings))
		}
		if len(list) > 0 && list[0].finding == nil {
			_, err := io.WriteString(list[0].to, t.secrets.Message(list[0].text))
			t.written(list[0].to, err)
			list = list[1:]
		}
	}
	if len(t.pending) > 0 {
		t.flush() // a stream that could not be written has a finding
	}
}

// limited returns the messages that are to be written, and counts the findings
// among them, also those that are not shown.
func (t *tool) limited() []message {
	var all diag.List
	for _, m := range t.pending {
		f := m.finding
		if f == nil {
			continue
		}
		t.all = append(t.all, f)
		if !t.quiet || f.Stops {
			all = append(all, f)
		}
	}
	kept, rest := all, diag.List(nil)
	if t.most > 0 {
		kept, rest = all.Foremost(t.most)
	}
	t.count.Hidden += len(rest)
	for _, f := range all {
		if !t.quiet {
			t.count.Of[f.Severity]++
		}
	}
	return slices.DeleteFunc(t.pending, func(m message) bool {
		if m.finding == nil {
			return false
		}
		if len(kept) > 0 && m.finding == kept[0] {
			kept = kept[1:]
			return false
		}
		return true
	})
}

// color reports whether a stream is a terminal that may be coloured.
func color(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// addOutput adds the flag that says how findings are written.
func (t *tool) addOutput(root *cobra.Command) {
	root.PersistentFlags().Var((*repeated)(&t.specs), "output",
		fmt.Sprintf("how findings are written, and where: `FORMAT[:FILE]` (may be repeated); a format is %s", strings.Join(diag.FormatNames(), ", ")))
}
