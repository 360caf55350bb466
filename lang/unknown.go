package lang

import (
	"cmp"
	"fmt"
	"strings"
)

// UnknownStatement is the finding for a word that starts no statement of the
// file; steps are the names of the author's own.
func (f *File) UnknownStatement(word Name, steps []string) *SyntaxError {
	line, start := f.Source.Line(word.Start)
	return unknownStatement(word, line[min(len(line), int(word.Start-start)+len(word.Text)):], steps)
}

// unknownStatement is UnknownStatement where it is known what stands behind the
// word on its line.
func unknownStatement(word Name, rest string, steps []string) *SyntaxError {
	err := &SyntaxError{
		Code: UnknownWord, Span: word.Span(),
		Message: fmt.Sprintf("no statement %q", word.Text),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end, or the name of a step of its own",
	}
	verbs := make([]string, 0, len(Verbs))
	for _, v := range Verbs {
		verbs = append(verbs, v.Word)
	}
	lower := strings.ToLower(word.Text)
	if without := missing[lower]; without != "" {
		err.Message, err.Help = without, "leave it out"
	} else if help := otherwise(lower, rest); help != "" {
		err.Help = "write " + help
	} else if near := cmp.Or(Nearest(word.Text, steps), Nearest(word.Text, verbs)); near != "" {
		err.Message += fmt.Sprintf("; did you mean %q?", near)
		err.Help, err.Fix = "write "+near, near
	}
	return err
}

// Imports reports whether a word brings in another file in another language:
// what a script names may be defined there.
func Imports(word string) bool { return strings.HasPrefix(synonyms[strings.ToLower(word)], "use ") }

// otherwise returns how a line is written here that starts with a word of
// another system.
func otherwise(word, rest string) string {
	rest = strings.TrimSpace(rest)
	first, _, _ := strings.Cut(rest, " ")
	switch synonym := synonyms[word]; {
	case synonym == "-> LABEL" && IsName(first):
		return "-> " + first
	case word == "press" && strings.Contains(rest, "->"):
		return "input 1 { " + rest + " }"
	default:
		return synonym
	}
}

// missing is what other systems have and the API has not.
var missing = map[string]string{
	"sleep": "the API has no pause", "pause": "the API has no pause", "wait": "the API has no pause", "delay": "the API has no pause",
	"sms": "the API sends no messages", "mail": "the API sends no messages", "email": "the API sends no messages",
	"queue": "the API has no queues: connect to a number that has one", "conference": "the API has no conferences", "voicemail": "the API has no voicemail: connect to a number that has one",
}

// What authors of other systems write, and what it is called here.
var synonyms = map[string]string{
	"goto": "-> LABEL", "jump": "-> LABEL", "go": "-> LABEL", "gather": `input 1 into NAME { ... }`,
	"speak": `say "..."`, "prompt": `say "..."`, "print": `say "..."`, "dial": "connect NUMBER or call NUMBER",
	"transfer": "connect NUMBER", "forward": "connect NUMBER", "hangup": "end", "hang": "end", "exit": "end",
	"stop": "end", "return": "-> EXIT", "if": "a step with branches, such as input or get", "switch": "input 1 { ... }",
	"const": "let NAME = VALUE", "var": "let NAME = VALUE", "set": "let NAME = VALUE", "import": `use "FILE.flow"`,
	"include": `use "FILE.flow"`, "digits": "input COUNT into NAME", "http": `get "https://..."`, "repeat": "try N times { ... }",
	"press": "input 1 { 1 -> LABEL }", "while": "try N times { ... }", "for": "try N times { ... }", "when": "a step with branches, such as input or get", "case": "1 -> LABEL in the braces of an input",
	"require": `use "FILE.flow"`, "ask": `say "..." and input COUNT into NAME`, "collect": "input COUNT into NAME", "fetch": `get "https://..."`, "request": `get "https://..."`,
	"loop": "try N times { ... }", "func": "step NAME() { ... }", "function": "step NAME() { ... }", "def": "step NAME() { ... }",
}
