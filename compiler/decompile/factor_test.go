package decompile

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// pinDialogue asks for a PIN, twice.
const pinDialogue = `
pin:
  say "Please key in your PIN."
  input 4 into pin
  get "https://example.com/check/{{pin}}" -> %[1]s/pin_again

pin_again:
  say "That was not your PIN. Please try again."
  input 4 into pin
  get "https://example.com/check/{{pin}}" -> %[1]s/%[2]s
`

var sharing = []string{
	"cloud \"dev\"\nsay \"Welcome to the bank.\"\ninput 1 { 1 -> pin; else -> agent }\n" + fmt.Sprintf(pinDialogue, "balance", "agent") +
		"balance:\nget \"https://example.com/balance\" -> told/agent\ntold:\nsay \"Your balance is {{balance}}.\"\nend\nagent:\nconnect 5263\n",
	"api v1\ncloud \"dev\"\nrecord on\n" + fmt.Sprintf(pinDialogue, "blocked", "sorry") +
		"blocked:\nsay \"Your card is blocked.\"\nend\nsorry:\nsay \"Sorry.\"\nconnect 77\n",
	"cloud \"dev\"\nsay \"We are closed.\"\n",
}

// payloadOf builds a script.
func payloadOf(t testing.TB, name, text string) string {
	t.Helper()
	built := analyze(text, nil)
	var payload strings.Builder
	if err := built.Payload(&payload, false); err != nil {
		t.Fatalf("%v\n%s", err, findings(built.Findings, built.Secrets))
	}
	return payload.String()
}

// factored decompiles payloads and factors them. It holds each script against
// its payload.
func factored(t testing.TB, payloads ...string) (results []*Result, shared []byte) {
	t.Helper()
	var paths, before []string
	for i, text := range payloads {
		r := script(t, strconv.Itoa(i), text)
		results, before, paths = append(results, r), append(before, r.Script), append(paths, "shared.flow")
	}
	shared = Factor(results, paths)
	fail := func(what string, i int) {
		t.Helper()
		t.Fatalf("%s\n%s\n--- before\n%s\n--- script\n%s\n--- shared\n%s", what, payloads[i], before[i], results[i].Script, shared)
	}
	uses := 0
	for i, r := range results {
		if strings.Contains(r.Script, "use \"shared.flow\"\n") {
			uses++
			if d, err := r.Verify(); d != nil || err != nil {
				fail(fmt.Sprint(d, err), i)
			}
		} else if r.Script != before[i] {
			fail("the script has changed", i)
		}
		if again := lang.Sprint(lang.Parse(source.NewFile("", r.Script))); again != r.Script {
			fail("the script is not in the canonical layout", i)
		}
		unneeded(t, r.Script)
	}
	if again := lang.Sprint(lang.Parse(source.NewFile("", string(shared)))); again != string(shared) {
		fail("the shared file is not in the canonical layout", 0)
	}
	if uses == 1 || uses > 0 != (shared != nil) {
		fail(fmt.Sprintf("%d scripts use the shared file", uses), 0)
	}
	if shared != nil {
		unneeded(t, string(shared))
		p := project.New(project.Memory{"shared.flow": string(shared)})
		r, err := compiler.Analyze(context.Background(), p, "shared.flow", compiler.Options{Library: true})
		if err != nil || r.Findings.HasErrors() {
			fail(findings(r.Findings, r.Secrets), 0)
		}
	}
	return results, shared
}

func TestFactor(t *testing.T) {
	var payloads []string
	for i, text := range sharing {
		payloads = append(payloads, payloadOf(t, strconv.Itoa(i), text))
	}
	results, shared := factored(t, payloads...)
	got := "--- shared\n" + string(shared)
	for _, r := range results {
		got += "--- script\n" + r.Script
	}
	golden(t, "testdata/factor/pin.golden", got)
}

// Where nothing is shared, nothing changes.
func TestFactorNothing(t *testing.T) {
	for _, payloads := range [][]string{
		{},
		{payloadOf(t, "a", sharing[0])},
		{payloadOf(t, "a", sharing[0]), payloadOf(t, "b", sharing[2])},
		{payloadOf(t, "a", sharing[2]), payloadOf(t, "b", sharing[2])}, // too short
		{payloadOf(t, "a", sharing[0]), strings.Replace(payloadOf(t, "b", sharing[1]), `"auth_token"`, `"lost"`, 1)},
		{`{"flow":[]}`, `{"flow":7}`, `[]`},
	} {
		if _, shared := factored(t, payloads...); shared != nil {
			t.Errorf("%s\n%s", shared, payloads)
		}
	}
}

