package same

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
)

func read(t testing.TB, text string) *api.Payload {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return api.Read(doc, 0)
}

func flow(objects ...string) string { return `{"flow": [` + strings.Join(objects, ",") + `]}` }

func TestSame(t *testing.T) {
	for _, c := range []struct{ name, a, b string }{
		{"numbering", flow(`{"id":"0","next_step":7}`, `{"id":7,"a":1}`), flow(`{"id":3,"next_step":"x"}`, `{"a":1,"id":"x"}`)},
		{"order", flow(`{"id":0,"flow":{"1":1,"2":2}}`, `{"id":1,"a":1}`, `{"id":2}`), flow(`{"id":0,"flow":{"2":1,"1":2}}`, `{"id":1}`, `{"id":2,"a":1}`)},
		{"defaults", `{"record":false,"publish":{"url":"u","method":"POST"},"auth_token":"${SAMESPACE_AUTH_TOKEN}","flow":[{"type":"http","method":"GET","flow":{}}]}`, `{"publish":{"url":"u"},"flow":[{"type":"http","next_step":null}]}`},
		{"v1 and v2", flow(`{"type":"digits","next_step":{"*":1}}`, `{"id":1}`), flow(`{"type":"keypad","flow":{"*":1}}`, `{"id":1}`)},
		{"an id twice", flow(`{"next_step":1}`, `{"id":1}`, `{"id":1,"a":2}`), flow(`{"next_step":1}`, `{"id":1}`, `{"id":2,"a":2}`)},
		{"unreachable", flow(`{"id":0}`, `{"id":1,"next_step":2}`, `{"id":2,"a":1}`, `{"id":3,"next_step":4}`, `{"id":4,"a":2}`),
			flow(`{"id":0}`, `{"id":2,"a":2}`, `{"id":4,"a":1}`, `{"id":3,"next_step":2}`, `{"id":1,"next_step":4}`)},
		{"unreachable, told apart by what leads to it", flow(`{"id":0}`, `{"next_step":1}`, `{"next_step":1}`, `{"next_step":2}`, `{"id":1}`, `{"id":2}`),
			flow(`{"id":0}`, `{"next_step":1}`, `{"next_step":2}`, `{"next_step":2}`, `{"id":1}`, `{"id":2}`)},
		{"order in objects", flow(`{"x":{"a":1,"b":[1,2]}}`), flow(`{"x":{"b":[1,2],"a":1}}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, p := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
				if d := Compare(read(t, p[0]), read(t, p[1])); d != nil {
					t.Error(d)
				}
			}
		})
	}
}

func TestDifferent(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       Difference
	}{
		{"a value", flow(`{"a":1}`), flow(`{"a":"1"}`), Difference{"/flow/0/a", "/flow/0/a", "1", `"1"`}},
		{"a key less", flow(`{"a":1}`), flow(`{}`), Difference{"/flow/0/a", "/flow/0/a", "1", "nothing"}},
		{"a key more", flow(`{}`), flow(`{"a/b":1}`), Difference{"/flow/0/a~1b", "/flow/0/a~1b", "nothing", "1"}},
		{"a type", flow(`{"type":"play"}`), flow(`{"type":"call"}`), Difference{"/flow/0/type", "/flow/0/type", `"play"`, `"call"`}},
		{"no object has the id", flow(`{"type":"http","next_step":{"success":10}}`), flow(`{"type":"http","next_step":{}}`),
			Difference{"/flow/0/next_step/success", "/flow/0/next_step/success", "10", "nothing"}},
		{"joined", flow(`{"id":0,"flow":{"1":1,"2":2}}`, `{"id":1}`, `{"id":2}`), flow(`{"id":0,"flow":{"1":1,"2":1}}`, `{"id":1}`),
			Difference{"/flow/0/flow/2", "/flow/0/flow/2", "2", "1"}},
		{"an object more", flow(`{}`, `{"a":1}`), flow(`{}`), Difference{"/flow/1", "/flow", `{"a": 1}`, "nothing"}},
		{"another object", flow(`{}`, `{"a":1}`), flow(`{}`, `{"a":2}`), Difference{"/flow/1/a", "/flow/1/a", "1", "2"}},
		{"the envelope", `{"record":true,"flow":[]}`, `{"flow":[]}`, Difference{"/record", "/record", "true", "nothing"}},
		{"publish", `{"publish":{"url":"u","method":"PUT"},"flow":[]}`, `{"publish":{"url":"u"},"flow":[]}`, Difference{"/publish/method", "/publish/method", `"PUT"`, "nothing"}},
		{"a key of the envelope with a slash", `{"a/b~":1,"flow":[]}`, `{"flow":[]}`, Difference{"/a~1b~0", "/a~1b~0", "1", "nothing"}},
		{"a secret", `{"auth_token":"a","flow":[]}`, `{"flow":[]}`, Difference{"/auth_token", "/auth_token", "(hidden)", "nothing"}},
		{"a placeholder of another setting", `{"cloud_id":"${SAMESPACE_CLOUD_SID}","flow":[]}`, `{"flow":[]}`, Difference{"/cloud_id", "/cloud_id", `"${SAMESPACE_CLOUD_SID}"`, "nothing"}},
		{"a long value", flow(`{"a":"` + strings.Repeat("日", 1000) + `"}`), flow(`{}`), Difference{"/flow/0/a", "/flow/0/a", `"` + strings.Repeat("日", 119) + "…", "nothing"}},
		{"a stray", flow(`{}`, `1`), flow(`{}`), Difference{"/flow/1", "/flow/1", "1", "nothing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(read(t, c.a), read(t, c.b))
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Error(diff)
			}
			if Compare(read(t, c.b), read(t, c.a)) == nil {
				t.Error("no difference the other way round")
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var reached, lost strings.Builder
			for i := range n {
				fmt.Fprintf(&reached, `{"id":%d,"type":"digits","flow":{"1":%d,"*":%d}},`, i, (i+1)%n, i*7%n)
				fmt.Fprintf(&lost, `{"id":%d,"type":"digits","flow":{"1":%d,"*":%d}},`, i+n, (i+1)%n+n, i*7%n)
			}
			p := read(b, `[`+reached.String()+lost.String()[:lost.Len()-1]+`]`)
			for b.Loop() {
				if d := Compare(p, p); d != nil {
					b.Fatal(d)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/object")
		})
	}
}

// Objects that the call can't reach are told apart by what is up to 32 steps
// away.
func TestFarApart(t *testing.T) {
	// lines returns two lines of objects that lead to other ends.
	lines := func(steps int, first, second string) string {
		var list []string
		for n, end := range []string{first, second} {
			for i := range steps {
				list = append(list, fmt.Sprintf(`{"id":"%d-%d","next_step":"%d-%d"}`, n, i, n, i+1))
			}
			list = append(list, fmt.Sprintf(`{"id":"%d-%d","end":%q}`, n, steps, end))
		}
		return flow(append([]string{`{}`}, list...)...)
	}
	var got []bool
	for _, steps := range []int{31, 32, 33} {
		got = append(got, Compare(read(t, lines(steps, "a", "b")), read(t, lines(steps, "b", "a"))) == nil)
	}
	if diff := cmp.Diff([]bool{true, true, false}, got); diff != "" {
		t.Error(diff)
	}
}
