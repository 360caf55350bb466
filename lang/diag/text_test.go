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

// Warnings give way to errors, and errors to what keeps a job from being done,
// without a change of the order.
func TestForemost(t *testing.T) {
	var list List
	for _, word := range strings.Fields("w1 e1 w2 m1 u1 e2 W1") {
		f := &Finding{Code: codeC, Message: word}
		switch word[0] {
		case 'w':
			f.Severity = Warning
		case 'm':
			f.Code = TooMany
		case 'W':
			f.Code, f.Severity = TooMany, Warning
		case 'u':
			f.Code = &Code{Unusable: true}
		}
		list = append(list, f)
	}
	words := func(list List) string {
		var words []string
		for _, f := range list {
			words = append(words, f.Message)
		}
		return strings.Join(words, " ")
	}
	for n, want := range []string{
		" / w1 e1 w2 m1 u1 e2 W1", "u1 / w1 e1 w2 m1 e2 W1", "m1 u1 / w1 e1 w2 e2 W1", "e1 m1 u1 / w1 w2 e2 W1",
		"e1 m1 u1 e2 / w1 w2 W1", "e1 m1 u1 e2 W1 / w1 w2", "w1 e1 m1 u1 e2 W1 / w2", "w1 e1 w2 m1 u1 e2 W1 / ",
	} {
		kept, rest := list.Foremost(n)
		if diff := cmp.Diff(want, words(kept)+" / "+words(rest)); diff != "" {
			t.Errorf("%d of them (-want +got):\n%s", n, diff)
		}
	}
}

// An error behind a thousand warnings is kept.
func TestLimited(t *testing.T) {
	var list List
	for range MaxFindings + 1 {
		list = append(list, &Finding{Code: codeC, Severity: Warning})
	}
	list = append(list, &Finding{Code: codeC, Message: "last"})
	got := list.Limited()
	if len(got) != MaxFindings+1 || got[MaxFindings-1].Message != "last" {
		t.Errorf("%d findings are kept, the last of them is %q", len(got), got[MaxFindings-1].Message)
	}
	more := got[MaxFindings]
	if more.Severity != Warning || more.Message != "2 more findings from here on are not shown" {
		t.Errorf("%s: %s", more.Severity, more.Message)
	}
	if most := list[:MaxFindings]; len(most.Limited()) != MaxFindings {
		t.Error("as many as are kept are not kept")
	}
}

func TestCount(t *testing.T) {
	for want, count := range map[string]Count{
		"":                               {Of: [severities]int{1}},
		"2 errors\n":                     {Of: [severities]int{2}},
		"2 warnings\n":                   {Of: [severities]int{0, 2}},
		"1 error, 1 warning\n":           {Of: [severities]int{1, 1}},
		"1 error, 3 warnings, 2 infos\n": {Of: [severities]int{1, 3, 2}},
		"... and 1 more finding; --max-findings 0 shows all\n3 errors, 2 warnings\n": {Of: [severities]int{3, 2}, Hidden: 1},
		"... and 37 more findings; --max-findings 0 shows all\n":                     {Hidden: 37},
	} {
		var out strings.Builder
		if err := newText(&out, Style{}).Close(count); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", count, diff)
		}
	}
}
