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
	got := marked(t, before, after, draw.Options{})
	want := []string{
		"~ prompt “Hello. Press 1 for apples. Press 3 for plums.”",
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

// marked returns what a picture shows of the changes between two scripts.
func marked(t *testing.T, before, after string, opts draw.Options) []string {
	t.Helper()
	old, _ := of(t, "old.flow", before)
	c, _ := of(t, "new.flow", after)
	opts.Old = old
	s, err := draw.New(c, opts)
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
	return got
}

const (
	tries = `cloud "dev"
call 4420
step pin(who) -> ok {
  try 2 times {
    say who
    say "Four digits."
    input 4 into pin
    get "https://svc.example.com/{{pin}}" -> ok/again
  } else -> ok
}
pin "One." -> next
pin "Two." -> next
`
	keys = `cloud "dev"
call 4420
say "Hello."
input 1 {
  1..5 -> apples
  6 -> pears
  else -> plums
}
apples: say "Apples."
end
pears: say "Pears."
end
plums: say "Plums."
`
	own = `cloud "dev"
call 4420
step choice() {
  say "Press 1."
  input 1 {
    1 -> next
    else -> bye
  }
  say "Thanks."
  bye: say "Bye."
}
choice
say "After."
`
	jumps = `cloud "dev"
call 4420
say "Hello."
-> apples
pears: say "Pears."
end
apples: say "Apples."
-> pears
`
)

// TestEverywhere shows changes in all places that they touch: in copies, on the lines
// of keys, in boxes that stand for many, and beside the call.
func TestEverywhere(t *testing.T) {
	for _, tt := range []struct {
		name, before, old, new string
		opts                   draw.Options
		want                   []string
	}{
		{"attempts and uses", tries, "Four digits.", "Five digits.", draw.Options{}, []string{
			"~ prompt “Five digits.”", "~ prompt “Five digits.”", "~ prompt “Five digits.”", "~ prompt “Five digits.”",
		}},
		{"folded uses", tries, "Four digits.", "Five digits.", draw.Options{Collapse: []string{"pin"}}, []string{
			"~ part pin: 8 steps\n“One.”", "~ part pin: 8 steps\n“Two.”",
		}},
		{"one of many keys", strings.Replace(keys, "1..5 -> apples\n  6 -> pears", "1, 2, 4, 5 -> apples\n  3, 6 -> pears", 1),
			"1, 2, 4, 5 -> apples\n  3, 6 -> pears", "1..5 -> apples\n  6 -> pears", draw.Options{}, []string{"~ arrow 3 to “Apples.”"}},
		{"an arm that goes on", own, "1 -> next", "1 -> next\n    2 -> next", draw.Options{}, []string{"+ arrow 2 to “Thanks.”"}},
		{"keys in a folded use", own, "1 -> next\n    else -> bye", "1 -> bye\n    else -> next", draw.Options{Collapse: []string{"choice"}}, []string{
			"~ part choice: 4 steps\n“Press 1.”",
		}},
		{"a jump", jumps, "-> apples", "-> pears", draw.Options{}, []string{"~ arrow  to “Pears.”"}},
		{"what is gone leads elsewhere", keys, "  else -> plums\n", "", draw.Options{}, []string{
			" removed any other key led to plums, now the call ends", "~ arrow any other key to the call ends",
		}},
		{"out of sight", keys, "  else -> plums\n", "", draw.Options{Focus: "apples"}, []string{" removed any other key led to plums, now the call ends"}},
		{"a key of a menu, which speaks it", "call 4420\nmenu \"Hello.\" {\n  1 \"for apples\" -> apples\n  else -> apples\n}\nend\napples: say \"Apples.\"\n",
			"  else", "  2 \"for more\" -> apples\n  else", draw.Options{}, []string{
				"~ prompt “Hello. Press 1 for apples. Press 2 for more.”", "+ arrow 2 to “Apples.”",
			}},
		{"beside the steps", jumps, "call 4420", "record on\ncall 4420", draw.Options{}, []string{"~ setting the call is recorded now"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := marked(t, tt.before, strings.Replace(tt.before, tt.old, tt.new, 1), tt.opts)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestRemarks says in titles what colours say, of boxes and of lines.
func TestRemarks(t *testing.T) {
	old, _ := of(t, "old.flow", jumps)
	c, _ := of(t, "new.flow", strings.Replace(strings.Replace(jumps, "-> apples", "-> pears", 1), "Apples.", "Red apples.", 1))
	s, err := draw.New(c, draw.Options{Old: old})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := s.SVG(&b); err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{"goes on → pears (changed)", "apples: “Red apples.” (the call never comes here) (changed)"} {
		if !strings.Contains(b.String(), "<title>"+title+"</title>") {
			t.Errorf("no title is %q", title)
		}
	}
}
