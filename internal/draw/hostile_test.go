package draw_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/draw"
)

// hostile are texts that formats take for something else.
var hostile = []string{
	"</script><script>alert(1)</script>",
	`"]; n1 -> n2; subgraph x; "`,
	`quotes " ' and \ and & and &amp; and #34; and #quot;`,
	"<!-- --> ]]> <![CDATA[ <b>bold</b> <br>",
	"one\ntwo\n\nfour",
	"1. a list\n- of Markdown\n# and **more** `code` _x_ ~y~",
	"control \x00\x01\x1b[31m\x7f\u0085 characters and \ufffe",
	"\u202eleftward\u202c \u2066isolated\u2069",
	"שלום, אנא הקש 1 או המתן על הקו לנציג הבא שיתפנה.",
	"ملاحظة: اضغط 1 للغة العربية ثم اتبع التعليمات.",
	"歡迎致電客戶服務中心，請按一字鍵以繼續，或按二字鍵以返回主選單。請耐心等候下一位專員為您服務。",
	"👩‍👩‍👧‍👦🎉🇩🇪🇫🇷👍🏽 and more of 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
	"e\u0301\u0301\u0301\u0301 marks",
	strings.Repeat("word ", 2000),
	strings.Repeat("W", 10_000),
	strings.Repeat("字", 10_000),
	"%%{init: {}}%% graph TD; click n0 call alert()",
	"{{name}} {{ {% raw %}",
	"end",
	"javascript:alert(1)",
}

