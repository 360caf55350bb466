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

// allowed says for each package what of the project it may import. A package
// that is not here may not be there.
var allowed = map[string][]string{
	"lang/source": {},
	"lang/diag":   {"lang/source"},
	"lang":        {"lang/diag", "lang/source"},

	"compiler/api":     {},
	"compiler/value":   {"lang"},
	"compiler/resolve": {"lang", "lang/diag", "lang/source"},
	"compiler/cfg":     {"compiler/api", "lang", "lang/source"},
	"compiler/expand":  {"compiler/api", "compiler/cfg", "compiler/resolve", "compiler/value", "lang", "lang/diag", "lang/source"},
	"compiler/check":   {"compiler/api", "compiler/cfg", "compiler/expand", "compiler/resolve", "compiler/value", "lang", "lang/diag", "lang/source"},
	"compiler/emit":    {"compiler/api", "compiler/cfg", "compiler/expand", "lang/source"},
	"compiler/flatten": {"compiler/api", "compiler/cfg", "compiler/expand", "lang", "lang/source"},
	"compiler/same":    {"compiler/api"},
	"compiler/decompile": {
		"compiler", "compiler/api", "compiler/same", "compiler/value", "lang", "lang/diag", "lang/source",
	},
	"compiler": {
		"compiler/api", "compiler/cfg", "compiler/check", "compiler/emit", "compiler/expand", "compiler/flatten",
		"compiler/resolve", "lang", "lang/diag", "lang/source",
	},

	"internal/bench":         {},
	"internal/bench/peers":   {"internal/bench"},
	"internal/bench/scaling": {"internal/bench"},
	"internal/mutate":        {},
	"internal/cli": {
		"compiler", "compiler/api", "compiler/decompile", "compiler/emit", "compiler/expand", "compiler/resolve", "compiler/same",
		"lang", "lang/diag", "lang/source",
	},
	"cmd/flowc": {"internal/cli"},
}

// only says who may import a module from outside. Every other package may
// import the standard library only.
var only = map[string][]string{
	"github.com/alecthomas/participle": {"lang"},
	"github.com/rivo/uniseg":           {"lang/diag"},
	"github.com/spf13/cobra":           {"internal/cli"},
	"github.com/spf13/pflag":           {"internal/cli"},
	"github.com/sergi/go-diff":         {"internal/cli"},
	"github.com/goccy/go-yaml":         {"internal/cli"},
	"github.com/joho/godotenv":         {"internal/cli"},
	"golang.org/x/term":                {"internal/cli"},
	"github.com/tailscale/hujson":      {"compiler/api"},
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

// TestImports checks that imports run one way: from the command through the
// compiler to the language, and that what comes from outside stays where it
// is needed.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		t.Run(p.ImportPath, func(t *testing.T) {
			may, known := allowed[p.ImportPath]
			if !known {
				t.Fatal("the package is not in the table of this test")
			}
			for _, path := range p.Imports {
				inner, ours := strings.CutPrefix(path, module+"/")
				switch {
				case ours && !slices.Contains(may, inner):
					t.Errorf("may not import %s", inner)
				case !ours && strings.Contains(path, ".") && !slices.Contains(users(path), p.ImportPath):
					t.Errorf("may not import %s", path)
				}
			}
		})
	}
}

// users returns the packages that may import a package from outside.
func users(path string) []string {
	for outside, users := range only {
		if path == outside || strings.HasPrefix(path, outside+"/") {
			return users
		}
	}
	return nil
}

// TestDirections checks that the table itself has no circle, so that no change
// to it turns an import around.
func TestDirections(t *testing.T) {
	depth := map[string]int{}
	var visit func(name string, through []string) int
	visit = func(name string, through []string) int {
		if slices.Contains(through, name) {
			t.Fatalf("%s may import itself: %v", name, through)
		}
		if d, ok := depth[name]; ok {
			return d
		}
		deepest := 0
		for _, inner := range allowed[name] {
			if _, ok := allowed[inner]; !ok {
				t.Errorf("%s may import %s, which is not in the table", name, inner)
			}
			deepest = max(deepest, visit(inner, append(through, name))+1)
		}
		depth[name] = deepest
		return deepest
	}
	for name := range allowed {
		visit(name, nil)
	}
	order := []string{"lang/source", "lang/diag", "lang", "compiler/resolve", "compiler/expand", "compiler/check", "compiler", "internal/cli", "cmd/flowc"}
	for i := 1; i < len(order); i++ {
		if depth[order[i-1]] >= depth[order[i]] {
			t.Errorf("%s does not come before %s", order[i-1], order[i])
		}
	}
}

// TestDocs checks that every package says what it is for.
func TestDocs(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}
