package lang

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang/source"
)

var unexported = cmp.Exporter(func(reflect.Type) bool { return true })

func tokensOf(t *testing.T, text string) *lexer.PeekingLexer {
	t.Helper()
	lex, err := lexer.Upgrade(newScanner(text))
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// everything has each type of statement, in more forms than the examples of
// the verbs have.
const everything = `sid "x"
record off
s "1", q: "2" -> next/l
input 4 into n {
  1, 2..3, # -> l
  "x" { end }
  else -> next
}
get "https://example.com" -> next/l
menu play "https://example.com/a.mp3" each "{key}" into k {
  1 "one" -> l
}
try 2 times {
  input 1 -> again
} else -> l
l:
  -> l
test "all" of s "a", q: 1 with n = 2, // c
  m = "x" {
  hear "x"
  press 12#
  call 1 from 2
  connect 1 from 2
  callback 1 at 2030-01-15 18:30 UTC
  get "*" -> ok
  raw { "type": "x" } -> "y"
  -> next
}
test "end" { hear "x"; end }
`

// TestEveryNode sends every type of statement through Walk and Print: each
// verb has an example, and there is one of each node in them.
func TestEveryNode(t *testing.T) {
	seen := map[string]bool{}
	script := everything
	for _, v := range Verbs {
		script += v.Example + "\n"
	}
	file := Parse(source.NewFile("x.flow", script))
	if list := file.Findings(func(string) bool { return true }); len(list) > 0 {
		t.Fatalf("%s at %d", list[0].Message, list[0].Place.Start)
	}
	Walk(file, func(n Node) bool {
		seen[strings.TrimPrefix(fmt.Sprintf("%T", n), "*lang.")] = true
		return true
	})
	printed := Sprint(file)
	again := Parse(source.NewFile("x.flow", printed))
	if diff := cmp.Diff(dumped(file), dumped(again)); diff != "" {
		t.Errorf("what is printed is another script (-script +printed):\n%s\n%s", diff, printed)
	}
	for _, v := range append(slices.Clone(Verbs), TestVerbs...) {
		node, err := v.production.parse(tokensOf(t, v.Example))
		if err != nil {
			t.Errorf("%s: %v", v.Word, err)
			continue
		}
		if name := strings.TrimPrefix(fmt.Sprintf("%T", node), "*lang."); !seen[name] {
			t.Errorf("no %s in the script of this test", name)
		}
		if v.Doc == "" || !strings.HasSuffix(v.Doc, ".") || !strings.HasPrefix(v.Usage, v.Word) {
			t.Errorf("%s has no usage, or no sentence that says what it does", v.Word)
		}
	}
}

// dumped shows a tree without what a layout changes.
func dumped(f *File) string {
	var b strings.Builder
	if err := Dump(&b, f, false); err != nil {
		panic(err)
	}
	return strings.NewReplacer(" [one line]", "").Replace(b.String())
}

func TestParts(t *testing.T) {
	for _, tc := range []struct{ raw, want string }{
		{`"plain"`, "plain"},
		{`"{{x}} $ \$ \${a} \" \\ \n\t \u{1F600}"`, "{{x}} $ $ ${a} \" \\ \n\t 😀"},
		{"\"\"\"\n  one\n  two\n\n\n  three\n\"\"\"", "one two\nthree"},
		{"\"\"\"one\r\n two \"\"\"", "one two"},
		{"\"\"\" \n \"\"\"", ""},
	} {
		got, plain := Value{Raw: tc.raw, Kind: TextLit}.Plain()
		if diff := cmp.Diff(tc.want, got); diff != "" || !plain {
			t.Errorf("%s, plain %v (-want +got):\n%s", tc.raw, plain, diff)
		}
	}
	parts, errs := Value{Raw: `"a ${b}${c} d"`, Kind: TextLit}.Parts()
	want := []Part{{Text: "a "}, {Name: Name{"b", 5}}, {Name: Name{"c", 9}}, {Text: " d"}}
	if diff := cmp.Diff(want, parts); diff != "" || errs != nil {
		t.Errorf("parts, errors %v (-want +got):\n%s", errs, diff)
	}
	for _, raw := range []string{`"\q"`, `"\u{110000}"`, `"\u{D800}"`, `"\u{}"`, `"\u12"`, `"${"`, `"${a.b}"`, `"${}"`, "\"\"\"a\\\nb\"\"\""} {
		if _, errs := (Value{Raw: raw, Kind: TextLit}).Parts(); len(errs) != 1 {
			t.Errorf("%s: %d errors, want 1", raw, len(errs))
		}
	}
}

// TestQuote writes what nobody would see as an escape.
func TestQuote(t *testing.T) {
	for says, want := range map[string]string{
		"plain":                  `"plain"`,
		"a \"b\" \\ $5 ${c}\n\t": `"a \"b\" \\ $5 \${c}\n\t"`,
		"\x01\x1b\x7f\r":         `"\u{1}\u{1B}\u{7F}\u{D}"`,
		"\u0085\u009b31m":        `"\u{85}\u{9B}31m"`,
		"\u200e\u200f\u061c\u202a\u202e\u2066\u2069": `"\u{200E}\u{200F}\u{61C}\u{202A}\u{202E}\u{2066}\u{2069}"`,
		"\u00ad\u200b\u2060\ufeff\U000E0041":         `"\u{AD}\u{200B}\u{2060}\u{FEFF}\u{E0041}"`,
		"\u2028\u2029":                               `"\u{2028}\u{2029}"`,
		// Joiners, and marks that are seen.
		"क्\u200dष می\u200cخواهم 👩\u200d💻 ❤\ufe0f \u0600\u06dd e\u0301 \u00a0": "\"क्\u200dष می\u200cخواهم 👩\u200d💻 ❤\ufe0f \u0600\u06dd e\u0301 \u00a0\"",
	} {
		if d := cmp.Diff(want, Quote(says)); d != "" {
			t.Errorf("%q (-want +got):\n%s", says, d)
		}
		v := Text(says)
		if got, plain := v.Plain(); !plain || got != says {
			t.Errorf("%q reads as %q", says, got)
		}
	}
}

// FuzzQuote checks that a quoted text says what was quoted.
func FuzzQuote(f *testing.F) {
	f.Add("a\"b\\c\n\t${x} $ {{y}} \u202e😀\x00\r")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "?")
		raw := Quote(text)
		lex := tokensOf(t, raw)
		if tok := lex.Next(); tok.Type != tokText || tok.Value != raw {
			t.Fatalf("%q is no text", raw)
		}
		if got, plain := (Value{Raw: raw, Kind: TextLit}).Plain(); !plain || got != text {
			t.Fatalf("%q says %q, want %q", raw, got, text)
		}
	})
}

