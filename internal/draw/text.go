package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The sizes of texts, in pixels.
const (
	fontSize   = 13
	lineHeight = 18
	mostWide   = 232 // of a line in a box
	mostLines  = 12  // of a box: more ends in …
	mostKey    = 40  // characters of a key on an arrow
)

// widths are how wide the characters from the blank to the tilde are in Helvetica
// and Arial, in thousandths of the font's size, as the Adobe Font Metrics say.
var widths = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// wide are the scripts whose characters are as wide as they are high.
var wide = []*unicode.RangeTable{unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Yi, unicode.Bopomofo}

// advance returns how wide a character is at most, in thousandths of the size.
func advance(r rune) int {
	switch {
	case r >= ' ' && r <= '~':
		return widths[r-' ']
	case unicode.In(r, unicode.Devanagari, unicode.Gujarati, unicode.Gurmukhi, unicode.Bengali):
		if unicode.Is(unicode.Mn, r) {
			return 300
		}
		return 950
	case r >= 0xB00 && r < 0x1100 && !unicode.In(r, unicode.Thai, unicode.Lao), unicode.Is(unicode.Khmer, r):
		if unicode.Is(unicode.Mn, r) {
			return 400
		}
		return 1350 // scripts of the south of India, of Sri Lanka and of Burma
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		if unicode.In(r, unicode.Thai, unicode.Lao) {
			return 300 // where the font has none, a box
		}
		return 0
	case unicode.In(r, unicode.Cyrillic, unicode.Greek):
		switch {
		case strings.ContainsRune("жшщюыфмЖШЩЮЫФМДЛЪωψ", r):
			return 950
		case unicode.IsUpper(r):
			return 800
		}
		return 640
	case unicode.In(r, unicode.Hebrew, unicode.Arabic):
		return 780
	case r < 0x250: // Latin with marks: as wide as without
		if unicode.IsUpper(r) {
			return 778
		}
		return 611
	case r == '…' || r >= 0x1F000 || unicode.Is(unicode.So, r):
		return 1380 // fonts of emoji are wider than high
	case r >= 0x3000 && r < 0x3040, r >= 0xFF01 && r < 0xFF61, unicode.In(r, wide...):
		return 1050
	case unicode.In(r, unicode.Pd, unicode.Pi, unicode.Pf, unicode.Zs):
		return 500
	}
	return 1000
}

// width returns how much room a text needs, in pixels, with a margin for fonts that
// are wider.
func width(text string, size int) int {
	sum := 0
	for _, r := range text {
		sum += advance(r)
	}
	return (sum*size*107 + 99_999) / 100_000
}

// A line is a line of a text in a box.
type line struct {
	text string
	left bool // it is part of a text that is read from right to left
}

// lines breaks a text into lines that are not wider than so many pixels: at blanks,
// between characters of scripts that have none, and in words that are too long. Of
// more lines than fit, the last one ends in ….
func lines(text string, most int) []line {
	var list []line
	for part := range strings.SplitSeq(text, "\n") {
		left := leftward(part)
		for _, text := range broken(visible(part), most, mostLines) {
			list = append(list, line{text, left})
		}
		if len(list) > mostLines {
			break
		}
	}
	if len(list) <= mostLines {
		return list
	}
	list = list[:mostLines]
	end := &list[mostLines-1].text
	last := strings.TrimRight(*end, " ")
	for last != "" && width(last+"…", fontSize) > most {
		_, n := utf8.DecodeLastRuneInString(last)
		last = last[:len(last)-n]
	}
	if cut := strings.LastIndexByte(last, ' '); cut > 0 && len(last) < len(*end) {
		last = last[:cut] // a word is not taken apart where there are others
	}
	*end = last + "…"
	return list
}

// broken breaks one line into lines, and stops where they are more than a limit.
func broken(text string, most, limit int) []string {
	var list []string
	start, space, sum := 0, -1, 0 // the line, where it may end, how wide it is
	room := most * 100_000 / 107 / fontSize
	var last rune
	for i, r := range text {
		if len(list) > limit {
			return list
		}
		switch {
		case r == ' ':
			space = i
		case i > start && apart(last, r):
			space = i
		}
		sum += advance(r)
		last = r
		if sum <= room || i == start || r == ' ' || joins(text[:i], r) {
			continue
		}
		if space <= start {
			space = i
		}
		list = append(list, strings.TrimRight(text[start:space], " "))
		start = space
		for start < i && text[start] == ' ' {
			start++
		}
		space, sum = -1, 0
		for _, r := range text[start : i+utf8.RuneLen(r)] {
			sum += advance(r)
		}
	}
	return append(list, strings.TrimRight(text[start:], " "))
}

// apart reports whether a line may end between two characters that are no blanks.
func apart(a, b rune) bool {
	if a == '/' || a == '-' || a == '?' || a == '&' {
		return b != a && !unicode.IsSpace(b) && !unicode.Is(unicode.Pf, b)
	}
	return unicode.In(b, wide...) || unicode.In(a, wide...) && unicode.IsLetter(b)
}

// joins reports whether a character belongs to the one before it.
func joins(before string, r rune) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	const joiner = 0x200D
	return unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me) || r == joiner || last == joiner ||
		r >= 0x1F3FB && r <= 0x1F3FF || r >= 0x1F1E6 && r <= 0x1F1FF && last >= 0x1F1E6 && last <= 0x1F1FF
}

// visible replaces what is not shown but acts: control characters, and those that
// turn the direction of what follows. Formats that name them would be broken by them.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == leftMark, r == rightMark, r == arabicMark: // they turn nothing but themselves
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == 0xFFFE, r == 0xFFFF:
			return utf8.RuneError
		}
		return r
	}, text)
}

// shown is visible for texts of several lines.
func shown(text string) string {
	var list []string
	for part := range strings.SplitSeq(text, "\n") {
		list = append(list, visible(part))
	}
	return strings.Join(list, "\n")
}

// Marks that count as a letter of their direction.
const (
	leftMark   = '\u200e' // of what is read from left to right
	rightMark  = '\u200f'
	arabicMark = '\u061c'
)

// leftward reports whether a paragraph is read from right to left: by its first
// letter.
func leftward(text string) bool {
	for _, r := range text {
		switch {
		case r == rightMark, r == arabicMark, unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam):
			return true
		case r == leftMark, unicode.IsLetter(r):
			return false
		}
	}
	return false
}
