package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestTrees holds the trees of scripts against those in testdata: behind a
// line === with a name, a script, and behind a line --- its tree. Run it with
// -update to write the trees.
func TestTrees(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no trees in testdata: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, chunk := range strings.Split(string(text), "=== ")[1:] {
			name, rest, _ := strings.Cut(chunk, "\n")
			script, want, ok := strings.Cut(rest, "---\n")
			if !ok {
				t.Fatalf("%s: %s has no line ---", path, name)
			}
			got := dump(t, script)
			out.WriteString("=== " + name + "\n" + script + "---\n" + got)
			t.Run(name, func(t *testing.T) {
				if d := cmp.Diff(want, got); d != "" && !*update {
					t.Errorf("%s (-want +got):\n%s", path, d)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func parse(text string) *lang.File { return lang.Parse(source.NewFile("x.flow", text)) }

// dump returns the tree of a script, and what is wrong with it.
func dump(t *testing.T, script string) string {
	t.Helper()
	var b strings.Builder
	file := parse(script)
	if err := lang.Dump(&b, file, false); err != nil {
		t.Fatal(err)
	}
	for _, f := range file.Findings(nil) {
		b.WriteString("error: " + f.Message + "\n")
	}
	return b.String()
}

func TestDumpSpans(t *testing.T) {
	var b strings.Builder
	if err := lang.Dump(&b, parse("say \"x\" // y"), true); err != nil {
		t.Fatal(err)
	}
	want := `File _ 0-12
  Body 0-12
    Say say _ 0-7
      behind // y 8
      TextValue "x" 4-7
`
	if d := cmp.Diff(strings.Replace(want, "File _", "File", 1), b.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
