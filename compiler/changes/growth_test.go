package changes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// lines is a text n times, with its number in it.
func lines(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// shapes are pairs of scripts that are hard to compare, by a size.
var shapes = []struct {
	name     string
	old, new func(n int) string
}{
	{"a chain of the same", func(n int) string { return lines(n, "say \"x\"\n") }, func(n int) string {
		return lines(n/2, "say \"x\"\n") + "say \"y\"\n" + lines(n/2, "say \"x\"\n")
	}},
	{"a reversed chain", func(n int) string { return lines(n, "say \"x#\"\n") }, func(n int) string {
		parts := strings.SplitAfter(lines(n, "say \"x#\"\n"), "\n")
		slices.Reverse(parts)
		return strings.Join(parts, "")
	}},
	{"other texts", func(n int) string { return lines(n, "say \"x#\"\n") }, func(n int) string { return lines(n, "say \"y#\"\n") }},
	{"other steps", func(n int) string { return lines(n, "say \"x#\"\n") }, func(n int) string { return lines(n, "connect 1#\n") }},
	{"other targets of keys", keys("k", "a"), keys("k", "b")},
	{"other keys", keys("k", "a"), keys("j", "a")},
	{"many ways to one step", hub("x", ""), hub("y", "say \"t\"\n")},
	{"steps that are cut off", cut("s#"), cut("next")},
	{"more attempts", attempts(0), attempts(5)},
}

func keys(key, to string) func(n int) string {
	return func(n int) string {
		return "say \"x\"\ninput 5 {\n" + lines(n, "\""+key+"#\" -> "+to+"\n") + "}\na: say \"x\"\nend\nb: say \"y\"\n"
	}
}

func hub(text, more string) func(n int) string {
	return func(n int) string {
		return "m: say \"" + text + "\"\n" + lines(n, "input 1 { 1 -> s#; else -> next }\n") + lines(n, "s#: say \"s\"\n"+more+"-> m\n")
	}
}

func cut(to string) func(n int) string {
	return func(n int) string {
		return lines(n, "say \"x#\"\ninput 1 { 1 -> "+to+"; else -> next }\n") + lines(n, "s#: say \"s\"\nend\n")
	}
}

func attempts(more int) func(n int) string {
	return func(n int) string {
		return fmt.Sprintf("try %d times {\nsay \"x\"\ninput 1 { 1 -> again; else -> next }\n}\n", n+more)
	}
}

// BenchmarkShapes compares pairs that are hard to compare, of two sizes: the larger
// should take twice as long.
func BenchmarkShapes(b *testing.B) {
	for _, s := range shapes {
		for _, n := range []int{2000, 4000} {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) {
				old := built(b, chunks.Main, map[string]string{chunks.Main: "call 4420\n" + s.old(n)})
				new := built(b, chunks.Main, map[string]string{chunks.Main: "call 4420\n" + s.new(n)})
				for b.Loop() {
					changes.Compare(old, new)
				}
			})
		}
	}
}

// TestShapes compares the same pairs, small: nothing is lost.
func TestShapes(t *testing.T) {
	for _, s := range shapes {
		old := built(t, chunks.Main, map[string]string{chunks.Main: "call 4420\n" + s.old(50)})
		new := built(t, chunks.Main, map[string]string{chunks.Main: "call 4420\n" + s.new(50)})
		if there, back := changes.Compare(old, new), changes.Compare(new, old); len(there) == 0 || len(back) == 0 {
			t.Errorf("%s: %d changes there, %d back", s.name, len(there), len(back))
		}
	}
}
