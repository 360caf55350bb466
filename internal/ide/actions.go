package ide

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An ActionKind says what an action is for.
type ActionKind string

// The kinds of actions.
const (
	MendAction    ActionKind = "mend"    // mends a finding
	AllowAction   ActionKind = "allow"   // suppresses one
	ExtractAction ActionKind = "extract" // makes a step of one's own of others, and leaves the call as it is
	InlineAction  ActionKind = "inline"  // puts a step of one's own where it is used, and leaves the call as it is
	RewriteAction ActionKind = "rewrite" // leaves the call as it is, but for what its title says
)

// An Action is a change of texts that one may choose.
type Action struct {
	Title    string
	Kind     ActionKind
	Findings []*diag.Finding // that it mends or suppresses
	Certain  bool            // it is the mend of its finding
	Ran      bool            // its findings are what a run of tests says
	Edits    []diag.Edit
}

// maxMended is about how many actions for findings are offered: nobody chooses among
// more.
const maxMended = 10

// Actions returns what may be changed where a part of the script is. Of the findings
// there it is what mends the first ones.
func (s *Snapshot) Actions(span source.Span) []Action {
	a := actor{s: s, file: s.Main().File.Source}
	for _, f := range s.Findings {
		if f.Place.File == a.file && f.Place.Start <= span.End && span.Start <= f.Place.End {
			if a.finding(f); len(a.list) >= maxMended {
				break
			}
		}
	}
	a.block(s.path(span.Start), span.Start)
	return a.list
}

// Refactorings returns what a part of the script may be written as, with the same
// call. That is proven for each by compiling all scripts that it touches: so they
// are to be asked for when the author wants one. When the context ends there are
// fewer.
func (s *Snapshot) Refactorings(ctx context.Context, span source.Span) []Action {
	a := actor{s: s, file: s.Main().File.Source, ctx: ctx}
	path := s.path(span.Start)
	a.inline(path, span.Start)
	a.menu(path, span.Start)
	a.extract(span)
	return a.list
}

// block offers what can be done with the arms that an offset is among, or whose
// statement it is at the head of.
func (a *actor) block(path []lang.Node, offset int32) {
	for i, n := range slices.Backward(path) {
		switch n := n.(type) {
		case *lang.Body:
			return
		case *lang.Arms:
			a.arms(n, path[:i])
			return
		case lang.Stmt:
			if b := branchesOf(n); b != nil && b.Arms != nil && a.atHead(n, offset) {
				a.arms(b.Arms, path[:i+1])
			}
			return
		}
	}
}

// undefinedLabel is the code of a target that is not there.
const undefinedLabel = "undefined-label"

func isArm(n lang.Node) bool {
	_, is := n.(*lang.Arm)
	return is
}

// branchesOf returns where a statement says that the call goes, or nil.
func branchesOf(stmt lang.Stmt) *lang.Branches {
	switch stmt := stmt.(type) {
	case *lang.Menu:
		return &lang.Branches{Arms: &stmt.Arms}
	case *lang.Invoke:
		return stmt.Branches
	}
	if row := step.Of(stmt); row != nil {
		return row.Branches(stmt)
	}
	return nil
}

type actor struct {
	s    *Snapshot
	file *source.File
	ctx  context.Context // of what has to be proven
	list []Action
}

// atHead reports whether an offset is in front of the block of a statement.
func (a *actor) atHead(stmt lang.Stmt, offset int32) bool {
	return offset <= a.s.Main().File.Head(stmt).End
}

func (a *actor) place(start, end int32) source.Place {
	return source.Place{File: a.file, Span: source.Span{Start: start, End: end}}
}

// add adds an action once: there may be two ways to it.
func (a *actor) add(action Action) {
	action.Title = a.s.Secrets.Message(action.Title)
	same := func(b Action) bool { return b.Title == action.Title && slices.Equal(b.Edits, action.Edits) }
	if !slices.ContainsFunc(a.list, same) {
		if action.Kind != AllowAction { // a comment on a line of its own is laid out
			action.Edits = a.s.laid(action.Edits)
		}
		action.Edits = a.ended(action.Edits)
		a.list = append(a.list, action)
	}
}

