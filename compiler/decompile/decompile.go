// Package decompile turns a payload into the script that a person would have
// written for it, and says what is wrong with a payload.
//
// It never refuses a payload that is JSON. What the language has no word for
// is kept as a raw object or a quoted arm, with a warning. What not even those
// can say, such as an id that no object has, becomes the nearest script with
// a comment in it, and an error: nothing is lost in silence. Findings stand at
// their places in the JSON. Verify proves the rest: it builds the script and
// compares the payloads.
//
// The script is laid out in these passes, each linear in the payload:
//
//  1. inspect looks at each object and finds out what can't be said (inspect.go);
//  2. menus are recognised, and short ways out of a step that nothing else
//     leads to become bodies of its arms (menu.go, layout.go);
//  3. what is left is cut into chains, in which each step falls through to the
//     next, in the order of the payload where possible (layout.go);
//  4. what is jumped to gets a label, numbers that are repeated a constant
//     (names.go), and the text is written (write.go), parsed and printed.
//
// Factor finds what several calls have in common (dialogue.go), and writes
// their scripts again, with a file that they use (factor.go).
package decompile

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Result is a payload and the script that was made of it.
type Result struct {
	Payload  *api.Payload
	Script   []byte
	Findings diag.List // at places of the JSON; errors are what the script does not say
	Secrets  *diag.Redactor

	src    *source.File
	shared *sharedFile // the file that the script uses, or nil
}

// Script makes a script of a document that was read from the text of src. A
// version of 0 is found out.
func Script(doc *api.Document, src *source.File, version api.Version) *Result {
	in := inspect(doc, src, version, false)
	script, _ := write(in)
	return &Result{Payload: in.payload, Script: script, Findings: in.list.Sorted().Limited(), Secrets: &in.secrets, src: src}
}

// write returns the script for what was inspected, and the units in the order
// in which their statements stand in it.
func write(in *inspector) (script []byte, order []int) {
	l := arrange(in)
	l.name()
	w := writer{layout: l}
	text := w.script()
	return []byte(lang.Sprint(lang.Parse(source.NewFile(in.src.Name, text)))), w.order
}

// Check returns what is wrong with a payload: what is found by looking at it,
// and what the checks of the compiler find in its script. What no finding may
// show is added to secrets, if that is not nil.
func Check(doc *api.Document, src *source.File, version api.Version, secrets *diag.Redactor) diag.List {
	in := inspect(doc, src, version, true)
	if len(in.units) > 0 {
		in.compile()
	}
	if secrets != nil {
		secrets.Merge(&in.secrets)
	}
	return in.list.Sorted().Limited()
}

// covered are the findings in a script that a payload has findings of its own
// for, or that are about the script only.
var covered = map[*diag.Code]bool{check.RawObject: true, check.SecretInSource: true, check.UnreachableStep: true}

// compile compiles the script of a payload and adds what is found, at the
// objects that the statements are made of.
func (in *inspector) compile() {
	script, order := write(in)
	file := lang.Parse(source.NewFile(in.src.Name, string(script)))
	spans := statements(file)
	said := map[finding]bool{}
	for _, f := range in.list {
		said[finding{f.Code, in.objectAt(f.Place.Start)}] = true
	}
	for _, f := range analyze(script, nil).Findings {
		n, found := slices.BinarySearchFunc(spans, f.Place.Start, func(s source.Span, at int32) int { return cmp.Compare(s.Start, at) })
		if !found {
			n--
		}
		object := &in.payload.Doc.Root
		if n >= 0 && f.Place.Start < spans[n].End {
			object = in.units[order[n]].step.Node
		}
		if covered[f.Code] || said[finding{f.Code, in.objectAt(object.Start)}] {
			continue
		}
		in.list.Add(f.Code.At(in.head(object), "%s", f.Message)).Severity = f.Severity
	}
}

// A finding is a code and the object that it is about.
type finding struct {
	code   *diag.Code
	object int
}

// objectAt returns the index of the object that stands at an offset, or -1.
func (in *inspector) objectAt(offset int32) int {
	n, found := slices.BinarySearchFunc(in.payload.Steps, offset, func(s api.Step, at int32) int { return cmp.Compare(s.Node.Start, at) })
	if !found {
		n--
	}
	if n >= 0 && offset < in.payload.Steps[n].Node.End {
		return n
	}
	return -1
}

// statements returns the spans of the steps of a script, in order.
func statements(file *lang.File) (spans []source.Span) {
	lang.Walk(file, func(n lang.Node) bool {
		switch s := n.(type) {
		case *lang.Call, *lang.Say, *lang.Play, *lang.Input, *lang.HTTP, *lang.Callback, *lang.Connect, *lang.Raw, *lang.Menu:
			spans = append(spans, s.(lang.Stmt).Span())
		}
		return true
	})
	return spans
}

// Factored reports whether the script uses the file that Factor made.
func (r *Result) Factored() bool { return r.shared != nil }

// Verify builds the script and compares what comes of it with the payload. The
// error is for a script that does not build.
func (r *Result) Verify() (*same.Difference, error) {
	built, _, err := build(r.Script, r.shared)
	if err != nil {
		return nil, err
	}
	return same.Compare(r.Payload, built), nil
}

// A sharedFile is the file that scripts share.
type sharedFile struct {
	files *project.Project
	path  string // as the script names it
}

const scriptName = "the decompiled script"

// analyze compiles a script that uses no file but a library, which may be nil.
func analyze(script []byte, shared *sharedFile) *compiler.Analysis {
	name, files := scriptName, (*project.Project)(nil)
	if shared == nil {
		files = project.New(project.Memory{})
	} else {
		// The path leads up as often as the script stands below the library.
		files = shared.files
		name = path.Join(strings.Repeat("below/", strings.Count(shared.path, "../")), scriptName)
	}
	files.Open(name, string(script))
	a, err := compiler.Analyze(context.Background(), files, name, compiler.Options{})
	if err != nil {
		panic(err) // the text is there
	}
	return a
}

// build builds a script, and reads what comes of it.
func build(script []byte, shared *sharedFile) (*api.Payload, diag.List, error) {
	a := analyze(script, shared)
	for _, f := range a.Findings {
		if f.Severity == diag.Error {
			return nil, nil, fmt.Errorf("%s:%d: %s", path.Base(f.Place.File.Name), f.Place.File.Position(f.Place.Start, source.Bytes).Line, f.Message)
		}
	}
	var out strings.Builder
	if err := a.Payload(&out, true); err != nil {
		return nil, nil, err
	}
	doc, err := api.Decode(out.String())
	if err != nil {
		return nil, nil, err
	}
	return api.Read(doc, a.API), a.Findings, nil
}
