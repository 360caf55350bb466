package review

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/changes"
)

// How wide the columns of a kind and of a place are.
const (
	kindWidth = 8
	maxPlace  = 48
)

// styles are how terminals show signs.
var styles = map[byte]string{'+': "\x1b[32m", '-': "\x1b[31m", '~': "\x1b[33m", '!': "\x1b[35m"}

// A row is a change as text shows it.
type row struct {
	sign               byte
	kind, place, words string
	below              []string // the way there, and what follows from it
}

// rows returns what became of a call, in the order of the call.
func (r *Review) rows(c *Call) (list []row) {
	if fate := c.fate(); fate != "" {
		list = append(list, row{c.sign(), "file", c.Name(), fate, nil})
	}
	for i := range c.Changes {
		change := &c.Changes[i]
		list = append(list, row{change.Sign, string(change.Kind), r.where(change), change.Words, below(change)})
	}
	return list
}

// below returns the way to a change, and what follows from it.
func below(c *changes.Change) (lines []string) {
	if way := way(c); way != "" {
		lines = append(lines, way)
	}
	for _, words := range c.Also {
		lines = append(lines, "also: "+words)
	}
	return lines
}

// Text returns the review for people: a line for each change, the way there, and
// a summary.
func (r *Review) Text() string {
	var list []row
	width := 0
	for i := range r.Calls {
		for _, row := range r.rows(&r.Calls[i]) {
			list = append(list, row)
			if n := utf8.RuneCountInString(row.place); n <= maxPlace {
				width = max(width, n)
			}
		}
	}
	var b strings.Builder
	for _, row := range list {
		sign := string(row.sign)
		if r.Style.Color {
			sign = styles[row.sign] + sign
			row.kind += strings.Repeat(" ", max(kindWidth-len(row.kind), 0)) + "\x1b[0m"
		}
		fmt.Fprintf(&b, "%s %-*s %-*s   %s\n", sign, kindWidth, row.kind, width, row.place, row.words)
		for _, line := range row.below {
			fmt.Fprintf(&b, "%*s%s\n", kindWidth+3, "", line)
		}
	}
	b.WriteString(r.Summary() + "\n")
	return b.String()
}

// Stat returns how many changes of each kind the calls have.
func (r *Review) Stat() string {
	width := 0
	for i := range r.Calls {
		if c := &r.Calls[i]; c.State != Same {
			width = max(width, min(utf8.RuneCountInString(c.Name()), maxPlace))
		}
	}
	var b strings.Builder
	for i := range r.Calls {
		c := &r.Calls[i]
		words := c.fate()
		if c.State == Changed {
			own := (&Review{Calls: []Call{*c}}).tally()
			words = strings.TrimSuffix(fmt.Sprintf("%d: %s; %s", own.all, own.byKind(), words), "; ")
		}
		if words != "" {
			fmt.Fprintf(&b, " %-*s | %s\n", width, c.Name(), words)
		}
	}
	return b.String() + r.Summary() + "\n"
}