// ended returns edits whose lines end as those of the script do.
func (a *actor) ended(list []diag.Edit) []diag.Edit {
	list = slices.Clone(list)
	for i := range list {
		list[i].NewText = source.Ended(list[i].NewText, a.file.Text)
	}
	return list
}

// finding offers what mends or suppresses a finding.
func (a *actor) finding(f *diag.Finding) {
	about := []*diag.Finding{f}
	for _, fix := range f.Fixes {
		a.add(Action{Title: capital(fix.Message), Kind: MendAction, Findings: about, Certain: len(f.Fixes) == 1 && !fix.Choice, Edits: fix.Edits})
	}
	path := a.s.path(f.Place.Start)
	switch {
	case f.Severity != diag.Error:
		a.allow(f, path)
	case f.Code.Name == undefinedLabel:
		if target, ok := innermostNode(path).(*lang.Target); ok {
			a.label(f, target)
		}
	case f.Code == lang.BadBranches:
		if key, ok := innermostNode(path).(*lang.Key); ok {
			a.outcome(f, key, path)
		}
	}
}

// allow offers a comment above the line of a finding that suppresses it.
func (a *actor) allow(f *diag.Finding, path []lang.Node) {
	text := a.file.Text
	for _, n := range slices.Backward(path) {
		if _, stmt := n.(lang.Stmt); !stmt && !isArm(n) {
			continue
		}
		_, start := a.file.Line(n.Span().Start)
		indent := text[start:n.Span().Start]
		if strings.TrimLeft(indent, " \t") != "" {
			continue
		}
		a.add(Action{
			Title: "Allow " + f.Code.Name + " here, and give a reason", Kind: AllowAction, Findings: []*diag.Finding{f},
			Edits: []diag.Edit{{Place: a.place(n.Span().Start, n.Span().Start), NewText: allowing + f.Code.Name + " REASON\n" + indent}},
		})
		return
	}
}

// label offers to put a label that is not there at the end of its body, behind
// an end where the call would run into it. A body that leaves by exits gets one.
func (a *actor) label(f *diag.Finding, target *lang.Target) {
	if !lang.IsName(target.Text) || lang.Reserved(target.Text, lang.LabelName) {
		return
	}
	file := a.s.Main().File
	body, at, indent, step := &file.Body, int32(len(a.file.Text)), "", (*lang.StepDecl)(nil)
	for _, n := range a.s.path(target.Start) {
		if decl, ok := n.(*lang.StepDecl); ok && decl.Body.End > 0 {
			body, at, indent, step = &decl.Body, decl.Body.End-1, "  ", decl
		}
	}
	var b strings.Builder
	open := a.s.goesOn(body)
	if step != nil && (open || !strings.Contains(a.file.Text[body.Start:body.End], "\n")) {
		return
	}
	before := strings.TrimRight(a.file.Text[:at], " \t\r\n")
	if open && len(body.Stmts) > 0 {
		b.WriteString("\nend")
	}
	fmt.Fprintf(&b, "\n\n%s%s:\n%s  say %s\n", indent, target.Text, indent, lang.Quote(target.Text))
	if step != nil && len(step.Exits) > 0 {
		fmt.Fprintf(&b, "%s  -> %s\n", indent, step.Exits[0].Text)
	}
	a.add(Action{
		Title: "Add the label " + target.Text, Kind: MendAction, Findings: []*diag.Finding{f},
		Edits: []diag.Edit{{Place: a.place(int32(len(before)), at), NewText: b.String()}},
	})
}

// outcome offers the outcome that was most likely meant by a key.
func (a *actor) outcome(f *diag.Finding, key *lang.Key, path []lang.Node) {
	o := a.outcomes(path)
	if o == nil || key.To != nil || key.From.Kind != lang.NameRef {
		return
	}
	names := []string{elseWord}
	for _, w := range o.Words {
		names = append(names, w.Name)
	}
	near := lang.Outcome(key.From.Raw)
	if !slices.Contains(names, near) {
		near = lang.Nearest(key.From.Raw, names)
	}
	if near == "" {
		return
	}
	span := key.Span()
	a.add(Action{
		Title: "Write " + near, Kind: MendAction, Findings: []*diag.Finding{f},
		Edits: []diag.Edit{{Place: a.place(span.Start, span.End), NewText: near}},
	})
}

