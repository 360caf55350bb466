package ide_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// at returns the snapshot of a script with a mark, beside the library of the
// other tests.
func at(t *testing.T, text string) (*ide.Snapshot, int32) {
	t.Helper()
	w, name, offset := workspace(t, map[string]string{"lib.flow": lib, "main.flow": text, "more/other.flow": "", "flowc.yaml": fragments})
	return snapshot(t, w, name), offset
}

// fragments passes over what is said of scripts that are no whole calls.
const fragments = "checks: {starts-without-call: off, silent-input: off, missing-else: off, unused-label: off}\n"

// script is what the scripts of completions start with.
const script = "use \"lib.flow\"\nlet hello = \"Hello.\"\nlet site = \"https://x.example\"\nparam team = 42\ncall 442079460123\n"

var completions = []struct{ text, want string }{
	// statements
	{"re^", "record on|record off"},
	{"say \"x\"\nre^", ""},
	{script + "s^", "say|step"},
	{script + "input 1 {\n  1 { sa^ }\n}", "say"},
	{script + "step other() { le^ }", ""},
	{script + "as^", "ask"},
	{script + "say^ \"x\"", "say"},
	{"cloud \"dev\"\nclo^", ""},
	// targets
	{script + "-> ^\na:\n  say \"x\"\nb:\n  say \"y\"", "a|b|next|end"},
	{script + "get site -> a/^\na:\nsay \"x\"", "a|next|end"},
	{script + "a:\nsay \"x\"\nb:\nsay \"y\"\n-> ^", "b|a|next|end"},
	{script + "try 2 times {\n  c: input 1 { 1 -> ^", "c|next|again|end"},
	{script + "step other() -> fine/bad {\n  -> ^\n}", "fine|bad|next|end"},
	{script + "-> ne^", "next"},
	{script + "input 1 -> agent\n-> ag^\n-> end", "agent"},
	{script + "-> ag^", ""},
	// arms
	{script + "get site {\n  ^\n}", "ok|fail|else"},
	{script + "get site {\n  ok -> next\n  ^\n}", "fail|else"},
	{script + "ask \"x\" {\n  ^\n}", "yes|no|else"},
	{script + "input 1 {\n  1, 3..9 -> next\n  ^\n}", "2|0|#|else"},
	{script + "input 4 {\n  ^\n}", "else"},
	{script + "menu hello {\n  1 \"a\" -> next\n  2 ^\n}", "\"\"|hello|site|->|{ ... }"},
	{script + "input 1 {\n  1 ^\n}", "->|{ ... }"},
	// values
	{script + "connect ^", "team|desk"},
	{script + "say ^", "\"\"|hello|site"},
	{script + "get ^", "\"https://\"|site"},
	{script + "input ^", "team|desk"},
	{script + "let other = h^", "hello"},
	{script + "step other(what) { say w^ }", "what"},
	{script + "callback team at 2030-01-15 18:30 Europe/Lon^", "Europe/London"},
	{script + "callback team at 2030-01-15 18:30 kolk^", "Asia/Kolkata"},
	{script + "callback team at 2030-01-15 18:30 \"europe/lond^\"", "Europe/London"},
	{script + "callback team at 2030-01-15 18:30 UT^", "UTC|Etc/UTC"},
	{script + "cloud ^", "env|\"\"|hello|site"},
	{"cloud env ^", "SAMESPACE_CLOUD_ID"},
	{"api ^", "v2|v1"},
	// texts
	{script + "input 1 into key\nsay \"You said {{^\"", "answer|key"},
	{script + "say \"Well, ${h^", "hello"},
	{script + "say \"Well, ^\"", ""},
	{script + "say \"Well, \\${h^\"", ""},
	{"use ^", "\"lib.flow\"|\"more/other.flow\""},
	{"use \"^\"", "lib.flow|more/other.flow"},
	{script + "use \"mo^\"", "more/other.flow"},
	// words inside
	{script + "call 1 ^", "from"},
	{script + "input 1 ^", "into|->|{ ... }"},
	{script + "try 2 ^", "times"},
	{script + "callback team ^", "at"},
	{script + "menu hello ^", "each|into|{ ... }"},
	{script + "play site ^", "saying"},
	{script + "try 2 times { say hello; -> again } ^", "else"},
	// steps of one's own
	{script + "ask ^", "question:|\"\"|hello|site"},
	{script + "ask hello ^", "->|{ ... }"},
	{script + "ask question: \"x\" -> ^", "next|end"},
	// comments that suppress a finding
	{"say \"a\" // flowc:allow un^", "unused-constant|unused-parameter|unmatchable-key|unreachable-step|unused-label|unset-variable|unused-variable|unspoken-key|unwired-key|unused-step|unused-use"},
	{"step a() {}\nsay \"a\"\n// flowc:allow ^step", "unused-step|left-out|raw-object|secret-in-source|odd-variable|parameter-as-variable|unused-constant|unused-parameter|" +
		"dst-gap|insecure-url|number-is-caller-id|outside-hours|past-date|placeholder|secret-in-url|several-caller-ids|text-for-number|" +
		"endless-loop|falls-into-label|loop-without-input|missing-else|missing-outcome|same-outcome|starts-without-call|unmatchable-key|unreachable-step|unused-label|" +
		"shadowed-variable|unset-variable|unused-variable|" +
		"broken-promise|digit-count|far-from-a-person|key-before-goal|long-menu|long-prompt|pound-key|recording-notice|said-too-early|silent-input|unspoken-key|unwired-key|" +
		"duplicate-use|exit-not-taken|unused-use|duplicate-test|empty-test|hears-anything"},
	{"say \"a\" // flowc:allow raw-object be^", ""},
	{"say \"// flowc:allow ^\"", ""},
	// nothing
	{script + "param a = a^", ""},
	{script + "say 12^", ""},
	{script + "// say ^", ""},
	{script + "say \"x\"^", ""},
	{script + "nothing ^", ""},
	{script + "let ^", ""},
}

