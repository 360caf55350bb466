package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
)

// TestLibraryIsReadOnce compiles 1,000 scripts that use the same file.
func TestLibraryIsReadOnce(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	put("lib.flow", `step greet(name) { say "Hello, ${name}." }`)
	files := newProject()
	opened := map[string]int{}
	files.open = func(path string) (io.ReadCloser, error) {
		opened[filepath.Base(path)]++
		return os.Open(path)
	}
	var out bytes.Buffer
	tool := &tool{out: &out, err: &out, failed: map[io.Writer]bool{}}
	c := &compilation{opts: compiler.Options{Files: files}, files: files}
	for n := range 1000 {
		path := put(fmt.Sprintf("script%d.flow", n), fmt.Sprintf("use \"lib.flow\"\ngreet \"%d\"\n", n))
		if tool.compile(input{path: path}, c) == nil {
			t.Fatal(out.String())
		}
	}
	if diff := cmp.Diff(map[string]int{"lib.flow": 1}, opened); diff != "" {
		t.Errorf("used files that were read (-want +got):\n%s", diff)
	}
}

// TestWrite checks that a file that can't be written whole stays as it is.
func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	half := func(w io.Writer) error {
		if _, err := io.WriteString(w, "ne"); err != nil {
			return err
		}
		return io.ErrShortWrite
	}
	if err := write(path, half); err == nil {
		t.Error("no error")
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "old" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	whole := func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		return err
	}
	if err := write(path, whole); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v; want that of the old file", info.Mode(), err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files are left, %v; want 1", len(entries), err)
	}
}
