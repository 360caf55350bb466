package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const several = "one\r\nz\U0001F600é two\n\nend"

// TestPositions holds every offset of a text with characters of all widths
// against lines and columns in each unit, there and back.
func TestPositions(t *testing.T) {
	f := NewFile("x", several)
	var got []string
	for _, offset := range []int32{-5, 0, 2, 5, 6, 10, 12, 16, 17, 18, 21, 99} {
		got = append(got, fmt.Sprint(offset, f.Position(offset, Bytes), f.Position(offset, Characters), f.Position(offset, UTF16)))
	}
	want := []string{
		"-5 {1 1} {1 1} {1 1}",
		"0 {1 1} {1 1} {1 1}",
		"2 {1 3} {1 3} {1 3}",
		"5 {2 1} {2 1} {2 1}",
		"6 {2 2} {2 2} {2 2}",
		"10 {2 6} {2 3} {2 4}",
		"12 {2 8} {2 4} {2 5}",
		"16 {2 12} {2 8} {2 9}",
		"17 {3 1} {3 1} {3 1}",
		"18 {4 1} {4 1} {4 1}",
		"21 {4 4} {4 4} {4 4}",
		"99 {4 4} {4 4} {4 4}",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("positions (-want +got):\n%s", diff)
	}
	for _, unit := range []Unit{Bytes, Characters, UTF16} {
		for offset := range several {
			at := f.Position(int32(offset), unit)
			if back := f.Offset(at, unit); int(back) != offset && several[offset] != '\n' {
				t.Errorf("unit %d: the offset %d is at %v, and that is the offset %d", unit, offset, at, back)
			}
		}
	}
}

func TestOffsetOutside(t *testing.T) {
	f := NewFile("x", several)
	for _, c := range []struct {
		at   Position
		unit Unit
		want int32
	}{
		{Position{0, 1}, Characters, 0},
		{Position{1, -3}, Bytes, 0},
		{Position{1, 0}, Characters, 0},
		{Position{1, 9}, Characters, 3}, // before the carriage return
		{Position{1, 9}, Bytes, 3},
		{Position{2, 3}, UTF16, 6}, // the second half of an emoji
		{Position{2, 4}, Bytes, 6}, // a byte inside of it
		{Position{9, 1}, UTF16, 21},
	} {
		if got := f.Offset(c.at, c.unit); got != c.want {
			t.Errorf("%v in unit %d is the offset %d, want %d", c.at, c.unit, got, c.want)
		}
	}
}

// TestLongLine counts columns far behind the start of a line, where they are
// counted from the nearest byte that is known.
func TestLongLine(t *testing.T) {
	f := NewFile("x", "first\n"+strings.Repeat("aé\U0001F600", 5000))
	for n := 0; n < 5000; n += 7 {
		offset := int32(6 + n*7)
		want := []Position{{2, n*7 + 1}, {2, n*3 + 1}, {2, n*4 + 1}}
		got := []Position{f.Position(offset, Bytes), f.Position(offset, Characters), f.Position(offset, UTF16)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the offset %d (-want +got):\n%s", offset, diff)
		}
	}
}

func TestLine(t *testing.T) {
	f := NewFile("x", several)
	for _, c := range []struct {
		offset int32
		text   string
		start  int32
	}{{1, "one", 0}, {3, "one", 0}, {4, "one", 0}, {5, "z\U0001F600é two", 5}, {17, "", 17}, {99, "end", 18}} {
		if text, start := f.Line(c.offset); text != c.text || start != c.start {
			t.Errorf("the line at %d is %q from %d, want %q from %d", c.offset, text, start, c.text, c.start)
		}
	}
	// A byte inside of a character is at the character.
	if got := NewFile("x", "aé").Position(2, Characters); got != (Position{1, 2}) {
		t.Errorf("the second byte of é is at %v", got)
	}
	if text, start := NewFile("", "").Line(0); text != "" || start != 0 {
		t.Errorf("the line of an empty file is %q from %d", text, start)
	}
}

// TestLined checks where lines end to one who counts a carriage return alone, and
// that it is found out once.
func TestLined(t *testing.T) {
	for text, want := range map[string]string{
		"":               "",
		"a\nb\r\nc":      "a\nb\r\nc",
		"a\rb\r\nc\r":    "a\nb\r\nc\n",
		"\r\r\n\n\r\r\r": "\n\r\n\n\n\n\n",
	} {
		f := NewFile("x", text)
		if diff := cmp.Diff(want, f.Lined().Text); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		if once := f.Lined(); once != f.Lined() {
			t.Errorf("%q is looked at twice", text)
		}
	}
}
