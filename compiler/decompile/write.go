package decompile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A writer builds the tree of a script whose labels have names.
type writer struct {
	*layout
	out   func(lang.Stmt) // takes the statements one by one
	begun bool            // something stands above the next statement
	order []int           // the units as they are written
	apart bool            // a blank line stands above the next statement, unless it is the first
	title string          // a comment for the next statement
	depth int             // of the statements that are written
	base  int             // depth of the labels
}

// print returns the script of a draft, which it lays out, and the units in the
// order in which their statements stand in it.
func (d *draft) print() (script string, order []int) {
	lines := lang.NewLines(d.head())
	order = d.write(lines.Add)
	return lines.String(), order
}

// head returns a script without statements.
func (d *draft) head() *lang.File {
	file := &lang.File{}
	for _, c := range d.comments {
		file.Body.Inside(visibly(c))
	}
	return file
}

// write calls out for the statements of the script of a draft, one by one: all of
// them would take more memory than the draft.
func (d *draft) write(out func(lang.Stmt)) (order []int) {
	l := arrange(d)
	l.constants = constantsOf(d)
	l.label()
	w := writer{layout: l, out: out, begun: len(d.comments) > 0}
	settings := d.settings
	if each := d.speakAlike(); each != "" {
		settings = append(slices.Clip(settings), &lang.EachSetting{Text: lang.TextValue(lang.Text(each))})
	}
	w.section(settings...)
	if d.shared != "" {
		w.section(&lang.Use{Path: lang.Path(lang.Text(d.shared))})
	}
	w.apart = true
	for _, c := range l.constants.list {
		w.add(&lang.Let{Name: lang.Declare(c.name), Value: lang.AnyValue{Value: c.value}})
	}
	for _, s := range d.steps {
		w.section(s.declaration(l.constants))
	}
	w.apart = true
	w.chains()
	return w.order
}

// collect makes a writer put its statements into a list.
func (w *writer) collect(list *[]lang.Stmt) {
	w.out = func(s lang.Stmt) { *list = append(*list, s) }
}

