package call

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/source"
)

// Words finds words of a value of a payload by counting, since any of their
// letters may be escaped.
func (p payload) Words(i int, key string, start, end int) (source.Place, bool) {
	n := p.Vertices[i].Node.Get(key)
	if n == nil {
		return source.Place{}, false
	}
	from, to, ok := inJSON(p.src.Text[n.Start:n.End], len(n.Text), start, end)
	return p.at(n.Start+int32(from), n.Start+int32(to)), ok
}

// inJSON returns where a text of JSON, which says so many bytes in all, says
// those from start to end. It is not ok where the text is written in another
// way than JSON has.
func inJSON(text string, length, start, end int) (from, to int, ok bool) {
	if len(text) < 2 || text[0] != '"' {
		return 0, 0, false
	}
	said := 0
	for at := 1; at < len(text)-1; {
		if said <= start {
			from = at
		}
		written, says := escape(text[at:])
		at += written
		said += says
		if said <= end {
			to = at
		}
	}
	return from, to, said == length && from < to
}

// escape returns how many bytes the first character of a text of JSON takes, or
// a byte of it, and how many it says.
func escape(text string) (written, says int) {
	half := func(text string) rune {
		if len(text) < len(`\u0000`) || text[:2] != `\u` {
			return -1
		}
		n, err := strconv.ParseUint(text[2:6], 16, 32)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	switch first := half(text); {
	case text[0] != '\\':
		return 1, 1
	case first < 0:
		return 2, 1
	case utf16.IsSurrogate(first):
		if pair := utf16.DecodeRune(first, half(text[6:])); pair != utf8.RuneError {
			return 12, utf8.RuneLen(pair)
		}
		return 6, utf8.RuneLen(utf8.RuneError)
	default:
		return 6, utf8.RuneLen(first)
	}
}
