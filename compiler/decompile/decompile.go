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
//  1. inspect looks at the envelope, at each object and at where it leads, and
//     finds out what can't be said (envelope.go, object.go, leads.go); what is
//     left is a draft, a unit for each object (unit.go);
//  2. menus are recognised, and short ways out of a step that nothing else
//     leads to become bodies of its arms (menu.go, layout.go);
//  3. what is left is cut into chains, in which each step falls through to the
//     next, in the order of the payload where possible (chains.go);
//  4. numbers that are repeated get a constant, and what is jumped to a label
//     (constants.go, labels.go, names.go);
//  5. the tree of the script is built (write.go, statement.go) and printed.
//     Which statement says an object, compiler/step knows.
//
// Factor finds what several calls have in common (part.go, common.go,
// dialogue.go), and writes their scripts again, with a file that they use
// (factor.go).
package decompile

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/step"
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
	script, _ := write(&in.draft)
	return &Result{Payload: in.payload, Script: []byte(lang.Sprint(script)), Findings: in.list.Sorted(), Secrets: &in.secrets, src: src}
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
	return in.list.Sorted()
}

// covered are the findings in a script that a payload has findings of its own
// for, or that are about the script only.
var covered = map[*diag.Code]bool{check.RawObject: true, check.SecretInSource: true, check.UnreachableStep: true}

// compile compiles the script of a payload and adds what is found, at the
// objects that the statements are made of.
func (in *inspector) compile() {
	script, order := write(&in.draft)
	analysis := analyze([]byte(lang.Sprint(script)), nil)
	spans := statements(analysis.Program.Main.File)
	said := map[finding]bool{}
	for _, f := range in.list {
		said[finding{f.Code, in.objectAt(f.Place.Start)}] = true
	}
	for _, f := range analysis.Findings {
		n, found := slices.BinarySearchFunc(spans, f.Place.Start, func(s source.Span, at int32) int { return cmp.Compare(s.Start, at) })
		if !found {
			n--
		}
		object := &in.payload.Doc.Root
		if n >= 0 && f.Place.Start < spans[n].End {
			object = in.units[order[n]].vertex.Node
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
	n, found := slices.BinarySearchFunc(in.payload.Vertices, offset, func(v api.Vertex, at int32) int { return cmp.Compare(v.Node.Start, at) })
	if !found {
		n--
	}
	if n >= 0 && offset < in.payload.Vertices[n].Node.End {
		return n
	}
	return -1
}

// statements returns the spans of the steps of a script, in order.
func statements(file *lang.File) (spans []source.Span) {
	lang.Walk(file, func(n lang.Node) bool {
		s, ok := n.(lang.Stmt)
		if _, menu := n.(*lang.Menu); ok && (menu || step.Of(s) != nil) {
			spans = append(spans, s.Span())
		}
		return true
	})
	return spans
}
