package decompile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang/source"
)

// large returns a payload of n objects: prompts, keys, requests and what they
// lead to, in a line, with jumps ahead and back.
func large(n int) string {
	var b strings.Builder
	b.WriteString(`{"cloud_id":"dev","cloud_sid":"${SID}","auth_token":"${TOKEN}","flow":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		next, far := (i+1)%n, (i*7919)%n
		switch i % 5 {
		case 0:
			fmt.Fprintf(&b, `{"id":%d,"type":"play","text":"Question %d of many. Press 1 for apples. Press 2 for pears.","next_step":%d}`, i, i, next)
		case 1:
			fmt.Fprintf(&b, `{"id":%d,"type":"digits","count":1,"variable":"v%d","flow":{"1":%d,"2":%d,"*":%d}}`, i, i%50, next, far, i-1)
		case 2:
			fmt.Fprintf(&b, `{"id":%d,"type":"http","url":"https://example.com/%d/{{v%d}}","method":"GET","flow":{"success":%d,"fail":%d}}`, i, i, i%50, next, far)
		case 3:
			fmt.Fprintf(&b, `{"id":%d,"type":"play","text":"Thank you.","next_step":%d}`, i, next)
		case 4:
			fmt.Fprintf(&b, `{"id":%d,"type":"connect","number":"%d","caller_id":"917507161643","next_step":%d}`, i, 5000+i%1000, next)
		}
	}
	b.WriteString("]}")
	return b.String()
}

func BenchmarkScript(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := large(n)
			for b.Loop() {
				doc, err := api.Decode(text)
				if err != nil {
					b.Fatal(err)
				}
				Script(doc, source.NewFile("payload.json", text), 0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/object")
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := script(b, "payload.json", large(n))
			for b.Loop() {
				if d, err := r.Verify(); d != nil || err != nil {
					b.Fatal(d, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/object")
		})
	}
}
