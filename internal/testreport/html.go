package testreport

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
)

//go:embed page.css
var sheet string

const pageHead = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What tests come to</title>
<style>%s</style>
</head>
<body>
<main>
<h1>What tests come to</h1>
<p class="summary">%s</p>
`

// HTML returns the scripts as one page that needs nothing else, with what no test
// comes to marked. It may load and run nothing.
func (c *Coverage) HTML() string {
	hash := sha256.Sum256([]byte(sheet))
	var b strings.Builder
	fmt.Fprintf(&b, pageHead, base64.StdEncoding.EncodeToString(hash[:]), sheet, html.EscapeString(summary(c.Shares())))
	for i := range c.Files {
		c.section(&b, &c.Files[i], i)
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.String()
}

func summary(steps, branches flowtest.Share) string {
	return fmt.Sprintf("%d of %d steps (%d%%), %d of %d branches (%d%%)",
		steps.Covered, steps.All, steps.Percent(), branches.Covered, branches.All, branches.Percent())
}

// section writes a file: what is missing, and its lines.
func (c *Coverage) section(b *strings.Builder, f *flowtest.File, n int) {
	fmt.Fprintf(b, "<section>\n<h2><bdi>%s</bdi></h2>\n<p>%s</p>\n", html.EscapeString(diag.Visible(f.Name)), summary(f.Shares()))
	if gaps := f.Gaps(); len(gaps) > 0 {
		b.WriteString("<ul class=\"gaps\">\n")
		for _, g := range gaps {
			name, never := c.shown(g.Name), ""
			if g.With > 0 {
				name += ", and its " + branches(g.With)
			}
			if g.Never {
				never = " (no call can come here)"
			}
			fmt.Fprintf(b, "<li><a href=\"#file%d-line%d\">line %d</a>: <bdi>%s</bdi>%s</li>\n", n, line(g.Place), line(g.Place), html.EscapeString(name), never)
		}
		b.WriteString("</ul>\n")
	}
	states := map[int]string{}
	for _, l := range lines(f) {
		states[l.number] = l.state()
	}
	b.WriteString("<ol class=\"text\">\n")
	text := strings.TrimSuffix(c.Style.Secrets.Source(f.Text), "\n")
	for i, line := range strings.Split(text, "\n") {
		state := states[i+1]
		class := ""
		if state != "" {
			class = " class=\"" + state + "\""
		}
		fmt.Fprintf(b, "<li id=\"file%d-line%d\"%s><span class=\"number\">%d</span><span class=\"state\">%s</span><code>%s</code></li>\n",
			n, i+1, class, i+1, state, html.EscapeString(diag.Visible(strings.TrimSuffix(line, "\r"))))
	}
	b.WriteString("</ol>\n</section>\n")
}

// state says how much of a line is covered.
func (l *coveredLine) state() string {
	missed := 0
	for _, b := range l.branches {
		if b.Hits == 0 {
			missed++
		}
	}
	switch {
	case l.hits == 0:
		return "missed"
	case missed > 0:
		return "partly"
	}
	return "covered"
}
