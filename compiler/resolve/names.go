package resolve

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// names finds the labels of a module and checks every name in it. It goes
// through the tree twice: a jump may come before its label.
func (r *resolver) names(m *Module) {
	labels := 0
	for _, s := range m.File.Body.Stmts {
		if _, ok := s.(*lang.Label); ok {
			labels++
		}
	}
	root := &Scope{Labels: make(map[string]Label, labels)}
	m.Defs = make(Places, 0, labels)
	m.Scopes[&m.File.Body] = root
	d := definer{r: r, m: m}
	d.body(&m.File.Body, root)
	d.shadowing()
	u := user{r: r, m: m}
	lang.WalkAll(r.program.Declarations(m), u.enter(context{scope: root}))
	m.Defs.sort()
	m.Uses.sort()
}

// declares reports whether a statement declares something that another file
// can use. Everything else in a file that is used is ignored.
func declares(s lang.Stmt) bool {
	switch s.(type) {
	case *lang.Let, *lang.Param, *lang.Use, *lang.StepDecl:
		return true
	}
	return false
}

// Declarations returns the statements of a module that count: all of the
// script's own, and the declarations of a file that it uses.
func (p *Program) Declarations(m *Module) []lang.Stmt {
	if m == p.Main {
		return m.File.Body.Stmts
	}
	var stmts []lang.Stmt
	for _, s := range m.File.Body.Stmts {
		if declares(s) {
			stmts = append(stmts, s)
		}
	}
	return stmts
}

// A definer enters labels into scopes.
type definer struct {
	r      *resolver
	m      *Module
	nested []nested
}

// A nested is a label in a try, which may not have the name of one around it.
type nested struct {
	label *lang.Label
	outer *Scope
}

// shadowing reports labels in a try that have the name of one around it,
// whichever of the two comes first.
func (d *definer) shadowing() {
	for _, n := range d.nested {
		for s := n.outer; s != nil; s = s.Parent {
			other, ok := s.Labels[n.label.Name.Text]
			switch {
			case !ok:
			case other.Start < n.label.Start:
				d.twice(n.label, other)
			default:
				d.twice(other.Label, Label{Label: n.label})
			}
		}
	}
}

func (d *definer) twice(l *lang.Label, first Label) {
	f := d.r.report(duplicateLabel, place(d.m, l.Name.Span()), fmt.Sprintf("the label %q is defined twice", l.Name.Text), "rename one of the two")
	f.Related = []diag.Related{{Place: place(d.m, first.Name.Span()), Message: "first defined here"}}
}

// has reports whether a label can be seen from a scope.
func (s *Scope) has(label string) bool {
	for ; s != nil; s = s.Parent {
		if _, ok := s.Labels[label]; ok {
			return true
		}
	}
	return false
}

func (d *definer) body(b *lang.Body, scope *Scope) {
	lang.Walk(b, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			d.label(n, scope)
		case *lang.Try:
			inner := &Scope{Parent: scope, Labels: map[string]Label{}, Step: scope.Step, Try: n}
			d.m.Scopes[&n.Body] = inner
			d.body(&n.Body, inner)
			if n.Else != nil && n.Else.Body != nil {
				d.body(n.Else.Body, scope)
			}
			return false
		case *lang.StepDecl:
			inner := &Scope{Labels: map[string]Label{}, Step: n}
			d.m.Scopes[&n.Body] = inner
			d.body(&n.Body, inner)
			return false
		case *lang.Input:
			if n.Into != nil && n.Into.Kind == lang.NameRef {
				d.m.Variables[n.Into.Raw] = true
			}
		case *lang.Menu:
			if n.Into != nil && n.Into.Kind == lang.NameRef {
				d.m.Variables[n.Into.Raw] = true
			}
		}
		return !lang.Simple(n)
	})
}

