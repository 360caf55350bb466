package decompile

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A pattern is what occurrences of a dialogue say in common: a step whose
// parameters stand where they differ.
type pattern struct {
	values []lang.Value // of the slots, with the names of the parameters in them
	holes  [][]string   // the parameters in each value, in their order
	pieces [][]string   // what stands around them
	params []string
	shared int // characters of the slots that are the same
}

// said returns the slots of units that may vary.
func said(units ...*unit) (list []slot) {
	for _, u := range units {
		u.visit(func(s *slot, _ bool) { list = append(list, *s) })
	}
	return list
}

// unify returns what several lists of slots have in common, or nil where that
// can't be said by parameters.
func unify(lists [][]slot) *pattern {
	p := &pattern{}
	taken, known, roles := names{}, map[string]string{}, map[string]string{}
	columns := make([][]lang.Value, len(lists[0]))
	for n := range columns {
		texts := make([]string, len(lists))
		for i := range lists {
			columns[n] = append(columns[n], lists[i][n].value)
			texts[i] = inside(lists[i][n].value)
		}
		if kind := lists[0][n].kind; kind != value.Text && kind != value.URL {
			roles[strings.Join(texts, "\x00")] = paramRoles[kind][0] // it says more than that of a text
		}
	}
	for n, column := range columns {
		s := &lists[0][n]
		if !slices.ContainsFunc(column, func(v lang.Value) bool { return v.Raw != column[0].Raw }) {
			p.add(column[0], []string{inside(column[0])}, nil)
			p.shared += utf8.RuneCountInString(column[0].Raw)
			continue
		}
		ok := p.vary(s, column, func(role string, args []string) string {
			key := strings.Join(args, "\x00")
			if known[key] == "" {
				known[key] = taken.unique([]string{cmp.Or(roles[key], role)})
				p.params = append(p.params, known[key])
			}
			return known[key]
		})
		if !ok {
			return nil
		}
	}
	return p
}

func (p *pattern) add(v lang.Value, pieces, holes []string) {
	p.values, p.pieces, p.holes = append(p.values, v), append(p.pieces, pieces), append(p.holes, holes)
}

// fits returns the arguments by which a pattern says some slots.
func (p *pattern) fits(list []slot) (args []lang.Value, ok bool) {
	given := make(map[string]string, len(p.params))
	for n := range list {
		text := inside(list[n].value)
		pieces := p.pieces[n]
		text, ok = strings.CutPrefix(text, pieces[0])
		if len(pieces) == 1 && list[n].value.Raw != p.values[n].Raw || !ok {
			return nil, false
		}
		for i, param := range p.holes[n] {
			at := strings.Index(text, pieces[i+1])
			if i == len(p.holes[n])-1 {
				at = len(text) - len(pieces[i+1])
			}
			if at < 1 || text[at:at+len(pieces[i+1])] != pieces[i+1] {
				return nil, false
			}
			arg := text[:at]
			if before, known := given[param]; known && before != arg || strings.Contains(arg, "${") {
				return nil, false
			}
			given[param], text = arg, text[at+len(pieces[i+1]):]
		}
	}
	for _, param := range p.params {
		args = append(args, argument(given[param]))
	}
	return args, true
}

// argument returns the value for what stands inside of a text: a number where
// it is one.
func argument(inside string) lang.Value {
	if isNumber(inside) {
		return lang.Digits(inside).Value
	}
	return lang.Value{Raw: `"` + inside + `"`, Kind: lang.TextLit}
}

// inside returns a value as it stands in a text.
func inside(v lang.Value) string {
	if v.Kind == lang.TextLit {
		return v.Raw[1 : len(v.Raw)-1]
	}
	return v.Raw
}

// paramRoles name parameters by what they stand for, whole or a part of it.
var paramRoles = map[value.Kind][2]string{
	value.Text: {"text", "what"}, value.URL: {"url", "path"}, value.Number: {"number", "number"}, value.Count: {"count", "count"},
	value.Entity: {"whom", "whom"}, value.Variable: {"name", "name"},
}

