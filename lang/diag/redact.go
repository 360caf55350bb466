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
	spans    map[*source.File][]source.Span // in source order
	values   []string
	known    map[string]bool
	replacer *strings.Replacer       // of all values; nil where there are new ones
	sources  map[*source.File]string // the texts of files without secrets, as far as they are known
}

// Empty reports whether there is nothing to hide.
func (r *Redactor) Empty() bool { return r == nil || len(r.spans) == 0 && len(r.values) == 0 }

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
		delete(r.sources, place.File)
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
		r.known[v], r.replacer, r.sources = true, nil, nil
		r.values = append(r.values, v)
	}
}

// Text hides the secrets in a text, all in one pass: there may be as many as
// the text has words.
func (r *Redactor) Text(text string) string {
	if r == nil || len(r.values) == 0 {
		return text
	}
	if r.replacer == nil {
		// The longest first: a secret may be a part of another.
		slices.SortFunc(r.values, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
		var pairs []string
		for _, v := range r.values {
			pairs = append(pairs, v, stars(v))
		}
		r.replacer = strings.NewReplacer(pairs...)
	}
	text = r.replacer.Replace(text)
	for at := 0; ; at += len(ellipsis) {
		n := strings.Index(text[at:], ellipsis)
		if n < 0 {
			return text
		}
		at += n
		text = r.shortened(text, at)
	}
}

// ellipsis stands where a message has shortened a value.
const ellipsis = "…"

// shortened hides what is left of a secret before an ellipsis.
func (r *Redactor) shortened(text string, end int) string {
	for _, v := range r.values {
		if len(v) < minPlain {
			continue
		}
		from := max(0, end-len(v))
		for {
			n := strings.Index(text[from:end], v[:minPlain])
			if n < 0 {
				break
			}
			from += n
			if strings.HasPrefix(v, text[from:end]) {
				return text[:from] + strings.Repeat("*", end-from) + text[end:]
			}
			from++
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

// Source returns the text of a file with an asterisk for each byte of a secret.
// Who shows a part of it cuts that out of this: a part of a secret says much.
func (r *Redactor) Source(file *source.File) string {
	if r == nil {
		return file.Text
	}
	if known, ok := r.sources[file]; ok {
		return known
	}
	hidden := []byte(file.Text)
	done := 0 // up to here
	for _, s := range r.spans[file] {
		for done = max(done, int(s.Start)); done < int(s.End); done++ {
			hidden[done] = '*'
		}
	}
	if r.sources == nil {
		r.sources = map[*source.File]string{}
	}
	r.sources[file] = r.Text(string(hidden))
	return r.sources[file]
}