func TestNearest(t *testing.T) {
	for _, tc := range []struct{ word, want string }{
		{"suport", "support"}, {"sya", "say"}, {"SUPPORT", "support"}, {"x", ""}, {"entirely", ""}, {"goto", ""}, {"now", ""},
	} {
		if got := Nearest(tc.word, []string{"support", "say", "get", "ok", "agent"}); got != tc.want {
			t.Errorf("Nearest(%q) = %q, want %q", tc.word, got, tc.want)
		}
	}
}

// Names that a program made can be long, and there can be many of them.
func TestNearestIsBounded(t *testing.T) {
	name := strings.Repeat("x", 64)
	if got := Nearest(name, []string{name[1:]}); got != name[1:] {
		t.Errorf("near a name of 64 bytes is %q", got)
	}
	if got := Nearest(name+"x", []string{name}); got != "" {
		t.Errorf("near a name of 65 bytes is %q", got)
	}
	if got := Nearest(name, []string{name + "x"}); got != "" {
		t.Errorf("a name of 65 bytes is near: %q", got)
	}
}

// TestTextsAreReadOnce checks that what a text says is kept, and that plain
// texts cost nothing.
func TestTextsAreReadOnce(t *testing.T) {
	stmts := Parse(source.NewFile("x.flow", "say \"plain\"\nsay \"a ${b}\"\n")).Body.Stmts
	if v := stmts[0].(*Say).Text; v.said != nil {
		t.Errorf("a plain text keeps %v", v.said)
	}
	v := stmts[1].(*Say).Text
	if n := testing.AllocsPerRun(10, func() { v.Parts() }); n > 0 {
		t.Errorf("the parts of a text take %v allocations", n)
	}
}

// TestErrors checks that the file says what is wrong, and that a word that
// another file may declare is not held against it.
func TestErrors(t *testing.T) {
	file := Parse(source.NewFile("x.flow", "frobnicate -> \nsay \"\\q\"\n"))
	if len(file.Errors) != 2 || file.Errors[0].Word == nil || file.Errors[0].Word.Text != "frobnicate" {
		t.Fatalf("errors %v", file.Errors)
	}
	for declared, want := range map[bool]string{false: "no statement \"frobnicate\"", true: "this step needs a target"} {
		list := file.Findings(func(string) bool { return declared })
		if len(list) != 2 || list[0].Message != want {
			t.Errorf("where frobnicate is declared %v: %d findings, first %q, want %q", declared, len(list), list[0].Message, want)
		}
	}
}
