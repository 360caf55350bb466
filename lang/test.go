package lang

import (
	"slices"

	"github.com/flowc-lang/flowc/lang/source"
)

// TestDecl is a test: a transcript of the call of the script, or of a step
// alone.
type TestDecl struct {
	outer
	Name Title      `parser:"'test' @@"`
	Of   *Tested    `parser:"@@?"`
	With []Given    `parser:"( 'with' @@ ( ',' @@ )* )?"`
	Body Transcript `parser:"@@"`
}

func (s *TestDecl) parts(p *parts) {
	p.word("test")
	p.leaf(&s.Name)
	if s.Of != nil {
		p.node(s.Of)
	}
	for i := range s.With {
		if i == 0 {
			p.word("with")
		} else {
			p.mark(&comma)
		}
		p.item(&s.With[i])
	}
	p.node(&s.Body)
}

// Expects reports whether the test says that something happens on the call. What
// the caller presses does not.
func (s *TestDecl) Expects() bool {
	return slices.ContainsFunc(s.Body.Lines, func(line Stmt) bool { _, press := line.(*Press); return !press })
}

// Tested is the step of the author's own that a test runs alone.
type Tested struct {
	Name Name       `parser:"'of' @@"`
	Args []Argument `parser:"( @@ ( ',' @@ )* )?"`
}

// Span returns the bytes from the name of the step to its last argument.
func (t *Tested) Span() source.Span {
	span := t.Name.Span()
	if n := len(t.Args); n > 0 {
		span.End = t.Args[n-1].Span().End
	}
	return span
}

func (t *Tested) parts(p *parts) {
	p.word("of")
	p.leaf(&t.Name)
	for i := range t.Args {
		if i > 0 {
			p.mark(&comma)
		}
		p.item(&t.Args[i])
	}
}

// Given is the value of a parameter in a test.
type Given struct {
	notes
	Broken bool     // the line is broken before it
	Name   Name     `parser:"@@"`
	Value  AnyValue `parser:"'=' @@"`
}

// Span returns the bytes from the name of the parameter to the end of the value.
func (g *Given) Span() source.Span {
	return source.Span{Start: g.Name.Start, End: g.Value.Span().End}
}

func (g *Given) parts(p *parts) {
	p.leaf(&g.Name)
	p.word("=")
	p.leaf(&g.Value)
}

// A Transcript is the block of a test: what happens on the call, line by line.
// Its lines are types of their own, so that nothing takes them for steps. End is
// -1 where it is not closed.
type Transcript struct {
	block
	Lines []Stmt
}

func (t *Transcript) items() int { return len(t.Lines) }

func (t *Transcript) short() bool {
	if len(t.Lines) != 2 {
		return len(t.Lines) < 2
	}
	switch t.Lines[1].(type) {
	case *ExpectExit, *ExpectEnd:
		return true
	}
	return false
}

func (t *Transcript) parts(p *parts) {
	p.open(t)
	for _, s := range t.Lines {
		p.stmt(s)
	}
	p.close(t)
}

// testLine is embedded in the lines of a transcript.
type testLine struct{ stmt }

// Hear is what the caller hears: some later prompt has the text in it.
type Hear struct {
	testLine
	Text TextValue `parser:"'hear' @@"`
}

func (s *Hear) parts(p *parts) {
	p.word("hear")
	p.leaf(&s.Text)
}

// Press is what the caller presses.
type Press struct {
	testLine
	Keys PressedKeys `parser:"'press' @@"`
}

func (s *Press) parts(p *parts) {
	p.word("press")
	p.leaf(&s.Keys)
}

// ExpectCall is a call that is placed.
type ExpectCall struct {
	testLine
	Number PhoneNumber  `parser:"'call' @@"`
	From   *PhoneNumber `parser:"( 'from' @@ )?"`
}

func (s *ExpectCall) parts(p *parts) {
	p.word("call")
	p.leaf(&s.Number)
	if s.From != nil {
		p.word("from")
		p.leaf(s.From)
	}
}

// ExpectConnect is the caller being connected.
type ExpectConnect struct {
	testLine
	Number PhoneNumber  `parser:"'connect' @@"`
	From   *PhoneNumber `parser:"( 'from' @@ )?"`
}

func (s *ExpectConnect) parts(p *parts) {
	p.word("connect")
	p.leaf(&s.Number)
	if s.From != nil {
		p.word("from")
		p.leaf(s.From)
	}
}

// ExpectCallback is a call back that is arranged, and as much of when as is
// written.
type ExpectCallback struct {
	testLine
	Entity Entity     `parser:"'callback' @@"`
	Date   *DateValue `parser:"( 'at' @@"`
	Time   *TimeValue `parser:"( @@"`
	Zone   *Zone      `parser:"@@? )? )?"`
}

