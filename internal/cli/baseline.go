package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// baselineVersion is the version of the file of known findings.
const baselineVersion = 1

// A baseline is the findings that are known: they neither stop the job nor are
// printed. A nil one knows none.
type baseline struct {
	path     string
	write    bool          // all findings of the run become known
	checking bool          // errors can be known; to a build they can't: there is no payload
	left     map[known]int // those of the file that the run has not had yet
	had      map[known]int // those of the run
	passed   int           // how many were passed over
	now      map[seen]bool // findings of the run that are known
}

// A known is what the file says of a finding, next to how often it is there.
type known struct {
	File        string `json:"file"`
	Code        string `json:"code"`
	Fingerprint string `json:"fingerprint"`
}

type counting struct {
	known
	Count int `json:"count"`
}

// addBaseline adds the flags of what is known.
func (f *target) addBaseline(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.baseline, "baseline", "", "a `FILE` of known findings: only others stop the job and are shown")
	cmd.Flags().BoolVar(&f.writeBaseline, "write-baseline", false, "write all findings into the file that --baseline names")
}

// readBaseline reads what is known, or gets ready to write it.
func (t *tool) readBaseline(cmd *cobra.Command, f *target) error {
	switch {
	case f.baseline == "" && (f.writeBaseline || f.given("baseline")):
		return usage(cmd, "--baseline FILE names the file of known findings")
	case f.baseline == "":
		return nil
	case strings.HasSuffix(f.baseline, scripts.extension):
		return usage(cmd, "--baseline %s: that is a script, and what is written is none", f.baseline)
	}
	b := &baseline{path: f.baseline, write: f.writeBaseline, checking: f.checking, left: map[known]int{}, had: map[known]int{}, now: map[seen]bool{}}
	if b.write {
		text, err := readFile(b.path)
		if err == nil {
			_, err = decodeBaseline(string(text))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errVersion) {
			return cannotWrite(b.path, fmt.Errorf("it is there already, and no baseline: %w", cause(err)))
		}
		t.claim(b.path)
		t.baseline = b
		return nil
	}
	text, err := t.files.Text(filepath.ToSlash(b.path))
	if err == nil {
		if b.left, err = decodeBaseline(text); err != nil {
			err = project.Unreadable(b.path, err)
		}
	}
	var failure diag.Failure
	if errors.As(err, &failure) {
		failure.Helpf("%s with --write-baseline writes it.", cmd.CommandPath())
	}
	t.baseline = b
	return err
}

var errVersion = errors.New("it is of another version of flowc")

// decodeBaseline returns how often each finding of a file is there.
func decodeBaseline(text string) (map[known]int, error) {
	var file struct {
		Version  int         `json:"version"`
		Findings *[]counting `json:"findings"`
	}
	err := json.Unmarshal([]byte(text), &file)
	switch {
	case err != nil || file.Version == 0 || file.Findings == nil:
		return nil, errors.New("it is no baseline")
	case file.Version != baselineVersion:
		return nil, errVersion
	}
	list := map[known]int{}
	for _, c := range *file.Findings {
		list[c.known] += max(c.Count, 1)
	}
	return list, nil
}

// knows notes a finding of the run, and reports whether it is known.
func (b *baseline) knows(t *tool, f *diag.Finding) bool {
	if b == nil || f.Code.Unusable {
		return false
	}
	style := t.machine()
	file, name, text := ".", style.Name(f.Place.File), false
	if f.Place.File != nil {
		name = b.nameOf(t, f.Place.File.Name)
		file, text = name, t.hasText(f.Place.File.Name)
	}
	k := known{file, f.Code.Name, f.Hash(style, name, text)}
	b.had[k]++
	if !b.write && b.left[k] == 0 {
		return false
	}
	b.left[k]--
	if !b.checking && f.Severity == diag.Error {
		return false
	}
	b.passed++
	b.now[seenOf(f)] = true
	return true
}

// nameOf returns the name of a file as seen from the folder of the baseline:
// wherever flowc runs, it is the same.
func (b *baseline) nameOf(t *tool, name string) string {
	if name == stdinName {
		return name
	}
	rel, err := filepath.Rel(filepath.Dir(t.disk.Path(b.path)), t.disk.Path(name))
	if err != nil { // it is on another drive
		return name
	}
	return filepath.ToSlash(rel)
}

// has reports whether a finding that the run has had is known.
func (b *baseline) has(f *diag.Finding) bool { return b != nil && b.now[seenOf(f)] }

// settle writes what is known, or says what has become of it.
func (t *tool) settle() {
	b := t.baseline
	switch {
	case b == nil || t.status == unusable:
	case b.write:
		if err := t.write(output.File{Path: b.path}, b.text); err != nil {
			t.fail(err)
			return
		}
		t.note("%s in the baseline %s\n", counted(b.sum(), "finding is", "findings are"), b.path)
	default:
		if b.passed > 0 {
			t.note("%s passed over\n", counted(b.passed, "finding of the baseline was", "findings of the baseline were"))
		}
		n, lost := t.mended()
		switch {
		case lost && len(b.had) > 0:
			t.note("no file that the baseline names is there: it names them from the folder that it was written in\n")
		case n > 0:
			t.note("%s mended; write it again with --write-baseline\n", counted(n, "finding of the baseline is", "findings of the baseline are"))
		}
	}
}

func (b *baseline) sum() (n int) {
	for _, count := range b.had {
		n += count
	}
	return n
}

// mended counts the known findings that are gone from files that the run has
// looked at, and those of files that are gone. It also reports whether several
// are known, and all of files that are gone.
func (t *tool) mended() (n int, lost bool) {
	b, worked := t.baseline, map[string]bool{}
	for name := range t.worked {
		worked[b.nameOf(t, name)] = true
	}
	lost = len(b.left) > 1
	for k, count := range b.left {
		path := filepath.Join(filepath.Dir(t.disk.Path(b.path)), filepath.FromSlash(k.File))
		there := worked[k.File] || t.disk.Exists(path)
		lost = lost && !there
		if count > 0 && (worked[k.File] || t.disk.read[path] || !there) {
			n += count
		}
	}
	return n, lost
}

// text writes the findings of the run, one a line, in an order of their own.
func (b *baseline) text(w io.Writer) error {
	keys := slices.SortedFunc(maps.Keys(b.had), func(x, y known) int {
		return slices.Compare([]string{x.File, x.Code, x.Fingerprint}, []string{y.File, y.Code, y.Fingerprint})
	})
	var lines []string
	for _, k := range keys {
		line, err := json.Marshal(counting{k, b.had[k]})
		if err != nil {
			return err
		}
		lines = append(lines, "\n    "+string(line))
	}
	end := ""
	if len(lines) > 0 {
		end = "\n  "
	}
	_, err := fmt.Fprintf(w, "{\n  \"version\": %d,\n  \"findings\": [%s%s]\n}\n", baselineVersion, strings.Join(lines, ","), end)
	return err
}

// seenOf returns what tells a finding from others of the run.
func seenOf(f *diag.Finding) seen {
	key := seen{span: f.Place.Span, code: f.Code, message: f.Message}
	if f.Place.File != nil {
		key.file = f.Place.File.Name
	}
	return key
}

// A seen is a finding that was printed.
type seen struct {
	file    string
	span    source.Span
	code    *diag.Code
	message string
}
