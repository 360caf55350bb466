package check

import (
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var duplicateSetting = diag.Register(diag.Code{
	Name: "duplicate-setting", Area: diag.Statements, Title: "a setting stands twice",
	Text: "Of two the first would count, and nobody would notice.",
	Bad:  "record on\nrecord off\ncall 4420\nsay \"Hello.\"",
	Good: "record on\ncall 4420\nsay \"Hello.\"",
})

var misplacedSetting = diag.Register(diag.Code{
	Name: "misplaced-setting", Area: diag.Statements, Title: "a setting stands in a body, or after the first label, jump or step",
	Text: "Settings belong to the payload as a whole: they stand at the top of the script that is built.",
	Bad:  "call 4420\nsay \"Hello.\"\nrecord on",
	Good: "record on\ncall 4420\nsay \"Hello.\"",
})

// A setting stands once, at the top level, before the first label, jump or step.
var _ = register(Check{
	Codes: []*diag.Code{duplicateSetting, misplacedSetting},
	Body: func(p *Pass, stmts []lang.Stmt, top bool) {
		const help = "settings stand at the top of the script"
		var seen map[string]lang.Stmt
		started := false
		for i, s := range stmts {
			key := expand.SettingKey(s)
			if key == "" {
				started = started || lang.GroupOf(s) != lang.Declaration && p.parsed(stmts[i:])
				continue
			}
			switch first := seen[key]; {
			case !top:
				p.report(misplacedSetting, word(s, key), help, "the setting %s stands in a body", key)
			case first != nil:
				p.report(duplicateSetting, word(s, key), "remove one of the two", "the setting %s is there twice", key).
					Relate(p.place(first.Span()), "first set here")
			case started:
				p.report(misplacedSetting, word(s, key), help, "the setting %s stands after a label, a jump or a step", key)
			}
			if seen == nil {
				seen = map[string]lang.Stmt{}
			}
			if seen[key] == nil {
				seen[key] = s
			}
		}
	},
})

// parsed reports whether the first of some statements is one, as far as is
// known: what stands after a label may be what is wrong with it.
func (p *Pass) parsed(stmts []lang.Stmt) bool {
	switch s := stmts[0].(type) {
	case *lang.Bad:
		return false
	case *lang.Invoke:
		return p.Module.Step(s.Name.Text) != nil
	case *lang.Label:
		if len(stmts) > 1 {
			_, label := stmts[1].(*lang.Label)
			return label || p.parsed(stmts[1:])
		}
	}
	return true
}
