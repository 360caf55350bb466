package check

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/lang/diag"
)

var secretInURL = diag.Register(diag.Code{
	Name: "secret-in-url", Area: diag.Values, Severity: diag.Warning, Title: "a URL has a password or a key in it",
	Text: "It goes into the payload as it stands, and into the logs of every server on the way. Keep the secret on the server, or give it by a `param` when the script is built.",
	Bad:  "call 4420\nget \"https://api.samespace.com/hours?api_key=8Zk3q9LmT2xW\" -> next/end\nconnect 5263",
	Good: "call 4420\nget \"https://api.samespace.com/hours\" -> next/end\nconnect 5263",
})

// URLs have no secrets in them.
var _ = register(Check{
	Codes: []*diag.Code{secretInURL},
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			if f.kinds[i] != requests && f.kinds[i] != plays {
				continue
			}
			url := f.Text(i, "url")
			for _, at := range fact.URLSecrets(url) {
				place := f.words(i, "url", at[0], at[1])
				if p.Secrets != nil {
					p.Secrets.HideValue(url[at[0]:at[1]])
				}
				if f.Given(url[at[0]:at[1]]) {
					continue
				}
				p.add(f, i, secretInURL, place, "take it out of the URL, and let the server add it; then change it, since it may be known", "this URL contains a secret%s, which goes into the payload and into logs", parameter(url, at)).Unseen = true
			}
		}
	},
})

// parameter says what a secret in a URL is: the name of its parameter, or that it is
// a password.
func parameter(url string, at [2]int) string {
	before := url[:at[0]]
	if name, is := strings.CutSuffix(before, "="); is {
		return " (" + name[strings.LastIndexAny(name, "?&;#")+1:] + ")"
	}
	if strings.HasPrefix(url[at[1]:], "@") {
		return " (a password)"
	}
	return ""
}
