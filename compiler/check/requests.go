package check

import (
	"net/netip"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

var insecureURL = diag.Register(diag.Code{
	Name: "insecure-url", Area: diag.Values, Severity: diag.Warning, Title: "what a caller has keyed in is sent over http",
	Text: "Anyone between here and the server can read the account number or the PIN. Most servers answer https as well; whether this one does is for its owner to say, so flowc does not change it.",
	Bad:  "call 4420\nsay \"Please key in your PIN.\"\ninput 4 into pin\nget \"http://api.samespace.com/{{pin}}\" -> next/end\nconnect 5263",
	Good: "call 4420\nsay \"Please key in your PIN.\"\ninput 4 into pin\nget \"https://api.samespace.com/{{pin}}\" -> next/end\nconnect 5263",
})

var missingMethod = diag.Register(diag.Code{
	Name: "missing-method", Area: diag.Payloads, Severity: diag.Warning, Title: "a request of a payload does not name its method",
	Text: "The API's page shows a `method`, and does not say what is sent without one. A script always writes it.",
	Bad:  "-- payload.json --\n{\"cloud_id\": \"dev\", \"cloud_sid\": \"${SID}\", \"auth_token\": \"${TOKEN}\", \"flow\": [\n{\"id\": 0, \"type\": \"call\", \"number\": \"4420\", \"next_step\": 1},\n{\"id\": 1, \"type\": \"http\", \"url\": \"https://api.samespace.com\", \"flow\": {\"success\": 2, \"fail\": 3}},\n{\"id\": 2, \"type\": \"connect\", \"number\": \"5263\"}, {\"id\": 3, \"type\": \"connect\", \"number\": \"5264\"}]}",
	Good: "-- payload.json --\n{\"cloud_id\": \"dev\", \"cloud_sid\": \"${SID}\", \"auth_token\": \"${TOKEN}\", \"flow\": [\n{\"id\": 0, \"type\": \"call\", \"number\": \"4420\", \"next_step\": 1},\n{\"id\": 1, \"type\": \"http\", \"url\": \"https://api.samespace.com\", \"method\": \"GET\", \"flow\": {\"success\": 2, \"fail\": 3}},\n{\"id\": 2, \"type\": \"connect\", \"number\": \"5263\"}, {\"id\": 3, \"type\": \"connect\", \"number\": \"5264\"}]}",
})

// Requests say how they are sent, and keep what callers key in to themselves.
var _ = register(Check{
	Codes: []*diag.Code{insecureURL, missingMethod},
	Flow: func(p *Pass, f *Flow) {
		keyed := map[string]bool{}
		for i := range f.Steps {
			if f.kinds[i] == waits {
				keyed[f.Text(i, "variable")] = true
			}
		}
		for i := range f.Steps {
			if f.kinds[i] != requests || !f.reachable[i] {
				continue
			}
			if f.Text(i, "method") == "" {
				p.add(f, i, missingMethod, f.Step(i), `add "method": "GET", or "POST" if the server expects that`, "this request has no method, and the API does not say what it then sends")
			}
			const scheme = "http://"
			url := f.Text(i, "url")
			if len(url) < len(scheme) || !strings.EqualFold(url[:len(scheme)], scheme) || atHome(url[len(scheme):]) {
				continue
			}
			for _, name := range variablesIn(url) {
				if keyed[name] {
					p.add(f, i, insecureURL, f.words(i, "url", 0, len(scheme)), "write https:// if the server answers to that", "what the caller keyed in as {{%s}} is sent over http", name)
					break
				}
			}
		}
	},
})

// atHome reports whether a URL is one of the machine itself.
func atHome(rest string) bool {
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	if _, host, found := strings.Cut(rest, "@"); found {
		rest = host
	}
	if at, err := netip.ParseAddrPort(rest); err == nil {
		return at.Addr().IsLoopback()
	}
	if addr, err := netip.ParseAddr(strings.Trim(rest, "[]")); err == nil {
		return addr.IsLoopback()
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.EqualFold(host, "localhost")
}
