// Package chunks runs tests that are written in files: many small scripts, and
// behind each what a pass makes of it. It is for tests only, and knows nothing
// of what they test.
//
// A file is a list of chunks. Each is a line === NAME, then a script, then a
// line ---, and then what must come out. Behind the script can stand other
// files, each under a line -- PATH --. With -update what comes out is written.
package chunks

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what comes out into the files of testdata")

// Updating reports whether what comes out is written, for tests of a package
// that write other files too.
func Updating() bool { return *update }

// Main is the name of the script of a chunk.
const Main = "main.flow"

var header = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// Run holds what dump makes of each chunk of the files of a pattern against
// what stands there. Dump gets the files by name.
func Run(t *testing.T, pattern string, dump func(t *testing.T, files map[string]string) string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, chunk := range strings.Split("\n"+string(text), "\n=== ")[1:] {
			name, rest, _ := strings.Cut(chunk, "\n")
			script, want, ok := strings.Cut(rest, "\n---")
			if !ok {
				t.Fatalf("%s: %s has no line ---", path, name)
			}
			script, want = script+"\n", strings.Trim(want, "\n")
			got := strings.Trim(dump(t, files(script)), "\n")
			out.WriteString("=== " + name + "\n" + script + "---\n" + got + "\n\n")
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

// files takes a script and what it uses apart.
func files(text string) map[string]string {
	files := map[string]string{}
	name, at := Main, 0
	for _, m := range header.FindAllStringSubmatchIndex(text, -1) {
		files[name] = text[at:m[0]]
		name, at = text[m[2]:m[3]], m[1]
	}
	files[name] = text[at:]
	return files
}
