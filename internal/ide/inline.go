package ide

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An inlining puts the body of a step of the author's own in place of a use.
type inlining struct {
	*actor
	use   *lang.Invoke
	decl  *lang.StepDecl
	in    *resolve.Module // of the step
	text  string          // of its file
	args  map[string]*lang.Value
	taken map[string]bool // names that no label may have
	refs  []resolve.Ref   // in the body

	last   map[int32]bool        // by the place of a target: what follows it follows the body, too
	arms   map[int32]bool        // it is that of an arm
	tries  []source.Span         // the bodies of attempts
	labels map[string]string     // what labels of the body are called in the script
	to     map[string]string     // where exits lead that have a label of their own, or follow
	behind []string              // what stands behind the body
	whole  map[string]*lang.Body // exits that become the body of an arm
	after  string                // the label of what follows the use, where something leads there by name
	edits  []diag.Edit           // of the body
}

// inline offers to put the steps of a use in its place.
func (a *actor) inline(path []lang.Node, offset int32) {
	use, ok := innermost(path).(*lang.Invoke)
	if !ok || !a.atHead(use, offset) || a.s.Findings.HasErrors() {
		return
	}
	def := a.s.Main().Step(use.Name.Text)
	if def == nil || def.Step.Broken {
		return
	}
	decl := def.Step.Decl
	x := inlining{
		actor: a, use: use, decl: decl, in: def.Module, text: def.Module.File.Source.Text, args: given(use, decl), taken: a.s.targetNames(use.Span().Start),
		last: map[int32]bool{}, arms: map[int32]bool{}, labels: map[string]string{}, to: map[string]string{}, whole: map[string]*lang.Body{},
	}
	for _, r := range a.s.Program.Refs(def.Module) { // those of other steps stand at uses of them
		own := r.Object.Kind == resolve.Label || r.Object.Scope == def.Scope
		if own && holds(decl.Body.Span(), r.Start) {
			x.refs = append(x.refs, r)
		}
	}
	span := use.Span()
	edits := []diag.Edit{{Place: a.place(span.Start, span.End), NewText: x.made()}}
	if a.sameCall(edits) {
		a.add(Action{Title: "Inline this use of " + use.Name.Text, Kind: InlineAction, Edits: edits})
	}
}

// given returns the arguments of a use by their parameters.
func given(use *lang.Invoke, decl *lang.StepDecl) map[string]*lang.Value {
	args := map[string]*lang.Value{}
	for i := range use.Args {
		switch arg := &use.Args[i]; {
		case arg.Param != nil:
			args[arg.Param.Text] = &arg.Value.Value
		case i < len(decl.Params):
			args[decl.Params[i].Text] = &arg.Value.Value
		}
	}
	return args
}

// made returns what stands in place of the use.
func (x *inlining) made() string {
	x.follow(&x.decl.Body)
	lang.Walk(&x.decl.Body, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Arm:
			if n.Target != nil {
				x.arms[n.Target.Start] = true
			}
		case *lang.Try:
			x.tries = append(x.tries, n.Body.Span())
		}
		return true
	})
	taken := maps.Clone(x.taken)
	if x.exits(); len(x.behind) > 0 { // other steps follow
		x.last, x.behind, x.whole, x.taken = nil, nil, map[string]*lang.Body{}, taken
		x.exits()
	}
	for _, r := range x.refs {
		x.ref(r)
	}
	span := x.decl.Body.Span()
	span.Start, span.End = span.Start+1, span.End-1
	text := strings.TrimSpace(substituted(x.text, span, x.edits))
	for i, block := range x.behind {
		if text += "\n" + block; i < len(x.behind)-1 {
			text += "\n-> " + x.next()
		}
	}
	if x.after != "" {
		text += "\n" + x.after
	}
	return x.comments() + text + x.ends(text)
}

// ends returns a newline where the text ends with a comment, and something stands
// behind the use.
func (x *inlining) ends(text string) string {
	if last := text[strings.LastIndexByte(text, '\n')+1:]; strings.Contains(last, "//") {
		return "\n"
	}
	return ""
}

// comments returns the comments of the use that nothing else has.
func (x *inlining) comments() (text string) {
	lang.EachComment(x.use, func(_ lang.Node, c *lang.Comment) {
		in := func(b *lang.Body) bool { return b != nil && holds(b.Span(), c.Start) }
		moved := x.use.Branches != nil && x.use.Branches.Arms != nil && slices.ContainsFunc(x.use.Branches.Arms.Arms, func(a *lang.Arm) bool { return in(a.Body) })
		if holds(x.use.Span(), c.Start) && !moved {
			text += c.Text + "\n"
		}
	})
	return text
}

// follow notes the targets behind which nothing stands in a body: what follows
// them follows the body, too.
func (x *inlining) follow(b *lang.Body) {
	if len(b.Stmts) == 0 {
		return
	}
	note := func(to *lang.Target, body *lang.Body) {
		if to != nil {
			x.last[to.Start] = true
		}
		if body != nil {
			x.follow(body)
		}
	}
	switch s := b.Stmts[len(b.Stmts)-1].(type) {
	case *lang.Jump:
		note(&s.Target, nil)
	case *lang.Try:
		x.follow(&s.Body)
		if s.Else != nil {
			note(s.Else.Target, s.Else.Body)
		}
	default:
		branches := branchesOf(s)
		if branches == nil {
			return
		}
		for i := range branches.Targets {
			note(&branches.Targets[i], nil)
		}
		if branches.Arms != nil {
			for _, arm := range branches.Arms.Arms {
				note(arm.Target, arm.Body)
			}
		}
	}
}

