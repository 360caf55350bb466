package draw

import (
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/layout"
)

// style is how pictures look, in light and dark.
//
//go:embed picture.css
var style string

// The distances within boxes, in pixels.
const (
	inside   = 12 // beside texts
	above    = 9
	headHigh = 20
	pillHigh = 20
	margin   = 20 // around the picture
)

// A picture is a scene with places for all that is in it.
type picture struct {
	*Scene
	at    *layout.Drawing
	lines [][]line // of the boxes
	keys  []string // of the arrows
}

// lay gives a scene its places.
func (s *Scene) lay() *picture {
	p, g := s.graph()
	p.at = layout.Lay(g)
	return p
}

// graph measures what is in a scene.
func (s *Scene) graph() (*picture, *layout.Graph) {
	p := &picture{Scene: s, lines: make([][]line, len(s.Boxes)), keys: make([]string, len(s.Arrows))}
	g := &layout.Graph{}
	for i := range s.Groups {
		group := &s.Groups[i]
		g.Groups = append(g.Groups, layout.Group{Parent: group.Parent, Aside: group.Role == Never && !s.Boxes[0].Never, Heading: layout.Size{W: heading(label(group.title())), H: headHigh}})
	}
	for i := range s.Boxes {
		box := &s.Boxes[i]
		p.lines[i] = lines(box.Words, mostWide)
		size := layout.Size{H: 2*above + lineHeight*len(p.lines[i])}
		for _, line := range p.lines[i] {
			size.W = max(size.W, width(line.text, fontSize))
		}
		if box.Label != "" {
			size.H += headHigh
			size.W = max(size.W, heading(label(box.Label)))
		}
		size.W += 2 * inside
		if box.Role.ending() {
			size.H -= above / 2
		}
		g.Nodes = append(g.Nodes, layout.Node{Size: size, Group: box.Group})
	}
	for i, a := range s.Arrows {
		e := layout.Edge{From: a.From, To: a.To}
		if a.Key != "" {
			p.keys[i] = visible(api.Clip(a.Key, mostKey))
			e.Label = layout.Size{W: max(width(p.keys[i], fontSize)+16, 24), H: pillHigh}
		}
		g.Edges = append(g.Edges, e)
	}
	return p, g
}

// heading returns how wide a heading is: it is bold.
func heading(text string) int { return width(text, fontSize)*108/100 + 4 }

// label returns a label as a heading has room for it.
func label(name string) string { return visible(api.Clip(name, mostKey)) }

// SVG writes a picture that stands by itself.
func (s *Scene) SVG(w io.Writer) error {
	p := s.lay()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" aria-labelledby="flow-title flow-about" width="%d" height="%d" viewBox="%s">`+"\n",
		p.at.W+2*margin, p.at.H+2*margin, p.viewBox())
	fmt.Fprintf(&b, "<title id=\"flow-title\">%s</title>\n<desc id=\"flow-about\">%s</desc>\n<style>\n%s</style>\n", xml(s.Title), xml(s.about()), style)
	fmt.Fprintf(&b, `<rect class="paper" x="%d" y="%d" width="%d" height="%d"/>`+"\n", -margin, -margin, p.at.W+2*margin, p.at.H+2*margin)
	p.draw(&b, func(i int) string { return "" })
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *picture) viewBox() string {
	return fmt.Sprintf("%d %d %d %d", -margin, -margin, p.at.W+2*margin, p.at.H+2*margin)
}

// about says in words what the picture shows.
func (s *Scene) about() string {
	all, prompts, ends, never, gone := 0, 0, 0, 0, 0
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	for i := range s.Boxes {
		b := &s.Boxes[i]
		count(&all, b.Step != None)
		count(&prompts, b.Role == Prompt)
		count(&never, b.Step != None && b.Never)
		count(&ends, b.Role.ending() && b.Role != More && !b.Never)
		count(&gone, b.Role == Removed)
	}
	text := fmt.Sprintf("%s, of which %d %s; the call ends in %d %s.", steps(all), prompts, one(prompts, "is a prompt", "are prompts"), ends, one(ends, "way", "ways"))
	if never > 0 {
		text += fmt.Sprintf(" It never comes to %s.", steps(never))
	}
	if gone > 0 {
		text += fmt.Sprintf(" %d %s gone since the older version.", gone, one(gone, "thing is", "things are"))
	}
	return text + " It starts with: " + s.Boxes[0].name()
}

func one(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// draw writes groups, arrows and boxes. What attributes a box has besides, extra
// says.
func (p *picture) draw(b *strings.Builder, extra func(i int) string) {
	for i := range p.Groups {
		g, r, h := &p.Groups[i], p.at.Groups[i], p.at.Headings[i]
		fmt.Fprintf(b, "<g class=\"group %s\"><title>%s</title>%s", g.Role, xml(g.title()), rect("", r, 8))
		fmt.Fprintf(b, "<text class=\"heading\" x=\"%d\" y=\"%d\">%s</text></g>\n", h.X, h.Y+14, xml(label(g.title())))
	}
	for i := range p.Arrows {
		p.arrow(b, i)
	}
	for i := range p.Boxes {
		p.box(b, i, extra(i))
	}
}

func rect(class string, r layout.Rect, round int) string {
	if class != "" {
		class = ` class="` + class + `"`
	}
	return fmt.Sprintf(`<rect%s x="%d" y="%d" width="%d" height="%d" rx="%d"/>`, class, r.X, r.Y, r.W, r.H, round)
}

func (p *picture) box(b *strings.Builder, i int, extra string) {
	box, r := &p.Boxes[i], p.at.Nodes[i]
	class := "box " + string(box.Role) + changed(box.Change)
	if box.Never {
		class += " never-reached"
	}
	round := 5
	if box.Role.ending() {
		round = min(r.H/2, 16)
	}
	fmt.Fprintf(b, "<g class=\"%s\"%s><title>%s</title>%s", class, extra, xml(box.title()), rect("", r, round))
	y := r.Y + above + 13
	if box.Role.ending() {
		y -= above / 4
	}
	if box.Label != "" {
		fmt.Fprintf(b, "<text class=\"heading\" x=\"%d\" y=\"%d\">%s</text>", r.X+inside, y, xml(label(box.Label)))
		y += headHigh
	}
	for _, line := range p.lines[i] {
		p.line(b, r, y, line, box.Role.ending())
		y += lineHeight
	}
	b.WriteString("</g>\n")
}

// line writes a line of a text, from the side from which it is read.
func (p *picture) line(b *strings.Builder, r layout.Rect, y int, l line, centered bool) {
	text := xml(l.text)
	switch {
	case text == "":
	case centered:
		fmt.Fprintf(b, "<text class=\"middle\" x=\"%d\" y=\"%d\">%s</text>", r.X+r.W/2, y, text)
	case l.left:
		fmt.Fprintf(b, "<text direction=\"rtl\" x=\"%d\" y=\"%d\">%s</text>", r.X+r.W-inside, y, text)
	default:
		fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\">%s</text>", r.X+inside, y, text)
	}
}

