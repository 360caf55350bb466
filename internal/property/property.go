// Package property says what must hold of every input, whatever stands in it.
// Fuzzing, soaking and the tests of the corpus ask it alike.
package property

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/callscript"
	"github.com/flowc-lang/flowc/internal/prompts"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// MaxInput is how many bytes the inputs of fuzzing and soaking have.
const MaxInput = 200_000

// main is the name of the script at hand, and maxSteps bounds its expansion.
const (
	main     = "x.flow"
	maxSteps = 200
)

// files has a script, and lib.flow under any other name.
type files struct{ text string }

func (files) Path(name string) string { return "/" + name }
func (files) Exists(string) bool      { return false }
func (files) Regular(string) bool     { return true }

func (files) Real(path string) (string, error) {
	if path == "/"+main {
		return path, nil
	}
	return "/lib.flow", nil
}

func (f files) Read(path string) (string, error) {
	if path == "/"+main {
		return f.text, nil
	}
	return "let shared = 5263\nstep greet(name) -> done { say \"Hi, ${name}.\"\n -> done }\n", nil
}

// Analyze analyses a script that may use lib.flow.
func Analyze(text string) (*compiler.Analysis, error) {
	return compiler.Analyze(context.Background(), project.New(files{text}), main, compiler.Options{MaxSteps: maxSteps})
}

// Script checks what must hold of any text that is taken for a script:
// findings lie in their files, and its canonical layout has the same; what has
// no errors has a payload that is JSON, the same each time, and its layout and
// its expansion build to that payload too.
func Script(text string) error {
	a, err := Analyze(text)
	if err != nil {
		return err
	}
	if err := within(a.Findings, a.Secrets); err != nil {
		return err
	}
	file := lang.Parse(source.NewFile(main, text))
	layout := ""
	if len(file.Findings(nil)) == 0 {
		layout = lang.Sprint(file)
		if err := sameLayout(layout); err != nil {
			return err
		}
		if err := sameFindings(a, layout); err != nil {
			return err
		}
	}
	if a.Findings.HasErrors() {
		return nil
	}
	want, err := payload(a)
	if err != nil {
		return err
	}
	if !json.Valid([]byte(want)) {
		return fmt.Errorf("the payload is no JSON:\n%s", want)
	}
	for _, other := range []struct{ what, text string }{
		{"second build", text}, {"layout", layout}, {"expansion", string(a.Expanded())},
	} {
		if err := builds(other.what, other.text, want); err != nil {
			return err
		}
	}
	var sourceMap bytes.Buffer
	if err := a.Map(&sourceMap); err != nil || !json.Valid(sourceMap.Bytes()) {
		return fmt.Errorf("the source map is no JSON: %v\n%s", err, sourceMap.String())
	}
	if err := told(a); err != nil {
		return err
	}
	if err := ways(a.Flow()); err != nil {
		return err
	}
	if err := tested(text); err != nil {
		return err
	}
	return workbook(a, prompts.Formats[len(text)%len(prompts.Formats)])
}

var anchor = regexp.MustCompile(` (id|href)="#?([^"]*)"`)

// told checks that the page of a call has each scene once, and that its links lead
// to scenes.
func told(a *compiler.Analysis) error {
	page := callscript.Tell(a, callscript.Options{Name: main, Secrets: a.Secrets})
	if page.Markdown() == "" {
		return errors.New("the page is empty")
	}
	html := page.HTML()
	ids := map[string]bool{}
	for _, m := range anchor.FindAllStringSubmatch(html, -1) {
		if m[1] == "id" && ids[m[2]] {
			return fmt.Errorf("the page has %s twice", m[2])
		}
		ids[m[2]] = ids[m[2]] || m[1] == "id"
	}
	for id, there := range ids {
		if !there {
			return fmt.Errorf("a link of the page leads to %s, which is not there", id)
		}
	}
	return nil
}

// ways checks that all ways through a call can be told, and that the paths that are
// listed are as many as were counted.
func ways(c *call.Call) error {
	const some = 20
	w := walk.New(sim.New(c))
	list, left := w.List(some)
	if n := w.Paths.String(); len(list) < some && n != strconv.Itoa(len(list)) || left == nil && n != strconv.Itoa(len(list)) {
		return fmt.Errorf("of %s paths %d are listed, and %v left", n, len(list), left)
	}
	r := walk.Report{Walk: w, Name: main, List: list, Left: left, Listed: true}
	if text := r.JSON(); !json.Valid([]byte(text)) || r.Text() == "" {
		return fmt.Errorf("the walk is no JSON:\n%s", text)
	}
	return nil
}