// leads returns where the use leads from an exit.
func (x *inlining) leads(exit int) (to string, body *lang.Body) {
	b := x.use.Branches
	switch {
	case b == nil:
		return "next", nil
	case b.Arms == nil && exit < len(b.Targets):
		return b.Targets[exit].Text, nil
	case b.Arms == nil:
		return "next", nil
	}
	for _, arm := range b.Arms.Arms {
		for _, key := range arm.Keys {
			switch raw := key.From.Raw; {
			case raw != x.decl.Exits[exit].Text && raw != elseWord:
			case arm.Target != nil:
				return arm.Target.Text, nil
			case arm.Body == nil || len(arm.Body.Stmts) == 0:
				return "next", nil
			default:
				return "", arm.Body
			}
		}
	}
	return "next", nil
}

// exits finds out what becomes of each exit: another target, the body of an arm,
// or a label of its own.
func (x *inlining) exits() {
	labels := map[*lang.Body]string{} // several exits may share an arm
	for i := range x.decl.Exits {
		exit := x.decl.Exits[i].Text
		var uses []resolve.Ref
		for _, r := range x.refs {
			if r.Object.Kind == resolve.Exit && r.Object.Name == exit {
				uses = append(uses, r)
			}
		}
		tried := slices.ContainsFunc(uses, func(r resolve.Ref) bool { return holdAny(x.tries, r.Start) })
		switch to, body := x.leads(i); {
		case body == nil && (to != "again" || !tried):
			x.to[exit] = to
		case body == nil:
			x.to[exit] = free(exit, x.taken)
			x.behind = append(x.behind, x.to[exit]+":\n-> again")
		case labels[body] != "":
			x.to[exit] = labels[body]
		case len(uses) == 1 && x.last[uses[0].Start] && x.arms[uses[0].Start] && !tried:
			x.whole[exit] = body
		default:
			labels[body] = free(exit, x.taken)
			x.to[exit] = labels[body]
			inside := source.Span{Start: body.Start + 1, End: body.End - 1}
			x.behind = append(x.behind, labels[body]+":\n"+strings.TrimSpace(substituted(x.file.Text, inside, nil)))
		}
	}
}

// next returns the label of what follows the use.
func (x *inlining) next() string {
	if x.after != "" {
		return strings.TrimSuffix(x.after, ":")
	}
	stmts := x.s.bodyAround(x.use.Span()).Stmts
	at := slices.Index(stmts, lang.Stmt(x.use))
	if at >= 0 && at+1 < len(stmts) {
		if label, ok := stmts[at+1].(*lang.Label); ok {
			return label.Name.Text
		}
	}
	name := free("after_"+x.use.Name.Text, x.taken)
	x.after = name + ":"
	return name
}

// ref replaces a name of the body.
func (x *inlining) ref(r resolve.Ref) {
	replace := func(span source.Span, text string) {
		x.edits = append(x.edits, diag.Edit{Place: source.Place{File: x.in.File.Source, Span: span}, NewText: text})
	}
	switch r.Object.Kind {
	case resolve.Label:
		name, known := x.labels[r.Object.Name]
		if !known {
			name = free(r.Object.Name, x.taken)
			x.labels[r.Object.Name] = name
		}
		replace(r.Span, name)
	case resolve.Exit:
		if body := x.whole[r.Object.Name]; body != nil {
			arrow := int32(strings.LastIndex(x.text[:r.Start], "->"))
			span := body.Span()
			replace(source.Span{Start: arrow, End: r.End}, x.file.Text[span.Start:span.End])
			return
		}
		to := x.to[r.Object.Name]
		if to == "next" && !x.last[r.Start] {
			to = x.next()
		}
		replace(r.Span, to)
	case resolve.Argument:
		if v := x.args[r.Object.Name]; v != nil && r.Role == resolve.Read {
			x.argument(r, v, replace)
		}
	}
}

// argument puts an argument in place of its parameter: of a value, or of a part of
// a text.
func (x *inlining) argument(r resolve.Ref, v *lang.Value, replace func(source.Span, string)) {
	if strings.HasSuffix(x.text[:r.Start], "${") {
		replace(source.Span{Start: r.Start - int32(len("${")), End: r.End + int32(len("}"))}, inside(v))
		return
	}
	text := v.Raw
	if v.Kind != lang.TextLit && v.Kind != lang.NameRef {
		leaf := reflect.TypeOf(innermostNode(pathIn(x.in, r.Start))).Elem().Name()
		if p := places[leaf]; !p.any && p.written != v.Kind {
			text = lang.Quote(text)
		}
	}
	replace(r.Span, text)
}

// inside returns a value as a part of a text.
func inside(v *lang.Value) string {
	switch {
	case v.Kind == lang.NameRef:
		return "${" + v.Raw + "}"
	case v.Kind != lang.TextLit:
		return v.Raw
	case !strings.HasPrefix(v.Raw, `"""`):
		return v.Raw[1 : len(v.Raw)-1]
	}
	var b strings.Builder
	parts, _ := v.Parts()
	for _, p := range parts {
		if p.Name.Text != "" {
			b.WriteString("${" + p.Name.Text + "}")
			continue
		}
		quoted := lang.Quote(p.Text)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