// title says all that a box stands for.
func (b *Box) title() string {
	text := b.Whole
	if b.Label != "" {
		text = b.Label + ": " + text
	}
	if b.Never {
		text += " (the call never comes here)"
	}
	return shown(text + remark(b.Change))
}

// remark says what a colour says.
func remark(sign byte) string {
	switch sign {
	case added:
		return " (new)"
	case altered:
		return " (changed)"
	case missed:
		return " (no test comes here)"
	}
	return ""
}

// changed is the class of what a change is about.
func changed(sign byte) string {
	switch sign {
	case added:
		return " added"
	case altered:
		return " changed"
	case missed:
		return " missed"
	}
	return ""
}

func (p *picture) arrow(b *strings.Builder, i int) {
	a, line := &p.Arrows[i], &p.at.Lines[i]
	class := "arrow" + changed(a.Change)
	if line.Back {
		class += " back"
	}
	if p.Boxes[a.From].Never {
		class += " never-reached"
	}
	says := shown(a.Key)
	if says == "" {
		says = "goes on"
	}
	fmt.Fprintf(b, "<g class=\"%s\"><title>%s</title><path d=\"", class, xml(says+" → "+p.Boxes[a.To].name()+remark(a.Change)))
	for _, part := range line.Parts {
		path(b, part)
	}
	last := line.Parts[len(line.Parts)-1]
	fmt.Fprintf(b, "\"/><path class=\"head\" d=\"%s\"/>", head(last[len(last)-2], last[len(last)-1]))
	if p.keys[i] != "" {
		r := line.Label
		fmt.Fprintf(b, "%s<text class=\"middle\" x=\"%d\" y=\"%d\">%s</text>", rect("key", r, pillHigh/2), r.X+r.W/2, r.Y+15, xml(p.keys[i]))
	}
	b.WriteString("</g>\n")
}

// name is what a box is called in a few words.
func (b *Box) name() string {
	if b.Label != "" {
		return visible(b.Label)
	}
	return api.Clip(visible(strings.Join(strings.Fields(b.Words), " ")), mostKey)
}

// round is the radius of corners.
const round = 7

// path writes a part of a line, with round corners.
func path(b *strings.Builder, part []layout.Point) {
	fmt.Fprintf(b, "M%d %d", part[0].X, part[0].Y)
	for i := 1; i < len(part); i++ {
		from, to := part[i-1], part[i]
		if from.X != to.X && from.Y != to.Y {
			mid := (from.Y + to.Y) / 2
			fmt.Fprintf(b, "C%d %d %d %d %d %d", from.X, mid, to.X, mid, to.X, to.Y)
			continue
		}
		if i+1 < len(part) && corner(from, to, part[i+1]) {
			before, after := toward(to, from), toward(to, part[i+1])
			fmt.Fprintf(b, "L%d %dQ%d %d %d %d", before.X, before.Y, to.X, to.Y, after.X, after.Y)
			continue
		}
		fmt.Fprintf(b, "L%d %d", to.X, to.Y)
	}
}

// corner reports whether a line goes straight to a point and then straight to the
// side.
func corner(a, b, c layout.Point) bool {
	return a.X == b.X && b.Y == c.Y && b.X != c.X || a.Y == b.Y && b.X == c.X && b.Y != c.Y
}

// toward returns a point on the way to another one.
func toward(from, to layout.Point) layout.Point {
	step := func(a, b int) int { return a + max(-round, min(round, (b-a)/2)) }
	return layout.Point{X: step(from.X, to.X), Y: step(from.Y, to.Y)}
}

// head returns the head of an arrow.
func head(from, at layout.Point) string {
	const long, half = 8, 4
	dx, dy := 0, 1 // where it points
	switch {
	case at.Y < from.Y:
		dy = -1
	case at.Y == from.Y && at.X < from.X:
		dx, dy = -1, 0
	case at.Y == from.Y:
		dx, dy = 1, 0
	}
	x, y := at.X-long*dx, at.Y-long*dy
	return "M" + strconv.Itoa(at.X) + " " + strconv.Itoa(at.Y) +
		"L" + strconv.Itoa(x+half*dy) + " " + strconv.Itoa(y+half*dx) + "L" + strconv.Itoa(x-half*dy) + " " + strconv.Itoa(y-half*dx) + "z"
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// xml writes a text so that it is nothing but a text.
func xml(text string) string { return escapes.Replace(shown(text)) }