func (s *ExpectCallback) parts(p *parts) {
	p.word("callback")
	p.leaf(&s.Entity)
	if s.Date != nil {
		p.word("at")
		p.leaf(s.Date)
	}
	if s.Time != nil {
		p.leaf(s.Time)
	}
	if s.Zone != nil {
		p.leaf(s.Zone)
	}
}

// ExpectHTTP is a request that is sent, to a URL that the pattern fits, and how
// it turns out.
type ExpectHTTP struct {
	testLine
	Method  string    `parser:"@('get' | 'post' | 'put' | 'patch' | 'delete')"`
	Pattern TextValue `parser:"@@"`
	Outcome Key       `parser:"'->' @@"`
}

func (s *ExpectHTTP) parts(p *parts) {
	p.word(s.Method)
	p.leaf(&s.Pattern)
	p.word("->")
	p.node(&s.Outcome)
}

// ExpectRaw is an object that has the keys which are written, and how it turns
// out where it branches.
type ExpectRaw struct {
	testLine
	Object  Object `parser:"'raw' @@"`
	Outcome *Key   `parser:"( '->' @@ )?"`
}

func (s *ExpectRaw) parts(p *parts) {
	p.word("raw")
	p.leaf(&s.Object)
	if s.Outcome != nil {
		p.word("->")
		p.node(s.Outcome)
	}
}

// ExpectEnd is the end of the call.
type ExpectEnd struct {
	testLine
	Word string `parser:"@'end'"` // nothing else to read: the grammar wants a field
}

func (s *ExpectEnd) parts(p *parts) { p.word("end") }

// ExpectExit is the exit that the step takes which the test runs.
type ExpectExit struct {
	testLine
	Exit Target `parser:"'->' @@"`
}

func (s *ExpectExit) parts(p *parts) {
	p.word("->")
	p.leaf(&s.Exit)
}

// TestVerbs is the table of the lines of a test by their first word, in the
// order in which the documentation shows them.
var TestVerbs = []Verb{
	{
		"hear", Expectation, `hear "TEXT"`,
		"Hears a prompt that has the text in it.",
		`hear "account number"`, produce[Hear](),
	},
	{
		"press", Expectation, `press KEYS`,
		"Presses keys.",
		`press 1234`, produce[Press](),
	},
	{
		"call", Expectation, `call NUMBER from NUMBER`,
		"Says that a call is placed.",
		`call 442079460123 from 442079460100`, produce[ExpectCall](),
	},
	{
		"get", Expectation, `get "PATTERN" -> ok`,
		"Says that a GET request is sent, and whether it succeeds.",
		`get "*/test/1234" -> ok`, expectRequest,
	},
	{
		"post", Expectation, `post "PATTERN" -> ok`,
		"Says that a POST request is sent, and whether it succeeds.",
		`post "*/test/1234" -> fail`, expectRequest,
	},
	{
		"put", Expectation, `put "PATTERN" -> ok`,
		"Says that a PUT request is sent, and whether it succeeds.",
		`put "https://example.com/*" -> ok`, expectRequest,
	},
	{
		"patch", Expectation, `patch "PATTERN" -> ok`,
		"Says that a PATCH request is sent, and whether it succeeds.",
		`patch "https://example.com/*" -> "busy"`, expectRequest,
	},
	{
		"delete", Expectation, `delete "PATTERN" -> ok`,
		"Says that a DELETE request is sent, and whether it succeeds.",
		`delete "https://example.com/*" -> ok`, expectRequest,
	},
	{
		"callback", Expectation, `callback ENTITY at 2018-10-11 20:48:00 UTC`,
		"Says that a call back is arranged.",
		`callback 5263 at 2030-01-15 18:30 Europe/London`, produce[ExpectCallback](),
	},
	{
		"connect", Expectation, `connect NUMBER from NUMBER`,
		"Says that the caller is connected to a number.",
		`connect 5263 from 442079460100`, produce[ExpectConnect](),
	},
	{
		"raw", Expectation, `raw { "type": "..." } -> OUTCOME`,
		"Says that an object of the payload has these keys, and how it turns out.",
		`raw { "type": "fax" } -> ok`, produce[ExpectRaw](),
	},
	{
		"end", Expectation, `end`,
		"Says that the call has ended.",
		`end`, produce[ExpectEnd](),
	},
	{
		"->", Expectation, `-> EXIT`,
		"Says which exit the step takes that the test is of.",
		`-> verified`, produce[ExpectExit](),
	},
}

// TestVerbOf returns the verb of the first word of a line of a test, or nil.
func TestVerbOf(word string) *Verb { return testVerbs()[word] }
