package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A context is what names can mean at a place.
type context struct {
	scope  *Scope
	inTry  bool        // again has something to start
	broken bool        // in a statement that did not parse: its values may not be what was meant
	wrong  source.Span // what is wrong in it
	whole  source.Span // of a connect that has nothing but its number
	leaf   lang.Node   // whose value is looked at; nil where no name alone can stand
}

// example returns a value that can stand in place of a leaf.
func example(n lang.Node) string {
	switch n.(type) {
	case nil:
		return ""
	case *lang.PhoneNumber, *lang.Entity:
		return "5263"
	case *lang.Count, *lang.PressedKeys:
		return "4"
	case *lang.DateValue:
		return "2030-01-15"
	case *lang.TimeValue:
		return "18:30"
	case *lang.URL:
		return `"https://..."`
	}
	return `"..."`
}

// A user looks up the names that are used.
type user struct {
	r       *resolver
	m       *Module
	lost    bool  // a target is not there
	outcome int32 // where the last target ends that is an outcome, and no label

	refs   *Refs              // where names are noted; nil where nobody asked
	taken  map[*Object]bool   // the exits that something leads to
	firsts map[string]*Object // the first label of each name; nil until it is asked for
	stored map[string]bool    // the run-time variables that the file stores; nil until they are asked for
}

// all looks up the names of a module.
func (u *user) all() {
	lang.WalkAll(u.r.program.Statements(u.m), u.visitor(context{scope: u.m.Scopes[&u.m.File.Body]}))
}

// ref notes a name.
func (u *user) ref(span source.Span, role Role, o *Object) {
	if u.refs != nil {
		*u.refs = append(*u.refs, Ref{span, role, o})
	}
}

// node looks up the names in a part of the tree.
func (u *user) node(n lang.Node, ctx context) { lang.Walk(n, u.visitor(ctx)) }

// visitor returns what looks up the names on a walk. What changes the context
// is walked by a method of its own.
func (u *user) visitor(ctx context) func(lang.Node) bool {
	return func(n lang.Node) bool {
		switch n := n.(type) {
		// Of what a script has most, the leaves are looked at right away.
		case *lang.Label:
			ctx.scope.near++
			return false
		case *lang.Jump:
			u.target(&n.Target, ctx)
			return false
		case *lang.Say:
			u.value(&n.Text.Value, &n.Text, ctx)
			return false
		case *lang.Connect:
			u.connect(n, ctx)
			return false
		case *lang.Key:
			u.texts(&n.From, ctx)
		case *lang.Target:
			u.target(n, ctx)
		case *lang.Try:
			u.try(n, ctx)
			return false
		case *lang.StepDecl:
			u.declaration(n, ctx)
			return false
		case *lang.TestDecl:
			u.test(n, ctx)
			return false
		case *lang.Invoke:
			u.perhapsAgain(n, ctx)
			if !ctx.broken && !u.invoke(n) {
				ctx.inTry = true // it may have been meant for one
				u.branches(n.Branches, ctx)
				return false
			}
		case *lang.Body:
			if ctx.broken {
				u.node(n, context{scope: ctx.scope, inTry: ctx.inTry})
				return false
			}
		case *lang.CredentialSetting:
			if n.Key != "cloud" {
				u.secret(n, ctx)
				return false
			}
		case *lang.Bad:
			return u.bad(n, ctx)
		default:
			u.leaf(n, ctx)
		}
		return true
	}
}

// leaf looks up the names in a value.
func (u *user) leaf(n lang.Node, ctx context) {
	switch n := n.(type) {
	case *lang.Into:
		u.into(n, ctx)
	case *lang.Zone:
		u.zone(n, ctx)
	case *lang.Path, *lang.Object:
	default:
		if v := lang.AsValue(n); v != nil {
			u.value(v, n, ctx)
		}
	}
}

// connect looks up the numbers of a step. What is only its number may be a label.
func (u *user) connect(n *lang.Connect, ctx context) {
	alone := ctx
	if n.From == nil {
		alone.whole = n.Span()
	}
	u.value(&n.Number.Value, &n.Number, alone)
	if n.From != nil {
		u.value(&n.From.Value, n.From, ctx)
	}
}

// zone looks up a time zone. A name that is no constant is the name of a zone.
func (u *user) zone(n *lang.Zone, ctx context) {
	if n.Kind != lang.NameRef || u.m.Const(n.Raw) != nil || ctx.scope.args[n.Raw] != nil {
		u.value(&n.Value, nil, ctx)
	}
}

func (u *user) branches(b *lang.Branches, ctx context) {
	if b != nil {
		u.node(b, ctx)
	}
}

