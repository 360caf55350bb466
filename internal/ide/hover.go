package ide

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Hover is what there is to say about a place.
type Hover struct {
	Text string // Markdown, without secrets
	Span source.Span
}

// Hover returns what there is to say about what stands at an offset, and nil where
// that is nothing.
func (s *Snapshot) Hover(offset int32) *Hover {
	var parts []string
	var span source.Span
	text, at := s.subject(offset)
	if text == "" {
		text, at = s.allowed(offset)
	}
	if text != "" {
		parts, span = append(parts, text), at
	}
	for _, f := range s.Findings {
		if f.Place.File != s.Main().File.Source || offset < f.Place.Start || offset >= max(f.Place.End, f.Place.Start+1) {
			continue
		}
		if text == "" {
			span = f.Place.Span
		}
		parts = append(parts, explained(f))
	}
	if len(parts) == 0 {
		return nil
	}
	return &Hover{Text: s.Secrets.Message(strings.Join(parts, "\n\n---\n\n")), Span: span}
}

// explained returns what a finding is about.
func explained(f *diag.Finding) string {
	return fmt.Sprintf("%s `%s`: %s\n\n%s", f.Severity, f.Code.Name, f.Code.Title, f.Code.Explained())
}

// subject returns what there is to say about what stands at an offset, and where
// it stands.
func (s *Snapshot) subject(offset int32) (string, source.Span) {
	if ref := s.At(offset); ref != nil && offset < ref.End {
		return s.described(ref), ref.Span
	}
	path := s.path(offset)
	if len(path) == 0 {
		return "", source.Span{}
	}
	switch leaf := path[len(path)-1].(type) {
	case *lang.Target:
		return targetDocs[leaf.Text], leaf.Span()
	case *lang.Key:
		return keyDocs[leaf.From.Raw], leaf.Span()
	case interface{ AsValue() *lang.Value }:
		return s.value(path, leaf.AsValue())
	}
	stmt := innermost(path)
	if stmt == nil {
		return "", source.Span{}
	}
	text := s.Main().File.Source.Text
	word := source.Span{Start: stmt.Span().Start}
	word.End = word.Start + int32(len(firstWord(text[word.Start:stmt.Span().End])))
	if offset >= word.End {
		return "", source.Span{}
	}
	return s.statement(stmt, text[word.Start:word.End]), word
}

// targetDocs are the targets that are no names.
var targetDocs = map[string]string{
	"next":  "What follows; in an arm, what follows the statement that has the arm.",
	"again": "The next attempt of the `try` around it. The last attempt takes its `else`.",
	"end":   "The end of the call.",
}

// keyDocs are the outcomes that have the same name everywhere.
var keyDocs = map[string]string{
	"ok":     "The request succeeded.",
	"fail":   "The request failed.",
	elseWord: "What no other arm takes.",
}

// firstWord returns the word that a statement starts with.
func firstWord(text string) string {
	if strings.HasPrefix(text, "->") {
		return "->"
	}
	return text[:len(text)-len(strings.TrimLeftFunc(text, isNameRune))]
}

// innermost returns the innermost statement of a path, nil where an arm is inside
// of it.
func innermost(path []lang.Node) lang.Stmt {
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i].(type) {
		case *lang.Arm:
			return nil
		case lang.Stmt:
			return n
		}
	}
	return nil
}

// statement says what a statement becomes.
func (s *Snapshot) statement(stmt lang.Stmt, word string) string {
	verb := lang.VerbOf(word)
	if lang.GroupOf(stmt) == lang.Expectation {
		verb = lang.TestVerbOf(word)
	}
	if verb == nil {
		return ""
	}
	doc := verb.Doc + "\n\n" + code(verb.Usage)
	x := s.indexed()
	steps := x.steps[stmt]
	if len(steps) == 0 {
		if n := x.inside[stmt]; n > 0 {
			return doc + "\n\n" + count(n, "step") + " in the payload."
		}
		return doc
	}
	each := 1 // objects of one use
	if _, menu := stmt.(*lang.Menu); menu {
		each = 2
	}
	var b strings.Builder
	for i, n := range steps[:min(each, len(steps))] {
		if i > 0 {
			b.WriteString("\n\n")
		}
		fmt.Fprintf(&b, "Step %d of the payload", n)
		if others := len(steps)/each - 1; others > 0 && i == 0 {
			fmt.Fprintf(&b, ", the first of %d that are written here", others+1)
		}
		b.WriteString(":\n\n" + fenced("json", clip(s.Secrets.Text(s.Object(int(n))), maxObject)))
	}
	if each == 2 {
		for _, f := range s.Call.Graph.Steps[steps[0]].Fields {
			if f.Key.Name == "text" {
				b.WriteString(paragraph(capital(spoken(f.Value)) + "."))
			}
		}
	}
	return b.String() + paragraph(verb.Doc)
}

