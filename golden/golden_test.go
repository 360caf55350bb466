// Package golden holds one corpus of scripts, one folder a case, and runs each
// through all that the tool does with a script. A case is the file in.flow;
// the files that must come out of it stand beside it and are written by
//
//	go test ./golden -update
//
//	out.v2.json   the payload for v2, where there is one
//	out.v1.json   the payload for v1, where there is one
//	fmt.flow      the layout of a script that parses
//	findings.txt  what a build for v2 says, then one for v1 where that differs
//
// A case can say more about its build: the file params has a line NAME=VALUE
// for each parameter that is set, the file ids has the word number, string or
// label, and other scripts in the folder can be used by in.flow. Rules that
// hold for every script are checked on every case.
//
// Most cases are about a statement and are no whole calls. So what is said of
// calls as a whole is passed over, unless there is a file judged in the case.
// The file flowc.yaml says how such a call is judged, and the file now what day it is.
//
// The file kind says what a build of the case for v2, and one for v1, are meant
// to bring, such as "builds fails". Its author writes it, and -update does not.
package golden

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var update = flag.Bool("update", false, "write what comes out beside the cases")

// input is the name of a case's script, and judged that of a file which says
// that it is a whole call.
const (
	input  = "in.flow"
	judged = "judged"
)

// fragments are the rules for scripts that are no whole calls.
var fragments = project.Rules{Policy: corpus.Fragments()}

// generated are the files that come out of a case.
var generated = []string{"out.v2.json", "out.v1.json", "fmt.flow", "findings.txt"}

func TestGolden(t *testing.T) {
	for _, folder := range folders(t) {
		t.Run(folder, func(t *testing.T) {
			defer func() {
				if r := recover(); r != nil { // the other cases still run
					t.Errorf("panic: %v\n%s", r, debug.Stack())
				}
			}()
			c := load(t, folder)
			c.kind(t)
			got := c.outputs(t)
			c.rules(t)
			for _, name := range generated {
				compare(t, filepath.Join(folder, name), got[name])
			}
		})
	}
}

// folders returns the cases.
func folders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != "slips" { // TestSlips has those
			names = append(names, e.Name())
		}
	}
	return names
}

// compare holds a file against what came out; nothing came out where got is
// nil. With -update it writes the file.
func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	there := err == nil
	switch {
	case !*update:
		if there != (got != nil) {
			t.Errorf("%s: on disk %v, came out %v:\n%s%s", name, there, got != nil, want, got)
			return
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s differs (-want +got):\n%s", name, cmp.Diff(string(want), string(got)))
		}
	case got == nil && there:
		err = os.Remove(name)
	case got != nil && (!there || !bytes.Equal(want, got)):
		err = os.WriteFile(name, got, 0o666)
	}
	if *update && err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// A script is a text to compile, and how.
type script struct {
	text   string
	folder string // of the files that it can use
	opts   compiler.Options
}

var idNames = map[string]emit.IDs{"": emit.Numbers, "number": emit.Numbers, "string": emit.Strings, "label": emit.Labels}

func load(t *testing.T, folder string) *script {
	t.Helper()
	s := &script{folder: folder}
	text, err := os.ReadFile(filepath.Join(folder, input))
	if err != nil {
		t.Fatal(err)
	}
	s.text = string(text)
	ids, ok := idNames[strings.TrimSpace(optional(t, folder, "ids"))]
	if !ok {
		t.Fatalf("%s/ids is no kind of ids", folder)
	}
	s.opts.IDs = ids
	if _, err := os.Stat(filepath.Join(folder, judged)); err != nil {
		s.opts.Rules = fragments
	} else if _, err := os.Stat(filepath.Join(folder, project.Marker)); err == nil {
		s.opts.Rules = s.configured(t)
	}
	if now := strings.TrimSpace(optional(t, folder, "now")); now != "" {
		if s.opts.Now, err = time.Parse(time.DateOnly, now); err != nil {
			t.Fatal(err)
		}
	}
	s.opts.Params = params(optional(t, folder, "params"))
	return s
}

// configured returns the rules that the project of a case has for it.
func (s *script) configured(t *testing.T) project.Rules {
	t.Helper()
	p := project.New(project.Of(os.DirFS(s.folder)))
	var wrong diag.List
	config, err := p.Config(project.Marker, "", &wrong)
	if err != nil || len(wrong) > 0 {
		t.Fatal(s.folder, err, messages(wrong))
	}
	return p.Rules(config, input)
}

// optional returns the text of a file, or "" where there is none.
func optional(t *testing.T, folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(text)
}

// params reads lines of the form NAME=VALUE.
func params(text string) project.Values {
	file := source.NewFile("params", text)
	values := project.Values{}
	offset := 0
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "=")
		span := source.Span{Start: int32(offset), End: int32(offset + len(name) + 1 + len(value))}
		values[name] = resolve.Outside{Value: value, Place: source.Place{File: file, Span: span}}
		offset += len(line)
	}
	return values
}

// compile compiles a text as the script is compiled.
func (s *script) compile(text string, version api.Version) *compiler.Analysis {
	p := project.New(project.Of(os.DirFS(s.folder)))
	p.Open(input, text)
	opts := s.opts
	opts.API = version
	a, err := compiler.Analyze(context.Background(), p, input, opts)
	if err != nil {
		panic(err) // the text is there
	}
	return a
}

