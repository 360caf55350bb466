package fact

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// exampleNumber finds a telephone number that nobody has. A number is digits
// that nothing but space, points, dashes and brackets parts.
func exampleNumber(s string, i int) (int, int, string) {
	var buffer [maxNumber + 1]byte
	n, parted, end := 0, false, i
	for j := i; j < len(s); j++ {
		switch {
		case isDigit(s[j]):
			if n < len(buffer) {
				buffer[n] = s[j]
				n++
			}
			parted = parted || j > end && n > 1
			end = j + 1
		case j-end >= 2 || !strings.Contains(" -.()", s[j:j+1]):
			j = len(s)
		}
	}
	start := i
	if start > 0 && s[start-1] == '+' {
		start--
	}
	within := start > 0 && (touches(s[start-1]) || s[start-1] == '.') || end < len(s) && touches(s[end])
	if n < maxExtension || n > maxNumber || within || !isExample(string(buffer[:n]), parted) {
		return 0, end, ""
	}
	return start, end, ExampleNumber
}

// touches reports whether a byte beside digits makes them a part of something
// else, such as an id. Letters outside of ASCII do not: not every language has
// space between words.
func touches(b byte) bool { return isWord(b) && b < utf8.RuneSelf }

// isExample reports whether digits are a number for examples: one that only
// counts, or one of a range that a regulator keeps for books and films. Parted
// are those that are not written in a row.
func isExample(number string, parted bool) bool {
	if !parted {
		switch {
		case strings.Trim(number, number[:1]) == "":
			return true
		case slices.Contains([]string{"12345678", "123456789", "1234567890", "0123456789", "01234567890", "911234567890", "11234567890"}, number):
			return true
		}
	}
	if national, ok := national(number, "44", 10); ok && hasPrefix(ofcom, national) {
		return true
	}
	if national, ok := national(number, "61", 9); ok && (hasPrefix(acma, national) || slices.Contains(acmaMobile, national)) {
		return true
	}
	if national, ok := strings.CutPrefix(number, "61"); (ok || len(number) == 10) && slices.Contains(acmaFree, national) {
		return true
	}
	return isFictional(number, parted)
}

// isFictional reports whether a number is of 555-0100 to 555-0199, which the
// North American Numbering Plan keeps for fiction in every area, but with 800
// only 555-0199.
// NANPA, 555 Line Number Assignment Guidelines (ATIS-0300115).
func isFictional(number string, parted bool) bool {
	if len(number) == 7 {
		return parted && strings.HasPrefix(number, "55501")
	}
	if len(number) == 11 {
		number = strings.TrimPrefix(number, "1")
	}
	if len(number) != 10 || number[0] < '2' || number[3:8] != "55501" {
		return false
	}
	free := number[0] == '8' && (number[1] == number[2] || number[:3] == "800")
	return !free || number == "8005550199"
}

// national returns the digits of a number behind its country code, or behind
// the 0 that stands for it within the country.
func national(number, code string, digits int) (string, bool) {
	if rest, ok := strings.CutPrefix(number, code); ok && len(rest) == digits {
		return rest, true
	}
	rest, ok := strings.CutPrefix(number, "0")
	return rest, ok && len(rest) == digits
}

func hasPrefix(prefixes []string, s string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(s, prefix) })
}

// ofcom are the first digits of numbers for drama in the United Kingdom, each
// with a thousand numbers: some cities, no area, mobile, free, premium rate and
// all of the country. Ofcom, Telephone numbers for drama purposes.
var ofcom = []string{
	"1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960", "1614960", "1914980", "2079460", "2896496", "2920180",
	"1632960", "7700900", "8081570", "9098790", "3069990",
}

// Numbers for creative works in Australia: two ranges of each area, and single
// mobile, free and local rate numbers. ACMA, Phone numbers for use in TV shows,
// films and creative works.
var (
	acma       = []string{"25550", "27010", "35550", "37010", "75550", "77010", "85550", "87010"}
	acmaMobile = []string{
		"491570006", "491570110", "491570156", "491570157", "491570158", "491570159", "491570313", "491570737", "491571266", "491571491", "491571804", "491572549",
		"491572665", "491572983", "491573087", "491573770", "491574118", "491574632", "491575254", "491575789", "491576398", "491576801", "491577426", "491577644",
		"491578148", "491578888", "491578957", "491579212", "491579455", "491579760",
	}
	acmaFree = []string{
		"1800160401", "1800975707", "1800975708", "1800975709", "1800975710", "1800975711", "1300975707", "1300975708", "1300975709", "1300975710", "1300975711",
	}
)
