package step_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A site is a script in which the constant star is "*", and one is "1".
type site struct {
	file *source.File
	list diag.List
}

func (s *site) Source() *source.File   { return s.file }
func (s *site) Report(f *diag.Finding) { s.list.Add(f) }

func (s *site) Text(v *lang.Value) (string, bool) {
	if plain, ok := v.Plain(); ok {
		return plain, true
	}
	text := strings.NewReplacer("${star}", "*", "${one}", "1").Replace(strings.Trim(v.Raw, `"`))
	return text, !strings.Contains(text, "${")
}

// TestOutcomes holds the outcomes of branches, and what is wrong with them,
// against the files in testdata. A use of a step is of the step that the script
// declares first.
func TestOutcomes(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(_ *testing.T, files map[string]string) string {
		file := lang.Parse(source.NewFile(chunks.Main, files[chunks.Main]))
		s := &site{file: file.Source}
		var b strings.Builder
		var exits *step.Outcomes
		for _, stmt := range file.Body.Stmts {
			branches, o := (*lang.Branches)(nil), exits
			switch n := stmt.(type) {
			case *lang.StepDecl:
				exits = step.Exits(n)
				fmt.Fprintf(&b, "exits %v\n", exits.Default)
			case *lang.Menu:
				branches, o = &lang.Branches{Arms: &n.Arms}, &step.Choices
			case *lang.Invoke:
				branches = n.Branches
			default:
				if row := step.Of(stmt); row != nil {
					branches, o = row.Branches(stmt), row.Outcomes
				}
			}
			if branches != nil {
				b.WriteString(outcomes(branches, o, s))
			}
		}
		return b.String()
	})
}

// outcomes writes what branches lead to: a line for each key or run of keys,
// with the number of the target or arm and what is written.
func outcomes(branches *lang.Branches, o *step.Outcomes, s *site) string {
	s.list = nil
	var list []step.Outcome
	var ok bool
	var b strings.Builder
	if branches.Arms != nil {
		list, ok = new(step.Reader).Arms(o, branches.Arms, s)
	} else {
		list, ok = new(step.Reader).Targets(o, branches, s)
	}
	fmt.Fprintf(&b, "%s: ok %v", o.Who, ok)
	if missing := o.Missing(branches.Arms); missing != nil {
		fmt.Fprintf(&b, ", without %v", missing)
	}
	b.WriteByte('\n')
	for len(list) > 0 {
		one, n := list[0], 1
		for n < len(list) && list[n].Index == one.Index && list[n].At == one.At {
			n++
		}
		keys := one.Key
		if n > 1 {
			keys = fmt.Sprintf("%s to %s, %d keys", one.Key, list[n-1].Key, n)
		}
		fmt.Fprintf(&b, "  %s: %d at %s\n", keys, one.Index, chunks.Span(source.Place{File: s.file, Span: one.At}))
		list = list[n:]
	}
	return b.String() + chunks.Findings(s.list)
}

// TestManyKeys checks that keys are found again however many there are: a few
// are looked through, many are looked up.
func TestManyKeys(t *testing.T) {
	for _, n := range []int{15, 16, 17, 18, 40} {
		var text strings.Builder
		text.WriteString("input 2 {\n")
		for i := range n {
			fmt.Fprintf(&text, "%d -> next\n", 10+i)
		}
		text.WriteString("10 -> end\n")
		fmt.Fprintf(&text, "%d -> end\n20..22 -> end\nelse -> next\n\"*\" -> end\n}\n", 10+n-1)
		file := lang.Parse(source.NewFile("x.flow", text.String()))
		s := &site{file: file.Source}
		list, _ := new(step.Reader).Arms(&step.Keys, file.Body.Stmts[0].(*lang.Input).Branches.Arms, s)
		var keys []string
		for _, o := range list {
			keys = append(keys, o.Key)
		}
		var want []string
		for i := range max(n, min(n, 13)) {
			want = append(want, fmt.Sprint(10+i))
		}
		want = append(want, step.Any)
		if d := cmp.Diff(want, keys); d != "" {
			t.Errorf("%d keys (-want +got):\n%s", n, d)
		}
		var places []string
		for _, f := range s.list {
			places = append(places, chunks.Span(f.Place)+" "+f.Code.Name)
			for _, r := range f.Related {
				places = append(places, chunks.Span(r.Place)+" first")
			}
		}
		said := []string{
			fmt.Sprintf("%d:1-3 duplicate-key", n+2), "2:1-3 first",
			fmt.Sprintf("%d:1-3 duplicate-key", n+3), fmt.Sprintf("%d:1-3 first", n+1),
			fmt.Sprintf("%d:1-7 duplicate-key", n+4), "12:1-3 first",
			fmt.Sprintf("%d:1-4 bad-branches", n+6), fmt.Sprintf("%d:1-5 first", n+5),
			fmt.Sprintf("%d:1-4 star-key", n+6),
		}
		if d := cmp.Diff(said, places); d != "" {
			t.Errorf("%d keys: findings (-want +got):\n%s", n, d)
		}
	}
}

func TestExits(t *testing.T) {
	decl := lang.Parse(source.NewFile("x.flow", "step s() -> a/b/c { -> a }\n")).Body.Stmts[0].(*lang.StepDecl)
	o := step.Exits(decl)
	want := &step.Outcomes{
		Who: "the step s", Default: []string{"a", "b", "c"}, Lists: [][]string{{"a", "b", "c"}},
		Words: []step.Word{{Name: "a", Key: "a"}, {Name: "b", Key: "b"}, {Name: "c", Key: "c"}}, Rest: true,
	}
	if d := cmp.Diff(want, o); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if o.Missing(nil) != nil {
		t.Error("exits are missing where there are no arms")
	}
	if !slices.Equal(step.Keys.Default, []string{step.Any}) {
		t.Error("an input without branches sends every input on")
	}
}
