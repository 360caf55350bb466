package decompile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// script decompiles a payload.
func script(t testing.TB, name, text string) *Result {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return Script(doc, source.NewFile(name, text), 0)
}

// golden compares with a file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if chunks.Updating() {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (write it with -update): %s", path, diff)
	}
}

// proof says what Verify finds.
func proof(r *Result) string {
	d, err := r.Verify()
	switch {
	case err != nil:
		return err.Error()
	case d != nil:
		return d.String()
	}
	return "same call"
}

func findings(list diag.List, secrets *diag.Redactor) string {
	var b strings.Builder
	if err := diag.Print(&b, list, diag.Style{Secrets: secrets}); err != nil {
		panic(err)
	}
	return b.String()
}

// codes returns the findings of a check, a line each.
func codes(doc *api.Document) string {
	var b strings.Builder
	for _, f := range Check(doc, source.NewFile("", doc.Text), CheckOptions{Rules: project.Rules{Policy: corpus.Fragments()}}, nil) {
		at := f.Place.File.Position(f.Place.Start, source.Characters)
		fmt.Fprintf(&b, "%d:%d %s[%s]\n", at.Line, at.Column, f.Severity, f.Code)
	}
	return b.String()
}

// The checks of the compiler speak of the objects that statements come from.
func TestCheckCompiled(t *testing.T) {
	const text = `{"cloud_id":"c","cloud_sid":"${S}","auth_token":"${T}","flow":[{"id":0,"type":"play","text":"Hi","next_step":1},{"id":1,"type":"raw"}]}`
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	covered[check.RawObject] = false
	defer func() { covered[check.RawObject] = true }()
	if diff := cmp.Diff("1:113 warning[raw-object]\n1:128 error[unknown-type]\n", codes(doc)); diff != "" {
		t.Error(diff)
	}
}

// Each payload in testdata, with its script, the proof and the findings.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		if filepath.Ext(file) == ".golden" {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := script(t, filepath.Base(file), string(text))
			golden(t, file+".golden", r.Script+"\n--- proof\n"+proof(r)+"\n--- findings\n"+findings(r.Findings, r.Secrets)+"\n--- check\n"+codes(r.Payload.Doc))
		})
	}
}
