package testreport

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Coverage is what tests come to, file by file.
type Coverage struct {
	Files []flowtest.File
	Style diag.Style
}

// A CoverFormat is a way to write a coverage. A new one is a file with a method and a
// row here.
type CoverFormat struct {
	Name       string
	Extensions []string // of files that are written so unasked
	Doc        string
	Write      func(*Coverage) string
}

// CoverFormats lists the formats of files.
var CoverFormats = []CoverFormat{
	{"lcov", []string{".info"}, "the tracefile of lcov", (*Coverage).LCOV},
	{"cobertura", []string{".xml"}, "a coverage report of Cobertura", (*Coverage).Cobertura},
	{"json", []string{".json"}, "all that is known", (*Coverage).JSON},
	{"html", []string{".html", ".htm"}, "the scripts as one page", (*Coverage).HTML},
}

// CoverFormatNames returns the names of the formats.
func CoverFormatNames() (names []string) {
	for _, f := range CoverFormats {
		names = append(names, f.Name)
	}
	return names
}

// Shares returns how much of all files is covered.
func (c *Coverage) Shares() (steps, branches flowtest.Share) {
	for i := range c.Files {
		s, b := c.Files[i].Shares()
		steps.Covered, steps.All = steps.Covered+s.Covered, steps.All+s.All
		branches.Covered, branches.All = branches.Covered+b.Covered, branches.All+b.All
	}
	return steps, branches
}

// Text returns a table with a line for each file, and what no test comes to.
func (c *Coverage) Text() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	row := func(name string, steps, branches flowtest.Share) {
		fmt.Fprintf(w, "%s\t%s\t%s\n", name, share(steps), share(branches))
	}
	fmt.Fprintf(w, "covered\tsteps\tbranches\n")
	for i := range c.Files {
		steps, branches := c.Files[i].Shares()
		row(diag.Visible(c.Files[i].Name), steps, branches)
	}
	if len(c.Files) != 1 {
		steps, branches := c.Shares()
		row("all", steps, branches)
	}
	if err := w.Flush(); err != nil {
		panic(err) // a builder takes all
	}
	b.WriteString(c.gaps())
	return b.String()
}

func share(s flowtest.Share) string {
	return fmt.Sprintf("%d/%d %d%%", s.Covered, s.All, s.Percent())
}

// gaps tells what no test comes to.
func (c *Coverage) gaps() string {
	var missed, never strings.Builder
	for i := range c.Files {
		for _, g := range c.Files[i].Gaps() {
			to := &missed
			if g.Never {
				to = &never
			}
			name := c.shown(g.Name)
			if g.With > 0 {
				name += fmt.Sprintf(", and its %s", branches(g.With))
			}
			fmt.Fprintf(to, "  %s: %s\n", diag.Visible(where(g.Place)), name)
		}
	}
	text := ""
	if missed.Len() > 0 {
		text = "no test comes to\n" + missed.String()
	}
	if never.Len() > 0 {
		text += "no call can come to, which does not count\n" + never.String()
	}
	return text
}

func branches(n int) string {
	if n == 1 {
		return "1 branch"
	}
	return fmt.Sprintf("%d branches", n)
}

func (c *Coverage) shown(text string) string { return diag.Visible(c.Style.Secrets.Message(text)) }

// A covered line has what stands on a line of a script: how often tests came to it,
// and the branches that are named there.
type coveredLine struct {
	number   int
	hits     int
	counts   bool // a call can come to something on it
	branches []coveredBranch
}

// A coveredBranch is a branch by the numbers that formats have for it.
type coveredBranch struct {
	*flowtest.Branch
	step, index int  // of the step in its file, and of the branch
	tried       bool // a test came to the step
}

// lines returns what stands on the lines of a file, in order. An arm on a line of its
// own has been come to as often as it was taken.
func lines(f *flowtest.File) (list []*coveredLine) {
	byNumber := make([]*coveredLine, f.Text.Position(int32(len(f.Text.Text)), source.Bytes).Line+1)
	on := func(at source.Place, hits int) *coveredLine {
		n := line(at)
		if byNumber[n] == nil {
			byNumber[n] = &coveredLine{number: n}
		}
		l := byNumber[n]
		l.hits, l.counts = max(l.hits, hits), true
		return l
	}
	for _, s := range f.Steps {
		if s.Reached || s.Hits > 0 {
			on(s.Place, s.Hits)
		}
	}
	for n, s := range f.Steps {
		for k, b := range s.Branches {
			if !b.Reached && b.Hits == 0 {
				continue
			}
			hits := b.Hits
			if line(b.Place) == line(s.Place) {
				hits = 0
			}
			l := on(b.Place, hits)
			l.branches = append(l.branches, coveredBranch{b, n, k, s.Hits > 0})
		}
	}
	for _, l := range byNumber {
		if l != nil {
			list = append(list, l)
		}
	}
	return list
}
