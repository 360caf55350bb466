package fact

import (
	"fmt"
	"math/bits"
	"strings"
)

// The longest number that ITU-T E.164 allows, with its country code, and the
// longest that may be one of the caller's own system: an extension, perhaps
// behind the code of a site.
const (
	maxNumber    = 15
	maxExtension = 7
)

// Phone returns what is wrong with a telephone number, and what to do about it;
// nothing where it is one of E.164, with or without a plus, where it may be an
// extension, or where it is no number that is written in digits. Of a number it
// knows the country code and how long it may be, not whether somebody has it.
func Phone(number string) (problem, help string) {
	digits := strings.TrimPrefix(number, "+")
	plus := len(digits) < len(number)
	if digits == "" || !allDigits(digits) || !plus && len(digits) <= maxExtension {
		return "", ""
	}
	if digits[0] == '0' && len(digits) <= maxNumber+len("011") {
		return leadingZero(number, digits)
	}
	code := callingCode(digits)
	switch {
	case len(digits) > maxNumber:
		return fmt.Sprintf("this has %d digits, and a number has at most %d", len(digits), maxNumber), "write one number, as a country code and what follows it"
	case code == "":
		return number + " starts with no country code: there is no " + digits[:min(3, len(digits))], "write the country code first, such as 44 for the United Kingdom"
	case possible(code, len(digits)), len(digits) == 8 && strings.HasPrefix(digits, "1310"): // Canada's 310 numbers have no area code
		return "", ""
	}
	problem = fmt.Sprintf("%s has %d digits, and a number that starts with %s has %s", number, len(digits), code, counts(lengths[atoi(code)]))
	switch rest := digits[len(code):]; {
	case !plus && len(digits) == 10 && digits[0] > '1': // as in North America and India, where it often stands without its code
		return problem, tenDigits
	case strings.HasPrefix(rest, "0") && possible(code, len(digits)-1):
		// As from +44 (0)20 7946 0018. Where a zero belongs to the number, as
		// in Italy, a number with it has a length that is possible.
		return number + " has a 0 after its country code, which is not dialled", "write " + code + rest[1:]
	}
	return problem, "check the digits; if " + code + " is not its country code, write that first"
}

const tenDigits = "write the country code first, such as 1 for the United States or 91 for India"

// leadingZero says what is wrong with digits that start with 0, which no
// country code does.
func leadingZero(number, digits string) (problem, help string) {
	problem, help = number+" starts with 0, and not with a country code", "write the country code instead of the 0, such as 442079460018 for 020 7946 0018"
	for _, prefix := range []string{"00", "011"} { // dialled before a country code in most countries, and in North America
		abroad, ok := strings.CutPrefix(digits, prefix)
		if code := callingCode(abroad); ok && code != "" && possible(code, len(abroad)) {
			return number + " starts with " + prefix + ", and not with its country code", "write " + abroad
		}
	}
	return problem, help
}

// callingCode returns the country code that digits start with, or nothing.
// None is the start of another.
func callingCode(digits string) string {
	for n := 1; n <= min(3, len(digits)); n++ {
		if lengths[atoi(digits[:n])] != 0 {
			return digits[:n]
		}
	}
	return ""
}

// possible reports whether a number of a country code may have so many digits.
func possible(code string, digits int) bool {
	return digits <= maxNumber && lengths[atoi(code)]&(1<<digits) != 0
}

// counts says which bits are set, such as "9, 11 or 12", or "7 to 15" for three
// and more in a row.
func counts(set uint16) string {
	var parts []string
	for set != 0 {
		first := bits.TrailingZeros16(set)
		row := bits.TrailingZeros16(^(set >> first))
		if row > 2 {
			parts = append(parts, fmt.Sprintf("%d to %d", first, first+row-1))
		} else {
			row = 1
			parts = append(parts, fmt.Sprint(first))
		}
		set &^= (1<<row - 1) << first
	}
	last := len(parts) - 1
	if last == 0 {
		return parts[0]
	}
	return strings.Join(parts[:last], ", ") + " or " + parts[last]
}

// atoi is strconv.Atoi for what is all digits.
func atoi(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
