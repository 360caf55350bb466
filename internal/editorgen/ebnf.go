package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Rule is a production of the grammar of a statement, or of a part of one.
type Rule struct {
	Name string
	Body expr
}

// What a rule is made of.
type (
	expr any

	choice   []expr // a | b
	sequence []expr // a b
	repeated struct {
		expr expr
		mark byte
	} // a?, a* or a+
	literal string // "a"
	name    string // a production
	token   string // <a>
)

var ebnfToken = regexp.MustCompile(`"(?:\\.|[^"\\])*"|<[a-z]+>|\w+|[()|?*+.=]`)

// grammar returns the rules of statements, first the one that names them all. The
// structure of a script, the values and the tokens, which stand in other
// paragraphs, are not read: every editor writes these in its own way.
func grammar(ebnf string) ([]Rule, error) {
	paragraphs := strings.Split(ebnf, "\n\n")
	if len(paragraphs) != 5 {
		return nil, fmt.Errorf("the grammar has %d paragraphs, not 5", len(paragraphs))
	}
	p := &ebnfParser{tokens: ebnfToken.FindAllString(paragraphs[1]+paragraphs[2], -1)}
	var rules []Rule
	for len(p.tokens) > 0 && p.err == nil {
		name := p.next()
		p.want("=")
		rules = append(rules, Rule{name, p.choice()})
		p.want(".")
	}
	return rules, p.err
}

type ebnfParser struct {
	tokens []string
	err    error
}

func (p *ebnfParser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *ebnfParser) next() string {
	tok := p.peek()
	p.tokens = p.tokens[min(1, len(p.tokens)):]
	return tok
}

func (p *ebnfParser) want(tok string) {
	if got := p.next(); got != tok && p.err == nil {
		p.err = fmt.Errorf("the grammar has %q where %q should stand", got, tok)
	}
}

func (p *ebnfParser) choice() expr {
	list := choice{p.sequence()}
	for p.peek() == "|" {
		p.next()
		list = append(list, p.sequence())
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

func (p *ebnfParser) sequence() expr {
	var list sequence
	for !slices.Contains([]string{"", "|", ")", "."}, p.peek()) {
		e := p.atom()
		if mark := p.peek(); mark == "?" || mark == "*" || mark == "+" {
			p.next()
			e = repeated{e, mark[0]}
		}
		list = append(list, e)
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

func (p *ebnfParser) atom() expr {
	switch tok := p.next(); {
	case tok == "(":
		e := p.choice()
		p.want(")")
		return e
	case tok[0] == '"':
		return literal(strings.Trim(tok, `"`))
	case tok[0] == '<':
		return token(strings.Trim(tok, "<>"))
	default:
		return name(tok)
	}
}

// inside calls visit with all that an expression is made of.
func inside(e expr, visit func(expr)) {
	visit(e)
	switch e := e.(type) {
	case choice:
		for _, part := range e {
			inside(part, visit)
		}
	case sequence:
		for _, part := range e {
			inside(part, visit)
		}
	case repeated:
		inside(e.expr, visit)
	}
}

// treeSitter returns an expression as one of a grammar for tree-sitter.
func treeSitter(e expr) string {
	switch e := e.(type) {
	case choice:
		return "choice(" + treeSitterList(e) + ")"
	case sequence:
		return "seq(" + treeSitterList(e) + ")"
	case repeated:
		call := map[byte]string{'?': "optional", '*': "repeat", '+': "repeat1"}[e.mark]
		return call + "(" + treeSitter(e.expr) + ")"
	case literal:
		if hidden := map[literal]string{",": "$._comma", "(": "$._open_paren"}[e]; hidden != "" {
			return hidden
		}
		return "'" + string(e) + "'"
	case name:
		return "$." + symbol(string(e))
	case token:
		return "$._" + string(e)
	}
	panic(fmt.Sprintf("unexpected %T", e))
}

func treeSitterList(list []expr) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = treeSitter(e)
	}
	return strings.Join(parts, ", ")
}

var hump = regexp.MustCompile(`([a-z])([A-Z])`)

// symbol returns the name of a production as tree-sitter's grammars write them:
// StepDecl becomes step_decl.
func symbol(name string) string {
	return strings.ToLower(strings.ReplaceAll(hump.ReplaceAllString(name, "${1}_$2"), "APIS", "API_S"))
}
