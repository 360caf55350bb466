package fact

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is wrong with a placeholder, as what is said of it.
const (
	place         = "was never filled in"
	crosses       = "stands for something that was never filled in"
	filler        = "stands for a text that was never written"
	Note          = "is a note to the author, and not for callers"
	ExampleDomain = "is a domain for examples: there is no server for you"
	ExampleNumber = "is a number for examples: nobody has it"
)

// Placeholder returns the bytes of a text that were meant to be replaced before
// a caller hears it or a server is asked, and what is wrong with them; nothing of a
// text that is as it should be.
func Placeholder(s string) (start, end int, what string) {
	if wholePlace(s) {
		return 0, len(s), place
	}
	for i := 0; i+1 < len(s); i++ {
		hit := firsts[s[i]] & seconds[s[i+1]]
		if hit == 0 {
			continue
		}
		if start, end, what = looks[bits.TrailingZeros16(hit)].at(s, i); what != "" {
			return start, end, what
		}
		i = max(i, end-1)
	}
	return 0, 0, ""
}

// A look is for what has two certain bytes side by side, which few texts have.
// It returns nothing where the text is as it should be, and then may say where
// to go on.
type look struct {
	first, second string // the bytes; no two looks share a pair
	at            func(s string, i int) (start, end int, what string)
}

var looks = [...]look{
	{"<", "<" + letters, angles},
	{"[", letters, brackets},
	{"TF", "OBI", notes},
	{"Xx", "Xx", xs},
	{"e", ".", exampleDomain},
	{":", "/", exampleHost},
	{"rR", "_-", yours},
	{"R", capitals, yoursInOne},
	{"iI", "pP", lorem},
	{"eE_-", "mM", changeMe},
	{digits, digits + " -.()", exampleNumber},
}

const (
	letters  = "abcdefghijklmnopqrstuvwxyz" + capitals
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits   = "0123456789"
)

// firsts and seconds have a bit for each look.
var firsts, seconds = func() (firsts, seconds [256]uint16) {
	for n, look := range looks {
		for i := range len(look.first) {
			firsts[look.first[i]] |= 1 << n
		}
		for i := range len(look.second) {
			seconds[look.second[i]] |= 1 << n
		}
	}
	return firsts, seconds
}()

// What a place to fill in asks for, and how it asks.
var (
	things = []string{"name", "number", "id", "url", "token", "key", "company", "account", "phone", "email", "sid", "secret", "password", "username", "website"}
	hosts  = []string{"domain", "company", "site", "website", "server", "host", "tenant", "subdomain", "organisation", "organization"}
	asks   = []string{"your", "insert", "replace"}
)

// longest is how long a place to fill in may be, so that no look goes far.
const longest = 80

// wholePlace finds a text that is a place as a whole, such as "your auth token",
// which is one only when nothing else is said.
func wholePlace(s string) bool {
	if len(s) < len("your x") || len(s) > 32 || !strings.EqualFold(s[:5], "your ") {
		return false
	}
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "token", "key", "sid", "url":
		return true
	}
	return false
}

// angles finds <<some id>> and <your number>, and no tag of SSML or HTML.
func angles(s string, i int) (int, int, string) {
	inner, after, ok := strings.Cut(s[i:min(len(s), i+longest)], ">")
	end := i + len(inner) + 1
	if !ok || strings.Contains(inner, "\n") {
		return 0, 0, ""
	}
	if some, ok := strings.CutPrefix(inner, "<<"); ok {
		if strings.TrimSpace(some) == "" {
			return 0, 0, ""
		}
		if strings.HasPrefix(after, ">") {
			end++
		}
		return i, end, place
	}
	inner = inner[1:]
	if strings.Trim(inner, letters+digits+" _-") != "" || strings.HasSuffix(inner, " ") {
		return 0, 0, "" // a tag with an attribute, as most have, or one that closes
	}
	words := strings.FieldsFunc(inner, func(r rune) bool { return r == ' ' || r == '_' || r == '-' })
	switch {
	case len(words) == 1 && !contains(things, words[0]):
		return 0, 0, ""
	case strings.Contains(inner, "-") && !contains(asks, words[0]):
		return 0, 0, "" // say-as
	case contains([]string{"audio", "video", "input", "button", "script", "option", "select", "form"}, words[0]): // attributes that need no value
		return 0, 0, ""
	}
	return i, end, place
}

