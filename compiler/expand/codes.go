package expand

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of what expansion finds.
var (
	endlessJump = diag.Register(diag.Code{
		Name: "endless-jump", Area: diag.Flow, Title: "jumps lead to each other, without a step on the way",
		Text: "The call would go in a circle for ever and never reach a step.",
		Bad:  "call 4420\nsay \"Hello.\"\na: -> a",
		Good: "call 4420\nsay \"Hello.\"",
	})
	tooManySteps = diag.Register(diag.Code{
		Name: "too-many-steps", Area: diag.Reuse, Title: "attempts and uses would add more steps than `--max-steps` allows",
		Text: "A payload has no counters and no subroutines: every attempt and every use is written out. It is counted before anything is built.",
		Bad:  "call 4420\nsay \"What is it about?\"\ntry 20000 times { input 1 -> again }",
		Good: "call 4420\ntry 3 times { say \"What is it about?\"; input 1 -> again }",
	})
	badRaw = diag.Register(diag.Code{
		Name: "bad-raw", Area: diag.Statements, Title: "a `raw` object is no JSON object, has an id, or says a key twice",
		Text: "The compiler gives the object its id, and where the call goes from it, unless the object says that itself.",
		Bad:  "call 4420\nraw { \"id\": 7 } // flowc:allow raw-object the fax beta",
		Good: "call 4420\nraw { \"type\": \"fax\" } // flowc:allow raw-object the fax beta",
	})
)
