package prompts

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang"
)

const longQuotes = `"""`

// rewritten returns the literal of a translation in place of another: a long one in
// lines as the other was, where it says the same so.
func rewritten(l literal, parts []lang.Part) string {
	if strings.HasPrefix(l.value.Raw, longQuotes) && strings.Contains(l.value.Raw, "\n") {
		text := long(l, parts)
		v := lang.Value{Kind: lang.TextLit, Raw: text}
		if again, errs := v.Parts(); len(errs) == 0 && slices.Equal(plain(again), plain(parts)) {
			return text
		}
	}
	return quote(parts)
}

// plain returns parts without the places of names, and with texts that stand side
// by side as one.
func plain(parts []lang.Part) (list []lang.Part) {
	for _, p := range parts {
		switch n := len(list); {
		case p.Name.Text != "":
			list = append(list, lang.Part{Name: lang.Name{Text: p.Name.Text}})
		case p.Text == "":
		case n > 0 && list[n-1].Name.Text == "":
			list[n-1].Text += p.Text
		default:
			list = append(list, lang.Part{Text: p.Text})
		}
	}
	return list
}

// narrow is how wide the lines of a long text are at least.
const narrow = 60

// long returns a text in lines, indented and as wide as those of another.
func long(l literal, parts []lang.Part) string {
	raw := l.value.Raw
	newline := "\n"
	if strings.Contains(raw, "\r\n") {
		newline = "\r\n"
	}
	lines := strings.Split(strings.ReplaceAll(raw, "\r\n", "\n"), "\n")
	indent, width := "", narrow
	for _, line := range lines[1:] {
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed != "" && trimmed != longQuotes {
			indent = line[:len(line)-len(trimmed)]
			break
		}
	}
	for _, line := range lines {
		width = max(width, utf8.RuneCountInString(strings.TrimSpace(line)))
	}
	body := quote(parts)
	body = strings.ReplaceAll(body[1:len(body)-1], `\"`, `"`)
	if strings.Contains(body, `""`) || strings.HasPrefix(body, `"`) || strings.HasSuffix(body, `"`) {
		body = strings.ReplaceAll(body, `"`, `\"`) // three of them would end the text
	}
	var out []string
	for i, paragraph := range strings.Split(body, `\n`) {
		if i > 0 {
			out = append(out, "")
		}
		for _, line := range wrap(paragraph, width) {
			out = append(out, indent+line)
		}
	}
	first, last := longQuotes+newline, newline+lines[len(lines)-1]
	if strings.TrimSpace(lines[0]) != longQuotes { // the text begins on the line of its quotes
		first, out[0] = longQuotes, strings.TrimPrefix(out[0], indent)
	}
	if strings.TrimSpace(lines[len(lines)-1]) != longQuotes {
		last = longQuotes
	}
	return first + strings.Join(out, newline) + last
}

// wrap breaks a text at blanks.
func wrap(text string, width int) (lines []string) {
	line, size := "", 0
	for _, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		if size > 0 && size+1+n > width {
			lines = append(lines, line)
			line, size = "", 0
		}
		if size > 0 {
			line += " "
			size++
		}
		line += word
		size += n
	}
	return append(lines, line)
}
