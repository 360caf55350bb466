package ide_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// edited returns the script after an action, compiled.
func edited(t *testing.T, s *ide.Snapshot, action ide.Action) *ide.Snapshot {
	t.Helper()
	texts, err := diag.Apply(action.Edits)
	if err != nil {
		t.Fatal(err)
	}
	w, _, _ := workspace(t, map[string]string{"lib.flow": lib, "main.flow": texts[s.Main().File.Source]})
	return snapshot(t, w, "/main.flow")
}

func compact(t *testing.T, s *ide.Snapshot) string {
	t.Helper()
	if s.Findings.HasErrors() {
		return "errors"
	}
	var b bytes.Buffer
	if err := s.Payload(&b, true); err != nil {
		t.Fatal(err)
	}
	_, flow, _ := strings.Cut(b.String(), `"flow":`)
	return strings.TrimSuffix(flow, "}\n")
}

var actions = []struct{ text, title, want, call string }{
	{
		"input 1 -> by^\nbye:\nsay \"x\"", "Write bye", "input 1 -> bye\nbye:\nsay \"x\"",
		`[{"id":0,"type":"digits","count":1,"flow":{"*":1}},{"id":1,"type":"play","text":"x"}]`,
	},
	{
		"input 1 -> sales^\nsay \"x\"\n", "Add the label sales", "input 1 -> sales\nsay \"x\"\nend\n\nsales:\n  say \"sales\"\n",
		`[{"id":0,"type":"digits","count":1,"flow":{"*":2}},{"id":1,"type":"play","text":"x"},{"id":2,"type":"play","text":"sales"}]`,
	},
	{
		"ask\nstep ask() -> yes/no {\n  input 1 { 1 -> sales^; 2 -> no; else -> yes }\n}\n", "Add the label sales",
		"ask\nstep ask() -> yes/no {\n  input 1 { 1 -> sales; 2 -> no; else -> yes }\n\n  sales:\n    say \"sales\"\n    -> yes\n}\n",
		`[{"id":0,"type":"digits","count":1,"flow":{"1":1}},{"id":1,"type":"play","text":"sales"}]`,
	},
	{
		"say \"x\"\nraw^ { \"type\": \"fax\" }\n", "Allow raw-object here, and give a reason",
		"say \"x\"\n// flowc:allow raw-object REASON\nraw { \"type\": \"fax\" }\n", "the same",
	},
	{
		"input 1 {\n  1 {\n    ra^w { \"type\": \"fax\" }\n  }\n}\n", "Allow raw-object here, and give a reason",
		"input 1 {\n  1 {\n    // flowc:allow raw-object REASON\n    raw { \"type\": \"fax\" }\n  }\n}\n", "the same",
	},
	{
		"a:\n  input \"{{^n}}\" { 1 -> next; 2 { say \"y\"; end } }\n  say \"z\"\n", "Allow text-for-number here, and give a reason",
		"a:\n  // flowc:allow text-for-number REASON\n  input \"{{n}}\" { 1 -> next; 2 { say \"y\"; end } }\n  say \"z\"\n", "the same",
	},
	{
		"input^ 1 { 1 -> next }\nsay \"x\"", "Add else, which ends the call", "input 1 { 1 -> next; else -> end }\nsay \"x\"", "the same",
	},
	{
		"get \"https://x.example\" {\n  ^ok -> next // fine\n}\nsay \"x\"", "Add fail, which ends the call",
		"get \"https://x.example\" {\n  ok -> next // fine\n  fail -> end\n}\nsay \"x\"",
		`[{"id":0,"type":"http","url":"https://x.example","method":"GET","flow":{"success":1}},{"id":1,"type":"play","text":"x"}]`,
	},
	{
		"get \"https://x.example\" {; ok -> next // fine\n^}\nsay \"x\"", "Add fail, which ends the call",
		"get \"https://x.example\" {\n  ok -> next // fine\n  fail -> end\n}\nsay \"x\"",
		`[{"id":0,"type":"http","url":"https://x.example","method":"GET","flow":{"success":1}},{"id":1,"type":"play","text":"x"}]`,
	},
	{
		"menu \"x\" {\n  2 \"b\" -> next\n  ^1 \"a\" { say \"a\" }\n  else -> next\n}\nsay \"y\"", "Sort the arms by their keys, and say them so",
		"menu \"x\" {\n  1 \"a\" { say \"a\" }\n  2 \"b\" -> next\n  else -> next\n}\nsay \"y\"",
		`[{"id":0,"type":"play","text":"x. Press 1 a. Press 2 b.","next_step":1},{"id":1,"type":"digits","count":1,"flow":{"1":2,"2":3,"*":3}},` +
			`{"id":2,"type":"play","text":"a","next_step":3},{"id":3,"type":"play","text":"y"}]`,
	},
	{
		"get \"https://x.example\" { ok -> next; fail^ed -> end }\nsay \"x\"", "Write fail", "get \"https://x.example\" { ok -> next; fail -> end }\nsay \"x\"",
		`[{"id":0,"type":"http","url":"https://x.example","method":"GET","flow":{"success":1}},{"id":1,"type":"play","text":"x"}]`,
	},
}

// offered returns all that may be changed.
func offered(s *ide.Snapshot, span source.Span) []ide.Action {
	return append(s.Actions(span), s.Refactorings(context.Background(), span)...)
}

// TestActions checks what an action makes of a script, and that the call is the same
// or what is said here.
func TestActions(t *testing.T) {
	for _, tc := range actions {
		s, offset := at(t, tc.text)
		var titles []string
		found := false
		for _, action := range offered(s, source.Span{Start: offset, End: offset}) {
			titles = append(titles, action.Title)
			if action.Title != tc.title {
				continue
			}
			found = true
			after := edited(t, s, action)
			if diff := cmp.Diff(tc.want, after.Text()); diff != "" {
				t.Errorf("%s\n%s (-want +got):\n%s", tc.text, tc.title, diff)
			}
			want := tc.call
			if want == "the same" {
				want = compact(t, s)
			}
			if diff := cmp.Diff(want, compact(t, after)); diff != "" {
				t.Errorf("%s\n%s: the call (-want +got):\n%s", tc.text, tc.title, diff)
			}
		}
		if !found {
			t.Errorf("%s: no action %q but %q", tc.text, tc.title, titles)
		}
	}
}

// TestNoActions checks that nothing is offered where nothing should be changed.
func TestNoActions(t *testing.T) {
	for _, text := range []string{
		"say^ \"x\"",
		"input 1 { 1 -> next; else -> end }\nsay ^\"x\"",
		"input 1 {\n  // first\n  2 -> next\n  ^1 -> next\n  else -> end\n}\nsay \"x\"",
	} {
		s, offset := at(t, text)
		if diff := cmp.Diff([]ide.Action(nil), offered(s, source.Span{Start: offset, End: offset})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// TestFewActions asks for the actions of a whole script in which much is wrong.
func TestFewActions(t *testing.T) {
	s, _ := at(t, "say \"x\"\nend\n"+strings.Repeat("sya \"y\"\n", 200)+"^")
	n := len(s.Actions(source.Span{End: int32(len(s.Text()))}))
	if n == 0 || n > 12 {
		t.Errorf("%d actions are offered", n)
	}
}
