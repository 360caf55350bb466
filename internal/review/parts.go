package review

import (
	"strings"
	"unicode"
)

// A part is a piece of what a change says: a text in quotes, or what stands
// between those.
type part struct {
	text   string
	quoted bool
}

// parts returns the pieces of what a change says, the quotes with their texts.
func parts(words string) (list []part) {
	add := func(text string, quoted bool) {
		if text != "" {
			list = append(list, part{text, quoted})
		}
	}
	for words != "" {
		start := strings.IndexByte(words, '"')
		if start < 0 {
			break
		}
		end := closing(words[start+1:])
		if end < 0 {
			break
		}
		end += start + 2
		add(words[:start], false)
		add(words[start:end], true)
		words = words[end:]
	}
	add(words, false)
	return list
}

// closing returns where the quote stands that ends a text, or -1.
func closing(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// leftward reports whether a text has letters that are written from right to
// left: without a mark around it, it would reorder what stands beside it.
func leftward(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
}

// Marks of Unicode around a text that has a direction of its own.
const (
	isolate  = "\u2068"
	isolated = "\u2069"
)

// apart sets quoted texts apart that run from right to left.
func apart(words string) string {
	if !leftward(words) {
		return words
	}
	var b strings.Builder
	for _, p := range parts(words) {
		if p.quoted && leftward(p.text) {
			p.text = isolate + p.text + isolated
		}
		b.WriteString(p.text)
	}
	return b.String()
}
