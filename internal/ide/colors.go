package ide

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Token is a part of a line that is shown in one way.
type Token struct {
	source.Span
	Kind     TokenKind
	Declared bool // the name is declared here
}

// A TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens, as far as they are shown.
const (
	Keyword TokenKind = iota
	LabelName
	StepName
	ConstantName
	ParameterName
	VariableName
	String
	Number
	Comment
	Operator
)

// Tokens returns the tokens of the script that are in a range, in the order of
// the text. None is longer than its line. A name that means nothing is none.
func (s *Snapshot) Tokens(in source.Span) []Token {
	p := painter{text: s.Text(), in: in, refs: s.Refs()}
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		if zone, ok := n.(*lang.Zone); ok && zone.Kind != lang.TextLit {
			p.zones = append(p.zones, zone.Span())
		}
		return true
	})
	lang.EachToken(p.text, p.token)
	return p.list
}

// A painter makes the tokens of a text.
type painter struct {
	text  string
	in    source.Span
	refs  resolve.Refs  // that are still to come
	zones []source.Span // of time, too
	list  []Token
}

func (p *painter) token(kind lang.TokenKind, span source.Span) {
	for len(p.refs) > 0 && p.refs[0].End <= span.Start {
		p.refs = p.refs[1:]
	}
	for len(p.zones) > 0 && p.zones[0].End <= span.Start {
		p.zones = p.zones[1:]
	}
	switch kind {
	case lang.NameToken, lang.LabelToken:
		p.name(span)
	case lang.TextToken, lang.ObjectToken:
		p.string(span)
	case lang.NumberToken:
		p.add(span, Number, false)
	case lang.CommentToken:
		p.add(span, Comment, false)
	case lang.OperatorToken:
		if !p.inZone(span) {
			p.add(span, Operator, false)
		}
	}
}

// inZone reports whether a token is part of a time zone, of which the first is
// shown as all of it.
func (p *painter) inZone(span source.Span) bool {
	return len(p.zones) > 0 && p.zones[0].Start <= span.Start && span.End <= p.zones[0].End
}

func (p *painter) name(span source.Span) {
	switch {
	case len(p.refs) > 0 && p.refs[0].Start == span.Start:
		p.ref(p.refs[0])
	case p.inZone(span):
		if p.zones[0].Start == span.Start {
			p.add(p.zones[0], String, false)
		}
	case lang.IsWord(p.text[span.Start:span.End]):
		p.add(span, Keyword, false)
	}
}

func (p *painter) ref(r resolve.Ref) {
	kind := String // the path of a file
	switch r.Object.Kind {
	case resolve.Label, resolve.Exit:
		kind = LabelName
	case resolve.Step:
		kind = StepName
	case resolve.Constant:
		kind = ConstantName
	case resolve.Parameter, resolve.Argument, resolve.Attempt:
		kind = ParameterName
	case resolve.Variable:
		kind = VariableName
	}
	p.add(r.Span, kind, r.Role == resolve.Declaration)
}

// string adds a text, and the names in it.
func (p *painter) string(span source.Span) {
	at := span.Start
	for len(p.refs) > 0 && p.refs[0].Start < span.End {
		r := p.refs[0]
		p.refs = p.refs[1:]
		p.add(source.Span{Start: at, End: r.Start}, String, false)
		p.ref(r)
		at = r.End
	}
	p.add(source.Span{Start: at, End: span.End}, String, false)
}

// add adds a token, one for each line.
func (p *painter) add(span source.Span, kind TokenKind, declared bool) {
	for span.Start < span.End {
		end := span.End
		if n := strings.IndexByte(p.text[span.Start:span.End], '\n'); n >= 0 {
			end = span.Start + int32(n)
		}
		line := source.Span{Start: span.Start, End: span.Start + int32(len(strings.TrimRight(p.text[span.Start:end], "\r")))}
		if line.Start < line.End && line.Start < p.in.End && p.in.Start < line.End {
			p.list = append(p.list, Token{line, kind, declared})
		}
		span.Start = end + 1
	}
}