// brackets finds [insert name], [company name] and [enter the date here], and no
// filter[name] of a URL or link of Markdown.
func brackets(s string, i int) (int, int, string) {
	inner, after, ok := strings.Cut(s[i+1:min(len(s), i+longest)], "]")
	words := strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(inner))
	if !ok || i > 0 && isWord(s[i-1]) || strings.HasPrefix(after, "(") || strings.ContainsAny(inner, "[\n") {
		return 0, 0, ""
	}
	if len(words) > 1 && contains(asks, words[0]) || contains(things, words[len(words)-1]) ||
		contains([]string{"enter", "add", "put", "some"}, words[0]) && strings.EqualFold(words[len(words)-1], "here") {
		return i, i + len(inner) + 2, place
	}
	return 0, 0, ""
}

// notes finds TODO, FIXME and TBD. Where all that is near is in capitals, TODO
// may be Spanish or Portuguese, as it is before one of their words.
func notes(s string, i int) (int, int, string) {
	for _, word := range []string{"TODO", "FIXME", "TBD"} {
		end := i + len(word)
		if !strings.HasPrefix(s[i:], word) || !apart(s, i, end) {
			continue
		}
		if word == "TODO" && (shouted(s[max(0, i-longest):i], s[end:min(len(s), end+longest)]) || goesOn(s[end:])) {
			continue
		}
		return i, end, Note
	}
	return 0, 0, ""
}

// shouted reports whether texts have letters, and all are capitals.
func shouted(texts ...string) bool {
	some := false
	for _, s := range texts {
		for _, r := range s {
			if unicode.IsLetter(r) {
				if some = true; !unicode.IsUpper(r) {
					return false
				}
			}
		}
	}
	return some
}

// goesOn reports whether a text goes on as after the Spanish or Portuguese word
// for all.
func goesOn(s string) bool {
	rest, ok := strings.CutPrefix(s, " ")
	word, _, _ := strings.Cut(rest, " ")
	return ok && contains([]string{
		"el", "lo", "un", "mi", "tu", "su", "este", "ese", "esto", "eso", "está", "es", "o", "um", "meu", "seu", "nosso", "nuestro", "mundo", "dia", "día", "tipo", "tiempo", "tempo", "isso", "isto",
	}, strings.TrimRight(word, ".,;:!?"))
}

// xs finds XXXX and 16468107XXX, and neither XXL nor XXXIV.
func xs(s string, i int) (int, int, string) {
	start, end, crossed, figures := i, i, 0, 0
	for start > 0 && isWord(s[start-1]) {
		start--
	}
	for end = start; end < len(s) && isWord(s[end]); end++ {
		switch {
		case s[end] == 'X' || s[end] == 'x':
			crossed++
		case isDigit(s[end]):
			figures++
		}
	}
	if crossed < 3 || crossed+figures < end-start || figures == 0 && crossed == 3 && s[i] == 'x' {
		return 0, end, ""
	}
	return start, end, crosses
}

// yours finds your_auth_token, YOUR_API_KEY, your-domain and the YOUR-FUNCTION
// of a host, and not
// your_balance_is.mp3, which is the name of a recording.
func yours(s string, i int) (int, int, string) {
	start, end := i-len("you"), i+2
	if start < 0 || !strings.EqualFold(s[start:i+1], "your") || start > 0 && isName(s[start-1]) {
		return 0, 0, ""
	}
	for end < len(s) && isName(s[end]) {
		end++
	}
	word := s[start:end]
	last := word[strings.LastIndexAny(word, "_-")+1:]
	switch dot := end < len(s) && s[end] == '.'; {
	case last == "":
		return 0, end, ""
	case contains(hosts, last), !dot && contains(things, last), !dot && s[i+1] == '_' && word == strings.ToUpper(word), dot && leadsHost(s, start, end):
		return start, end, place
	}
	return 0, end, ""
}

// yoursInOne finds YOURPHONENUMBER, and not YOURSELF.
func yoursInOne(s string, i int) (int, int, string) {
	start, end := i-len("YOU"), i+1
	if start < 0 || s[start:end] != "YOUR" || start > 0 && isName(s[start-1]) {
		return 0, 0, ""
	}
	for end < len(s) && isName(s[end]) {
		end++
	}
	word := s[start:end]
	asks := func(thing string) bool { return strings.HasSuffix(word, strings.ToUpper(thing)) }
	if word != strings.ToUpper(word) || !slices.ContainsFunc(things, asks) && !slices.ContainsFunc(hosts, asks) {
		return 0, end, ""
	}
	return start, end, place
}

