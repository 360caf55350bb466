package ide_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// one returns the snapshot of a script of its own, and the place of the mark ^.
func one(t *testing.T, text string) (*ide.Snapshot, int32) {
	t.Helper()
	w, name, at := workspace(t, map[string]string{"x.flow": text})
	if name == "" {
		name = "/x.flow"
	}
	return snapshot(t, w, name), at
}

// lines holds lines against those that are wanted.
func lines(t *testing.T, want string, got []string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(strings.Trim(want, "\n"), "\n"), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func cut(s *ide.Snapshot, span source.Span) string {
	return strings.ReplaceAll(s.Text()[span.Start:span.End], "\n", "|")
}

func TestDiagnostics(t *testing.T) {
	w, _, _ := workspace(t, map[string]string{
		"main.flow": "use \"lib.flow\"\ncall 442079460123\nask \"x\", 0\nend\nsay \"never\"\n-> nowhere\n",
		"lib.flow":  "step ask(text, count) {\n  say text\n  input count into x\n}\nlet unread = \"{{\n",
	})
	for name, want := range map[string]string{
		"/main.flow": `
0 error[bad-count] lib.flow: count: a count is at least 1 [found here: count; the value of "count": 0; in the use at: ask]
nowhere error[undefined-label] no label "nowhere" []
`,
		"/lib.flow": `
"{{ error[syntax] this text is not closed []
`,
	} {
		s := snapshot(t, w, name)
		var got []string
		for _, d := range s.Diagnostics() {
			var related []string
			for _, r := range d.Related {
				related = append(related, r.Message+": "+r.Place.File.Text[r.Place.Start:r.Place.End])
			}
			got = append(got, fmt.Sprintf("%s %s[%s] %s [%s]", cut(s, d.Span), d.Severity, d.Code, d.Message, strings.Join(related, "; ")))
		}
		lines(t, want, got)
	}
}

func TestUnnecessary(t *testing.T) {
	s, _ := one(t, "call 4420\nend\nsay \"2\"\ninput 1 {\n 1 { say \"3\" }\n else { end; say \"4\" }\n}\nend\n-> a\nsay \"5\"\na: say \"6\"\nend\nsay \"7\"\nstep unused() { say \"8\" }\nsay \"9\"")
	var got []string
	for _, d := range s.Diagnostics() {
		got = append(got, fmt.Sprint(d.Code, " ", d.Unnecessary, " ", cut(s, d.Span)))
	}
	lines(t, `
unreachable-step true say "2"|input 1 {| 1 { say "3" }| else { end; say "4" }|}|end|-> a
unreachable-step true say "4"
unreachable-step true say "5"
unreachable-step true say "7"
unused-step true unused
`, got)
}

// TestFormat checks that edits make the layout, and change no more than they
// need.
func TestFormat(t *testing.T) {
	s, _ := one(t, "say   \"1\"\na:\nsay \"2\"  \n  input 1 {\n 1 -> a\n2 -> a }\n\n\n\nsay \"3\"")
	var got []string
	for _, e := range s.Format() {
		got = append(got, fmt.Sprintf("%q -> %q", s.Text()[e.Place.Start:e.Place.End], e.NewText))
	}
	lines(t, `
"  " -> ""
"" -> "  "
"  " -> ""
"" -> "   "
"2 -> a }" -> "    2 -> a"
"" -> "  }"
"\n" -> ""
"" -> "  "
"" -> "\n"
`, got)
	texts, err := diag.Apply(s.Format())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		again, _ := one(t, text)
		if list := again.Format(); list != nil {
			t.Errorf("the layout is laid out again: %v", list)
		}
	}
	broken, _ := one(t, "say\n   end\n")
	if list := broken.Format(); list != nil {
		t.Errorf("what does not parse is laid out: %v", list)
	}
}

