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
	draft  *draft
	plain  []byte              // the script that says everything as often as the payload
	codes  map[*diag.Code]bool // of what is found in it; nil as long as nobody asks
	shared *sharedFile         // the file that the script uses, or nil
}

// Script makes a script of a document that was read from the text of src. A
// version of 0 is found out.
func Script(doc *api.Document, src *source.File, version api.Version) *Result {
	in := inspect(doc, src, version, false)
	bare := in.draft.rebuilt(func(i int) *unit {
		if in.units[i].unwritten {
			return nil
		}
		return &in.units[i]
	})
	r := &Result{Payload: in.payload, Findings: in.list.Sorted().Limited(), Secrets: &in.secrets, src: src, draft: bare}
	r.write()
	return r
}

// write writes the script. What is repeated is said once where that is proven.
func (r *Result) write() {
	file, _ := write(r.draft.copy())
	r.plain = []byte(lang.Sprint(file))
	r.Script = r.plain
	for _, d := range r.shorter() {
		file, _ := write(d)
		if script := []byte(lang.Sprint(file)); r.fits(script, nil) {
			r.Script = script
			return
		}
	}
}

// shorter returns drafts in which more is said once than in the plain one, the
// shortest first.
func (r *Result) shorter() (list []*draft) {
	tried := r.draft.attempted()
	p := catalogue{}.part(tried)
	for _, d := range dialogues([]*part{p}) {
		d.owned()
	}
	if len(p.own) > 0 {
		list = append(list, p.outside(names{}))
	}
	if tried != r.draft {
		list = append(list, tried)
	}
	return list
}
