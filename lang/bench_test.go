package lang

import (
	"io"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/internal/bench"
	"github.com/flowc-lang/flowc/lang/source"
)

const sections = 2000 // 10,000 steps

func BenchmarkParse(b *testing.B) {
	text := bench.Script(sections)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(source.NewFile("x.flow", text))
	}
}

// BenchmarkGrammar reads the script by the grammar, all of it at once.
func BenchmarkGrammar(b *testing.B) {
	src := source.NewFile("x.flow", bench.Script(sections))
	b.SetBytes(int64(len(src.Text)))
	b.ReportAllocs()
	for b.Loop() {
		parse(src, byGrammar, nil)
	}
}

func BenchmarkFindings(b *testing.B) {
	text := bench.Script(sections)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(source.NewFile("x.flow", text)).Findings(nil)
	}
}

func BenchmarkPrint(b *testing.B) {
	text := bench.Script(sections)
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
	text := bench.Script(sections)
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

// BenchmarkLexer is the floor of BenchmarkParse.
func BenchmarkLexer(b *testing.B) {
	text := bench.Script(sections)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f := feeder{scanner: *newScanner(text)}
		for tok := (lexer.Token{}); !tok.EOF() || tok.Pos.Offset == 0; f.next(&tok) {
		}
	}
}
