package check

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var fallsIntoLabel = diag.Register(diag.Code{
	Name: "falls-into-label", Area: diag.Flow, Severity: diag.Warning, Title: "after a `connect` or `callback` the call goes on into the next section",
	Text: "A `connect` or a `callback` is usually the end of its section, and what is below the next label belongs to others that go there. Write `end`, or `-> LABEL` where the call is meant to go on.",
	Bad:  "call 4420\nsay \"For apples, press 1.\"\ninput 1 { 1 -> apples; else -> pears }\napples: connect 5263\npears: connect 5264",
	Good: "call 4420\nsay \"For apples, press 1.\"\ninput 1 { 1 -> apples; else -> pears }\napples: connect 5263\nend\npears: connect 5264",
})

// A section whose last step hands the caller over does not run into the next
// one, that others lead to.
var _ = register(Check{
	Codes: []*diag.Code{fallsIntoLabel},
	Body: func(p *Pass, stmts []lang.Stmt, _ bool) {
		labelled := false
		for i, s := range stmts {
			label, is := s.(*lang.Label)
			if is && labelled {
				switch stmts[i-1].(type) {
				case *lang.Connect, *lang.Callback:
					p.falls = append(p.falls, fall{stmts[i-1], label})
				}
			}
			labelled = labelled || is
		}
	},
	Flow: func(p *Pass, f *Flow) {
		if len(p.falls) == 0 {
			return
		}
		into := make(map[lang.Stmt]*lang.Label, len(p.falls))
		for _, one := range p.falls {
			into[one.from] = one.into
		}
		for i := range f.Steps {
			s := &f.Steps[i]
			label := into[s.Stmt]
			if label == nil || !f.reachable[i] || s.Next < 0 {
				continue
			}
			if from := f.from(int(s.Next)); len(from) < 2 || !others(f, from, s) || f.takesLeave(s.Next) {
				continue
			}
			name := label.Name.Text
			at := source.Place{File: s.In.File.Source, Span: source.Span{Start: label.Name.Start, End: label.Name.Start + int32(len(name))}}
			found := p.add(f, i, fallsIntoLabel, f.Step(i), "write end on the next line if the call is to end here, or -> "+name+" if it is to go on", "after this %s the call goes on into %q", s.Type.Name, name)
			found.Relate(at, "other steps go here")
			end := source.Place{File: at.File, Span: source.Span{Start: s.Stmt.Span().End, End: s.Stmt.Span().End}}
			found.Offer("write -> "+name, diag.Edit{Place: end, NewText: "; -> " + name})
		}
	},
})

// others reports whether something leads to where a step goes on that is
// another statement.
func others(f *Flow, from []int32, s *cfg.Step) bool {
	for _, i := range from {
		if f.Steps[i].Stmt != s.Stmt {
			return true
		}
	}
	return false
}

// takesLeave reports whether the call only says something from a step on, and
// ends: as after a connect that nobody answered.
func (f *Flow) takesLeave(t target) bool {
	for n := 0; t >= 0 && f.kinds[t] == plays && n < len(f.Steps); n++ {
		t = f.Steps[t].Next
	}
	return t == cfg.End
}

// A fall is a statement that a section ends with, and the label below it.
type fall struct {
	from lang.Stmt
	into *lang.Label
}
