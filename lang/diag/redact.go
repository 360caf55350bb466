package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	starts   map[string][]string     // the values by their first bytes, where the replacer is there
	sources  map[*source.File]string // the texts of files without secrets, as far as they are known
	mu       sync.Mutex              // over what is made when it is asked for: one who has all secrets may be asked from several places at a time
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
	quoted, json := strconv.Quote(value), escaped(value, `\u%04x`, "")
	for _, v := range []string{
		value, json, strings.ReplaceAll(json, "/", `\/`), short.Replace(json),
		escaped(value, `\u{%X}`, "$"), escaped(value, `\u{%X}`, ""), quoted[1 : len(quoted)-1],
	} {
		if len(v) < minPlain {
			v = `"` + v + `"`
		}
		r.hide(v)
	}
}

// short are the escapes that JSON has for some control characters.
var short = strings.NewReplacer(`\u000d`, `\r`, `\u0008`, `\b`, `\u000c`, `\f`, `\u007f`, "\x7f")

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
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text(text)
}

func (r *Redactor) text(text string) string {
	if len(r.values) == 0 {
		return text
	}
	if r.replacer == nil {
		// The longest first: a secret may be a part of another.
		slices.SortFunc(r.values, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
		var pairs []string
		r.starts = map[string][]string{}
		for _, v := range r.values {
			pairs = append(pairs, v, stars(v))
			if len(v) >= minPlain {
				r.starts[v[:minPlain]] = append(r.starts[v[:minPlain]], v)
			}
		}
		r.replacer = strings.NewReplacer(pairs...)
	}
	if len(r.values) <= fewSecrets {
		return r.overlapping(text)
	}
	return r.replacer.Replace(text)
}

// fewSecrets is up to how many secrets are each looked for by itself, which also finds
// those that overlap. More are looked for at once.
const fewSecrets = 64

// overlapping hides the secrets in a text, also where one begins in another.
func (r *Redactor) overlapping(text string) string {
	var hidden []byte
	for _, v := range r.values {
		for at := 0; ; at++ {
			n := strings.Index(text[at:], v)
			if n < 0 {
				break
			}
			if at += n; hidden == nil {
				hidden = []byte(text)
			}
			for i, c := range []byte(stars(v)) {
				if c == '*' {
					hidden[at+i] = c
				}
			}
		}
	}
	if hidden == nil {
		return text
	}
	return string(hidden)
}

// ellipsis stands where a message has shortened a value, of which it shows no
// more than maxShortened bytes.
const (
	ellipsis     = "…"
	maxShortened = 512
)

// Message is Text for a message, which may have shortened a secret: it hides
// what is left of that, too.
func (r *Redactor) Message(text string) string {
	text = r.Text(text)
	if r == nil || len(r.starts) == 0 || !strings.Contains(text, ellipsis) {
		return text
	}
	hidden := []byte(text)
	for at := 0; ; at += len(ellipsis) {
		n := strings.Index(text[at:], ellipsis)
		if n < 0 {
			return string(hidden)
		}
		at += n
		from := r.shortened(text[max(0, at-maxShortened):at])
		for i := at - from; i < at; i++ {
			hidden[i] = '*'
		}
	}
}

// shortened returns how many bytes at the end of a text are the start of a
// secret.
func (r *Redactor) shortened(text string) int {
	for i := 0; i+minPlain <= len(text); i++ {
		for _, v := range r.starts[text[i:i+minPlain]] {
			if strings.HasPrefix(v, text[i:]) {
				return len(text) - i
			}
		}
	}
	return 0
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
	r.mu.Lock()
	defer r.mu.Unlock()
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
	r.sources[file] = r.text(string(hidden))
	return r.sources[file]
}
