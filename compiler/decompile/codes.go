package decompile

import "github.com/flowc-lang/flowc/lang/diag"

// payload is an example of a payload.
func payload(flow string) string { return "-- payload.json --\n" + flow + "\n" }

// whole is a payload with nothing wrong in it, around some objects.
func whole(flow string) string {
	return payload(`{"cloud_id": "dev", "cloud_sid": "${SID}", "auth_token": "${TOKEN}", "flow": [{"id": "call", "type": "call", "number": "4420", "next_step": 0}, ` + flow + `]}`)
}

// The codes of payloads. Their severity is that of a check; to decompile, what
// a script can keep is a warning.
var (
	BadJSON = diag.Register(diag.Code{
		Name: "bad-json", Area: diag.Payloads, Title: "this is no JSON, or no payload",
		Text: "A payload is a JSON object that has a list `flow`. Text around it, comments and other liberties of the API's pages are let pass with a warning. Nothing in a text that starts with a brace and breaks inside is taken for the payload.",
		Bad:  payload(`{"flow": 1`),
		Good: whole(`{"id": 0, "type": "play", "text": "Hello."}`),
	})
	lenientJSON = diag.Register(diag.Code{
		Name: "lenient-json", Area: diag.Payloads, Severity: diag.Warning, Title: "this is JSON as the API's pages print it, and no standard JSON",
		Text: "The payload is read all the same. Other programs may refuse it.",
		Bad:  whole(`{id: 0, "type": "play", "text": "Hello."}`),
		Good: whole(`{"id": 0, "type": "play", "text": "Hello."}`),
	})
	mixedAPI = diag.Register(diag.Code{
		Name: "mixed-api", Area: diag.Payloads, Severity: diag.Warning, Title: "branches are where v1 has them, and where v2 has them",
		Text: "v1 holds the branches of an object in `next_step`, v2 in `flow`. Keys and objects that one of both does not have are named here too. `--api` says which it is.",
		Bad:  whole(`{"id": 0, "type": "play", "text": "Which?", "next_step": 1}, {"id": 1, "type": "digits", "count": 1, "flow": {"*": 2}}, {"id": 2, "type": "play", "text": "And?", "next_step": 3}, {"id": 3, "type": "digits", "count": 1, "next_step": {}}`),
		Good: whole(`{"id": 0, "type": "play", "text": "Which?", "next_step": 1}, {"id": 1, "type": "digits", "count": 1, "flow": {"*": 2}}, {"id": 2, "type": "play", "text": "And?", "next_step": 3}, {"id": 3, "type": "digits", "count": 1, "flow": {}}`),
	})
	danglingID = diag.Register(diag.Code{
		Name: "dangling-id", Area: diag.Payloads, Title: "no object has the id that a branch or a next_step names",
		Text: "The call would stop there, or fail when it is uploaded.",
		Bad:  whole(`{"id": 0, "type": "play", "text": "Hello.", "next_step": 7}`),
		Good: whole(`{"id": 0, "type": "play", "text": "Hello."}`),
	})
	duplicateID = diag.Register(diag.Code{
		Name: "duplicate-id", Area: diag.Payloads, Title: "two objects have the same id",
		Text: "What leads to the id is taken to mean the first of them.",
		Bad:  whole(`{"id": 0, "type": "play", "text": "a"}, {"id": 0, "type": "play", "text": "b"}`),
		Good: whole(`{"id": 0, "type": "play", "text": "a", "next_step": 1}, {"id": 1, "type": "play", "text": "b"}`),
	})
	unreachableObject = diag.Register(diag.Code{
		Name: "unreachable-object", Area: diag.Payloads, Severity: diag.Warning, Title: "the call can't reach an object",
		Text: "The call starts with the first object. Nothing that can be reached from there leads to this one.",
		Bad:  whole(`{"id": 0, "type": "play", "text": "a"}, {"id": 1, "type": "play", "text": "b"}`),
		Good: whole(`{"id": 0, "type": "play", "text": "a", "next_step": 1}, {"id": 1, "type": "play", "text": "b"}`),
	})
	unknownType = diag.Register(diag.Code{
		Name: "unknown-type", Area: diag.Payloads, Title: "the API has no such type of object",
		Text: "The types are call, play, digits, http, callback and connect. A script keeps the object as `raw`.",
		Bad:  whole(`{"id": 0, "type": "dance"}`),
		Good: whole(`{"id": 0, "type": "play", "text": "Hello."}`),
	})
	unknownField = diag.Register(diag.Code{
		Name: "unknown-field", Area: diag.Payloads, Title: "the API has no such key",
		Text: "A script keeps the object as `raw`, and keys of the payload itself in a comment.",
		Bad:  whole(`{"id": 0, "type": "play", "text": "a", "colour": "red"}`),
		Good: whole(`{"id": 0, "type": "play", "text": "a"}`),
	})
	missingField = diag.Register(diag.Code{
		Name: "missing-field", Area: diag.Payloads, Title: "an object lacks a key that it needs",
		Text: "The API's pages say that the key is mandatory.",
		Bad:  whole(`{"id": 0, "type": "play"}`),
		Good: whole(`{"id": 0, "type": "play", "text": "a"}`),
	})
	wrongType = diag.Register(diag.Code{
		Name: "wrong-type", Area: diag.Payloads, Title: "a value is of another type than the API wants",
		Text: "Numbers of telephones are texts, counts and entities are numbers, ids are one or the other.",
		Bad:  whole(`{"id": 0, "type": "play", "text": 5}`),
		Good: whole(`{"id": 0, "type": "play", "text": "5"}`),
	})
	badMethod = diag.Register(diag.Code{
		Name: "bad-method", Area: diag.Payloads, Title: "the API has no such method",
		Text: "The methods are GET, POST, PUT, PATCH and DELETE, in capital letters.",
		Bad:  whole(`{"id": 0, "type": "http", "url": "https://api.samespace.com", "method": "FETCH"}`),
		Good: whole(`{"id": 0, "type": "http", "url": "https://api.samespace.com", "method": "GET", "flow": {"success": 1, "fail": 2}}, {"id": 2, "type": "connect", "number": "5263"}, {"id": 1, "type": "play", "text": "a"}`),
	})
)
