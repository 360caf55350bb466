package draw

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// DOT writes the scene as a graph of Graphviz.
func (s *Scene) DOT(w io.Writer) error {
	t := s.nested()
	var b strings.Builder
	fmt.Fprintf(&b, "digraph call {\n  label=%s\n  labelloc=t\n  fontname=\"Helvetica,Arial,sans-serif\"\n", dot(s.Title))
	b.WriteString("  node [shape=box style=\"rounded,filled\" fontname=\"Helvetica,Arial,sans-serif\" fontsize=11]\n  edge [fontname=\"Helvetica,Arial,sans-serif\" fontsize=10]\n")
	t.dot(&b, len(s.Groups), "  ")
	for _, a := range s.Arrows {
		var attributes []string
		if a.Key != "" {
			attributes = append(attributes, "label="+dotLines([]string{visible(a.Key)}, `\n`))
		}
		if colour := colours[a.Change]; colour != "" {
			attributes = append(attributes, `color="`+colour+`" penwidth=3`)
		}
		fmt.Fprintf(&b, "  n%d -> n%d", a.From, a.To)
		if attributes != nil {
			fmt.Fprintf(&b, " [%s]", strings.Join(attributes, " "))
		}
		b.WriteString("\n")
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *nested) dot(b *strings.Builder, group int, indent string) {
	for _, i := range t.boxes[group] {
		box := &t.Boxes[i]
		paint := t.paints[class(box.Role)]
		fill, edge := paint.fill, paint.edge
		bold := ""
		if colour := colours[box.Change]; colour != "" {
			edge, bold = colour, " penwidth=3"
		}
		fmt.Fprintf(b, "%sn%d [label=%s fillcolor=\"%s\" color=\"%s\" tooltip=%s%s]\n", indent, i, dotLines(box.text(), `\l`), fill, edge, dot(box.title()), bold)
	}
	for _, g := range t.groups[group] {
		fmt.Fprintf(b, "%ssubgraph cluster_%d {\n%s  label=%s\n%s  labeljust=l\n", indent, g, indent, dot(t.Groups[g].title()), indent)
		t.dot(b, g, indent+"  ")
		fmt.Fprintf(b, "%s}\n", indent)
	}
}

// dot writes a text as a string of DOT.
func dot(text string) string {
	return pieced(strings.ReplaceAll(dotText(shown(text)), "\n", `\n`))
}

// dotLines writes lines as a string of DOT. Graphviz breaks none that are too long.
func dotLines(lines []string, end string) string {
	var b strings.Builder
	for _, line := range lines {
		for _, part := range broken(line, mostWide, len(line)) {
			b.WriteString(dotText(part) + end)
		}
	}
	return pieced(strings.TrimSuffix(b.String(), `\n`))
}

// longest is how many bytes of a string are read for sure.
const longest = 8000

// pieced writes a string in pieces that Graphviz can read: it puts them together.
func pieced(escaped string) string {
	var list []string
	for len(escaped) > longest {
		end := longest
		for !utf8.RuneStart(escaped[end]) {
			end--
		}
		if before := escaped[:end]; (len(before)-len(strings.TrimRight(before, `\`)))%2 == 1 {
			end-- // no escape is taken apart
		}
		list = append(list, escaped[:end])
		escaped = escaped[end:]
	}
	return `"` + strings.Join(append(list, escaped), `" + "`) + `"`
}

// dotEscapes are for what means something to Graphviz: it knows escapes, and the
// entities of HTML.
var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")

func dotText(text string) string { return dotEscapes.Replace(text) }
