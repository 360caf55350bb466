package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestPlanted plants mistakes in the examples, one at a time, and holds what their
// tests say then against a file. A chunk names an example, and has the text that is
// changed and what takes its place, where \n is the end of a line.
func TestPlanted(t *testing.T) {
	from, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	chunks.Run(t, filepath.Join(from, "testdata/planted.txt"), func(t *testing.T, files map[string]string) string {
		said := strings.Split(files[chunks.Main], "\n")
		name := said[0]
		old := strings.ReplaceAll(strings.TrimPrefix(said[1], "- "), `\n`, "\n")
		new := strings.ReplaceAll(strings.TrimPrefix(said[2], "+ "), `\n`, "\n")
		t.Chdir(t.TempDir())
		if err := os.CopyFS(".", os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(script), old) {
			t.Fatalf("%s does not say %q", name, old)
		}
		save(t, name, strings.Replace(string(script), old, new, 1))
		out, findings, status := flowc("test", ".")
		if status != 1 {
			t.Errorf("%s with %q: exit status %d", name, new, status)
		}
		return findings + out
	})
}