// TestFormatReturns checks that the lines of a script end as they did, and that a
// cursor in a line stays where it is.
func TestFormatReturns(t *testing.T) {
	for text, want := range map[string][]diag.Edit{
		"say \"x\"\r\na:\r\n  say \"y\"\r\n":        nil,
		"say \"x\"\r\nsay \"y\"\n":                  {{Place: source.Place{Span: source.Span{Start: 7, End: 8}}}},
		"say \"é\" // è\r\na:\r\n  say   \"y\"\r\n": {{Place: source.Place{Span: source.Span{Start: 26, End: 28}}}},
	} {
		s, _ := one(t, text)
		got := s.Format()
		for i := range got {
			got[i].Place.File = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestFormatTyped(t *testing.T) {
	for _, tc := range []struct{ text, typed, want string }{
		{"input 1 {\n1 -> end\n  }^\n   end\n", "}", "input 1 {\n  1 -> end\n}\n   end\n"},
		{"input 1 {\n  bad bad\n  }^\n", "}", "input 1 {\n  bad bad\n}\n"},
		{"a:\nsay   \"1\"\n^\n", "\n", "a:\n  say \"1\"\n  \n"},
		{"a:\n  input 1 {\n^", "\n", "a:\n  input 1 {\n    "},
		{"a:\n  input 1 {\n^}\n", "\n", "a:\n  input 1 {\n  }\n"},
		{"a:\n  say \"1\"\n^b:\n", "\n", "a:\n  say \"1\"\nb:\n"},
		{"^say  \"1\"\n", "\n", "say  \"1\"\n"},
		{"a:\n  say \"\"\"\n    one\n      ^two\n  \"\"\"\n", "\n", "a:\n  say \"\"\"\n    one\n      two\n  \"\"\"\n"},
		{"a:\nsay \"\"\"\n    ^", "\n", "a:\nsay \"\"\"\n    "},
		{"say \"x\"\nraw {\n  \"type\": \"play\",\n  ^\"text\": \"x\"\n}\n", "\n", "say \"x\"\nraw {\n  \"type\": \"play\",\n  \"text\": \"x\"\n}\n"},
		{"raw {\n  \"type\": {\n    }^\n", "}", "raw {\n  \"type\": {\n    }\n"},
		{"step ask(\n  a,\n  ^b\n) { say a; say b }\n", "\n", "step ask(\n  a,\n  b\n) { say a; say b }\n"},
		{"input 1 {\n  1,\n    ^2 -> next\n}\n", "\n", "input 1 {\n  1,\n    2 -> next\n}\n"},
		{"input 1 {\n  1 -> next\n^}\nsay \"x\"\n", "\n", "input 1 {\n  1 -> next\n}\nsay \"x\"\n"},
		{"try 2 times {\n  input 1 -> again\n      ^} else -> end\n", "\n", "try 2 times {\n  input 1 -> again\n} else -> end\n"},
	} {
		s, at := one(t, tc.text)
		got := s.Text()
		if list := s.FormatTyped(at, tc.typed); len(list) > 0 {
			texts, err := diag.Apply(list)
			if err != nil {
				t.Fatal(err)
			}
			got = texts[s.Main().File.Source]
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%q typed in %q (-want +got):\n%s", tc.typed, tc.text, diff)
		}
	}
}

func TestSymbols(t *testing.T) {
	s, _ := one(t, `cloud "dev"
token "hush-hush"
use "lib.flow"
let desk = 5263
step ask(question, n) -> yes/no {
  say question
  -> yes
}
say "Hello."
menu:
  input 1 {
    1 { inner: say "1" }
    else -> menu
  }
  end
let late = 1
say "x"
`)
	var got []string
	var show func(list []ide.Symbol, depth string)
	show = func(list []ide.Symbol, depth string) {
		for _, o := range list {
			got = append(got, fmt.Sprintf("%s%d %s %s", depth, o.Kind, o.Text, o.Detail))
			show(o.Children, depth+"  ")
		}
	}
	show(s.Symbols(), "")
	lines(t, `
0 cloud "dev"
0 token 
1 "lib.flow" 
2 desk 5263
7 ask (question, n) -> yes/no
  4 question 
  4 n 
  5 yes 
  5 no 
  8 say question
8 say "Hello."
6 menu 
  8 input 1
    6 inner 
      8 say "1"
2 late 1
8 say "x"
`, got)
}

func TestProjectSymbols(t *testing.T) {
	w, _, _ := workspace(t, map[string]string{"lib.flow": lib, "main.flow": main, "a/deep.flow": "goodbye:\n  say \"1\"\nby_the_end:\n  end\n", "node_modules/x.flow": main})
	for query, want := range map[string]string{
		"bye": "/main.flow bye\n/a/deep.flow goodbye\n/a/deep.flow by_the_end",
		"DSK": "/lib.flow desk",
	} {
		list, err := w.Symbols(context.Background(), []string{"/"}, query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range list {
			got = append(got, o.File.Name+" "+o.Text)
		}
		lines(t, want, got)
	}
}

const shapes = `// One.
// Two.
use "a.flow"
use "b.flow"

// Three.
a:
  say """
    Long.
  """
  input 1 {
    1 -> a
    else { say "x"; end }
  }
`

func TestFolds(t *testing.T) {
	s, _ := one(t, shapes)
	var got []string
	for _, f := range s.Folds() {
		got = append(got, fmt.Sprintf("%d %s", f.Kind, cut(s, f.Span)))
	}
	lines(t, `
1 // One.|// Two.
2 use "a.flow"|use "b.flow"
0 a:|  say """|    Long.|  """|  input 1 {|    1 -> a|    else { say "x"; end }|  }
3 """|    Long.|  """
0 {|    1 -> a|    else { say "x"; end }
`, got)
}

func TestSelection(t *testing.T) {
	s, at := one(t, strings.Replace(shapes, "say \"x\"", "say \"wo^rd two\"", 1))
	var got []string
	for _, span := range s.Selection(at) {
		got = append(got, cut(s, span))
	}
	lines(t, `
word
word two
"word two"
say "word two"
say "word two"; end
{ say "word two"; end }
else { say "word two"; end }
1 -> a|    else { say "word two"; end }
{|    1 -> a|    else { say "word two"; end }|  }
input 1 {|    1 -> a|    else { say "word two"; end }|  }
a:|  say """|    Long.|  """|  input 1 {|    1 -> a|    else { say "word two"; end }|  }
`+strings.ReplaceAll(s.Text(), "\n", "|"), got)
}

func TestTokens(t *testing.T) {
	s, _ := one(t, `step ask(text) -> yes { say "${text} {{x}}!"; -> yes } // done
let at = Asia
ask "1" -> next
a: input 1 into x {
4..5 -> a }
callback 5 at 2030-01-15 18:30 Asia/Kolkata
say """
  long
"""
`)
	var got []string
	for _, k := range s.Tokens(source.Span{End: int32(len(s.Text()))}) {
		got = append(got, fmt.Sprint(cut(s, k.Span), " ", k.Kind, " ", k.Declared))
	}
	lines(t, strings.Join([]string{
		"step 0 false", "ask 2 true", "text 4 true", "-> 9 false", "yes 1 true", "say 0 false", "\"${ 6 false", "text 4 false", "} {{ 6 false",
		"x 5 false", "}}!\" 6 false", "-> 9 false", "yes 1 false", "// done 8 false",
		"let 0 false", "at 3 true", "= 9 false",
		"ask 2 false", "\"1\" 6 false", "-> 9 false", "next 0 false",
		"a 1 true", "input 0 false", "1 7 false", "into 0 false", "x 5 false", "4 7 false", ".. 9 false", "5 7 false", "-> 9 false", "a 1 false",
		"callback 0 false", "5 7 false", "at 0 false", "2030-01-15 7 false", "18:30 7 false", "Asia/Kolkata 6 false",
		"say 0 false", "\"\"\" 6 false", "  long 6 false", "\"\"\" 6 false",
	}, "\n"), got)
}

func TestLinks(t *testing.T) {
	w, _, _ := workspace(t, map[string]string{"lib.flow": lib, "x.flow": "use \"lib.flow\"\nplay \"https://example.com/a.mp3\"\nget \"https://example.com/{{x}}\"\nget \"ftp://example.com\"\n"})
	s := snapshot(t, w, "/x.flow")
	var got []string
	for _, l := range s.Links() {
		got = append(got, cut(s, l.Span)+" "+l.File+l.URL)
	}
	lines(t, "lib.flow /lib.flow\nhttps://example.com/a.mp3 https://example.com/a.mp3", got)
}

func TestLinked(t *testing.T) {
	for text, want := range map[string]int{
		"^a:\n  input 1 into x -> a\n":                     2,
		"a:\n  input 1 into ^x -> a\nsay \"{{x}}\"\n":      2,
		"let ^a = \"x\"\nsay a\n":                          0,
		"say \"^x\"\n":                                     0,
		"use \"y.flow\"\ninput 1 into ^x\nsay \"{{x}}\"\n": 2,
		"step ask() {\n  input 1 into ^x\n}\n":             0,
		"let hello = \"Hello {{^x}}\"\n":                   0,
	} {
		s, at := one(t, text)
		if got := len(s.Linked(at)); got != want {
			t.Errorf("%q: %d places are linked, want %d", text, got, want)
		}
	}
}

func TestHierarchy(t *testing.T) {
	ways := func(list []ide.Lead) (got []string) {
		for _, l := range list {
			got = append(got, fmt.Sprintf("%s %s %v %d", l.File.Name, l.Text, l.Keys, len(l.Spans)))
		}
		return got
	}
	files := map[string]string{"lib.flow": lib, "other.flow": other, "main.flow": `use "lib.flow"
say "Hello."
top:
  input 1 {
    1, 2 -> bye
    3 { say "x" }
    else -> top
  }
  ask "Sure?" -> next/top
bye:
  say "Bye."
`}
	w, _, _ := workspace(t, files)
	at := func(word string) int32 { return int32(strings.Index(files["main.flow"], word)) }
	for word, want := range map[string]string{
		"bye:": "/main.flow top [1 2 yes] 2",
		"top:": "/main.flow main.flow [] 1\n/main.flow top [else no] 2",
		"ask":  "/main.flow top [] 1\n/other.flow other.flow [] 1",
	} {
		got, err := w.Incoming(context.Background(), "/main.flow", at(word), ide.LabelSymbol)
		if err != nil {
			t.Fatal(err)
		}
		lines(t, want, ways(got))
	}
	s := snapshot(t, w, "/main.flow")
	lines(t, "/main.flow bye [1 2 yes] 2\n/main.flow top [else no] 2\n/lib.flow ask [] 1", ways(s.Outgoing(at("top:"), ide.LabelSymbol)))
	lines(t, "/main.flow top [] 1", ways(s.Outgoing(0, ide.FileSymbol)))
	if section, ok := s.Section(at("ask")); !ok || section.Kind != ide.StepSymbol {
		t.Errorf("ask is %v", section)
	}
	if _, ok := s.Section(at("Hello")); ok {
		t.Error("a text is a section")
	}
}
