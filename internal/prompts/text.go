package prompts

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang"
)

// A text stands in a workbook as in a script, but for its quotes, and for line
// breaks and quotes in it, which stand there as they are: ${name} is a constant or an argument,
// {{name}} a run-time variable, \${ the two characters, \\ a backslash, and
// \u{1B} what no spreadsheet and no XML can hold. So each format keeps all of it,
// and none needs a way of its own.

// encode returns what the parts of a text are in a workbook.
func encode(parts []lang.Part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Name.Text != "" {
			b.WriteString("${" + p.Name.Text + "}")
			continue
		}
		b.WriteString(escape(p.Text))
	}
	return b.String()
}

// escape returns what a text without constants is in a workbook.
func escape(text string) string { return writable(escapes.Replace(text)) }

var escapes = strings.NewReplacer(`\`, `\\`, "${", `\${`)

// writable returns a text with an escape for each character that some format loses.
// No cell and no note is without it: it would make a file that no program opens.
func writable(text string) string {
	if !strings.ContainsFunc(text, unwritable) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\t':
			b.WriteString(`\t`)
		case unwritable(r):
			fmt.Fprintf(&b, `\u{%X}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unwritable reports whether some format loses a character: control characters,
// byte order marks and what is no character at all.
func unwritable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF' || r == '\u2028' || r == '\u2029'
}

// parse reads a text of a workbook. Its error is what somebody who translates
// should read.
func parse(text string) ([]lang.Part, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	// The blank keeps quotes from being read as the start of a long text.
	v := lang.Value{Kind: lang.TextLit, Raw: `" ` + text + `"`}
	parts, errs := v.Parts()
	if len(errs) > 0 {
		return nil, errors.New(errs[0].Message)
	}
	if len(parts) > 0 {
		parts = slices.Clone(parts)
		if parts[0].Text = strings.TrimPrefix(parts[0].Text, " "); parts[0].Text == "" && parts[0].Name.Text == "" {
			parts = parts[1:]
		}
	}
	return parts, nil
}

// heard returns what a text of a workbook says, with constants as they stand.
func heard(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	parts, err := parse(text)
	if err != nil {
		return text
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Name.Text != "" {
			b.WriteString("${" + p.Name.Text + "}")
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// quote returns the literal of a text in a script.
func quote(parts []lang.Part) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, p := range parts {
		if p.Name.Text != "" {
			b.WriteString("${" + p.Name.Text + "}")
			continue
		}
		inner := lang.Quote(p.Text)
		b.WriteString(inner[1 : len(inner)-1])
	}
	b.WriteByte('"')
	return b.String()
}

// holders finds what stands for something else in a text: a constant, a run-time
// variable, and in what menus speak a key and a choice.
var holders = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\.|\$\{[A-Za-z_][A-Za-z0-9_]*\}|\{\{[^{}\n]*\}\}|\{key\}|\{choice\}`)
})

// holdersOf returns the places of what stands for something else in a text.
func holdersOf(text string, template bool) [][]int {
	if !strings.Contains(text, "{") {
		return nil
	}
	list := holders().FindAllStringIndex(text, -1)
	return slices.DeleteFunc(list, func(at []int) bool {
		switch found := text[at[0]:at[1]]; {
		case found[0] == '\\':
			return true
		case found == "{key}" || found == "{choice}":
			return !template
		}
		return false
	})
}

// placeholders returns what stands for something else in a text, each once, in
// order.
func placeholders(text string, template bool) (list []string) {
	seen := map[string]bool{}
	for _, at := range holdersOf(text, template) {
		if found := text[at[0]:at[1]]; !seen[found] {
			list, seen[found] = append(list, found), true
		}
	}
	return list
}

// variables returns the run-time variables of a text.
func variables(text string, template bool) []string {
	return slices.DeleteFunc(placeholders(text, template), func(s string) bool { return !strings.HasPrefix(s, "{{") })
}

// folded returns a text with its white space folded, which spreadsheets do not
// keep and nobody hears.
func folded(text string) string { return strings.Join(strings.Fields(text), " ") }
