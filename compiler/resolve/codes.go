package resolve

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of names that mean nothing, or two things.
var (
	undefinedLabel = diag.Register(diag.Code{
		Name: "undefined-label", Area: diag.Flow, Title: "a jump or a branch leads to a label that is not there",
		Text: "A target is a label of the script or of the step that it stands in, an exit of that step, `next`, `end`, or `again` inside a `try`. Nothing jumps into an attempt, and a step of one's own sees only its own labels.",
		Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 -> agent",
		Good: "call 4420\nsay \"What is it about?\"\ninput 1 -> agent\nagent: connect 5263",
	})
	duplicateLabel = diag.Register(diag.Code{
		Name: "duplicate-label", Area: diag.Names, Title: "a label is defined twice, or has the name of an exit of its step",
		Text: "The labels of a script are one set, also those inside arms. A `try` has labels of its own, which may not hide those around it.",
		Bad:  "call 4420\n-> a\na: say \"1\"\na: say \"2\"",
		Good: "call 4420\n-> a\na: say \"1\"\n-> b\nb: say \"2\"",
	})
	ReservedName = diag.Register(diag.Code{
		Name: "reserved-name", Area: diag.Names, Title: "a name is a word of the language, or one that it keeps free",
		Text: "A word is refused where it would be read as something else: [the description of the language](../../lang/SPEC.md#words) lists which, and where. With `--ids label` the label `start` is reserved too: the steps before the first label have that id.",
		Bad:  "let next = 5263\ncall 4420\nconnect 5263",
		Good: "let desk = 5263\ncall 4420\nconnect desk",
	})
	unknownName = diag.Register(diag.Code{
		Name: "unknown-name", Area: diag.Names, Title: "no constant, parameter or argument has this name",
		Text: "A text stands in quotes, a run-time variable in a text and in double braces: `\"{{name}}\"`.",
		Bad:  "call 4420\nconnect team",
		Good: "let team = 5263\ncall 4420\nconnect team",
	})
	ParameterAsVariable = diag.Register(diag.Code{
		Name: "parameter-as-variable", Area: diag.Names, Severity: diag.Warning, Title: "`into` names a run-time variable like a parameter",
		Text: "`into NAME` stores into the variable of that name, whatever the parameter says. `into \"${NAME}\"` stores into the one that the parameter names.",
		Bad:  "step ask(name) { say \"What is it?\"; input 4 into name }\ncall 4420\nask \"pin\"\nconnect \"{{pin}}\"",
		Good: "step ask(name) { say \"What is it?\"; input 4 into \"${name}\" }\ncall 4420\nask \"pin\"\nconnect \"{{pin}}\"",
	})
	duplicateName = diag.Register(diag.Code{
		Name: "duplicate-name", Area: diag.Names, Title: "a constant, parameter, step or exit is defined twice",
		Text: "Within a kind, each name is defined once, in the file or by one `use`. An argument may not have the name of a constant of its file.",
		Bad:  "let a = 1\nlet a = 2\ncall 4420\nconnect a",
		Good: "let a = 1\nlet b = 2\ncall 4420\nconnect a from b",
	})
	constantCycle = diag.Register(diag.Code{
		Name: "constant-cycle", Area: diag.Names, Title: "a constant is made of itself",
		Text: "Constants may name each other, also in texts, but not in a circle.",
		Bad:  "let a = \"${b}\"\nlet b = \"${a}\"\ncall 4420\nsay a",
		Good: "let a = \"${b}\"\nlet b = \"Hello.\"\ncall 4420\nsay a",
	})
	missingParam = diag.Register(diag.Code{
		Name: "missing-param", Area: diag.Names, Title: "a parameter has no value",
		Text: "A `param` without a default gets its value from `--set NAME=VALUE` or from a file of `--values`. `flowc check` takes it as unknown.",
		Bad:  "param team\ncall 4420\nconnect team",
		Good: "param team = 5263\ncall 4420\nconnect team",
		Run:  "build",
	})
	unknownParam = diag.Register(diag.Code{
		Name: "unknown-param", Area: diag.Names, Title: "a value is set for a parameter that is not there",
		Text: "Only a `param` can be set from outside; a `let` can't.",
		Bad:  "call 4420\nsay \"Hello.\"",
		Good: "param team\ncall 4420\nconnect team",
		Run:  "check --set team=5",
	})
	badUse = diag.Register(diag.Code{
		Name: "bad-use", Area: diag.Reuse, Title: "a file that is used can't be read, or is outside the project",
		Text: "The path of a `use` is relative to its file and stays inside the project: the nearest folder above that has a `flowc.yaml`, else the folder of the script.",
		Bad:  "use \"missing.flow\"\ncall 4420\nsay \"Hello.\"",
		Good: "use \"lib.flow\"\ncall 4420\nconnect team\n-- lib.flow --\nlet team = 5263",
	})
	useCycle = diag.Register(diag.Code{
		Name: "use-cycle", Area: diag.Reuse, Title: "a file uses itself, perhaps through others",
		Text: "What two files need from each other belongs into a third.",
		Bad:  "use \"lib.flow\"\ncall 4420\nsay \"Hello.\"\n-- lib.flow --\nuse \"lib.flow\"",
		Good: "use \"lib.flow\"\ncall 4420\nconnect team\n-- lib.flow --\nlet team = 5263",
	})
	duplicateUse = diag.Register(diag.Code{
		Name: "duplicate-use", Area: diag.Reuse, Severity: diag.Warning, Title: "a file is used twice",
		Text: "The second `use` brings in nothing.",
		Bad:  "use \"lib.flow\"\nuse \"lib.flow\"\ncall 4420\nsay a\n-- lib.flow --\nlet a = \"Hello.\"",
		Good: "use \"lib.flow\"\ncall 4420\nsay a\n-- lib.flow --\nlet a = \"Hello.\"",
	})
	unusedUse = diag.Register(diag.Code{
		Name: "unused-use", Area: diag.Reuse, Severity: diag.Warning, Unnecessary: true, Title: "nothing of a used file is used",
		Text: "A `use` counts for the file that says it only, not for those that use that file.",
		Bad:  "use \"lib.flow\"\ncall 4420\nsay \"Hello.\"\n-- lib.flow --\nlet a = 5",
		Good: "use \"lib.flow\"\ncall 4420\nconnect a\n-- lib.flow --\nlet a = 5",
	})
	unusedStep = diag.Register(diag.Code{
		Name: "unused-step", Area: diag.Reuse, Severity: diag.Warning, Unnecessary: true, Title: "a step of the script is never used",
		Text: "A file that only declares things is there for others, and has no unused steps.",
		Bad:  "step bye() { say \"Bye.\" }\ncall 4420\nsay \"Hello.\"",
		Good: "step bye() { say \"Bye.\" }\ncall 4420\nsay \"Hello.\"\nbye",
	})
	exitNotTaken = diag.Register(diag.Code{
		Name: "exit-not-taken", Area: diag.Reuse, Severity: diag.Warning, Unnecessary: true, Title: "nothing in a step leads to one of its exits",
		Text: "Whoever uses the step has to say where that exit leads, and the call never takes it.",
		Bad:  "step ask() -> yes/no { say \"?\"; -> yes }\ncall 4420\nask",
		Good: "step ask() -> yes { say \"?\"; -> yes }\ncall 4420\nask",
	})
	recursion = diag.Register(diag.Code{
		Name: "recursion", Area: diag.Reuse, Title: "a step uses itself, perhaps through others",
		Text: "A payload has no subroutines: a step is written out where it is used. Repeat with `try`, or with a label and a jump.",
		Bad:  "step a() { a }\ncall 4420\na",
		Good: "step a() { say \"Hello.\" }\ncall 4420\na",
	})
	badArguments = diag.Register(diag.Code{
		Name: "bad-arguments", Area: diag.Reuse, Title: "a use has not one argument for each parameter of the step",
		Text: "Arguments come in the order of the parameters, or, behind those, by name: `hi name: \"Ann\"`.",
		Bad:  "step hi(name) { say name }\ncall 4420\nhi",
		Good: "step hi(name) { say name }\ncall 4420\nhi \"Ann\"",
	})
	notParameter = diag.Register(diag.Code{
		Name: "not-a-parameter", Area: diag.Tests, Title: "a test sets a constant that is no parameter",
		Text: "`with NAME = VALUE` sets what a build can set: a `param`, and no `let`.",
		Bad:  "let name = \"Ann\"\ncall 4420\nsay \"Hello, ${name}.\"\ntest \"Bob\" with name = \"Bob\" { call 4420; hear \"Bob\" }",
		Good: "param name = \"Ann\"\ncall 4420\nsay \"Hello, ${name}.\"\ntest \"Bob\" with name = \"Bob\" { call 4420; hear \"Bob\" }",
	})
	untested = diag.Register(diag.Code{
		Name: "no-tested-script", Area: diag.Tests, Title: "a file of tests has no script beside it, or another name than its script",
		Text: "`welcome_test.flow` holds the tests of `welcome.flow`, which stands in the same folder. A file of any other name that holds nothing but tests is of no script.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- hello_test.flow --\ntest \"a caller is greeted\" { call 4420; hear \"Hello\" }",
		Good: "call 4420\nsay \"Hello.\"\n-- hello_test.flow --\ntest \"a caller is greeted\" { call 4420; hear \"Hello\" }\n-- hello.flow --\ncall 4420\nsay \"Hello.\"",
		Run:  "check hello_test.flow",
	})
	misplacedAgain = diag.Register(diag.Code{
		Name: "misplaced-again", Area: diag.Reuse, Title: "`again` stands outside of a `try`",
		Text: "`again` starts the next attempt of the `try` that is written around it. A step that is used inside a `try` gets it as a target: `ask -> next/again`.",
		Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 -> again",
		Good: "call 4420\ntry 3 times { say \"What is it about?\"; input 1 -> again }",
	})
	tryWithoutAgain = diag.Register(diag.Code{
		Name: "try-without-again", Area: diag.Reuse, Title: "nothing in a `try` starts the next attempt",
		Text: "Without `again` only the first attempt is ever made.",
		Bad:  "call 4420\ntry 3 times { say \"Hello.\" }",
		Good: "call 4420\ntry 3 times { get \"https://api.samespace.com\" -> next/again } else -> end\nconnect 5263",
	})
	TooDeep = diag.Register(diag.Code{
		Name: "too-deep", Area: diag.Reuse, Title: "steps use each other more than 100 deep, or constants name each other more than 1,000 deep",
		Text:  "Nobody reads what is nested that deep. Use the innermost step or constant directly.",
		Made:  func() (bad, good string) { return chain(102), chain(2) },
		Shown: "a chain of 102 steps, each of which uses the next",
	})
	TooLong = diag.Register(diag.Code{
		Name: "too-long", Area: diag.Reuse, Title: "a name has more than 200 bytes, or a constant, or what constants add to a payload, grows too long",
		Text:  "Constants that hold each other several times grow fast: a few lines can say gigabytes. Names are repeated in payloads and findings.",
		Made:  func() (bad, good string) { return grown(8), grown(1) },
		Shown: "constants, each of which says the one before it eight times",
	})
)
