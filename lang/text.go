package lang

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/source"
)

// Quote returns the literal of a text on one line, which shows all that it says.
func Quote(text string) string {
	if unescaped(text) {
		return `"` + text + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch r {
		case '"', '\\', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if hidden(r) {
				fmt.Fprintf(&b, `\u{%X}`, r)
				continue
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	// A dollar needs no escape where no brace follows.
	return dollars.Replace(b.String())
}

// unescaped reports whether a text stands in a literal as it is, as most do.
func unescaped(text string) bool {
	ascii := true
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c == 0x7f || c == '"' || c == '\\' || c == '$' {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.ValidString(text) && !strings.ContainsFunc(text, hidden)
}

// hidden reports whether nobody would see a character, and a terminal or an editor
// would act on it: control characters, ends of lines, and marks that reorder text or
// have no width. Joiners are part of words in scripts of India and Arabia, and of emoji, and
// some marks of numbers are seen.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) &&
		!unicode.In(r, unicode.Join_Control, unicode.Prepended_Concatenation_Mark)
}

var dollars = strings.NewReplacer(`\${`, `\${`, `\\`, `\\`, `\"`, `\"`, `\$`, `$`)

// A decoder reads the inside of a text literal.
type decoder struct {
	parts []Part
	errs  []*SyntaxError
	plain strings.Builder
}

func (d *decoder) flush() {
	if d.plain.Len() > 0 {
		d.parts = append(d.parts, Part{Text: d.plain.String()})
		d.plain.Reset()
	}
}

// Bounds of what is looked at in a text: without them a text of nothing but
// mistakes takes minutes.
const (
	maxEscape = 20  // bytes of an escape
	maxWrong  = 100 // mistakes that are reported of one text
)

func (d *decoder) fail(start, end int32, message, help string) {
	if len(d.errs) == maxWrong {
		return
	}
	d.errs = append(d.errs, &SyntaxError{
		Code: Syntax, Span: source.Span{Start: start, End: end}, Message: message, Help: help,
	})
}

// long reads a long text: its lines are trimmed and joined by a space, a run
// of blank ones between others is a line break.
func (d *decoder) long(text string, start int32) {
	first, blank := true, false
	for len(text) > 0 {
		line, rest, _ := strings.Cut(text, "\n")
		size := int32(len(text) - len(rest))
		trimmed := strings.TrimLeft(line, " \t\r")
		at := start + int32(len(line)-len(trimmed))
		trimmed = strings.TrimRight(trimmed, " \t\r")
		switch {
		case trimmed == "":
			blank = true
		default:
			switch {
			case first:
			case blank:
				d.plain.WriteByte('\n')
			default:
				d.plain.WriteByte(' ')
			}
			first, blank = false, false
			d.line(trimmed, at)
		}
		text, start = rest, start+size
	}
}

// line reads text that starts at start in the file.
func (d *decoder) line(text string, start int32) {
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], `\$`)
		if n < 0 {
			d.plain.WriteString(text[i:])
			return
		}
		d.plain.WriteString(text[i : i+n])
		i += n
		if text[i] == '\\' {
			i += d.escape(text[i:], start+int32(i))
		} else {
			i += d.constant(text[i:], start+int32(i))
		}
	}
}

const escapesHelp = `the escapes are \" \\ \n \t \$ and \u{1F600}`

// escape reads the escape that text starts with and returns its length.
func (d *decoder) escape(text string, start int32) int {
	if len(text) < 2 {
		d.fail(start, start+1, "a backslash stands alone", escapesHelp)
		return 1
	}
	switch text[1] {
	case '"', '\\', '$':
		d.plain.WriteByte(text[1])
		return 2
	case 'n':
		d.plain.WriteByte('\n')
		return 2
	case 't':
		d.plain.WriteByte('\t')
		return 2
	case 'u':
		end := strings.IndexByte(text[:min(len(text), maxEscape)], '}')
		if end < 0 || text[2] != '{' {
			d.fail(start, start+2, `\u needs the number of a character in braces`, escapesHelp)
			return 2
		}
		code, err := strconv.ParseUint(text[3:end], 16, 32)
		if err != nil || len(text[3:end]) > 6 || code == 0 || !utf8.ValidRune(rune(code)) {
			d.fail(start, start+int32(end)+1, "no character has this number", escapesHelp)
			return end + 1
		}
		d.plain.WriteRune(rune(code))
		return end + 1
	}
	if c := text[1]; strings.IndexByte("'`/{}()[]-%@&#!?.,:;", c) >= 0 {
		d.fail(start, start+2, text[:2]+" is no escape", "write "+string(c)+", without a backslash")
		return 2
	}
	_, size := utf8.DecodeRuneInString(text[1:])
	d.fail(start, start+1+int32(size), fmt.Sprintf("%s is no escape", text[:1+size]), escapesHelp)
	return 1 + size
}

// constant reads ${name}, or a lone dollar, and returns its length.
func (d *decoder) constant(text string, start int32) int {
	if len(text) < 2 || text[1] != '{' {
		d.plain.WriteByte('$')
		return 1
	}
	end := strings.IndexByte(text[:min(len(text), 3+MaxName)], '}')
	if end < 0 {
		d.fail(start, start+2, "this ${ is not closed", `close it with }, or write \${ for the two characters`)
		return 2
	}
	name := text[2:end]
	if !IsName(name) {
		help := `write \${ for the two characters themselves`
		bare := strings.TrimSpace(name)
		first := bare[:len(bare)-len(strings.TrimLeft(bare, nameBytes))]
		switch {
		case IsName(bare):
			help = "write ${" + bare + "}"
		case IsName(first) && (strings.HasPrefix(bare[len(first):], ":-") || strings.HasPrefix(bare[len(first):], "|")):
			help = fmt.Sprintf("write ${%s}, and param %s = VALUE for a default", first, first)
		case IsName(first):
			help = fmt.Sprintf("write ${%s}: a script does not calculate; %s", first, help)
		}
		d.fail(start, start+int32(end)+1, "${...} holds the name of one constant", help)
		return end + 1
	}
	d.flush()
	d.parts = append(d.parts, Part{Name: Name{name, start + 2}})
	return end + 1
}