// length returns how many characters a value has. Where a URL leads is not
// counted, but what it asks for there: a constant can say the former.
func (s *slot) length(v lang.Value) int {
	text := v.Raw
	if s.kind == value.URL {
		_, rest, _ := strings.Cut(text, "://")
		_, text, _ = strings.Cut(rest, "/")
	}
	return utf8.RuneCountInString(text)
}

// minShared is how many letters and digits texts have in common at least that
// are written as one with holes in it.
const minShared = 8

// maxHoles is how many parts of one text may vary; more are hard to read.
const maxHoles = 3

// vary adds the value of a slot in which something varies, and reports whether
// that can be.
func (p *pattern) vary(s *slot, column []lang.Value, param func(role string, args []string) string) bool {
	roles := paramRoles[s.kind]
	texts := make([]string, len(column))
	plain := true // all of them are written as texts
	for i, v := range column {
		texts[i] = inside(v)
		plain = plain && v.Kind == lang.TextLit
	}
	counting := slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, "${") })
	if plain && (s.kind == value.Text || s.kind == value.URL) {
		t := templateOf(texts)
		if t != nil && (t.letters() >= minShared || counting) {
			return p.fill(s, t, roles[1], param)
		}
	}
	if counting {
		return false // an argument has no attempt to count
	}
	name := param(roles[0], texts)
	v := lang.Ref(name).Value
	if s.kind == value.Variable {
		v = lang.Value{Raw: `"${` + name + `}"`, Kind: lang.TextLit}
	}
	p.add(v, []string{"", ""}, []string{name})
	return true
}

// fill adds a text with parameters in its holes.
func (p *pattern) fill(s *slot, t *template, role string, param func(role string, args []string) string) bool {
	raw := t.pieces[0]
	var names []string
	for n, hole := range t.holes {
		if slices.ContainsFunc(hole, func(h string) bool { return strings.Contains(h, "${") }) {
			return false
		}
		names = append(names, param(role, hole))
		raw += "${" + names[n] + "}" + t.pieces[n+1]
	}
	v := lang.Value{Raw: `"` + raw + `"`, Kind: lang.TextLit}
	p.shared += s.length(v) - len("${what}")*len(t.holes)
	p.add(v, t.pieces, names)
	return true
}

// A template is what texts have in common: pieces, with a hole between each two
// in which they differ.
type template struct {
	pieces []string
	holes  [][]string // what stands there in each text
}

