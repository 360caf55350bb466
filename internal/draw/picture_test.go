package draw_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// A seen is a picture that was read back.
type seen struct {
	boxes []shape // of steps and endings
	areas []shape // of groups
	keys  []shape // and headings of groups
	lines []line
}

// A shape is a rectangle, and the texts in it.
type shape struct {
	rect
	title string
	texts []text
}

type rect struct{ x, y, w, h int }

// A text starts, or ends, or has its middle at x.
type text struct {
	x, y   int
	middle bool
	left   bool // it is read from right to left
	bold   bool
	says   string
}

// A line is the rectangles that the pieces of a path stay in.
type line struct {
	title  string
	pieces []rect
}

// element is an element of SVG.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e *element) get(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e *element) num(name string) int {
	n, _ := strconv.Atoi(e.get(name))
	return n
}

func (e *element) rect() rect { return rect{e.num("x"), e.num("y"), e.num("width"), e.num("height")} }

// readPicture reads a picture as any reader of XML does, to its end.
func readPicture(t *testing.T, svg string) *seen {
	t.Helper()
	var root element
	d := xml.NewDecoder(strings.NewReader(svg))
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		if _, err = d.Token(); err != io.EOF {
			t.Fatal("there is more than a picture", err)
		}
	}
	s := &seen{}
	for i := range root.Children {
		g := &root.Children[i]
		classes := strings.Fields(g.get("class"))
		switch {
		case g.XMLName.Local != "g":
		case slices.Contains(classes, "box"):
			s.boxes = append(s.boxes, g.shape())
		case slices.Contains(classes, "group"):
			area := g.shape()
			h := area.texts[0]
			s.areas = append(s.areas, area)
			s.keys = append(s.keys, shape{rect: rect{h.x, h.y - 11, measure(h), 14}, title: "heading " + area.title})
		case slices.Contains(classes, "arrow"):
			s.arrow(g)
		}
	}
	return s
}

func (e *element) shape() shape {
	s := shape{}
	for i := range e.Children {
		switch c := &e.Children[i]; c.XMLName.Local {
		case "title":
			s.title = c.Text
		case "rect":
			s.rect = c.rect()
		case "text":
			class := c.get("class")
			s.texts = append(s.texts, text{c.num("x"), c.num("y"), class == "middle", c.get("direction") == "rtl", class == "heading", c.Text})
		}
	}
	return s
}

func (s *seen) arrow(g *element) {
	shape := g.shape()
	if shape.w > 0 {
		s.keys = append(s.keys, shape)
	}
	for i := range g.Children {
		if c := &g.Children[i]; c.XMLName.Local == "path" && c.get("class") == "" {
			s.lines = append(s.lines, line{shape.title, pieces(c.get("d"))})
		}
	}
}

// pieces reads a path.
func pieces(d string) (list []rect) {
	var x, y int
	for d != "" {
		command := d[0]
		end := strings.IndexAny(d[1:], "MLCQz") + 1
		if end == 0 {
			end = len(d)
		}
		var nums []int
		for _, f := range strings.Fields(d[1:end]) {
			n, _ := strconv.Atoi(f)
			nums = append(nums, n)
		}
		d = d[end:]
		to := nums[len(nums)-2:]
		if command != 'M' {
			list = append(list, rect{min(x, to[0]), min(y, to[1]), max(x, to[0]) - min(x, to[0]), max(y, to[1]) - min(y, to[1])})
		}
		x, y = to[0], to[1]
	}
	return list
}

func (a rect) overlaps(b rect) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func (a rect) within(b rect) bool {
	return a.x >= b.x && a.y >= b.y && a.x+a.w <= b.x+b.w && a.y+a.h <= b.y+b.h
}

// problems says what overlaps, which line runs through what, and which text is
// wider than its box.
func (s *seen) problems() (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	solid := append(slices.Clone(s.boxes), s.keys...)
	for i := range solid {
		for k := range i {
			if solid[i].overlaps(solid[k].rect) {
				add("%q is over %q", solid[i].title, solid[k].title)
			}
		}
		for _, area := range s.areas {
			if solid[i].overlaps(area.rect) && !solid[i].within(area.rect) {
				add("%q is over the border of %q", solid[i].title, area.title)
			}
		}
		for _, t := range solid[i].texts {
			if r := t.rect(); r.x < solid[i].x || r.x+r.w > solid[i].x+solid[i].w || t.y > solid[i].y+solid[i].h {
				add("%q is cut in %v", t.says, solid[i].rect)
			}
		}
	}
	for i := range s.areas {
		for k := range i {
			a, b := s.areas[i].rect, s.areas[k].rect
			if a.overlaps(b) && !a.within(b) && !b.within(a) {
				add("group %q is over %q", s.areas[i].title, s.areas[k].title)
			}
		}
	}
	for _, l := range s.lines {
		for _, piece := range l.pieces {
			for _, b := range solid {
				if piece.overlaps(b.rect) {
					add("the line %q runs through %q", l.title, b.title)
				}
			}
		}
	}
	return list
}

func (t text) rect() rect {
	w := measure(t)
	switch {
	case t.middle:
		return rect{t.x - w/2, t.y - 11, w, 14}
	case t.left:
		return rect{t.x - w, t.y - 11, w, 14}
	}
	return rect{t.x, t.y - 11, w, 14}
}

// measure returns how wide a text is in Helvetica of 13 pixels, as its metrics of
// Adobe say for what calls are mostly written in; what else there is, is taken to
// be nearly as wide as it is high.
func measure(t text) int {
	sum := 0
	for _, r := range t.says {
		switch {
		case strings.ContainsRune("ijl'", r):
			sum += 222
		case strings.ContainsRune(" ft.,:;!/\\[]I", r):
			sum += 278
		case strings.ContainsRune("r-(){}", r):
			sum += 334
		case strings.ContainsRune("mMW%@w", r):
			sum += 1000
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("“”?_+#=\"", r):
			sum += 556
		case strings.ContainsRune("^*`", r):
			sum += 469
		case r < '?' || r == '~':
			sum += 584
		case r < 0x250:
			sum += 722
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.So):
			sum += 1000
		case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Thai):
			sum += 640
		default:
			sum += 850
		}
	}
	if t.bold {
		sum = sum * 107 / 100
	}
	return sum * 13 / 1000
}