// bad looks up the names in what did not parse, and reports whether the walk
// goes into it.
func (u *user) bad(n *lang.Bad, ctx context) bool {
	if decl, ok := n.Stmt.(*lang.StepDecl); ok && u.m.Scopes[&decl.Body] != nil {
		u.node(&decl.Body, context{scope: u.m.Scopes[&decl.Body]})
		return false
	}
	if n.Verb != nil && u.m.take(n.Verb.Text, stepsOf) == nil {
		// Of a line that starts with an unknown word only the block and the
		// branches are looked at.
		ctx.inTry = true // it may have been meant for one
		u.branches(n.Branches, ctx)
		if n.Body != nil {
			u.node(n.Body, ctx)
		}
		if invoke, ok := n.Stmt.(*lang.Invoke); ok {
			u.branches(invoke.Branches, ctx)
		}
		return false
	}
	if ctx.broken {
		return true
	}
	ctx.broken, ctx.wrong = true, n.Err.Span
	if _, ok := n.Stmt.(*lang.Try); ok {
		ctx.inTry = true
	}
	u.node(n, ctx)
	return false
}

func (u *user) try(n *lang.Try, ctx context) {
	inner := context{scope: u.m.Scopes[&n.Body], inTry: true}
	u.value(&n.Count.Value, &n.Count, ctx)
	u.node(&n.Body, inner)
	if !inner.scope.again && !u.r.program.Broken {
		u.r.report(tryWithoutAgain, place(u.m, u.m.File.Head(n)), "nothing in this try starts the next attempt", "lead to again where an attempt has failed")
	}
	if n.Else != nil {
		u.node(n.Else, ctx)
	}
}

// into notes that a run-time variable is stored.
func (u *user) into(n *lang.Into, ctx context) {
	switch {
	case n.Kind == lang.TextLit:
		u.texts(&n.Value, ctx)
		if name, plain := n.Plain(); plain && lang.IsName(name) && n.Raw == lang.Quote(name) {
			u.variable(name, source.Span{Start: n.Start + 1, End: n.Start + 1 + int32(len(name))}, Write)
		}
	case lang.Reserved(n.Raw, lang.LabelName):
		u.r.report(ReservedName, place(u.m, n.Span()), fmt.Sprintf("a run-time variable can't be called %q", n.Raw), "choose another name")
	default:
		u.r.length(place(u.m, n.Span()), n.Raw)
		u.variable(n.Raw, n.Span(), Write)
		u.likeParameter(n, ctx)
	}
}

// likeParameter warns of a run-time variable that has the name of a parameter:
// what the parameter says was most likely meant to be the name.
func (u *user) likeParameter(n *lang.Into, ctx context) {
	o := u.m.Const(n.Raw)
	if ctx.scope != nil {
		if arg := ctx.scope.Argument(n.Raw); arg != nil {
			o = arg
		}
	}
	if o == nil || o.Kind != Argument && o.Kind != Parameter {
		return
	}
	at, meant := place(u.m, n.Span()), `"${`+n.Raw+`}"`
	u.r.report(ParameterAsVariable, at, fmt.Sprintf("this stores into a variable called %s, and %s is a parameter", n.Raw, n.Raw),
		fmt.Sprintf("write into %s for the variable that the parameter names, or choose another name", meant)).
		Relate(o.Place(), "the parameter").
		Mend("store into the variable that the parameter names", diag.Edit{Place: at, NewText: meant})
}

// variable notes that a run-time variable is stored or read.
func (u *user) variable(name string, at source.Span, role Role) {
	if u.refs != nil {
		u.ref(at, role, u.r.variable(name))
	}
}

// target looks up where a branch or a jump leads.
func (u *user) target(t *lang.Target, ctx context) {
	at := place(u.m, t.Span())
	switch t.Text {
	case "next", "end", "": // the last one did not parse
		return
	case "else":
		u.r.report(undefinedLabel, at, "else is no place to go", "name a label, or next or end")
		return
	case "again":
		switch try := ctx.scope.inTry(); {
		case try != nil && ctx.inTry:
			try.again = true
		case !ctx.inTry && !u.m.lostTry:
			u.r.report(misplacedAgain, at, "again stands outside a try", "put try 3 times { ... } around it, or a label before the prompt, and go there with -> LABEL")
		}
		return
	}
	if ctx.broken && ctx.wrong.Start <= t.Start && t.Span().End <= ctx.wrong.End {
		return // no target, as the finding says
	}
	if o := ctx.scope.Target(t.Text, ctx.scope.near); o != nil {
		u.ref(t.Span(), Read, o)
		if o.Kind == Exit {
			u.take(o)
		}
	} else if !u.m.maybe[t.Text] {
		u.lost = true
		u.undefined(t, ctx.scope)
	}
}