func (t *template) letters() (n int) {
	for _, p := range t.pieces {
		for _, r := range p {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}

// maxTokens is up to which length texts are looked at for what they have in
// common inside.
const maxTokens = 40

// templateOf returns what texts have in common, or nil where one of them has
// nothing in place of what another has.
func templateOf(texts []string) *template {
	rows := make([][]string, len(texts))
	for i, t := range texts {
		rows[i] = tokens(t)
	}
	head, tail := 0, 0
	short := slices.MinFunc(rows, func(a, b []string) int { return len(a) - len(b) })
	same := func(at func(row []string) string) bool {
		return !slices.ContainsFunc(rows, func(row []string) bool { return at(row) != at(short) })
	}
	for head < len(short) && same(func(row []string) string { return row[head] }) {
		head++
	}
	for tail < len(short)-head && same(func(row []string) string { return row[len(row)-1-tail] }) {
		tail++
	}
	t := &template{pieces: []string{strings.Join(short[:head], ""), strings.Join(short[len(short)-tail:], "")}}
	middle := make([][]string, len(rows))
	for i, row := range rows {
		middle[i] = row[head : len(row)-tail]
	}
	t.fill(middle, 0)
	t.endSentences()
	for _, hole := range t.holes {
		if slices.Contains(hole, "") {
			return nil
		}
	}
	return t
}

// endSentences makes the mark behind a hole that is a whole sentence a part of it.
func (t *template) endSentences() {
	for n, hole := range t.holes {
		before, mark, behind := t.pieces[n], "", t.pieces[n+1]
		if before != "" && !strings.HasSuffix(before, ". ") && !strings.HasSuffix(before, "? ") && !strings.HasSuffix(before, "! ") {
			continue
		}
		if len(behind) > 1 && strings.ContainsRune(".?!", rune(behind[0])) && behind[1] == ' ' {
			mark, behind = behind[:1], behind[1:]
		}
		for i := range hole {
			hole[i] += mark
		}
		t.pieces[n+1] = behind
	}
}

// fill puts rows of tokens into the hole behind a piece, and cuts it at the
// longest run of tokens that all of them have.
func (t *template) fill(rows [][]string, piece int) {
	at, n := run(rows)
	if n == 0 || len(t.pieces) > maxHoles {
		hole := make([]string, len(rows))
		for i, row := range rows {
			hole[i] = strings.Join(row, "")
		}
		t.holes = slices.Insert(t.holes, piece, hole)
		return
	}
	before, behind := make([][]string, len(rows)), make([][]string, len(rows))
	for i, row := range rows {
		before[i], behind[i] = row[:at[i]], row[at[i]+n:]
	}
	t.pieces = slices.Insert(t.pieces, piece+1, strings.Join(rows[0][at[0]:at[0]+n], ""))
	t.fill(before, piece)
	t.fill(behind, len(t.holes))
}

// minRun is how many letters a run of tokens inside a text has at least.
const minRun = 4

// run returns the longest run of tokens that stands in all rows, with something
// before and behind it: where it is, and how long.
func run(rows [][]string) (at []int, n int) {
	if slices.ContainsFunc(rows, func(row []string) bool { return len(row) > maxTokens }) {
		return nil, 0
	}
	for _, r := range runs(rows[0], rows[1]) {
		// At the edge of a row all but its first or last token may do.
		for _, cut := range []struct{ head, tail int }{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			start, end := r.start+cut.head, r.start+r.length-cut.tail
			if start >= end {
				continue
			}
			if at := inAll(rows, rows[0][start:end]); at != nil {
				return at, end - start
			}
		}
	}
	return nil, 0
}

// A stretch is some tokens of a row.
type stretch struct{ start, length int }

// runs returns the longest runs of tokens of a row that stand in another, the
// longest first.
func runs(row, other []string) (list []stretch) {
	before := make([]int, len(other)+1) // how long the runs are that end at a token of the other
	for i := range row {
		now := make([]int, len(other)+1)
		for j := range other {
			if row[i] == other[j] {
				now[j+1] = before[j] + 1
			}
			if ends := i+1 == len(row) || j+1 == len(other) || row[i+1] != other[j+1]; ends && now[j+1] > 0 {
				list = append(list, stretch{i + 1 - now[j+1], now[j+1]})
			}
		}
		before = now
	}
	slices.SortStableFunc(list, func(a, b stretch) int { return b.length - a.length })
	return list
}

// inAll returns where a run of tokens stands in all rows, or nil.
func inAll(rows [][]string, wanted []string) (at []int) {
	if (&template{pieces: wanted}).letters() < minRun {
		return nil
	}
	for _, row := range rows {
		i := index(row, wanted)
		if i < 0 {
			return nil
		}
		at = append(at, i)
	}
	return at
}

// index returns where some tokens stand in a row with others on both sides, or
// a negative number.
func index(row, tokens []string) int {
	for i := 1; i+len(tokens) < len(row); i++ {
		if slices.Equal(row[i:i+len(tokens)], tokens) {
			return i
		}
	}
	return -1
}

// tokens cuts the inside of a text into words, variables, escapes and other
// characters.
func tokens(text string) (list []string) {
	for len(text) > 0 {
		n := token(text)
		list = append(list, text[:n])
		text = text[n:]
	}
	return list
}

// maxMarked is how far a variable is looked for behind its braces.
const maxMarked = 200

// token returns how long the first token of a text is.
func token(text string) int {
	for _, mark := range []struct{ open, shut string }{{"${", "}"}, {"{{", "}}"}, {`\u{`, "}"}} {
		if strings.HasPrefix(text, mark.open) {
			if end := strings.Index(text[:min(len(text), maxMarked)], mark.shut); end > 0 {
				return end + len(mark.shut)
			}
		}
	}
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' }
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '\\' && len(text) > 1:
		return 2
	case !word(r):
		return size
	}
	if end := strings.IndexFunc(text, func(r rune) bool { return !word(r) }); end > 0 {
		return end
	}
	return len(text)
}
