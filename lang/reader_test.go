package lang

import (
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// byGrammar reads a whole script by the grammar, all of it at once.
func byGrammar(r *reader) (stmts []Stmt) {
	e := &excerpt{feeder: &r.feeder, least: math.MaxInt, more: lookahead}
	for lex := upgrade(e); ; {
		skipEOL(lex)
		if lex.Peek().EOF() {
			return stmts
		}
		stmts = append(stmts, outermost(lex))
	}
}

// checkReaders holds the generated reader against the grammar: the same trees,
// spans, comments and errors.
func checkReaders(t *testing.T, text string) {
	t.Helper()
	src := source.NewFile("x.flow", text)
	want := parse(src, byGrammar, nil)
	for _, parts := range []int{1, 3} {
		got := parse(src, func(r *reader) []Stmt { return r.readIn(parts) }, nil)
		if !reflect.DeepEqual(want, got) {
			t.Fatalf("%q\ntrees (-grammar +reader in %d parts):\n%s", text, parts, cmp.Diff(want, got, unexported))
		}
	}
}

// scripts returns those of the project, and what is made of them.
func scripts(t *testing.T) corpus.Texts {
	t.Helper()
	texts, err := corpus.Read("..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	list := corpus.Texts{everything}
	for _, v := range Verbs {
		list = append(list, v.Example+"\n")
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		list = append(list, texts[path])
	}
	return list
}

// TestReaders compares the readers on all scripts of the project, and on
// varied ones: two thousand, or as many as FLOWC_READERS says.
func TestReaders(t *testing.T) {
	list := scripts(t)
	for _, text := range list {
		checkReaders(t, text)
	}
	list = slices.DeleteFunc(list, func(text string) bool { return len(text) > 20_000 })
	n, err := strconv.Atoi(os.Getenv("FLOWC_READERS"))
	if err != nil {
		n = 2000
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for range n {
		checkReaders(t, list.Vary(r))
	}
}

// TestReadersFar compares the readers where what is wrong could be said by what
// stands far from it.
func TestReadersFar(t *testing.T) {
	for _, text := range []string{
		"say Hello end" + strings.Repeat("; end", 60) + ".\nend\n",
		"say Hello end" + strings.Repeat("; end", 20) + ".\nend\n",
		"say Hello" + strings.Repeat(" and on", 60) + ".\nend\n",
		"let a = 1.5" + strings.Repeat(";end", 80) + "\nend\n",
		"let a = b/c" + strings.Repeat(";end", 80) + "\nend\n",
		"let a = b" + strings.Repeat("/c", 80) + "\nend\n",
		"foo 1" + strings.Repeat(",1", 1_000_001) + "\n",
		"say \"\"\"\n" + strings.Repeat("Dear caller, please hold the line.\nWe are here.\nend\n", 100) + "\"\"\"\n",
		strings.Repeat("x y z\nx y z\nend\n", 100),
	} {
		checkReaders(t, text)
	}
}

// TestReaderCosts bounds what the reader allocates for scripts in which much is
// wrong: what it reads twice must not grow.
func TestReaderCosts(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		most       float64 // bytes for each byte of the script
	}{
		{"wrong and right lines", strings.Repeat("x y z\nx y z\nend\n", 6000), 1500},
		{"wrong lines", strings.Repeat("gosub foo bar\nspeak x y\nspeak x z\nsay \"ok\"\n", 2000), 1500},
		{"prose where sections seem to start", "say \"\"\"\n" + strings.Repeat("Dear caller, please hold the line.\nWe are here.\nend\n", 6000) + "\"\"\"\n", 20},
	} {
		src := source.NewFile("x.flow", tc.text)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		parse(src, func(r *reader) []Stmt { return r.readIn(8) }, nil)
		runtime.ReadMemStats(&after)
		if got := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(tc.text)); got > tc.most {
			t.Errorf("%s: %.0f bytes for each byte, want at most %.0f", tc.name, got, tc.most)
		}
	}
}

// TestReaderTakes checks that the reader takes every script that is right: to
// be read by the grammar would be right as well, and slow.
func TestReaderTakes(t *testing.T) {
	for _, text := range scripts(t) {
		src := source.NewFile("x.flow", text)
		file := Parse(src)
		if len(file.Errors) > 0 || encoding(text) != nil {
			continue
		}
		parse(src, func(r *reader) []Stmt {
			r.resume(nil)
			var stmts []Stmt
			for r.skip(); !r.Peek().EOF(); r.skip() {
				if at := r.start(); !r.statements(&stmts) {
					line, _, _ := strings.Cut(text[at:], "\n")
					t.Errorf("the reader does not take this line, or what is in its block: %s", line)
					return nil
				}
			}
			return stmts
		}, nil)
	}
}
