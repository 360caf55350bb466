package diag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang/source"
)

var (
	codeC = &Code{Name: "c"}
	codeY = &Code{Name: "y"}
	codeZ = &Code{Name: "z"}
)

// TestText checks that the marks stand under what they are about, whatever
// stands before it.
func TestText(t *testing.T) {
	for name, tc := range map[string]struct {
		text, mark string
		want       []string // the source line and the marks
	}{
		"plain":     {`say "x" -> a`, "->", []string{`    say "x" -> a`, `            ^^`}},
		"tabs":      {"\tsay\t\"x\"", `"x"`, []string{"    \tsay\t\"x\"", "    \t   \t^^^"}},
		"wide":      {`say "漢字" -> a`, "->", []string{`    say "漢字" -> a`, `               ^^`}},
		"combining": {"say \"e\u0301\" -> a", "->", []string{"    say \"e\u0301\" -> a", `            ^^`}},
		"emoji":     {"say \"👩‍👩‍👧\" -> a", "->", []string{"    say \"👩‍👩‍👧\" -> a", `             ^^`}},
		"control":   {"say \"\x1b[31m\u202e\" -> a", "->", []string{"    say \"\uFFFD[31m\uFFFD\" -> a", `                 ^^`}},
		"two lines": {"say \"\"\"a\nb\"\"\"", "\"\"\"a\nb\"\"\"", []string{`    say """a`, `        ^^^^`}},
		"second":    {"say \"x\"\n  sya", "sya", []string{`      sya`, `      ^^^`}},
		"CRLF":      {"sya\r\nsay", "sya", []string{"    sya", "    ^^^"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Split(strings.TrimSuffix(render(t, tc.text, tc.mark), "\n"), "\n")[1:]
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("excerpt (-want +got):\n%s", diff)
			}
		})
	}
}

func render(t *testing.T, text, mark string) string {
	t.Helper()
	file := source.NewFile("x.flow", text)
	start := int32(strings.Index(text, mark))
	var out strings.Builder
	err := Print(&out, List{codeC.At(source.Place{File: file, Span: source.Span{Start: start, End: start + int32(len(mark))}}, "m")}, Style{})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestLongLines(t *testing.T) {
	text := strings.Repeat("a", 1_000_000) + "MARK" + strings.Repeat("b", 1_000_000)
	lines := strings.Split(render(t, text, "MARK"), "\n")
	if diff := cmp.Diff("x.flow:1:1000001: error[c]: m", lines[0]); diff != "" {
		t.Errorf("place (-want +got):\n%s", diff)
	}
	if at := strings.Index(lines[2], "^^^^"); len(lines[1]) > 200 || []rune(lines[1])[at] != 'M' {
		t.Errorf("the mark is not under its text:\n%s\n%s", lines[1], lines[2])
	}
}

func TestColorAndHelp(t *testing.T) {
	file := source.NewFile("x.flow", "token \"hunter2\"\nsay \"x\"\n")
	secrets := &Redactor{}
	secrets.HidePlace(source.Place{File: file, Span: source.Span{Start: 6, End: 15}})
	f := &Finding{
		Code: codeC, Severity: Warning, Message: "m", Help: "do this",
		Place: source.Place{File: file, Span: source.Span{Start: 6, End: 15}},
		Related: []Related{
			{Place: source.Place{File: file, Span: source.Span{Start: 16, End: 19}}, Message: "also here"},
			{Place: source.Place{File: file, Span: source.Span{Start: 16, End: 19}}, Message: "in the use at"},
		},
	}
	want := "x.flow:1:7: warning[c]: m\n    token *********\n          ^^^^^^^^^\n  help: do this\n" +
		"  x.flow:2:1: also here\n    say \"x\"\n    ^^^\n  in the use at x.flow:2:1\n"
	var plain, colored strings.Builder
	if err := Print(&plain, List{f}, Style{Secrets: secrets}); err != nil {
		t.Fatal(err)
	}
	if err := Print(&colored, List{f}, Style{Color: true, Secrets: secrets}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, plain.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if !strings.Contains(colored.String(), "\x1b[1;33mwarning[c]\x1b[0m") {
		t.Errorf("no colour in %q", colored.String())
	}
}

func TestSorted(t *testing.T) {
	a, b := source.NewFile("a.flow", "x"), source.NewFile("b.flow", "x")
	at := func(f *source.File, start int32) source.Place {
		return source.Place{File: f, Span: source.Span{Start: start, End: start}}
	}
	list := List{
		{Code: codeZ, Place: at(b, 0)}, {Code: codeZ, Place: at(a, 1)}, {Code: codeY, Place: at(a, 1)},
		{Code: codeZ, Place: at(a, 0)}, {Code: codeZ, Place: at(a, 1)},
	}
	want := List{{Code: codeZ, Place: at(a, 0)}, {Code: codeY, Place: at(a, 1)}, {Code: codeZ, Place: at(a, 1)}, {Code: codeZ, Place: at(b, 0)}}
	if diff := cmp.Diff(want, list.Sorted(), cmp.Comparer(func(f, g *source.File) bool { return f == g })); diff != "" {
		t.Errorf("sorted (-want +got):\n%s", diff)
	}
}
