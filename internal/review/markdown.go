package review

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/flowc-lang/flowc/compiler/changes"
)

// How many bytes a comment of GitHub may have, how many of them the table takes,
// and how much of a text a cell of it says.
const (
	maxComment = 65_536
	maxTable   = 44_000
	maxCell    = 1200
)

// Markdown returns the review for a comment on a pull request: a summary, a
// table, and folded below it the ways to the changes.
func (r *Review) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### What changes for callers\n\n**%s**\n", markdown(r.Summary()))
	var rows, details []string
	for i := range r.Calls {
		c := &r.Calls[i]
		if fate := c.fate(); fate != "" {
			rows = append(rows, fmt.Sprintf("| `%c` | file | %s | %s |\n", c.sign(), code(c.Name()), markdown(fate)))
		}
		for k := range c.Changes {
			change := &c.Changes[k]
			rows = append(rows, fmt.Sprintf("| `%c` | %s | %s | %s |\n", change.Sign, change.Kind, code(r.where(change)), cell(change.Words)))
			details = append(details, r.detail(change)...)
		}
	}
	if len(rows) > 0 {
		b.WriteString("\n| | Kind | Where | What changes |\n|:-:|---|---|---|\n")
		fit(&b, rows, maxTable, "\n%d more changes are left out here: a comment holds no more.\n")
	}
	if len(details) > 0 {
		b.WriteString("\n<details>\n<summary>How callers get there</summary>\n\n")
		fit(&b, details, maxComment-200, "\n%d more ways are left out here: a comment holds no more.\n")
		b.WriteString("\n</details>\n")
	}
	return b.String()
}

// fit adds lines up to a size of the whole, and says how many it leaves out.
func fit(b *strings.Builder, lines []string, most int, rest string) {
	left := 0
	for _, line := range lines {
		if b.Len()+len(line) > most {
			left++
			continue
		}
		b.WriteString(line)
	}
	if left > 0 {
		fmt.Fprintf(b, rest, left)
	}
}

// detail says how a caller gets to a change, and what follows from it.
func (r *Review) detail(c *changes.Change) []string {
	var lines []string
	for _, line := range below(c) {
		lines = append(lines, cell(line))
	}
	if before := r.line(c.Old); before != "" && before != r.where(c) {
		lines = append(lines, "before: "+code(before))
	}
	if len(lines) == 0 {
		return nil
	}
	return []string{"- " + code(r.where(c)) + ": " + strings.Join(lines, "; ") + "\n"}
}

// cell returns a text as it stands in a cell, shortened.
func cell(text string) string { return markdown(apart(clipped(text, maxCell))) }

// plain are names that a span of code can hold as they are.
var plain = regexp.MustCompile(`^[\pL\pN ._/:~^@{}+,=-]+$`)

// code returns a name as a span of code.
func code(name string) string {
	if plain.MatchString(name) {
		return "`" + name + "`"
	}
	return markdown(name)
}

// special is what Markdown, or GitHub behind it, would take for something else:
// names, numbers of issues, addresses, signs of emoji, formulas.
var special = regexp.MustCompile("[\\\\`*_\\[\\]~|<>&$@\\t]|#|GH-|://|www\\.|:[a-z0-9_+-]*[a-z_+-][a-z0-9_+-]*:|:100:|:1234:")

// markdown returns a text as Markdown that shows it. A sign in an element of its
// own is no part of a name or of an address.
func markdown(text string) string {
	return special.ReplaceAllStringFunc(text, func(found string) string {
		switch found[0] {
		case '<':
			return "&lt;"
		case '>':
			return "&gt;"
		case '&':
			return "&amp;"
		case '\t':
			return " "
		case '$', '@', '#', ':':
			return "<span>" + found[:1] + "</span>" + markdown(found[1:])
		case 'G', 'w':
			return found[:len(found)-1] + "<span>" + found[len(found)-1:] + "</span>"
		}
		return `\` + found
	})
}
