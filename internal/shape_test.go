package internal_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// How long a file and a function may be. What is longer says why, in its
// comment: long because ...
const (
	maxFileLines     = 500
	maxFunctionLines = 60
	excuse           = "long because"
)

// TestShape finds files and functions that are too long to be one idea.
func TestShape(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || path != ".." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case strings.HasSuffix(path, ".go"):
			shape(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func shape(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if ast.IsGenerated(file) {
		return
	}
	if lines := bytes.Count(text, []byte("\n")); lines > maxFileLines && !strings.Contains(file.Doc.Text(), excuse) {
		t.Errorf("%s has %d lines: split it where it is two ideas", path, lines)
	}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || strings.Contains(f.Doc.Text(), excuse) {
			continue
		}
		if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > maxFunctionLines {
			t.Errorf("%s: %s has %d lines: split it", set.Position(f.Pos()), f.Name.Name, lines)
		}
	}
}
