package decompile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Every payload of the golden folder comes back as the same call.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("../../golden/*/out.*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden payloads", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := script(t, file, string(text))
		if diff := cmp.Diff("same call", proof(r)); diff != "" || r.Findings.HasErrors() {
			t.Errorf("%s: %s\n%s\n%s", file, diff, r.Script, findings(r.Findings, r.Secrets))
		}
		checkPayload(t, string(text))
	}
}

// exampleFiles gives the examples the files that they use.
type exampleFiles struct{}

func (exampleFiles) Load(_ *source.File, path string) (*lang.File, error) {
	text, err := os.ReadFile(filepath.Join("../../examples", path))
	if err != nil {
		return nil, err
	}
	return lang.Parse(source.NewFile(path, string(text))), nil
}

// stagingValues reads the values of the examples, a line NAME: VALUE each.
func stagingValues(t *testing.T) map[string]resolve.Outside {
	t.Helper()
	text, err := os.ReadFile("../../examples/values/staging.yaml")
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]resolve.Outside{}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
			values[name] = resolve.Outside{Value: strings.Trim(strings.TrimSpace(value), `"`)}
		}
	}
	return values
}

// What comes back of the examples, to be looked at by eye.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.flow")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	values := stagingValues(t)
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasSuffix(name, "_test.flow") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			built := compiler.Compile(lang.Parse(source.NewFile(name, string(text))), compiler.Options{
				Files: exampleFiles{}, Params: values, Shared: true,
			})
			if built.Findings.HasErrors() {
				t.Fatal(built.Findings[0].Message)
			}
			var payload strings.Builder
			if err := built.Payload(&payload, false); err != nil {
				t.Fatal(err)
			}
			r := script(t, name, payload.String())
			if diff := cmp.Diff("same call", proof(r)); diff != "" {
				t.Error(diff)
			}
			golden(t, "testdata/examples/"+name, string(r.Script))
		})
	}
}
