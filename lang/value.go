package lang

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Name is a name as written.
type Name struct {
	Text  string
	Start int32
}

// Span returns the bytes of the name.
func (n Name) Span() source.Span {
	return source.Span{Start: n.Start, End: n.Start + int32(len(n.Text))}
}

func (n *Name) parts(p *parts) { p.word(n.Text) }

// A Value is a literal as written, or the name of a constant, parameter or
// argument.
type Value struct {
	Raw   string
	Start int32
	Kind  ValueKind
	said  *said // of a text that was parsed and is not plain
}

// A ValueKind says how a value is written.
type ValueKind uint8

// The ways to write a value.
const (
	NoValue   ValueKind = iota
	NumberLit           // 5263
	TextLit             // "..." or """..."""
	DateLit             // 2018-10-11
	TimeLit             // 20:48
	ZoneLit             // Asia/Kolkata
	HashLit             // 12#
	NameRef             // greeting
)

// Span returns the bytes of the value.
func (v Value) Span() source.Span {
	return source.Span{Start: v.Start, End: v.Start + int32(len(v.Raw))}
}

// AsValue returns the value itself, whatever type of leaf it is part of.
func (v *Value) AsValue() *Value { return v }

func (v *Value) parts(p *parts) { p.word(v.Raw) }

// A Part of a text is plain text, or the name of a constant that stands there
// as ${name}.
type Part struct {
	Text string // escapes are read
	Name Name   // without a name where the part is plain
}

// said is what a text says that has escapes, constants or several lines.
type said struct {
	parts []Part
	errs  []*SyntaxError
}

// decode reads a text. Most are plain, and keep nothing.
func (v *Value) decode() {
	if !v.literal() {
		v.said = v.read()
	}
}

// literal reports whether a text says what stands between its quotes.
func (v Value) literal() bool {
	return strings.IndexByte(v.Raw, '\\') < 0 && strings.IndexByte(v.Raw, '$') < 0 && !strings.HasPrefix(v.Raw, `"""`)
}

func (v Value) read() *said {
	d := decoder{}
	if long, ok := strings.CutPrefix(v.Raw, `"""`); ok {
		d.long(strings.TrimSuffix(long, `"""`), v.Start+3)
	} else {
		d.line(v.Raw[1:len(v.Raw)-1], v.Start+1)
	}
	d.flush()
	return &said{d.parts, d.errs}
}

// Parts returns what a text literal holds, and what is wrong with it. Any
// other literal is one plain part, as written. A text is read when it is
// parsed; only one that was built is read here.
func (v Value) Parts() ([]Part, []*SyntaxError) {
	switch {
	case v.Kind != TextLit:
		return []Part{{Text: v.Raw}}, nil
	case v.said != nil:
		return v.said.parts, v.said.errs
	case !v.literal():
		s := v.read()
		return s.parts, s.errs
	case len(v.Raw) == len(`""`):
		return nil, nil
	}
	return []Part{{Text: v.Raw[1 : len(v.Raw)-1]}}, nil
}

// Plain returns a text without constants in it, and whether it is one.
func (v Value) Plain() (string, bool) {
	switch {
	case v.Kind != TextLit:
		return v.Raw, true
	case v.said == nil && v.literal():
		return v.Raw[1 : len(v.Raw)-1], true
	}
	parts, _ := v.Parts()
	switch {
	case len(parts) == 0:
		return "", true
	case len(parts) == 1 && parts[0].Name.Text == "":
		return parts[0].Text, true
	}
	return "", false
}
