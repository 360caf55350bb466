package decompile

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
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

// allocated returns how many bytes were allocated so far.
func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

// BenchmarkPeak reports how much memory is in use at most, for an object, while
// a payload is made a script and that is proven. Memory is collected all the time,
// so the time says nothing.
func BenchmarkPeak(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := large(n)
			defer debug.SetGCPercent(debug.SetGCPercent(10))
			runtime.GC()
			live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
			metrics.Read(live)
			before, peak := live[0].Value.Uint64(), uint64(0)
			done := make(chan bool)
			go func() {
				for {
					select {
					case <-done:
						return
					default:
						metrics.Read(live)
						peak = max(peak, live[0].Value.Uint64())
						runtime.Gosched()
					}
				}
			}()
			for b.Loop() {
				r := script(b, "payload.json", text)
				if d, err := r.Verify(); d != nil || err != nil {
					b.Fatal(d, err)
				}
			}
			done <- true
			b.ReportMetric(float64(peak-min(before, peak))/float64(n), "live-B/object")
		})
	}
}

func BenchmarkScript(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := large(n)
			before := allocated()
			for b.Loop() {
				doc, err := api.Decode(text)
				if err != nil {
					b.Fatal(err)
				}
				Script(doc, source.NewFile("payload.json", text), 0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/object")
			b.ReportMetric(float64(allocated()-before)/float64(b.N*n), "B/object")
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := script(b, "payload.json", large(n))
			for b.Loop() {
				r.proof = ""
				if d, err := r.Verify(); d != nil || err != nil {
					b.Fatal(d, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/object")
		})
	}
}
