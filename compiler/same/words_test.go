package same

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
)

func one(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// randomCall returns a payload of a few objects, some of which look alike.
func randomCall(r *rand.Rand) string {
	long := strings.Repeat("x", 2*maxValue)
	values := func(list ...string) string { return one(r, list...) }
	n := 1 + r.IntN(5)
	var objects []string
	for i := range n {
		said := ""
		switch r.IntN(4) {
		case 0:
			said = values(`"text": "a"`, `"text": "b"`, fmt.Sprintf(`"text": "%sa"`, long), fmt.Sprintf(`"text": "%sb"`, long), `"url": "a"`, `"colour": 1`)
			said = `"type": "play", ` + said
		case 1:
			said = `"type": "digits", "count": ` + values("1", "2") + values("", `, "variable": "v"`)
		case 2:
			said = `"type": "http", "url": "u"` + values("", `, "method": "POST"`, `, "method": "post"`, `, "method": 5`)
		case 3:
			said = `"type": ` + values(`"dance"`, `"keypad"`, "1", "2")
		}
		to := func() string { return values(fmt.Sprint(r.IntN(n)), fmt.Sprint(r.IntN(n)), "7", "[1]", "[2]") }
		switch r.IntN(3) {
		case 0:
			said += `, "next_step": ` + to()
		case 1:
			said += fmt.Sprintf(`, "flow": {"1": %s, "2": %s, "*": %s}`, to(), to(), to())
		}
		objects = append(objects, fmt.Sprintf(`{"id": %d, %s}`, i, said))
	}
	envelope := values("", "", "", "", `"auth_token": "a", `, `"auth_token": "b", `, `"record": true, `)
	return `{` + envelope + `"flow": [` + strings.Join(objects, ",\n") + `]}`
}

// TestLinesDiffer takes random pairs of calls that differ, in files of one line:
// what is said of the one is never what is said of the other. That it is another
// one, and no more, is said of secrets and of what the call can't reach.
func TestLinesDiffer(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	pairs, others := 0, 0
	for range 50_000 {
		textA, textB := randomCall(r), randomCall(r)
		if r.IntN(2) == 0 {
			textB = strings.Replace(textA, one(r, `"a"`, `"POST"`, `": 0`, `": 1`, `": 2`), one(r, `"b"`, `": 1`, `": 2`, `": 3`), 1)
		}
		doc, err := api.Decode(textB)
		if err != nil {
			continue
		}
		a, b := read(t, textA), api.Read(doc, 0)
		d := Compare(a, b)
		if d == nil {
			continue
		}
		pairs++
		x := &Side{Payload: a, Script: r.IntN(2) == 0, Place: func(string) Place { return Place{} }} // all in one line
		y := &Side{Payload: b, Script: x.Script, Place: x.Place}
		lineA, lineB := d.Lines(x, y)
		if lineA.Words == lineB.Words {
			t.Fatalf("both say %s\n%s\n%s", lineA.Words, textA, textB)
		}
		if strings.HasSuffix(lineB.Words, ", but another one") && !strings.Contains(lineA.Words, "(hidden)") {
			others++
		}
	}
	if pairs < 10_000 || others > pairs/200 {
		t.Errorf("%d pairs, of %d of which it can't be said how they differ", pairs, others)
	}
}
