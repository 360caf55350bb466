package draw_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/draw"
)

// TestExits names the exits by which the call leaves a use that is one box: not the
// keys in it, whose names mean something else there. Attempts have the keys of each.
func TestExits(t *testing.T) {
	const text = `cloud "dev"
call 4420
step pin(who) -> verified/refused {
  try 2 times {
    say who
    input 4 into pin
    get "https://svc.example.com/{{pin}}" -> verified/again
  } else -> refused
}
step greet() {
  say "Hello."
  input 1 {
    1 -> next
    else -> bye
  }
  say "You pressed 1."
  bye: say "Thanks."
}
ask: pin "One." -> in/out
out:
say "Out."
-> ask_more
in:
greet
end
ask_more: pin "Two." -> end/in
`
	c, _ := of(t, "exits.flow", text)
	for _, tt := range []struct {
		fold string
		want []string
	}{
		{"pin", []string{"verified to “Hello.”", "refused to “Out.”", " to the call ends", "refused to “Hello.”"}},
		{"greet", []string{" to the call ends"}},
		{draw.Tries, []string{"works to “Hello.”", "fails to “Out.”", "works to the call ends", "fails to “Hello.”"}},
	} {
		s, err := draw.New(c, draw.Options{Collapse: []string{tt.fold}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range s.Arrows {
			if s.Boxes[a.From].Role == draw.Part {
				got = append(got, a.Key+" to "+s.Boxes[a.To].Words)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.fold, d)
		}
	}
}
