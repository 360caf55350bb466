package draw_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/draw"
)

const before = `cloud "dev"
call 4420
menu "Hello." {
  1 "for apples" -> apples
  2 "for pears" { connect 5263 }
  else -> apples
}
end
apples:
say "Apples are red."
get "https://example.com/stock" -> next/next
say "Goodbye."
`

// TestDiff colours what is new and changed, and tells what is gone.
func TestDiff(t *testing.T) {
	after := strings.NewReplacer("are red", "are green", `  2 "for pears" { connect 5263 }`, `  3 "for plums" -> plums`, "say \"Goodbye.\"\n", `end
plums:
say "Plums are blue."
input 1 into colour
connect 3100
`).Replace(before)
	old, _ := of(t, "old.flow", before)
	c, _ := of(t, "new.flow", after)
	s, err := draw.New(c, draw.Options{Old: old})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range s.Boxes {
		if b.Change != 0 || b.Role == draw.Removed {
			got = append(got, strings.Trim(string(b.Change), "\x00")+" "+string(b.Role)+" "+b.Words)
		}
	}
	for _, a := range s.Arrows {
		if a.Change != 0 {
			got = append(got, string(a.Change)+" arrow "+a.Key+" to "+s.Boxes[a.To].Words)
		}
	}
	want := []string{
		"~ prompt “Apples are green.”",
		"+ prompt “Plums are blue.”",
		"+ keys waits for 1 digit: colour",
		"+ connect connects 3100",
		` removed connects 5263; it was reached by 2 after "Hello. Press 1 for apples. Press 2 for pears.", now the call goes on as by any other key, to apples`,
		` removed "Goodbye."`,
		"+ arrow 3 to “Plums are blue.”",
		"+ arrow  to waits for 1 digit: colour",
		"+ arrow  to connects 3100",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
