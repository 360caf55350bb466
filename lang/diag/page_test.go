package diag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang/diag"
)

func TestExplained(t *testing.T) {
	c := diag.Code{Name: "bad-text", Text: "See [a](../../lang/SPEC.md#a), [b](../config.md), [c](c.md) and [d](https://example.com/d)."}
	const docs = "https://github.com/flowc-lang/flowc/blob/main/docs/"
	want := "See [a](https://github.com/flowc-lang/flowc/blob/main/lang/SPEC.md#a), [b](" + docs + "config.md), [c](" + docs +
		"findings/c.md) and [d](https://example.com/d)."
	if diff := cmp.Diff(want, c.Explained()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(docs+"findings/bad-text.md", c.Page()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