// A way into the middle of a dialogue keeps it from being one: what is left is
// shorter, and said in both parts of it.
func TestFactorWayIn(t *testing.T) {
	inside := strings.Replace(sharing[0], "else -> agent", "2 -> pin_again; else -> agent", 1)
	_, shared := factored(t, payloadOf(t, "a", inside), payloadOf(t, "b", sharing[1]))
	want := []string{"step ask_pin(text) -> found/failed {"}
	if diff := cmp.Diff(want, regexp.MustCompile("(?m)^step.*").FindAllString(string(shared), -1)); diff != "" {
		t.Errorf("%s\n%s", diff, shared)
	}
}

// The largest dialogue of any calls is proven, however much they share.
func TestFactorSame(t *testing.T) {
	for _, text := range sharing[:2] {
		payload := payloadOf(t, "a", text)
		results, _ := factored(t, payload, payload, payload)
		if diff := cmp.Diff(string(results[0].Script), string(results[2].Script)); diff != "" {
			t.Error(diff)
		}
	}
}

// pasted returns calls into each of which the same dialogue is pasted.
func (g *generator) pasted(calls int) []string {
	ids := func(n, from int) (list []string) {
		for i := range n {
			list = append(list, strconv.Itoa(from+i))
		}
		return list
	}
	v1 := g.IntN(2) == 0
	n, out := 2+g.IntN(8), g.IntN(4)
	const inner, exit = 1000, 2000
	all := append(ids(n, inner), ids(out, exit)...)
	var dialogue []string
	for i := range n {
		dialogue = append(dialogue, g.object(all, i, v1))
	}
	list := make([]string, calls)
	for k := range list {
		n := 1 + g.IntN(8)
		own := ids(n, 0)
		var objects []string
		for i := range n {
			objects = append(objects, g.object(append(own, strconv.Itoa(inner), strconv.Itoa(inner)), i, v1))
		}
		first := fmt.Sprintf(`{"id":3000,"type":"play","text":"Call %d.","next_step":%s}`, k, pick(g, "0", strconv.Itoa(inner)))
		if g.IntN(10) == 0 {
			first = dialogue[0]
			objects = append(objects, dialogue[1:]...)
		} else {
			objects = append(objects, dialogue...)
		}
		g.Shuffle(len(objects), func(i, j int) { objects[i], objects[j] = objects[j], objects[i] })
		text := first + "," + strings.Join(objects, ",")
		for i, to := range g.Perm(max(n, out))[:out] {
			text = strings.ReplaceAll(text, ":"+strconv.Itoa(exit+i), ":"+strconv.Itoa(to%n))
		}
		list[k] = `{"cloud_id":"dev","auth_token":"${T}","cloud_sid":"${S}","flow":[` + text + `]}`
		if v1 {
			list[k] = strings.Replace(list[k], `"cloud_sid":"${S}",`, "", 1)
		}
	}
	return list
}

func TestFactorRandom(t *testing.T) {
	const parts, rounds = 4, 1_000
	for part := range parts {
		t.Run(strconv.Itoa(part), func(t *testing.T) {
			t.Parallel()
			shares := 0
			for i := part; i < rounds; i += parts {
				g := &generator{rand.New(rand.NewPCG(9, uint64(i))), []int{0, 0, 60}[i%3]}
				_, shared := factored(t, g.pasted(2+g.IntN(2))...)
				if shared != nil {
					shares++
				}
				if t.Failed() {
					t.Fatalf("round %d", i)
				}
			}
			if shares < rounds/parts/8 {
				t.Errorf("only %d of %d share something", shares, rounds/parts)
			}
		})
	}
}

// A script that would grow too large when it is built stays as it is, and the
// others share all the same.
func TestFactorTooLarge(t *testing.T) {
	blocks := func(n int) string {
		var b strings.Builder
		for block := range n {
			for i := range maxDialogue {
				fmt.Fprintf(&b, `{"id":%d,"type":"play","text":"Line %d.","next_step":%d},`, block*maxDialogue+i, i, block*maxDialogue+i+1)
			}
		}
		return fmt.Sprintf(`{"flow":[%s{"id":%d,"type":"connect","number":"%d"}]}`, b.String(), n*maxDialogue, n)
	}
	results, shared := factored(t, blocks(200), blocks(1), blocks(2))
	var got []bool
	for _, r := range results {
		got = append(got, r.Factored())
	}
	if diff := cmp.Diff([]bool{false, true, true}, got); diff != "" || shared == nil {
		t.Error(diff)
	}
}
