package flatten_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/flatten"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// expanded returns the call of the main script of files, which has no errors.
func expanded(t *testing.T, files map[string]string) *expand.Call {
	t.Helper()
	view, err := project.New(project.Memory(files)).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	p := resolve.Resolve(view.Main, resolve.Options{Files: view}, &list)
	call := expand.Program(p, expand.ReadSettings(p, &list), 0, &list)
	if list.HasErrors() {
		t.Fatalf("errors:\n%s\n%s", chunks.Findings(list), files[chunks.Main])
	}
	return call
}

func payload(t *testing.T, call *expand.Call) string {
	t.Helper()
	var b bytes.Buffer
	if err := emit.Payload(&b, call.Graph, &call.Settings, emit.Options{API: api.V2}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestScripts holds the plain scripts of calls against those in testdata, and
// checks that they build to the same.
func TestScripts(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		call := expanded(t, files)
		text := lang.Sprint(flatten.Script(call.Graph, &call.Settings))
		if d := cmp.Diff(payload(t, call), payload(t, expanded(t, map[string]string{chunks.Main: text}))); d != "" {
			t.Errorf("the payload of %s differs (-script +plain):\n%s", files[chunks.Main], d)
		}
		return text
	})
}
