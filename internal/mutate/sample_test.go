package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func all(*mutation) bool { return true }

// functions returns a text of some functions with three mutations each.
func functions(names ...string) string {
	b := new(strings.Builder)
	b.WriteString("package p\n")
	for _, name := range names {
		fmt.Fprintf(b, "func %s(a, b int) bool { return a < b && true }\n", name)
	}
	return b.String()
}

// TestSample checks that the sample does not depend on where in a file a
// function is, and that the seed counts.
func TestSample(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "g"}
	drawn := func(seed int, names ...string) []string {
		return keys(sample(parsed(t, functions(names...)), 8, seed, all))
	}
	want := drawn(1, names...)
	if len(want) != 8 {
		t.Errorf("%d mutations, want 8", len(want))
	}
	slices.Reverse(names)
	if diff := cmp.Diff(want, drawn(1, names...)); diff != "" {
		t.Errorf("the sample of the functions in another order (-want +got):\n%s", diff)
	}
	if cmp.Equal(want, drawn(2, names...)) {
		t.Error("another seed draws the same sample")
	}
	fewer := drawn(1, names[1:]...)
	if kept := slices.DeleteFunc(fewer, func(key string) bool { return !slices.Contains(want, key) }); len(kept) < 5 {
		t.Errorf("without one of 7 functions only these of 8 are left: %q", kept)
	}
}

// TestUnusable checks that the next ones are taken for those that cannot be.
func TestUnusable(t *testing.T) {
	mod := parsed(t, functions("a", "b", "c"))
	every := sample(mod, 0, 1, all)
	got := sample(mod, 3, 1, func(m *mutation) bool { return m != every[0] && m != every[2] })
	if diff := cmp.Diff(keys([]*mutation{every[1], every[3], every[4]}), keys(got)); diff != "" {
		t.Errorf("the sample (-want +got):\n%s", diff)
	}
}

func TestShares(t *testing.T) {
	for _, test := range []struct {
		counts []int
		n      int
		want   []int
	}{
		{[]int{10, 10, 10}, 3, []int{1, 1, 1}},
		{[]int{5, 3, 2}, 5, []int{3, 1, 1}},
		{[]int{1, 1, 98}, 10, []int{0, 0, 10}},
		{[]int{2, 0}, 5, []int{2, 0}},
		{[]int{2, 1}, 0, []int{2, 1}},
	} {
		if diff := cmp.Diff(test.want, shares(test.counts, test.n)); diff != "" {
			t.Errorf("%d of %v (-want +got):\n%s", test.n, test.counts, diff)
		}
	}
}

func TestAccepted(t *testing.T) {
	got, err := parseAccepted("x", "# a comment\n\np x.go f compare/2 a < \" # \" => a <= \" # \" # the reason\n")
	if err != nil {
		t.Fatal(err)
	}
	want := acceptance{3, "p", `p x.go f compare/2 a < " # " => a <= " # "`, "the reason"}
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for text, want := range map[string]string{
		"p x.go f compare a < b => a <= b":    "x:1: no # with a reason",
		"\np x.go f compare a < b # why":      "x:2: not of the form: package file.go function operator from => to # reason",
		"p x.go f # why":                      "x:1: not of the form: package file.go function operator from => to # reason",
		"p x.go f swap a < b => a <= b # why": "x:1: no operator swap",
		"p x.go f compare a < b => a <= b # why\np x.go f compare a < b => a <= b # why not, once more": "x:2: twice in the list",
	} {
		if _, err := parseAccepted("x", text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
