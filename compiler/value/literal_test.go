package value

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
)

func TestLiteral(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		says string
		want string
		is   lang.ValueKind
	}{
		{Text, "5263", `"5263"`, lang.TextLit},
		{Text, `a "b" ${c}`, `"a \"b\" \${c}"`, lang.TextLit},
		{URL, "https://example.com", `"https://example.com"`, lang.TextLit},
		{Number, "5263", "5263", lang.NumberLit},
		{Number, "+4930", "+4930", lang.NumberLit},
		{Number, "007", "007", lang.NumberLit},
		{Number, "+", `"+"`, lang.TextLit},
		{Number, "", `""`, lang.TextLit},
		{Number, "12#", `"12#"`, lang.TextLit},
		{Number, "{{agent}}", `"{{agent}}"`, lang.TextLit},
		{Count, "4", "4", lang.NumberLit},
		{Count, "{{n}}", `"{{n}}"`, lang.TextLit},
		{Entity, "5263", "5263", lang.NumberLit},
		{Entity, "+5", `"+5"`, lang.TextLit},
		{Date, "2018-10-11", "2018-10-11", lang.DateLit},
		{Date, "2018-10-1x", `"2018-10-1x"`, lang.TextLit},
		{Date, "{{day}}", `"{{day}}"`, lang.TextLit},
		{Time, "20:48:00", "20:48:00", lang.TimeLit},
		{Time, "20-48-00", `"20-48-00"`, lang.TextLit},
		{Zone, "Asia/Kolkata", "Asia/Kolkata", lang.ZoneLit},
		{Zone, "Etc/GMT+5", `"Etc/GMT+5"`, lang.TextLit},
		{Variable, "pin", "pin", lang.NameRef},
		{Variable, "say", "say", lang.NameRef},
		{Variable, "next", `"next"`, lang.TextLit},
		{Variable, "a b", `"a b"`, lang.TextLit},
	} {
		got := Literal(c.kind, c.says)
		if diff := cmp.Diff([]any{c.want, c.is}, []any{got.Raw, got.Kind}); diff != "" {
			t.Errorf("%s %q: %s", c.kind, c.says, diff)
		}
	}
}
