package decompile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What follows makes names of what people say.

// dull are words that say little about a prompt: in the last line, how to press
// a key.
var dull = set(`a about an and any are as at be been but by can could do does did for from good has have hello hi how i if in into is it
	its like me my now of ok on or our please press s shall may must so t that the their them then there these they this to us was we welcome were what
	which will with within would should you your re ll ve d m l thank thanks sorry
	bitte sie ihr ihre ihren ihrem und oder der die das des dem den ein eine einen einem einer eines zu zum zur fuer mit ist sind hallo guten
	le la les un une des du vous votre nous pour avec et ou est bonjour veuillez s sur
	el los las lo una unos unas para por con y o su usted hola favor per il gli uno
	druecken druecke taste waehlen appuyez touche premere premete prema tasto pulse presione marque oprima tecla`)

// negations turn round what a sentence says: no name leaves one out.
var negations = set(`no not never none nothing nobody without cannot
	nicht kein keine keinen keiner keinem nie niemals ohne ne pas jamais sans aucun aucune nunca sin jamas non mai senza nao sem niet geen nooit zonder
	inte aldrig utan ikke uden nie nigdy bez degil`)

var numberWords = set("one two three four five six seven eight nine ten")

// modals stand before a negation that they belong to.
var modals = set("could can did do does will would should may must")

const (
	maxName = 32
	maxRead = 500 // bytes of a text that may be looked at for a name
)

// words returns the first few words of a text that say something, as a name,
// or, without such, its first few words.
func words(text string, most int) string {
	list := fields(text)
	if name := telling(list, most); name != "" {
		return name
	}
	if slices.ContainsFunc(list, func(w string) bool { return negations()[w] }) {
		return ""
	}
	return join(list, most+1)
}

// telling returns the first few of some words that say something, as a name,
// and all that turns them round.
func telling(list []string, most int) string {
	said := picked(list, true)
	if len(said) == 0 {
		said = picked(list, false)
	}
	turning := func(w string) bool { return negations()[w] }
	if !slices.ContainsFunc(said, turning) {
		return join(said, most)
	}
	short := make([]bool, len(said))
	for i, w := range said {
		short[i] = turning(w) || modals()[w] || i > 0 && turning(said[i-1])
	}
	long := slices.Clone(short)
	for i := range said {
		if !long[i] && most > 1 {
			long[i] = true
			most--
		}
	}
	for _, keep := range [][]bool{long, short} {
		var words []string
		for i, w := range said {
			if keep[i] {
				words = append(words, w)
			}
		}
		if name := strings.Join(words, "_"); len(name) <= maxName && name != "not" {
			return name
		}
	}
	return ""
}

// picked returns the words that say something, each once. Numbers, and what they
// count, are too special for a name.
func picked(list []string, special bool) (said []string) {
	counted := false
	for i, w := range list {
		number := strings.Trim(w, "0123456789") == "" || numberWords()[w] && (i == 0 || !negations()[list[i-1]])
		switch {
		case negations()[w]:
			if len(said) == 0 && i > 0 && modals()[list[i-1]] {
				said = append(said, list[i-1])
			}
			said = append(said, w)
		case dull()[w], number && special, counted && special, isDigit(w[0]) && len(said) == 0:
		case !slices.Contains(said, w):
			said = append(said, w)
		}
		counted = number
	}
	return said
}

// fields returns the words of a text in the letters that names have. There are
// none where a script has no such letters: what is left would be broken.
func fields(text string) (list []string) {
	if len(text) > maxRead {
		return nil
	}
	var word []byte
	var last rune
	end := func() {
		if w := strings.Trim(string(word), "_"); w != "" {
			list = append(list, w)
		}
		word = word[:0]
	}
	said := strings.ToLower(variable(text))
	for i, r := range said {
		switch spelt := latin()[r]; {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_':
			word = append(word, byte(r))
		case spelt != "":
			word = append(word, spelt...)
		case r == '\u0308' && strings.ContainsRune("aou", last):
			word = append(word, 'e')
		case unicode.Is(unicode.Mn, r) && r < 0x370: // a part of the letter before
		case unicode.In(r, unicode.L, unicode.M, unicode.N):
			return nil
		case strings.ContainsRune("'’", r) && strings.HasSuffix(string(word), "n") && abbreviates(said[i:]):
			list = append(list, unabbreviated(string(word))...)
			word = word[:0]
		default:
			end()
		}
		last = r
	}
	end()
	return list
}

// abbreviates reports whether a text goes on with 't and no more of the word.
func abbreviates(rest string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(rest, "'’"), "t")
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || !ofWord(next))
}

// unabbreviated returns the words of one that is short for them: don of don't.
func unabbreviated(word string) []string {
	switch word {
	case "can":
		return []string{"cannot"}
	case "won":
		return []string{"will", "not"}
	}
	return []string{strings.TrimSuffix(word, "n"), "not"}
}

// join makes a name of the first words, as many as fit.
func join(words []string, most int) string {
	name := ""
	for _, w := range words {
		switch {
		case name == "" && isDigit(w[0]):
			continue
		case name == "":
			name = w[:min(len(w), maxName)]
		case len(name)+1+len(w) > maxName:
			return name
		default:
			name += "_" + w
		}
		if most--; most == 0 {
			break
		}
	}
	return name
}
