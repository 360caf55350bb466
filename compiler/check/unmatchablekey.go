package check

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var unmatchableKey = diag.Register(diag.Code{
	Name: "unmatchable-key", Area: diag.Flow, Severity: diag.Warning, Title: "a key is longer or shorter than what is keyed in",
	Text: "An input waits for as many keys as its count says, so that a branch of more or fewer keys is never taken. Change the count or the key. A key that ends with `#` may be shorter: the caller may end the input with it.",
	Bad:  "call 4420\nsay \"Please key in the code.\"\ninput 4 { 1234 -> right; 999 -> right; else -> end }\nright: connect 5263",
	Good: "call 4420\nsay \"Please key in the code.\"\ninput 4 { 1234 -> right; 9990 -> right; else -> end }\nright: connect 5263",
})

// The keys of an input can be what was keyed in.
var _ = register(Check{
	Codes: []*diag.Code{unmatchableKey},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			n, ok := f.Count(i)
			if f.kinds[i] != waits || !f.reachable[i] || !ok || f.miscounted(i) != nil {
				continue
			}
			var last source.Place
			for _, b := range f.Steps[i].Branches {
				length := len(b.Key)
				if b.Key == call.AnyKey || call.Keyed(b.Key, n) || strings.Trim(b.Key, call.Keys) != "" || length == n {
					continue
				}
				at := f.Branch(i, b.Key)
				if at == last {
					continue // of one range
				}
				last = at
				key := b.Key
				if written := at.File.Text[at.Start:at.End]; strings.Contains(written, "..") {
					key = written
				}
				p.add(f, i, unmatchableKey, at, f.fits(i, n, length), "the call never goes this way: %s, and the input waits for %d", measured(key, length), n).
					Relate(f.Field(i, "count"), "the count")
			}
		}
	},
})

// measured says how long a key is, or the keys of a range.
func measured(key string, length int) string {
	has, what := " has ", "digits"
	if strings.Contains(key, "..") {
		has = " have "
	}
	if strings.Contains(key, "#") {
		what = "keys"
	}
	if length == 1 {
		what = strings.TrimSuffix(what, "s")
	}
	return fmt.Sprint(key, has, length, " ", what)
}

// fits says what to do about a key that is not as long as what is keyed in.
func (f *Flow) fits(i, n, length int) string {
	write := "write a key of " + digitsOf(n)
	if _, menu := f.Steps[i].Stmt.(*lang.Menu); menu {
		return fmt.Sprintf("%s, or use say and input %d instead of menu", write, length)
	}
	return write + f.help(fmt.Sprintf(", or input %d", length), fmt.Sprintf(`, or "count": %d`, length))
}
