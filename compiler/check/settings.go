package check

import (
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var duplicateSetting = diag.Register(diag.Code{
	Name: "duplicate-setting", Area: diag.Statements, Title: "a setting stands twice",
	Text: "Of two the first would count, and nobody would notice.",
	Bad:  "record on\nrecord off\nsay \"Hello.\"",
	Good: "record on\nsay \"Hello.\"",
})

var misplacedSetting = diag.Register(diag.Code{
	Name: "misplaced-setting", Area: diag.Statements, Title: "a setting stands in a body, or behind the first label, jump or step",
	Text: "Settings belong to the payload as a whole: they stand at the top of the script that is built.",
	Bad:  "say \"Hello.\"\nrecord on",
	Good: "record on\nsay \"Hello.\"",
})

// A setting stands once, at the top level, before the first label, jump or step.
var _ = register(Check{
	Codes: []*diag.Code{duplicateSetting, misplacedSetting},
	Body: func(p *Pass, stmts []lang.Stmt, top bool) {
		const help = "settings stand at the top of the script"
		seen := map[string]lang.Stmt{}
		started := false
		for _, s := range stmts {
			key := expand.SettingKey(s)
			if key == "" {
				_, bad := s.(*lang.Bad)
				started = started || !bad && !resolve.Declares(s)
				continue
			}
			switch first := seen[key]; {
			case !top:
				p.report(misplacedSetting, word(s, key), help, "the setting %s stands in a body", key)
			case first != nil:
				p.report(duplicateSetting, word(s, key), "remove one of the two", "the setting %s is there twice", key).
					Relate(p.place(first.Span()), "first set here")
			case started:
				p.report(misplacedSetting, word(s, key), help, "the setting %s stands behind a label, a jump or a step", key)
			}
			if seen[key] == nil {
				seen[key] = s
			}
		}
	},
})
