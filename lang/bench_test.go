package lang

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/lang/source"
)

// large returns a script of n sections of five steps each, as a generator
// would write it.
func large(sections int) string {
	var b strings.Builder
	for i := range sections {
		fmt.Fprintf(&b, `step%[1]d:
  say "Welcome to section %[1]d. Press 1 for apples or press 2 for oranges."
  input 1 into choice%[1]d {
    1 -> a%[1]d
    2 -> b%[1]d
    else -> step%[1]d
  }
a%[1]d:
  get "https://api.example.com/test/{{choice%[1]d}}" -> b%[1]d/c%[1]d
b%[1]d:
  callback 5263 at 2018-10-11 20:48:00 UTC
  -> c%[1]d
c%[1]d:
  connect 5263 from 917507161643
  -> step%[1]d
`, i)
	}
	return b.String()
}

const sections = 2000 // 10,000 steps

func BenchmarkParse(b *testing.B) {
	text := large(sections)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(source.NewFile("x.flow", text))
	}
}

func BenchmarkFindings(b *testing.B) {
	text := large(sections)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(source.NewFile("x.flow", text)).Findings(nil)
	}
}

func BenchmarkPrint(b *testing.B) {
	text := large(sections)
	file := Parse(source.NewFile("x.flow", text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Print(io.Discard, file); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	text := large(sections)
	file := Parse(source.NewFile("x.flow", text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	nodes := 0
	for b.Loop() {
		nodes = 0
		Walk(file, func(Node) bool { nodes++; return true })
	}
	b.ReportMetric(float64(nodes), "nodes")
}
