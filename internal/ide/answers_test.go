package ide_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestHover checks what is said of a place, and of which part of the script.
func TestHover(t *testing.T) {
	for _, tc := range []struct{ text, span, want string }{
		{"sa^y \"Hello.\"\nsay \"x\"", "say", "Step 0 of the payload:\n\n```json\n{\n  \"id\": 0,\n  \"type\": \"play\",\n  \"text\": \"Hello.\",\n  \"next_step\": 1\n}\n```\n\nSpeaks a text."},
		{"try 2 times {\n  inp^ut 1 { 1 -> next; else -> again }\n}", "input", "Step 0 of the payload, the first of 2 that are written here:\n\n```json\n" +
			"{\n  \"id\": 0,\n  \"type\": \"digits\",\n  \"count\": 1,\n  \"flow\": {\n    \"*\": 1\n  }\n}\n```\n\nWaits for keys, and goes where they lead."},
		{"t^ry 2 times {\n  input 1 { 1 -> next; else -> again }\n}", "try", "Makes attempts: again starts the next one.\n\n```flow\ntry 3 times { ... } else -> TARGET\n```\n\n2 steps in the payload."},
		{"-^> end\nsay \"x\"", "->", "Goes to a target.\n\n```flow\n-> TARGET\n```\n\n---\n\n" + "error `no-steps`"},
		{"// Who answers.\nlet desk = 5263\nconnect de^sk", "desk", "```flow\nlet desk = 5263\n```\n\nWho answers."},
		{"param greeting\nsay gre^eting", "greeting", "```flow\nparam greeting\n```\n\nIt has no value here: the build sets it."},
		{"use \"lib.flow\"\nconnect de^sk", "desk", "```flow\nlet desk = 5263\n```\n\nDeclared in `/lib.flow`, line 1."},
		{"use \"lib.flow\"\na^sk \"Well?\"", "ask", "```flow\nstep ask(question) -> yes/no\n```\n\n2 steps in the payload, of all its uses.\n\nDeclared in `/lib.flow`, line 3."},
		{"step a(what) { say wh^at }\na \"x\"\na what: \"y\"", "what", "Argument of\n\n```flow\na(what)\n```\n\n- line 2: `\"x\"`\n- line 3: `\"y\"`"},
		{"input 1 { 1 -> by^e; else -> next }\nsay \"x\"\nbye:\n  say \"y\"", "bye", "```flow\nbye:\n```\n\n1 step of the payload, from 2 on.\n\nReached\n\n- from line 1 by 1\n- from line 2"},
		{"get \"https://x.example\" -> next/bye\nend\nb^ye:\n  say \"y\"", "bye", "```flow\nbye:\n```\n\n1 step of the payload, from 1 on.\n\nReached\n\n- from line 1 by fail"},
		{"input 1 into k^ey\nsay \"{{key}}\"", "key", "Run-time variable `key`, stored on line 1, read on line 2."},
		{"let who = \"World\"\nsay \"Hello, ${who}^!\"", "\"Hello, ${who}!\"", "Says\n\n```flow\n\"Hello, World!\"\n```\n\nAbout 1 second of speech."},
		{"let site = \"https://x.example\"\nget \"${site}/a^\"", "\"${site}/a\"", "Says\n\n```flow\n\"https://x.example/a\"\n```"},
		{"token \"secret-word\"\nsay \"secret-w^ord\"", "", ""},
		{"let key = \"abcdef\"\ntoken ke^y\nsay \"x\"", "key", "```flow\nlet key = ***\n```"},
		{"say \"x\"   ^ // nothing", "", ""},
		{"cloud \"d^ev\"\nsay \"x\"", "", ""},
		{"use \"lib.flow\"\nask \"a\"\nb^oth: ask \"b\"\nsay \"x\"", "both", "```flow\nboth:\n```\n\n3 steps of the payload, from 2 on.\n\nReached\n\n- from line 2"},
		{"tr^ied: try 2 times { input 1 { 1 -> next; else -> again } } else -> end\nsay \"x\"", "tried", "```flow\ntried:\n```\n\n3 steps of the payload, from 0 on.\n\nReached\n\n- the call starts here"},
		{"menu \"Hello.\" { 1 \"for a\" -> ne^xt }\nsay \"x\"", "next", "What follows; in an arm, what follows the statement that has the arm."},
		{"me^nu \"Hi.\" { 1 \"for a\" -> next }\nsay \"x\"", "menu", "Step 0 of the payload:\n\n```json\n{\n  \"id\": 0,\n  \"type\": \"play\",\n  \"text\": \"Hi. Press 1 for a.\",\n  \"next_step\": 1\n}\n```\n\n" +
			"Step 1 of the payload:\n\n```json\n{\n  \"id\": 1,\n  \"type\": \"digits\",\n  \"count\": 1,\n  \"flow\": {\n    \"1\": 2\n  }\n}\n```\n\nAbout 2 seconds of speech.\n\nSpeaks choices, waits for one key, and goes where it leads."},
		{"get \"https://x.example\" { f^ail -> a }\na: say \"x\"", "fail", "The request failed."},
		{"step a() -> x/y { -> x }\na { ^x -> next; else -> end }\nsay \"x\"", "x", "Exit of\n\n```flow\na() -> x/y\n```"},
		{"say \"b\"\nstep a() { say \"a\" } // flowc:allow unused-^step later", "unused-step", "a step of the script is never used\n\nA file that only declares things is there for others, and has no unused steps."},
	} {
		s, offset := at(t, tc.text)
		got, span := "", ""
		if h := s.Hover(offset); h != nil {
			got, span = h.Text, s.Text()[h.Span.Start:h.Span.End]
		}
		if diff := cmp.Diff(tc.want, strings.Join(strings.SplitAfter(got, "no-steps`")[:1], "")); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tc.text, diff)
		}
		if diff := cmp.Diff(tc.span, span); diff != "" {
			t.Errorf("%s\nspan (-want +got):\n%s", tc.text, diff)
		}
	}
}

