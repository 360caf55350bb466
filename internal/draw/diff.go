package draw

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/lang/source"
)

// The colours of changes.
const (
	added   = '+'
	altered = '~'
)

// A marked is a step, or one of its outcomes, that is written at a place.
type marked struct {
	step int
	key  string // of the outcome, or ""
}

// differ marks what is new and changed since an older call, and shows what is gone
// in boxes of their own.
type differ struct {
	*builder
	at    map[source.Place]marked
	steps map[int]byte
	ways  map[marked]byte
	gone  []changes.Change
}

// compare finds what has changed since the call that the options name.
func (b *builder) compare() *differ {
	d := &differ{builder: b, at: map[source.Place]marked{}, steps: map[int]byte{}, ways: map[marked]byte{}}
	if b.opts.Old == nil {
		return d
	}
	c := b.call
	for i := len(c.Steps) - 1; i >= 0; i-- { // the first of several at a place counts
		s := &c.Steps[i]
		for k := range s.Branches {
			d.at[c.Branch(i, s.Branches[k].Key)] = marked{i, s.Branches[k].Key}
		}
		for k := range s.Fields {
			d.at[c.Field(i, s.Fields[k].Key.Name)] = marked{step: i}
		}
		if s.Stmt != nil {
			d.at[source.Place{File: s.In.File.Source, Span: s.Stmt.Span()}] = marked{step: i}
		}
		d.at[c.Step(i)] = marked{step: i}
	}
	for _, change := range changes.Compare(b.opts.Old, c) {
		d.note(change)
	}
	d.spread()
	return d
}

func (d *differ) note(change changes.Change) {
	at, there := d.at[change.New]
	switch {
	case change.Sign == '-' || change.New.File == nil:
		d.gone = append(d.gone, change)
	case !there:
	case at.key != "":
		d.ways[at] = sign(change)
	default:
		d.steps[at.step] = sign(change)
	}
}

func sign(change changes.Change) byte {
	if change.Sign == '+' {
		return added
	}
	return altered
}

// spread marks as new what is reached from a new step and says what nothing in the
// older call said.
func (d *differ) spread() {
	known := map[string]bool{}
	for i := range d.opts.Old.Steps {
		known[says(d.opts.Old, i)] = true
	}
	var stack []int
	for i := range d.call.Steps {
		if d.steps[i] == added {
			stack = append(stack, i)
		}
	}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, o := range outcomes(d.call, i) {
			if to := int(o.to); to >= 0 && d.steps[to] == 0 && !known[says(d.call, to)] {
				d.steps[to] = added
				stack = append(stack, to)
			}
		}
	}
}

// says is all that a step says.
func says(c *call.Call, i int) string {
	var b strings.Builder
	b.WriteString(c.Steps[i].TypeName())
	for k := range c.Steps[i].Fields {
		f := &c.Steps[i].Fields[k]
		b.WriteString("\x00" + f.Key.Name + "\x00" + f.Value)
	}
	return b.String()
}

// way returns how an outcome of a step has changed: one that leads to something
// new is new.
func (d *differ) way(i int, o outcome) byte {
	if o.to >= 0 && d.steps[int(o.to)] == added {
		return added
	}
	return d.ways[marked{i, o.key}]
}

// lost adds boxes for what is gone.
func (d *differ) lost() {
	if len(d.gone) == 0 {
		return
	}
	group := d.group(Group{Heading: "No longer so", Role: Gone, Parent: None})
	for _, change := range d.gone {
		words := d.opts.Hide(change.Words)
		d.Boxes = append(d.Boxes, Box{Role: Removed, Words: words, Whole: words, Step: None, At: change.Old, Group: group})
	}
}
