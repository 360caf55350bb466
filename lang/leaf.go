package lang

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// The leaves of the grammar are types that read themselves: they keep a token
// as written, cost one allocation where a captured struct costs ten, and say
// in the author's words what they wanted when they find something else. Each
// has one method read, which both readers call: the one that is generated, and
// participle by way of a method Parse, which is generated too.

// A place takes values of one kind, written in one of a few ways.
type place struct {
	what    string // "a number"
	literal ValueKind
	name    bool // takes the name of a constant
}

var (
	numberPlace = place{"a number", NumberLit, true}
	textPlace   = place{"a text", TextLit, true}
	urlPlace    = place{"a URL", TextLit, true}
	countPlace  = place{"a count", NumberLit, true}
	entityPlace = place{"an entity (a number)", NumberLit, true}
	datePlace   = place{"a date", DateLit, true}
	timePlace   = place{"a time", TimeLit, true}
	zonePlace   = place{"a time zone", ZoneLit, true}
	pathPlace   = place{"a path", TextLit, false}
	titlePlace  = place{"a name in quotes", TextLit, false}
	keysPlace   = place{"keys", NumberLit, true}
	anyPlace    = place{"a value", NoValue, true}
)

// Value types, each for the places of one kind.
type (
	PhoneNumber struct{ Value }
	TextValue   struct{ Value }
	URL         struct{ Value }
	Count       struct{ Value }
	Entity      struct{ Value }
	DateValue   struct{ Value }
	TimeValue   struct{ Value }
	Zone        struct{ Value }
	Path        struct{ Value }
	Title       struct{ Value } // of a test
	PressedKeys struct{ Value }
	AnyValue    struct{ Value }
)

func (v *PhoneNumber) read(lex tokens) error { return v.parse(lex, &numberPlace) }
func (v *TextValue) read(lex tokens) error   { return v.parse(lex, &textPlace) }
func (v *URL) read(lex tokens) error         { return v.parse(lex, &urlPlace) }
func (v *Count) read(lex tokens) error       { return v.parse(lex, &countPlace) }
func (v *Entity) read(lex tokens) error      { return v.parse(lex, &entityPlace) }
func (v *DateValue) read(lex tokens) error   { return v.parse(lex, &datePlace) }
func (v *TimeValue) read(lex tokens) error   { return v.parse(lex, &timePlace) }
func (v *Path) read(lex tokens) error        { return v.parse(lex, &pathPlace) }
func (v *Title) read(lex tokens) error       { return v.parse(lex, &titlePlace) }

func (v *PressedKeys) read(lex tokens) error {
	if lex.Peek().Type == tokHash {
		v.Kind = HashLit
		v.take(lex)
		return nil
	}
	return v.parse(lex, &keysPlace)
}

func (v *AnyValue) read(lex tokens) error {
	if tok := lex.Peek(); tok.Value == "with" && lex.before().Type == tokIdent && lex.second().Type == tokIdent {
		return &wanted{tok, anyPlace.what} // parameters follow the name of a step that is tested
	}
	if err := unfinished(lex); err != nil {
		return err
	}
	return v.parse(lex, &anyPlace)
}

// read reads NAME{/NAME} without blanks, which is a zone only here.
func (v *Zone) read(lex tokens) error {
	if err := v.parse(lex, &zonePlace); err != nil {
		return err
	}
	if v.Kind != NameRef {
		return nil
	}
	raw := v.Raw
	for {
		slash, name := lex.Peek(), lex.second()
		end := int(v.Start) + len(raw)
		if slash.Value != "/" || slash.Pos.Offset != end || name.Type != tokIdent || name.Pos.Offset != end+1 {
			break
		}
		v.Kind = ZoneLit
		raw += "/" + name.Value
		lex.Next()
		lex.Next()
	}
	v.Raw = raw
	return nil
}

// literalOf says how a value is written that a token is.
func literalOf(kind lexer.TokenType) ValueKind {
	switch kind {
	case tokNumber:
		return NumberLit
	case tokText, tokLongText:
		return TextLit
	case tokDate:
		return DateLit
	case tokTime:
		return TimeLit
	case tokHash:
		return HashLit
	}
	return NoValue
}

// parse reads a value. A text may stand in every place: it is how a run-time
// variable is written, and a number that is none.
func (v *Value) parse(lex tokens, p *place) error {
	tok := lex.Peek()
	switch kind := literalOf(tok.Type); {
	case tok.Type == tokIdent && p.name && !Reserved(tok.Value, ConstName):
		v.Kind = NameRef
	case kind == NoValue, kind == HashLit, kind != TextLit && kind != p.literal && p.literal != NoValue:
		return &wanted{tok, p.what}
	default:
		v.Kind = kind
	}
	v.take(lex)
	return nil
}

// take makes the value of the next token, whose kind is known.
func (v *Value) take(lex tokens) {
	tok := lex.Next()
	v.Raw, v.Start = tok.Value, int32(tok.Pos.Offset)
	if v.Kind == TextLit {
		v.decode()
	}
}

func (n *Name) read(lex tokens) error { return n.parse(lex, tokIdent, "a name") }

func (n *Name) parse(lex tokens, kind lexer.TokenType, what string) error {
	tok := lex.Peek()
	if tok.Type != kind {
		return &wanted{tok, what}
	}
	n.Text, n.Start = tok.Value, int32(tok.Pos.Offset)
	if kind == tokLabelName {
		n.Text = strings.TrimSuffix(n.Text, ":")
	}
	lex.Next()
	return nil
}

// Name types, each for the names of one role.
type (
	Target    struct{ Name } // where a branch or jump leads
	LabelMark struct{ Name } // NAME: before a statement
	ParamName struct{ Name } // NAME: before an argument
)