func (d *definer) label(l *lang.Label, scope *Scope) {
	name := l.Name.Text
	at := place(d.m, l.Name.Span())
	if lang.IsTargetWord(name) {
		d.r.report(ReservedName, at, fmt.Sprintf("a label can't be called %q: that is where a jump leads without one", name), "choose another name")
		return
	}
	if first, ok := scope.Labels[name]; ok {
		d.twice(l, first)
		return
	}
	if scope.Try != nil {
		d.nested = append(d.nested, nested{l, scope.Parent})
	}
	if scope.Step != nil {
		for _, e := range scope.Step.Exits {
			if e.Text == name {
				f := d.r.report(duplicateLabel, at, fmt.Sprintf("the step has an exit %q, so it can't have a label of that name", name), "rename one of the two")
				f.Related = []diag.Related{{Place: place(d.m, e.Span()), Message: "the exit is here"}}
				return
			}
		}
	}
	d.m.Defs = append(d.m.Defs, Place{l.Name.Start, int32(len(scope.Labels)), scope})
	scope.Labels[name] = Label{l, len(scope.Labels)}
}

// A context is what names can mean at a place.
type context struct {
	scope  *Scope
	inTry  bool
	broken bool // in a statement that did not parse: its values may not be what was meant
}

// A user checks that the names that are used mean something.
type user struct {
	r *resolver
	m *Module
}

func (u *user) node(node lang.Node, ctx context) { lang.Walk(node, u.enter(ctx)) }

func (u *user) enter(ctx context) func(lang.Node) bool {
	return func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Target:
			u.target(n, ctx)
		case *lang.Try:
			inner := context{scope: u.m.Scopes[&n.Body], inTry: true}
			u.value(&n.Count.Value, ctx)
			u.node(&n.Body, inner)
			if !inner.scope.again && !u.r.program.Broken {
				u.r.report(tryWithoutAgain, place(u.m, u.m.File.Head(n)),
					"nothing in this try starts the next attempt", "lead to again where an attempt has failed")
			}
			if n.Else != nil {
				u.node(n.Else, ctx)
			}
			return false
		case *lang.StepDecl:
			u.declaration(n, ctx)
			return false
		case *lang.Invoke:
			if !ctx.broken && !u.invoke(n) {
				walkIf(n.Branches, func(b *lang.Branches) { u.node(b, ctx) })
				return false
			}
		case *lang.Body:
			if ctx.broken {
				ctx := ctx
				ctx.broken = false
				u.node(n, ctx)
				return false
			}
		case *lang.CredentialSetting:
			if n.Key != "cloud" {
				u.secret(n)
				return false
			}
		case *lang.Bad:
			if decl, ok := n.Stmt.(*lang.StepDecl); ok && u.m.Scopes[&decl.Body] != nil {
				u.node(&decl.Body, context{scope: u.m.Scopes[&decl.Body]})
				return false
			}
			// Of a line that starts with an unknown word only the block and the
			// branches are looked at.
			if n.Verb != nil && u.m.step(n.Verb.Text) == nil {
				walkIf(n.Branches, func(b *lang.Branches) { u.node(b, ctx) })
				walkIf(n.Body, func(b *lang.Body) { u.node(b, ctx) })
				if invoke, ok := n.Stmt.(*lang.Invoke); ok {
					walkIf(invoke.Branches, func(b *lang.Branches) { u.node(b, ctx) })
				}
				return false
			}
			if !ctx.broken {
				ctx := ctx
				ctx.broken = true
				if _, ok := n.Stmt.(*lang.Try); ok {
					ctx.inTry = true
				}
				u.node(n, ctx)
				return false
			}
		case *lang.Into:
			if n.Kind == lang.TextLit {
				u.value(&n.Value, ctx)
			} else if lang.IsTargetWord(n.Raw) {
				u.r.report(ReservedName, place(u.m, n.Span()), fmt.Sprintf("a run-time variable can't be called %q", n.Raw), "choose another name")
			}
		case *lang.Zone:
			// A name that is no constant is the name of a zone.
			if n.Kind != lang.NameRef || u.m.constant(n.Raw) != nil {
				u.value(&n.Value, ctx)
			}
		case *lang.Path, *lang.Object, *lang.Key:
		case interface{ AsValue() *lang.Value }:
			u.value(n.AsValue(), ctx)
		}
		return true
	}
}

