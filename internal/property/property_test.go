package property

import (
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/internal/corpus"
)

// texts returns the texts of the files of some patterns.
func texts(t testing.TB, patterns []string) map[string]string {
	t.Helper()
	all, err := corpus.Read("../..", patterns)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestScripts(t *testing.T) {
	for path, text := range texts(t, corpus.Scripts) {
		if err := Script(text); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPayloads(t *testing.T) {
	for path, text := range texts(t, corpus.Payloads) {
		if err := Payload(text); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// fuzz fuzzes a property from the files of some patterns and other texts.
func fuzz(f *testing.F, property func(string) error, patterns []string, more ...string) {
	for _, text := range texts(f, patterns) {
		if len(text) < 10_000 {
			f.Add(text)
		}
	}
	for _, text := range more {
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
	fuzz(f, Script, corpus.Scripts,
		"use \"x\"\ngreet shared -> next\nsay \"a\"",
		"try 2 times { a: input 1 { 1 -> a; else -> again } } else { b: -> b }",
		"step s(p, q) -> x/y { input 1 { 1 -> x; 2, 4..6 -> y; \"z\" -> next } -> x }\ns \"1\", q: \"2\" { x { say \"x\" }; else -> end }\nmenu play \"https://x\" each \"{key} {choice}\" into k { 1 \"a\" -> next; # { end } }",
		"raw {\"type\": \"x\", \"n\": [1.5e3]} -> a/b\na: b: get \"https://{{x}}\" { ok -> a; else -> end }\npublish put \"https://x\"",
	)
}

func FuzzPayload(f *testing.F) { fuzz(f, Payload, corpus.Payloads) }

func FuzzValues(f *testing.F) {
	fuzz(f, Values, nil, "", "a: 1\nb: text\n", "a: |\n  x\n\n  y\n", "- a\n", "{a: 1, a: 2}", "a: &x [*x]", "--- \na: 1\n--- \nb: 2", "a:\n  b: 1", "\uFEFFa: 0x10", `a: "\u12"`, "? a\n: b", "a: !!binary x", strings.Repeat("[", 300))
}

func FuzzConfig(f *testing.F) {
	fuzz(f, Config, nil, "", "api: v1\nids: label\noutput: out\nmax-steps: 5\nfail-on: never\n", "values:\n  a: 1\n  staging:\n    a: 2\n", "values: {staging: values.yaml}", "# a\r\nvalues:\r\n  staging: {a: |\r\n  x}", "api: v1\napi: v2", "values: {a: {b: 1, b: 2}, a: ''}", "<<: *a\nvalues: &a [*a]")
}

func FuzzEnv(f *testing.F) {
	fuzz(f, Env, nil, "", "A=1\n", "export A='x y'\r\nB=\"$A\"\n# c\n", "A=ab$CD1ef\nB=ab #cd\nC=", "\uFEFFA=1", "A", "=1", "A B=1", "A=\xff", "A=\x00")
}
