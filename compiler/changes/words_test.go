package changes

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestApart(t *testing.T) {
	long := strings.Repeat("many words of a prompt ", 20)
	for _, test := range []struct{ a, b, wantA, wantB string }{
		{"a", "b", "a", "b"},
		{long + "press 1", long + "press 2", "…prompt many words of a prompt many words of a prompt press 1", "…prompt many words of a prompt many words of a prompt press 2"},
		{long, "x" + long, long[:maxPhrase] + "…", ("x" + long)[:maxPhrase] + "…"},
		{strings.Repeat("é", 200) + "a", strings.Repeat("é", 200) + "b", "…" + strings.Repeat("é", 30) + "a", "…" + strings.Repeat("é", 30) + "b"},
		{strings.Repeat("é", 200), strings.Repeat("é", 200) + "b", "…" + strings.Repeat("é", 30), "…" + strings.Repeat("é", 30) + "b"},
	} {
		a, b := apart(test.a, test.b)
		if a != test.wantA || b != test.wantB {
			t.Errorf("%.20q and %.20q are\n%q and\n%q, not\n%q and\n%q", test.a, test.b, a, b, test.wantA, test.wantB)
		}
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Errorf("%q, %q", a, b)
		}
	}
}
