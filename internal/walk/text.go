package walk

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Report is what is told of a walk.
type Report struct {
	*Walk
	Name   string // of the file
	Target string // the label that is gone to, or ""
	To     *Way   // the shortest way there; nil where there is none
	List   []Way  // the first paths
	Left   *Count // how many more there are; nil where none were asked for
	Listed bool
	Style  diag.Style
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", more)
}

// paths counts paths, in words.
func paths(c *Count) string {
	switch {
	case c.One():
		return "1 path"
	case !c.Exact():
		return "about " + c.String() + " paths"
	}
	return c.String() + " paths"
}

// said is what text calls the endings.
var said = [endings]string{
	Connected: "connected", CalledBack: "called back", Ended: "ended", Round: "goes round",
	NoBranch: "undocumented: no branch takes the input", Nowhere: "undocumented: an id that no object has",
}

// Text returns the report for people.
func (r *Report) Text() string {
	var b strings.Builder
	switch {
	case r.Empty():
		fmt.Fprintf(&b, "%s: the call has no steps\n", r.Name)
		return b.String()
	case r.Target != "":
		r.target(&b)
	default:
		r.whole(&b)
	}
	if r.Listed {
		b.WriteString("\nthe paths:\n")
		for i := range r.List {
			fmt.Fprintf(&b, "  %s: %s\n", said[r.List[i].End], r.told(&r.List[i]))
		}
		if r.Left != nil {
			fmt.Fprintf(&b, "  and %s more\n", r.Left)
		}
	}
	return b.String()
}

// target tells the way to a label.
func (r *Report) target(b *strings.Builder) {
	if r.To == nil {
		fmt.Fprintf(b, "%s: no caller comes to %s\n", r.Name, r.Target)
		return
	}
	fmt.Fprintf(b, "%s: to %s in %s, %s of speech and %s\n", r.Name, r.Target,
		counted(r.To.Steps, "step", "steps"), seconds(r.To), counted(r.To.Keys, "key", "keys"))
	words := r.Words(r.To)
	for _, says := range words {
		fmt.Fprintf(b, "  %s\n", says)
	}
	if len(words) == 0 {
		b.WriteString("  the call comes there by itself\n")
	}
}

// whole tells of all paths.
func (r *Report) whole(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s\n", r.Name, paths(r.Paths))
	width, digits := 0, 0
	for i := range r.Ends {
		width, digits = max(width, len(said[r.Ends[i].Ending])), max(digits, len(r.Ends[i].Paths.String()))
	}
	for i := range r.Ends {
		end := &r.Ends[i]
		fmt.Fprintf(b, "  %-*s  %*s  %s\n", width, said[end.Ending], digits, end.Paths, r.told(&end.Shortest))
	}
	b.WriteString("\nthe longest:\n")
	for _, row := range []struct {
		much string
		way  *Way
	}{
		{counted(r.Steps.Steps, "step", "steps"), &r.Steps},
		{seconds(&r.Seconds) + " of speech", &r.Seconds},
		{counted(r.Keys.Keys, "key", "keys"), &r.Keys},
	} {
		fmt.Fprintf(b, "  %-22s  %s\n", row.much, r.told(row.way))
	}
	if r.Unheard > 0 {
		fmt.Fprintf(b, "  without %s whose words are not known\n", counted(r.Unheard, "recording", "recordings"))
	}
	if r.Never == nil {
		b.WriteString("\nevery path reaches a person\n")
		return
	}
	verb := "reach"
	if r.Never.One() {
		verb = "reaches"
	}
	of := ""
	if !r.Never.One() {
		of = ", the shortest of each ending"
	}
	fmt.Fprintf(b, "\n%s never %s a person%s:\n", paths(r.Never), verb, of)
	for i := range r.Examples {
		fmt.Fprintf(b, "  %s: %s\n", said[r.Examples[i].End], r.told(&r.Examples[i]))
	}
}

func seconds(way *Way) string {
	if way.Seconds < 10 {
		return fmt.Sprintf("%.1f seconds", way.Seconds)
	}
	return fmt.Sprintf("%.0f seconds", way.Seconds)
}

// told tells a way in one line, and where it ends.
func (r *Report) told(way *Way) string {
	words := strings.Join(r.Words(way), ", ")
	if words == "" {
		words = "nothing to press"
	}
	return fmt.Sprintf("%s (%s)", words, r.place(way.At))
}

// place says where a step is written.
func (r *Report) place(step int) string {
	at := r.Call.Step(step)
	if at.File == nil {
		return fmt.Sprint("step ", step)
	}
	line := fmt.Sprint("line ", at.File.Position(at.Start, source.Bytes).Line)
	if name := r.Style.Name(at.File); diag.Visible(name) != r.Name {
		return line + " of " + diag.Visible(name)
	}
	return line
}