// target checks where a branch or a jump leads.
func (u *user) target(t *lang.Target, ctx context) {
	at := place(u.m, t.Span())
	switch t.Text {
	case "next", "end":
		return
	case "":
		return // it did not parse
	case "else":
		u.r.report(undefinedLabel, at, "else is no place to go", "name a label, or next or end")
		return
	case "again":
		if !ctx.inTry {
			u.r.report(misplacedAgain, at, "again stands outside a try", "again starts the next attempt of the try that is written around it")
			return
		}
		for s := ctx.scope; s != nil; s = s.Parent {
			if s.Try != nil {
				s.again = true
				return
			}
		}
		return
	}
	for s := ctx.scope; s != nil; s = s.Parent {
		if label, ok := s.Labels[t.Text]; ok {
			u.m.Uses = append(u.m.Uses, Place{t.Start, int32(label.Index), s})
			return
		}
	}
	if step := ctx.scope.Step; step != nil && slices.ContainsFunc(step.Exits, func(e lang.Declared) bool { return e.Text == t.Text }) {
		return
	}
	if u.m.maybe[t.Text] {
		return
	}
	f := u.r.report(undefinedLabel, at, fmt.Sprintf("no label %q", t.Text), "")
	if near := u.r.nearest(t.Text, func() []string { return targets(ctx.scope) }); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Help = "write " + near
		f.Mend("write "+near, diag.Edit{Place: f.Place, NewText: near})
		return
	}
	f.Help = fmt.Sprintf("put %s: before the step to go to, or name another label", t.Text)
	if scope, label := u.m.labelled(t.Text); scope != nil {
		switch {
		case scope.Try != nil && scope.Step == ctx.scope.Step:
			f.Help = "the label is inside a try, and nothing jumps into an attempt: put it before the try, or outside"
		case scope.Step != ctx.scope.Step:
			f.Help = "a step sees only its own labels and exits: give it an exit, and lead on from there where it is used"
		}
		f.Related = []diag.Related{{Place: place(u.m, label.Name.Span()), Message: "a label of that name is here"}}
		return
	}
	if u.m.step(t.Text) != nil {
		f.Help = fmt.Sprintf("%s is a step: write it on a line of its own, without ->", t.Text)
	}
}

// labelled returns the first label of a name in the file, and its scope.
func (m *Module) labelled(name string) (in *Scope, first Label) {
	for _, scope := range m.Scopes {
		if label, ok := scope.Labels[name]; ok && (in == nil || label.Start < first.Start) {
			in, first = scope, label
		}
	}
	return in, first
}

// targets returns the names that a jump in a scope can lead to.
func targets(scope *Scope) []string {
	var names []string
	for s := scope; s != nil; s = s.Parent {
		for name := range s.Labels {
			names = append(names, name)
		}
	}
	if scope.Step != nil {
		for _, e := range scope.Step.Exits {
			names = append(names, e.Text)
		}
	}
	return names
}

// Nearest returns the label that a target in a scope was most likely meant to
// be.
func (s *Scope) Nearest(name string) (Place, bool) {
	near := lang.Nearest(name, targets(s))
	for ; s != nil; s = s.Parent {
		if label, ok := s.Labels[near]; ok {
			return Place{label.Name.Start, int32(label.Index), s}, true
		}
	}
	return Place{}, false
}

// value checks the names in a value.
func (u *user) value(v *lang.Value, ctx context) {
	if ctx.broken {
		return
	}
	switch v.Kind {
	case lang.NameRef:
		u.constant(lang.Name{Text: v.Raw, Start: v.Start}, ctx, false)
	case lang.TextLit:
		if _, plain := v.Plain(); plain {
			return
		}
		parts, _ := v.Parts()
		for _, p := range parts {
			if p.Name.Text != "" {
				u.constant(p.Name, ctx, true)
			}
		}
	}
}

