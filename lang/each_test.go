package lang_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

func TestEachToken(t *testing.T) {
	const text = "a: input 1 { 4..5, # -> b } // x\nraw {\"a\": 1}; say \"x\" = / 'y'"
	var got []string
	lang.EachToken(text, func(kind lang.TokenKind, span source.Span) {
		got = append(got, fmt.Sprintf("%d%s", kind, strings.ReplaceAll(text[span.Start:span.End], "\n", "|")))
	})
	want := []string{
		"1a:", "0input", "31", "6{", "34", "5..", "35", "6,", "3#", "5->", "0b", "6}", "8// x", "7|",
		"0raw", "4{\"a\": 1}", "7;", "0say", "2\"x\"", "5=", "5/", "9'y'",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
}
