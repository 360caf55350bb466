package draw

import (
	"fmt"
	"io"
	"strings"
)

// A format of text draws groups within each other.
type nested struct {
	*Scene
	boxes  [][]int // of the groups; those in none stand last
	groups [][]int
	paints map[string]paint // of the classes
}

func (s *Scene) nested() *nested {
	n := len(s.Groups)
	t := &nested{s, make([][]int, n+1), make([][]int, n+1), map[string]paint{}}
	for _, c := range classes {
		t.paints[c.role] = c
	}
	in := func(g int) int {
		if g == None {
			return n
		}
		return g
	}
	for i := range s.Boxes {
		g := in(s.Boxes[i].Group)
		t.boxes[g] = append(t.boxes[g], i)
	}
	for i := range s.Groups {
		g := in(s.Groups[i].Parent)
		t.groups[g] = append(t.groups[g], i)
	}
	return t
}

// text is what a box says, each line for itself.
func (b *Box) text() []string {
	list := strings.Split(shown(b.Words), "\n")
	if b.Label != "" {
		list = append([]string{visible(b.Label) + ":"}, list...)
	}
	return list
}

// Mermaid writes the scene as a flowchart of Mermaid.
func (s *Scene) Mermaid(w io.Writer) error {
	t := s.nested()
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\n---\nflowchart TB\n", visible(s.Title)) // the title is YAML, which knows these escapes
	t.mermaid(&b, len(s.Groups), "  ")
	for i, a := range s.Arrows {
		if a.Key == "" {
			fmt.Fprintf(&b, "  n%d --> n%d\n", a.From, a.To)
		} else {
			fmt.Fprintf(&b, "  n%d -->|\"%s\"| n%d\n", a.From, mermaid(visible(a.Key)), a.To)
		}
		if colour := colours[a.Change]; colour != "" {
			fmt.Fprintf(&b, "  linkStyle %d stroke:%s,stroke-width:4px\n", i, colour)
		}
	}
	used := map[string]bool{}
	for i := range s.Boxes {
		used[class(s.Boxes[i].Role)] = true
	}
	for _, c := range classes {
		if !used[c.role] {
			continue
		}
		fmt.Fprintf(&b, "  classDef %s fill:%s,stroke:%s,color:#1f2328\n", c.role, c.fill, c.edge)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *nested) mermaid(b *strings.Builder, group int, indent string) {
	for _, i := range t.boxes[group] {
		box := &t.Boxes[i]
		var list []string
		for _, line := range box.text() {
			list = append(list, mermaid(line))
		}
		open, end := `["`, `"]`
		if box.Role.ending() {
			open, end = `(["`, `"])`
		}
		fmt.Fprintf(b, "%sn%d%s%s%s:::%s\n", indent, i, open, strings.Join(list, "<br>"), end, class(box.Role))
		if colour := colours[box.Change]; colour != "" {
			fmt.Fprintf(b, "%sstyle n%d stroke:%s,stroke-width:4px\n", indent, i, colour)
		}
	}
	for _, g := range t.groups[group] {
		fmt.Fprintf(b, "%ssubgraph g%d[\"%s\"]\n", indent, g, mermaid(t.Groups[g].title()))
		t.mermaid(b, g, indent+"  ")
		fmt.Fprintf(b, "%send\n", indent)
	}
}

// class is the role as a name of Mermaid, where end is a word.
func class(r Role) string { return strings.ReplaceAll(string(r), "-", "_") }

// A paint is the colours of a role.
type paint struct{ role, fill, edge string }

// classes are the colours of the roles.
var classes = []paint{
	{"calls", "#eef1f4", "#57606a"}, {"prompt", "#e7f1ff", "#2f6fc4"}, {"keys", "#fff5d9", "#a06b00"}, {"request", "#f3ebff", "#7b4fc0"},
	{"callback", "#e0f5f1", "#0f7b6c"}, {"connect", "#e2f6e4", "#1f7a33"}, {"raw", "#f0f0f0", "#6e7781"}, {"part", "#fdf0e6", "#b4591a"},
	{"more", "#f6f8fa", "#8c959f"}, {"connected", "#e2f6e4", "#1f7a33"}, {"called_back", "#e0f5f1", "#0f7b6c"}, {"ends", "#f6f8fa", "#8c959f"},
	{"lost", "#f6f8fa", "#b42318"}, {"removed", "#f6f8fa", "#b42318"}, {"setting", "#f6f8fa", "#8c959f"},
}

// colours are those of changes.
var colours = map[byte]string{added: "#1a7f37", altered: "#9a6700", missed: "#b42318"}

// mermaid writes a text so that Mermaid shows it as it is. What means something in
// it, in Markdown or in HTML is named by its number.
func mermaid(text string) string {
	var b strings.Builder
	start := true // only digits have come
	last := ' '
	for i, r := range text {
		switch {
		case r == '_' && within(last) && within(rune(text[min(i+1, len(text)-1)])):
			b.WriteRune(r)
		case strings.ContainsRune("\"#&<>;`\\{}[]|*_~$%^", r), start && strings.ContainsRune(".)-+:", r), strings.HasPrefix(text[i:], ":fa-"): // fa:fa-car is an icon
			fmt.Fprintf(&b, "#%d;", r)
		default:
			b.WriteRune(r)
		}
		start = start && (r == ' ' || r >= '0' && r <= '9')
		last = r
	}
	return b.String()
}

// within reports whether a character is one of names: an underline between two of
// them means nothing.
func within(r rune) bool { return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
