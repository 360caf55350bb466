package flowtest

import (
	"sync"

	"github.com/flowc-lang/flowc/lang/diag"
)

// The script that the examples of the codes test.
const tested = "call 4420\nsay \"Please key in your PIN.\"\ninput 4 into pin { 1234 -> found; else -> next }\nget \"https://example.com/{{pin}}\" -> found/end\nfound:\n  connect 5263\n\n"

var notHeard = diag.Register(diag.Code{
	Name: "not-heard", Area: diag.Tests, Severity: diag.Error, Title: "a test hears what no prompt says",
	Text: "`hear` looks for a prompt from where the call is up to the next step that is none. Upper and lower case and white space do not count, and `{{name}}` is what was keyed in. " +
		"A prompt is heard once, and those that a test does not mention are passed over.",
	Bad:  tested + "test \"a\" {\n  call 4420\n  hear \"key in your name\"\n}",
	Good: tested + "test \"a\" {\n  call 4420\n  hear \"key in your PIN\"\n}",
	Run:  "test",
})

var unexpectedStep = diag.Register(diag.Code{
	Name: "unexpected-step", Area: diag.Tests, Severity: diag.Error, Title: "the call goes on in another way than a test says",
	Text: "Each line of a test is the next thing that happens on the call. Only prompts may be left out. What comes behind this line can't be compared any more.",
	Bad:  tested + "test \"a\" {\n  call 4420\n  connect 5263\n}",
	Good: tested + "test \"a\" {\n  call 4420\n  press 1234\n  connect 5263\n}",
	Run:  "test",
})

var otherValue = diag.Register(diag.Code{
	Name: "other-value", Area: diag.Tests, Severity: diag.Error, Title: "a step says another value than a test wants",
	Text: "What a test writes of a number, an address, a date or an object is compared; what it leaves out is not. An address is a pattern, in which `*` stands for anything.",
	Bad:  tested + "test \"a\" {\n  call 4420\n  press 77\n  get \"https://example.com/78\" -> ok\n}",
	Good: tested + "test \"a\" {\n  call 4420\n  press 77\n  get \"https://example.com/77\" -> ok\n}",
	Run:  "test",
})

var noBranch = diag.Register(diag.Code{
	Name: "no-branch", Area: diag.Tests, Severity: diag.Error, Title: "a step has no branch for what a test makes of it",
	Text: "What a caller hears who keys in what no branch takes is not documented, and neither is what becomes of an outcome without a branch, so that a test can't say it. Press a key that has a branch, or write an `else`.",
	Bad:  "call 4420\nsay \"Press 1 or 2.\"\ninput 1 { 1 -> end; 2 -> next }\nconnect 5263\n\ntest \"a\" {\n  call 4420\n  press 3\n}",
	Good: "call 4420\nsay \"Press 1 or 2.\"\ninput 1 { 1 -> end; 2 -> next }\nconnect 5263\n\ntest \"a\" {\n  call 4420\n  press 1\n  end\n}",
	Run:  "test",
})

var wrongKeys = diag.Register(diag.Code{
	Name: "wrong-keys", Area: diag.Tests, Severity: diag.Error, Title: "a test presses keys that can't be pressed there",
	Text: "A caller presses digits and `#`, and at most as many as the input waits for.",
	Bad:  tested + "test \"a\" {\n  call 4420\n  press 12345\n}",
	Good: tested + "test \"a\" {\n  call 4420\n  press 1234\n}",
	Run:  "test",
})

var otherExit = diag.Register(diag.Code{
	Name: "other-exit", Area: diag.Tests, Severity: diag.Error, Title: "a step is left by another exit than a test says",
	Text: "The last line of a test of a step names the exit by which the step is left.",
	Bad:  "call 4420\nask -> next/end\nconnect 5263\n\nstep ask() -> yes/no {\n  say \"Press 1 for yes.\"\n  input 1 { 1 -> yes; else -> no }\n}\n\ntest \"a\" of ask {\n  press 1\n  -> no\n}",
	Good: "call 4420\nask -> next/end\nconnect 5263\n\nstep ask() -> yes/no {\n  say \"Press 1 for yes.\"\n  input 1 { 1 -> yes; else -> no }\n}\n\ntest \"a\" of ask {\n  press 1\n  -> yes\n}",
	Run:  "test",
})

var endless = diag.Register(diag.Code{
	Name: "endless-run", Area: diag.Tests, Severity: diag.Error, Title: "a call goes on for more than 10000 steps",
	Text: "A call that goes round without asking anything never comes to the next line of a test.",
	Bad:  "call 4420\nwaiting:\n  say \"Please hold the line.\"\n  -> waiting\n\ntest \"a\" {\n  call 4420\n  end\n}",
	Good: "call 4420\nsay \"Please hold the line.\"\n\ntest \"a\" {\n  call 4420\n  end\n}",
	Run:  "test",
})

// emptyTest is the code of what the checks warn of, and what fails here.
var emptyTest = sync.OnceValue(func() *diag.Code { return diag.Lookup("empty-test") })
