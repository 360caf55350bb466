package spoken

import (
	"unicode"
	"unicode/utf8"
)

// latin is what the letters from À on are without their accents.
const latin = "aaaaaa\x00ceeeeiiiidnooooo\x00ouuuuy\x00\x00aaaaaa\x00ceeeeiiiidnooooo\x00ouuuuy\x00y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\x00\x00jjkk\x00llllll\x00\x00llnnnnnn\x00\x00\x00oooooo\x00\x00rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz\x00"

// fold writes a word in small letters and without what people leave out or
// write in several ways: accents, the dots and joiners of Devanagari. It returns
// how many bytes that are, and none for a word that is too long.
func fold(to *[maxWord]byte, word string) int {
	n := 0
	for _, c := range word {
		var ascii string
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c < utf8.RuneSelf:
		case c == 'ß':
			ascii = "ss"
		case c == 'æ' || c == 'Æ':
			ascii = "ae"
		case c == 'œ' || c == 'Œ':
			ascii = "oe"
		case 'À' <= c && c <= 'ſ':
			if plain := latin[c-'À']; plain != 0 {
				c = rune(plain)
			}
		case '\u0300' <= c && c <= '\u036f', c == '\u00ad', c == '\u093c', c == '\u200c', c == '\u200d':
			continue
		case c == '\u0901':
			c = '\u0902'
		case '\u0958' <= c && c <= '\u095f': // letters with the dot built in
			c = []rune("कखगजडढफय")[c-'\u0958']
		default:
			c = unicode.ToLower(c)
		}
		if n+utf8.UTFMax > maxWord {
			return 0
		}
		if ascii != "" {
			n += copy(to[n:], ascii)
		} else {
			n += utf8.EncodeRune(to[n:], c)
		}
	}
	return n
}
