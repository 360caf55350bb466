package ide

import (
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A SymbolKind says what a symbol is.
type SymbolKind uint8

// The kinds of symbols.
const (
	SettingSymbol SymbolKind = iota
	FileSymbol               // a file that is used, or the script itself
	ConstantSymbol
	ParameterSymbol
	ArgumentSymbol
	ExitSymbol
	LabelSymbol
	StepSymbol      // of the author's own
	StatementSymbol // a step of the call, or a word that says where it goes
	TestSymbol
)

// A Symbol is a part of a script that has a name, or does something.
type Symbol struct {
	source.Span             // all of it, that of its children included
	Name        source.Span // of what it is called
	Text        string      // what it is called
	Detail      string      // more of it; may be empty
	Kind        SymbolKind
	Children    []Symbol
}

// Symbols returns the symbols of the script as a tree, in the order of the text:
// the steps of a label are its children, and so are the parameters, exits and
// steps of a step of one's own.
func (s *Snapshot) Symbols() []Symbol { return symbols(s.Main().File) }

func symbols(f *lang.File) []Symbol {
	o := outline{f}
	return o.body(f.Body.Stmts)
}

// An outline makes symbols of a file.
type outline struct{ *lang.File }

// body returns the symbols of the statements of a body. What stands under a
// label is a child of it, up to the next label; what stands as deep as labels
// is none.
func (o outline) body(stmts []lang.Stmt) (list []Symbol) {
	label := -1
	for _, s := range stmts {
		made, ok := o.statement(s)
		switch {
		case !ok:
		case made.Kind == LabelSymbol:
			list = append(list, made)
			label = len(list) - 1
		case label >= 0 && made.Kind == StatementSymbol:
			list[label].Children = append(list[label].Children, made)
			list[label].End = made.End
		default:
			list = append(list, made)
			label = -1
		}
	}
	return list
}

// statement returns the symbol of a statement. A jump and an end have none: they
// are no steps.
func (o outline) statement(s lang.Stmt) (Symbol, bool) {
	made := Symbol{Span: s.Span(), Name: o.word(s.Span()), Kind: StatementSymbol}
	switch s := s.(type) {
	case *lang.Label:
		made.Kind, made.Name = LabelSymbol, s.Name.Span()
	case *lang.Let:
		made.Kind, made.Name, made.Detail = ConstantSymbol, s.Name.Span(), short(s.Value.Raw)
	case *lang.Param:
		made.Kind, made.Name = ParameterSymbol, s.Name.Span()
		if s.Default != nil {
			made.Detail = short(s.Default.Raw)
		}
	case *lang.Use:
		made.Kind, made.Name = FileSymbol, s.Path.Span()
	case *lang.StepDecl:
		return o.step(s), true
	case *lang.TestDecl:
		return o.test(s), true
	case *lang.Jump, *lang.End:
		return made, false
	default:
		if lang.GroupOf(s) == lang.Setting {
			made.Kind = SettingSymbol
		}
		made.Detail = o.detail(s, made.Name)
		made.Children = o.inside(s)
	}
	made.Text = o.Source.Text[made.Name.Start:made.Name.End]
	return made, made.Text != ""
}

// step returns the symbol of a step of the author's own.
func (o outline) step(s *lang.StepDecl) Symbol {
	made := Symbol{Span: s.Span(), Name: s.Name.Span(), Text: s.Name.Text, Kind: StepSymbol}
	var params, exits []string
	for _, p := range s.Params {
		params = append(params, p.Text)
		made.Children = append(made.Children, Symbol{Span: p.Span(), Name: p.Span(), Text: p.Text, Kind: ArgumentSymbol})
	}
	for _, e := range s.Exits {
		exits = append(exits, e.Text)
		made.Children = append(made.Children, Symbol{Span: e.Span(), Name: e.Span(), Text: e.Text, Kind: ExitSymbol})
	}
	made.Detail = "(" + strings.Join(params, ", ") + ")"
	if len(exits) > 0 {
		made.Detail += " -> " + strings.Join(exits, "/")
	}
	made.Children = append(made.Children, o.body(s.Body.Stmts)...)
	return made
}

// test returns the symbol of a test, which is called as it says.
func (o outline) test(s *lang.TestDecl) Symbol {
	made := Symbol{Span: s.Span(), Name: s.Name.Span(), Kind: TestSymbol}
	made.Text, _ = s.Name.Plain()
	if made.Text = short(made.Text); strings.TrimSpace(made.Text) == "" {
		made.Text = o.Source.Text[made.Name.Start:made.Name.End]
	}
	if s.Of != nil {
		made.Detail = "of " + s.Of.Name.Text
	}
	return made
}

// inside returns the symbols of the bodies in a statement.
func (o outline) inside(s lang.Stmt) (list []Symbol) {
	lang.Walk(s, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Body:
			list = append(list, o.body(n.Stmts)...)
			return false
		case *lang.Bad:
			return n == s
		}
		return !lang.Simple(n)
	})
	return list
}

// word returns the word that a statement starts with.
func (o outline) word(span source.Span) source.Span {
	text := o.Source.Text[span.Start:max(span.Start, span.End)]
	span.End = span.Start + int32(len(text)-len(strings.TrimLeft(text, names)))
	return span
}

// detail returns the rest of the line of a statement. What may be a secret is
// not repeated.
func (o outline) detail(s lang.Stmt, word source.Span) string {
	if c, ok := s.(*lang.CredentialSetting); ok && c.Value != nil && c.Key != "cloud" {
		return ""
	}
	head := o.Head(s)
	text, _, _ := strings.Cut(o.Source.Text[word.End:max(head.End, word.End)], "\n")
	return short(strings.TrimSuffix(strings.TrimSpace(text), " {"))
}

// maxShort is how many bytes are shown of what may be long.
const maxShort = 60

func short(text string) string {
	if text, _, _ = strings.Cut(text, "\n"); len(text) <= maxShort {
		return text
	}
	end := maxShort
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
