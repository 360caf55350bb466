package lang

import (
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
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
