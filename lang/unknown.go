package lang

import (
	"fmt"
	"strings"
)

// UnknownStatement is the finding for a word that starts no statement; steps
// are the names of the author's own.
func UnknownStatement(word Name, steps []string) *SyntaxError {
	err := &SyntaxError{
		Code: UnknownWord, Span: word.Span(),
		Message: fmt.Sprintf("no statement %q", word.Text),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end",
	}
	for _, v := range Verbs {
		steps = append(steps, v.Word)
	}
	if synonym := synonyms[strings.ToLower(word.Text)]; synonym != "" {
		err.Help = "write " + synonym
	} else if near := Nearest(word.Text, steps); near != "" {
		err.Message += fmt.Sprintf("; did you mean %q?", near)
		err.Help, err.Fix = "write "+near, near
	}
	return err
}

// What authors of other systems write, and what it is called here.
var synonyms = map[string]string{
	"goto": "-> LABEL", "jump": "-> LABEL", "go": "-> LABEL", "gather": `input 1 into NAME { ... }`,
	"speak": `say "..."`, "prompt": `say "..."`, "print": `say "..."`, "dial": "connect NUMBER or call NUMBER",
	"transfer": "connect NUMBER", "forward": "connect NUMBER", "hangup": "end", "hang": "end", "exit": "end",
	"stop": "end", "return": "-> EXIT", "if": "a step with branches, such as input or get", "switch": "input 1 { ... }",
	"const": "let NAME = VALUE", "var": "let NAME = VALUE", "set": "let NAME = VALUE", "import": `use "FILE.flow"`,
	"include": `use "FILE.flow"`, "digits": "input COUNT into NAME", "http": `get "https://..."`, "repeat": "try N times { ... }",
	"loop": "try N times { ... }", "func": "step NAME() { ... }", "function": "step NAME() { ... }", "def": "step NAME() { ... }",
}
