package decompile

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
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

// stagingValues reads the values of the examples.
func stagingValues(t *testing.T) project.Values {
	t.Helper()
	values := project.Values{}
	var list diag.List
	if err := values.Read(project.New(project.Disk{}), "../../examples/values/staging.yaml", &list); err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return values
}

// What comes back of the examples, to be looked at by eye. It has at most 1.3 times
// their lines, though what they use is written out in it.
func TestExamples(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../examples/*.flow", "../../examples/reuse/*.flow"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal("no examples", err)
		}
		files = append(files, found...)
	}
	values := stagingValues(t)
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasSuffix(name, "_test.flow") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			built, err := compiler.Analyze(t.Context(), project.New(project.Disk{}), file, compiler.Options{Params: values, Shared: true})
			if err != nil {
				t.Fatal(err)
			}
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
			golden(t, "testdata/examples/"+name, r.Script)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if before, now := bytes.Count(text, []byte("\n")), strings.Count(r.Script, "\n"); 10*now > 13*before {
				t.Errorf("%d lines come back as %d", before, now)
			}
		})
	}
}
