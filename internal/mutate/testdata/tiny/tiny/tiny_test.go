package tiny

import "testing"

func TestTiny(t *testing.T) {
	if Max(1, 2) != 2 || Max(2, 1) != 2 {
		t.Error("Max")
	}
	if Sum(4) != 6 {
		t.Error("Sum")
	}
	Grade(60)
}