// Declared is what a declaration introduces.
type Declared struct {
	Name
	notes
}

func (n *LabelMark) parts(p *parts) {
	p.word(n.Text)
	p.mark(&colon)
}

func (n *ParamName) parts(p *parts) {
	p.word(n.Text)
	p.mark(&colon)
}

func (n *Target) read(lex tokens) error   { return n.parse(lex, tokIdent, "a target") }
func (n *Declared) read(lex tokens) error { return n.parse(lex, tokIdent, "a name") }
func (n *LabelMark) read(lex tokens) error {
	return n.parse(lex, tokLabelName, "a label")
}

func (n *ParamName) read(lex tokens) error {
	if lex.Peek().Type != tokLabelName {
		return participle.NextMatch
	}
	return n.parse(lex, tokLabelName, "a name")
}

// Into is the run-time variable that an input is stored in: a name as it
// stands, or a text.
type Into struct{ Value }

func (v *Into) read(lex tokens) error {
	tok := lex.Peek()
	switch tok.Type {
	case tokIdent:
		v.Kind = NameRef
	case tokText, tokLongText:
		v.Kind = TextLit
	default:
		return &wanted{tok, "the name of a variable"}
	}
	v.take(lex)
	return nil
}

// Key is an outcome: a key of the telephone, a range of them, a word, or a
// text that is a key of the payload as it stands.
type Key struct {
	notes
	From Value
	To   *Value // of a range; nil elsewhere
}

func (k *Key) parts(p *parts) {
	p.word(k.From.Raw)
	if k.To != nil {
		p.mark(&dots)
		p.word(k.To.Raw)
	}
}

// Span returns the bytes of the key.
func (k *Key) Span() source.Span {
	span := k.From.Span()
	if k.To != nil {
		span.End = k.To.Span().End
	}
	return span
}

func (k *Key) read(lex tokens) error {
	if err := k.From.parseKey(lex); err != nil {
		return err
	}
	if lex.Peek().Type != tokRange {
		return nil
	}
	lex.Next()
	k.To = &Value{}
	return k.To.parseKey(lex)
}

func (v *Value) parseKey(lex tokens) error {
	tok := lex.Peek()
	switch {
	case tok.Type == tokIdent:
		v.Kind = NameRef
	case tok.Type == tokText, tok.Type == tokNumber, tok.Type == tokHash:
		v.Kind = literalOf(tok.Type)
	case tok.Value == "*":
		err := &SyntaxError{
			Code: StarKey, Span: tokenSpan(tok),
			Message: "* is not a key of the script",
			Help:    "write else for any other input; it comes last",
		}
		if next := lex.second(); next.Type == tokText || next.Type == tokLongText {
			return err // which would be lost: else is not spoken
		}
		return err.mend("else")
	default:
		return &wanted{tok, "a key"}
	}
	v.take(lex)
	return nil
}

// Spoken is the text of a menu's arm.
type Spoken struct{ Value }

func (v *Spoken) read(lex tokens) error {
	tok := lex.Peek()
	switch tok.Type {
	case tokText, tokLongText:
	case tokIdent:
		// A statement may have been meant, whose braces are missing.
		next := lex.second()
		if Reserved(tok.Value, ConstName) || next.Type != tokArrow && next.Value != "{" {
			return participle.NextMatch
		}
	default:
		return participle.NextMatch
	}
	return v.parse(lex, &textPlace)
}

// Object is the JSON object of a raw step, as written.
type Object struct{ Value }

func (v *Object) read(lex tokens) error {
	tok := lex.Peek()
	if tok.Type != tokJSON {
		return &wanted{tok, "a JSON object"}
	}
	v.take(lex)
	return nil
}

// A SyntaxError says why a statement did not parse.
type SyntaxError struct {
	source.Span
	Code    *diag.Code
	Message string
	Help    string
	Fix     *Fix   // nil where no mend is certain
	Name    string // that was meant by one that can't be written so, which may stand in several places
	Word    *Name  // that starts no statement; unless another file declares such a step, that is what is wrong

	verb      string // that starts the statement, where no step can be called so: if one is, that is what is wrong
	listed    bool   // exits are separated by commas
	below     bool   // the block of the statement starts on the next line
	muted     bool   // inside a block that is not closed
	structure bool   // about braces: muted where a bigger mistake explains it
	leftOver  bool   // a closing brace that closes nothing
	foreign   bool   // the block behind it is of another language
	open      bool   // a block that is not closed
	leads     *Fix   // what to write so that the statements below make sense,
	lead      string // and what to say where they do; the help elsewhere
	swallows  bool   // a text that may have taken a closing brace with it
	rest      bool   // what follows is a statement of its own,
	over      bool   // behind the next token
}

// A Fix is a mend that is certain: a text for a part of the file. An empty one
// removes it.
type Fix struct {
	source.Span
	Text string
}

// Write says what to write in place of the span of the error.
func (e *SyntaxError) Write(text string) {
	e.Help = "write " + text
	e.mend(text)
}

// mend is a fix of the span of the error.
func (e *SyntaxError) mend(text string) *SyntaxError {
	e.Fix = &Fix{e.Span, text}
	return e
}

func (e *SyntaxError) Error() string { return e.Message }

// wanted is the error of a leaf that found something else than it wanted.
type wanted struct {
	found *lexer.Token
	what  string
}

func (w *wanted) Error() string { return fmt.Sprintf("%s expected", w.what) }

func tokenSpan(tok *lexer.Token) source.Span {
	start := int32(tok.Pos.Offset)
	return source.Span{Start: start, End: start + int32(len(tok.Value))}
}
