package examples_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// TestChecksSchema holds the schema of the key checks of flowc.yaml against the
// registry of codes.
func TestChecksSchema(t *testing.T) {
	const path = "../docs/schema/checks.schema.json"
	want := checksSchema(t)
	if chunks.Updating() {
		save(t, path, want)
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("%s is out of date; run make golden (-want +got):\n%s", path, d)
	}
}

func checksSchema(t *testing.T) string {
	t.Helper()
	level := map[string]any{"enum": diag.Levels}
	properties := map[string]any{}
	for _, c := range diag.Codes() {
		if !c.Settable() {
			continue
		}
		options := map[string]any{"severity": level}
		for _, o := range c.Options {
			option := map[string]any{"description": o.Doc, "type": "integer", "minimum": 1, "maximum": 1_000_000}
			if o.Kind == diag.YesOrNo {
				option = map[string]any{"description": o.Doc, "type": "boolean"}
			}
			options[o.Name] = option
		}
		properties[c.Name] = map[string]any{
			"description": c.Title,
			"anyOf":       []any{level, map[string]any{"type": "object", "properties": options, "additionalProperties": false}},
		}
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(map[string]any{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "The checks of flowc.yaml",
		"description": "What becomes of findings, by their codes: off, a severity, on for the severity that a code has by itself, or a mapping of the options of its check.",
		"type":        []any{"object", "null"}, "properties": properties, "additionalProperties": false,
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