// payload is a payload that says each text as a prompt, as a key, as an id and as
// the type of an object.
func payload(t *testing.T) string {
	t.Helper()
	var flow []map[string]any
	for i, text := range hostile {
		next := fmt.Sprint(i+1, " ", text)
		if i+1 == len(hostile) {
			next = "nowhere"
		}
		id := fmt.Sprint(i, " ", text)
		if i == 0 {
			id = "first"
		}
		flow = append(flow,
			map[string]any{"id": id, "type": "play", "text": text, "next_step": id + "k"},
			map[string]any{"id": id + "k", "type": "digits", "count": 1, "variable": text, "flow": map[string]any{text: "first", "1": next, "*": next}},
			map[string]any{"id": id + "r", "type": text, "flow": map[string]any{text: next}},
			map[string]any{"id": id + "h", "type": "http", "url": "https://example.com/" + text, "method": text, "flow": map[string]any{}})
	}
	out, err := json.Marshal(map[string]any{"cloud_id": "dev", "flow": flow})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func hostileScene(t *testing.T) *draw.Scene {
	t.Helper()
	c, object := of(t, "hostile.json", payload(t))
	s, err := draw.New(c, draw.Options{Title: hostile[0] + hostile[1] + hostile[6], Object: object})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestHostileSVG reads a picture of hostile texts back.
func TestHostileSVG(t *testing.T) {
	text := svg(t, hostileScene(t))
	p := readPicture(t, text)
	for _, problem := range p.problems() {
		t.Error(problem)
	}
	for _, name := range []string{"script", "b", "br", "foreignObject", "a", "image", "use"} {
		if strings.Contains(text, "<"+name+">") || strings.Contains(text, "<"+name+" ") {
			t.Errorf("there is an element %s", name)
		}
	}
	for _, long := range []string{hostile[13], hostile[14], hostile[15]} {
		if !strings.Contains(text, "“"+html.EscapeString(long)+"”") {
			t.Errorf("the whole of %.10s… is nowhere", long)
		}
	}
}

// TestHostileHTML holds the page to its policy: what runs is what was written here.
func TestHostileHTML(t *testing.T) {
	var b strings.Builder
	if err := hostileScene(t).HTML(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	scripts := regexp.MustCompile(`(?s)<script([^>]*)>(.*?)</script>`).FindAllStringSubmatch(page, -1)
	if len(scripts) != 2 || strings.Count(strings.ToLower(page), "<script") != 2 {
		t.Fatalf("there are %d scripts", len(scripts))
	}
	styles := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllStringSubmatch(page, -1)
	if len(styles) != 1 || strings.Contains(page, "style=") {
		t.Fatal("there is another style")
	}
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1]
	want := fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", sum(styles[0][1]), sum(scripts[1][2]))
	if d := cmp.Diff(want, policy); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	var steps []struct{ Words, Object string }
	if err := json.Unmarshal([]byte(scripts[0][2]), &steps); err != nil {
		t.Fatal(err)
	}
	if got := steps[0].Words; got != "“"+hostile[0]+"”" {
		t.Errorf("the first prompt is %s", got)
	}
	bare := regexp.MustCompile(`(?s)>[^<]*<|"[^"]*"`).ReplaceAllString(strings.NewReplacer(scripts[0][0], "", scripts[1][0], "").Replace(page), "")
	for _, outside := range []string{"http:", "https:", "src", "href"} {
		if strings.Contains(bare, outside) {
			t.Errorf("the page asks for %s", outside)
		}
	}
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(s[:])
}

// TestHostileText holds the other formats to a line a statement, of a shape that
// nothing in a text can change.
func TestHostileText(t *testing.T) {
	s := hostileScene(t)
	for _, format := range []struct {
		name  string
		write func(*strings.Builder) error
		line  string
	}{
		{"mermaid", func(b *strings.Builder) error { return s.Mermaid(b) },
			`---|title: STR|flowchart TB| *n\d+(\["[^"]*"\]|\(\["[^"]*"\]\)):::[a-z_]+| *subgraph g\d+\["[^"]*"\]| *end|  n\d+ -->(\|"[^"]*"\|)? n\d+|  classDef [a-z_]+ [a-z:#0-9,]+`},
		{"dot", func(b *strings.Builder) error { return s.DOT(b) },
			`digraph call \{|\}|  [a-z]+=\S+|  label=STR|  (node|edge) \[.*\]| *n\d+ \[label=STR fillcolor=STR color=STR tooltip=STR\]| *subgraph cluster_\d+ \{| *label=STR| *labeljust=l| *\}|  n\d+ -> n\d+( \[label=STR\])?`},
	} {
		var b strings.Builder
		if err := format.write(&b); err != nil {
			t.Fatal(err)
		}
		shape := regexp.MustCompile("^(" + strings.ReplaceAll(format.line, "STR", `"(\\.|[^"\\])*"( \+ "(\\.|[^"\\])*")*`) + ")$")
		for line := range strings.Lines(b.String()) {
			if line = strings.TrimSuffix(line, "\n"); !shape.MatchString(line) {
				t.Errorf("%s: %.200s", format.name, line)
			}
		}
		if _, err := exec.LookPath("dot"); err == nil && format.name == "dot" {
			cmd := exec.Command("dot", "-Tcanon")
			cmd.Stdin = strings.NewReader(b.String())
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %.300s", err, out)
			}
		}
	}
}

// TestRandom reads pictures of random payloads back.
func TestRandom(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		var flow []string
		n := 1 + r.IntN(12)
		for i := range n {
			id := func() int { return r.IntN(n + 1) }
			text, _ := json.Marshal(strings.Repeat("Words of a prompt. ", r.IntN(6)) + hostile[r.IntN(13)])
			switch r.IntN(4) {
			case 0:
				flow = append(flow, fmt.Sprintf(`{"id": %d, "type": "play", "text": %s, "next_step": %d}`, i, text, id()))
			case 1:
				flow = append(flow, fmt.Sprintf(`{"id": %d, "type": "digits", "count": 1, "flow": {"1": %d, "2": %d, "3": %d, "4": %d}}`, i, id(), id(), i, i))
			case 2:
				flow = append(flow, fmt.Sprintf(`{"id": %d, "type": "http", "url": "https://example.com", "flow": {"success": %d, "fail": %d}}`, i, id(), id()))
			default:
				flow = append(flow, fmt.Sprintf(`{"id": %d, "type": "connect", "number": "5263"}`, i))
			}
		}
		text := `{"flow": [` + strings.Join(flow, ",") + `]}`
		c, _ := of(t, "random.json", text)
		s, err := draw.New(c, draw.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := readPicture(t, svg(t, s))
		for _, problem := range p.problems() {
			t.Fatalf("seed %d: %s\n%s", seed, problem, text)
		}
		if len(p.lines) != len(s.Arrows) {
			t.Fatalf("seed %d: %d of %d arrows", seed, len(p.lines), len(s.Arrows))
		}
	}
}
