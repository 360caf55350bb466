package ide

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// An origin is a place of a script from which the call goes to a label, or to a
// step of the author's own.
type origin struct {
	at    source.Span
	keys  []string  // on which it goes there, as they are written; none where it does on its own
	under lang.Stmt // the label or the step that the place stands under; nil at the start of the script
	start bool      // no place: the call or the step starts there
}

// ways are how the call gets around in a script. They are found in the tree, as
// the author wrote them, and not in the graph of the call: that has no label
// before a jump, an end, or nothing, and no jump.
type ways struct {
	to    map[int32][]origin           // labels, by the place of their names
	uses  map[*resolve.Object][]origin // steps of the author's own
	first map[int32]*lang.Label        // the first of the labels that stand together, by the place of each
	under map[lang.Stmt]*lang.Label    // the first label above what is expanded: uses and attempts
}

func newWays() ways {
	return ways{map[int32][]origin{}, map[*resolve.Object][]origin{}, map[int32]*lang.Label{}, map[lang.Stmt]*lang.Label{}}
}

// ways returns how the call gets around in the script.
func (s *Snapshot) ways() *ways {
	x := &s.index
	x.waysOnce.Do(func() {
		x.ways = newWays()
		t := tracer{s: s, ways: &x.ways}
		t.body(&s.Main().File.Body, []origin{{start: true}})
		for _, list := range x.ways.to {
			slices.SortStableFunc(list, func(a, b origin) int { return cmp.Compare(a.at.Start, b.at.Start) })
		}
	})
	return &x.ways
}

// leadsTo returns the places from which the call goes to a label, in the order of
// the text, and whether the call or a step starts with it.
func (s *Snapshot) leadsTo(label *lang.Label) (list []origin, starts bool) {
	list = s.ways().to[label.Name.Start]
	starts = len(list) > 0 && list[0].start
	if starts {
		list = list[1:]
	}
	return list, starts
}

// goesOn reports whether the call can go on behind a body.
func (s *Snapshot) goesOn(b *lang.Body) bool {
	found := newWays()
	t := tracer{s: s, ways: &found}
	return len(t.body(b, []origin{{start: true}})) > 0
}

// A tracer goes over a script once, as the call does: each statement is told from
// where the call comes to it, and tells from where it goes to what follows.
type tracer struct {
	s *Snapshot
	*ways
	under lang.Stmt
	again *[]origin // of the innermost try
}

func (t *tracer) from(at source.Span, keys ...string) origin {
	return origin{at: at, keys: keys, under: t.under}
}

func (t *tracer) body(b *lang.Body, in []origin) []origin {
	under := t.under
	for _, stmt := range b.Stmts {
		in = t.statement(stmt, in)
	}
	t.under = under
	return in
}

func (t *tracer) statement(stmt lang.Stmt, in []origin) []origin {
	var b *lang.Branches
	var names []string // of targets by position
	switch stmt := stmt.(type) {
	case *lang.Label:
		return t.label(stmt, in)
	case *lang.Jump:
		var keys []string // of an arm in which nothing else stands
		for _, o := range in {
			keys = append(keys, o.keys...)
		}
		return t.target(&stmt.Target, keys)
	case *lang.End:
		return nil
	case *lang.Try:
		t.expanded(stmt)
		return t.try(stmt, in)
	case *lang.StepDecl:
		own := tracer{s: t.s, ways: t.ways, under: stmt}
		own.body(&stmt.Body, []origin{{under: stmt, start: true}})
		return in
	case *lang.Bad:
		return t.bad(stmt)
	case *lang.Menu:
		return t.arms(&stmt.Arms)
	case *lang.Invoke:
		t.expanded(stmt)
		b = stmt.Branches
		if def := t.s.Main().Step(stmt.Name.Text); def != nil {
			t.uses[def] = append(t.uses[def], t.from(stmt.Name.Span()))
			names = namesOf(def.Step.Decl.Exits)
		}
	default:
		row := step.Of(stmt)
		if row == nil {
			return in // the call passes over it
		}
		if b = row.Branches(stmt); b != nil && len(b.Targets) > 1 {
			names = []string{step.Replies.Words[0].Name, step.Replies.Words[1].Name}
		}
	}
	if b == nil {
		return []origin{t.from(t.s.Main().File.Head(stmt))}
	}
	return t.branches(b, names)
}

