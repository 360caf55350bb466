package review

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"github.com/flowc-lang/flowc/compiler/changes"
)

//go:embed page.css
var sheet string

// said says for people who do not program what a kind is about.
var said = map[changes.Kind]string{
	changes.Prompt:   "What callers hear",
	changes.Key:      "What a key does",
	changes.Request:  "A request to a service",
	changes.Number:   "A telephone number",
	changes.Callback: "A call back",
	changes.Ending:   "How the call ends",
	changes.Reach:    "What callers can reach",
	changes.Setting:  "A setting of the call",
	changes.Raw:      "An object of the API",
	changes.Steps:    "Several steps",
}

// A mark says what a sign means: its class on the page, and in a word.
type mark struct{ class, word string }

var marks = map[byte]mark{'~': {"changed", "changed"}, '+': {"added", "new"}, '-': {"removed", "gone"}, '!': {"reach", "changed"}, '?': {"failed", "failed"}}

// HTML returns the review as one page that needs nothing else, for people who
// need not know scripts. It may load and run nothing: the only style is that of
// the page, by its hash.
func (r *Review) HTML() string {
	sum := sha256.Sum256([]byte(sheet))
	var b strings.Builder
	fmt.Fprintf(&b, head, base64.StdEncoding.EncodeToString(sum[:]), sheet, html.EscapeString(r.Summary()))
	for i := range r.Calls {
		if c := &r.Calls[i]; c.State != Same {
			r.section(&b, c)
		}
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.String()
}

const head = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What changes for callers</title>
<style>%s</style>
</head>
<body>
<main>
<h1>What changes for callers</h1>
<p class="summary">%s</p>
`

// section writes what became of a call.
func (r *Review) section(b *strings.Builder, c *Call) {
	fmt.Fprintf(b, "<section>\n<h2><bdi>%s</bdi></h2>\n", html.EscapeString(c.Name()))
	defer b.WriteString("</section>\n")
	if fate := c.fate(); fate != "" {
		fmt.Fprintf(b, "<p class=\"fate %s\"><bdi>%s</bdi></p>\n", marks[c.sign()].class, html.EscapeString(fate))
	}
	if len(c.Changes) == 0 {
		return
	}
	b.WriteString("<ol class=\"changes\">\n")
	for k := range c.Changes {
		r.item(b, &c.Changes[k])
	}
	b.WriteString("</ol>\n")
}

// item writes a change.
func (r *Review) item(b *strings.Builder, c *changes.Change) {
	m := marks[c.Sign]
	if c.Kind == changes.Ending || c.Kind == changes.Reach {
		m.word = "changed" // there is always an end
	}
	fmt.Fprintf(b, "<li class=\"%s\">\n<p class=\"kind\"><span class=\"sign\" aria-hidden=\"true\">%c</span> %s: %s</p>\n<p class=\"words\">%s</p>\n",
		m.class, c.Sign, said[c.Kind], m.word, quotes(c.Words))
	getting(b, c)
	for _, words := range c.Also {
		b.WriteString("<p class=\"also\">Also: " + quotes(words) + "</p>\n")
	}
	where := r.where(c)
	if where != "" {
		fmt.Fprintf(b, "<p class=\"where\"><bdi>%s</bdi>", html.EscapeString(where))
		if before := r.line(c.Old); before != "" && before != where {
			fmt.Fprintf(b, ", before: <bdi>%s</bdi>", html.EscapeString(before))
		}
		b.WriteString("</p>\n")
	}
	b.WriteString("</li>\n")
}

// quotes returns what a change says, with the quoted texts set apart.
func quotes(words string) string {
	var b strings.Builder
	for _, p := range parts(words) {
		if p.quoted {
			fmt.Fprintf(&b, "<bdi class=\"quote\">%s</bdi>", html.EscapeString(p.text))
		} else {
			b.WriteString(html.EscapeString(p.text))
		}
	}
	return b.String()
}

// getting writes how a caller gets to a change.
func getting(b *strings.Builder, c *changes.Change) {
	times := ""
	if c.Times > 1 {
		times = fmt.Sprintf(", the first of %d times", c.Times)
	}
	switch {
	case c.Never && c.Sign == '!' || c.Kind == changes.Setting:
	case c.Never:
		b.WriteString("<p class=\"way\">The call does not come there.</p>\n")
	case len(c.Way) > 0:
		fmt.Fprintf(b, "<div class=\"way\"><p>How a caller gets there%s:</p>\n<ol>", times)
		for _, step := range c.Way {
			fmt.Fprintf(b, "<li><bdi>%s</bdi></li>", html.EscapeString(step))
		}
		b.WriteString("</ol></div>\n")
	default:
		fmt.Fprintf(b, "<p class=\"way\">Every caller gets there%s.</p>\n", times)
	}
}