// visibly makes a text one line of visible characters.
func visibly(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

func (w *writer) add(s lang.Stmt) {
	if w.apart && w.begun {
		s.Apart()
	}
	w.apart, w.begun = false, true
	w.out(s)
}

// entitle puts the comment above a statement that is meant for it.
func (w *writer) entitle(s lang.Stmt) {
	if w.title != "" {
		s.Above(w.title)
		w.title = ""
	}
}

// section adds statements below a blank line.
func (w *writer) section(stmts ...lang.Stmt) {
	w.apart = true
	for _, s := range stmts {
		w.add(s)
	}
}

// chains adds all units.
func (w *writer) chains() {
	w.depth = w.base
	reached := true
	for n, head := range w.heads {
		if reached && !w.units[head].reached {
			reached = false
			w.title = "The call never gets here: nothing leads to these steps."
		}
		w.apart = true
		w.chain(head, n == len(w.heads)-1 && !w.inner)
	}
}

// chain adds the units that fall through to each other. Behind the last chain
// of a call, what falls through ends the call.
func (w *writer) chain(head int, last bool) {
	for at := head; at >= 0; at = w.units[at].link {
		u := &w.units[at]
		if u.label != "" {
			label := &lang.Label{Name: lang.LabelMark(lang.To(u.label))}
			w.entitle(label)
			w.section(label)
			w.depth = w.base + 1
		}
		jump := none
		if u.link < 0 && !u.onwards() {
			jump = u.jump()
		}
		w.add(w.unit(at, w.depth, last && u.link < 0 && jump < 0))
		switch {
		case u.link >= 0, u.onwards():
		case jump >= 0:
			w.add(&lang.Jump{Target: lang.Target(w.to(jump))})
		case jump == ends && !last:
			w.add(&lang.End{})
		}
	}
}

// to names a target.
func (w *writer) to(target int) struct{ lang.Name } {
	switch target {
	case next:
		return lang.To("next")
	case ends:
		return lang.To("end")
	}
	return lang.To(w.units[target].label)
}

// unit returns the statement of a unit, for a depth. The call ends behind the
// last one.
func (w *writer) unit(i, depth int, last bool) lang.Stmt {
	w.order = append(w.order, i)
	u := &w.units[i]
	if u.attempts != nil {
		s := w.try(u, depth, last)
		w.entitle(s)
		return s
	}
	s := u.statement(&w.constants)
	if say, ok := s.(*lang.Say); ok {
		prose(&say.Text.Value, depth)
	}
	w.entitle(s)
	for _, c := range u.comments {
		s.Above(visibly(c))
	}
	if u.branching {
		w.branches(s, i, depth, last)
	}
	return s
}

// branches says where the call goes from a statement.
func (w *writer) branches(s lang.Stmt, i, depth int, last bool) {
	u := &w.units[i]
	form := u.form()
	var b *lang.Branches
	switch {
	case form.arms != nil:
		b = &lang.Branches{Arms: w.arms(i, form.arms, depth, last)}
	case form.targets != nil:
		b = &lang.Branches{}
		for _, p := range form.targets {
			to := ends
			if p.arm != nil {
				to = u.target(p.arm, p.key)
			}
			b.Targets = append(b.Targets, lang.Target(w.to(to)))
		}
	default:
		return
	}
	switch s := s.(type) {
	case *lang.Menu:
		s.Arms = *b.Arms
		if u.menu.into != nil {
			s.Into = new(lang.Into{Value: value.Literal(value.Variable, u.menu.into.Text)})
		}
	case *lang.Invoke:
		s.Branches = b
	default:
		step.Of(s).Lead(s, b)
	}
}

// try returns the statement for attempts. Without an else the last goes on with
// what follows.
func (w *writer) try(u *unit, depth int, last bool) *lang.Try {
	s := &lang.Try{Count: lang.Count(lang.Digits(strconv.Itoa(u.attempts.times)))}
	inner := writer{layout: u.attempts.layout, base: depth + 1}
	inner.constants = w.constants
	inner.collect(&s.Body.Stmts)
	inner.chains()
	to := ends
	for _, a := range u.otherwise() {
		if a.body != nil {
			s.Else = &lang.Else{Body: w.body(u, &a, depth+1, last)}
			return s
		}
		to = u.target(&a, step.Any)
	}
	if to != next && !(to == ends && last) {
		s.Else = &lang.Else{Target: new(lang.Target(w.to(to)))}
	}
	return s
}

func (w *writer) arms(i int, arms []arm, depth int, last bool) *lang.Arms {
	u := &w.units[i]
	o := u.outcomes()
	block := &lang.Arms{}
	for j := range arms {
		a := &arms[j]
		written := &lang.Arm{Keys: o.Write(a.keys)}
		if u.menu != nil {
			if choice, ok := u.menu.choices[a.keys[0]]; ok {
				written.Text = new(lang.Spoken(lang.Text(choice)))
			}
		}
		if a.body == nil {
			written.Target = new(lang.Target(w.to(u.target(a, a.keys[0]))))
		} else {
			written.Body = w.body(u, a, depth+2, last)
		}
		block.Arms = append(block.Arms, written)
	}
	return block
}

// body returns the body of an arm: on one line where it is one short step.
func (w *writer) body(u *unit, a *arm, depth int, last bool) *lang.Body {
	body := &lang.Body{}
	for _, b := range a.body {
		body.Stmts = append(body.Stmts, w.unit(b, depth, false))
	}
	body.OneLine = len(a.body) == 1 && w.short(&w.units[a.body[0]], body.Stmts[0])
	switch {
	case a.exit == u.cont, a.exit == open, a.exit == ends && last:
	case a.exit == ends:
		body.Stmts = append(body.Stmts, &lang.End{})
	default:
		body.Stmts = append(body.Stmts, &lang.Jump{Target: lang.Target(w.to(a.exit))})
	}
	return body
}

const (
	maxShort       = 80 // how long the statement of a body on one line may be
	maxShortBranch = 2  // in how many ways it may lead on
)

// short reports whether the statement of a unit fits on the line of its arm.
func (w *writer) short(u *unit, s lang.Stmt) bool {
	if len(u.comments) > 0 || u.branching && (len(u.arms) > maxShortBranch || len(u.edges) > maxShortBranch) {
		return false
	}
	line, rest, _ := strings.Cut(lang.Sprint(s), "\n")
	return rest == "" && len(line) <= maxShort
}
