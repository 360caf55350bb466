package decompile

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/corpus"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// check holds a payload against its script: it builds, it is the same call or
// an error says that it is not, it is in the canonical layout, and findings
// stand in the file.
func checkPayload(t testing.TB, text string) {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		return // no payload
	}
	src := source.NewFile("payload.json", text)
	r := Script(doc, src, 0)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s\n%s\n%s\n%s", fmt.Sprintf(format, args...), text, r.Script, findings(r.Findings, r.Secrets))
	}
	for _, f := range r.Findings {
		if f.Place.Start < 0 || f.Place.Start > f.Place.End || int(f.Place.End) > len(text) {
			fail("%s stands at %v", f.Code, f.Place.Span)
		}
	}
	if again := lang.Sprint(lang.Parse(source.NewFile("", r.Script))); again != r.Script {
		fail("the script is not in the canonical layout, which is\n%s", again)
	}
	if len(r.Payload.Vertices) == 0 {
		if !r.Findings.HasErrors() {
			fail("nothing says that there are no objects")
		}
		return
	}
	d, err := r.Verify()
	if err != nil {
		fail("the script does not build: %v", err)
	}
	if d != nil && !r.Findings.HasErrors() {
		fail("no finding announces: %v", d)
	}
	if d != nil {
		payload, built := r.Sides("s.flow")
		a, b := d.Lines(payload, built)
		if a.File != "payload.json" || b.File != "s.flow" || min(a.Line, a.Column, b.Line, b.Column) < 1 || a.Words == "" || b.Words == "" {
			fail("the difference is said as\n%s\n%s", a, b)
		}
	}
	if d != nil && strings.HasPrefix(d.A, "/flow/") {
		index, _, _ := strings.Cut(d.A[len("/flow/"):], "/")
		if i, err := strconv.Atoi(index); err == nil && !announced(r, &r.Payload.Flow.Kids[i]) {
			fail("no finding in the object announces: %v", d)
		}
	}
	unneeded(t, r.Script)
	for _, f := range Check(doc, src, CheckOptions{Rules: project.Rules{Policy: corpus.Fragments()}}, nil) {
		if f.Place.File != src || int(f.Place.End) > len(text) {
			fail("a check finds %s at %v", f.Code, f.Place.Span)
		}
	}
	in := inspect(doc, src, 0, true)
	built, order := tree(&in.draft)
	parsesBack(t, built)
	parsed := lang.Parse(source.NewFile("", lang.Sprint(built)))
	if n := len(statements(parsed)); n != len(order) {
		fail("%d statements of %d units", n, len(order))
	}
}

// announced reports whether an error stands in an element of the flow, or
// whether the call can't reach objects, which may be told apart elsewhere.
func announced(r *Result, n *api.Node) bool {
	for _, f := range r.Findings {
		if f.Code == unreachableObject || f.Severity == diag.Error && f.Place.Start >= n.Start && f.Place.End <= n.End {
			return true
		}
	}
	return false
}

// unneeded reports labels that nothing jumps to.
func unneeded(t testing.TB, script string) {
	used := map[string]bool{}
	file := lang.Parse(source.NewFile("", script))
	lang.Walk(file, func(n lang.Node) bool {
		if target, ok := n.(*lang.Target); ok {
			used[target.Text] = true
		}
		return true
	})
	lang.Walk(file, func(n lang.Node) bool {
		if l, ok := n.(*lang.Label); ok && !used[l.Name.Text] {
			t.Errorf("nothing needs the label %s in\n%s", l.Name.Text, script)
		}
		return true
	})
}

// A generator makes payloads, and mistakes in them.
type generator struct {
	*rand.Rand
	mistakes int // one in so many; 0 for none
}

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

// wrong reports whether to make a mistake.
func (g *generator) wrong() bool { return g.mistakes > 0 && g.IntN(g.mistakes) == 0 }

