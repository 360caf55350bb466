package decompile

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An outcome says what becomes of what a finding is about.
type outcome uint8

const (
	lost outcome = iota // the script does not say it: an error
	kept                // the script says it: a warning, and an error only of a check
	odd                 // it is worth a look: a warning
)

// An inspector looks at a payload, and makes the draft of its script.
type inspector struct {
	draft
	payload  *api.Payload
	src      *source.File
	checking bool // the payload is checked, and no script is made
	list     diag.List
	secrets  *diag.Redactor       // what the payload says that no finding may show
	ids      map[string]*api.Node // the first of each; nil as long as none is there twice
}

func inspect(doc *api.Document, src *source.File, version api.Version, checking bool) *inspector {
	in := &inspector{payload: api.Read(doc, version), src: src, checking: checking, secrets: &diag.Redactor{}}
	for _, n := range doc.Notes {
		at := in.place(n.Start, n.End)
		in.list.Add(lenientJSON.At(at, "this is no standard JSON: %s", n.Message))
		if api.MaySaySecret(src.Text[n.Start:n.End]) {
			in.secrets.HidePlace(at)
		}
	}
	for _, s := range doc.Secrets() {
		in.secrets.HidePlace(in.place(s.Start, s.End))
		in.secrets.HideValue(s.Text)
	}
	in.envelope()
	in.units = make([]unit, len(in.payload.Vertices))
	for i := range in.payload.Vertices {
		in.units[i] = newUnit(&in.payload.Vertices[i])
		in.object(&in.units[i])
	}
	in.ways()
	in.unreachable()
	menus(in.units)
	return in
}

// bare returns the draft without the units that are no statement. The inspector
// is of no use then.
func (in *inspector) bare() *draft {
	d := in.draft
	index := make([]int, len(d.units))
	left := d.units[:0]
	for i := range d.units {
		index[i] = none
		if !d.units[i].unwritten {
			index[i] = len(left)
			left = append(left, d.units[i])
		}
	}
	d.units = left
	d.renumber(func(to int) int { return index[to] })
	return &d
}

func (in *inspector) place(start, end int32) source.Place {
	return source.Place{File: in.src, Span: source.Span{Start: start, End: end}}
}

func (in *inspector) report(code *diag.Code, what outcome, at source.Place, message, help string) *diag.Finding {
	severity := diag.Error
	if what == odd || what == kept && !in.checking {
		severity = diag.Warning
	}
	f := in.list.Add(code.At(at, "%s", message))
	f.Severity, f.Help = severity, help
	return f
}

// at is the place of a value.
func (in *inspector) at(n *api.Node) source.Place { return in.place(n.Start, n.End) }

// key is the place of the key of a member.
func (in *inspector) key(n *api.Node) source.Place { return in.place(n.KeyStart, n.KeyEnd) }

// head is the place of the brace that opens an object.
func (in *inspector) head(n *api.Node) source.Place { return in.place(n.Start, n.Start+1) }

// remark adds a comment to the head of the script.
func (in *inspector) remark(format string, args ...any) {
	in.comments = append(in.comments, fmt.Sprintf(format, args...))
}

// remark adds a comment above the statement.
func (u *unit) remark(format string, args ...any) {
	u.comments = append(u.comments, fmt.Sprintf(format, args...))
}

// maxShown is how much of a value a comment shows.
const maxShown = 80

func shown(n *api.Node) string { return n.Short(maxShown) }

// speakable reports whether a text can stand in a script.
func speakable(s string) bool { return strings.IndexByte(s, 0) < 0 }

// twice reports the keys of an object that are there twice. The last counts;
// remark is told what becomes of the others.
func (in *inspector) twice(n *api.Node, remark func(format string, args ...any)) {
	if !n.Twice() {
		return
	}
	seen := make(map[string]*api.Node, len(n.Kids))
	for i := range n.Kids {
		kid := &n.Kids[i]
		if first := seen[kid.Key]; first != nil {
			f := in.report(step.DuplicateKey, lost, in.key(kid), fmt.Sprintf("the key %q is there twice", kid.Key), "the last counts in most readers of JSON; remove the others")
			f.Related = []diag.Related{{Place: in.key(first), Message: "this one is passed over"}}
			remark("the key %q is there twice; this one is passed over: %s", first.Key, disclosed(first))
		}
		seen[kid.Key] = kid
	}
}

// unreachable reports the objects at which the parts begin that the call can't
// reach: those that nothing leads to, and the first of what is left in circles.
func (in *inspector) unreachable() {
	led := make([]bool, len(in.units))
	for i := range in.units {
		if !in.units[i].reached {
			in.units[i].each(func(to int) { led[to] = led[to] || to != i })
		}
	}
	seen := make([]bool, len(in.units))
	for _, circles := range []bool{false, true} {
		for i := range in.units {
			if in.units[i].reached || seen[i] || led[i] && !circles {
				continue
			}
			if v := in.units[i].vertex; !v.Twice { // else a finding says why
				in.report(unreachableObject, odd, in.head(v.Node), "the call can't reach this object", "lead to it from somewhere, or remove it")
			}
			in.reach(i, seen)
		}
	}
}
