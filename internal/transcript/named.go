package transcript

import (
	"regexp"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
)

// A name is where what a constant or parameter says stands in a text.
type name struct {
	start, end int
	text       string
}

// maxNamed is how many bytes a text has in which names are looked for.
const maxNamed = 10_000

var variable = regexp.MustCompile(`\{\{.*?\}\}`)

// names returns where in what a key of a step says names of the script stand: a test
// that has them there holds for other values, too.
func (w Writer) names(e *sim.Effect, key, says string) []name {
	if w.Call == nil || len(says) > maxNamed {
		return nil
	}
	return certain(w.Call.Written(e.Step, key), says)
}

// certain returns where names stand in a text, or none where that may be elsewhere:
// nobody knows where what was stored at run time ends.
func certain(parts []call.Part, says string) []name {
	lazy, greedy := placed(parts, says, `(?s:.*?)`), placed(parts, says, `(?s:.*)`)
	for i := range lazy {
		if i >= len(greedy) || lazy[i] != greedy[i] {
			return nil
		}
	}
	return lazy
}

// placed returns where names stand, with a pattern for what was stored at run time.
// Behind the parts there may be more, as the choices of a menu.
func placed(parts []call.Part, says, stored string) (names []name) {
	pattern := `^\s*`
	for _, p := range parts {
		switch {
		case p.Name == "":
			at := 0
			for _, v := range variable.FindAllStringIndex(p.Says, -1) {
				pattern += regexp.QuoteMeta(p.Says[at:v[0]]) + stored
				at = v[1]
			}
			pattern += regexp.QuoteMeta(p.Says[at:])
		case p.Says == "" || strings.Contains(p.Says, "{{") || strings.Join(strings.Fields(p.Says), " ") != p.Says:
			return nil
		default:
			pattern += `(` + regexp.QuoteMeta(p.Says) + `)`
			names = append(names, name{text: p.Name})
		}
	}
	re, err := regexp.Compile(pattern)
	if err != nil || len(names) == 0 {
		return nil
	}
	found := re.FindStringSubmatchIndex(says)
	if found == nil {
		return nil
	}
	for i := range names {
		names[i].start, names[i].end = found[2*i+2], found[2*i+3]
	}
	return names
}

// spaced returns names in a text whose runs of white space have become spaces.
func spaced(says string, names []name) (list []name) {
	for _, n := range names {
		start := len(strings.Join(strings.Fields(says[:n.start]+"x"), " ")) - 1
		list = append(list, name{start, start + n.end - n.start, n.text})
	}
	return list
}

// said returns the literal of a text with names in it, of which a part is wanted that
// starts where the text does. A name that the part ends in stands there whole.
func said(text string, end int, names []name) lang.Literal {
	if len(names) == 1 && names[0].start == 0 && names[0].end == len(text) {
		return lang.Ref(names[0].text)
	}
	var raw strings.Builder
	at := 0
	plain := func(to int) {
		quoted := lang.Quote(text[at:to])
		raw.WriteString(quoted[1 : len(quoted)-1])
	}
	for _, n := range names {
		if n.start >= end {
			break
		}
		plain(n.start)
		raw.WriteString("${" + n.text + "}")
		at = n.end
	}
	if at < end {
		plain(end)
	}
	return lang.Literal{Value: lang.Value{Raw: `"` + raw.String() + `"`, Kind: lang.TextLit}}
}