// any returns some JSON.
func (g *generator) any() string {
	return pick(g, `null`, `true`, `17`, `-1.5e3`, `""`, `"x"`, `"*"`, `[]`, `{}`, `{"a":[1,{"b":null}]}`, `["flow"]`, `"\u0000"`, `"${x}"`)
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (g *generator) text() string {
	if g.IntN(4) == 0 {
		return quote(lang.Verbs[g.IntN(len(lang.Verbs))].Word) // labels may be words of the language
	}
	return quote(pick(g, "", "Hello.", "Press 1 for apples or press 2 for oranges.", "Welcome. Press 1 for apples. Press 2 for pears.",
		"Menu. Press 1 to say \"hi\". Press 2 twice, Mr. X. Press # end.", "Hi {{name}}", "${x} $y \\${z}", "líne\nbreak\ttab", "\u202e“quotes” // no comment # {", "For apples, press 1. For pears, press 2.",
		"Sorry, we could not find your account number.", "again", "next", "日本語。", "Hallo. Für Verkauf drücken Sie die 1. Für Störung drücken Sie die 2.", "Gut. Für heute drücken Sie die 3. Für morgen drücken Sie die 4.",
		"नमस्ते। बिक्री के लिए 1 दबाएँ। मदद के लिए 2 दबाएँ।", "1を押すと販売です。 2を押すと販路です。", "Press # for {{a}}. Press 3 for {choice}.", "To {key}, press 1. To ${x}, press 2.", "This is not right.", strings.Repeat("long ", 40)))
}

func (g *generator) number() string {
	return quote(pick(g, "5263", "917507161643", "917507161643", "+4930123", "16468107XXX", "{{agent}}", "", "007", "12#", "sip:me@example.com"))
}

func (g *generator) payload() string {
	n := 1 + g.IntN(pick(g, 2, 8, 25))
	v1 := g.IntN(2) == 0
	ids := make([]string, n)
	for i, at := range g.Perm(n) {
		ids[i] = pick(g, strconv.Itoa(at), quote(strconv.Itoa(at)), quote("id "+strconv.Itoa(at)), quote(string(rune('a'+at))+"_book"))
		if v1 {
			ids[i] = strconv.Itoa(at)
		}
	}
	objects := make([]string, n)
	for i := range objects {
		objects[i] = g.object(ids, i, v1)
		if g.wrong() && g.IntN(4) == 0 {
			objects[i] = g.any()
		}
	}
	members := []string{`"flow":[` + strings.Join(objects, ",") + `]`}
	add := func(key, value string) {
		if g.wrong() {
			value = g.any()
		}
		if g.IntN(12) > 0 || v1 && key == "auth_token" {
			members = append(members, quote(key)+":"+value)
		}
	}
	add("cloud_id", `"dev"`)
	add("auth_token", quote(pick(g, "secret", "${TOKEN}", "${SAMESPACE_AUTH_TOKEN}", "${not one}")))
	if !v1 {
		add("cloud_sid", quote(pick(g, "XXXX", "${SID}")))
		if g.IntN(3) == 0 {
			add("publish", pick(g, `{"url":"https://example.com"}`, `{"url":"https://example.com","method":"PUT"}`, `{"method":"POST","url":"http://{{x}}"}`))
		}
	}
	if g.IntN(2) == 0 {
		add("record", pick(g, "true", "false"))
	}
	if g.wrong() {
		add(pick(g, "extra", "id", "next_step", "cloud_sid", "flow", "record"), g.any())
	}
	if g.IntN(30) == 0 && g.mistakes > 0 {
		return members[0][len(`"flow":`):]
	}
	g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return "{" + strings.Join(members, ",") + "}"
}

// object returns an object that mostly leads to the next one. It is long because
// it lists, type by type, what objects have and what can be wrong with it.
func (g *generator) object(ids []string, i int, v1 bool) string {
	target := func() string {
		switch {
		case g.wrong():
			return pick(g, "999", `"nowhere"`, g.any())
		case g.IntN(2) == 0 && i+1 < len(ids):
			return ids[i+1]
		}
		return ids[g.IntN(len(ids))]
	}
	var members []string
	add := func(key, value string) {
		switch {
		case g.wrong():
			value = g.any()
		case g.wrong():
			return
		}
		members = append(members, quote(key)+":"+value)
	}
	maybe := func(key, value string) {
		if g.IntN(2) == 0 {
			add(key, value)
		}
	}
	add("id", ids[i])
	typ := pick(g, "call", "play", "play", "play", "digits", "digits", "http", "callback", "connect", "connect")
	if v1 && typ == "callback" {
		typ = "connect"
	}
	if g.wrong() {
		typ = pick(g, "keypad", "dance", "callback", "")
	}
	add("type", quote(typ))
	var branches []string
	branch := func(key string) {
		branches = append(branches, quote(key)+":"+target())
	}
	switch typ {
	case "call", "connect":
		add("number", g.number())
		maybe("caller_id", g.number())
	case "play":
		if g.IntN(4) == 0 {
			add("url", quote("https://example.com/a b.mp3"[:pick(g, 21, 23)]+".mp3"))
			maybe("text", g.text())
		} else {
			add("text", g.text())
		}
	case "digits", "keypad":
		add("count", pick(g, "1", "1", "1", "4", `"{{n}}"`))
		maybe("variable", quote(pick(g, "account_id", "next", "pin", "${v}", "a b", "")))
		for _, key := range []string{"1", "2", "3", "4", "#", "12", "007", "12#"} {
			if g.IntN(3) == 0 {
				branch(key)
			}
		}
		if g.wrong() {
			branch(pick(g, "else", "ok", "success", "+1", "", "é", "\x00", "1"))
		}
		maybeBranch(g, branch, "*")
	case "http":
		add("url", quote(pick(g, "https://example.com/test/{{account_id}}", "{{base}}/x", "http://localhost:80/", "https://example.com/test", "https://example.com/v2/$y",
			"https://next.example.com/v2/a/b", "https://next.example.com/v2/a/b", "https://next.example.com/v2/a/c?q=https://next.example.com/v2/a/d")))
		maybe("method", quote(pick(g, "GET", "POST", "PUT", "PATCH", "DELETE")))
		maybeBranch(g, branch, "success")
		maybeBranch(g, branch, "fail")
		if g.wrong() {
			branch(pick(g, "busy", "*", "ok", "else", "1"))
		}
	case "callback":
		add("date", quote(pick(g, "2018-10-11", "{{day}}")))
		add("time", quote(pick(g, "20:48:00", "{{time}}")))
		add("timezone", quote(pick(g, "UTC", "Asia/Kolkata", "Etc/GMT+5", "{{zone}}")))
		add("entity", pick(g, "5263", "0", `"{{team}}"`, "917507161643"))
	default:
		add("moves", g.any())
	}
	if g.wrong() {
		add(pick(g, "extra", "text", "number", "method", "id", "a\x00b"), g.any())
	}
	key := "flow"
	if v1 != g.wrong() {
		key = "next_step"
	}
	if typ == "digits" || typ == "http" || typ == "keypad" || g.wrong() {
		if len(branches) > 0 || g.IntN(2) == 0 {
			add(key, "{"+strings.Join(branches, ",")+"}")
		}
		if g.wrong() {
			add("next_step", target())
		}
	} else if g.IntN(6) > 0 {
		add("next_step", target())
	}
	if g.IntN(4) == 0 {
		g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	}
	return "{" + strings.Join(members, ",") + "}"
}

func maybeBranch(g *generator, branch func(string), key string) {
	if g.IntN(5) > 0 {
		branch(key)
	}
}

func TestRandom(t *testing.T) {
	const parts = 8
	for part := range parts {
		t.Run(strconv.Itoa(part), func(t *testing.T) {
			t.Parallel()
			for i := part; i < 10_000; i += parts {
				g := &generator{rand.New(rand.NewPCG(4, uint64(i))), []int{0, 8, 40}[i%3]}
				if checkPayload(t, g.payload()); t.Failed() {
					t.Fatalf("payload %d", i)
				}
			}
		})
	}
}

// Payloads without mistakes come back without an error.
func TestRandomRight(t *testing.T) {
	for i := range 1_000 {
		g := &generator{rand.New(rand.NewPCG(6, uint64(i))), 0}
		text := g.payload()
		r := script(t, "payload.json", text)
		if got := proof(r); got != "same call" || r.Findings.HasErrors() {
			t.Fatalf("%s\n%s\n%s\n%s", got, text, r.Script, findings(r.Findings, r.Secrets))
		}
	}
}

// The comparison itself: a payload whose objects are renumbered and shuffled
// is the same call, and one with a change is not.
func TestRandomSame(t *testing.T) {
	for i := range 2_000 {
		g := &generator{rand.New(rand.NewPCG(7, uint64(i))), 0}
		text := g.payload()
		doc, err := api.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		p := api.Read(doc, 0)
		flow := append([]api.Node(nil), p.Flow.Kids...)
		g.Shuffle(len(flow)-1, func(i, j int) { flow[i+1], flow[j+1] = flow[j+1], flow[i+1] })
		shuffled := *doc
		shuffled.Root.Kids = append([]api.Node(nil), doc.Root.Kids...)
		for j := range shuffled.Root.Kids {
			if shuffled.Root.Kids[j].Key == "flow" {
				shuffled.Root.Kids[j].Kids = flow
			}
		}
		if d := same.Compare(p, api.Read(&shuffled, 0)); d != nil {
			t.Fatalf("%v\n%s\n%s", d, text, shuffled.Root.AppendJSON(nil))
		}
		k := g.IntN(len(flow))
		flow[k].Kids = append(append([]api.Node(nil), flow[k].Kids...), api.Node{Key: "more", Kind: api.NullNode})
		if d := same.Compare(p, api.Read(&shuffled, 0)); d == nil {
			t.Fatalf("no difference\n%s\n%s", text, shuffled.Root.AppendJSON(nil))
		}
	}
}

func FuzzDecompile(f *testing.F) {
	for _, pattern := range []string{"testdata/*.json", "testdata/*.txt", "../../golden/*/out.*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	for i := range 50 {
		g := &generator{rand.New(rand.NewPCG(8, uint64(i))), 8}
		f.Add(g.payload())
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		checkPayload(t, text)
	})
}
