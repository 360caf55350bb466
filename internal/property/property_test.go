package property

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus returns the files of some patterns, by path.
func corpus(t testing.TB, patterns ...string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, pattern := range patterns {
		paths, err := filepath.Glob("../../" + pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(paths), err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(text)
		}
	}
	return texts
}

var (
	scripts  = []string{"golden/*/in.flow", "examples/*.flow", "examples/*/*.flow"}
	payloads = []string{"golden/*/out.*.json", "compiler/decompile/testdata/*.json"}
)

func TestScripts(t *testing.T) {
	for path, text := range corpus(t, scripts...) {
		if err := Script(text); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPayloads(t *testing.T) {
	for path, text := range corpus(t, payloads...) {
		if err := Payload(text); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// fuzz fuzzes a property from the files of some patterns and other texts.
func fuzz(f *testing.F, property func(string) error, patterns []string, texts ...string) {
	for _, text := range corpus(f, patterns...) {
		if len(text) < 10_000 {
			f.Add(text)
		}
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > MaxInput {
			return
		}
		if err := property(text); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzScript(f *testing.F) {
	fuzz(f, Script, scripts,
		"use \"x\"\ngreet shared -> next\nsay \"a\"",
		"try 2 times { a: input 1 { 1 -> a; else -> again } } else { b: -> b }",
		"step s(p, q) -> x/y { input 1 { 1 -> x; 2, 4..6 -> y; \"z\" -> next } -> x }\ns \"1\", q: \"2\" { x { say \"x\" }; else -> end }\nmenu play \"https://x\" each \"{key} {choice}\" into k { 1 \"a\" -> next; # { end } }",
		"raw {\"type\": \"x\", \"n\": [1.5e3]} -> a/b\na: b: get \"https://{{x}}\" { ok -> a; else -> end }\npublish put \"https://x\"",
	)
}

func FuzzPayload(f *testing.F) { fuzz(f, Payload, payloads) }

func FuzzValues(f *testing.F) {
	fuzz(f, Values, nil, "", "a: 1\nb: text\n", "a: |\n  x\n\n  y\n", "- a\n", "{a: 1, a: 2}", "a: &x [*x]", "--- \na: 1\n--- \nb: 2", "a:\n  b: 1", "\uFEFFa: 0x10", `a: "\u12"`, "? a\n: b", "a: !!binary x", strings.Repeat("[", 300))
}

func FuzzEnv(f *testing.F) {
	fuzz(f, Env, nil, "", "A=1\n", "export A='x y'\r\nB=\"$A\"\n# c\n", "A=ab$CD1ef\nB=ab #cd\nC=", "\uFEFFA=1", "A", "=1", "A B=1", "A=\xff", "A=\x00")
}
