package project

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Values are what a build gives to parameters, by name.
type Values map[string]resolve.Outside

// Read adds the values of a file. What is wrong in it is added to list; the
// error is for a file that can't be read.
func (v Values) Read(p *Project, name string, list *diag.List) error {
	text, err := p.Text(name)
	if err != nil {
		return err
	}
	readValues(source.NewFile(filepath.ToSlash(name), text), v, list)
	return nil
}

// Set adds a value that is written as NAME=VALUE, and reports whether it is.
func (v Values) Set(text string) bool {
	name, value, ok := strings.Cut(text, "=")
	if !ok || !lang.IsName(name) {
		return false
	}
	const before = "--set "
	file := source.NewFile("command line", before+text)
	start := int32(len(before))
	end := start + int32(len(name))
	v[name] = resolve.Outside{
		Value: value, Place: source.Place{File: file, Span: source.Span{Start: start, End: end}},
		Written: source.Place{File: file, Span: source.Span{Start: end + 1, End: int32(len(file.Text))}},
	}
	return true
}

var badValues = diag.Register(diag.Code{
	Name: "bad-values", Area: diag.Running, Title: "a file of values is no list of names and values",
	Text: "A file of `--values` is YAML or JSON: one mapping of names to single values, which are taken as the characters that are written.",
	Bad:  "call 4420\nsay \"Hello.\"\n-- values.yaml --\n- 5",
	Good: "param team\ncall 4420\nconnect team\n-- values.yaml --\nteam: 5263",
	Run:  "check --values values.yaml",
})

// Bounds of a file of values.
const (
	maxValues   = 1 << 20
	maxBrackets = 10_000
	maxLines    = 10_000
)

// A report adds what is wrong at a span of a file.
type report func(span source.Span, message string)

// readValues reads a file of values: one mapping of names to scalars, whose
// values are taken as the characters written.
func readValues(file *source.File, values Values, list *diag.List) {
	fail := func(span source.Span, message string) {
		f := list.Add(badValues.At(source.Place{File: file, Span: span}, "%s", message))
		f.Help, f.Unseen = valuesHelp, true // what stands there may be a secret
	}
	for _, body := range documents(file, "a list of values", fail) {
		entries, ok := mapping(body)
		if !ok {
			fail(tokenSpan(file, body.GetToken()), "this is no list of values")
		}
		for _, e := range entries {
			values.enter(e, file, fail)
		}
	}
}

// documents reads a file of YAML and returns what its documents hold. What is no
// YAML, or too large for what the file is for, is reported.
func documents(file *source.File, purpose string, fail report, options ...parser.Option) (bodies []ast.Node) {
	switch {
	case strings.IndexByte(file.Text, 0) >= 0:
		fail(source.Span{}, "this file is not text")
		return nil
	case len(file.Text) > maxValues || strings.Count(file.Text, "[")+strings.Count(file.Text, "{")+strings.Count(file.Text, "- ") > maxBrackets ||
		strings.Count(strings.TrimSuffix(file.Text, "\n"), "\n") >= maxLines:
		// The reader of YAML takes minutes for what is nested deep, or long.
		fail(source.Span{}, "this file is too large, or has too many lines or brackets, for "+purpose)
		return nil
	}
	// The reader counts the line of a comment twice where that ends in CRLF.
	text := strings.ReplaceAll(strings.TrimPrefix(file.Text, byteOrderMark), crlf, "\n")
	tree, err := parser.ParseBytes([]byte(text), 0, options...)
	if err != nil {
		var syntax yaml.Error
		if errors.As(err, &syntax) {
			// What the message says of the file itself may be a secret.
			quoted := regexp.MustCompile(`"[^"]*"|'[^']*'`)
			fail(tokenSpan(file, syntax.GetToken()), "this is no YAML: "+quoted.ReplaceAllString(syntax.GetMessage(), "..."))
		} else {
			fail(source.Span{}, "this is no YAML")
		}
		return nil
	}
	for _, doc := range tree.Docs {
		if _, comment := doc.Body.(*ast.CommentGroupNode); doc.Body != nil && !comment {
			bodies = append(bodies, doc.Body)
		}
	}
	return bodies
}

const valuesHelp = "a file of values has a line NAME: VALUE for each parameter"

// mapping returns the entries of a mapping.
func mapping(n ast.Node) (entries []*ast.MappingValueNode, ok bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// enter adds the value of an entry.
func (v Values) enter(e *ast.MappingValueNode, file *source.File, fail report) {
	name, _ := scalar(e.Key)
	at := tokenSpan(file, e.Key.GetToken())
	value, ok := scalar(e.Value)
	switch {
	case !lang.IsName(name):
		fail(at, "this is no name of a parameter")
	case !ok:
		if _, missing := e.Value.(*ast.NullNode); !missing { // else it stands nowhere
			at = tokenSpan(file, e.Value.GetToken())
		}
		fail(at, fmt.Sprintf("the value of %q is not a single value", name))
	default:
		v[name] = resolve.Outside{
			Value: value, Place: source.Place{File: file, Span: at},
			Written: source.Place{File: file, Span: tokenSpan(file, e.Value.GetToken())},
		}
	}
}

// scalar returns the characters of a single value.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.NullNode:
		return n.GetToken().Value, n.GetToken().Type != token.ImplicitNullType
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.AliasNode, *ast.AnchorNode, *ast.TagNode, nil:
		return "", false
	}
	return n.GetToken().Value, true
}

const (
	byteOrderMark = "\uFEFF"
	crlf          = "\r\n"
)

// tokenSpan returns the bytes of a token of YAML, which knows lines and
// columns of characters.
func tokenSpan(file *source.File, tok *token.Token) source.Span {
	if tok == nil || tok.Position == nil {
		return source.Span{}
	}
	at := source.Position{Line: tok.Position.Line, Column: tok.Position.Column}
	if at.Line == 1 && strings.HasPrefix(file.Text, byteOrderMark) {
		at.Column++ // the reader was not shown it
	}
	start := file.Offset(at, source.Characters)
	origin := strings.TrimSpace(tok.Origin)
	width := len(origin)
	if strings.Contains(file.Text, crlf) {
		width += strings.Count(origin, "\n")
	}
	return source.Span{Start: start, End: min(start+int32(width), int32(len(file.Text)))}
}