// maxObject is how many bytes of an object are shown.
const maxObject = 4000

// speed is how many characters are spoken in a second, about.
const speed = 15

// spoken says how long a text is spoken.
func spoken(text string) string {
	seconds := (utf8.RuneCountInString(text) + speed - 1) / speed
	return "about " + count(seconds, "second") + " of speech"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return itoa(n) + " " + what + "s"
}

// value says what a value is that stands in a text.
func (s *Snapshot) value(path []lang.Node, v *lang.Value) (string, source.Span) {
	span := v.Span()
	if v.Kind != lang.TextLit || s.hidden(source.Place{File: s.Main().File.Source, Span: span}) {
		return "", span
	}
	text, named := s.expanded(v)
	shown := ""
	if named {
		shown = "Says\n\n" + code(clip(lang.Quote(text), maxShown))
	}
	if said(path) {
		return strings.TrimSpace(shown + "\n\n" + capital(spoken(text)) + "."), span
	}
	return shown, span
}

// said reports whether a text that a path leads to is spoken to the caller.
func said(path []lang.Node) bool {
	switch path[len(path)-1].(type) {
	case *lang.Spoken:
		return true
	case *lang.TextValue:
		return lang.GroupOf(innermost(path)) == lang.Step
	}
	return false
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// expanded returns a text with its constants replaced, and whether it has any.
// What only a use says stays as it is written.
func (s *Snapshot) expanded(v *lang.Value) (string, bool) {
	var b strings.Builder
	named := false
	parts, _ := v.Parts()
	for _, p := range parts {
		if p.Name.Text == "" {
			b.WriteString(p.Text)
			continue
		}
		named = true
		says := "${" + p.Name.Text + "}"
		if ref := s.At(p.Name.Start); ref != nil && ref.Object.Value != nil {
			if _, text, ok := s.says(ref.Object); ok {
				says = text
			}
		}
		b.WriteString(says)
	}
	return b.String(), named
}

// described says what a name means.
func (s *Snapshot) described(ref *resolve.Ref) string {
	o := ref.Object
	var text string
	switch o.Kind {
	case resolve.Constant, resolve.Parameter:
		text = s.constant(o)
	case resolve.Argument:
		text = "Argument of\n\n" + code(signature(o.Scope.Step.Step.Decl)) + s.given(o)
	case resolve.Label:
		text = s.label(o)
	case resolve.Exit:
		text = "Exit of\n\n" + code(signature(o.Scope.Step.Step.Decl))
	case resolve.Step:
		text = code("step "+signature(o.Step.Decl)) + paragraph(about(o.Step.Decl))
		if n := s.indexed().byDef[o]; n > 0 {
			text += paragraph(count(n, "step") + " in the payload, of all its uses.")
		}
	case resolve.Variable:
		text = "Run-time variable `" + o.Name + "`" + s.accesses(o)
	case resolve.Attempt:
		text = "The number of the attempt, from 1."
	case resolve.File:
		consts, steps := o.Module.Consts.Len(), o.Module.Steps.Len()
		text = "`" + o.Name + "`: " + count(consts, "constant") + " and " + count(steps, "step") + " of its own."
	}
	if o.Module != nil && o.Module != s.Main() && o.Kind != resolve.File {
		text += paragraph("Declared in `" + o.Module.File.Source.Name + "`, line " + lineOf(o.Place()) + ".")
	}
	return text
}

func paragraph(text string) string {
	if text == "" {
		return ""
	}
	return "\n\n" + text
}

// constant says what a constant or a parameter is, and where that comes from.
func (s *Snapshot) constant(o *resolve.Object) string {
	word := "let "
	if o.Kind == resolve.Parameter {
		word = "param "
	}
	literal, text, ok := s.says(o)
	if !ok {
		return code(word+o.Name) + paragraph(about(declaration(o))) + paragraph("It has no value here: the build sets it.")
	}
	said := code(word+o.Name+" = "+clip(literal, maxShown)) + paragraph(about(declaration(o)))
	if _, kind, _ := o.Value.Says(); kind == lang.TextLit && literal != stars && strings.Contains(text, " ") {
		said += paragraph(capital(spoken(text)) + ".")
	}
	switch set := o.Value.Set; {
	case set == nil:
	case set.Place.File != nil:
		said += paragraph("Set in `" + set.Place.File.Name + "`, line " + lineOf(set.Place) + ".")
	default:
		said += paragraph("Set by the build.")
	}
	return said
}

// maxPlaces is how many places are named.
const maxPlaces = 5

// given says what uses in the script give for an argument.
func (s *Snapshot) given(o *resolve.Object) string {
	var lines []string
	for _, r := range s.Refs() {
		if r.Object != o.Scope.Step || r.Role != resolve.Read || len(lines) == maxPlaces {
			continue
		}
		invoke, ok := innermost(s.path(r.Start)).(*lang.Invoke)
		if !ok {
			continue
		}
		for i := range invoke.Args {
			arg := &invoke.Args[i]
			if arg.Param == nil && i == int(o.Index) || arg.Param != nil && arg.Param.Text == o.Name {
				span := arg.Value.Span()
				lines = append(lines, fmt.Sprintf("- line %s: `%s`", lineOf(source.Place{File: s.Main().File.Source, Span: span}),
					clip(s.Secrets.Source(s.Main().File.Source)[span.Start:span.End], maxShown)))
			}
		}
	}
	return paragraph(strings.Join(lines, "\n"))
}

// accesses says where a run-time variable is stored and read.
func (s *Snapshot) accesses(o *resolve.Object) string {
	var lines [2][]string
	for _, r := range s.Program.References(o) {
		i := 0
		if r.Role == resolve.Read {
			i = 1
		}
		if at := "line " + lineOf(r.Place); len(lines[i]) < maxPlaces {
			if r.Place.File != s.Main().File.Source {
				at = "`" + r.Place.File.Name + "` " + at
			}
			lines[i] = append(lines[i], at)
		}
	}
	said := ""
	for i, what := range []string{"stored on ", "read on "} {
		if len(lines[i]) > 0 {
			said += ", " + what + strings.Join(lines[i], ", ")
		}
	}
	return said + "."
}

// label says which steps stand under a label, and who leads to it.
func (s *Snapshot) label(o *resolve.Object) string {
	text := code(o.Name + ":")
	label, ok := s.labelAt(o)
	if !ok {
		return text
	}
	if n, first := s.stepsUnder(label); n > 0 {
		text += paragraph(count(n, "step") + " of the payload, from " + itoa(first) + " on.")
	}
	return text + paragraph(s.from(label))
}

// stepsUnder returns how many steps of the payload stand under a label, those that
// its uses and attempts become included, and the number of the first.
func (s *Snapshot) stepsUnder(label *lang.Label) (n, first int) {
	w := s.ways()
	under := w.first[label.Name.Start]
	if s.Call.Graph == nil || under == nil {
		return 0, 0
	}
	for i := range s.Call.Graph.Steps {
		step := &s.Call.Graph.Steps[i]
		found := step.Label == under
		for in := step.In; !found && in.Use != nil; in = in.Parent {
			found = w.under[in.Use] == under
		}
		if found {
			if n++; n == 1 {
				first = i
			}
		}
	}
	return n, first
}

// from says from where the call comes to a label.
func (s *Snapshot) from(label *lang.Label) string {
	var lines []string
	list, starts := s.leadsTo(label)
	if starts {
		lines = append(lines, "- "+s.startOf(label))
	}
	for _, o := range list {
		line := "- from line " + lineOf(source.Place{File: s.Main().File.Source, Span: o.at})
		if len(o.keys) > 0 {
			line += " by " + strings.Join(o.keys, ", ")
		}
		lines = append(lines, line)
	}
	switch {
	case len(lines) == 0:
		return "Nothing leads here."
	case len(lines) > 2*maxPlaces:
		lines = append(lines[:2*maxPlaces], fmt.Sprintf("- and %d more", len(lines)-2*maxPlaces))
	}
	return "Reached\n\n" + strings.Join(lines, "\n")
}

// labelAt returns the label that declares an object.
func (s *Snapshot) labelAt(o *resolve.Object) (*lang.Label, bool) {
	for _, n := range s.path(o.Span.Start) {
		if label, ok := n.(*lang.Label); ok {
			return label, true
		}
	}
	return nil, false
}