// undefined reports a target that is not there.
func (u *user) undefined(t *lang.Target, scope *Scope) {
	switch try := scope.inTry(); t.Text {
	case "ok", "fail", "success", "error":
		if t.Start != u.outcome+1 { // else it was said of the one before
			u.r.report(undefinedLabel, place(u.m, t.Span()), "ok and fail are the outcomes of a request, and no places to go",
				"name a label, next or end for each outcome: -> next/end")
		}
		u.outcome = t.Span().End
		return
	case "hangup", "hang_up", "stop", "exit", "quit", "finish", "bye", "terminate", "done", "DONE", "return", "disconnect", "Hangup", "over":
		if u.label(t.Text) == nil {
			f := u.r.report(undefinedLabel, place(u.m, t.Span()), fmt.Sprintf("no label %q; the call ends with end", t.Text), "write end")
			f.Mend(f.Help, edit(f, "end"))
			return
		}
	case "continue", "skip", "pass", "fallthrough":
		if u.label(t.Text) == nil {
			f := u.r.report(undefinedLabel, place(u.m, t.Span()), fmt.Sprintf("no label %q; what follows is next", t.Text), "write next")
			f.Mend(f.Help, edit(f, "next"))
			return
		}
	case "retry", "repeat", "loop", "restart":
		if try != nil {
			try.again = true
			f := u.r.report(undefinedLabel, place(u.m, t.Span()), fmt.Sprintf("no label %q; the next attempt starts with again", t.Text), "write again")
			f.Mend(f.Help, edit(f, "again"))
			return
		}
	}
	f := u.r.report(undefinedLabel, place(u.m, t.Span()), fmt.Sprintf("no label %q", t.Text), "")
	try := scope.inTry()
	near, alone := u.r.nearest(t.Text, func() []string {
		names := append(scope.targets(), "next", "end")
		if try != nil {
			names = append(names, "again")
		}
		return names
	})
	if near != "" {
		suggest(f, near, alone)
		if near == "again" {
			try.again = true // as it was meant
		}
		return
	}
	f.Help = fmt.Sprintf("put %s: before the step to go to, or name another label", t.Text)
	if label := u.label(t.Text); label != nil {
		switch {
		case label.Scope.Try != nil && label.Scope.Step == scope.Step:
			f.Help = "the label is inside a try, and nothing jumps into an attempt: put it before the try, or outside"
		case label.Scope.Step != scope.Step:
			f.Help = "a step sees only its own labels and exits: give it an exit, and lead on from there where it is used"
		}
		f.Relate(label.Place(), "a label of that name is here")
		return
	}
	if u.m.take(t.Text, stepsOf) != nil {
		f.Help = fmt.Sprintf("%s is a step: write it on a line of its own, without ->", t.Text)
	}
}

// suggest offers the name that was most likely meant.
func suggest(f *diag.Finding, near string, alone bool) {
	f.Message += fmt.Sprintf("; did you mean %q?", near)
	f.Help = "write " + near
	f.Mend(f.Help, edit(f, near))
	f.Fixes[len(f.Fixes)-1].Choice = !alone
}

// edit puts a text in place of what is wrong.
func edit(f *diag.Finding, text string) diag.Edit { return diag.Edit{Place: f.Place, NewText: text} }

// value looks up the names in a value, which is part of a leaf.
func (u *user) value(v *lang.Value, of lang.Node, ctx context) {
	ctx.leaf = of
	switch {
	case ctx.broken:
	case v.Kind == lang.NameRef:
		u.constant(lang.Name{Text: v.Raw, Start: v.Start}, ctx, false)
	case v.Kind == lang.TextLit:
		u.texts(v, ctx)
	}
}

