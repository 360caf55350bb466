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
//     finds out what can't be said (envelope.go, object.go, leads.go), and
//     recognises menus (menu.go, form.go); what is left is a draft, a unit for
//     each object (unit.go);
//  2. what the draft says several times becomes one unit: attempts that stand
//     one behind the other (attempts.go), and dialogues that stand in several
//     places, which become uses of a step (part.go, common.go, dialogue.go,
//     pattern.go). What two units have in common, shape.go says;
//  3. short ways out of a step that nothing else leads to become bodies of its
//     arms (layout.go), and what is left is cut into chains, in which each step
//     falls through to the next, in the order of the payload where possible
//     (chains.go);
//  4. numbers and the starts of URLs that are repeated get a constant
//     (constants.go, urls.go), and what is jumped to a label: its id where that
//     is a name, else what people say there (labels.go, names.go, titles.go,
//     words.go, latin.go);
//  5. the tree of the script is built (write.go, statement.go) and printed.
//     Which statement says an object, compiler/step knows.
//
// What pass 2 has made is kept only if the script is proven, and brings no
// finding that the plain one has not. Factor does pass 2 for several calls, and
// writes their scripts again with a file that they use (factor.go).
package decompile

import (
	"iter"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Result is a payload and the script that was made of it.
type Result struct {
	Payload  *api.Payload
	Script   string
	Findings diag.List // at places of the JSON; errors are what the script does not say
	Secrets  *diag.Redactor

	src     *source.File
	version api.Version         // that was asked for, or 0
	draft   *draft              // of the plain script; nil when the script is written
	codes   map[*diag.Code]bool // of what is found in the plain script; nil as long as nobody asks
	proof   string              // the script that was last proven
	shared  *sharedFile         // the file that the script uses, or nil
}

// Script makes a script of a document that was read from the text of src. A
// version of 0 is found out.
func Script(doc *api.Document, src *source.File, version api.Version) *Result {
	in := inspect(doc, src, version, false)
	r := &Result{Payload: in.payload, Findings: in.list.Sorted().Limited(), Secrets: in.secrets, src: src, version: version}
	r.draft = in.bare()
	r.Script = r.write()
	r.draft = nil // it takes less to make it again for those who need it
	return r
}

// plain returns the draft of the script that says everything as often as the
// payload. Whoever lays it out changes it.
func (r *Result) plain() *draft {
	if r.draft != nil {
		return r.draft.copy()
	}
	return inspect(r.Payload.Doc, r.src, r.version, false).bare()
}

// write returns the script. What is repeated is said once where that is proven.
func (r *Result) write() string {
	for d := range r.draft.shorter() {
		if script, _ := d.print(); r.fits(script, nil) {
			return script
		}
	}
	for i := range r.draft.units {
		r.draft.units[i].says = nil // nothing is changed in them: they were looked at often, and are not any more
	}
	script, _ := r.draft.print()
	return script
}

// shorter yields drafts in which more is said once than in a plain one, the
// shortest first. Those that would grow by too many steps can't be proven.
func (d *draft) shorter() iter.Seq[*draft] {
	return func(yield func(*draft) bool) {
		tried := d.attempted()
		p := catalogue{}.part(tried)
		for _, found := range dialogues([]*part{p}) {
			found.owned()
		}
		if len(p.own) > 0 && p.grows() <= compiler.DefaultMaxSteps && !yield(p.outside(names{})) {
			return
		}
		if p.own = nil; tried != d && p.grows() <= compiler.DefaultMaxSteps {
			yield(tried)
		}
	}
}
