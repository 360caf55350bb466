package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/diag"
)

// TestChecks holds what checks find in scripts against the files in testdata,
// without what other passes find. A chunk can have a file options with words
// that say how its script is built.
func TestChecks(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		return chunks.Findings(checked(t, files, strings.Fields(files["options"])...).Sorted())
	})
}

// checked returns what the checks find in the main script of files.
func checked(t testing.TB, files map[string]string, options ...string) diag.List {
	t.Helper()
	view, err := project.New(project.Memory(files)).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	var others, list diag.List
	p := resolve.Resolve(view.Main, resolve.Options{Files: view}, &others)
	settings := expand.ReadSettings(p, &others)
	pass := &check.Pass{
		Program: p, API: api.V2, Override: slices.Contains(options, "override"), Library: slices.Contains(options, "library"),
	}
	if !slices.Contains(options, "judged") {
		pass.Rules.Policy = corpus.Fragments()
	}
	if slices.Contains(options, "v1") {
		pass.API = api.V1
	}
	check.Tree(pass, &list)
	check.Call(pass, expand.Program(p, settings, 0, &others), &list)
	if slices.Contains(options, "labels") {
		check.StartLabels(pass, &list)
	}
	list = pass.Rules.Policy.Apply(list)
	for _, m := range p.Modules {
		list = pass.Allow(m, list)
	}
	return list
}
