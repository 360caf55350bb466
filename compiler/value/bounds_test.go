package value

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestKeysBounds tries ranges at the edge of what they may hold.
func TestKeysBounds(t *testing.T) {
	for _, test := range []struct {
		from, to string
		keys     int
		last     string
	}{
		{"000", "998", 999, "998"},
		{"000", "999", 1000, "999"},
		{"0000", "0999", 1000, "0999"},
		{"0000", "1000", 0, ""},
		{"1", "1000", 0, ""},
		{"9", "10", 0, ""},
		{"10", "9", 0, ""},
		{"10", "09", 0, ""},
		{"5", "5", 1, "5"},
		{"5", "4", 0, ""},
		{"999999999999990", "999999999999999", 10, "999999999999999"},
		{"9999999999999990", "9999999999999999", 0, ""}, // 16 digits
		{"1a", "1b", 0, ""},
		{"1", "#", 0, ""},
		{"a", "b", 0, ""},
		{"0", "a", 0, ""},
		{"", "", 1, ""},
	} {
		keys := Keys(test.from, test.to)
		last := ""
		if len(keys) > 0 {
			last = keys[len(keys)-1]
		}
		if len(keys) != test.keys || last != test.last {
			t.Errorf("%s..%s: %d keys up to %q, want %d up to %q", test.from, test.to, len(keys), last, test.keys, test.last)
		}
	}
}

// TestMessages holds all that is said of values.
func TestMessages(t *testing.T) {
	var got strings.Builder
	for _, test := range []struct {
		kind  Kind
		texts []string
	}{
		{Text, []string{"", "{{"}},
		{Number, []string{"", "x"}},
		{Variable, []string{"", "a b"}},
		{URL, []string{
			"", "{{", "x{{y}}", "://x", "1s://x", "s1://x", "s+-.://x", "+s://x", "s_://x", "S://x", "azAZ09://x", "z://x", "Z://x", "a://x", "A://x", "a9://x", "a0://x", "https:/x", "https:// x", "https://x y", "https://{{x}} y",
			"https://x\ty", "https://x:port", "https://:80", "https://?x", "https://{{", "a{://{{",
		}},
		{Count, []string{"0", "00", "01", "1", "9", "+0", "+1", "+", "++1", "1+", "-1", "1.5", "{{n}}", "1{{n}}", "0{{n}}", "+{{n}}", " 1", "99999999999999999999999"}},
		{Entity, []string{"0", "00", "010", "+0", "+05", "x", "", "{{n}}"}},
		{Date, []string{"2024-02-29", "2023-02-29", "2023-13-01", "2023-12-32", "0000-01-01", "2023-1-01", "12023-01-01", "2023/01/01", "2023-01-0x", "{{d}}", "2023-{{m}}-01", ""}},
		{Time, []string{"00:00", "23:59", "24:00", "23:60", "23:59:59", "23:59:60", "9:30", "9:60", "09:3", "0:0", "9:30:00", "123:45", "09:30:00.5", "{{t}}", ""}},
		{Zone, []string{"UTC", "utc", "Asia/Kolkata", "kolkata", "asia/kolkata", "Asia/Kolkat", "Asia", "EST", "IST", "ABCD", "UTCC", "{{z}}", ""}},
	} {
		for _, text := range test.texts {
			payload, number, problem := Check(test.kind, text)
			fmt.Fprintf(&got, "%s %q", test.kind, text)
			if payload != text {
				fmt.Fprintf(&got, " -> %q", payload)
			}
			if number {
				got.WriteString(" as a number")
			}
			if problem != nil {
				fmt.Fprintf(&got, ": %s: %s; %s", problem.Code, problem.Message, problem.Help)
				if problem.Fix != "" {
					fmt.Fprintf(&got, "; fix %q", problem.Fix)
				}
			}
			got.WriteByte('\n')
		}
	}
	if d := cmp.Diff(golden(t, got.String()), got.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestBare says which kinds take a lone name as it stands.
func TestBare(t *testing.T) {
	for kind := Text; kind <= Variable; kind++ {
		if got, want := kind.Bare(), kind == Zone || kind == Variable; got != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

// TestUnknownKind checks that a new kind is not forgotten.
func TestUnknownKind(t *testing.T) {
	defer func() {
		if d := cmp.Diff("unexpected kind 9", recover()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}()
	Check(Variable+1, "x")
}

// TestNumberEdges tries what can be meant as a telephone number.
func TestNumberEdges(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "9": true, "x": false, "1x": true, "1y": false, "{{a}}{{b}}": true, "{{a}": false, "{{a}} b": false, "{{": false,
		"+": false, "#": false, "1#*": true, "{{a}}+()-./ #*xX": true, "}}{{a}}": false, "{{a}}}}": false, "1,2": false, "é1": false,
	} {
		if got := IsNumber(s); got != want {
			t.Errorf("IsNumber(%q) = %v, want %v", s, got, want)
		}
	}
}
