package check

import (
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var misplacedDeclaration = diag.Register(diag.Code{
	Name: "misplaced-declaration", Area: diag.Statements, Title: "a `let`, `param`, `use`, `step` or `test` stands in a body",
	Text: "Constants, parameters, steps, tests and used files belong to the whole file, and stand outside of all braces.",
	Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 { 1 { let team = 5 }; else -> end }",
	Good: "let team = 5\ncall 4420\nsay \"What is it about?\"\ninput 1 { 1 { connect team }; else -> end }",
})

// Constants, parameters, steps and used files are declared at the top level.
var _ = register(Check{
	Codes: []*diag.Code{misplacedDeclaration},
	Body: func(p *Pass, stmts []lang.Stmt, top bool) {
		for _, s := range stmts {
			if !top && lang.GroupOf(s) == lang.Declaration {
				what := p.word(s)
				p.report(misplacedDeclaration, word(s, what), "declare it outside of all braces", "a %s stands in a body", what)
			}
		}
	},
})
