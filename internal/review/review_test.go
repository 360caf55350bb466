package review

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// many is a review of so many changes, each with some words.
func many(n int, words string) *Review {
	file := source.NewFile("a.flow", "say \"x\"\n")
	c := Call{Old: "a.flow", New: "a.flow", State: Changed}
	for i := range n {
		c.Changes = append(c.Changes, changes.Change{
			Sign: '~', Kind: changes.Prompt, Kinds: []changes.Kind{changes.Prompt}, New: source.Place{File: file}, Times: 1, Way: []string{"1", words}, Words: fmt.Sprint(i, " ", words),
		})
	}
	return &Review{Calls: []Call{c}, Style: diag.Style{}}
}

// TestComment checks that a comment never has more than GitHub takes, and says
// what is left out.
func TestComment(t *testing.T) {
	for _, c := range []struct {
		n     int
		words string
		left  bool
	}{{1, "x", false}, {1, strings.Repeat("@", 10_000), false}, {50, strings.Repeat("ü|", 1000), true}, {5000, "x", true}, {100_000, "", true}} {
		text := many(c.n, c.words).Markdown()
		if len(text) > maxComment {
			t.Errorf("%d changes are %d bytes", c.n, len(text))
		}
		if left := strings.Contains(text, "left out"); left != c.left {
			t.Errorf("%d changes of %d bytes: left out is %v", c.n, len(c.words), left)
		}
		if !strings.HasPrefix(text, "### What changes for callers\n\n**"+counted(c.n, "change", "changes")+": ") || !strings.HasSuffix(text, "\n</details>\n") {
			t.Errorf("%d changes: %.100s", c.n, text)
		}
	}
}

// TestStops says which changes a job stops for.
func TestStops(t *testing.T) {
	r := &Review{Calls: []Call{{State: Changed, Changes: []changes.Change{{Sign: '+', Kind: changes.Steps, Kinds: []changes.Kind{changes.Number, changes.Steps}}}}, {State: Same}}}
	got := map[string]bool{}
	for _, name := range append(KindNames(), "") {
		r.FailOn = nil
		if kind, ok := KindNamed(name); ok {
			r.FailOn = []changes.Kind{kind}
		}
		got[name] = r.Stops()
	}
	want := map[string]bool{"": true, "numbers": true, "steps": true, "prompts": false, "keys": false, "requests": false, "callbacks": false, "endings": false, "reach": false, "settings": false, "raw": false}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, state := range []State{Added, Removed} {
		r = &Review{FailOn: []changes.Kind{changes.Raw}, Calls: []Call{{State: state}}}
		if !r.Stops() {
			t.Errorf("a call that was %s has all kinds", state)
		}
	}
	if r = (&Review{Calls: []Call{{State: Same}}}); r.Stops() || r.Summary() != "same call" {
		t.Error(r.Summary())
	}
}

// TestColors checks that colours change nothing that is said.
func TestColors(t *testing.T) {
	r := many(3, "x")
	r.Calls = append(r.Calls, Call{New: "b.flow", State: Added}, Call{Old: "c.flow", State: Removed}, Call{New: "d.flow", State: Failed})
	plain := r.Text()
	r.Style.Color = true
	colored := r.Text()
	if colored == plain || regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(colored, "") != plain {
		t.Errorf("%q\n%q", colored, plain)
	}
}

// TestParts takes what a change says apart, and puts nothing away.
func TestParts(t *testing.T) {
	for text, want := range map[string][]string{
		`"a" now says "b\" c".`: {`"a"`, ` now says `, `"b\" c"`, `.`},
		`no quotes`:             {`no quotes`},
		`an open " quote`:       {`an open " quote`},
		``:                      nil,
		`""`:                    {`""`},
		`"a\`:                   {`"a\`},
	} {
		var got []string
		for _, p := range parts(text) {
			got = append(got, p.text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}
