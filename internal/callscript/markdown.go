package callscript

import (
	"fmt"
	"regexp"
	"strings"
)

// Markdown returns the page as Markdown, as GitHub and others read it.
func (p *Page) Markdown() string {
	parts := []string{"# " + escape(p.Title), marked(p.About)}
	if facts := p.facts(); len(facts) > 0 {
		parts = append(parts, marked(facts))
	}
	if p.many() {
		var links []string
		for _, s := range p.all() {
			links = append(links, inline(s.entry()))
		}
		parts = append(parts, contentsTitle+": "+strings.Join(links, " · "))
	}
	for _, s := range p.sections() {
		parts = append(parts, "## "+escape(s.title))
		if s.scene != nil {
			parts = append(parts, marked(s.scene.head()))
		}
		parts = append(parts, marked(s.blocks))
	}
	return paragraphs(parts) + "\n"
}

// paragraphs puts a blank line between parts.
func paragraphs(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		if p != "" && b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p)
	}
	return b.String()
}

// marked returns blocks as Markdown.
func marked(blocks []Block) string {
	var parts []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *Line:
			switch words := inline(b.Words); {
			case b.Lead == "":
				parts = append(parts, words)
			case words == "":
				parts = append(parts, "**"+b.Lead+".**")
			default:
				parts = append(parts, "**"+b.Lead+":** "+words)
			}
		case *Speech:
			head := "**" + hears + ":**"
			if recording := b.recording(); recording != nil {
				head += " " + inline(recording)
			}
			if long := b.long(); long != "" {
				head += " (" + long + ")"
			}
			parts = append(parts, head)
			if len(b.Words) > 0 {
				parts = append(parts, prefixed("> ", inline(b.Words)))
			}
		case *List:
			var items []string
			for _, i := range b.Items {
				items = append(items, item(paragraphs([]string{inline(i.Words), marked(i.Blocks)})))
			}
			parts = append(parts, strings.Join(items, "\n"))
		case *Group:
			parts = append(parts, item(paragraphs([]string{"**" + inline(b.Head) + ":**", marked(b.Blocks)})))
		case *Note:
			parts = append(parts, noted(b))
		case *Code:
			parts = append(parts, fenced(b.Lines))
		case *Heading:
			parts = append(parts, "### "+escape(b.Scene.Name()), marked(b.Scene.head()))
		default:
			panic(fmt.Sprintf("unexpected %T", b))
		}
	}
	return paragraphs(parts)
}

// item makes an item of a list of a text.
func item(text string) string { return "- " + strings.TrimPrefix(prefixed("  ", text), "  ") }

// prefixed puts something before each line.
func prefixed(prefix, text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(prefix+line, " ")
	}
	return strings.Join(lines, "\n")
}

// noted returns a comment of the author.
func noted(n *Note) string {
	var parts []string
	for _, p := range n.Parts {
		switch {
		case p.Code:
			parts = append(parts, fenced(p.Text))
		case n.About:
			parts = append(parts, lines(escape(p.Text)))
		default:
			parts = append(parts, "_"+noteTitle+":_ "+escape(p.Text))
		}
	}
	return paragraphs(parts)
}

// fenced returns a text as it stands, in a fence that it does not have in it.
func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "\n" + visible(text) + "\n" + fence
}

// inline returns a text as Markdown.
func inline(t Text) string {
	var b strings.Builder
	for i := 0; i < len(t); i++ {
		s := t[i]
		for s.Kind == Plain && i+1 < len(t) && t[i+1].Kind == Plain { // together they may be a mark
			i++
			s.Text += t[i].Text
		}
		switch text := escape(s.Text); s.Kind {
		case Strong:
			b.WriteString(around("**", text))
		case Filled:
			b.WriteString(around("*", text))
		case Given, Variable:
			b.WriteString("‹" + text + "›")
		case Link:
			b.WriteString("[" + text + "](#" + s.To.slug() + ")")
		default:
			b.WriteString(text)
		}
	}
	return lines(b.String())
}

// lines returns a text whose lines stay what they are.
func lines(text string) string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if before, ok := strings.CutSuffix(line, `\\`); ok {
			line = before + "&#92;" // not every reader tells it from the mark at the end of a line
		}
		list = append(list, starting.ReplaceAllString(line, `$1\$2$3`))
	}
	return strings.Join(list, "\\\n")
}

// around puts a mark around a text, which must not touch white space.
func around(mark, text string) string {
	inner := strings.TrimSpace(text)
	if inner == "" {
		return text
	}
	at := strings.Index(text, inner)
	return text[:at] + mark + inner + mark + text[at+len(inner):]
}

// What Markdown, and what GitHub adds to it, would take for a mark of its own.
var (
	anywhere = regexp.MustCompile("[\\\\`*\\[\\]<|~$]|&(?:[#\\w]|$)|\\b_|_\\b|\\B_\\B")
	starting = regexp.MustCompile(`^(?:(\d+)([.)])|([-+=#>:]))`)
	noticed  = regexp.MustCompile(`[@#]\w|:(?:[+-]1|100|1234|[A-Za-z][\w+-]*):`) // a person, an issue, a picture
	linked   = regexp.MustCompile(`(?i)(https?|ftp):/|www\.`)
)

// escape returns a text so that Markdown shows it as it is, within a line.
func escape(text string) string {
	text = anywhere.ReplaceAllString(visible(text), `\$0`)
	// A comment in between, which nobody sees, keeps people from being told of
	// something, and addresses from becoming links.
	const nothing = "<!-- -->"
	text = noticed.ReplaceAllStringFunc(text, func(s string) string { return s[:1] + nothing + s[1:] })
	return linked.ReplaceAllStringFunc(text, func(s string) string { return s[:len(s)-1] + nothing + s[len(s)-1:] })
}
