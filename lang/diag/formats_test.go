package diag

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang/source"
)

// reported returns what a format makes of findings.
func reported(t *testing.T, format string, style Style, list ...*Finding) string {
	t.Helper()
	var b bytes.Buffer
	var prints Fingerprinter
	for _, f := range list {
		prints.Mark(f, style, true)
	}
	r := FormatNamed(format).New(&b, style)
	if err := r.Report(list); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(Count{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// together returns a text without the white space that lays out JSON.
func together(s string) string { return strings.Join(strings.Fields(s), "") }

// spanOf returns the place of a part of a file.
func spanOf(file *source.File, part string) source.Place {
	at := int32(strings.Index(file.Text, part))
	return source.Place{File: file, Span: source.Span{Start: at, End: at + int32(len(part))}}
}

// A line with an emoji (four bytes, two code units, one character), a letter and
// a mark that combines with it (one and two bytes), and a tab: each format counts
// columns in its own unit.
func TestColumns(t *testing.T) {
	file := source.NewFile("a.flow", "\n\U0001F389e\u0301\tbad👋 x\nnext\n")
	code := &Code{Name: "some-code"}
	one := func() *Finding {
		place := spanOf(file, "bad👋")
		return code.At(place, "wrong").Mend("mend", Edit{place, "good"})
	}
	several := func() *Finding { return code.At(spanOf(file, "x\nnext\n"), "wrong") }
	for _, c := range []struct {
		format  string
		finding *Finding
		want    string
	}{
		{"text", one(), "a.flow:2:5: "},
		{"json", one(), `"start":{"line":2,"column":5,"offset":9},"end":{"line":2,"column":9,"offset":16}`},
		{"json", several(), `"start":{"line":2,"column":10,"offset":17},"end":{"line":4,"column":1,"offset":24}`},
		{"sarif", one(), `"region":{"startLine":2,"startColumn":6,"endLine":2,"endColumn":11,"snippet":{"text":"bad👋"}}`},
		{"sarif", one(), `"deletedRegion":{"startLine":2,"startColumn":6,"endLine":2,"endColumn":11},"insertedContent":{"text":"good"}`},
		{"sarif", several(), `"startLine":2,"startColumn":12,"endLine":4,"endColumn":1`},
		{"github", one(), "::errorfile=a.flow,line=2,endLine=2,col=5,endColumn=9,title=some-code::wrong"},
		{"github", several(), "::errorfile=a.flow,line=2,endLine=3,title=some-code::wrong"},
		{"gitlab", one(), `"lines":{"begin":2,"end":2}`},
		{"gitlab", several(), `"lines":{"begin":2,"end":3}`},
		{"junit", one(), `name="some-codeat2:5"`},
		{"checkstyle", one(), `line="2"column="5"`},
		{"rdjson", one(), `"location":{"path":"a.flow","range":{"start":{"line":2,"column":9},"end":{"line":2,"column":16}}}`},
		{"rdjson", one(), `"suggestions":[{"range":{"start":{"line":2,"column":9},"end":{"line":2,"column":16}},"text":"good"}]`},
		{"rdjson", several(), `"start":{"line":2,"column":17},"end":{"line":4,"column":1}`},
	} {
		got := reported(t, c.format, Style{}, c.finding)
		if c.format != "text" {
			got = together(got)
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: no %s in\n%s", c.format, c.want, got)
		}
	}
}

// TestReportsHideSecrets has a secret in all that a report shows: the text of the
// place, a message, an edit, and what stands between two edits.
func TestReportsHideSecrets(t *testing.T) {
	file := source.NewFile("a.flow", "token hunter2x = 1\nlater\n")
	var secrets Redactor
	secrets.HideValue("hunter2x")
	style := Style{Secrets: &secrets}
	code := &Code{Name: "some-code"}
	for _, format := range Formats {
		f := code.At(spanOf(file, "token hunter2x"), "no hunter2x here").Helpf("not hunter2x").
			Relate(spanOf(file, "hunter2x"), "hunter2x is").
			Mend("write hunter2x", Edit{spanOf(file, "later"), "hunter2x"}).
			Mend("around", Edit{spanOf(file, "token"), "x"}, Edit{spanOf(file, "="), "y"})
		if got := reported(t, format.Name, style, f); strings.Contains(got, "hunter2x") {
			t.Errorf("%s says a secret:\n%s", format.Name, got)
		}
		f = code.At(spanOf(file, "later"), "wrong")
		f.Unseen = true
		if got := reported(t, format.Name, style, f); strings.Contains(got, "later") {
			t.Errorf("%s says what is not seen:\n%s", format.Name, got)
		}
	}
}

// A suggestion is one edit, which has the edits of a fix and what is between.
func TestSuggestionsJoinEdits(t *testing.T) {
	file, other := source.NewFile("a.flow", "one two three"), source.NewFile("b.flow", "one")
	code := &Code{Name: "some-code"}
	f := code.At(spanOf(file, "two"), "wrong").
		Mend("two places", Edit{spanOf(file, "one"), "1"}, Edit{spanOf(file, "three"), "3"}).
		Mend("two files", Edit{spanOf(file, "one"), "1"}, Edit{spanOf(other, "one"), "1"}).
		Mend("twice", Edit{spanOf(file, "one"), ""}, Edit{spanOf(file, "one"), ""}).
		Mend("no fix", Edit{spanOf(file, "one two"), ""}, Edit{spanOf(file, "two"), ""})
	got := together(reported(t, "rdjson", Style{}, f))
	want := `"suggestions":[{"range":{"start":{"line":1,"column":1},"end":{"line":1,"column":14}},"text":"1two3"},` +
		`{"range":{"start":{"line":1,"column":1},"end":{"line":1,"column":4}},"text":""}]`
	if !strings.Contains(got, want) {
		t.Errorf("no %s in\n%s", want, got)
	}
	if n := strings.Count(reported(t, "sarif", Style{}, f), `"deletedRegion"`); n != 5 {
		t.Errorf("%d edits in SARIF", n)
	}
}

// TestAddresses checks names of files as addresses.
func TestAddresses(t *testing.T) {
	style := Style{Folder: "/home/me/calls"}
	for name, want := range map[string]sarifArtifact{
		"a b/é%.flow":             {"a%20b/%C3%A9%25.flow", sarifRoot},
		"/home/me/calls/x.flow":   {"x.flow", sarifRoot},
		"/home/me/calls-2/x.flow": {"file:///home/me/calls-2/x.flow", ""},
		"../x.flow":               {"../x.flow", sarifRoot},
		"C:/calls/x.flow":         {"file:///C:/calls/x.flow", ""},
		"a:b.flow":                {"./a:b.flow", sarifRoot},
		"<stdin>":                 {"%3Cstdin%3E", sarifRoot},
	} {
		if d := cmp.Diff(want, style.sarifArtifact(source.NewFile(name, ""))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestFingerprints checks what a finding is told by.
func TestFingerprints(t *testing.T) {
	mark := func(name, text, part string, seen bool) Fingerprint {
		file := source.NewFile(name, text)
		var secrets Redactor
		secrets.HideValue("hunter2x")
		var p Fingerprinter
		f := (&Code{Name: "some-code"}).At(spanOf(file, part), "wrong")
		f.Unseen = !seen
		p.Mark(f, Style{Secrets: &secrets}, true)
		return f.Fingerprint
	}
	base := mark("a.flow", "say x\n", "x", true)
	for _, c := range []struct {
		why  string
		got  Fingerprint
		same bool
	}{
		{"a line that has moved", mark("a.flow", "\n\nsay x\n", "x", true), true},
		{"white space", mark("a.flow", "   say  x\r\n", "x", true), true},
		{"another place on the line", mark("a.flow", "say x\n", "say", true), true},
		{"another text", mark("a.flow", "say x y\n", "x", true), false},
		{"another file", mark("b.flow", "say x\n", "x", true), false},
		{"what is not seen", mark("a.flow", "say x\n", "x", false), false},
	} {
		if (c.got == base) != c.same {
			t.Errorf("%s: %v and %v", c.why, base, c.got)
		}
	}
	if a, b := mark("a.flow", "say x hunter2x", "x", true), mark("a.flow", "say x ********", "x", true); a != b {
		t.Error("a secret counts")
	}
	long := strings.Repeat("y", maxPrinted)
	if a, b := mark("a.json", "x"+long, "x", true), mark("a.json", "x1"+long, "x", true); a != b {
		t.Error("all of a long line counts")
	}
	file := source.NewFile("a.flow", "x x\n")
	var p Fingerprinter
	first, second := (&Code{Name: "c"}).At(spanOf(file, "x"), "wrong"), (&Code{Name: "c"}).At(spanOf(file, "x"), "wrong")
	p.Mark(first, Style{}, true)
	p.Mark(second, Style{}, true)
	if d := cmp.Diff(Fingerprint{first.Fingerprint.Hash, 2}, second.Fingerprint); d != "" {
		t.Error(d)
	}
}
