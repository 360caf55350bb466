package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const wantRun = `the tests of 1 packages took TIME
killed    ID tiny/tiny.go:6: tiny tiny.go Max negate a > b => !(a > b)  (tiny, TIME)
survived  ID tiny/tiny.go:6: tiny tiny.go Max compare a > b => a >= b  (TIME) accepted: either of two equal numbers is the larger
timed out ID tiny/tiny.go:14: tiny tiny.go Sum arithmetic i++ => i--  (tiny, TIME)
survived  ID tiny/tiny.go:22: tiny tiny.go Grade compare points > 50 => points >= 50  (TIME)

no test runs 3 lines, which are not mutated:
  tiny/tiny.go:26-28

package                 sampled   killed  timed out   accepted   survived  percent
tiny                          4        1          1          1          1    66.7%
total                         4        1          1          1          1    66.7%
TIME a mutation, 1 at a time

equivalent.txt is stale:
  line 3: no such mutation: tiny tiny.go Min compare a < b => a <= b
  line 4: killed by tiny: tiny tiny.go Max negate a > b => !(a > b)

66.7% is less than 95.0%
`

// TestRun runs all of it on a module with one mutation of each outcome.
func TestRun(t *testing.T) {
	o := options{
		dir: "testdata/tiny", patterns: []string{"./..."}, accepted: "equivalent.txt",
		jobs: 1, min: 95, grace: 2 * time.Second, list: true,
	}
	var out bytes.Buffer
	if ok, err := run(t.Context(), o, &out); !ok || err != nil {
		t.Fatal(ok, err)
	}
	for line := range strings.Lines(out.String()) {
		for _, want := range []string{"Max negate", "Max compare", "i++ => i--", "Grade compare"} {
			if strings.Contains(line, want) {
				o.only = append(o.only, line[:strings.IndexByte(line, ' ')])
			}
		}
	}
	o.list = false
	out.Reset()
	ok, err := run(t.Context(), o, &out)
	if err != nil {
		t.Fatal(err)
	}
	if ok {
		t.Error("a survivor is good enough")
	}
	got := regexp.MustCompile(`\b\d+(\.\d)?s\b`).ReplaceAllString(out.String(), "TIME")
	got = regexp.MustCompile(`\b[0-9a-f]{10}\b`).ReplaceAllString(got, "ID")
	if diff := cmp.Diff(wantRun, got); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestUnknown(t *testing.T) {
	o := options{dir: "testdata/tiny", patterns: []string{"./..."}, accepted: "equivalent.txt", jobs: 1}
	for _, test := range []struct {
		change func(*options)
		want   string
	}{
		{func(o *options) { o.pkg = "none" }, "no package none to mutate"},
		{func(o *options) { o.accepted = "go.mod" }, "go.mod:1: no # with a reason"},
		{func(o *options) { o.only = []string{"none"} }, "no mutation has the ID none; -list prints all"},
	} {
		o := o
		test.change(&o)
		if _, err := run(t.Context(), o, new(bytes.Buffer)); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}
