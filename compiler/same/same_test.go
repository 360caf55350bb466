package same

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
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
		want       [4]string
	}{
		{"a value", flow(`{"a":1}`), flow(`{"a":"1"}`), [4]string{"/flow/0/a", "/flow/0/a", "1", `"1"`}},
		{"a key less", flow(`{"a":1}`), flow(`{}`), [4]string{"/flow/0/a", "/flow/0/a", "1", "nothing"}},
		{"a key more", flow(`{}`), flow(`{"a/b":1}`), [4]string{"/flow/0/a~1b", "/flow/0/a~1b", "nothing", "1"}},
		{"a type", flow(`{"type":"play"}`), flow(`{"type":"call"}`), [4]string{"/flow/0/type", "/flow/0/type", `"play"`, `"call"`}},
		{"no object has the id", flow(`{"type":"http","next_step":{"success":10}}`), flow(`{"type":"http","next_step":{}}`),
			[4]string{"/flow/0/next_step/success", "/flow/0/next_step/success", "10", "nothing"}},
		{"joined", flow(`{"id":0,"flow":{"1":1,"2":2}}`, `{"id":1}`, `{"id":2}`), flow(`{"id":0,"flow":{"1":1,"2":1}}`, `{"id":1}`),
			[4]string{"/flow/0/flow/2", "/flow/0/flow/2", "2", "1"}},
		{"an object more", flow(`{}`, `{"a":1}`), flow(`{}`), [4]string{"/flow/1", "/flow", `{"a": 1}`, "nothing"}},
		{"another object", flow(`{}`, `{"a":1}`), flow(`{}`, `{"a":2}`), [4]string{"/flow/1/a", "/flow/1/a", "1", "2"}},
		{"the envelope", `{"record":true,"flow":[]}`, `{"flow":[]}`, [4]string{"/record", "/record", "true", "nothing"}},
		{"publish", `{"publish":{"url":"u","method":"PUT"},"flow":[]}`, `{"publish":{"url":"u"},"flow":[]}`, [4]string{"/publish/method", "/publish/method", `"PUT"`, "nothing"}},
		{"a key of the envelope with a slash", `{"a/b~":1,"flow":[]}`, `{"flow":[]}`, [4]string{"/a~1b~0", "/a~1b~0", "1", "nothing"}},
		{"a secret", `{"auth_token":"a","flow":[]}`, `{"flow":[]}`, [4]string{"/auth_token", "/auth_token", "(hidden)", "nothing"}},
		{"a placeholder of another setting", `{"cloud_id":"${SAMESPACE_CLOUD_SID}","flow":[]}`, `{"flow":[]}`, [4]string{"/cloud_id", "/cloud_id", `"${SAMESPACE_CLOUD_SID}"`, "nothing"}},
		{"a long value", flow(`{"a":"` + strings.Repeat("日", 1000) + `"}`), flow(`{}`), [4]string{"/flow/0/a", "/flow/0/a", `"` + strings.Repeat("日", 119) + "…", "nothing"}},
		{"a stray", flow(`{}`, `1`), flow(`{}`), [4]string{"/flow/1", "/flow/1", "1", "nothing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(read(t, c.a), read(t, c.b))
			if diff := cmp.Diff(c.want, [4]string{got.A, got.B, got.ValueA, got.ValueB}); diff != "" {
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

// Objects that the call can't reach are told apart by what is any number of
// steps away.
func TestFarApart(t *testing.T) {
	// lines returns lines of objects that lead to other ends.
	lines := func(steps int, ends ...string) string {
		var list []string
		for n, end := range ends {
			for i := range steps {
				list = append(list, fmt.Sprintf(`{"id":"%d-%d","next_step":"%d-%d"}`, n, i, n, i+1))
			}
			list = append(list, fmt.Sprintf(`{"id":"%d-%d","end":%q}`, n, steps, end))
		}
		return flow(append([]string{`{}`}, list...)...)
	}
	for _, steps := range []int{1, 35, 1000} {
		a := read(t, lines(steps, "a", "b", "b", "c"))
		if d := Compare(a, read(t, lines(steps, "b", "c", "a", "b"))); d != nil {
			t.Errorf("%d steps: %v", steps, d)
		}
		if d := Compare(a, read(t, lines(steps, "b", "c", "a", "c"))); d == nil {
			t.Errorf("%d steps: no difference", steps)
		}
	}
}

// A graph is a small payload.
type graph struct {
	says []int            // of each object
	to   []map[string]int // where it leads
}

func (g graph) text(r *rand.Rand, ids []int) string {
	objects := make([]string, len(g.says))
	for i := range objects {
		var edges []string
		for _, key := range slices.Sorted(maps.Keys(g.to[i])) {
			edges = append(edges, fmt.Sprintf("%q: %d", key, ids[g.to[i][key]]))
		}
		objects[i] = fmt.Sprintf(`{"id": %d, "type": "digits", "count": %d, "flow": {%s}}`, ids[i], g.says[i], strings.Join(edges, ", "))
	}
	r.Shuffle(len(objects)-1, func(i, j int) { objects[i+1], objects[j+1] = objects[j+1], objects[i+1] })
	return flow(objects...)
}

// isomorphic tries all ways to pair the objects of two graphs.
func isomorphic(a, b graph, pairs []int) bool {
	i := len(pairs)
	if i == len(a.says) {
		for i, to := range a.to {
			for key, j := range to {
				if k, ok := b.to[pairs[i]][key]; !ok || k != pairs[j] {
					return false
				}
			}
		}
		return true
	}
	for j := range b.says {
		if (i == 0) == (j == 0) && !slices.Contains(pairs, j) && a.says[i] == b.says[j] && len(a.to[i]) == len(b.to[j]) {
			if isomorphic(a, b, append(pairs, j)) {
				return true
			}
		}
	}
	return false
}

// TestIsomorphic compares small payloads, most of whose objects have twins that
// the call can't reach, with a search through all pairs.
func TestIsomorphic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	same, different := 0, 0
	for range 4000 {
		n := 2 + r.IntN(6)
		a := graph{says: make([]int, n), to: make([]map[string]int, n)}
		for i := range n {
			a.says[i] = 1 + r.IntN(4)/3
			a.to[i] = map[string]int{}
			for _, key := range []string{"1", "2"} {
				if i > 0 && r.IntN(3) > 0 {
					a.to[i][key] = r.IntN(n)
				}
			}
		}
		b := graph{says: slices.Clone(a.says)}
		for _, to := range a.to {
			b.to = append(b.to, maps.Clone(to))
		}
		if i := 1 + r.IntN(n-1); r.IntN(2) == 0 && len(b.to[i]) > 0 {
			for key := range b.to[i] {
				b.to[i][key] = r.IntN(n)
			}
		}
		ids := r.Perm(n)
		x, y := a.text(r, r.Perm(n)), b.text(r, ids)
		want := isomorphic(a, b, nil)
		if want {
			same++
		} else {
			different++
		}
		if d := Compare(read(t, x), read(t, y)); want != (d == nil) {
			t.Fatalf("%v, want the same: %v\n%s\n%s", d, want, x, y)
		}
	}
	if same < 1000 || different < 300 {
		t.Errorf("%d the same, %d different: not much of a test", same, different)
	}
}

// TestCircles pairs circles of several lengths, in every order of their objects.
func TestCircles(t *testing.T) {
	next := []int{0, 1, 3, 2, 5, 6, 4} // 0 leads nowhere; circles of 1, 2 and 3
	text := func(order []int) string {
		list := []string{`{"id":0}`}
		for _, i := range order {
			list = append(list, fmt.Sprintf(`{"id":%d,"next_step":%d}`, i, next[i]))
		}
		return flow(list...)
	}
	first := read(t, text([]int{1, 2, 3, 4, 5, 6}))
	var permute func(order []int, n int)
	permute = func(order []int, n int) {
		if n == len(order) {
			if d := Compare(first, read(t, text(order))); d != nil {
				t.Errorf("%v: %v", order, d)
			}
			return
		}
		for i := n; i < len(order); i++ {
			order[n], order[i] = order[i], order[n]
			permute(order, n+1)
			order[n], order[i] = order[i], order[n]
		}
	}
	permute([]int{1, 2, 3, 4, 5, 6}, 0)
}

// TestRegular pairs objects of which each leads to two others, and two lead to
// each, so that none looks like another one's twin until one is told apart.
func TestRegular(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	same, different := 0, 0
	for range 300 {
		n := 7
		regular := func() graph {
			g := graph{says: make([]int, n), to: make([]map[string]int, n)}
			ones, twos := r.Perm(n-1), r.Perm(n-1)
			g.to[0] = map[string]int{}
			for i := 1; i < n; i++ {
				g.to[i] = map[string]int{"1": 1 + ones[i-1], "2": 1 + twos[i-1]}
			}
			return g
		}
		a, b := regular(), regular()
		if r.IntN(2) == 0 {
			b = a
		}
		want := isomorphic(a, b, nil)
		if want {
			same++
		} else {
			different++
		}
		x, y := a.text(r, r.Perm(n)), b.text(r, r.Perm(n))
		if d := Compare(read(t, x), read(t, y)); want != (d == nil) {
			t.Fatalf("%v, want the same: %v\n%s\n%s", d, want, x, y)
		}
	}
	if same < 100 || different < 50 {
		t.Errorf("%d the same, %d different: not much of a test", same, different)
	}
}

// TestTwins pairs objects in numbers that a search through all pairs could not.
func TestTwins(t *testing.T) {
	const n = 20_000
	r := rand.New(rand.NewPCG(3, 4))
	g := graph{says: make([]int, n), to: make([]map[string]int, n)}
	for i := range n {
		g.to[i] = map[string]int{}
		switch {
		case i == 0:
		case i < n/4: // alone
		case i < n/2: // chains of 50
			if i%50 > 0 {
				g.to[i]["1"] = i - 1
			}
		case i < n*3/4: // trees
			g.to[i]["1"] = n/2 + (i-n/2)/2
		default: // circles of 7, and what leads to them
			at := i - n*3/4
			g.to[i]["1"] = n*3/4 + at/7*7 + (at+1)%7
			if g.to[i]["1"] >= n {
				g.to[i]["1"] = n - 1
			}
		}
	}
	if d := Compare(read(t, g.text(r, r.Perm(n))), read(t, g.text(r, r.Perm(n)))); d != nil {
		t.Error(d)
	}
}
