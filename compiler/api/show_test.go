package api

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClip(t *testing.T) {
	for _, c := range []struct {
		s    string
		most int
		want string
	}{
		{"", 0, ""},
		{"a", 0, "…"},
		{"abc", 3, "abc"},
		{"abcd", 3, "abc…"},
		{"äöü", 3, "äöü"},
		{"äöüß", 3, "äöü…"},
		{"日本語", 1, "日…"},
	} {
		if got := Clip(c.s, c.most); got != c.want {
			t.Errorf("%q, %d: %q, not %q", c.s, c.most, got, c.want)
		}
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		n    Node
		want string
	}{
		{Node{Kind: NullNode}, "null"},
		{Node{Kind: TextNode, Text: "abc"}, `"abc"`},
		{Node{Kind: TextNode, Text: "abcd"}, `"abcd…`},
		{Node{Kind: TextNode, Text: strings.Repeat("日", 1000)}, `"日日日日…`},
		{Node{Kind: TextNode, Text: "\n" + strings.Repeat("x", 1000)}, `"\nxx…`},
		{Node{Kind: ListNode, Kids: []Node{{Kind: NumberNode, Text: "1"}, {Kind: NumberNode, Text: "2"}}}, "[1, 2…"},
	} {
		if got := c.n.Short(5); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

func TestPointer(t *testing.T) {
	v := Vertex{Index: 3}
	for want, got := range map[string]string{
		"/flow/3":          v.Pointer(),
		"/flow/3/flow/*":   v.Pointer("flow", "*"),
		"/flow/3/a~1b~0c/": v.Pointer("a/b~c", ""),
		"":                 Pointer(),
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// What a pointer leads to, or the last on the way.
func TestAt(t *testing.T) {
	for _, c := range []struct{ text, pointer, want string }{
		{`{"a": {"b/c~d": 1}, "flow": [{"id": 0}, 7]}`, "/a/b~1c~0d", "1"},
		{`{"a": 1, "flow": []}`, "/a/b", "1"},
		{`{"flow": [{"id": 0}, 7]}`, "/flow/1", "7"},
		{`{"flow": [{"id": 0}, 7]}`, "/flow/2", `[{"id": 0}, 7]`},
		{`{"flow": [{"id": 0, "flow": {"1": 0}}]}`, "/flow/0/flow/2", `{"1": 0}`},
		{`[{"id": 0}]`, "/flow/0/id", "0"},
		{`{"type": "play", "text": "a"}`, "/flow/0/text", `"a"`},
		{`{"flow": 1}`, "/flow", "1"},
		{`{"x": 1}`, "/flow", `{"x": 1}`},
	} {
		doc, err := Decode(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, string(Read(doc, 0).At(c.pointer).AppendJSON(nil))); diff != "" {
			t.Errorf("%s in %s: %s", c.pointer, c.text, diff)
		}
	}
}
