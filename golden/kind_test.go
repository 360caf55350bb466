package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
)

// kindName is the file of a case that says what the case is meant to show. No
// flag writes it: a case that was meant to build and does not any more fails
// with -update too, which would else record the mistake.
const kindName = "kind"

// The outcomes of a case. Its kind has one for v2, then one for v1.
const (
	builds   = "builds"   // without a finding
	warns    = "warns"    // there is a payload, and something to say about it
	fails    = "fails"    // the script parses, and has no payload
	unparsed = "unparsed" // the script does not parse
)

func outcome(a *compiler.Analysis) string {
	switch {
	case len(a.Program.Main.File.Findings(func(name string) bool { return a.Program.Main.Step(name) != nil })) > 0:
		return unparsed
	case a.Findings.HasErrors():
		return fails
	case len(a.Findings) > 0:
		return warns
	}
	return builds
}

// kind holds a case to what it is meant to be.
func (s *script) kind(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, kindName))
	if err != nil {
		t.Fatalf("every case says what it is meant to show: %v", err)
	}
	meant := strings.TrimSpace(string(text))
	got := outcome(s.compile(s.text, api.V2)) + " " + outcome(s.compile(s.text, api.V1))
	if got != meant {
		t.Fatalf("the case is meant for %q, and %q came out", meant, got)
	}
}

// TestKindNames checks that the name of a case promises what its kind says: a
// case about a mistake shows one.
func TestKindNames(t *testing.T) {
	for _, folder := range folders(t) {
		text, err := os.ReadFile(filepath.Join(folder, kindName))
		if err != nil {
			t.Fatal(err)
		}
		v2, v1, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
		mistake := strings.HasPrefix(folder, "error") || strings.HasPrefix(folder, "syntax-")
		switch {
		case mistake && v2 == builds && v1 == builds:
			t.Errorf("%s is about a mistake, and is meant to have none", folder)
		case (strings.HasPrefix(folder, "syntax-") || strings.HasPrefix(folder, "errors-")) && v2 != unparsed && v2 != fails:
			t.Errorf("%s is about what stops a build, and is meant to have a payload", folder)
		}
	}
}