// texts looks up the names in a text: constants, and run-time variables.
func (u *user) texts(v *lang.Value, ctx context) {
	if v.Kind != lang.TextLit || ctx.broken {
		return
	}
	for at := 0; ; {
		n := strings.Index(v.Raw[at:], "{{")
		if n < 0 {
			break
		}
		at += n + 2
		near := v.Raw[at:min(len(v.Raw), at+lang.MaxName+len("}}"))]
		if name, _, ok := strings.Cut(near, "}}"); ok && lang.IsName(name) {
			u.variable(name, source.Span{Start: v.Start + int32(at), End: v.Start + int32(at+len(name))}, Read)
		}
	}
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

// AttemptName is the name of the number of the attempt, inside a try.
const AttemptName = "attempt"

// constant looks up a name that stands for a constant, a parameter, an
// argument or the number of the attempt.
func (u *user) constant(name lang.Name, ctx context, inText bool) {
	o := ctx.scope.args[name.Text]
	if try := ctx.scope.inTry(); o == nil && ctx.inTry && name.Text == AttemptName && try != nil {
		o = try.number(u.m) // also where a constant has that name
	}
	if o == nil {
		o = u.m.take(name.Text, constsOf)
	}
	switch {
	case o != nil:
		u.ref(name.Span(), Read, o)
	case ctx.inTry && name.Text == AttemptName, u.m.doubtful(name.Text):
	default:
		u.unknown(name, ctx, inText)
	}
}

// number returns what stands for the number of the attempt of a try.
func (s *Scope) number(m *Module) *Object {
	if s.attempt == nil {
		const word = int32(len("try"))
		s.attempt = &Object{Kind: Attempt, Name: AttemptName, Meaning: m.Object.Meaning, Scope: s, Span: source.Span{Start: s.Try.Start, End: s.Try.Start + word}}
	}
	return s.attempt
}

// silence is what others write for a caller who presses nothing.
var silence = []string{"none", "nothing", "nobody", "silence", "timeout", "empty", "noinput", "no_input", "nokey", "no_key", "null", "nil"}

func isPressed(leaf lang.Node) bool { _, ok := leaf.(*lang.PressedKeys); return ok }

// unknown reports a name that no constant has.
func (u *user) unknown(name lang.Name, ctx context, inText bool) {
	f := u.r.report(unknownName, place(u.m, name.Span()), fmt.Sprintf("no constant %q", name.Text), "")
	near, alone := u.r.nearest(name.Text, func() []string {
		names := u.m.names(constsOf)
		for _, a := range ctx.scope.Args {
			names = append(names, a.Name)
		}
		return names
	})
	label := ctx.scope.hasLabel(name.Text)
	variable := u.stores(name.Text)
	switch {
	case isPressed(ctx.leaf) && slices.Contains(silence, strings.ToLower(name.Text)):
		f.Help = "remove the line: a test can't say that nothing is pressed, since the API does not say what happens then"
	case name.Text == AttemptName:
		f.Help = "the number of the attempt is known only inside a try"
	case inText && near == "" && (name.Text == "key" || name.Text == "choice") && !variable:
		f.Place.Start, f.Place.End = f.Place.Start-int32(len("${")), f.Place.End+int32(len("}"))
		f.Help = fmt.Sprintf("write {%s} in the text of each", name.Text)
		f.Mend(f.Help, edit(f, "{"+name.Text+"}"))
	case inText && variable:
		f.Help = fmt.Sprintf("a run-time variable is written {{%s}}", name.Text)
	case u.m.take(name.Text, stepsOf) != nil:
		u.m.take(name.Text, stepsOf).Step.Used = true
		f.Help = fmt.Sprintf("%s is a step: write it at the start of a line of its own", name.Text)
	case variable && label:
		f.Help = fmt.Sprintf(`write -> %s to go to the label, or "{{%s}}" for the run-time variable`, name.Text, name.Text)
	case variable:
		f.Help = fmt.Sprintf(`a run-time variable stands in a text: "{{%s}}"`, name.Text)
	case label:
		f.Help = fmt.Sprintf(`write -> %s on a line of its own to go to the label`, name.Text)
		if ctx.whole != (source.Span{}) && !inText {
			f.Mend(f.Help, diag.Edit{Place: place(u.m, ctx.whole), NewText: "-> " + name.Text})
		}
	case near != "":
		suggest(f, near, alone)
	case example(ctx.leaf) == "4" && len(lang.Outcome(name.Text)) == 1:
		f.Help = "write " + lang.Outcome(name.Text)
		f.Mend(f.Help, edit(f, lang.Outcome(name.Text)))
	case inText:
		f.Help = fmt.Sprintf(`declare it: let %s = "..."; a run-time variable is written {{%s}}`, name.Text, name.Text)
	case example(ctx.leaf) == `"..."`:
		f.Help = fmt.Sprintf(`declare it: let %s = "...", or put a text in quotes`, name.Text)
	default:
		f.Help = fmt.Sprintf(`declare it: let %s = %s`, name.Text, example(ctx.leaf))
	}
	if script := u.m.Tested; script != nil {
		f.Help = strings.Replace(f.Help, "declare it:", "declare it in "+script.File.Source.Name+":", 1)
	}
}
