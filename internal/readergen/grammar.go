package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/scanner"
)

// A grammar is what the source of package lang says of it.
type grammar struct {
	structs []*production
	leaves  []string // types that read themselves from tokens
}

// A production is a struct whose tags say how it is read.
type production struct {
	name     string
	stmt     bool     // it is a statement
	testLine bool     // it is a line of a test
	embedded []string // the types in it that have no name
	fields   []field
	expr     expr
}

// A field is one that a tag is on.
type field struct {
	name    string
	typ     string // of what it holds, or of the elements of a list
	pointer bool
	list    bool
}

// What the tags are made of, in the words of participle.
type (
	expr any

	choice   []expr              // a | b
	sequence []expr              // a b
	repeat   struct{ expr expr } // ( a )*
	option   struct{ expr expr } // ( a )?
	literal  string              // 'a'
	kind     string              // EOL, a kind of token
	capture  struct{ field }     // @@
	words    struct {            // @( 'a' | 'b' )
		field
		words []string
	}
)

// readGrammar reads the source in a folder. It does not need to compile.
func readGrammar(dir string) (*grammar, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	g := &grammar{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || filepath.Base(path) == output {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if err := g.file(file); err != nil {
			return nil, err
		}
	}
	for _, p := range g.structs {
		for _, q := range g.structs {
			if slices.Contains(p.embedded, q.name) {
				return nil, fmt.Errorf("the tags of %s: participle reads those of %s, which stands in it without a name, too", p.name, q.name)
			}
		}
	}
	return g, nil
}

func (g *grammar) file(file *ast.File) error {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if leaf := readsTokens(decl); leaf != "" {
				g.leaves = append(g.leaves, leaf)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if err := g.typ(spec); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// readsTokens returns the type of which a function is the method
// read(tokens) error.
func readsTokens(f *ast.FuncDecl) string {
	if f.Name.Name != "read" || f.Recv == nil || len(f.Type.Params.List) != 1 {
		return ""
	}
	param, ok := f.Type.Params.List[0].Type.(*ast.Ident)
	star, pointer := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok || param.Name != "tokens" || !pointer {
		return ""
	}
	return star.X.(*ast.Ident).Name
}

// typ adds a type that has tags.
func (g *grammar) typ(spec ast.Spec) error {
	named, ok := spec.(*ast.TypeSpec)
	if !ok {
		return nil
	}
	typ, ok := named.Type.(*ast.StructType)
	if !ok {
		return nil
	}
	p := &production{name: named.Name.Name}
	var tokens []part
	for _, f := range typ.Fields.List {
		if len(f.Names) == 0 {
			if name, ok := f.Type.(*ast.Ident); ok {
				p.embedded = append(p.embedded, name.Name)
				p.stmt = p.stmt || name.Name == "stmt" || name.Name == "outer"
				p.testLine = p.testLine || name.Name == "testLine"
			}
			continue
		}
		if f.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			return err
		}
		of := fieldOf(f.Names[0].Name, f.Type)
		rule, ok := reflect.StructTag(tag).Lookup("parser")
		parts := cut(rule, of)
		if why := refused(f, ok, of, parts); why != "" {
			return fmt.Errorf("the tags of %s: %s", p.name, why)
		}
		p.fields = append(p.fields, of)
		tokens = append(tokens, parts...)
	}
	if len(tokens) == 0 {
		return nil
	}
	r := &rules{parts: tokens}
	p.expr = r.choice()
	if r.next() != "" {
		r.fail("%s is not expected", r.next())
	}
	if r.err != nil {
		return fmt.Errorf("the tags of %s: %w", p.name, r.err)
	}
	g.structs = append(g.structs, p)
	return nil
}

// refused says why a field is read by participle as the reader would not.
func refused(f *ast.Field, keyed bool, of field, parts []part) string {
	captures := 0
	for i, p := range parts {
		switch {
		case strings.Contains(p.text, `\`):
			return "the reader knows no escapes in a word"
		case p.text == "@" && (i == 0 || parts[i-1].text != "@"):
			captures++
		}
	}
	switch {
	case !keyed:
		return "a tag starts with its key parser"
	case len(f.Names) > 1:
		return "a tag is on one field"
	case !f.Names[0].IsExported():
		return "participle does not fill " + of.name
	case of.typ == "":
		return "the reader fills fields of named types, pointers to them and lists of them, and not " + of.name
	case captures > 1 && !of.list:
		return of.name + " is filled twice"
	}
	return ""
}

func fieldOf(name string, typ ast.Expr) field {
	f := field{name: name}
	switch t := typ.(type) {
	case *ast.StarExpr:
		f.pointer, typ = true, t.X
	case *ast.ArrayType:
		f.list, typ = true, t.Elt
	}
	if id, ok := typ.(*ast.Ident); ok {
		f.typ = id.Name
	}
	return f
}

// A part is a token of a tag, and the field that the tag is on.
type part struct {
	text string
	field
}

func cut(rule string, of field) (parts []part) {
	var s scanner.Scanner
	s.Init(strings.NewReader(rule))
	s.Mode = scanner.ScanIdents | scanner.ScanChars
	s.Error = func(*scanner.Scanner, string) {} // 'word' is no character of Go
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		parts = append(parts, part{s.TokenText(), of})
	}
	return parts
}

// rules reads the tags of one struct, which participle takes for one rule.
type rules struct {
	parts []part
	err   error
}

func (r *rules) fail(format string, args ...any) expr {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
	r.parts = nil
	return nil
}

func (r *rules) next() string {
	if len(r.parts) == 0 {
		return ""
	}
	return r.parts[0].text
}

func (r *rules) take() part {
	p := r.parts[0]
	r.parts = r.parts[1:]
	return p
}

func (r *rules) choice() expr {
	all := choice{r.sequence()}
	for r.next() == "|" {
		r.take()
		all = append(all, r.sequence())
	}
	if len(all) == 1 {
		return all[0]
	}
	return all
}

func (r *rules) sequence() expr {
	var all sequence
	for !slices.Contains([]string{"", "|", ")"}, r.next()) {
		all = append(all, r.term())
	}
	return all
}

// term reads one term, and the mark behind it that says how often it comes.
func (r *rules) term() expr {
	term := r.one()
	switch r.next() {
	case "?":
		r.take()
		return option{term}
	case "*":
		r.take()
		return repeat{term}
	case "+":
		r.take()
		return sequence{term, repeat{term}}
	}
	return term
}

func (r *rules) one() expr {
	switch p := r.take(); {
	case p.text == "(":
		inner := r.choice()
		if s, ok := inner.(sequence); ok && len(s) == 0 {
			return r.fail("nothing stands in ( )")
		}
		if r.next() != ")" {
			return r.fail(") is missing")
		}
		r.take()
		return inner
	case p.text == "@" && r.next() == "@":
		r.take()
		return capture{p.field}
	case p.text == "@":
		if list := wordsOf(r.one()); list != nil && p.typ == "string" && !p.list {
			return words{p.field, list}
		}
		return r.fail("@ stands before words for a string, or before another @")
	case p.text[0] == '\'':
		return literal(strings.Trim(p.text, "'"))
	case token.IsIdentifier(p.text):
		return kind(p.text)
	default:
		return r.fail("the reader knows no %s", p.text)
	}
}

// wordsOf returns the words of 'a' | 'b', and nil for anything else.
func wordsOf(e expr) (list []string) {
	switch e := e.(type) {
	case literal:
		return []string{string(e)}
	case sequence:
		if len(e) == 1 {
			return wordsOf(e[0])
		}
	case choice:
		for _, one := range e {
			word := wordsOf(one)
			if word == nil {
				return nil
			}
			list = append(list, word...)
		}
	}
	return list
}
