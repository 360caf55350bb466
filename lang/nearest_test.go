package lang

import "testing"

// TestNearestAlone finds the candidate that was most likely meant, and whether
// another one is as near.
func TestNearestAlone(t *testing.T) {
	for _, test := range []struct {
		word       string
		candidates []string
		near       string
		alone      bool
	}{
		{"page3", []string{"page1", "page2"}, "page1", false},
		{"page3", []string{"page2", "page1"}, "page1", false},
		{"page3", []string{"page1", "page1"}, "page1", true}, // one name of two scopes
		{"paeg2", []string{"page1", "page2"}, "page2", true},
		{"agnet", []string{"agent", "desk"}, "agent", true},
		{"agnet", []string{"desk"}, "", false},
		{"a", []string{"b"}, "", false},
	} {
		if near, alone := NearestAlone(test.word, test.candidates); near != test.near || near != "" && alone != test.alone {
			t.Errorf("%s of %v: %q, alone %v; want %q, %v", test.word, test.candidates, near, alone, test.near, test.alone)
		}
	}
}
