package ide_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

const (
	extracted = "Extract into a step of one's own"
	inlined   = "Inline this use of ask"
	menued    = "Make a menu of the text and its keys"
)

// refactorings are scripts with a selection in brackets, and what comes of it; "" is
// for what is not offered.
var refactorings = []struct{ title, text, want string }{
	{extracted, `top:
  say "Hello."
  [input 1 into key {
    1 -> bye
    2 { say "x" }
    else -> top
  }
  say "Fine." // so]
  connect 5263
bye:
  say "Bye."
`, `top:
  say "Hello."
  extracted -> next/bye/top
  connect 5263
bye:
  say "Bye."

step extracted() -> done/bye/top {
  input 1 into key {
    1 -> bye
    2 { say "x" }
    else -> top
  }
  say "Fine." // so
  -> done
}
`},
	{extracted, `use "lib.flow"
try 2 times {
  // the question
  [ask "Well? ${attempt}" -> next/again]
}
say "x"
`, `use "lib.flow"
try 2 times {
  // the question
  extracted "${attempt}" -> next/again
}
say "x"

step extracted(attempt) -> done/retry {
  ask "Well? ${attempt}" -> next/retry
  -> done
}
`},
	{extracted, `step extracted(name) -> a/b {
  [// first
  say "Hello, ${name}."
  input 1 { 1 -> a; else -> b }]
}

extracted "x" -> next/end
say "y"
`, `step extracted(name) -> a/b {
  extracted_2 name -> a/b
}

extracted "x" -> next/end
say "y"

step extracted_2(name) -> a/b {
  // first
  say "Hello, ${name}."
  input 1 {
    1 -> a
    else -> b
  }
}
`},
	{extracted, `say "a"
[b:
say "b"
end]
`, `say "a"
b:
extracted

step extracted() {
  say "b"
  end
}
`},
	{extracted, "[say \"a\"\nb:\n  input 1 -> b]\n", "extracted\n\nstep extracted() {\n  say \"a\"\n  b:\n    input 1 -> b\n}\n"},
	{extracted, "[say \"a\"\nb:\n  say \"b\"]\n  input 1 { 1 -> next; else -> b }\n", ""},
	{extracted, "[say \"a\"\nlet b = 1]\nconnect b\n", ""},
	{extracted, "say [\"a\"\nsay \"b\"]\n", ""},
	{extracted, "[say \"a\"]\n-> nowhere\n", ""},
	{extracted, "say \"a\"[ ]\n", ""},

	{inlined, `use "lib.flow"
[]ask "Shall we?" -> next/bye
connect desk
say "You said {{answer}}."
end

bye:
  say "Farewell."
`, `use "lib.flow"
say "Shall we?"
input 1 into answer {
  1 -> next
  else -> bye
}
connect desk
say "You said {{answer}}."
end

bye:
  say "Farewell."
`},
	{inlined, `use "lib.flow"
[]ask "Shall we?" { // why
  yes { say "Good." } // fine
  no { say "Bad."; end }
}
connect desk
`, `use "lib.flow"
// why
// fine
say "Shall we?"
input 1 into answer {
  1 { say "Good." }
  else { say "Bad."; end }
}
connect desk
`},
	{inlined, `step ask(prompt, service) -> fine/refused {
  try 3 times {
    say "${prompt}: attempt ${attempt}"
    input 4 into pin
    get "${service}/check/{{pin}}" -> fine/again
  } else -> refused
}

try 2 times {
  []ask """
    Key it
    in
  """, service: "https://x.example" {
    fine { say "Right." }
    refused -> again
  }
  say "z"
}
`, `step ask(prompt, service) -> fine/refused {
  try 3 times {
    say "${prompt}: attempt ${attempt}"
    input 4 into pin
    get "${service}/check/{{pin}}" -> fine/again
  } else -> refused
}

try 2 times {
  try 3 times {
    say "Key it in: attempt ${attempt}"
    input 4 into pin
    get "https://x.example/check/{{pin}}" -> fine/again
  } else -> again
  fine:
    say "Right."
    say "z"
}
`},
	{inlined, `step ask(number) -> no {
  a:
    connect number
    get "https://x.example" -> a/b
  b:
    -> no
}

a:
  []ask 5263 -> a
`, `step ask(number) -> no {
  a:
    connect number
    get "https://x.example" -> a/b
  b:
    -> no
}

a:
a_2:
  connect 5263
  get "https://x.example" -> a_2/b
b:
  -> a
`},
	{inlined, `step ask(q) -> yes/no/other {
  input 1 {
    1 -> yes
    2 -> no
    3 -> no
    else -> other
  }
}

[]ask "x" {
  yes { say "yes" }
  no { say "no"; end }
  else -> next
}
say "z"
`, `step ask(q) -> yes/no/other {
  input 1 {
    1 -> yes
    2 -> no
    3 -> no
    else -> other
  }
}

input 1 {
  1 -> yes
  2 -> no
  3 -> no
  else -> after_ask
}
yes:
  say "yes"
  -> after_ask
no:
  say "no"
  end
after_ask:
  say "z"
`},
	{inlined, "step ask(a) { try 2 times { say \"${a}\"; input 1 -> again } }\ntry 2 times { []ask \"${attempt}\"; input 1 -> again }\n", ""},
	{inlined, "step ask(a) {\n  say a\n}\n\n[]ask \"x\"\nsay\n", ""},

	{menued, `say "Hello. Press 2 for sales. Press 1 for support."
[]input 1 into key {
  1 -> support
  2 -> sales
  0, 3 -> next
  else -> next
}
support:
  say "a"
sales:
  say "b"
`, `menu "Hello." into key {
  2 "for sales" -> sales
  1 "for support" -> support
  0 -> next
  3 -> next
  else -> next
}
support:
  say "a"
sales:
  say "b"
`},
	{menued, `// above
[]say "Press 1 for support. Press 2 for sales." // hm
// between
input 1 { // open
  1 -> support // first
  2 -> next
}
support:
  say "a"
`, `// above
// hm
// between
menu "" { // open
  1 "for support" -> support // first
  2 "for sales" -> next
}
support:
  say "a"
`},
	{menued, "let hello = \"Press 1 for a. Press 2 for b.\"\n[]say hello\ninput 1 { 1 -> next; 2 -> next }\nsay \"x\"\n", ""},
	{menued, "[]say \"Press 1 for apples, 2 for pears. We are open until six.\"\ninput 1 { 1 -> next; 2 -> next }\nsay \"x\"\n", ""},
	{menued, "each \"{key}: {choice}\"\n[]say \"Press 1 for a. Press 2 for b.\"\ninput 1 { 1 -> next; 2 -> next }\nsay \"x\"\n",
		"each \"{key}: {choice}\"\nmenu \"\" each \"Press {key} {choice}.\" { 1 \"for a\" -> next; 2 \"for b\" -> next }\nsay \"x\"\n"},
	{menued, "[]say \"Yes or no\"\ninput 1 { 1 -> next; else -> end }\nsay \"x\"\n", ""},
	{menued, "[]say \"x.\"\ninput 2 { 12 -> next; else -> end }\nsay \"x\"\n", ""},
	{menued, "[]say \"x.\"\ninput 1 { 1, 2 { say \"a\" }; else -> next }\nsay \"x\"\n", ""},
	{menued, "[]say \"x.\"\nb: input 1 { 1 -> b; else -> next }\nsay \"x\"\n", ""},
}

