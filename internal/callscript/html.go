package callscript

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"github.com/flowc-lang/flowc/compiler/spoken"
)

// style is how the page looks, on screens by day and by night and on paper.
//
//go:embed page.css
var style string

// HTML returns the page as HTML that is whole by itself: it loads nothing, and
// runs nothing.
func (p *Page) HTML() string {
	h := &writer{}
	sum := sha256.Sum256([]byte("\n" + style))
	h.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	h.add(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">`+"\n", base64.StdEncoding.EncodeToString(sum[:]))
	h.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", escaped(p.Title), style)
	h.add("<header>\n<h1 dir=\"auto\">%s</h1>\n", escaped(p.Title))
	h.blocks(p.About)
	h.add("<div class=\"facts\">\n")
	h.blocks(p.facts())
	h.add("</div>\n</header>\n")
	if p.many() {
		h.add("<nav aria-labelledby=\"scenes\">\n<h2 id=\"scenes\">%s</h2>\n<ul>\n", contentsTitle)
		for _, s := range p.all() {
			h.add("<li>%s</li>\n", spans(s.entry()))
		}
		h.add("</ul>\n</nav>\n")
	}
	h.add("<main>\n")
	for _, s := range p.sections() {
		if s.scene == nil {
			h.add("<section class=\"summary\">\n<h2>%s</h2>\n", escaped(s.title))
		} else {
			h.add("<section id=\"%s\">\n<h2>%s</h2>\n", s.scene.slug(), escaped(s.title))
			h.blocks(s.scene.head())
		}
		h.blocks(s.blocks)
		h.add("</section>\n")
	}
	h.add("</main>\n</body>\n</html>\n")
	return h.String()
}

// A writer writes HTML. What it is given to format is HTML already.
type writer struct{ strings.Builder }

func (h *writer) add(format string, args ...any) { fmt.Fprintf(&h.Builder, format, args...) }

func (h *writer) blocks(blocks []Block) {
	for _, b := range blocks {
		h.block(b)
	}
}

func (h *writer) block(b Block) {
	switch b := b.(type) {
	case *Line:
		h.line(b)
	case *Speech:
		h.speech(b)
	case *List:
		h.add("<ul class=\"outcomes\">\n")
		for _, i := range b.Items {
			h.add("<li>%s", spans(i.Words))
			if len(i.Blocks) > 0 {
				h.add("\n")
				h.blocks(i.Blocks)
			}
			h.add("</li>\n")
		}
		h.add("</ul>\n")
	case *Group:
		h.add("<div class=\"group\">\n<p class=\"head\">%s:</p>\n", spans(b.Head))
		h.blocks(b.Blocks)
		h.add("</div>\n")
	case *Note:
		h.note(b)
	case *Code:
		h.add("<pre>%s</pre>\n", html.EscapeString(visible(b.Lines)))
	case *Heading:
		h.add("<h3 id=\"%s\">%s</h3>\n", b.Scene.slug(), escaped(b.Scene.Name()))
		h.blocks(b.Scene.head())
	default:
		panic(fmt.Sprintf("unexpected %T", b))
	}
}

func (h *writer) speech(b *Speech) {
	h.add("<div class=\"line\"><div class=\"lead\">%s", hears)
	if long := b.long(); long != "" {
		h.add(" <span class=\"long\">%s</span>", long)
	}
	h.add("</div><div>")
	if recording := b.recording(); recording != nil {
		h.add("<p>%s</p>", spans(recording))
	}
	if len(b.Words) > 0 {
		h.add("<blockquote%s dir=\"auto\">%s</blockquote>", language(b.Words), spans(b.Words))
	}
	h.add("</div></div>\n")
}

// language returns the attribute of a text in another language than that of the
// page, for those who have it read to them, where that is known.
func language(t Text) string {
	said := ""
	for _, p := range spoken.Read(t.flat()) {
		if said != "" && said != p.Language {
			return ""
		}
		said = p.Language
	}
	if said == "" || said == "en" {
		return ""
	}
	return ` lang="` + said + `"`
}

func (h *writer) line(b *Line) {
	switch {
	case b.Lead == "":
		h.add("<p>%s</p>\n", spans(b.Words))
	case b.Lead == fromLead:
		h.add("<p class=\"from\">%s %s</p>\n", b.Lead, spans(b.Words))
	case b.Lead == neverLead:
		h.add("<p class=\"never\">%s: %s</p>\n", b.Lead, spans(b.Words))
	case len(b.Words) == 0:
		h.add("<p class=\"line\"><span class=\"lead\">%s.</span></p>\n", b.Lead)
	default:
		h.add("<p class=\"line\"><span class=\"lead\">%s</span><span>%s</span></p>\n", b.Lead, spans(b.Words))
	}
}

func (h *writer) note(n *Note) {
	class, title := "note", "<b>"+noteTitle+":</b> "
	if n.About {
		class, title = "about", ""
	}
	for _, p := range n.Parts {
		if p.Code {
			h.add("<pre>%s</pre>\n", html.EscapeString(visible(p.Text)))
		} else {
			h.add("<p class=\"%s\" dir=\"auto\">%s%s</p>\n", class, title, escaped(p.Text))
		}
	}
}

// spans returns a text as HTML.
func spans(t Text) string {
	var b strings.Builder
	for _, s := range t {
		switch text := escaped(s.Text); s.Kind {
		case Strong:
			b.WriteString("<strong>" + text + "</strong>")
		case Filled:
			b.WriteString("<span class=\"filled\">" + text + "</span>")
		case Given, Variable:
			b.WriteString("<span class=\"var\">‹" + text + "›</span>")
		case Link:
			b.WriteString("<a href=\"#" + s.To.slug() + "\">" + text + "</a>")
		case Quoted:
			if s.Text == "“" {
				b.WriteString("<bdi>“")
			} else {
				b.WriteString("”</bdi>")
			}
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// escaped returns a text as HTML shows it as it is.
func escaped(text string) string {
	return strings.ReplaceAll(html.EscapeString(visible(text)), "\n", "<br>")
}
