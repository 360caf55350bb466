package ide_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
)

// called is a script with tests, in it and beside it; a mark goes in.
var called = map[string]string{
	"flowc.yaml": fragments,
	"main.flow": `let account = 1234
param greeting = "Hello"
call 442079460123
say "${greeting}, key in your number, {{name}}."
input 4 into pin { 12 -> next; else -> next }
get "https://x.example/${account}/{{pin}}" -> next/end
ask_pin "PIN?" -> next/end
// Asks for a PIN.
step ask_pin(prompt) -> verified/refused { say prompt; input 2; -> verified }
test "inside" with greeting = "Hi" {
  call 442079460123
  hear "${greeting}, key"
  press account
}
`,
	"main_test.flow": `test "beside" of ask_pin "PIN?" {
  hear "PIN, {{pin}}"
  press account
  -> verified
}
test "more" with greeting = "Ho" { hear greeting; get "*" -> ok }
`,
}

// placed returns the files of called with a mark before or in place of a text of
// one of them.
func placed(t *testing.T, name, at, with string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for n, text := range called {
		if n == name {
			if !strings.Contains(text, at) {
				t.Fatalf("no %q in %s", at, name)
			}
			text = strings.Replace(text, at, with, 1)
		}
		files[n] = text
	}
	return files
}

// TestRenameInTests renames what tests name from both files.
func TestRenameInTests(t *testing.T) {
	for _, test := range []struct{ name, at, with, to string }{
		{"main.flow", "let account", "let ^account", "number"},
		{"main_test.flow", "press account", "press ^account", "number"},
		{"main.flow", "step ask_pin", "step ^ask_pin", "ask_for_it"},
		{"main_test.flow", "of ask_pin", "of ^ask_pin", "ask_for_it"},
		{"main.flow", "-> verified/", "-> ^verified/", "fine"},
		{"main_test.flow", "-> verified", "-> ^verified", "fine"},
		{"main.flow", "param greeting", "param ^greeting", "hello"},
		{"main_test.flow", "hear greeting", "hear ^greeting", "hello"},
		{"main.flow", "into pin", "into ^pin", "code"},
		{"main_test.flow", "{{pin}}", "{{^pin}}", "code"},
	} {
		w, name, at := workspace(t, placed(t, test.name, test.at, test.with))
		old := strings.TrimRight(strings.SplitN(test.with[strings.Index(test.with, "^")+1:], "}", 2)[0], "/")
		got := renamed(t, w, name, at, test.to)
		for file, text := range called {
			if !strings.HasSuffix(file, ".flow") {
				continue
			}
			want := regexp.MustCompile(`\b`+strings.Trim(strings.Fields(old)[0], ";")+`\b`).ReplaceAllString(text, test.to)
			if d := cmp.Diff(want, got["/"+file]); d != "" {
				t.Errorf("%s to %s in %s (-want +got):\n%s", old, test.to, file, d)
			}
		}
	}
}

// TestCompletionInTests asks at marks what may be written.
func TestCompletionInTests(t *testing.T) {
	for _, test := range []struct{ name, at, with, want string }{
		{"main.flow", "  hear", "  ^\n  hear", `hear|press|call|get|post|put|patch|delete|callback|connect|raw|end`},
		{"main_test.flow", "-> verified", "->^", "verified|refused"},
		{"main_test.flow", "-> verified", "-> ^", "verified|refused"},
		{"main_test.flow", "-> verified", "^", `hear|press|call|get|post|put|patch|delete|callback|connect|raw|end|->`},
		{"main.flow", `hear "${greeting}, key"`, "hear ^", `", key in your number,"|""|greeting`},
		{"main.flow", `hear "${greeting}, key"`, `hear "^"`, `, key in your number,`},
		{"main.flow", "press account", "press ^", "12|account|greeting"},
		{"main_test.flow", `get "*"`, `get ^`, `"https://x.example/*/*"|""|greeting`},
		{"main_test.flow", `get "*" -> ok`, `get "*" -> ^`, "ok|fail"},
		{"main_test.flow", `get "*" -> ok`, `get "*" ^`, "->"},
		{"main_test.flow", `of ask_pin "PIN?"`, `of ^`, "ask_pin"},
		{"main_test.flow", `of ask_pin "PIN?"`, `of ask_pin ^`, `prompt:|""|greeting`},
		{"main_test.flow", `with greeting = "Ho"`, `with ^`, "greeting"},
		{"main_test.flow", `with greeting = "Ho"`, `with greeting = "Ho", ^`, ""},
		{"main_test.flow", ` with greeting = "Ho"`, ` ^`, "of|with"},
	} {
		w, name, at := workspace(t, placed(t, test.name, test.at, test.with))
		var got []string
		for _, i := range snapshot(t, w, name).Completion(at) {
			got = append(got, i.Label)
		}
		if d := cmp.Diff(test.want, strings.Join(got, "|")); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.with, d)
		}
	}
}

// TestAnswersInTests asks about names and words in tests.
func TestAnswersInTests(t *testing.T) {
	for _, test := range []struct{ name, at, with, says, declared string }{
		{"main_test.flow", "press account", "press ^account", "1234", "/main.flow:1:5 account"},
		{"main_test.flow", "of ask_pin", "of ^ask_pin", "Asks for a PIN.", "/main.flow:9:6 ask_pin"},
		{"main_test.flow", "-> verified", "-> ^verified", "Exit of", "/main.flow:9:25 verified"},
		{"main_test.flow", "with greeting", "with ^greeting", "Hello", "/main.flow:2:7 greeting"},
		{"main_test.flow", "hear \"PIN", "h^ear \"PIN", "Hears a prompt", ""},
		{"main.flow", "press", "p^ress", "Presses keys.", ""},
		{"main.flow", "  call", "  c^all", "Says that a call is placed.", ""},
	} {
		w, name, at := workspace(t, placed(t, test.name, test.at, test.with))
		s := snapshot(t, w, name)
		hover := ""
		if h := s.Hover(at); h != nil {
			hover = h.Text
		}
		if !strings.Contains(hover, test.says) {
			t.Errorf("%s says %q, not %q", test.with, hover, test.says)
		}
		where := ""
		for _, p := range s.Definition(at) {
			where = shown(p)
		}
		if d := cmp.Diff(test.declared, where); d != "" {
			t.Errorf("%s is declared (-want +got):\n%s", test.with, d)
		}
	}
}

// TestOutlineOfTests shows tests as symbols and folds.
func TestOutlineOfTests(t *testing.T) {
	w, name, at := workspace(t, placed(t, "main_test.flow", "of ask_pin \"", "of ask_pin ^\""))
	s := snapshot(t, w, name)
	var got []string
	for _, o := range s.Symbols() {
		if o.Kind == ide.TestSymbol {
			got = append(got, o.Text+" "+o.Detail)
		}
	}
	if d := cmp.Diff([]string{"beside of ask_pin", "more "}, got); d != "" {
		t.Errorf("symbols (-want +got):\n%s", d)
	}
	if folds := s.Folds(); len(folds) != 1 {
		t.Errorf("folds %v", folds)
	}
	if help := s.SignatureHelp(at); help == nil || help.Label != "ask_pin(prompt) -> verified/refused" || help.Active != 0 {
		t.Errorf("help %+v", help)
	}
}