// outcomes returns those of the innermost statement of a path.
func (a *actor) outcomes(path []lang.Node) *step.Outcomes {
	for _, n := range slices.Backward(path) {
		switch n := n.(type) {
		case *lang.Menu:
			return &step.Choices
		case *lang.Invoke:
			if def := a.s.Main().Step(n.Name.Text); def != nil {
				return step.Exits(def.Step.Decl)
			}
			return nil
		case lang.Stmt:
			if row := step.Of(n); row != nil {
				return row.Outcomes
			}
			return nil
		}
	}
	return nil
}

// arms offers to add what a block of arms lacks, and to sort it.
func (a *actor) arms(arms *lang.Arms, path []lang.Node) {
	o := a.outcomes(path)
	if o == nil || arms.End < 0 || len(arms.Arms) == 0 || len(arms.Bad) > 0 {
		return
	}
	missing := o.Missing(arms)
	if !o.Rest && !slices.ContainsFunc(arms.Arms, isElse) {
		missing = append(missing, elseWord)
	}
	if len(missing) > 0 {
		a.missing(arms, missing)
	}
	a.sort(arms, o)
}

func isElse(arm *lang.Arm) bool {
	return len(arm.Keys) > 0 && arm.Keys[0].From.Kind == lang.NameRef && arm.Keys[0].From.Raw == elseWord
}

// missing offers arms that end the call, as it does without them.
func (a *actor) missing(arms *lang.Arms, names []string) {
	first, last := arms.Arms[0].Span(), arms.Arms[len(arms.Arms)-1]
	between := "; "
	if line, start := a.file.Line(first.Start); strings.TrimSpace(line[:first.Start-start]) == "" {
		between = "\n" + line[:first.Start-start]
	}
	text := ""
	for _, name := range names {
		text += between + name + " -> end"
	}
	at := last.Span().End
	if c := lang.CommentsOf(last); c != nil && c.Behind != nil {
		at = c.Behind.Start + int32(len(c.Behind.Text))
		if rest, inline := strings.CutPrefix(text, "; "); inline {
			text = "\n" + rest // nothing else ends a comment
		}
	}
	a.add(Action{
		Title: "Add " + strings.Join(names, " and ") + ", which ends the call", Kind: RewriteAction,
		Edits: []diag.Edit{{Place: a.place(at, at), NewText: text}},
	})
}

// sort offers to put arms into the order of their keys. Comments would have to
// move with them: where there are some, the author does it.
func (a *actor) sort(arms *lang.Arms, o *step.Outcomes) {
	sorted := slices.Clone(arms.Arms)
	slices.SortStableFunc(sorted, byKey)
	commented := func(arm *lang.Arm) bool { return lang.CommentsOf(arm) != nil }
	if slices.Equal(sorted, arms.Arms) || lang.CommentsOf(arms) != nil || slices.ContainsFunc(arms.Arms, commented) {
		return
	}
	var edits []diag.Edit
	for i, arm := range arms.Arms {
		if now := sorted[i].Span(); arm != sorted[i] {
			edits = append(edits, diag.Edit{Place: a.place(arm.Span().Start, arm.Span().End), NewText: a.file.Text[now.Start:now.End]})
		}
	}
	title := "Sort the arms by their keys"
	if o.Spoken {
		title += ", and say them so"
	}
	a.add(Action{Title: title, Kind: RewriteAction, Edits: edits})
}

// byKey orders arms: keys by number, then #, then words as they stand, else last.
func byKey(a, b *lang.Arm) int {
	rank := func(arm *lang.Arm) (int, string) {
		if len(arm.Keys) == 0 {
			return 2, ""
		}
		switch v := arm.Keys[0].From; {
		case isElse(arm):
			return 3, ""
		case v.Kind == lang.NumberLit:
			return 0, fmt.Sprintf("%20s", v.Raw)
		case v.Kind == lang.HashLit:
			return 1, v.Raw
		}
		return 2, ""
	}
	i, x := rank(a)
	j, y := rank(b)
	if i != j {
		return i - j
	}
	return strings.Compare(x, y)
}
