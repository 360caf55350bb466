package expand

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of what expansion finds.
var (
	DuplicateKey = diag.Register(diag.Code{
		Name: "duplicate-key", Area: diag.Flow, Title: "a key stands twice, perhaps by a range",
		Text: "Each key leads to one place. In a payload, most readers take the last of two keys.",
		Bad:  `input 1 { 1 -> next; 1..3 -> next }`,
		Good: `input 1 { 1..3 -> next }`,
	})
	endlessJump = diag.Register(diag.Code{
		Name: "endless-jump", Area: diag.Flow, Title: "jumps lead to each other, without a step on the way",
		Text: "The call would go in a circle for ever and never reach a step.",
		Bad:  "say \"Hello.\"\na: -> a",
		Good: "a: say \"Hello.\"\n-> a",
	})
	NoExit = diag.Register(diag.Code{
		Name: "no-exit", Area: diag.Reuse, Title: "a step with exits can end without choosing one",
		Text: "Whoever uses the step says where each exit leads; what falls out of its body leads nowhere.",
		Bad:  "step ask() -> yes { input 1 { 1 -> yes; 2 -> next } }\nask",
		Good: "step ask() -> yes { input 1 { 1 -> yes; 2 -> next }; -> yes }\nask",
	})
	tooManySteps = diag.Register(diag.Code{
		Name: "too-many-steps", Area: diag.Reuse, Title: "attempts and uses would add more steps than `--max-steps` allows",
		Text: "A payload has no counters and no subroutines: every attempt and every use is written out. It is counted before anything is built.",
		Bad:  `try 20000 times { input 1 -> again }`,
		Good: `try 3 times { input 1 -> again }`,
	})
	badRaw = diag.Register(diag.Code{
		Name: "bad-raw", Area: diag.Statements, Title: "a `raw` object is no JSON object, has an id, or says a key twice",
		Text: "The compiler gives the object its id, and where the call goes from it, unless the object says that itself.",
		Bad:  `raw { "id": 7 }`,
		Good: `raw { "type": "fax" }`,
	})
)
