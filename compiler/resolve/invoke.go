package resolve

import (
	"fmt"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// invoke looks up the step that a statement uses, and its arguments. It
// reports whether there is such a step.
func (u *user) invoke(n *lang.Invoke) bool {
	step := u.m.take(n.Name.Text, stepsOf)
	if step == nil {
		alone := len(n.Args) == 0 && n.Branches == nil
		label := alone && u.label(n.Name.Text) != nil
		if u.m.doubtful(n.Name.Text) && !u.m.unlabelled[n.Name.Text] && !label {
			return false
		}
		err := u.m.File.UnknownStatement(n.Name, u.m.names(stepsOf))
		u.m.foreign = u.m.foreign || lang.Imports(n.Name.Text)
		switch {
		case label:
			err.Message = fmt.Sprintf("no statement %q, and a label", n.Name.Text)
			err.Write("-> " + n.Name.Text)
		case alone && u.m.unlabelled[n.Name.Text]:
			err.Message = fmt.Sprintf("no statement %q; a colon stands behind a label", n.Name.Text)
			err.Write(n.Name.Text + ":")
		}
		f := u.r.report(err.Code, place(u.m, err.Span), err.Message, err.Help)
		if err.Fix != nil {
			f.Mend(err.Help, diag.Edit{Place: place(u.m, err.Fix.Span), NewText: err.Fix.Text})
		}
		u.r.program.Broken = true
		return false
	}
	step.Step.Used = true
	u.ref(n.Name.Span(), Read, step)
	if !step.Step.Broken {
		u.arguments(n, step)
	}
	if u.refs != nil && n.Branches != nil && n.Branches.Arms != nil && step.Scope != nil {
		u.outcomes(n.Branches.Arms, step)
	}
	return true
}

// perhapsAgain notes that it may be again which a use has too few targets for.
func (u *user) perhapsAgain(n *lang.Invoke, ctx context) {
	step := u.m.Step(n.Name.Text)
	if step == nil || n.Branches == nil || n.Branches.Arms != nil || !ctx.inTry || len(n.Branches.Targets) >= len(step.Step.Decl.Exits) {
		return
	}
	if try := ctx.scope.inTry(); try != nil {
		try.again = true
	}
}

// outcomes notes the exits that arms of a use take.
func (u *user) outcomes(arms *lang.Arms, step *Object) {
	for _, arm := range arms.Arms {
		for i := range arm.Keys {
			key := &arm.Keys[i].From
			if exit := step.Scope.exits[key.Raw]; exit != nil && key.Kind == lang.NameRef {
				u.ref(key.Span(), Read, exit)
			}
		}
	}
}

// arguments checks that each parameter of a step gets one argument. The first
// thing that is wrong is enough: what follows it is wrong because of it.
func (u *user) arguments(n *lang.Invoke, step *Object) {
	params := step.Step.Decl.Params
	given := make([]bool, len(params))
	named := false
	for i := range n.Args {
		arg := &n.Args[i]
		at := place(u.m, arg.Value.Span())
		index := i
		if arg.Param != nil {
			named = true
			at = place(u.m, arg.Param.Span())
			index = u.parameter(arg.Param, step)
		}
		wrong := func(message, help string) {
			u.r.report(badArguments, at, message, help).Relate(step.Place(), "the step is declared here")
		}
		switch {
		case index < 0:
			u.noParameter(n, arg.Param, step)
			return
		case arg.Param == nil && named:
			u.r.report(badArguments, at, "an argument without a name stands behind one with a name", "put the arguments without names first")
			return
		case index >= len(params):
			wrong(fmt.Sprintf("%s takes %s", n.Name.Text, count(len(params), "argument")), signature(step.Step.Decl))
			return
		case given[index]:
			u.r.report(badArguments, at, fmt.Sprintf("the parameter %q gets two arguments", params[index].Text), "remove one of them")
			return
		}
		given[index] = true
	}
	for i, is := range given {
		if !is {
			u.r.report(badArguments, place(u.m, n.Name.Span()), fmt.Sprintf("the argument %q of %s is missing", params[i].Text, n.Name.Text), signature(step.Step.Decl)).
				Relate(step.Place(), "the step is declared here")
			return
		}
	}
}

// parameter returns the index of the parameter that an argument names, or -1.
func (u *user) parameter(name *lang.ParamName, step *Object) int {
	for i, p := range step.Step.Decl.Params {
		if p.Text == name.Text {
			if step.Scope != nil {
				u.ref(name.Span(), Read, step.Scope.Args[i])
			}
			return i
		}
	}
	return -1
}

func (u *user) noParameter(n *lang.Invoke, name *lang.ParamName, step *Object) {
	f := u.r.report(badArguments, place(u.m, name.Span()), fmt.Sprintf("%s has no parameter %q", n.Name.Text, name.Text), signature(step.Step.Decl))
	var names []string
	for _, p := range step.Step.Decl.Params {
		names = append(names, p.Text)
	}
	if near := lang.Nearest(name.Text, names); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Help = "write " + near + ":"
	}
	f.Relate(step.Place(), "the step is declared here")
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

// declaration checks a step of the author's own, and looks up the names in it.
func (u *user) declaration(n *lang.StepDecl, ctx context) {
	if ctx.scope.Step != nil || ctx.scope.Parent != nil {
		return // misplaced: a check says so
	}
	scope := u.m.Scopes[&n.Body]
	for _, p := range scope.Args {
		u.r.reserved(u.m, p, "a parameter")
		if c := u.m.Const(p.Name); c != nil {
			u.r.report(duplicateName, p.Place(), fmt.Sprintf("the parameter %q has the name of a constant", p.Name), "rename one of the two").
				Relate(c.Place(), "the constant is here")
		}
	}
	for _, e := range scope.Exits {
		u.r.length(e.Place(), e.Name)
		if lang.Reserved(e.Name, lang.LabelName) {
			u.r.report(ReservedName, e.Place(), fmt.Sprintf("an exit can't be called %q: that is where a jump leads without one", e.Name), "choose another name")
		}
	}
	u.unique("parameter", scope.Args)
	u.unique("exit", scope.Exits)
	u.lost = false
	u.node(&n.Body, context{scope: scope})
	u.exits(n, scope)
}

// unique reports names that come twice in a list.
func (u *user) unique(kind string, list []*Object) {
	if len(list) < 2 {
		return
	}
	first := make(map[string]*Object, len(list))
	for _, o := range list {
		if before := first[o.Name]; before != nil {
			u.r.twice(kind, o, before.Place())
			continue
		}
		first[o.Name] = o
	}
}

// take notes an exit that something leads to.
func (u *user) take(exit *Object) {
	if u.taken == nil {
		u.taken = map[*Object]bool{}
	}
	u.taken[exit] = true
}

// exits warns of exits that nothing in a step leads to.
func (u *user) exits(n *lang.StepDecl, scope *Scope) {
	for _, e := range scope.Exits {
		if !u.lost && !u.r.program.Broken && !u.taken[scope.exits[e.Name]] && !u.m.maybe[e.Name] && !lang.Reserved(e.Name, lang.LabelName) {
			u.r.report(exitNotTaken, e.Place(), fmt.Sprintf("nothing in the step takes the exit %q", e.Name), fmt.Sprintf("lead to it with -> %s, or remove it", e.Name))
		}
	}
}