// workbook checks that the workbook of a script comes back as it is, and changes
// nothing.
func workbook(a *compiler.Analysis, format *prompts.Format) error {
	book := prompts.New(a.Secrets)
	book.AddScript(a)
	book.Hide()
	var out strings.Builder
	var long *prompts.TooLong
	if err := format.Write(&out, book, prompts.Language{}); errors.As(err, &long) {
		return nil
	} else if err != nil {
		return err
	}
	table, broken := format.Read("x."+format.Name, out.String())
	if broken != nil {
		return fmt.Errorf("the workbook is none: %s\n%s", broken.Message, out.String())
	}
	edits, list := prompts.Import(book, table)
	for _, f := range list {
		if f.Code.Name != "untranslated" {
			return fmt.Errorf("the workbook comes back with %s: %s\n%s", f.Code.Name, f.Message, out.String())
		}
	}
	if len(edits) > 0 {
		return fmt.Errorf("a workbook without translations changes the script: %q\n%s", edits[0].NewText, out.String())
	}
	return within(list, a.Secrets)
}

// within checks that findings lie in their files, and that they can be printed.
func within(list diag.List, secrets *diag.Redactor) error {
	for _, f := range list {
		places := []source.Place{f.Place}
		for _, r := range f.Related {
			places = append(places, r.Place)
		}
		for _, p := range places {
			if p.File != nil && (p.Start < 0 || p.End < p.Start || int(p.End) > len(p.File.Text)) {
				return fmt.Errorf("%s: %q spans %v of %d bytes", f.Code.Name, f.Message, p.Span, len(p.File.Text))
			}
		}
	}
	return diag.Print(&bytes.Buffer{}, list, diag.Style{Secrets: secrets})
}

// sameLayout checks that a canonical layout parses and is its own layout.
func sameLayout(layout string) error {
	again := lang.Parse(source.NewFile(main, layout))
	if list := again.Findings(nil); len(list) > 0 {
		return fmt.Errorf("the layout does not parse: %s\n%s", list[0].Message, layout)
	}
	if twice := lang.Sprint(again); twice != layout {
		return fmt.Errorf("the layout of the layout differs:\n%s\n-- twice --\n%s", layout, twice)
	}
	return nil
}

// sameFindings checks that a layout has the findings of the script.
func sameFindings(a *compiler.Analysis, layout string) error {
	formatted, err := Analyze(layout)
	if err != nil {
		return err
	}
	before, after := about(a.Findings), about(formatted.Findings)
	for _, f := range before {
		if i := slices.Index(after, f); i < 0 {
			return fmt.Errorf("the layout loses %s\n%s", f, layout)
		} else {
			after = slices.Delete(after, i, i+1)
		}
	}
	if len(after) > 0 {
		return fmt.Errorf("the layout adds %s\n%s", after[0], layout)
	}
	return nil
}

var noise = regexp.MustCompile(`[\s;]+`)

// about returns of each finding its code and what it is about, without what a
// layout changes: white space and semicolons.
func about(list diag.List) []string {
	var all []string
	for _, f := range list {
		what := f.Message
		if p := f.Place; p.File != nil {
			what = p.File.Name + ": " + p.File.Text[p.Start:p.End]
		}
		all = append(all, fmt.Sprintf("%s %q", f.Code.Name, noise.ReplaceAllString(what, "")))
	}
	return all
}

func payload(a *compiler.Analysis) (string, error) {
	var out strings.Builder
	err := a.Payload(&out, false)
	return out.String(), err
}

// builds checks that a script builds to a payload.
func builds(what, text, want string) error {
	a, err := Analyze(text)
	if err != nil {
		return err
	}
	if a.Findings.HasErrors() {
		return fmt.Errorf("the %s has errors: %s\n%s", what, a.Findings[0].Message, text)
	}
	got, err := payload(a)
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("the payload of the %s differs:\n%s\n-- %s --\n%s\n%s", what, want, what, got, text)
	}
	return nil
}
