package ide_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestFormatAll checks that the edits of all scripts, also of such whose layout was
// lost, make the layout of fmt, and that no range of lines gets others.
func TestFormatAll(t *testing.T) {
	texts, err := corpus.Read("../..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	checked := 0
	for path, text := range texts {
		if len(text) > 50_000 || len(lang.Parse(source.NewFile("x", text)).Findings(nil)) > 0 {
			continue
		}
		var lost strings.Builder
		for line := range strings.Lines(text) {
			if says := strings.TrimLeft(line, " "); random.IntN(2) == 0 && !strings.Contains(text, `"""`) {
				line = strings.Repeat(" ", random.IntN(5)) + says + strings.Repeat("\n", random.IntN(2))
			}
			lost.WriteString(line)
		}
		for _, text := range []string{text, lost.String()} {
			s, _ := one(t, strings.ReplaceAll(text, "^", ""))
			checked++
			file := s.Main().File
			if len(file.Findings(nil)) > 0 {
				continue // a blank line may matter
			}
			got := s.Text()
			if list := s.Format(); len(list) > 0 {
				made, err := diag.Apply(list)
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				got = made[file.Source]
			}
			if n := strings.Count(text, "\r\n"); (n > 0 && n == strings.Count(text, "\n")) != strings.Contains(got, "\r\n") {
				t.Errorf("%s: the lines end otherwise", path)
			}
			if diff := cmp.Diff(lang.Sprint(file), strings.ReplaceAll(got, "\r\n", "\n")); diff != "" {
				t.Errorf("%s (-layout +edits):\n%s", path, diff)
			}
			at := int32(random.IntN(len(s.Text()) + 1))
			line, start := file.Source.Line(at)
			list := s.FormatRange(source.Span{Start: at, End: at})
			if made, err := diag.Apply(list); err != nil || len(list) > 0 && layout(made[file.Source]) != lang.Sprint(file) {
				t.Errorf("%s: the layout of the line at %d is that of another script: %v\n%s", path, at, err, made[file.Source])
			}
			for _, e := range list {
				if e.Place.Start < start || int(e.Place.End) > int(start)+len(line)+2 {
					t.Errorf("%s: the layout of the line at %d changes %v", path, at, e.Place.Span)
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("%d scripts were checked", checked)
	}
}
