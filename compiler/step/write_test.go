package step

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// site is where the arms of a test stand.
type site struct {
	t   *testing.T
	src *source.File
}

func (s site) Source() *source.File              { return s.src }
func (s site) Text(v *lang.Value) (string, bool) { return v.Plain() }
func (s site) Report(f *diag.Finding)            { s.t.Error(f.Message) }

// What is written is read as the same keys.
func TestWrite(t *testing.T) {
	for _, c := range []struct {
		name     string
		outcomes *Outcomes
		keys     string
		want     string
	}{
		{"an input", &Keys, "1 2 # 12# *", `1, 2, #, 12#, else`},
		{"a range", &Keys, "1 2 3 4 6 09 10 11", `1..4, 6, 09..11`},
		{"no range across widths", &Keys, "8 9 10", `8, 9, 10`},
		{"no range of #", &Keys, "1# 2# 3#", `1#, 2#, 3#`},
		{"words of a request", &Replies, "success fail", `ok, fail`},
		{"another key of a request", &Replies, "busy", `"busy"`},
		{"a digit of a request", &Replies, "1", `"1"`},
		{"words are none of an input", &Keys, "success fail else +1", `"success", "fail", "else", "+1"`},
		{"a raw object", &Anything, "success 1 2 3 é *", `ok, 1..3, "é", else`},
		{"a step of the author's own", Exits(&lang.StepDecl{Exits: []lang.Declared{lang.Declare("done"), lang.Declare("lost")}}), "lost done", `lost, done`},
	} {
		t.Run(c.name, func(t *testing.T) {
			keys := strings.Fields(c.keys)
			arm := &lang.Arm{Keys: c.outcomes.Write(keys), Target: new(lang.Target(lang.To("x")))}
			if diff := cmp.Diff(c.want+" -> x\n", lang.Sprint(arm)); diff != "" {
				t.Error(diff)
			}
			list, _ := new(Reader).Arms(c.outcomes, &lang.Arms{Arms: []*lang.Arm{arm}}, site{t, source.NewFile("", "")})
			var again []string
			for _, o := range list {
				again = append(again, o.Key)
			}
			if diff := cmp.Diff(keys, again); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An arm of a menu has one key.
func TestWriteSingle(t *testing.T) {
	for key, want := range map[string]string{"1": "1", "#": "#", "*": "else"} {
		if got := Choices.Write([]string{key}); len(got) != 1 || got[0].From.Raw != want {
			t.Errorf("%s: %v", key, got)
		}
	}
}