// TestRefactorings checks what becomes of a script, and that nothing else is
// offered by the title. That the call is the same one is for TestChanges.
func TestRefactorings(t *testing.T) {
	for _, tc := range refactorings {
		start := int32(strings.IndexByte(tc.text, '['))
		end := int32(strings.IndexByte(tc.text, ']')) - 1
		text := strings.Replace(strings.Replace(tc.text, "[", "", 1), "]", "", 1)
		s, _ := at(t, text+"^")
		got := ""
		for _, action := range offered(s, source.Span{Start: start, End: end}) {
			if action.Title == tc.title {
				got = edited(t, s, action).Text()
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s\n%s (-want +got):\n%s", text, tc.title, diff)
		}
	}
}

// TestRefactorInUse checks that a step of a file moves only where the scripts that
// use it stay the same: one says how menus speak, and the file itself does not.
func TestRefactorInUse(t *testing.T) {
	const lib = "step ask() {\n  menu \"x.\" { 1 \"a\" -> next }\n  say \"y\"\n}\n"
	files := map[string]string{"lib.flow": lib, "use.flow": "use \"lib.flow\"\neach \"{key} {choice}\"\nask\n"}
	w, _, _ := workspace(t, files)
	s := snapshot(t, w, "/lib.flow")
	titles := func(s *ide.Snapshot, word string) (list []string) {
		at := int32(strings.Index(s.Text(), word))
		for _, a := range offered(s, source.Span{Start: at, End: at + int32(len(`say "y"`))}) {
			list = append(list, a.Title)
		}
		return list
	}
	if diff := cmp.Diff([]string{extracted}, titles(s, "say")); diff != "" {
		t.Errorf("in a file that is used (-want +got):\n%s", diff)
	}
}

// TestRefactorUnused checks what may be done in a step that nothing uses, or only a
// script with errors: a use of it would stay the same call.
func TestRefactorUnused(t *testing.T) {
	const use = "use \"lib.flow\"\nask \"x\" -> next/"
	for _, files := range []map[string]string{
		{},
		{"main.flow": use + "end\nsay \"z\"\n"},
		{"bad.flow": use + "nowhere\nsay \"z\"\n"},
		{"main.flow": use + "end\nsay \"z\"\n", "bad.flow": use + "nowhere\nsay \"z\"\n"},
	} {
		files["far.flow"] = "let hello = \"Hello.\"\n"
		files["near.flow"] = "use \"far.flow\"\nstep greet() { say hello }\n"
		for hello, want := range map[string][]string{
			`use "far.flow"`:     {"greet: Inline this use of greet", "greet: " + extracted, "say: " + menued, "say: " + extracted},
			`let hello = "Bye."`: {"greet: " + extracted, "say: " + menued, "say: " + extracted},
		} {
			files["lib.flow"] = "use \"near.flow\"\n" + hello + `
step ask(q) -> yes/no {
  say q
  greet
  say "Press 1 for yes. Press 2 for no."
  input 1 { 1 -> yes; 2 -> no }
}
`
			w, _, _ := workspace(t, files)
			s := snapshot(t, w, "/lib.flow")
			var got []string
			for _, line := range []string{"greet", `say "Press 1 for yes. Press 2 for no."`} {
				at := int32(strings.Index(s.Text(), "  "+line)) + 2
				for _, a := range offered(s, source.Span{Start: at, End: at + int32(len(line))}) {
					got = append(got, line[:strings.IndexByte(line+" ", ' ')]+": "+a.Title)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", files, diff)
			}
		}
	}
}

// TestRefactorReturns checks that the lines of a script end as they did.
func TestRefactorReturns(t *testing.T) {
	for _, tc := range refactorings {
		text := strings.ReplaceAll(tc.text, "\n", "\r\n")
		start, end := int32(strings.IndexByte(text, '[')), int32(strings.IndexByte(text, ']'))-1
		text = strings.NewReplacer("[", "", "]", "").Replace(text)
		s, _ := at(t, text+"^")
		for _, action := range offered(s, source.Span{Start: start, End: end}) {
			after := edited(t, s, action).Text()
			if strings.Count(after, "\n") != strings.Count(after, "\r\n") {
				t.Errorf("%q\n%s makes lines that end otherwise:\n%q", text, action.Title, after)
			}
		}
	}
}