// leadsHost reports whether a part of a URL begins its host, and is in capitals
// where what follows is not.
func leadsHost(s string, start, end int) bool {
	begins := start > 0 && s[start-1] == '@' || start > 1 && s[start-2:start] == "//"
	return begins && s[start:end] == strings.ToUpper(s[start:end]) && end+1 < len(s) && 'a' <= s[end+1] && s[end+1] <= 'z'
}

// lorem finds lorem ipsum.
func lorem(s string, i int) (int, int, string) {
	start, end := i-len("lorem "), i+len("ipsum")
	if start < 0 || end > len(s) || !strings.EqualFold(s[start:end], "lorem ipsum") {
		return 0, 0, ""
	}
	return start, end, filler
}

// changeMe finds changeme and change_me, and the same with replace.
func changeMe(s string, i int) (int, int, string) {
	verb, end := i+1, i+len("-me")
	if s[i] == '_' || s[i] == '-' {
		verb = i
	}
	for _, word := range []string{"change", "replace"} {
		start := verb - len(word)
		if start >= 0 && end <= len(s) && strings.EqualFold(s[start:verb], word) && strings.EqualFold(s[i+1:end], "me") && apart(s, start, end) {
			return start, end, place
		}
	}
	return 0, 0, ""
}

// exampleDomain finds the domains that RFC 2606 keeps for examples,
// example.com, example.net and example.org, with what is before them.
func exampleDomain(s string, i int) (int, int, string) {
	start, end := i+1-len("example"), i+len(".com")+1
	if start < 0 || end > len(s) || s[start:i+1] != "example" || end < len(s) && isHost(s[end]) && (s[end] != '.' || end+1 < len(s) && isHost(s[end+1])) {
		return 0, 0, ""
	}
	switch s[i+2 : end] {
	case "com", "net", "org":
	default:
		return 0, 0, ""
	}
	if start > 0 && s[start-1] != '.' && (isHost(s[start-1]) || s[start-1] == '_') {
		return 0, 0, ""
	}
	for start > 0 && isHost(s[start-1]) {
		start--
	}
	return start, end, ExampleDomain
}

// exampleHost finds the host of a URL whose last part RFC 6761 keeps for
// examples and tests, .example, .invalid and .test, and hosts such as
// yourdomain.com and the link_to_media_file of the API's pages. localhost is
// one that answers.
func exampleHost(s string, i int) (int, int, string) {
	start := i + len("://")
	if !strings.HasPrefix(s[i:], "://") {
		return 0, 0, ""
	}
	end := start
	for end < len(s) && !endsHost[s[end]] {
		if end++; s[end-1] == '@' {
			start = end
		}
	}
	name, _, _ := strings.Cut(s[start:end], ":")
	end = start + len(name)
	name = strings.TrimSuffix(name, ".")
	switch strings.ToLower(name[strings.LastIndexByte(name, '.')+1:]) {
	case "example", "invalid", "test":
		return start, end, ExampleDomain
	}
	if strings.HasPrefix(name, "link_to_") {
		return start, end, place
	}
	before, label, ok := strings.Cut(name, "your")
	if label, _, _ = strings.Cut(label, "."); ok && (before == "" || strings.HasSuffix(before, ".")) && contains(hosts, strings.TrimLeft(label, "-_")) {
		return start, end, place
	}
	return 0, 0, ""
}

// contains reports whether a list has a word, in small letters or capitals.
func contains(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, word) })
}

// apart reports whether no letter, digit or _ touches the bytes from start to
// end.
func apart(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !inWord(before) && !inWord(after)
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// isWord reports whether a byte can be in a word; those outside of ASCII are.
func isWord(b byte) bool { return isLetter(b) || isDigit(b) || b == '_' || b >= utf8.RuneSelf }

func isName(b byte) bool { return isWord(b) || b == '-' }

// endsHost are bytes that stand behind the host of a URL.
var endsHost = set("/?# \t\n\"<>")

func set(bytes string) (in [256]bool) {
	for i := range len(bytes) {
		in[bytes[i]] = true
	}
	return in
}

func isHost(b byte) bool { return isLetter(b) || isDigit(b) || b == '-' || b == '.' }
