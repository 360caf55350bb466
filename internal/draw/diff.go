package draw

import "github.com/flowc-lang/flowc/compiler/changes"

// The colours of changes, and of what no test comes to.
const (
	added   = '+'
	altered = '~'
	missed  = '!'
)

// A marked is a step, or one of its outcomes.
type marked struct {
	step    int
	outcome bool
	key     string
}

// differ marks what is new and changed since an older call, and shows beside it
// what has no place in the picture.
type differ struct {
	*builder
	marks  map[marked]byte
	gone   []changes.Change
	beside []changes.Change // changes that no step shows
}

// compare finds what has changed since the call that the options name.
func (b *builder) compare() *differ {
	d := &differ{builder: b, marks: map[marked]byte{}}
	if b.opts.Missed != nil {
		d.miss()
	}
	if b.opts.Old == nil {
		return d
	}
	drawn := map[marked]bool{}
	for i := range b.call.Steps {
		for _, o := range outcomes(b.call, i) {
			drawn[marked{i, true, o.key}] = true
		}
	}
	for _, change := range changes.Compare(b.opts.Old, b.call) {
		switch {
		case change.Sign == '-':
			d.gone = append(d.gone, change)
		case len(change.Spots) == 0:
			d.beside = append(d.beside, change)
		}
		for _, spot := range change.Spots {
			switch m := (marked{spot.Step, spot.Outcome, spot.Key}); {
			case !spot.Outcome || drawn[m]:
				d.mark(m, sign(spot.New))
			case change.Sign != '-': // no line shows it, so the box does
				d.mark(marked{step: spot.Step}, altered)
			}
		}
	}
	return d
}

// miss marks what no test comes to.
func (d *differ) miss() {
	for i := range d.call.Steps {
		if d.opts.Missed(i, "") {
			d.marks[marked{step: i}] = missed
		}
		for _, o := range outcomes(d.call, i) {
			if o.key != "" && d.opts.Missed(i, o.key) {
				d.marks[marked{i, true, o.key}] = missed
			}
		}
	}
}

// mark marks a step or an outcome. What is new stays so, whatever else is told of it.
func (d *differ) mark(m marked, sign byte) {
	if d.marks[m] != added {
		d.marks[m] = sign
	}
}

func sign(isNew bool) byte {
	if isNew {
		return added
	}
	return altered
}

func (d *differ) step(i int) byte { return d.marks[marked{step: i}] }

// way returns how an outcome of a step has changed: one that leads to something
// new is new.
func (d *differ) way(i int, o outcome) byte {
	if o.to >= 0 && d.step(int(o.to)) == added {
		return added
	}
	return d.marks[marked{i, true, o.key}]
}

// list adds boxes for what is gone, and for what has changed and is in no step.
func (d *differ) list() {
	for _, of := range []struct {
		Group
		changes []changes.Change
	}{
		{Group{Heading: "No longer so", Role: Gone, Parent: None}, d.gone},
		{Group{Heading: "Changed beside the steps", Role: Beside, Parent: None}, d.beside},
	} {
		if len(of.changes) == 0 {
			continue
		}
		group := d.group(of.Group)
		for _, change := range of.changes {
			words := d.opts.Hide(change.Words)
			box := Box{Role: Removed, Words: words, Whole: words, Step: None, At: change.Old, Group: group}
			if change.Sign != '-' {
				box.Role, box.At, box.Change = Setting, change.New, sign(change.Sign == '+')
			}
			d.Boxes = append(d.Boxes, box)
		}
	}
}
