package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/internal/cli"
)

// Every command has a page, which says what it does and which flags it has. The
// same commands give the same pages, at any time.
func TestPages(t *testing.T) {
	first, second := written(t), written(t)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the pages of two runs differ (-first +second):\n%s", diff)
	}
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
		text := first[name+".1"]
		if head := `.TH "` + strings.ToUpper(name) + `" "1" "" "flowc ` + cli.Version + `" "flowc"` + "\n"; !strings.Contains(text, head) {
			t.Errorf("%s.1 has no line %s", name, head)
		}
		if !strings.Contains(text, cmd.Short) || !strings.Contains(text, "--quiet") {
			t.Errorf("%s.1 does not say what it does, or its flags:\n%s", name, text)
		}
		delete(first, name+".1")
		for _, c := range cmd.Commands() {
			look(c)
		}
	}
	look(cli.Command())
	for name := range first {
		t.Errorf("%s is the page of no command", name)
	}
}

// written returns the pages of a run by their names.
func written(t *testing.T) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "man")
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("spf13")) {
			t.Errorf("%s names what made it", e.Name())
		}
		texts[e.Name()] = string(text)
	}
	return texts
}
