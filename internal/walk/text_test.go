package walk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang/diag"
)

// script returns the flow of a script.
func script(t testing.TB, files map[string]string) *sim.Flow {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{Rules: project.Rules{Policy: corpus.Fragments()}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Findings {
		if f.Code.Severity == diag.Error {
			t.Fatal(f.Message)
		}
	}
	return sim.New(a.Flow())
}

// TestReports holds what is told of calls against files. A file to names a label,
// and a file list says how many paths are listed.
func TestReports(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		text := files[chunks.Main]
		target, listed := files["to"], files["list"]
		delete(files, "to")
		delete(files, "list")
		var f *sim.Flow
		r := &walk.Report{Name: chunks.Main, Target: strings.TrimSpace(target), Listed: listed != ""}
		if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
			f, r.Name = payload(t, text), "a.json"
		} else {
			f = script(t, files)
		}
		f.Hide = diag.Visible
		r.Walk = walk.New(f)
		if r.Listed {
			most := 0
			if _, err := fmt.Sscan(listed, &most); err != nil {
				t.Fatal(err)
			}
			r.List, r.Left = r.Walk.List(most)
		}
		if r.Target != "" {
			way, there, err := r.Walk.To(r.Target)
			if err != nil {
				return fmt.Sprintf("%+v", err)
			}
			if there {
				r.To = &way
			}
		}
		return r.Text()
	})
}

// TestLarge counts more paths than can be counted one by one, and more than are
// counted exactly.
func TestLarge(t *testing.T) {
	for _, tt := range []struct {
		forks int
		want  string
	}{
		{0, "1"},
		{60, "1152921504606846976"},
		{1023, "898846567"},
		{1024, "1.798e+308"},
		{3000, "1.230e+903"},
	} {
		text := "call 4420\n"
		for range tt.forks {
			text += "get \"https://example.com\" -> next/next\n"
		}
		w := walk.New(script(t, map[string]string{chunks.Main: text + "end\n"}))
		got := w.Paths.String()
		if !strings.HasPrefix(got, tt.want) || len(tt.want) != 9 && got != tt.want || w.Paths.Exact() != (tt.forks < 1024) {
			t.Errorf("%d forks are %s paths, exactly: %v", tt.forks, got, w.Paths.Exact())
		}
		list, left := w.List(3)
		if len(list) != min(3, 1<<min(tt.forks, 10)) || tt.forks == 60 && left.String() != "1152921504606846973" {
			t.Errorf("%d are listed, and %s left", len(list), left)
		}
	}
}

// TestTangled looks at menus that all lead to each other: of few, all paths are
// counted, and of many it says that there are more.
func TestTangled(t *testing.T) {
	for menus, want := range map[int]string{2: "5 paths", 3: "16 paths", 4: "65 paths", 9: "986410 paths", 20: "at least "} {
		var text strings.Builder
		text.WriteString("call 4420\n")
		for i := range menus {
			fmt.Fprintf(&text, "m%d: input 2 {", i)
			for k := range menus {
				fmt.Fprintf(&text, " %d -> m%d;", 10+k, k)
			}
			text.WriteString(" else -> end }\n")
		}
		r := &walk.Report{Name: chunks.Main, Walk: walk.New(script(t, map[string]string{chunks.Main: text.String()}))}
		if got := r.Text(); !strings.HasPrefix(got, "main.flow: "+want) {
			t.Errorf("%d menus:\n%s", menus, got)
		}
	}
}
