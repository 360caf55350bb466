package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReader checks that the reader is that of the grammar.
func TestReader(t *testing.T) {
	dir := filepath.Join("..", "..", "lang")
	want, err := generate(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, output))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is out of date: run go generate ./lang (-grammar +file):\n%s", output, diff)
	}
}

// generated returns what is made of some fields, of a type T that is a statement.
func generated(t *testing.T, fields string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	text := "package lang\n\ntype T struct {\n\tstmt\n" + fields + "\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "x.go"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := generate(dir)
	_, method, _ := strings.Cut(string(out), "func (n *T) read(r *reader) error {\n")
	method, _, _ = strings.Cut(method, "\treturn nil\n}\n")
	return method, err
}

// forms are what a tag can have, and what is made of it.
var forms = []struct{ name, fields, want string }{
	{"a word and a node", "A X `parser:\"'a' @@\"`", `
	if !r.word("a") {
		return errOther
	}
	if err := n.A.read(r); err != nil {
		return err
	}
`},
	{"words that are kept", "A string `parser:\"@('a' | 'b')\"`", `
	switch r.Peek().Value {
	case "a", "b":
		n.A = r.Next().Value
	default:
		return errOther
	}
`},
	{"words that may be missing", "A string `parser:\"'x' @('a' | 'b')?\"`", `
	if !r.word("x") {
		return errOther
	}
	switch r.Peek().Value {
	case "a", "b":
		n.A = r.Next().Value
	}
`},
	{"a kind of token, any number of times", "A X `parser:\"EOL+ @@\"`", `
	if r.Peek().Type != tokEOL {
		return errOther
	}
	r.Next()
	for r.Peek().Type == tokEOL {
		r.Next()
	}
	if err := n.A.read(r); err != nil {
		return err
	}
`},
	{"a node that may be missing", "A *X `parser:\"@@?\"`", `
	{
		at := r.start()
		n.A = r.nodes.X.take()
		if err := n.A.read(r); err != nil {
			if r.start() != at {
				return err
			}
			n.A = r.nodes.X.undo(n.A)
		}
	}
`},
	{"a list", "A []X `parser:\"@@ ( ',' @@ )*\"`", `
	fromA := r.lists.TA.depth()
	{
		var one X
		if err := one.read(r); err != nil {
			return err
		}
		r.lists.TA.push(one)
	}
	for r.word(",") {
		{
			var one X
			if err := one.read(r); err != nil {
				return err
			}
			r.lists.TA.push(one)
		}
	}
	n.A = r.lists.TA.since(fromA)
`},
	{"a choice over two fields", "A *X `parser:\"( 'a' @@\"`\n\tB Y `parser:\"| 'b' @@\"`\n\tC Z `parser:\"| @@ )\"`", `
	if r.word("a") {
		n.A = r.nodes.X.take()
		if err := n.A.read(r); err != nil {
			n.A = r.nodes.X.undo(n.A)
			return err
		}
	} else {
		if r.word("b") {
			if err := n.B.read(r); err != nil {
				return err
			}
		} else {
			if err := n.C.read(r); err != nil {
				return err
			}
		}
	}
`},
}

func TestForms(t *testing.T) {
	for _, tc := range forms {
		got, err := generated(t, "\t"+tc.fields)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if diff := cmp.Diff(strings.TrimPrefix(tc.want, "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// TestRefusals checks that a form that it cannot read is an error, and not a
// reader that reads something else.
func TestRefusals(t *testing.T) {
	for _, tc := range []struct{ fields, want string }{
		{"A X `parser:\"( 'a' @@\"`", "the tags of T: ) is missing"},
		{"A X `parser:\"'a' @@ )\"`", "the tags of T: ) is not expected"},
		{"A X `parser:\"'a' !'b' @@\"`", "the tags of T: the reader knows no !"},
		{"A X `parser:\"'a' @'b'\"`", "the tags of T: @ stands before words for a string, or before another @"},
		{"A X `parser:\"'a' ( ) @@\"`", "the tags of T: nothing stands in ( )"},
		{"A X `'a' @@`", "the tags of T: a tag starts with its key parser"},
		{"A, B X `parser:\"'a' @@\"`", "the tags of T: a tag is on one field"},
		{"a X `parser:\"'a' @@\"`", "the tags of T: participle does not fill a"},
		{"A []*X `parser:\"'a' @@\"`", "the tags of T: the reader fills fields of named types, pointers to them and lists of them, and not A"},
		{"A string `parser:\"@('a' | 'b') ( ',' @('a' | 'b') )*\"`", "the tags of T: A is filled twice"},
		{"A X `parser:\"'\\\\x41' @@\"`", "the tags of T: the reader knows no escapes in a word"},
		{"A X `parser:\"'a' @@\"`\n\taside\n}\n\ntype aside struct {\n\tB X `parser:\"'b' @@\"`", "the tags of T: participle reads those of aside, which stands in it without a name, too"},
		{"A []X `parser:\"@@*\"`", "the tags of T: the reader cannot read a choice, or a part that comes any number of times, that does not start with a word"},
		{"A X `parser:\"( ( 'a' | 'b' ) @@ )?\"`", "the tags of T: the reader cannot read a part that may be missing and starts with main.choice"},
	} {
		_, err := generated(t, "\t"+tc.fields)
		if err == nil {
			t.Errorf("%s is read", tc.fields)
			continue
		}
		if diff := cmp.Diff(tc.want, err.Error()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.fields, diff)
		}
	}
}
