package lang

import (
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// seeds adds the scripts of the corpus and the examples.
func seeds(f *testing.F) {
	texts, err := corpus.Read("..", corpus.Scripts)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range texts {
		if len(text) < 20_000 {
			f.Add(text)
		}
	}
	for _, text := range []string{
		"", "// only a comment", "a:b\r\n\"\\\n+ +1 \xff", "say \"\"\"\n a\n\n b\n\"\"\"",
		"input 1 { // c\n 1, // one\n 2 -> a // two\n // last\n}\na: end // z",
		"step s( // p\n a, b // q\n) -> x/y { -> x }\ns \"1\", // w\n \"2\" -> next/end",
		"raw { \"a\": \"}\" } -> a/b", "try 2 times { again: -> again } else { end }",
		"fail { say \"x\" }\n}\n{\n", "1 -> a\n2 -> b\n}\n", "a: b: c: -> a; end; say \"x\"; { }",
		"say “x”\nget https://x\ncall 12a\n# hi\n* -> a", "let a = 1\nparam b\n\n\n// x\n\nuse \"y\"", "5-", "5:", "+", "5",
		"test \"a\" of s 1, // c\n b: 2 with x = 1,\n y = 2 { // d\n hear \"b\"; press 1#\n get \"*\" -> ok // e\n\n -> z }\ntest \"b\" {",
		"test a b {\n say \"x\"\n input 1 { 1 -> a }\n}\ntest \"c\" with a of b\n{ press * }\n} hear \"x\"",
	} {
		f.Add(text)
	}
}

// FuzzLexer checks that the tokens of any text cover it: what lies between
// them is white space.
func FuzzLexer(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		s := newScanner(text)
		end := s.off
		for {
			tok, err := s.Next()
			if err != nil {
				t.Fatal(err)
			}
			if gap := strings.Trim(text[end:tok.Pos.Offset], " \t\r\n"); gap != "" {
				t.Fatalf("%q lies between tokens at %d", gap, end)
			}
			if tok.EOF() {
				return
			}
			if tok.Value == "" || text[tok.Pos.Offset:tok.Pos.Offset+len(tok.Value)] != tok.Value {
				t.Fatalf("token %v is not the text at its place", tok)
			}
			end = tok.Pos.Offset + len(tok.Value)
		}
	})
}

// FuzzParse checks that any text parses, that spans nest and follow one
// another, and that findings lie in the file.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		file := Parse(source.NewFile("x.flow", text))
		checkSpans(t, file)
		checkComments(t, file)
		for _, finding := range file.Findings(nil) {
			s := finding.Place.Span
			if s.Start < 0 || s.End < s.Start || int(s.End) > len(text) {
				t.Fatalf("finding %q spans %v of %d bytes", finding.Message, s, len(text))
			}
		}
	})
}

// checkComments checks that every comment is in one place of the tree, and
// that the tree has them in the order of the source.
func checkComments(t *testing.T, file *File) {
	t.Helper()
	var want, got []int32
	if encoding(file.Source.Text) != nil {
		return
	}
	for s := newScanner(file.Source.Text); ; {
		tok, _ := s.Next()
		if tok.EOF() {
			break
		}
		if tok.Type == tokComment {
			want = append(want, int32(tok.Pos.Offset))
		}
	}
	for _, c := range file.Comments() {
		got = append(got, c.Start)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("places of comments (-source +tree):\n%s", diff)
	}
}

func checkSpans(t *testing.T, file *File) {
	t.Helper()
	var body func(b *Body, start, end int32)
	body = func(b *Body, start, end int32) {
		for _, s := range b.Stmts {
			span := s.Span()
			if span.Start < start || span.End < span.Start || span.End > end {
				t.Fatalf("%T spans %v, which is not in %d-%d or overlaps the one before", s, span, start, end)
			}
			start = span.End
			Walk(s, func(n Node) bool {
				if inner, ok := n.(*Body); ok {
					stop := inner.End
					if stop < 0 {
						stop = span.End
					}
					body(inner, inner.Start, stop)
					return false
				}
				return true
			})
		}
	}
	body(&file.Body, 0, int32(len(file.Source.Text)))
}

// FuzzPrint checks what must hold of the canonical layout: it parses, it is
// its own canonical layout, it has the same tokens, and the same comments in
// the same order.
func FuzzPrint(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		checkPrint(t, text)
	})
}

func checkPrint(t *testing.T, text string) {
	t.Helper()
	file := Parse(source.NewFile("x.flow", text))
	if len(file.Findings(nil)) > 0 {
		return
	}
	once := Sprint(file)
	again := Parse(source.NewFile("x.flow", once))
	if list := again.Findings(nil); len(list) > 0 {
		t.Fatalf("the layout does not parse: %v\n%s", list[0], once)
	}
	if diff := cmp.Diff(once, Sprint(again)); diff != "" {
		t.Fatalf("the layout of the layout differs (-once +twice):\n%s", diff)
	}
	if diff := cmp.Diff(tokenValues(text), tokenValues(once)); diff != "" {
		t.Fatalf("tokens and comments (-source +layout):\n%s\n%s", diff, once)
	}
}

// tokenValues returns the tokens and comments of a text, without newlines.
func tokenValues(text string) []string {
	var list []string
	for s := newScanner(text); ; {
		tok, _ := s.Next()
		switch {
		case tok.Type == lexer.EOF:
			return list
		case tok.Type == tokEOL:
			continue
		}
		list = append(list, withoutReturns(strings.TrimRight(tok.Value, " \t\r")))
	}
}

// FuzzReaders holds the generated reader against the grammar.
func FuzzReaders(f *testing.F) {
	seeds(f)
	f.Fuzz(checkReaders)
}
