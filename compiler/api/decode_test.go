package api

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTooLarge(t *testing.T) {
	_, err := Decode(strings.Repeat(" ", MaxSize+1))
	want := &DecodeError{0, "it has more than 64 MB"}
	if diff := cmp.Diff(want, err); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"null", `null`, `null`},
		{"values", ` { "a" : [ 1 , -2.5e+3 , true , false , null ] , "b" : "" } `, `{"a": [1, -2.5e+3, true, false, null], "b": ""}`},
		{"escapes", `"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, "\"a\\\"\\\\/\\b\\f\\n\\r\\té😀\""},
		{"order and double keys", `{"b":1,"a":2,"b":3}`, `{"b": 1, "a": 2, "b": 3}`},
		{"byte order mark", "\uFEFF{}", `{}`},
		{"half a character", `"\ud83d!"`, `"` + "\uFFFD" + `!"`},
		{"no UTF-8", "\"a\xff\"", "\"a\uFFFD\""},

		{"typographic quotes", "{“a”: ”b“, \"c\": „d\"}", `{"a": "b", "c": "d"}`},
		{"single quotes", `{'a': 'it'}`, `{"a": "it"}`},
		{"comments", "{ # one\n\"a\": 1, // two\n /* three */ \"b\": 2 }", `{"a": 1, "b": 2}`},
		{"bare keys", `{a: 1, next-step: 2}`, `{"a": 1, "next-step": 2}`},
		{"bare values", `{"a": XXXX, "b": 007, "c": 16468107XXX}`, `{"a": "XXXX", "b": "007", "c": "16468107XXX"}`},
		{"commas", `{"a": [1,2,], "b": 3,, "c": 4,}`, `{"a": [1, 2], "b": 3, "c": 4}`},
		{"missing comma", "{\"a\": 1\n\"b\": 2}", `{"a": 1, "b": 2}`},
		{"placeholders", "{\"id\": <<some id>>, \"n\": <<some id2>\n}", `{"id": "some id", "n": "some id2"}`},
		{"elisions", `{"flow": [{...}, {…}, ...]}`, `{"flow": [{}, {}]}`},
		{"line break in a text", "{\"a\": \"b\nc\", \"d\": \"\\q\"}", `{"a": "b\nc", "d": "q"}`},
		{"text behind", `{"a": 1} and so on`, `{"a": 1}`},
		{"text around", `Like {"flow": [{"id":0}]} or {"flow": [{"id":1}]}. {x}`, `{"flow": [{"id": 1}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Decode(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(doc.Root.AppendJSON(nil))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int32
		want   string
	}{
		{``, 0, "the payload ends too early"},
		{`{`, 1, "the payload ends too early: this object is not closed"},
		{`{"flow":[{"id":0},{"id":1}`, 26, "the payload ends too early: this list is not closed"},
		{`hello`, 0, "a value is missing here"},
		{`{"a" 1}`, 5, "a colon is missing behind the key"},
		{`{"a": }`, 6, "a value is missing here"},
		{`\x00 [] {} [1] {...}`, 0, "a value is missing here"},
		{`{"a": {"b": 1}, "c": }`, 21, "a value is missing here"},
		{strings.Repeat("[", MaxNesting+1) + strings.Repeat("]", MaxNesting+1), MaxNesting, "lists and objects are nested more than 10000 deep"},
	} {
		_, err := Decode(c.text)
		got, _ := err.(*DecodeError)
		if diff := cmp.Diff(&DecodeError{c.offset, c.want}, got); diff != "" {
			t.Errorf("%.40s: %s", c.text, diff)
		}
	}
	if _, err := Decode(strings.Repeat("[", MaxNesting) + strings.Repeat("]", MaxNesting)); err != nil {
		t.Errorf("as deep as it may be: %v", err)
	}
	// What looks like the start of a payload a thousand times takes no longer.
	for _, part := range []string{"{", "[{", `{"a":`, `{“`, `{"a":“`, "{'", "{<<"} {
		Decode(strings.Repeat(part, 200_000))
	}
}

func TestPlaces(t *testing.T) {
	const text = `{"a": [10, "x"]}`
	doc, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Root.Get("a")
	got := []string{text[a.KeyStart:a.KeyEnd], text[a.Start:a.End], text[a.Kids[1].Start:a.Kids[1].End]}
	if diff := cmp.Diff([]string{`"a"`, `[10, "x"]`, `"x"`}, got); diff != "" {
		t.Error(diff)
	}
}

// The pages that the API prints, pasted as they stand.
func TestPages(t *testing.T) {
	for _, v := range []string{"v1", "v2"} {
		page, err := os.ReadFile("testdata/page-" + v + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		sample, err := os.ReadFile("testdata/sample-" + v + ".json")
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(string(page))
		if err != nil {
			t.Fatal(err)
		}
		want, err := Decode(string(sample))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want.Root.AppendJSON(nil)), string(got.Root.AppendJSON(nil))); diff != "" {
			t.Errorf("%s: %s", v, diff)
		}
		if len(want.Notes) > 0 || len(got.Notes) == 0 {
			t.Errorf("%s: notes %v and %v", v, want.Notes, got.Notes)
		}
	}
}
