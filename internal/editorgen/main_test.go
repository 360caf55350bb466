package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
)

const editors = "../../editors"

// What editors has of the language is what the language says of itself.
func TestUpToDate(t *testing.T) {
	all, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		t.Run(name, func(t *testing.T) {
			got, err := os.ReadFile(filepath.Join(editors, name))
			if err != nil {
				t.Fatalf("run go generate ./internal/editorgen: %v", err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("run go generate ./internal/editorgen (-generated +%s)\n%s", name, d)
			}
		})
	}
}

func TestWriteGivesWhatIsGenerated(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	all, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

// The parser for tree-sitter is made by a program that not every machine has:
// what it was made from says whether it is stale.
func TestParserIsUpToDate(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(editors, "tree-sitter-flow/src/grammar.json"))
	if err != nil {
		t.Fatal(err)
	}
	var made struct{ Rules map[string]any }
	if err := json.Unmarshal(text, &made); err != nil {
		t.Fatal(err)
	}
	w, err := language()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range w.Rules {
		if r.Name == "Invoke" { // grammar.js has its own: the name of a step is no word of the language
			continue
		}
		if d := cmp.Diff(asGrammar(r.Body), made.Rules[symbol(r.Name)]); d != "" {
			t.Errorf("run tree-sitter generate --no-bindings in editors/tree-sitter-flow: %s (-language +parser)\n%s", r.Name, d)
		}
	}
}

// asGrammar returns an expression as tree-sitter writes it into grammar.json.
func asGrammar(e expr) any {
	list := func(kind string, parts []expr) any {
		members := make([]any, len(parts))
		for i, part := range parts {
			members[i] = asGrammar(part)
		}
		return map[string]any{"type": kind, "members": members}
	}
	symbolOf := func(name string) any { return map[string]any{"type": "SYMBOL", "name": name} }
	switch e := e.(type) {
	case choice:
		return list("CHOICE", e)
	case sequence:
		return list("SEQ", e)
	case repeated:
		if e.mark == '?' {
			return map[string]any{"type": "CHOICE", "members": []any{asGrammar(e.expr), map[string]any{"type": "BLANK"}}}
		}
		return map[string]any{"type": map[byte]string{'*': "REPEAT", '+': "REPEAT1"}[e.mark], "content": asGrammar(e.expr)}
	case literal:
		switch e {
		case ",":
			return symbolOf("_comma")
		case "(":
			return symbolOf("_open_paren")
		}
		return map[string]any{"type": "STRING", "value": string(e)}
	case name:
		return symbolOf(symbol(string(e)))
	case token:
		return symbolOf("_" + string(e))
	}
	panic("unexpected expression")
}

// Every word of the language that is in its grammar is one of a list.
func TestWordsAreComplete(t *testing.T) {
	w, err := language()
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.Concat(w.Starts(), w.Inner, w.Targets, w.Outcomes)
	for _, r := range w.Rules {
		inside(r.Body, func(e expr) {
			if word, ok := e.(literal); ok && lang.IsName(string(word)) && !slices.Contains(listed, string(word)) {
				t.Errorf("%q of %s is in no list", word, r.Name)
			}
		})
	}
}

func TestSnippet(t *testing.T) {
	table := map[string]string{
		`say "Hello."`: `say "${1:Hello.}"`,
		`end`:          `end`,
		`input 1 into choice { 1 -> agent; else -> next }`: `input ${1:1} into choice { ${2:1} -> ${3:agent}; else -> ${4:next} \}`,
		`get "https://a.b/{{c}}" -> next/agent`:            `get "${1:https://a.b/{{c\}\}}" -> ${2:next/agent}`,
		`callback 5263 at 2030-01-15 18:30 Europe/London`:  `callback ${1:5263} at ${2:2030-01-15} ${3:18:30} Europe/London`,
	}
	for example, want := range table {
		if d := cmp.Diff(want, snippet(example)); d != "" {
			t.Errorf("%s (-want +got)\n%s", example, d)
		}
	}
}

func TestGrammarOfWhatIsNone(t *testing.T) {
	for _, text := range []string{"", "a\n\nStatement = A .\n\nA = \"a\" \n\nb\n\nc", "a\n\nStatement A .\n\nA = \"a\" .\n\nb\n\nc"} {
		if rules, err := grammar(text); err == nil {
			t.Errorf("%q gives %v, and no error", text, rules)
		}
	}
}
