// Package internal_test checks how the packages of the project depend on each
// other.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/flowc-lang/flowc"

// layers are all packages of the project. One may import those of the layers
// before its own.
var layers = [][]string{
	{"compiler/fact"},
	{"lang/source", "compiler/api", "compiler/spoken", "internal/bench", "internal/layout", "internal/live", "internal/mutate", "internal/output", "internal/readergen"},
	{"lang/diag", "compiler/same", "internal/layout/peers"},
	{"lang", "internal/chunks", "internal/corpus", "internal/git"},
	{"compiler/value", "compiler/resolve", "compiler/cfg"},
	{"compiler/step", "compiler/project"},
	{"compiler/expand"},
	{"compiler/call"},
	{"compiler/check", "compiler/emit"},
	{"compiler/flatten", "compiler/changes", "internal/sim"},
	{"compiler"},
	{"compiler/decompile"},
	{"internal/transcript"},
	{"internal/flowtest", "internal/playback"},
	{"internal/mutants", "internal/walk"},
	{"internal/ide", "internal/callscript", "internal/draw", "internal/prompts", "internal/review", "internal/testreport"},
	{"internal/lsp", "internal/player"},
	{"internal/cli", "internal/property"},
	{"internal/passes"},
	{"cmd/flowc", "internal/bench/peers", "internal/bench/scaling", "internal/bench/growth", "internal/bench/empty", "internal/editorgen", "internal/man", "internal/passes/show", "internal/soak"},
}

// never says what a package may not import although it is in a layer before:
// the language knows nothing of payloads, payloads know nothing of the
// language, and the command line asks the compiler and not its passes.
var never = map[string][]string{
	"lang":           {"compiler/"},
	"lang/diag":      {"compiler/"},
	"compiler/api":   {"lang", "internal/chunks", "internal/corpus", "internal/git"},
	"compiler/same":  {"lang", "internal/chunks", "internal/corpus", "internal/git"},
	"compiler/value": {"compiler/api"},
	"internal/cli":   {"compiler/cfg", "compiler/check", "compiler/expand", "compiler/flatten", "compiler/resolve", "compiler/step", "compiler/value"},
}

// only says who may import a module from outside. Every other package may
// import the standard library only.
var only = map[string][]string{
	"charm.land/bubbletea":             {"internal/player"},
	"charm.land/lipgloss":              {"internal/player"},
	"github.com/alecthomas/participle": {"lang", "internal/chunks", "internal/corpus", "internal/git"},
	"github.com/rivo/uniseg":           {"lang/diag"},
	"github.com/sourcegraph/jsonrpc2":  {"internal/lsp"},
	"github.com/spf13/cobra":           {"internal/cli", "internal/man"},
	"github.com/spf13/cobra/doc":       {"internal/man"},
	"github.com/spf13/pflag":           {"internal/cli"},
	"github.com/sergi/go-diff":         {"internal/cli"},
	"github.com/fsnotify/fsnotify":     {"internal/cli"},
	"github.com/google/go-cmp":         {"internal/chunks"},
	"github.com/goccy/go-yaml":         {"compiler/project"},
	"golang.org/x/term":                {"internal/cli"},
}

// A listed is what go list says of a package.
type listed struct {
	ImportPath string
	Doc        string
	GoFiles    []string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Doc,GoFiles,Imports", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 { // not tests alone
			p.ImportPath = strings.TrimPrefix(p.ImportPath, module+"/")
			list = append(list, p)
		}
	}
}

// layer returns the layer of a package, or -1.
func layer(name string) int {
	return slices.IndexFunc(layers, func(names []string) bool { return slices.Contains(names, name) })
}

// TestImports checks that imports run one way: from the command through the
// compiler to the language, and that what comes from outside stays where it
// is needed.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		t.Run(p.ImportPath, func(t *testing.T) {
			own := layer(p.ImportPath)
			if own < 0 {
				t.Fatal("the package is in no layer of this test")
			}
			for _, path := range p.Imports {
				inner, ours := strings.CutPrefix(path, module+"/")
				forbidden := slices.ContainsFunc(never[p.ImportPath], func(prefix string) bool {
					return inner == prefix || strings.HasPrefix(inner, strings.TrimSuffix(prefix, "/")+"/")
				})
				switch {
				case ours && (forbidden || layer(inner) >= own):
					t.Errorf("may not import %s", inner)
				case !ours && strings.Contains(path, ".") && !slices.Contains(users(path), p.ImportPath):
					t.Errorf("may not import %s", path)
				}
			}
		})
	}
}

// TestNoConnections checks that the program neither opens connections, but for
// flowc run --live, nor runs programs, but for git: no package of ours that it is
// built from may.
func TestNoConnections(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", module+"/cmd/flowc").Output()
	if err != nil {
		t.Fatal(err)
	}
	built := strings.Fields(string(out))
	checked := 0
	for _, p := range packages(t) {
		if !slices.Contains(built, module+"/"+p.ImportPath) {
			continue
		}
		checked++
		for _, path := range p.Imports {
			connects := path == "net" || strings.HasPrefix(path, "net/") && path != "net/url" && path != "net/netip"
			if connects && p.ImportPath != "internal/live" || path == "os/exec" && p.ImportPath != "internal/git" || path == "plugin" || path == "unsafe" {
				t.Errorf("%s may not import %s", p.ImportPath, path)
			}
		}
	}
	if checked < 15 {
		t.Errorf("%d packages are checked", checked)
	}
}

// users returns the packages that may import a package from outside.
func users(path string) []string {
	if users, there := only[path]; there {
		return users
	}
	for outside, users := range only {
		if path == outside || strings.HasPrefix(path, outside+"/") {
			return users
		}
	}
	return nil
}

// TestDocs checks that every package says what it is for.
func TestDocs(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}
