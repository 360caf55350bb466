package value

import (
	"slices"
	"testing"
)

// TestIsZone looks up every zone, and what stands between them.
func TestIsZone(t *testing.T) {
	names := zoneNames()
	for i, name := range names {
		if !isZone(name) {
			t.Errorf("%s is no zone", name)
		}
		for _, other := range []string{name + "x", name + "\n", name[1:], name[:len(name)-1]} {
			if got, want := isZone(other), slices.Contains(names, other); got != want {
				t.Errorf("%q is a zone: %v, want %v", other, got, want)
			}
		}
		if i > 0 && names[i-1] >= name {
			t.Errorf("%s stands behind %s", name, names[i-1])
		}
	}
	for _, none := range []string{"", "\n", "A", "a"} {
		if isZone(none) {
			t.Errorf("%q is a zone", none)
		}
	}
}
