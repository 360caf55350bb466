package lang

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of what is wrong with a text, whatever it means.
var (
	Syntax = diag.Register(diag.Code{
		Name: "syntax", Area: diag.Statements, Title: "a line does not read as a statement of the language",
		Text: "The message says what is missing or what is too much, and the help how the statement is written. Only this line is lost: the rest of the script is read and checked.",
		Bad:  "call 4420\nsay \"Hello",
		Good: "call 4420\nsay \"Hello\"",
	})
	UnknownWord = diag.Register(diag.Code{
		Name: "unknown-statement", Area: diag.Statements, Title: "no statement and no step starts with this word",
		Text: "A line starts with a word of the language, with a step of one's own, with a label, with `->` or with `end`. Steps of other files are known only where a `use` brings them in.",
		Bad:  "call 4420\nsya \"Hello.\"",
		Good: "call 4420\nsay \"Hello.\"",
	})
	StarKey = diag.Register(diag.Code{
		Name: "star-key", Area: diag.Flow, Title: "`*` or `\"*\"` stands for what is `else` here",
		Text: "`*` is how the payload says any other input. A script says `else`, which comes last.",
		Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 { * -> next }",
		Good: "call 4420\nsay \"What is it about?\"\ninput 1 { else -> next }",
	})
	BadBranches = diag.Register(diag.Code{
		Name: "bad-branches", Area: diag.Flow, Title: "a step does not have these branches",
		Text: "An `input` has one target, a request has two (success first), a step of one's own has as many as it has exits; or each has arms for its outcomes. Other steps have no branches, since the API does not say how they ended.",
		Bad:  "call 4420\nget \"https://api.samespace.com\" -> next\nconnect 5263",
		Good: "call 4420\nget \"https://api.samespace.com\" -> next/end\nconnect 5263",
	})
)
