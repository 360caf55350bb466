package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// covered returns what tests of some packages cover of the file x.go of p,
// where each text holds the lines of a profile.
func covered(t *testing.T, mod *module, profiles map[string]string) *coverage {
	t.Helper()
	c := &coverage{blocks: map[string]map[span]*block{}}
	for path, profile := range profiles {
		test := &test{path: path, deps: map[string]bool{"m/p": true}}
		mod.tests = append(mod.tests, test)
		for line := range strings.SplitSeq(profile, "\n") {
			if err := c.add(test, "m/p/x.go:"+line); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c
}

// TestTests checks which tests are asked about a mutation, and in what order.
func TestTests(t *testing.T) {
	mod := parsed(t, `package p
var v = true
func f(s string) bool {
	switch s {
	case "a":
		return true
	}
	return false
}
`)
	c := covered(t, mod, map[string]string{
		"a":      "3.24,4.12 1 1\n5.11,6.14 1 1\n8.2,8.14 1 0",
		"golden": "3.24,4.12 1 1\n5.11,6.14 1 0\n8.2,8.14 1 0",
		"p":      "3.24,4.12 1 1\n5.11,6.14 1 1\n8.2,8.14 1 0",
	})
	var got []string
	for _, m := range mod.mutations() {
		line := m.to + ":"
		for _, test := range c.tests(mod, m) {
			line += " " + test.path
		}
		got = append(got, line)
	}
	want := []string{
		"v = false: p golden a",            // runs with all that depends on it
		`case "": return true: p golden a`, // runs with the switch
		"return false: p a",                // runs in the case
		"return true:",                     // does not run
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tests (-want +got):\n%s", diff)
	}
}

func TestMissed(t *testing.T) {
	c := covered(t, &module{}, map[string]string{
		"a": "1.1,3.9 1 1\n3.9,5.3 1 0\n7.1,8.2 1 0\n9.1,9.2 1 0\n20.1,20.4 1 0",
		"b": "1.1,3.9 1 0\n3.9,5.3 1 0\n7.1,8.2 1 0\n9.1,9.2 1 1\n20.1,20.4 1 0",
	})
	ranges, count := c.missed()
	if diff := cmp.Diff([]string{"m/p/x.go:4-5", "m/p/x.go:7-8", "m/p/x.go:20"}, ranges); diff != "" || count != 5 {
		t.Errorf("%d lines (-want +got):\n%s", count, diff)
	}
	if err := c.add(nil, "x.go:1,2 3"); err == nil {
		t.Error("a broken profile is read")
	}
}