// payload returns the payload of a build, or nil where there is none.
func payload(t *testing.T, r *compiler.Analysis) []byte {
	t.Helper()
	if r.Findings.HasErrors() {
		return nil
	}
	var b bytes.Buffer
	if err := r.Payload(&b, false); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func findings(t *testing.T, r *compiler.Analysis) string {
	t.Helper()
	var b strings.Builder
	if err := diag.Print(&b, r.Findings, diag.Style{Secrets: r.Secrets}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// format returns the layout of a text, or nil where it does not parse. The
// layout of nothing is nothing, and not nil.
func format(text string) ([]byte, *lang.File) {
	file := lang.Parse(source.NewFile(input, text))
	if len(file.Findings(nil)) > 0 {
		return nil, file
	}
	return []byte(lang.Sprint(file)), file
}

// outputs returns what comes out of a script, by the names of the files.
func (s *script) outputs(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	v2, v1 := s.compile(s.text, api.V2), s.compile(s.text, api.V1)
	out["out.v2.json"] = payload(t, v2)
	out["out.v1.json"] = payload(t, v1)
	out["fmt.flow"], _ = format(s.text)
	says, saysV1 := findings(t, v2), findings(t, v1)
	if saysV1 != says {
		says += "\n-- for v1 --\n" + saysV1
	}
	if says != "" {
		out["findings.txt"] = []byte(says)
	}
	return out
}

// rules checks what holds for every script.
func (s *script) rules(t *testing.T) {
	t.Helper()
	layout, file := format(s.text)
	for _, version := range []api.Version{api.V2, api.V1} {
		first := s.compile(s.text, version)
		built := payload(t, first)
		if built != nil {
			whole(t, version, built)
		}
		again := s.compile(s.text, version)
		same(t, "the second build", built, payload(t, again))
		same(t, "what the second build says", findings(t, first), findings(t, again))
		for _, f := range first.Findings {
			inFile(t, f)
			s.mends(t, f, first, version)
		}
		if layout == nil {
			continue
		}
		laid := s.compile(string(layout), version)
		same(t, "the payload of the layout", built, payload(t, laid))
		same(t, "the findings of the layout", messages(first.Findings), messages(laid.Findings))
	}
	if layout == nil {
		return
	}
	twice, laid := format(string(layout))
	same(t, "the layout of the layout", layout, twice)
	same(t, "the comments of the layout", comments(file), comments(laid))
}

// whole checks that a payload is JSON, that its objects have ids of their own,
// and that branches lead to objects that are there. What a raw object says
// itself is not looked at.
func whole(t *testing.T, version api.Version, text []byte) {
	t.Helper()
	var p struct {
		Flow []map[string]any
	}
	if err := json.Unmarshal(text, &p); err != nil {
		t.Errorf("the payload for %s: %v\n%s", version, err, text)
		return
	}
	ids := map[any]bool{}
	for _, o := range p.Flow {
		if ids[o["id"]] {
			t.Errorf("the payload for %s has the id %v twice", version, o["id"])
		}
		ids[o["id"]] = true
	}
	known := map[any]bool{"call": true, "play": true, "digits": true, "http": true, "callback": true, "connect": true}
	for _, o := range p.Flow {
		if !known[o["type"]] {
			continue
		}
		targets := []any{o["next_step"]}
		if branches, ok := o[version.BranchKey()].(map[string]any); ok {
			targets = slices.Collect(maps.Values(branches))
		}
		for _, to := range targets {
			if to != nil && !ids[to] {
				t.Errorf("the payload for %s leads from %v to %v, which is not there", version, o["id"], to)
			}
		}
	}
}

// same reports what differs. Texts are compared as such, for a readable
// difference.
func same[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	diff := ""
	if text, ok := any(want).([]byte); ok {
		diff = cmp.Diff(string(text), string(any(got).([]byte)))
	} else {
		diff = cmp.Diff(want, got)
	}
	if diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}

func comments(f *lang.File) []string {
	var texts []string
	for _, c := range f.Comments() {
		texts = append(texts, c.Text)
	}
	return texts
}

func messages(list diag.List) []string {
	var texts []string
	for _, f := range list {
		texts = append(texts, f.Code.Name+": "+f.Message)
	}
	return texts
}

// inFile checks that a finding is about text that is there, and reads well.
func inFile(t *testing.T, f *diag.Finding) {
	t.Helper()
	check := func(what string, text string, span source.Span) {
		if span.Start < 0 || span.End < span.Start || int(span.End) > len(text) {
			t.Errorf("%s[%s]: %s has the span %v in a file of %d bytes", f.Severity, f.Code, what, span, len(text))
		}
	}
	text := f.Place.File.Text
	check("the finding", text, f.Place.Span)
	for _, r := range f.Related {
		check(r.Message, r.Place.File.Text, r.Place.Span)
	}
	for _, fix := range f.Fixes {
		for _, e := range fix.Edits {
			check(fix.Message, e.Place.File.Text, e.Place.Span)
		}
	}
	if f.Message == "" || strings.HasSuffix(f.Message, ".") {
		t.Errorf("%s[%s]: the message %q is empty or ends with a full stop", f.Severity, f.Code, f.Message)
	}
}

// mends checks that a fix takes its finding away and brings no other at its
// place.
func (s *script) mends(t *testing.T, f *diag.Finding, r *compiler.Analysis, version api.Version) {
	t.Helper()
	if f.Place.File.Name != input {
		return
	}
	for _, fix := range f.Fixes {
		text := s.text
		for _, e := range slices.Backward(fix.Edits) {
			text = text[:e.Place.Start] + e.NewText + text[e.Place.End:]
		}
		mended := s.compile(text, version)
		if count(mended.Findings, f) >= count(r.Findings, f) {
			t.Errorf("the fix %q does not mend %s[%s]: %s\n%s", fix.Message, f.Severity, f.Code, f.Message, findings(t, mended))
		}
	}
}

// count returns how many findings say the same as f.
func count(list diag.List, f *diag.Finding) (n int) {
	for _, g := range list {
		if g.Code == f.Code && g.Message == f.Message {
			n++
		}
	}
	return n
}
