package spoken

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long a voice that reads a prompt takes, in seconds: about 150 words a
// minute in English.
const (
	perLetter    = 0.067 // of an alphabet, or a space
	perSyllable  = 0.11  // a letter of Devanagari, which stands for one or half of one
	perCharacter = 0.22  // of Chinese, Japanese and Korean
	perDigit     = 0.35  // read one by one
	perVariable  = 1.0   // unknown, as a name or a few digits
	perComma     = 0.2
	perStop      = 0.5
)

// Seconds estimates how long a text takes to be said. It is good for telling a
// long prompt from a short one, not for more: voices differ by half.
func Seconds(text string) float64 {
	total, pause, open := 0.0, 0.0, true
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case c == '{' && open && strings.HasPrefix(text[i:], "{"):
			if n := strings.Index(text[i:], "}}"); n >= 0 {
				total, pause = total+pause+perVariable, 0
				i += n + 2
			} else {
				open = false
			}
			continue
		case strings.ContainsRune(".!?।。", c):
			pause = perStop
			continue
		case strings.ContainsRune(",;:–—\n", c):
			pause = max(pause, perComma)
			continue
		}
		if s := sounding(c); s > 0 {
			total, pause = total+pause+s, 0
		}
	}
	return total
}

// sounding returns how long a character takes to be said.
func sounding(c rune) float64 {
	_, figure := digit(c)
	switch {
	case figure:
		return perDigit
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == ' ':
		return perLetter
	case c < utf8.RuneSelf || unicode.IsMark(c):
		return 0
	case unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return perCharacter
	case unicode.In(c, unicode.Devanagari):
		return perSyllable
	case unicode.IsLetter(c):
		return perLetter
	}
	return 0
}
