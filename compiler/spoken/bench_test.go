package spoken

import (
	"strings"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"menu", "Welcome to section 12. Press 1 for apples or press 2 for oranges."},
		{"nothing", "Thank you for calling our office in the old town, it is good to hear from you."},
		{"hindi", "हिंदी के लिए 1 दबाएं, मराठी के लिए 2 दबाएं।"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(c.text)
			}
		})
	}
}

// BenchmarkHostile reads a megabyte of what is hard to read: as long as any
// other text, or nearly so.
func BenchmarkHostile(b *testing.B) {
	for _, part := range hostile {
		b.Run(strings.TrimSpace(part), func(b *testing.B) {
			text := strings.Repeat(part, 1<<20/len(part))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Read(text)
			}
		})
	}
}

// hostile are parts of long texts.
var hostile = []string{
	"{{", "1,", "1 ", "#", "press ", "press 1 ", "press 1, ", "for ", "1 or ", "please ", "goodbye ", "call you back ", "will you ",
	"followed by # ", "press 1 for x, 2 for y, ", "4 digits of ", "call recorded ", "order is confirmed ", "१", "\u0301", "…", "\xff", "enter your ", "1-", "$1", "{{a}} ", "hear again ", "drücken 1 ", "Bread, 1. ", "press 1 x, 2 ", "press 1 a b c, ",
}

// TestLong reads long texts that are hard to read. They would take minutes if
// that took more than a few looks at each word.
func TestLong(t *testing.T) {
	for _, part := range hostile {
		text := strings.Repeat(part, 1<<18/len(part))
		if list := Read(text); len(list) > len(text) {
			t.Errorf("%d phrases", len(list))
		}
		Seconds(text)
	}
}

func TestSeconds(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"Goodbye.", 0},
		{"Welcome to the bakery. For bread, press 1. For cakes, press 2.", 5},
		{"Your code is 4711.", 2},
		{"Hello {{name}}, you have {{n}} messages. {{", 4},
		{"नमस्ते। हिंदी के लिए 1 दबाएं।", 2},
		{"您好，请按1。", 1},
		{strings.Repeat("word ", 150), 50},
	} {
		if got := int(Seconds(c.text)); got != c.want {
			t.Errorf("%q takes %d seconds, not %d", c.text, got, c.want)
		}
	}
}
