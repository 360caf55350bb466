package diag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang/source"
)

func TestRedactor(t *testing.T) {
	file := source.NewFile("x.flow", `token "hunter2"; let a = "5"`)
	at := func(text string) source.Place {
		start := int32(strings.Index(file.Text, text))
		return source.Place{File: file, Span: source.Span{Start: start, End: start + int32(len(text))}}
	}
	r := &Redactor{}
	r.HidePlace(at(`"5"`))
	r.HidePlace(source.Place{}) // nowhere
	r.HidePlace(at(`"hunter2"`))
	r.HidePlace(at(`"hunter2"`))
	r.HideValue("hunter2")
	r.HideValue("hunter2")
	r.HideValue("hunter2 and more")
	r.HideValue("")
	r.HideValue("5")
	r.HideValue("a\"b\tc")
	got := []string{
		r.Source(file),
		r.Source(source.NewFile("y", "hunter2")),
		r.Text(`hunter2 and more, hunter2 and less, 5 and "5", a"b` + "\tc" + ` is "a\"b\tc"`),
	}
	want := []string{
		`token *********; let a = ***`,
		`*******`,
		`****************, ******* and less, 5 and "*", ***** is "*******"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
	odd := &Redactor{}
	odd.HideValue("ab\x01\"c${d")
	if got := odd.Text(`"ab\u0001\"c${d" "ab\u{1}\"c\${d" "ab\u{1}\"c${d" "ab\x01\"c${d"`); strings.Contains(got, "c") {
		t.Errorf("a spelling of the secret is shown: %s", got)
	}
	both := &Redactor{}
	both.HideValue("hunterAB")
	both.HideValue("ABsecret9")
	if got := both.Text("hunterABsecret9 and haha"); got != "*************** and haha" {
		t.Errorf("of two secrets that overlap is shown: %s", got)
	}
	// What is found out later counts for what was asked before.
	r.HidePlace(at("let"))
	if got := r.Source(file); got != "token *********; *** a = ***" {
		t.Errorf("with one more: %s", got)
	}
	r.HideValue("token")
	if got := r.Source(file); got != "***** *********; *** a = ***" {
		t.Errorf("with a value more: %s", got)
	}
	long := &Redactor{}
	long.HideValue("haha" + strings.Repeat("hunter", 20))
	if got := long.Message(`"hahahunter…", "haha…" and haha, "hahahahu…", "hah…", a…`); got != `"**********…", "****…" and haha, "ha******…", "hah…", a…` {
		t.Errorf("shortened: %s", got)
	}
	var none *Redactor
	if got := none.Source(file) + none.Text(""); got != file.Text {
		t.Errorf("without secrets: %q", got)
	}
}

func TestApply(t *testing.T) {
	a, b := source.NewFile("a", "one two three"), source.NewFile("b", "four")
	at := func(f *source.File, start, end int32) source.Place {
		return source.Place{File: f, Span: source.Span{Start: start, End: end}}
	}
	got, err := Apply([]Edit{
		{at(a, 8, 13), "3"}, {at(b, 4, 4), "!"}, {at(a, 0, 3), "1"}, {at(a, 4, 4), "and "}, {at(a, 0, 3), "1"}, {at(a, 4, 4), "then "}, {at(a, 4, 7), "2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a": "1 and then 2 3", "b": "four!"}, map[string]string{"a": got[a], "b": got[b]}); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	for want, edits := range map[string][]Edit{
		"two edits of a overlap":                {{at(a, 0, 5), "x"}, {at(a, 4, 7), "y"}},
		"an edit of b lies outside of the file": {{at(b, 3, 5), "x"}},
	} {
		if _, err := Apply(edits); err == nil || err.Error() != want {
			t.Errorf("%v: the error is %v, want %s", edits, err, want)
		}
	}
}