// TestCompletion checks what is offered in scripts that are being written.
func TestCompletion(t *testing.T) {
	for _, tc := range completions {
		s, offset := at(t, tc.text)
		var labels []string
		for _, i := range s.Completion(offset) {
			labels = append(labels, i.Label)
		}
		if diff := cmp.Diff(tc.want, strings.Join(labels, "|")); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", strings.TrimPrefix(tc.text, script), diff)
		}
	}
}

// TestCompletionItems checks all that is said of an item.
func TestCompletionItems(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []ide.Item
	}{
		{"inp^", []ide.Item{{
			Label: "input", Kind: ide.StatementItem, Detail: "input COUNT into NAME -> TARGET",
			Documentation: "Waits for keys, and goes where they lead.\n\n```flow\ninput 1 into choice { 1 -> agent; else -> next }\n```",
			Insert:        "input ${1:COUNT}${2: into ${3:NAME}}${4: -> ${5:TARGET}}", Plain: "input",
			Span: source.Span{Start: 0, End: 3}, SortText: "0000",
		}}},
		{"tr^", []ide.Item{{
			Label: "try", Kind: ide.StatementItem, Detail: "try 3 times { ... } else -> TARGET",
			Documentation: "Makes attempts: again starts the next one.\n\n```flow\ntry 2 times { input 1 { 1 -> agent; else -> again } } else { say \"Goodbye.\"; end }\n```",
			Insert:        "try ${1:3} times {\n  $0\n}${2: else -> ${3:TARGET}}", Plain: "try",
			Span: source.Span{Start: 0, End: 2}, SortText: "0000",
		}}},
		{"// Asks for it.\nstep mine(a, b) -> x/y { -> x }\nmi^", []ide.Item{{
			Label: "mine", Kind: "step", Detail: "mine(a, b) -> x/y", Documentation: "Asks for it.",
			Insert: "mine ${1:a}, ${2:b} -> ${3:x}/${4:y}", Plain: "mine",
			Span: source.Span{Start: 48, End: 50}, SortText: "0000",
		}}},
		{"input 1 into pin\nsay \"{{p^", []ide.Item{{
			Label: "pin", Kind: "variable", Detail: "run-time variable, stored on line 1",
			Insert: "pin}}", Plain: "pin}}", Span: source.Span{Start: 24, End: 25}, SortText: "0000",
		}}},
		{"token secret\nlet secret = \"abcdef\"\nsay se^", []ide.Item{{
			Label: "secret", Kind: "constant", Detail: "= ***", Insert: "secret", Plain: "secret", Span: source.Span{Start: 39, End: 41}, SortText: "0000",
		}}},
		{"menu \"x\" {\n  el^\n}", []ide.Item{{
			Label: "else", Kind: ide.OutcomeItem, Detail: "what no other arm takes", Insert: "else -> ${1:next}", Plain: "else",
			Span: source.Span{Start: 13, End: 15}, SortText: "0000",
		}}},
	} {
		s, offset := at(t, tc.text)
		if diff := cmp.Diff(tc.want, s.Completion(offset)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tc.text, diff)
		}
	}
}

// TestStatementsOffered checks that every statement is offered where it may stand.
func TestStatementsOffered(t *testing.T) {
	offered := map[string]bool{}
	for _, text := range []string{"^", "say \"x\"\n^"} {
		s, offset := at(t, text)
		for _, i := range s.Completion(offset) {
			offered[i.Plain] = true
		}
	}
	for _, v := range lang.Verbs {
		if !offered[v.Word] {
			t.Errorf("%s is not offered", v.Word)
		}
	}
}

// TestLeavesOffered checks that something is offered for every part of the grammar
// that has names or values, wherever an example has one.
func TestLeavesOffered(t *testing.T) {
	free := []string{"Declared", "Object", "Path", "Title", "Transcript"} // what the author makes up, or writes in quotes
	for _, v := range lang.Verbs {
		file := lang.Parse(source.NewFile("x.flow", v.Example))
		for i := range v.Example {
			for _, e := range file.Cursor(int32(i)).Expected {
				if e.Leaf != "" && !slices.Contains(free, e.Leaf) && !ide.Offers(e.Leaf) {
					t.Errorf("%s: nothing is offered for %s", v.Word, e.Leaf)
				}
			}
		}
	}
}

// TestCompletionInside checks that what is offered takes the place of all of the
// word that it stands in.
func TestCompletionInside(t *testing.T) {
	for _, tc := range []struct{ text, label, want string }{
		{"callback 42 at 2030-01-15 18:30 Asia^/Calcutta", "Asia/Kolkata", "callback 42 at 2030-01-15 18:30 Asia/Kolkata"},
		{"use \"lib.flow\"\nask que^: \"x\"", "question:", "use \"lib.flow\"\nask question: \"x\""},
		{"use \"lib.flow\"\nask que^", "question:", "use \"lib.flow\"\nask question: "},
		{"a: say \"x\"\n-> ^", "a", "a: say \"x\"\n-> a"},
	} {
		s, offset := at(t, tc.text)
		got := ""
		for _, i := range s.Completion(offset) {
			if i.Label == tc.label {
				got = s.Text()[:i.Span.Start] + i.Plain + s.Text()[i.Span.End:]
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.text, diff)
		}
	}
}
