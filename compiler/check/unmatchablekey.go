package check

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var unmatchableKey = diag.Register(diag.Code{
	Name: "unmatchable-key", Area: diag.Flow, Severity: diag.Warning, Title: "a key is longer or shorter than what is keyed in",
	Text: "An input waits for so many keys as its count says, so that a branch of more or fewer keys is never taken. Change the count or the key. A key that ends with `#` may be shorter: the caller may end the input with it.",
	Bad:  "call 4420\nsay \"Please key in the code.\"\ninput 4 { 1234 -> right; 999 -> right; else -> end }\nright: connect 5263",
	Good: "call 4420\nsay \"Please key in the code.\"\ninput 4 { 1234 -> right; 9990 -> right; else -> end }\nright: connect 5263",
})

// The keys of an input can be what was keyed in.
var _ = register(Check{
	Codes: []*diag.Code{unmatchableKey},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			n, ok := f.count(i)
			if f.kinds[i] != waits || !f.reachable[i] || !ok || f.miscounted(i) != nil {
				continue
			}
			var last source.Place
			for _, b := range f.Steps[i].Branches {
				length := len(b.Key)
				if b.Key == anyKey || length == n || length < n && strings.HasSuffix(b.Key, "#") || strings.Trim(b.Key, "0123456789#") != "" {
					continue
				}
				at := f.branch(i, b.Key)
				if at == last {
					continue // of one range
				}
				last = at
				key := b.Key
				if written := at.File.Text[at.Start:at.End]; strings.Contains(written, "..") {
					key = written
				}
				than := "longer"
				if length < n {
					than = "shorter"
				}
				p.add(f, i, unmatchableKey, at, "write a key of that length, or change the count", "the key %s is %s than the input, which waits for %s", key, than, digitsOf(n)).
					Relate(f.field(i, "count"), "the count")
			}
		}
	},
})