// constant checks a name that stands for a constant, a parameter, an argument
// or the number of the attempt.
func (u *user) constant(name lang.Name, ctx context, inText bool) {
	var names []string
	if step := ctx.scope.Step; step != nil {
		for _, p := range step.Params {
			if p.Text == name.Text {
				return
			}
			names = append(names, p.Text)
		}
	}
	if u.m.constant(name.Text) != nil || ctx.inTry && name.Text == Attempt || u.m.doubtful(name.Text) {
		return
	}
	f := u.r.report(unknownName, place(u.m, name.Span()), fmt.Sprintf("no constant %q", name.Text), "")
	near := u.r.nearest(name.Text, func() []string { return append(names, u.m.constNames()...) })
	label := ctx.scope.has(name.Text)
	variable := u.m.Variables[name.Text]
	switch {
	case name.Text == Attempt:
		f.Help = "the number of the attempt is known only inside a try"
	case inText && variable:
		f.Help = fmt.Sprintf("a run-time variable is written {{%s}}", name.Text)
	case variable:
		f.Help = fmt.Sprintf(`a run-time variable stands in a text: "{{%s}}"`, name.Text)
		if label {
			f.Help = fmt.Sprintf(`write -> %s to go to the label, or "{{%s}}" for the run-time variable`, name.Text, name.Text)
		}
	case label:
		f.Help = fmt.Sprintf(`write -> %s on a line of its own to go to the label`, name.Text)
	case near != "":
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Help = "write " + near
		f.Mend("write "+near, diag.Edit{Place: f.Place, NewText: near})
	case inText:
		f.Help = fmt.Sprintf(`declare it: let %s = "..."; a run-time variable is written {{%s}}`, name.Text, name.Text)
	default:
		f.Help = fmt.Sprintf(`declare it: let %s = "...", or put a text in quotes`, name.Text)
	}
}

// Attempt is the name of the number of the attempt, inside a try.
const Attempt = "attempt"

func walkIf[N any](node *N, f func(*N)) {
	if node != nil {
		f(node)
	}
}

// secret checks what a token or a sid is set to. It is not named: it may be
// the secret itself.
func (u *user) secret(n *lang.CredentialSetting) {
	if n.Value == nil || n.Value.Kind != lang.NameRef || u.m.constant(n.Value.Raw) != nil || u.m.doubtful(n.Value.Raw) {
		return
	}
	u.r.report(unknownName, place(u.m, n.Value.Span()), fmt.Sprintf("no constant of the name that %s has here", n.Key),
		fmt.Sprintf("write %s env NAME, and put the secret into the environment", n.Key))
}

// invoke checks the name and the arguments of a use of a step. It reports
// whether there is such a step.
func (u *user) invoke(n *lang.Invoke) bool {
	step := u.m.step(n.Name.Text)
	if step == nil {
		if u.m.doubtful(n.Name.Text) {
			return false
		}
		err := lang.UnknownStatement(n.Name, u.m.stepNames())
		f := u.r.report(err.Code, place(u.m, err.Span), err.Message, err.Help)
		if err.Fix != "" {
			f.Mend(err.Help, diag.Edit{Place: f.Place, NewText: err.Fix})
		}
		u.r.program.Broken = true
		return false
	}
	step.Used = true
	u.arguments(n, step)
	return true
}