// TestSignatureHelp checks which part of a signature is written.
func TestSignatureHelp(t *testing.T) {
	const decl = "step ask(a, b) -> yes/no { say a; say b; -> yes }\n"
	for _, tc := range []struct{ text, want string }{
		{"ask ^", "a"},
		{"ask \"x\"^", "a"},
		{"ask \"x\", ^", "b"},
		{"ask \"x\", b: ^", "b"},
		{"ask b: \"x\", ^", "none"},
		{"ask \"x\", \"y\" -> ^", "yes"},
		{"ask \"x\", \"y\" -> next/^", "no"},
		{"ask \"x\", \"y\" { ^", "none"},
		{"ask \"x\", \"y\" { yes -> ^", "no signature"},
		{"say ^", "no signature"},
		{"^", "no signature"},
	} {
		s, offset := at(t, decl+tc.text)
		got := "no signature"
		if sig := s.SignatureHelp(offset); sig != nil {
			if got = "none"; sig.Active >= 0 {
				p := sig.Parts[sig.Active]
				got = sig.Label[p.Start:p.End]
			}
			if sig.Label != "ask(a, b) -> yes/no" {
				t.Errorf("the label is %s", sig.Label)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.text, diff)
		}
	}
}

const hinted = `use "lib.flow"
let hello = "Hello."
call desk
menu hello { 1 "for a" -> next; else -> next }
ask "Well?" -> next/next
try 2 times {
  say hello
  input 1 { 1 -> next; else -> again }
}
`

