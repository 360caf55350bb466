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
	"github.com/flowc-lang/flowc/compiler/api"
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
