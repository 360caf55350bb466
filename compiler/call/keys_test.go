package call_test

import (
	"testing"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
)

// TestTaken checks which branches of an input a caller can take.
func TestTaken(t *testing.T) {
	list := func(keys ...string) (all []cfg.Branch) {
		for _, key := range keys {
			all = append(all, cfg.Branch{Key: key})
		}
		return all
	}
	telephone := list("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#", "*")
	for _, test := range []struct {
		branches []cfg.Branch
		key      string
		count    int // 0: not known
		want     bool
	}{
		{list("12"), "12", 2, true},
		{list("7"), "7", 2, false},
		{list("123"), "123", 2, false},
		{list("7#"), "7#", 3, true},
		{list("#"), "#", 2, true},
		{list("7"), "7", 0, true},
		{list("7a"), "7a", 2, false},
		{list(""), "", 1, false},
		{telephone, "*", 1, false},
		{telephone[1:], "*", 1, true},
		{telephone, "*", 2, true}, // a single key but # is none of two
		{telephone, "*", 0, true},
		{list("*"), "*", 300, true},
	} {
		if got := call.Taken(test.branches, test.key, test.count); got != test.want {
			t.Errorf("%q of %d keys: %v", test.key, test.count, got)
		}
	}
}
