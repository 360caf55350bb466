package draw

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	for _, test := range []struct {
		text string
		most int
		want []string
	}{
		{"", 100, []string{""}},
		{"Hello there, caller.", 200, []string{"Hello there, caller."}},
		{"Hello there, caller.", 80, []string{"Hello there,", "caller."}},
		{"one\n\ntwo", 80, []string{"one", "", "two"}},
		{"GET example.com/customers/accounts", 120, []string{"GET example.com/", "customers/", "accounts"}},
		{strings.Repeat("W", 12), 80, []string{"WWWWWW", "WWWWWW"}},
		{"歡迎致電客戶服務", 60, []string{"歡迎致電", "客戶服務"}},
		{"ab\tc\x1b\u202ed", 100, []string{"ab c\uFFFD\uFFFDd"}},
		{"a\u200eb\u200fc\u061cd", 100, []string{"a\u200eb\u200fc\u061cd"}},
		{"a\u202ab\u2067c\u2069", 100, []string{"a\uFFFDb\uFFFDc\uFFFD"}},
		{"e\u0301e\u0301e\u0301", 24, []string{"e\u0301e\u0301e\u0301"}},
		{strings.Repeat("four words on lines ", 14), 130, append(slices.Repeat([]string{"four words on lines"}, 11), "four words on…")},
		{strings.Repeat("word ", 40), 40, []string{"word", "word", "word", "word", "word", "word", "word", "word", "word", "word", "word", "wo…"}},
	} {
		var got []string
		for _, line := range lines(test.text, test.most) {
			got = append(got, line.text)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, d)
		}
		for _, line := range got {
			if width(line, fontSize) > test.most {
				t.Errorf("%q is wider than %d", line, test.most)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for keys, want := range map[string]string{
		"1 2 3":           "1 to 3",
		"1 2 4":           "1, 2, 4",
		"0 2 3 4 5 7 8 9": "0, 2 to 5, 7 to 9",
		"9 8 7":           "9, 8, 7",
		"12 13 14":        "12, 13, 14",
		"8 9 #":           "8, 9, #",
	} {
		if got := span(strings.Fields(keys)); got != want {
			t.Errorf("%s is %s, and should be %s", keys, got, want)
		}
	}
}

func TestMermaid(t *testing.T) {
	for text, want := range map[string]string{
		"Hello.":              "Hello.",
		"account_id":          "account_id",
		"fa:fa-car, fab:fa-x": "fa#58;fa-car, fab#58;fa-x",
		"_id_":                "#95;id#95;",
		"1. apples - ripe":    "1#46; apples - ripe",
		"- apples":            "#45; apples",
		`say "x" & <b>`:       "say #34;x#34; #38; #60;b#62;",
	} {
		if got := mermaid(text); got != want {
			t.Errorf("%s is %s, and should be %s", text, got, want)
		}
	}
}

func TestPieced(t *testing.T) {
	text := strings.Repeat("x", longest-1) + `\\` + strings.Repeat("é", longest)
	got := pieced(text)
	whole := strings.ReplaceAll(got[1:len(got)-1], `" + "`, "")
	if whole != text {
		t.Error("the pieces are not the whole")
	}
	for piece := range strings.SplitSeq(got, `" + "`) {
		if len(piece) > longest+2 || strings.HasSuffix(strings.ReplaceAll(piece, `\\`, ""), `\`) || strings.ToValidUTF8(piece, "?") != piece {
			t.Errorf("a piece of %d bytes ends in %q", len(piece), piece[len(piece)-4:])
		}
	}
}

func TestLeftward(t *testing.T) {
	for text, want := range map[string][]bool{
		"“שלום וברוכים הבאים ל Samespace Call Center”": {true, true, true, true, true},
		"“Samespace Call שלום וברוכים הבאים”":          {false, false, false, false},
		"שלום\nHello":  {true, false},
		"12 \u200fSMS": {true},
		"12 \u061cSMS": {true},
		"\u200eשלום":   {false},
	} {
		var got []bool
		for _, line := range lines(text, 90) {
			got = append(got, line.left)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}
