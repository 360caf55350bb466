package changes_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// published are scripts of calls that people have published, and the examples.
var published = []string{"../check/testdata/real/*.flow", "../check/testdata/heldout/*.flow", "../check/testdata/fresh/*.flow", "../../examples/*.flow"}

// TestPublished makes every edit of a few kinds in published calls, one at a time,
// and measures how often it is told as one entry, of its kind and at its line.
func TestPublished(t *testing.T) {
	right, all := map[string]int{}, map[string]int{}
	for _, pattern := range published {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			eachEdit(string(text), func(name, edited string, want expected) {
				a, err := build(chunks.Main, map[string]string{chunks.Main: string(text)})
				if err != nil {
					return
				}
				b, err := build(chunks.Main, map[string]string{chunks.Main: edited})
				if err != nil || same.Compare(a.Payload, b.Payload) == nil {
					return
				}
				list := changes.Compare(a, b)
				all[name]++
				if len(list) == 1 && want.told(list) == "" {
					right[name]++
				} else if os.Getenv("FLOWC_EDITS") != "" {
					t.Logf("%s, %s at line %d\n%s", path, name, want.at(), show(list))
				}
			})
		}
	}
	for _, name := range []string{"a text", "a step inserted", "a step removed", "a target"} {
		t.Logf("%s: %d of %d are told right", name, right[name], all[name])
		if all[name] < 100 || 100*right[name] < 95*all[name] {
			t.Errorf("%s: only %d of %d are told right", name, right[name], all[name])
		}
	}
}

// eachEdit calls f with every edit of a script.
func eachEdit(text string, f func(name, edited string, want expected)) {
	src := source.NewFile("x.flow", text)
	file := lang.Parse(src)
	line := func(at int32) func() int {
		return func() int { return src.Position(at, source.Bytes).Line }
	}
	edit := func(start, end int32, with string) string { return text[:start] + with + text[end:] }
	var labels []string
	lang.Walk(file, func(n lang.Node) bool {
		if l, ok := n.(*lang.Label); ok {
			labels = append(labels, l.Name.Text)
		}
		_, own := n.(*lang.StepDecl)
		return !own
	})
	prompt := []changes.Kind{changes.Prompt}
	lang.Walk(file, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.StepDecl:
			return false
		case *lang.Say:
			at := n.Span()
			words := strings.LastIndexByte(text[at.Start:at.End], ' ')
			if strings.HasPrefix(text[at.Start:], `say "`) && !strings.HasPrefix(text[at.Start:], `say """`) && words > 4 {
				cut := at.Start + int32(words)
				f("a text", edit(cut, cut, " really"), expected{sign: '~', kinds: prompt, at: line(at.Start)})
			}
			f("a step inserted", edit(at.Start, at.Start, "say \"Something new is said here.\"; "), expected{sign: '+', kinds: prompt, at: line(at.Start)})
			f("a step removed", edit(at.Start, at.End, ""), expected{sign: '-', kinds: prompt, at: line(at.Start), old: true})
		case *lang.Arm:
			if n.Target == nil || !slices.Contains(labels, n.Target.Text) {
				return true
			}
			to := labels[(slices.Index(labels, n.Target.Text)+1)%len(labels)]
			at := n.Target.Span()
			f("a target", edit(at.Start, at.End, to), expected{sign: '~', kinds: []changes.Kind{changes.Key, changes.Request, changes.Steps}, at: line(at.Start)})
		}
		return true
	})
}
