package decompile

import (
	"strings"

	"github.com/flowc-lang/flowc/lang"
)

const (
	maxLine  = 100 // a text that is longer is written on several lines,
	wrapLine = 80  // each about as long
)

// prose writes a text on several lines where it is long and these say the same.
// It stands in a statement at a depth.
func prose(text *lang.Value, depth int) {
	says, plain := text.Plain()
	if !plain || len(text.Raw) <= maxLine {
		return
	}
	indent := strings.Repeat("  ", depth)
	var b strings.Builder
	b.WriteString(`"""`)
	for i, paragraph := range strings.Split(says, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		column := maxLine
		for _, word := range strings.Fields(paragraph) {
			word = strings.TrimSuffix(strings.TrimPrefix(lang.Quote(word), `"`), `"`)
			if !strings.Contains(word, `\"\"`) {
				word = strings.ReplaceAll(word, `\"`, `"`)
			}
			if column+1+len(word) > wrapLine {
				b.WriteString("\n  " + indent)
				column = 0
			} else {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			column += 1 + len(word)
		}
	}
	b.WriteString("\n" + indent + `"""`)
	long := lang.Value{Raw: b.String(), Kind: lang.TextLit}
	if said, ok := long.Plain(); ok && said == says {
		*text = long
	}
}
