package corpus

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// Texts are what inputs are made from.
type Texts []string

// piece cuts a text into words, numbers, texts and marks, and what is between
// them.
var piece = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*|\d+|[ \t]+|->|\$\{|\{\{|(?s:.)`)

// telling are pieces at which something once went wrong, or may.
var telling = []string{
	"\n", "\r\n", "\r\r\n", ";", "{", "}", "(", ")", ",", "->", "..", "/", ":", "#", "// c\n", "// flowc:allow raw-object because\n",
	"\"\"", "\"\"\"", "\"x\"", "\"${shared}\"", "\"{{x}}\"", "\"next\"", "0", "007", "-1", "99999999999999999999", "1e400", "1..9",
	"next", "end", "again", "else", "ok", "fail", "start", "say", "input 1 into x", "try 2 times", "menu", "each", "step s(p) -> x",
	"token", "sid env S", "let a =", "param", "use \"lib.flow\"", "raw {}", "\x00", "\xff", "\u202e", "\uFEFF", "\\", "\\u", "é", "\u2028",
	"null", "true", "[]", "{}", "\"id\": 0,", "\"next_step\": 1,", "\"type\": \"play\",", "---\n", "- ", "? ", "&a ", "*a", "!!x ", "|\n", "A=", "export ",
}

// Vary returns a text of the corpus with some changes.
func (c Texts) Vary(r *rand.Rand) string {
	text := c[r.IntN(len(c))]
	for range 1 + r.IntN(5) {
		if r.IntN(3) > 0 {
			text = strings.Join(c.pieces(r, piece.FindAllString(text, -1)), "")
		} else {
			text = strings.Join(c.lines(r, strings.SplitAfter(text, "\n")), "")
		}
	}
	return text
}

// pieces changes one place of a text that is cut into pieces.
func (c Texts) pieces(r *rand.Rand, list []string) []string {
	from, to := span(r, len(list), 4)
	switch r.IntN(7) {
	case 0:
		return splice(list, from, to)
	case 1:
		return splice(list, to, to, list[from:to]...)
	case 6: // again and again
		return splice(list, to, to, slices.Repeat(list[from:to], 1<<r.IntN(8))...)
	case 2:
		return splice(list, from, to, telling[r.IntN(len(telling))])
	case 3:
		return splice(list, from, from, telling[r.IntN(len(telling))])
	case 4:
		if len(list) > 0 {
			return splice(list, from, to, list[r.IntN(len(list))])
		}
	case 5:
		// Lines are joined, or broken at a blank.
		for i := from; i < len(list); i++ {
			switch {
			case list[i] == "\n":
				return splice(list, i, i+1, []string{" ", "; ", ""}[r.IntN(3)])
			case list[i] == " ":
				return splice(list, i, i+1, []string{"\n", "\n\n", "\n// c\n", ""}[r.IntN(4)])
			}
		}
	}
	return list
}

// lines changes some lines.
func (c Texts) lines(r *rand.Rand, list []string) []string {
	from, to := span(r, len(list), 6)
	switch r.IntN(6) {
	case 0:
		return splice(list, from, to)
	case 1:
		return splice(list, to, to, list[from:to]...)
	case 2:
		other, _ := span(r, len(list), 1)
		return splice(list, other, other, append([]string(nil), list[from:to]...)...)
	case 3: // lines of another text
		more := strings.SplitAfter(c[r.IntN(len(c))], "\n")
		a, b := span(r, len(more), 12)
		return splice(list, from, from, more[a:b]...)
	case 4: // on one line
		more := slices.Clone(list[from:to])
		for i, line := range more {
			more[i] = strings.TrimRight(line, "\n") + "; "
		}
		return splice(list, from, to, append(more, "\n")...)
	}
	// Some lines, again and again.
	var more []string
	for range 1 << r.IntN(9) {
		more = append(more, list[from:to]...)
	}
	return splice(list, to, to, more...)
}

// span returns a range of n things that has at most some.
func span(r *rand.Rand, n, most int) (from, to int) {
	if n == 0 {
		return 0, 0
	}
	from = r.IntN(n)
	return from, min(n, from+1+r.IntN(most))
}

// splice returns a list with others in place of a range.
func splice(list []string, from, to int, others ...string) []string {
	all := make([]string, 0, len(list)+len(others))
	all = append(all, list[:from]...)
	all = append(all, others...)
	return append(all, list[to:]...)
}
