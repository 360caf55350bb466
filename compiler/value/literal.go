package value

import (
	"strings"

	"github.com/flowc-lang/flowc/lang"
)

// Literal returns what a script writes for a value of a kind: it stands as it
// is where that is a literal of its kind, and as a text elsewhere. What the
// payload has for the literal is the value again.
func Literal(kind Kind, says string) lang.Value {
	switch {
	case kind == Number && isDigits(strings.TrimPrefix(says, "+")),
		(kind == Count || kind == Entity) && isDigits(says):
		return lang.Digits(says).Value
	case kind == Date && shaped(says, "0000-00-00"):
		return lang.Date(says).Value
	case kind == Time && shaped(says, "00:00:00"):
		return lang.Time(says).Value
	case kind == Zone:
		return lang.Timezone(says).Value
	case kind == Variable && lang.IsName(says) && !lang.Reserved(says, lang.LabelName): // into next would look like a jump
		return lang.Ref(says).Value
	}
	return lang.Text(says).Value
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// shaped reports whether a value has digits where its shape has zeros, and the
// same as the shape elsewhere.
func shaped(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i := range len(s) {
		if s[i] != shape[i] && !(shape[i] == '0' && isDigit(s[i])) {
			return false
		}
	}
	return true
}
