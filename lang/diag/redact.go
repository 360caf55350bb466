package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Redactor hides secrets in what is printed: what stands at the places where
// they are written, and, wherever it comes up, what they say. Whoever prints
// something a script, a payload or the environment may have had a part in sends
// it through the redactor of the run first. The zero value hides nothing.
type Redactor struct {
	spans  map[*source.File][]source.Span // in source order
	values []string                       // the longest first, where they are sorted
	known  map[string]bool
	sorted bool
}

// HidePlace hides what stands at a place.
func (r *Redactor) HidePlace(place source.Place) {
	if place.File == nil || place.Start >= place.End {
		return
	}
	if r.spans == nil {
		r.spans = map[*source.File][]source.Span{}
	}
	list := r.spans[place.File]
	i, found := slices.BinarySearchFunc(list, place.Span, func(a, b source.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	if !found {
		r.spans[place.File] = slices.Insert(list, i, place.Span)
	}
}

// minPlain is how long a secret must be to be hidden wherever it comes up. A
// shorter one is hidden in quotes only: hiding each 5 would leave nothing to
// read.
const minPlain = 4

// HideValue hides a text wherever it comes up, also as it is written in quotes.
func (r *Redactor) HideValue(value string) {
	if value == "" {
		return
	}
	for _, v := range []string{value, escaped(value, `\u%04x`, ""), escaped(value, `\u{%X}`, "$"), escaped(value, `\u{%X}`, ""), strings.Trim(strconv.Quote(value), `"`)} {
		if len(v) < minPlain {
			v = `"` + v + `"`
		}
		r.hide(v)
	}
}

// escaped returns a value as it is written in quotes: in JSON, where a control
// character is \u001b, and in a script, where it is \u{1B} and a dollar before a
// brace has a backslash.
func escaped(value, control, dollar string) string {
	var b strings.Builder
	for i, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, control, r)
		case r == '$' && dollar != "" && strings.HasPrefix(value[i:], "${"):
			b.WriteString(`\$`)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Merge hides what another redactor hides, too.
func (r *Redactor) Merge(other *Redactor) {
	if other == nil {
		return
	}
	for file, spans := range other.spans {
		for _, span := range spans {
			r.HidePlace(source.Place{File: file, Span: span})
		}
	}
	for _, v := range other.values {
		r.hide(v)
	}
}

func (r *Redactor) hide(v string) {
	if r.known == nil {
		r.known = map[string]bool{}
	}
	if !r.known[v] {
		r.known[v], r.sorted = true, false
		r.values = append(r.values, v)
	}
}

// sort puts the longest first: a secret may be a part of another.
func (r *Redactor) sort() {
	if !r.sorted {
		slices.SortFunc(r.values, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
		r.sorted = true
	}
}

// Text hides the secrets in a text.
func (r *Redactor) Text(text string) string {
	if r == nil {
		return text
	}
	r.sort()
	for _, v := range r.values {
		if strings.Contains(text, v) {
			text = strings.ReplaceAll(text, v, stars(v))
		}
	}
	return text
}

// stars returns as many asterisks as a secret has bytes, so that what stands
// around it keeps its place; its quotes stay.
func stars(v string) string {
	if len(v) < minPlain+2 && strings.HasPrefix(v, `"`) {
		return `"` + strings.Repeat("*", len(v)-2) + `"`
	}
	return strings.Repeat("*", len(v))
}

// Part returns a part of a file that starts at an offset, with an asterisk for
// each byte of a secret.
func (r *Redactor) Part(file *source.File, text string, start int32) string {
	if r == nil {
		return text
	}
	spans := r.spans[file]
	first, _ := slices.BinarySearchFunc(spans, start, func(s source.Span, at int32) int { return cmp.Compare(s.End, at) })
	for _, s := range spans[first:] {
		if int(s.Start-start) >= len(text) {
			break
		}
		from, to := max(int(s.Start-start), 0), min(int(s.End-start), len(text))
		if from < to {
			text = text[:from] + strings.Repeat("*", to-from) + text[to:]
		}
	}
	return r.Text(text)
}
