package callscript

import (
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// A lead says where the call goes on.
type lead struct {
	kind leadKind
	to   *Scene
	from *Scene
	exit string
}

type leadKind uint8

const (
	below     leadKind = iota // with what is told next
	behind                    // with what is told behind the list
	over                      // with what is told behind the attempts
	elsewhere                 // with a scene
	ends                      // nowhere
	again                     // with the next attempt
	leaves                    // where the dialogue is used: by an exit, if it has any
)

// within returns a lead as it is seen from a part that is told apart.
func (l lead) within(kind leadKind) lead {
	if l.kind == below {
		l.kind = kind
	}
	return l
}

// says returns where a lead leads, in words.
func (t *teller) says(l lead) Text {
	switch l.kind {
	case behind:
		return plain("the call goes on below this list")
	case over:
		return plain("no further attempt; the call goes on below")
	case elsewhere:
		if l.to == l.from {
			return join(plain("→ "), link(l.to), plain(" (this scene again)"))
		}
		return join(plain("→ "), link(l.to))
	case ends:
		return plain("the call ends")
	case again:
		return plain("the next attempt")
	case leaves:
		if l.exit == "" {
			return plain("back to where this dialogue is used")
		}
		return join(plain("the dialogue ends as "), strong(t.name(l.exit)))
	}
	return plain("the call goes on below")
}

// leads returns where a lead leads, behind what leads there.
func (t *teller) leads(l lead) Text {
	if l.kind == elsewhere {
		return join(plain(" "), t.says(l))
	}
	return join(plain(": "), t.says(l))
}

// target returns where a target leads; next is the continuation there.
func (t *teller) target(target *lang.Target, at place, next lead) lead {
	switch target.Text {
	case "next":
		return next
	case "end":
		return lead{kind: ends}
	case "again":
		return lead{kind: again}
	}
	o := at.scope.Target(target.Text, 0)
	if scene := t.scenes[o]; scene != nil {
		return lead{kind: elsewhere, to: scene}
	}
	return lead{kind: leaves, exit: target.Text}
}

// after returns where the call goes on behind a statement of a body, whose own
// continuation is outer.
func (t *teller) after(b *lang.Body, i int, at place, outer lead) lead {
	for _, s := range b.Stmts[i+1:] {
		i++
		switch s := s.(type) {
		case *lang.Label:
			return lead{kind: elsewhere, to: t.scenes[at.scope.Labels.Find(s.Name.Text)]}
		case *lang.Jump:
			if s.Target.Text == "next" {
				continue
			}
			return t.target(&s.Target, at, lead{})
		case *lang.End:
			return lead{kind: ends}
		}
		if happens(s) {
			return lead{kind: below}
		}
	}
	return outer
}

// happens reports whether a statement is something that happens in a call.
func happens(s lang.Stmt) bool {
	group := lang.GroupOf(s)
	return group != lang.Declaration && group != lang.Setting
}

// goes notes that the call goes on in a scene, or ends, and returns the lead.
func (t *teller) goes(l lead, at place, reached bool) lead {
	from := entry{at.in, reached, !at.in.happens}
	switch l.kind {
	case elsewhere:
		l.from = at.in
		l.to.entered = append(l.to.entered, from)
	case ends:
		t.ended = append(t.ended, from)
	}
	return l
}

// outcomes tells what can come of a statement with branches. It returns nothing
// where all of them go on below.
func (t *teller) outcomes(s lang.Stmt, b *lang.Branches, o *step.Outcomes, at place, next lead) *List {
	l := &List{}
	add := func(words Text, to lead) {
		l.Items = append(l.Items, Item{Words: join(words, t.leads(t.goes(to, at, t.reached[s])))})
	}
	switch {
	case b == nil && next.kind == below:
		return nil
	case b == nil:
		add(t.whatever(s), next)
	case b.Arms == nil && len(b.Targets) == 1:
		to := t.target(&b.Targets[0], at, next)
		if to.kind == below {
			return nil
		}
		add(t.whatever(s), to)
	case b.Arms == nil:
		for i := range b.Targets {
			add(t.outcome(o.Default, i), t.target(&b.Targets[i], at, next))
		}
	default:
		t.arms(l, s, b.Arms, o, at, next)
	}
	return l
}

// arms tells the outcomes of a block of arms, and where those lead that no arm
// takes.
func (t *teller) arms(l *List, s lang.Stmt, block *lang.Arms, o *step.Outcomes, at place, next lead) {
	rest := true
	for _, arm := range block.Arms {
		head := t.keys(s, arm, len(block.Arms) == 1, at)
		if arm.Keys[0].From.Raw == "else" {
			rest = false
		}
		file := at.module.File
		item := Item{}
		switch {
		case arm.Target != nil:
			item.Words = join(head, t.leads(t.goes(t.target(arm.Target, at, next), at, t.reached[s])))
		case arm.Body == nil || len(arm.Body.Stmts) == 0:
			item.Words = join(head, t.leads(t.goes(next, at, t.reached[s])))
		default:
			item.Words = join(head, plain(":"))
			item.Blocks = t.body(arm.Body, at, next.within(behind), t.reached[s])
		}
		if c := lang.CommentsOf(arm); c != nil {
			item.Blocks = append(t.note(file, c.Above, one(c.Behind)), append(item.Blocks, t.note(file, c.Below)...)...)
		}
		l.Items = append(l.Items, item)
	}
	if !rest {
		return
	}
	missing := o.Missing(block)
	if o.Telephone {
		missing = []string{""}
	}
	for _, name := range missing {
		head := t.other(s, len(block.Arms) == 0)
		if name != "" {
			head = t.word(name)
		}
		l.Items = append(l.Items, Item{Words: join(head, t.leads(t.goes(lead{kind: ends}, at, t.reached[s])))})
	}
}

// one returns a comment as a list.
func one(c *lang.Comment) []lang.Comment {
	if c == nil {
		return nil
	}
	return []lang.Comment{*c}
}
