package cli

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of what keeps a command from doing its job.
var (
	wrongUse = diag.Register(diag.Code{
		Name: "wrong-use", Area: diag.Running, Unusable: true, Misuse: true, Title: "a command is used in a way that it has not",
		Text: "The message says which word is wrong. Each command has `--help`. The exit status is 2.",
		Bad:  "call 4420\nsay \"Hello.\"",
		Good: "call 4420\nsay \"Hello.\"",
		Run:  "check --api v3",
	})
	unwritable = diag.Register(diag.Code{
		Name: "cannot-write", Area: diag.Running, Unusable: true, Title: "a file or standard output can't be written",
		Text: "The message has the reason that the system gives. A file is written whole or not at all; the exit status is 2.",
		Bad:  "call 4420\nsay \"Hello.\"",
		Good: "call 4420\nsay \"Hello.\"",
		Run:  "build -o script.flow/payload.json",
	})
	failed = diag.Register(diag.Code{
		Name: "failed", Area: diag.Running, Unusable: true, Title: "the job could not be done, for a reason that has no code of its own",
		Text: "The message has the reason that the system gives. The exit status is 2.",
	})
)
