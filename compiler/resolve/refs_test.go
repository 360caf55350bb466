package resolve_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestAt asks for the name at each offset of a script.
func TestAt(t *testing.T) {
	p, _ := program(t, map[string]string{chunks.Main: "ab: -> ab\nsay \"{{c}}{{d}}\"\n"})
	var got strings.Builder
	for i := range len(p.Main.File.Source.Text) + 2 {
		if ref := p.Refs(p.Main).At(int32(i - 1)); ref != nil {
			got.WriteString(ref.Object.Name[:1])
		} else {
			got.WriteByte('.')
		}
	}
	//       ab: -> ab say "{{c}}{{d}}"
	want := ".aaa....aaa.......cc...dd...."
	if d := cmp.Diff(want, got.String()[:len(want)]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestLabels finds labels in order, from the start again, out of order, and one
// that has the name of another.
func TestLabels(t *testing.T) {
	p, _ := program(t, map[string]string{chunks.Main: "a: b: c: say \"x\"\na: d: say \"y\"\n"})
	scope := p.Main.Scopes[&p.Main.File.Body]
	labels := p.Main.File.Body.Stmts
	next := 0
	for _, step := range []struct{ stmt, want, next int }{
		{0, 0, 1}, {1, 1, 2}, {2, 2, 3}, {4, -1, 3}, {5, 3, 4}, {0, 0, 1}, {2, 2, 3},
	} {
		var want *resolve.Object
		if step.want >= 0 {
			want = scope.Labels.All()[step.want]
		}
		if got := scope.Label(labels[step.stmt].(*lang.Label), &next); got != want || next != step.next {
			t.Errorf("Label %d = %v and next %d, want %v and %d", step.stmt, got, next, want, step.next)
		}
	}
}

// TestTarget finds labels from near and from far.
func TestTarget(t *testing.T) {
	var b strings.Builder
	for i := range 50 {
		fmt.Fprintf(&b, "l%d: say \"x\"\n", i)
	}
	p, _ := program(t, map[string]string{chunks.Main: b.String()})
	scope := p.Main.Scopes[&p.Main.File.Body]
	for i, want := range scope.Labels.All() {
		for _, near := range []int{0, i - 9, i - 8, i, i + 1, i + 8, i + 9, 50, 100} {
			if got := scope.Target(want.Name, near); got != want {
				t.Errorf("Target(%s, %d) = %v", want.Name, near, got)
			}
		}
	}
	if got := scope.Target("l50", 50); got != nil {
		t.Errorf("a label that is not there is %v", got)
	}
}

// TestNearest asks a scope for the label that was meant.
func TestNearest(t *testing.T) {
	p, _ := program(t, map[string]string{chunks.Main: "agent: say \"x\"\ntry 2 times { again_here: input 1 -> again }\nstep s() -> finish { inside: -> finish }\ns\n"})
	got := map[string]string{}
	for body, scope := range p.Main.Scopes {
		for _, name := range []string{"agnt", "again_her", "finsh", "insid", "zzzzzz"} {
			if o := scope.Nearest(name); o != nil {
				got[fmt.Sprintf("%s in %d", name, p.Main.File.Source.Position(body.Span().Start, source.Bytes).Line)] = o.Name
			}
		}
	}
	want := map[string]string{"agnt in 1": "agent", "agnt in 2": "agent", "again_her in 2": "again_here", "insid in 3": "inside"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestParams(t *testing.T) {
	files := map[string]string{
		chunks.Main: "use \"a.flow\"\nparam one\nlet two = 2\nconnect one from two\n", "a.flow": "param three = 3\nlet four = 4\n",
	}
	view, err := project.New(project.Memory(files)).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	got := resolve.Params(view.Main, view)
	slices.Sort(got)
	if d := cmp.Diff([]string{"one", "three"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestModules checks what a module says of itself.
func TestModules(t *testing.T) {
	p, _ := program(t, map[string]string{
		chunks.Main: "use \"b.flow\"\nuse \"c.flow\"\nsay b\nc\n",
		"b.flow":    "let b = \"x\"\nstep z() { say \"z\" }\nstep a() { say \"a\" }\nsay \"ignored\"\n",
		"c.flow":    "use \"b.flow\"\nparam p = 1\nstep c() { connect p }\n",
	})
	type module struct {
		Name       string
		Library    bool
		Statements int
		Steps      []string
		Object     string
	}
	var got []module
	for _, m := range p.Modules {
		one := module{m.File.Source.Name, m.Library(), len(p.Statements(m)), nil, m.Object.Kind.String() + " " + m.Object.Name}
		for _, s := range m.Declared() {
			one.Steps = append(one.Steps, s.Name)
		}
		got = append(got, one)
	}
	want := []module{
		{"main.flow", false, 4, nil, "file main.flow"},
		{"b.flow", false, 3, []string{"z", "a"}, "file b.flow"},
		{"c.flow", true, 3, []string{"c"}, "file c.flow"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	empty, _ := program(t, map[string]string{chunks.Main: "// nothing\n"})
	if empty.Main.Library() {
		t.Error("an empty file is no library: it may become a call")
	}
}

// TestValuePlace checks where the value of a constant stands.
func TestValuePlace(t *testing.T) {
	p, _ := program(t, map[string]string{chunks.Main: "let a = 5\nparam b = 6\nparam c\nparam d = 7\n", "params": "d=8\n"})
	got := map[string]string{}
	for _, o := range p.Main.Consts.All() {
		name := o.Name
		got[name] = chunks.Place(o.ValuePlace())
	}
	want := map[string]string{"a": "main.flow:1:9-10", "b": "main.flow:2:11-12", "c": "main.flow:3:7-8", "d": "command line:1:7-8"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestNoFiles resolves a script that comes from no project.
func TestNoFiles(t *testing.T) {
	view, err := project.New(project.Memory{chunks.Main: "use \"a.flow\"\nsay \"x\"\n"}).View(chunks.Main)
	if err != nil {
		t.Fatal(err)
	}
	var list diag.List
	resolve.Resolve(view.Main, resolve.Options{}, &list)
	want := "main.flow:1:5-13: error[bad-use]: a script from here can use no files\n  help: build it from a file\n"
	if d := cmp.Diff(want, chunks.Findings(list)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
