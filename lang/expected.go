package lang

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/participle/v2/lexer"
)

// An Expected is one thing that may follow what is written of a statement: a
// word or a mark of the language, or a leaf of the grammar, such as Target.
type Expected struct{ Word, Leaf string }

// Leaves that are no types of values or names.
const (
	StatementLeaf = "Statement" // where a statement may start
	BodyLeaf      = "Body"
	ArmsLeaf      = "Arms"
	TestLineLeaf  = "TestLine" // where a line of a test may start
	TestLeaf      = "Transcript"
)

// An expr is a part of the grammar, read from what participle prints of it.
type expr struct {
	op   byte // 'w' a word, 'r' another rule or a leaf, 's' parts in a row, '|' one of them, and ? * +
	text string
	of   []*expr
}

// rules are the productions of the grammar by name. A statement that is added to
// the grammar is one of them.
var rules = sync.OnceValue(func() map[string]*expr {
	table := map[string]*expr{}
	for _, rule := range grammar() {
		name, text, _ := strings.Cut(rule, " = ")
		r := ruleReader{strings.TrimSuffix(text, " .")}
		table[name] = r.choice()
	}
	return table
})

// rule returns the name of the rule of a production.
func (p *production) rule() string { return p.node.Elem().Name() }

// A ruleReader reads what is left of a rule.
type ruleReader struct{ rest string }

func (r *ruleReader) choice() *expr {
	choice := &expr{op: '|', of: []*expr{r.row()}}
	for strings.HasPrefix(r.rest, "| ") {
		r.rest = r.rest[2:]
		choice.of = append(choice.of, r.row())
	}
	return choice
}

func (r *ruleReader) row() *expr {
	row := &expr{op: 's'}
	for r.rest != "" && r.rest[0] != ')' && r.rest[0] != '|' {
		row.of = append(row.of, r.part())
		r.rest = strings.TrimLeft(r.rest, " ")
	}
	return row
}

func (r *ruleReader) part() (part *expr) {
	switch r.rest[0] {
	case '(':
		r.rest = r.rest[1:]
		part = r.choice()
		r.rest = r.rest[1:]
	case '"':
		end := 1 + strings.IndexByte(r.rest[1:], '"')
		part = &expr{op: 'w', text: r.rest[1:end]}
		r.rest = r.rest[end+1:]
	default:
		end := strings.IndexAny(r.rest+" ", " )?*+")
		part = &expr{op: 'r', text: r.rest[:end]}
		r.rest = r.rest[end:]
	}
	if r.rest != "" && strings.IndexByte("?*+", r.rest[0]) >= 0 {
		part = &expr{op: r.rest[0], of: []*expr{part}}
		r.rest = r.rest[1:]
	}
	return part
}

// Optional returns the words and marks that start what the statement can do
// without.
func (v *Verb) Optional() []string { return rules()[v.production.rule()].optional() }

func (e *expr) optional() (words []string) {
	if e.op == '?' {
		words = e.starts()
	}
	for _, part := range e.of {
		words = append(words, part.optional()...)
	}
	return words
}

// starts returns the words and marks that something starts with.
func (e *expr) starts() (words []string) {
	switch rule := rules()[e.text]; {
	case e.op == 'w':
		return []string{e.text}
	case e.op == 'r' && rule != nil:
		return rule.starts()
	case e.op == '|':
		for _, part := range e.of {
			words = append(words, part.starts()...)
		}
	case len(e.of) > 0:
		return e.of[0].starts()
	}
	return words
}

// A selfReader reads itself from tokens.
type selfReader interface{ read(tokens) error }