// TestInlayHints checks the hints of each kind, where they stand in the text.
func TestInlayHints(t *testing.T) {
	for _, tc := range []struct {
		kinds ide.HintKinds
		want  string
	}{
		{ide.StepNumbers, "[0]call desk\n[1, 2]menu hello { 1 \"for a\" -> next; else -> next }\nask \"Well?\" -> next/next\ntry 2 times {\n  [5, 7]say hello\n  [6, 8]input 1 { 1 -> next; else -> again }\n}\n"},
		{ide.MenuTexts, "call desk\nmenu hello {[says \"Hello. Press 1 for a.\"] 1 \"for a\" -> next; else -> next }\nask \"Well?\" -> next/next\ntry 2 times {\n  say hello\n  input 1 { 1 -> next; else -> again }\n}\n"},
		{ide.ArgumentNames | ide.ConstantValues, "call desk[= 5263]\nmenu hello[= \"Hello.\"] { 1 \"for a\" -> next; else -> next }\nask [question:]\"Well?\" -> next/next\ntry 2 times {\n  say hello[= \"Hello.\"]\n  input 1 { 1 -> next; else -> again }\n}\n"},
	} {
		s, _ := at(t, hinted+"^")
		text := s.Text()
		var b strings.Builder
		done := int32(0)
		for _, h := range s.InlayHints(source.Span{End: int32(len(text))}, tc.kinds) {
			fmt.Fprintf(&b, "%s[%s]", text[done:h.Offset], h.Label)
			done = h.Offset
		}
		b.WriteString(text[done:])
		if diff := cmp.Diff("use \"lib.flow\"\nlet hello = \"Hello.\"\n"+tc.want, b.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	s, _ := at(t, hinted+"^")
	start := int32(strings.Index(hinted, "ask"))
	got := s.InlayHints(source.Span{Start: start, End: start + 10}, ide.AllHints)
	if diff := cmp.Diff([]ide.Hint{{Offset: start + 4, Label: "question:", Kind: ide.ArgumentNames, Before: true}}, got); diff != "" {
		t.Errorf("of a part (-want +got):\n%s", diff)
	}
}

// TestCodeLenses checks what stands above labels, steps and attempts.
func TestCodeLenses(t *testing.T) {
	const text = `start:
  say "x"
again_please:
  input 1 { 1 -> again_please; 2 { say "y" }; else -> gone }
  -> again_please
lost:
  say "z"
  end
gone: gone_too:
  ask "a"

step ask(a) {
  try 2 times {
    say a
    input 1 { 1 -> next; else -> again }
  }
}
`
	s, _ := at(t, text+"^")
	var got []string
	for _, l := range s.CodeLenses() {
		line := s.Text()[l.Span.Start:l.Span.End] + ": " + l.Title
		for _, p := range l.Places {
			line += fmt.Sprintf(" %d", p.File.Position(p.Start, source.Characters).Line)
		}
		got = append(got, line)
	}
	want := []string{
		"start: the call starts here",
		"again_please: reached from 3 places 2 4 5",
		"lost: nothing leads here",
		"gone: reached from 1 place 4",
		"gone_too: reached from 1 place 9",
		"ask: 4 steps in the payload",
		"try: 4 steps in the payload",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCodeLensesOfLibrary checks that a file without a call has no steps to count.
func TestCodeLensesOfLibrary(t *testing.T) {
	s, _ := one(t, "step ask() { try 2 times { input 1 { 1 -> next; else -> again } } }\n")
	if diff := cmp.Diff([]ide.Lens(nil), s.CodeLenses()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestHoverOfSetParameter checks that a hover says where a value comes from.
func TestHoverOfSetParameter(t *testing.T) {
	w, name, offset := workspace(t, map[string]string{
		"flowc.yaml": "values:\n  team: 2001\n",
		"main.flow":  "param team = 2002 // who answers\ncall te^am\n",
	})
	h := snapshot(t, w, name).Hover(offset)
	want := &ide.Hover{Text: "```flow\nparam team = \"2001\"\n```\n\nSet in `/flowc.yaml`, line 2.", Span: source.Span{Start: 38, End: 42}}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
