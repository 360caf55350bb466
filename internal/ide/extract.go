package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An extraction makes a step of the author's own of statements that stand behind
// each other.
type extraction struct {
	*actor
	stmts  []lang.Stmt
	span   source.Span       // what is taken away, with the comments that go along
	tries  []source.Span     // the bodies of attempts in it
	inside []*resolve.Object // the labels in it
	params []string          // of the step,
	args   []string          // and what its use gives for them
	exits  []string          // of the step,
	to     []string          // and where its use leads from them
	edits  []diag.Edit       // of what is taken away
	taken  map[string]bool   // names that no exit may have
}

// extract offers to make a step of one's own of the statements that are selected.
func (a *actor) extract(span source.Span) {
	text := a.file.Text
	span.Start = min(max(span.Start, 0), int32(len(text)))
	span.End = min(max(span.End, span.Start), int32(len(text)))
	says := strings.TrimLeft(text[span.Start:span.End], space)
	if says == "" {
		return // nothing is selected
	}
	span.Start = span.End - int32(len(says))
	span.End = span.Start + int32(len(strings.TrimRight(says, space)))
	x := extraction{actor: a, stmts: a.selected(span), taken: a.s.targetNames(span.Start)}
	if len(x.stmts) == 0 || a.s.Findings.HasErrors() {
		return
	}
	x.taking(span)
	if !x.names() {
		return
	}
	action := Action{Title: "Extract into a step of one's own", Kind: ExtractAction, Edits: x.made()}
	list, err := a.after(action.Edits)
	if err != nil || slices.ContainsFunc(list, func(c change) bool { return c.worse() != nil || !c.same() }) {
		return
	}
	a.add(action)
}

// selected returns the statements that a selection has as a whole, without the
// labels before them. Where it has others in part, and settings and
// declarations, there are none.
func (a *actor) selected(span source.Span) (stmts []lang.Stmt) {
	for _, s := range a.s.bodyAround(span).Stmts {
		at, label := s.Span(), false
		if at.End <= span.Start || span.End <= at.Start {
			continue
		}
		_, label = s.(*lang.Label)
		switch group := lang.GroupOf(s); {
		case at.Start < span.Start || span.End < at.End, !label && (group == lang.Setting || group == lang.Declaration):
			return nil
		case label && len(stmts) == 0:
		default:
			stmts = append(stmts, s)
		}
	}
	return stmts
}

// taking finds what is taken away: comments above the first statement where they
// are selected, or say what may be wrong with it, and the one behind the last.
func (x *extraction) taking(selected source.Span) {
	first, last := x.stmts[0], x.stmts[len(x.stmts)-1]
	x.span = source.Span{Start: first.Span().Start, End: last.Span().End}
	if c := lang.CommentsOf(first); c != nil && len(c.Above) > 0 {
		allows := func(c lang.Comment) bool { return strings.HasPrefix(c.Text, "// flowc:") }
		if above := c.Above[0].Start; selected.Start <= above || slices.ContainsFunc(c.Above, allows) {
			x.span.Start = above
		}
	}
	if c := lang.CommentsOf(last); c != nil && c.Behind != nil {
		x.span.End = max(x.span.End, c.Behind.Start+int32(len(c.Behind.Text)))
	}
}

// names looks at all names of the statements. It reports whether they can move: no
// label in them is led to from elsewhere.
func (x *extraction) names() bool {
	refs := x.s.Refs()
	for _, r := range refs {
		if r.Role == resolve.Declaration && r.Object.Kind == resolve.Label && holds(x.span, r.Start) {
			x.inside = append(x.inside, r.Object)
		}
	}
	lang.WalkAll(x.stmts, func(n lang.Node) bool {
		if try, ok := n.(*lang.Try); ok {
			x.tries = append(x.tries, try.Body.Span())
		}
		return true
	})
	for _, r := range refs {
		in := holds(x.span, r.Start)
		switch mine := slices.Contains(x.inside, r.Object); {
		case mine && !in:
			return false
		case !in || mine:
		case r.Object.Kind == resolve.Argument && r.Object.Module == x.s.Main() && holds(r.Object.Scope.Step.Step.Decl.Span(), r.Start):
			x.param(r.Object.Name, r.Object.Name)
		case r.Object.Kind == resolve.Attempt && !holdAny(x.tries, r.Start):
			x.param(resolve.AttemptName, `"${`+resolve.AttemptName+`}"`)
		}
	}
	lang.WalkAll(x.stmts, func(n lang.Node) bool {
		if to, ok := n.(*lang.Target); ok {
			x.target(to)
		}
		return true
	})
	if len(x.exits) > 0 && x.s.goesOn(&lang.Body{Stmts: x.stmts}) {
		x.exits = slices.Insert(x.exits, 0, free("done", x.taken))
		x.to = slices.Insert(x.to, 0, "next")
	}
	return true
}

func (x *extraction) param(name, arg string) {
	if !slices.Contains(x.params, name) {
		x.params, x.args = append(x.params, name), append(x.args, arg)
	}
}

// target makes an exit of a target that stays behind.
func (x *extraction) target(to *lang.Target) {
	exit := to.Text
	switch ref := x.s.At(to.Start); {
	case to.Text == "again" && !holdAny(x.tries, to.Start):
		if i := slices.Index(x.to, to.Text); i >= 0 {
			exit = x.exits[i]
		} else {
			exit = free("retry", x.taken)
		}
		x.edits = append(x.edits, diag.Edit{Place: x.place(to.Start, to.Span().End), NewText: exit})
	case to.Text == "again", ref == nil, slices.Contains(x.inside, ref.Object):
		return
	}
	if !slices.Contains(x.exits, exit) {
		x.exits, x.to = append(x.exits, exit), append(x.to, to.Text)
	}
}

// made returns the edits: the use in place of the statements, and the step at the
// end of the script.
func (x *extraction) made() []diag.Edit {
	name := x.name()
	body := substituted(x.file.Text, x.span, x.edits)
	use := strings.TrimSpace(name + " " + strings.Join(x.args, ", "))
	head := "step " + name + "(" + strings.Join(x.params, ", ") + ")"
	if len(x.exits) > 0 {
		use += " -> " + strings.Join(x.to, "/")
		head += " -> " + strings.Join(x.exits, "/")
	}
	if len(x.to) > 0 && x.to[0] == "next" {
		body += "\n-> " + x.exits[0]
	}
	decl := lang.Parse(source.NewFile(x.file.Name, head+" {\n"+body+"\n}\n"))
	if len(decl.Findings(nil)) > 0 {
		return nil
	}
	end := int32(len(strings.TrimRight(x.file.Text, space)))
	return []diag.Edit{
		{Place: x.place(x.span.Start, x.span.End), NewText: use},
		{Place: x.place(end, int32(len(x.file.Text))), NewText: "\n\n" + lang.Sprint(decl)},
	}
}

// name returns a name that no step has.
func (x *extraction) name() string {
	taken := map[string]bool{}
	_, steps := x.s.Main().Visible()
	for _, o := range steps {
		taken[o.Name] = true
	}
	return free("extracted", taken)
}

// substituted returns a part of a text with some edits made.
func substituted(text string, span source.Span, edits []diag.Edit) string {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return int(a.Place.Start) - int(b.Place.Start) })
	var b strings.Builder
	at := span.Start
	for _, e := range edits {
		b.WriteString(text[at:e.Place.Start])
		b.WriteString(e.NewText)
		at = e.Place.End
	}
	b.WriteString(text[at:span.End])
	return b.String()
}
