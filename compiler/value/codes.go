package value

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of values that are none of their kind.
var (
	BadNumber = diag.Register(diag.Code{
		Name: "bad-number", Area: diag.Values, Lenient: true, Title: "this telephone number cannot be called",
		Text: "A constant that stands for a number must look like one, since `connect greeting` is a mistake: that is an error. A number that is written out is one of up to 7 digits inside the company, or has its country code and as many digits as the numbers of that country have (ITU-T E.164): otherwise it is a warning. Other texts, such as the name of a queue, are accepted.",
		Bad:  "let team = \"the team\"\ncall 4420\nconnect team",
		Good: "let team = \"5263\"\ncall 4420\nconnect team",
	})
	BadCount = diag.Register(diag.Code{
		Name: "bad-count", Area: diag.Values, Title: "a count is no whole number from 1 up",
		Text: "A count says how many keys an `input` waits for, or how many attempts a `try` makes.",
		Bad:  "call 4420\nsay \"What is it about?\"\ninput 0",
		Good: "call 4420\nsay \"What is it about?\"\ninput 1",
	})
	BadEntity = diag.Register(diag.Code{
		Name: "bad-entity", Area: diag.Values, Title: "an entity is no whole number, or has a leading zero",
		Text: "The API wants a JSON number, which has neither a leading zero nor a plus.",
		Bad:  "call 4420\ncallback 05 at 2030-01-15 18:30 UTC",
		Good: "call 4420\ncallback 5 at 2030-01-15 18:30 UTC",
	})
	BadDate = diag.Register(diag.Code{
		Name: "bad-date", Area: diag.Values, Title: "there is no such day",
		Text: "A date is year, month and day, and is one of the calendar.",
		Bad:  "call 4420\ncallback 5 at 2030-02-30 18:30 UTC",
		Good: "call 4420\ncallback 5 at 2030-02-28 18:30 UTC",
	})
	BadTime = diag.Register(diag.Code{
		Name: "bad-time", Area: diag.Values, Title: "there is no such time of the day",
		Text: "A time is from 00:00 to 23:59:59, with two digits for each part.",
		Bad:  "call 4420\ncallback 5 at 2030-01-15 25:00 UTC",
		Good: "call 4420\ncallback 5 at 2030-01-15 01:00 UTC",
	})
	UnknownZone = diag.Register(diag.Code{
		Name: "unknown-zone", Area: diag.Values, Title: "the IANA database has no such time zone",
		Text: "A zone is a name such as `UTC` or `Asia/Kolkata`. Abbreviations such as `IST` mean several zones and are none.",
		Bad:  "call 4420\ncallback 5 at 2030-01-15 18:30 Mars",
		Good: "call 4420\ncallback 5 at 2030-01-15 18:30 UTC",
	})
	BadURL = diag.Register(diag.Code{
		Name: "bad-url", Area: diag.Values, Title: "a URL is empty, or is none",
		Text: "A URL has a scheme and a host, or starts with a run-time variable that holds both.",
		Bad:  "call 4420\nplay \"hello.mp3\"",
		Good: "call 4420\nplay \"https://api.samespace.com/hello.mp3\"",
	})
	TextForNumber = diag.Register(diag.Code{
		Name: "text-for-number", Area: diag.Values, Severity: diag.Warning, Title: "the API wants a number and gets a text, such as a run-time variable",
		Text: "The payload holds the text as it stands. Whether the API takes it is not documented.",
		Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 into count\nsay \"Please key it in.\"\ninput \"{{count}}\"",
		Good: "call 4420\nsay \"What is it about?\"\ninput 4",
	})
)