// leaves are the leaves of the grammar by name.
var leaves = map[string]func() selfReader{
	"PhoneNumber": func() selfReader { return new(PhoneNumber) },
	"TextValue":   func() selfReader { return new(TextValue) },
	"URL":         func() selfReader { return new(URL) },
	"Count":       func() selfReader { return new(Count) },
	"Entity":      func() selfReader { return new(Entity) },
	"DateValue":   func() selfReader { return new(DateValue) },
	"TimeValue":   func() selfReader { return new(TimeValue) },
	"Zone":        func() selfReader { return new(Zone) },
	"Path":        func() selfReader { return new(Path) },
	"Title":       func() selfReader { return new(Title) },
	"PressedKeys": func() selfReader { return new(PressedKeys) },
	"AnyValue":    func() selfReader { return new(AnyValue) },
	"Object":      func() selfReader { return new(Object) },
	"Into":        func() selfReader { return new(Into) },
	"Spoken":      func() selfReader { return new(Spoken) },
	"Key":         func() selfReader { return new(Key) },
	"Target":      func() selfReader { return new(Target) },
	"Declared":    func() selfReader { return new(Declared) },
	"ParamName":   func() selfReader { return new(ParamName) },
	"Name":        func() selfReader { return new(Name) },
	BodyLeaf:      func() selfReader { return closedBlock{} },
	ArmsLeaf:      func() selfReader { return closedBlock{} },
	TestLeaf:      func() selfReader { return closedBlock{} },
}

// A closedBlock is a block that stands before the cursor, as one token.
type closedBlock struct{}

const blockMark = "{}"

func (closedBlock) read(lex tokens) error {
	if lex.Peek().Value != blockMark {
		return errOther
	}
	lex.Next()
	return nil
}

// A matcher goes over the tokens of a statement that is not written to its end,
// all ways that the grammar has, and notes what could follow the last of them.
type matcher struct {
	list     []lexer.Token
	at       int
	expected []Expected
}

var noToken = lexer.Token{Type: lexer.EOF}

func (m *matcher) token(n int) *lexer.Token {
	if n < 0 || n >= len(m.list) {
		none := noToken
		return &none
	}
	return &m.list[n]
}

func (m *matcher) Peek() *lexer.Token   { return m.token(m.at) }
func (m *matcher) second() *lexer.Token { return m.token(m.at + 1) }
func (m *matcher) before() *lexer.Token { return m.token(m.at - 1) }

func (m *matcher) Next() *lexer.Token {
	tok := m.token(m.at)
	m.at = min(m.at+1, len(m.list))
	return tok
}

func (m *matcher) note(e Expected) {
	if !slices.Contains(m.expected, e) {
		m.expected = append(m.expected, e)
	}
}

// match matches a part of the grammar with the tokens from at on, and calls then
// with where what follows it starts.
func (m *matcher) match(e *expr, at int, then func(at int)) {
	switch e.op {
	case 'w':
		switch {
		case at == len(m.list):
			m.note(Expected{Word: e.text})
		case m.list[at].Value == e.text:
			then(at + 1)
		}
	case 'r':
		m.leaf(e, at, then)
	case 's':
		m.row(e.of, at, then)
	case '|':
		for _, part := range e.of {
			m.match(part, at, then)
		}
	case '?':
		m.match(e.of[0], at, then)
		then(at)
	default: // any number of them
		m.match(e.of[0], at, func(end int) {
			if end > at {
				m.match(e, end, then)
			}
		})
		then(at)
	}
}

func (m *matcher) row(parts []*expr, at int, then func(at int)) {
	if len(parts) == 0 {
		then(at)
		return
	}
	m.match(parts[0], at, func(end int) { m.row(parts[1:], end, then) })
}

func (m *matcher) leaf(e *expr, at int, then func(at int)) {
	if rule := rules()[e.text]; rule != nil {
		m.match(rule, at, then)
		return
	}
	read := leaves[e.text]
	switch {
	case read == nil: // a line end, which is nowhere in the list
	case at == len(m.list):
		m.note(Expected{Leaf: e.text})
	default:
		m.at = at
		if read().read(m) == nil && m.at > at {
			then(m.at)
		}
	}
}

// expectedOf returns what may follow some tokens of a statement of a production.
func expectedOf(p *production, list []lexer.Token) []Expected {
	m := matcher{list: list}
	m.match(rules()[p.rule()], 0, func(int) {})
	return m.expected
}
