package check

import (
	"encoding/json"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var RawObject = diag.Register(diag.Code{
	Name: "raw-object", Area: diag.Statements, Severity: diag.Warning, Title: "a `raw` object goes into the payload unchecked",
	Text: "`raw` is for what the language cannot say. What stands in it is not checked.",
	Bad:  "call 4420\nraw { \"type\": \"fax\" }",
	Good: "call 4420\nsay \"Hello.\"",
})

// A raw object is not checked.
var _ = register(Check{
	Codes: []*diag.Code{RawObject},
	Stmt: func(p *Pass, stmt lang.Stmt) {
		if s, ok := stmt.(*lang.Raw); ok && json.Valid([]byte(s.Object.Raw)) {
			p.report(RawObject, word(s, "raw"), "use it only for what the language cannot say", "a raw object goes into the payload unchecked")
		}
	},
})
