package ide

import (
	"path/filepath"
	"reflect"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A valuePlace is where a value of a kind stands.
type valuePlace struct {
	kind    value.Kind
	any     bool           // every value may stand there
	written lang.ValueKind // how a literal of the kind is written
	literal string         // a text to start with
}

// places are those of the leaves of the grammar.
var places = map[string]valuePlace{
	"PhoneNumber": {kind: value.Number, written: lang.NumberLit},
	"TextValue":   {kind: value.Text, written: lang.TextLit, literal: `"${1}"`},
	"Spoken":      {kind: value.Text, written: lang.TextLit, literal: `"${1}"`},
	"URL":         {kind: value.URL, written: lang.TextLit, literal: `"https://${1}"`},
	"Count":       {kind: value.Count, written: lang.NumberLit},
	"Entity":      {kind: value.Entity, written: lang.NumberLit},
	"DateValue":   {kind: value.Date, written: lang.DateLit},
	"TimeValue":   {kind: value.Time, written: lang.TimeLit},
	"PressedKeys": {kind: value.Text, written: lang.NumberLit},
	"AnyValue":    {any: true},
}

// placeholders are the variables of the environment that settings stand for.
var placeholders = map[string]string{
	"cloud": api.Placeholders["cloud_id"], "sid": api.Placeholders["cloud_sid"], "token": api.Placeholders["auth_token"],
}

// values offers what may stand in place of a leaf: a text to be filled, and the
// names of what fits.
func (c *completer) values(leaf string) {
	if def, tokens := c.s.use(c.Tokens); def != nil && c.amongArms() == nil {
		leaf = c.s.wanted(def, active(def, tokens, len(def.Step.Decl.Params)))
	}
	if c.InTest() && (leaf == "TextValue" || leaf == "PressedKeys") {
		c.happens()
	}
	p := places[leaf]
	if leaf == "Spoken" && !c.spoken() {
		return
	}
	if p.literal != "" {
		plain := strings.NewReplacer("${1}", "").Replace(p.literal)
		c.add(Item{Label: plain, Kind: LiteralItem, Detail: p.kind.String(), Insert: p.literal, Plain: plain})
	}
	c.constants(p.fits)
}

// wanted returns as what a step of the author's own uses a parameter first: the
// leaf that the parameter stands for, or AnyValue where it is a part of a text.
func (s *Snapshot) wanted(def *resolve.Object, index int) string {
	if def.Scope == nil || index < 0 || index >= len(def.Scope.Args) {
		return "AnyValue"
	}
	for _, r := range s.Program.Refs(def.Module) {
		if r.Object != def.Scope.Args[index] || r.Role != resolve.Read {
			continue
		}
		leaf, ok := innermostNode(pathIn(def.Module, r.Start)).(interface{ AsValue() *lang.Value })
		if ok && leaf.AsValue().Kind == lang.NameRef {
			if name := reflect.TypeOf(leaf).Elem().Name(); places[name] != (valuePlace{}) {
				return name
			}
		}
		break
	}
	return "AnyValue"
}

// fits reports whether what a name stands for can be the value. What is not known
// yet can.
func (p valuePlace) fits(o *resolve.Object) bool {
	if p.any || o.Value == nil {
		return true
	}
	text, written, ok := o.Value.Says()
	switch {
	case !ok:
		return true
	case written != p.written && written != lang.TextLit:
		return false
	case p.kind == value.Number:
		return value.IsNumber(text)
	}
	_, _, problem := value.Check(p.kind, text)
	return problem == nil
}

// constants offers arguments, constants and parameters.
func (c *completer) constants(fits func(*resolve.Object) bool) {
	for _, a := range c.scope.Args {
		c.add(Item{Label: a.Name, Kind: kindOf(a), Detail: "argument of " + signature(c.scope.Step.Step.Decl)})
	}
	if c.inTry() && c.In == lang.Quotes {
		c.add(Item{Label: resolve.AttemptName, Kind: ItemKind(resolve.Attempt.String()), Detail: "the number of the attempt"})
	}
	consts, _ := c.s.Main().Visible()
	for _, o := range consts {
		if fits(o) && !c.writes(o) {
			item := Item{Label: o.Name, Kind: kindOf(o), Documentation: about(declaration(o))}
			if literal, _, ok := c.s.says(o); ok {
				item.Detail = "= " + clip(literal, maxShown/2)
			}
			c.add(item)
		}
	}
}

// writes reports whether a constant is the one whose value is written.
func (c *completer) writes(o *resolve.Object) bool {
	declares := c.first() == "let" || c.first() == "param"
	return declares && len(c.Tokens) > 1 && c.Tokens[1].Text == o.Name && o.Module == c.s.Main()
}

// declaration returns the statement that declares a constant, a parameter or a
// step, or nil.
func declaration(o *resolve.Object) lang.Stmt {
	if o.Kind == resolve.Step {
		return o.Step.Decl
	}
	return atTop(o.Module, o.Span.Start)
}

// variables offers the run-time variables that are stored.
func (c *completer) variables() {
	whole := c.File.Source.Text[c.Word.Start:c.Word.End]
	first := map[string]string{} // where each is stored
	for _, r := range c.s.Refs() {
		if o := r.Object; o.Kind == resolve.Variable && r.Role == resolve.Write && first[o.Name] == "" {
			first[o.Name] = ", stored on line " + lineOf(source.Place{File: c.File.Source, Span: r.Span})
		}
	}
	for _, name := range c.s.Program.Stored() {
		if name != whole || c.In != lang.Code { // else it is this one
			c.add(Item{Label: name, Kind: ItemKind(resolve.Variable.String()), Detail: "run-time variable" + first[name]})
		}
	}
}

// zones offers UTC, and then the others.
func (c *completer) zones() {
	c.over("/+-")
	c.add(Item{Label: utc, Kind: ZoneItem})
	for _, name := range value.Zones() {
		if name != utc {
			c.add(Item{Label: name, Kind: ZoneItem})
		}
	}
	if c.In == lang.Code {
		c.constants(valuePlace{kind: value.Zone, written: lang.TextLit}.fits)
	}
}

const utc = "UTC"

// over lets what is offered stand in place of all that the word goes on with, some
// other characters included.
func (c *completer) over(others string) {
	if c.In == lang.Code && c.Typed != "" {
		behind := c.File.Source.Text[c.Word.End:]
		c.Word.End += int32(len(behind) - len(strings.TrimLeftFunc(behind, func(r rune) bool { return isNameRune(r) || strings.ContainsRune(others, r) })))
	}
}

// files offers the scripts that can be used, and are not yet elsewhere.
func (c *completer) files() {
	used := map[*resolve.Module]bool{c.s.Main(): true}
	for _, r := range c.s.Refs() {
		if r.Object.Kind == resolve.File && (c.Offset < r.Start || r.End < c.Offset) {
			used[r.Object.Module] = true
		}
	}
	for _, script := range c.s.usable() {
		path, err := filepath.Rel(filepath.Dir(c.s.key), script)
		if path = filepath.ToSlash(path); c.In == lang.Code {
			path = lang.Quote(path)
		}
		if err == nil && !used[c.s.paths[script]] {
			c.add(Item{Label: path, Kind: ItemKind(resolve.File.String()), Detail: "script"})
		}
	}
}

// parameters offers the parameters of a step that have no argument yet, by name.
func (c *completer) parameters() {
	def, tokens := c.s.use(c.Tokens)
	if def == nil {
		return
	}
	given, index := arguments(tokens)
	for i, p := range def.Step.Decl.Params {
		if i >= index && !given[p.Text] {
			c.over(":")
			label := p.Text + ":"
			said := strings.TrimSuffix(label+" ", c.File.Source.Text[c.Word.End:min(c.Word.End+1, int32(len(c.File.Source.Text)))])
			c.add(Item{Label: label, Kind: ItemKind(resolve.Argument.String()), Detail: "argument of " + signature(def.Step.Decl), Insert: said, Plain: said})
		}
	}
}

// wantsArguments reports whether a step of the author's own lacks arguments.
func (c *completer) wantsArguments() bool {
	def, tokens := c.s.use(c.Tokens)
	if def == nil {
		return false
	}
	named, index := arguments(tokens)
	given := len(named) + index
	if len(tokens) > 1 && len(named) == 0 {
		given++
	}
	return given < len(def.Step.Decl.Params)
}

// arguments returns which parameters of a use are written by name, and how many
// arguments stand without one; the last may be still to be written.
func arguments(tokens []lang.Name) (named map[string]bool, positional int) {
	named = map[string]bool{}
	for i, t := range tokens {
		switch name, is := strings.CutSuffix(t.Text, ":"); {
		case i > 0 && is && lang.IsName(name):
			named[name] = true
		case i > 0 && t.Text == "," && len(named) == 0:
			positional++
		}
	}
	return named, positional
}

// lineOf returns the line of a place.
func lineOf(p source.Place) string { return itoa(p.File.Position(p.Start, source.Bytes).Line) }

// clip cuts a text that is too long to be shown.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
