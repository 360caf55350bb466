package callscript

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is words of the page, of which some are marked.
type Text []Span

// A Span is a part of a text of one kind.
type Span struct {
	Kind Kind
	Text string
	To   *Scene // of a link

	short, long string // of an argument, what takes the least and the most time of what it is given
}

// A Kind says what a part of a text is.
type Kind uint8

// The kinds of spans.
const (
	Plain    Kind = iota
	Strong        // a key, an outcome
	Filled        // the value of a parameter: it may be another in another call
	Given         // the name of an argument, whose value is told where the step is used
	Variable      // the name of what is known only during the call
	Quoted        // of words that are said: a quotation mark
	Link          // to a scene
)

func plain(text string) Text  { return Text{{Kind: Plain, Text: text}} }
func strong(text string) Text { return Text{{Kind: Strong, Text: text}} }
func link(to *Scene) Text     { return Text{{Kind: Link, Text: to.Name(), To: to}} }

// join returns texts as one. Plain words beside others are one span.
func join(parts ...Text) (all Text) {
	var words strings.Builder
	end := func() {
		if words.Len() > 0 {
			all = append(all, Span{Kind: Plain, Text: words.String()})
			words.Reset()
		}
	}
	for _, p := range parts {
		for _, s := range p {
			switch {
			case s.Kind == Plain:
				words.WriteString(s.Text)
			case s.Text != "":
				end()
				all = append(all, s)
			}
		}
	}
	end()
	return all
}

// list returns texts with commas between them, and a word before the last.
func list(parts []Text, word string) (all Text) {
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			all = append(all, plain(" "+word+" ")...)
		default:
			all = append(all, plain(", ")...)
		}
		all = append(all, p...)
	}
	return all
}

// quoted returns words that are said in quotation marks.
func quoted(t Text) Text {
	return join(Text{{Kind: Quoted, Text: "“"}}, t, Text{{Kind: Quoted, Text: "”"}})
}

// flat returns a text without its marks.
func (t Text) flat() string {
	if len(t) == 1 {
		return t[0].Text
	}
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// slice returns what stands between two bytes of the flat text.
func (t Text) slice(from, to int) (part Text) {
	at := 0
	for _, s := range t {
		start, end := max(from-at, 0), min(to-at, len(s.Text))
		at += len(s.Text)
		if start < end {
			s.Text = s.Text[start:end]
			part = append(part, s)
		}
	}
	return part
}

// cut returns what stands before and behind a separator.
func (t Text) cut(separator string) (before, behind Text, found bool) {
	flat := t.flat()
	at := strings.Index(flat, separator)
	if at < 0 {
		return t, nil, false
	}
	return t.slice(0, at), t.slice(at+len(separator), len(flat)), true
}

// replace puts texts in the place of words.
func (t Text) replace(values map[string]Text) (all Text) {
	for rest := t; ; {
		flat := rest.flat()
		at, word := len(flat), ""
		for w := range values {
			if n := strings.Index(flat, w); n >= 0 && n < at {
				at, word = n, w
			}
		}
		all = append(all, rest.slice(0, at)...)
		if word == "" {
			return all
		}
		all = append(all, values[word]...)
		rest = rest.slice(at+len(word), len(flat))
	}
}

// trim removes white space around a text.
func (t Text) trim() Text {
	flat := t.flat()
	left := len(flat) - len(strings.TrimLeftFunc(flat, unicode.IsSpace))
	return t.slice(left, max(left, len(strings.TrimRightFunc(flat, unicode.IsSpace))))
}

// has reports whether a text has a span of a kind.
func (t Text) has(kind Kind) bool {
	for _, s := range t {
		if s.Kind == kind {
			return true
		}
	}
	return false
}

var braces = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// variables marks the run-time variables of a text.
func (t Text) variables(note func(name string)) (all Text) {
	flat, done := t.flat(), 0
	for _, m := range braces.FindAllStringSubmatchIndex(flat, -1) {
		all = append(all, t.slice(done, m[0])...)
		name := t.slice(m[2], m[3]).trim()
		if name.has(Given) {
			all = append(all, Span{Kind: Given, Text: name.flat()})
		} else {
			note(name.flat())
			all = append(all, Span{Kind: Variable, Text: words(name.flat())})
		}
		done = m[1]
	}
	return append(all, t.slice(done, len(flat))...)
}

// said returns what a text says, with the shortest and the longest of what its
// arguments are given.
func (t Text) said() (short, long string) {
	var least, most strings.Builder
	for _, s := range t {
		short, long := s.Text, s.Text
		switch {
		case s.long != "":
			short, long = s.short, s.long
		case s.Kind == Given || s.Kind == Variable:
			short, long = "{{x}}", "{{x}}"
		}
		least.WriteString(short)
		most.WriteString(long)
	}
	return least.String(), most.String()
}

// words returns a name as words.
func words(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' || unicode.IsSpace(r) }), " ")
}

// title returns a name as a heading.
func title(name string) string {
	w := words(name)
	if w == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToTitle(first)) + w[size:]
}
