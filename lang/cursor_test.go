package lang_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestCursor checks what may stand at a mark, whatever stands behind it.
func TestCursor(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"^", "Statement"},
		{"sa^", "sa: Statement"},
		{"say ^", "TextValue"},
		{"say \"a ^", "in quotes 'a ': TextValue"},
		{"say \"a\"^", "nothing"},
		{"// say ^", "nothing"},
		{"call ^\nsay \"x\"", "PhoneNumber"},
		{"call 1 ^", "from"},
		{"call 1 from ^", "PhoneNumber"},
		{"play x sa^", "sa: saying"},
		{"input 1 ^", "into -> Arms"},
		{"input 1 -> ^", "Target"},
		{"get \"u\" -> next/^", "Target"},
		{"input 1 { ^", "{ Key"},
		{"input 1 {\n  1 -> ^\n", "{ Target"},
		{"menu \"x\" {\n  1 ^\n", "{ , Spoken -> Body"},
		{"menu \"x\" { 1 -> next; el^", "{ el: Key"},
		{"try 3 ^", "times"},
		{"try 3 times {\n  input 1 { else -> ag^", "{ { ag: Target"},
		{"try 3 times {\n  say \"x\"\n} ^", "else"},
		{"try 3 times {\n  say \"x\"\n} else ^", "-> Body"},
		{"callback 1 at 2018-10-11 20:48 Asia/Kol^", "Asia/Kol: Zone"},
		{"callback 1 at ^", "DateValue"},
		{"use \"lib^\"", "in quotes 'lib': Path"},
		{"bye: ^", "Statement"},
		{"ask \"x\", na^", "na: ParamName AnyValue"},
		{"ask \"x\", name: ^", "AnyValue"},
		{"ask \"x\" ^", ", -> Arms"},
		{"step s(a, ^", "Declared"},
		{"step s(a) -> x {\n  ^", "{ Statement"},
		{"cloud ^", "env TextValue"},
		{"publish ^", "get post put patch delete URL"},
		{"record ^", "on off"},
		{"let x = ^", "AnyValue"},
		{"raw { \"a\": ^", "nothing"},
		{"say x y ^", ""},
		{"12^", "nothing"},
		{"menu ^}", "play TextValue"},
		{"menu \"x\" {\n  # ^", "{ , Spoken -> Body"},
	} {
		at := strings.IndexByte(tc.text, '^')
		file := lang.Parse(source.NewFile("x.flow", strings.Replace(tc.text, "^", "", 1)))
		if diff := cmp.Diff(tc.want, described(file.Cursor(int32(at)))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tc.text, diff)
		}
	}
}

func described(c *lang.Cursor) string {
	var parts []string
	for range c.Blocks {
		parts = append(parts, "{")
	}
	switch {
	case c.In == lang.Closed:
		return "nothing"
	case c.In == lang.Quotes:
		parts = append(parts, fmt.Sprintf("in quotes '%s':", c.Typed))
	case c.Typed != "":
		parts = append(parts, c.Typed+":")
	}
	for _, e := range c.Expected {
		parts = append(parts, e.Word+e.Leaf)
	}
	return strings.Join(parts, " ")
}

// TestExamplesExpected checks that each word of the example of each statement is
// what is expected there: the cursor knows the whole grammar.
func TestExamplesExpected(t *testing.T) {
	for _, v := range lang.Verbs {
		for i := range v.Example {
			if i > 0 && v.Example[i-1] != ' ' || strings.IndexByte(" }", v.Example[i]) >= 0 {
				continue
			}
			file := lang.Parse(source.NewFile("x.flow", v.Example))
			if c := file.Cursor(int32(i)); c.In == lang.Code && len(c.Expected) == 0 {
				t.Errorf("%s: nothing is expected before %q", v.Word, v.Example[i:])
			}
		}
	}
}