// arguments checks that each parameter of a step gets one argument.
func (u *user) arguments(n *lang.Invoke, step *Step) {
	params := step.Decl.Params
	given := make([]bool, len(params))
	named := false
	related := []diag.Related{{Place: place(step.Module, step.Decl.Name.Span()), Message: "the step is declared here"}}
	for i := range n.Args {
		arg := &n.Args[i]
		at := place(u.m, arg.Value.Span())
		index := i
		if arg.Param != nil {
			named = true
			at = place(u.m, arg.Param.Span())
			index = slices.IndexFunc(params, func(p lang.Declared) bool { return p.Text == arg.Param.Text })
			if index < 0 {
				f := u.r.report(badArguments, at, fmt.Sprintf("%s has no parameter %q", n.Name.Text, arg.Param.Text), "")
				var names []string
				for _, p := range params {
					names = append(names, p.Text)
				}
				if near := lang.Nearest(arg.Param.Text, names); near != "" {
					f.Message += fmt.Sprintf("; did you mean %q?", near)
					f.Help = "write " + near + ":"
				} else {
					f.Help = signature(step.Decl)
				}
				f.Related = related
				return
			}
		} else if named {
			u.r.report(badArguments, at, "an argument without a name stands behind one with a name", "put the arguments without names first")
			return
		}
		if index >= len(params) {
			f := u.r.report(badArguments, at, fmt.Sprintf("%s takes %s", n.Name.Text, count(len(params), "argument")), signature(step.Decl))
			f.Related = related
			return
		}
		if given[index] {
			u.r.report(badArguments, at, fmt.Sprintf("the parameter %q gets two arguments", params[index].Text), "remove one of them")
			return
		}
		given[index] = true
	}
	for i, is := range given {
		if !is {
			f := u.r.report(badArguments, place(u.m, n.Name.Span()), fmt.Sprintf("the argument %q of %s is missing", params[i].Text, n.Name.Text), signature(step.Decl))
			f.Related = related
			return
		}
	}
}

func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// signature says how a step is used.
func signature(decl *lang.StepDecl) string {
	text := "it is used as " + decl.Name.Text
	for i, p := range decl.Params {
		if i > 0 {
			text += ","
		}
		text += " " + p.Text
	}
	for i, e := range decl.Exits {
		if i == 0 {
			text += " -> "
		} else {
			text += "/"
		}
		text += e.Text
	}
	return text
}

// declaration checks a step of the author's own.
func (u *user) declaration(n *lang.StepDecl, ctx context) {
	m := u.m
	if ctx.scope.Step != nil || ctx.scope.Parent != nil {
		return // misplaced: a check says so
	}
	for i, p := range n.Params {
		u.r.reserved(m, p, "a parameter")
		if c := m.Const(p.Text); c != nil {
			f := u.r.report(duplicateName, place(m, p.Span()), fmt.Sprintf("the parameter %q has the name of a constant", p.Text), "rename one of the two")
			f.Related = []diag.Related{{Place: place(c.Module, c.Name.Span()), Message: "the constant is here"}}
		}
		for _, before := range n.Params[:i] {
			if before.Text == p.Text {
				u.r.twice(m, "parameter", p, place(m, before.Span()))
			}
		}
	}
	for i, e := range n.Exits {
		if lang.IsTargetWord(e.Text) {
			u.r.report(ReservedName, place(m, e.Span()), fmt.Sprintf("an exit can't be called %q: that is where a jump leads without one", e.Text), "choose another name")
		}
		for _, before := range n.Exits[:i] {
			if before.Text == e.Text {
				u.r.twice(m, "exit", e, place(m, before.Span()))
			}
		}
	}
	inner := context{scope: m.Scopes[&n.Body]}
	taken := map[string]bool{}
	lang.Walk(&n.Body, func(node lang.Node) bool {
		if t, ok := node.(*lang.Target); ok {
			taken[t.Text] = true
		}
		return true
	})
	for _, e := range n.Exits {
		if !taken[e.Text] && !m.maybe[e.Text] {
			u.r.report(unusedExit, place(m, e.Span()), fmt.Sprintf("nothing in the step takes the exit %q", e.Text), fmt.Sprintf("lead to it with -> %s, or remove it", e.Text))
		}
	}
	u.node(&n.Body, inner)
}
