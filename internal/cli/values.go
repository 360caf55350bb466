package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"github.com/joho/godotenv"
	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// outside are the flags that give values to parameters.
type outside struct {
	set    []string
	values []string
}

func (f *outside) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "give a parameter a value: NAME=VALUE (may be repeated)")
	cmd.Flags().StringArrayVar(&f.values, "values", nil, "a YAML or JSON file with values of parameters (may be repeated)")
}

// params returns the values that the flags give; the last one of a name
// counts, and --set counts more than --values.
func (f *outside) params(cmd *cobra.Command) (map[string]resolve.Outside, diag.List, error) {
	params := map[string]resolve.Outside{}
	var list diag.List
	for _, path := range f.values {
		text, err := readValues(path)
		if err != nil {
			return nil, nil, err
		}
		parseValues(source.NewFile(filepath.ToSlash(path), text), params, &list)
	}
	for _, s := range f.set {
		name, value, ok := strings.Cut(s, "=")
		if !ok || !lang.IsName(name) {
			return nil, nil, usage(cmd, "--set takes NAME=VALUE, not %q", s)
		}
		const before = "--set "
		file := source.NewFile("command line", before+s)
		params[name] = resolve.Outside{Value: value, Place: source.Place{
			File: file, Span: source.Span{Start: int32(len(before)), End: int32(len(before) + len(name))},
		}}
	}
	return params, list, nil
}

func readValues(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", cannotRead(path, err)
	}
	defer f.Close()
	text, err := readText(f, 0)
	if err != nil {
		return "", cannotRead(path, err)
	}
	return text, nil
}

var badValues = diag.Register(diag.Code{
	Name: "bad-values", Area: diag.Running, Title: "a file of values is no list of names and values",
	Text: "A file of `--values` is YAML or JSON: one mapping of names to single values, which are taken as the characters that are written.",
	Bad:  "say \"Hello.\"\n-- values.yaml --\n- 5",
	Good: "param team\nconnect team\n-- values.yaml --\nteam: 5263",
	Run:  "check --values values.yaml",
})

// Bounds of a file of values.
const (
	maxValues   = 1 << 20
	maxBrackets = 10_000
)

// parseValues reads a file of values: one mapping of names to scalars, whose
// values are taken as the characters written.
func parseValues(file *source.File, params map[string]resolve.Outside, list *diag.List) {
	fail := func(span source.Span, message, help string) {
		list.Add(badValues.At(source.Place{File: file, Span: span}, "%s", message)).Help = help
	}
	const help = "a file of values has a line NAME: VALUE for each parameter"
	switch {
	case strings.IndexByte(file.Text, 0) >= 0:
		fail(source.Span{}, "this file is not text", help)
		return
	case len(file.Text) > maxValues || strings.Count(file.Text, "[")+strings.Count(file.Text, "{") > maxBrackets:
		// The reader of YAML takes minutes for what is nested deep.
		fail(source.Span{}, "this file is too large, or has too many brackets, for a list of values", help)
		return
	}
	tree, err := parser.ParseBytes([]byte(strings.TrimPrefix(file.Text, "\uFEFF")), 0)
	if err != nil {
		var syntax yaml.Error
		if errors.As(err, &syntax) {
			fail(tokenSpan(file, syntax.GetToken()), "this is no YAML: "+syntax.GetMessage(), help)
		} else {
			fail(source.Span{}, "this is no YAML", help)
		}
		return
	}
	for _, doc := range tree.Docs {
		var entries []*ast.MappingValueNode
		switch body := doc.Body.(type) {
		case nil:
			continue
		case *ast.MappingNode:
			entries = body.Values
		case *ast.MappingValueNode:
			entries = []*ast.MappingValueNode{body}
		case *ast.CommentGroupNode:
			continue
		default:
			fail(tokenSpan(file, doc.Body.GetToken()), "this is no list of values", help)
			continue
		}
		for _, e := range entries {
			name, _ := scalar(e.Key)
			at := tokenSpan(file, e.Key.GetToken())
			value, ok := scalar(e.Value)
			switch {
			case !lang.IsName(name):
				fail(at, "this is no name of a parameter", help)
			case !ok:
				fail(tokenSpan(file, e.Value.GetToken()), fmt.Sprintf("the value of %q is not a single value", name), help)
			default:
				params[name] = resolve.Outside{Value: value, Place: source.Place{File: file, Span: at}}
			}
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

// tokenSpan returns the bytes of a token of YAML, which knows lines and
// columns of characters.
func tokenSpan(file *source.File, tok *token.Token) source.Span {
	if tok == nil || tok.Position == nil {
		return source.Span{}
	}
	start := 0
	for range tok.Position.Line - 1 {
		n := strings.IndexByte(file.Text[start:], '\n')
		if n < 0 {
			break
		}
		start += n + 1
	}
	column := 1
	end := len(file.Text)
	for i := range file.Text[start:] {
		if column == tok.Position.Column {
			start += i
			break
		}
		column++
	}
	if width := len(strings.TrimSpace(tok.Origin)); start+width < end {
		end = start + width
	}
	return source.Span{Start: int32(start), End: int32(end)}
}

// unknownParams reports the values that no script has a parameter for. It is
// for several scripts at once: each may need only some of the values.
func unknownParams(params map[string]resolve.Outside, known map[string]bool) diag.List {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if !known[name] {
			list.Add(resolve.UnknownParam(name, params[name], slices.Sorted(maps.Keys(known))))
		}
	}
	return list.Sorted()
}

// environment returns the variables of files of the form NAME=VALUE. What the
// process has in its own environment counts more.
func environment(files []string) (func(string) (string, bool), error) {
	values := map[string]string{}
	for _, path := range files {
		text, err := readValues(path)
		if err != nil {
			return nil, err
		}
		more, err := godotenv.Parse(strings.NewReader(text))
		if err != nil {
			// The error would show the line, which may hold a secret.
			return nil, cannotRead(path, errors.New("it is no list of NAME=VALUE lines"))
		}
		maps.Copy(values, more)
	}
	return func(name string) (string, bool) {
		if value, ok := os.LookupEnv(name); ok {
			return value, true
		}
		value, ok := values[name]
		return value, ok
	}, nil
}

// dependencies writes what outputs were made of as rules of make.
func dependencies(w io.Writer, rules []rule) error {
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(makeName(r.output) + ":")
		for _, input := range r.inputs {
			b.WriteString(" \\\n  " + makeName(input))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A rule says what an output was made of.
type rule struct {
	output string
	inputs []string
}

var makeEscape = strings.NewReplacer(" ", `\ `, "#", `\#`, "$", "$$", "\t", "\\\t")

func makeName(path string) string { return makeEscape.Replace(path) }