// expanded notes under which label a use or an attempt stands.
func (t *tracer) expanded(stmt lang.Stmt) {
	if l, ok := t.under.(*lang.Label); ok {
		t.ways.under[stmt] = t.first[l.Name.Start]
	}
}

func (t *tracer) label(l *lang.Label, in []origin) []origin {
	at := l.Name.Start
	t.first[at] = l
	for _, o := range in {
		if before := t.first[o.at.Start]; before != nil && !o.start {
			t.first[at] = before
		}
	}
	t.to[at] = append(t.to[at], in...)
	t.under = l
	return []origin{t.from(l.Name.Span())}
}

// target notes that the call goes to a target, on some keys. What it returns goes
// to what follows.
func (t *tracer) target(to *lang.Target, keys []string) []origin {
	o := t.from(to.Span(), keys...)
	switch to.Text {
	case "next":
		return []origin{o}
	case "again":
		if t.again != nil {
			*t.again = append(*t.again, o)
		}
		return nil
	}
	if ref := t.s.At(to.Start); ref != nil && ref.Object.Kind == resolve.Label {
		at := ref.Object.Span.Start
		t.to[at] = append(t.to[at], o)
	}
	return nil
}

func (t *tracer) branches(b *lang.Branches, names []string) (out []origin) {
	if b.Arms != nil {
		return t.arms(b.Arms)
	}
	for i := range b.Targets {
		out = append(out, t.target(&b.Targets[i], names[min(i, len(names)):min(i+1, len(names))])...)
	}
	return out
}

func (t *tracer) arms(arms *lang.Arms) (out []origin) {
	for _, arm := range arms.Arms {
		out = append(out, t.arm(arm)...)
	}
	for _, bad := range arms.Bad {
		out = append(out, t.bad(bad)...)
	}
	return out
}

func (t *tracer) arm(arm *lang.Arm) []origin {
	var keys []string
	at := arm.Span()
	for i := range arm.Keys {
		span := arm.Keys[i].Span()
		keys = append(keys, t.s.Text()[span.Start:span.End])
		at.End = span.End
	}
	switch {
	case arm.Target != nil:
		return t.target(arm.Target, keys)
	case arm.Body != nil:
		return t.body(arm.Body, []origin{t.from(at, keys...)})
	}
	return nil
}

func (t *tracer) try(s *lang.Try, in []origin) []origin {
	outer := t.again
	var again []origin
	t.again = &again
	out := t.body(&s.Body, in)
	t.again = outer
	if len(s.Body.Stmts) > 0 {
		if l, ok := s.Body.Stmts[0].(*lang.Label); ok {
			t.to[l.Name.Start] = append(t.to[l.Name.Start], again...)
		}
	}
	switch {
	case s.Else == nil:
		return slices.Concat(out, again)
	case s.Else.Target != nil:
		return slices.Concat(out, t.target(s.Else.Target, []string{elseWord}))
	case s.Else.Body != nil:
		open := source.Span{Start: s.Else.Body.Start, End: s.Else.Body.Start + 1}
		return slices.Concat(out, t.body(s.Else.Body, []origin{t.from(open, elseWord)}))
	}
	return out
}

// bad goes over what did not parse. The call may go on behind it.
func (t *tracer) bad(s *lang.Bad) []origin {
	here := []origin{t.from(s.Span())}
	if s.Stmt != nil {
		t.statement(s.Stmt, nil)
	}
	if s.Arm != nil {
		t.arm(s.Arm)
	}
	if s.Branches != nil {
		t.branches(s.Branches, nil)
	}
	if s.Body != nil {
		t.body(s.Body, here)
	}
	return here
}
