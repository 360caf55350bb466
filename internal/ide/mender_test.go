package ide_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	files "github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// mended returns what a script becomes, and how many findings are mended. Each of
// wrong is WORD: FIX, a finding at the word where the script has it, and its fix.
func mended(t *testing.T, script string, wrong ...string) (string, int) {
	t.Helper()
	const name = "/a.flow"
	disk := files.Memory{"a.flow": script}
	looks := 0
	m := ide.Mender{
		Scripts: []string{name},
		Key:     func(name string) string { return name },
		May:     func(string) bool { return true },
		Look: func(script string, texts map[string]string) *ide.Looked {
			looks++
			p := files.New(disk)
			for key, text := range texts {
				p.Open(key, text)
			}
			a, err := compiler.Analyze(context.Background(), p, script, compiler.Options{})
			if err != nil {
				t.Fatal(err)
			}
			file := a.Program.Main.File.Source
			for _, w := range wrong {
				word, fix, _ := strings.Cut(w, ": ")
				if at := strings.Index(file.Text, word); at >= 0 {
					place := source.Place{File: file, Span: source.Span{Start: int32(at), End: int32(at + len(word))}}
					f := diag.Lookup("odd-variable").At(place, "%s is wrong", word)
					f.Severity = diag.Warning
					a.Findings = append(a.Findings, f.Mend("write "+fix, diag.Edit{Place: place, NewText: fix}))
				}
			}
			return &ide.Looked{Analysis: a, Files: []string{name}, Built: !a.Findings.HasErrors()}
		},
	}
	done := m.Mend()
	if looks > 300 {
		t.Errorf("%d looks", looks)
	}
	if text, changed := done.Texts[name]; changed {
		return text, done.Findings
	}
	return script, done.Findings
}

// TestMender checks that a fix is left out that does not hold, and others are made.
func TestMender(t *testing.T) {
	const script = "cloud \"dev\"\ncall 442079460123\nsay \"one two three\"\ninput 1 { 1 -> a; else -> a }\na: say \"four\"\nsay \"five\""
	for _, c := range []struct {
		name  string
		wrong []string
		want  string // for what
		by    string
		n     int
	}{
		{"all hold", []string{"two: 2", "four: 4"}, "two;four", "2;4", 2},
		{"another one comes in its place", []string{"two: zz", "zz: zwei"}, "", "", 0},
		{"it is still there", []string{"two: a two", "four: 4"}, "four", "4", 1},
		{"it breaks the script", []string{"five: fi\"ve", "four: 4"}, "four", "4", 1},
		{"another finding comes", []string{"four: {{four", "one: 1"}, "one", "1", 1},
		{"the call goes elsewhere", []string{"else -> a: else -> end", "one: 1"}, "else -> a;one", "else -> end;1", 2},
		{"a step is gone", []string{"say \"four\": ", "one: 1"}, "one", "1", 1},
		{"it goes on for ever", []string{"three: 3three"}, "", "", 0},
		{"all overlap", []string{"one two: 1", "two three: 3"}, "one two", "1", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := script
			for i, word := range strings.Split(c.want, ";") {
				want = strings.Replace(want, word, strings.Split(c.by, ";")[i], 1)
			}
			got, n := mended(t, script, c.wrong...)
			if diff := cmp.Diff(want, got); diff != "" || n != c.n {
				t.Errorf("%d are mended, not %d: %s", n, c.n, diff)
			}
		})
	}
}

// TestMenderMany checks that more findings than are kept are mended, and that many
// fixes that do not hold end.
func TestMenderMany(t *testing.T) {
	script := "cloud \"dev\"\ncall 442079460123\n" + strings.Repeat("say “Hello”\n", 2500)
	want := strings.NewReplacer("“", `"`, "”", `"`).Replace(script)
	if got, n := mended(t, script); got != want || n != 2500 {
		t.Errorf("%d are mended", n)
	}
	var wrong []string
	for i := range 400 {
		wrong = append(wrong, fmt.Sprintf("x%dx: \"", i))
		script += fmt.Sprintf("say \"x%dx\"\n", i)
	}
	if got, n := mended(t, strings.NewReplacer("“", `"`, "”", `"`).Replace(script), wrong...); n > 0 || len(got) == 0 {
		t.Errorf("%d are mended", n)
	}
}
