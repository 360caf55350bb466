package ide

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// sameCall reports whether the calls of all scripts that some edits touch stay the
// same ones, as compiler/same has it.
func (a *actor) sameCall(edits []diag.Edit) bool {
	list, err := a.after(edits)
	if err != nil {
		return false
	}
	for _, c := range list {
		if !c.same() {
			return false
		}
	}
	return true
}

// same reports whether the call stays the same one. That of a script with errors is
// not known: it may have no others.
func (c *change) same() bool {
	if c.before.Findings.HasErrors() {
		return c.worse() == nil
	}
	return sameCall(c.before, c.now)
}

// after returns what becomes of the scripts that some edits touch. A step in which
// they are and which nothing uses is in no call: the script gets a use of it, before
// and behind them.
func (a *actor) after(edits []diag.Edit) ([]change, error) {
	list, err := a.s.after(a.ctx, edits)
	if err != nil || len(edits) == 0 {
		return list, err
	}
	step := a.s.stepAround(edits[0].Place.Start)
	if step == nil || slices.ContainsFunc(list, func(c change) bool { return c.before.stepsOf(a.s.Name, step) > 0 }) {
		return list, nil
	}
	use := a.use(step)
	before, err := a.s.after(a.ctx, use)
	if err != nil {
		return nil, err
	}
	list, err = a.s.after(a.ctx, slices.Concat(edits, use))
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].before = before[i].now; list[i].before.Name == a.s.Name && list[i].before.Findings.HasErrors() {
			return nil, errors.New("nobody knows what the step becomes")
		}
	}
	return list, nil
}

// stepAround returns the step of the author's own that an offset is in, or nil.
func (s *Snapshot) stepAround(offset int32) *lang.StepDecl {
	step, _ := atTop(s.Main(), offset).(*lang.StepDecl)
	if step == nil || !holds(step.Span(), offset) {
		return nil
	}
	return step
}

// stepsOf returns how many steps all uses of a step become that a file declares.
func (s *Snapshot) stepsOf(file string, step *lang.StepDecl) (n int) {
	for o, count := range s.indexed().byDef {
		if o != nil && o.Name == step.Name.Text && o.Module.File.Source.Name == file {
			n += count
		}
	}
	return n
}

// use adds a use of a step to the script. Each argument and each exit is another one.
func (a *actor) use(step *lang.StepDecl) []diag.Edit {
	text, end := "\n"+step.Name.Text, int32(len(a.file.Text))
	for i, p := range step.Params {
		if i > 0 {
			text += ","
		}
		text += " \"{{" + p.Text + "}}\""
	}
	if len(step.Exits) > 0 {
		text += " {\n"
		for _, e := range step.Exits {
			text += e.Text + " { say \"" + e.Text + "\"; end }\n"
		}
		text += "}"
	}
	return []diag.Edit{{Place: a.place(end, end), NewText: text + "\n"}}
}

func sameCall(a, b *Snapshot) bool {
	before, after := a.payload(), b.payload()
	return before != nil && after != nil && a.API == b.API && equal(before, after, a.API)
}

// laid returns edits that leave the script laid out in the canonical way, where it
// is now; elsewhere only the lines that they add are.
func (s *Snapshot) laid(list []diag.Edit) []diag.Edit {
	file := s.Main().File
	texts, err := diag.Apply(list)
	after, ok := texts[file.Source]
	if err != nil || !ok || len(texts) > 1 {
		return list
	}
	tree := lang.Parse(source.NewFile(file.Source.Name, after))
	if len(tree.Findings(nil)) > 0 {
		return list
	}
	span := source.Span{End: int32(len(after))}
	if !s.laidOut() {
		span = added(list)
	}
	layout := layoutAround(tree, span)
	if len(layout) == 0 || span.End == 0 {
		return list
	}
	texts, err = diag.Apply(layout)
	if err != nil {
		return list
	}
	return edits(file.Source, texts[tree.Source])
}

// added returns the part of the text behind some edits in which lines are that they
// add.
func added(list []diag.Edit) (span source.Span) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b diag.Edit) int { return cmp.Compare(a.Place.Start, b.Place.Start) })
	grown := int32(0)
	for _, e := range list {
		start := e.Place.Start + grown
		grown = start + int32(len(e.NewText)) - e.Place.End
		says := strings.TrimLeft(e.NewText, "\n")
		start += int32(len(e.NewText) - len(says))
		if !strings.Contains(e.NewText, "\n") {
			continue
		}
		if span.End == 0 {
			span.Start = start
		}
		span.End = start + int32(len(strings.TrimRight(says, "\n")))
	}
	return span
}

// laidOut reports whether the script has the canonical layout.
func (s *Snapshot) laidOut() bool {
	x := &s.index
	x.laidOnce.Do(func() {
		file := s.Main().File
		x.laid = len(file.Findings(nil)) == 0 && len(layout(file)) == 0
	})
	return x.laid
}

// free returns a name that is not taken: the one that is wanted, or that with a
// number.
func free(wanted string, taken map[string]bool) string {
	name := wanted
	for n := 2; taken[name]; n++ {
		name = wanted + "_" + itoa(n)
	}
	taken[name] = true
	return name
}

// targetNames returns the names of labels that can be seen from an offset, and of
// the exits of the step that it is in.
func (s *Snapshot) targetNames(offset int32) map[string]bool {
	names := map[string]bool{}
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			names[n.Name.Text] = true
		case *lang.StepDecl:
			for _, exit := range n.Exits {
				names[exit.Text] = holds(n.Span(), offset)
			}
			return holds(n.Span(), offset)
		}
		return true
	})
	return names
}

// bodyAround returns the innermost body of the script that a part of it stands in.
func (s *Snapshot) bodyAround(span source.Span) *lang.Body {
	body := &s.Main().File.Body
	for _, n := range s.path(span.Start) {
		if b, ok := n.(*lang.Body); ok && b.Start < span.Start && (b.End < 0 || span.End < b.End) {
			body = b
		}
	}
	return body
}

// holdAny reports whether an offset is in one of some parts of a text.
func holdAny(spans []source.Span, at int32) bool {
	return slices.ContainsFunc(spans, func(span source.Span) bool { return holds(span, at) })
}

// holds reports whether an offset is in a part of a text.
func holds(span source.Span, at int32) bool { return span.Start <= at && at < span.End }
