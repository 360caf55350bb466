package lang_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
)

var update = flag.Bool("update", false, "write the grammar into SPEC.md")

const spec = "SPEC.md"

// generated are the parts of SPEC.md that are made from the grammar and the
// table of verbs, by what stands before and behind each.
var generated = []struct {
	before, behind string
	text           func() string
}{
	{"## All statements\n\n", "\n## ", func() string { return table(lang.Verbs) }},
	{"### Lines of tests\n\n", "\n## ", func() string { return table(lang.TestVerbs) }},
	{"| word | no label, exit or variable | no constant, parameter or argument | no step |\n|---|---|---|---|\n", "\nThere are four", words},
	{"```ebnf\n", "```\n", lang.EBNF},
}

// table lists all statements, or lines of tests, that start with a word.
func table(verbs []lang.Verb) string {
	var b strings.Builder
	b.WriteString("| word | what it does | for example |\n|---|---|---|\n")
	for _, v := range verbs {
		b.WriteString("| `" + v.Word + "` | " + v.Doc + " | `" + strings.ReplaceAll(v.Example, "|", `\|`) + "` |\n")
	}
	return b.String()
}

// words lists all words, and what they can't name.
func words() string {
	var b strings.Builder
	for _, w := range lang.Words() {
		b.WriteString("| `" + w.Text + "` |")
		for _, kind := range []lang.NameKind{lang.LabelName, lang.ConstName, lang.StepName} {
			if w.Not&kind != 0 {
				b.WriteString(" × |")
			} else {
				b.WriteString("  |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// What SPEC.md has of the grammar and of the verbs is what the parser has.
func TestSpecIsUpToDate(t *testing.T) {
	text, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for _, g := range generated {
		before, rest, ok := strings.Cut(want, g.before)
		at := strings.Index(rest, g.behind)
		if !ok || at < 0 {
			t.Fatalf("%s has no %q", spec, g.before)
		}
		want = before + g.before + g.text() + rest[at:]
	}
	if *update {
		if err := os.WriteFile(spec, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("run go test ./lang -run Spec -update (-grammar and verbs +%s)\n%s", spec, d)
	}
}

var (
	noise   = regexp.MustCompile(`"(\\.|[^"\\])*"| // .*|JSON members`)
	defined = regexp.MustCompile(`(?m)^(\w+|<\w+>) = `)
	name    = regexp.MustCompile(`\b[A-Z]\w+|<\w+>`)
)

// Every name in the grammar has one production, and all but two are used:
// a file is the start, and comments may stand anywhere.
func TestGrammarIsWhole(t *testing.T) {
	text := noise.ReplaceAllString(lang.EBNF(), "-")
	count := map[string]int{"File": 1, "<comment>": 1}
	for _, n := range name.FindAllString(text, -1) {
		count[n]++
	}
	productions := map[string]bool{}
	for _, m := range defined.FindAllStringSubmatch(text, -1) {
		if productions[m[1]] {
			t.Errorf("%s has two productions", m[1])
		}
		productions[m[1]] = true
	}
	for n, uses := range count {
		if !productions[n] {
			t.Errorf("%s has no production", n)
		}
		if uses < 2 {
			t.Errorf("nothing uses %s", n)
		}
	}
}
