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

// The grammar in SPEC.md is the one that the parser is built from.
func TestSpecHoldsTheGrammar(t *testing.T) {
	text, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), "```ebnf\n")
	block, after, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatalf("%s has no block of EBNF", spec)
	}
	if *update {
		if err := os.WriteFile(spec, []byte(before+"```ebnf\n"+lang.EBNF()+"```\n"+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(lang.EBNF(), block); d != "" {
		t.Errorf("the grammar has changed; run go test ./lang -run Spec -update (-grammar +%s)\n%s", spec, d)
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

// Every word that starts a statement stands in SPEC.md.
func TestSpecNamesEveryVerb(t *testing.T) {
	text, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	prose, _, _ := strings.Cut(string(text), "```ebnf\n")
	for _, v := range lang.Verbs {
		if !strings.Contains(prose, "`"+v.Word) {
			t.Errorf("%s does not say what %s is", spec, v.Word)
		}
	}
}
