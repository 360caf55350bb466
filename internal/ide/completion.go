package ide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// An ItemKind says what a completion is.
type ItemKind string

// The kinds of items. Names are called by the kind of what they mean.
const (
	StatementItem ItemKind = "statement"
	WordItem      ItemKind = "word"
	OutcomeItem   ItemKind = "outcome"
	ZoneItem      ItemKind = "time zone"
	LiteralItem   ItemKind = "literal"
	EnvItem       ItemKind = "environment variable"
)

// An Item is one way to go on.
type Item struct {
	Label         string
	Kind          ItemKind
	Detail        string // on the line of the label
	Documentation string // Markdown
	Insert        string // with placeholders: ${1:x}
	Plain         string // without them
	Span          source.Span
	SortText      string
}

// Completion returns what may be written at an offset, the likeliest first. It is
// made from what stands before the offset on its line and from the blocks around,
// so that the line need not parse.
func (s *Snapshot) Completion(offset int32) []Item {
	c := completer{Cursor: s.Main().File.Cursor(offset), s: s}
	c.scope = s.scopeAt(c.Cursor)
	switch {
	case c.In == lang.Closed:
		c.allow()
	case c.In == lang.Quotes:
		c.inQuotes()
	case c.meaningless():
	default:
		for _, e := range c.Expected {
			if e.Word != "" {
				c.word(e.Word)
			} else if offer := offers[e.Leaf]; offer != nil {
				offer(&c)
			}
		}
	}
	for i := range c.items {
		c.items[i].SortText = fmt.Sprintf("%04d", i)
	}
	return c.items
}

// A completer gathers items.
type completer struct {
	*lang.Cursor
	s     *Snapshot
	scope *resolve.Scope
	items []Item
	shut  string // what to write behind a name in a text
}

// offers says what may stand in place of a leaf of the grammar. Values have a
// table of their own.
var offers = map[string]func(*completer){}

func init() {
	offers[lang.StatementLeaf] = (*completer).statements
	offers[lang.TestLineLeaf] = (*completer).testLines
	offers[lang.BodyLeaf] = (*completer).body
	offers[lang.ArmsLeaf] = (*completer).arms
	offers["Target"] = (*completer).targets
	offers["Key"] = (*completer).keys
	offers["ParamName"] = (*completer).parameters
	offers["Into"] = (*completer).variables
	offers["Name"] = (*completer).name
	offers["Zone"] = (*completer).zones
	offers["Path"] = (*completer).files
	for leaf := range places {
		offers[leaf] = func(c *completer) { c.values(leaf) }
	}
}

// add adds an item if what is typed so far is the start of its label, or of a
// word in it.
func (c *completer) add(i Item) {
	if !startsWord(i.Label, c.Typed) {
		return
	}
	if i.Insert == "" {
		i.Insert = strings.ReplaceAll(i.Label, "$", `\$`)
	}
	if i.Plain == "" {
		i.Plain = i.Label
	}
	i.Detail, i.Documentation = c.s.Secrets.Message(i.Detail), c.s.Secrets.Message(i.Documentation)
	i.Insert, i.Plain, i.Span = i.Insert+c.shut, i.Plain+c.shut, c.Word
	c.items = append(c.items, i)
}

func startsWord(label, typed string) bool {
	for at := 0; at+len(typed) <= len(label); at++ {
		if (at == 0 || strings.IndexByte("_/- \"", label[at-1]) >= 0) && strings.EqualFold(label[at:at+len(typed)], typed) {
			return true
		}
	}
	return false
}

// first returns the first word of the line.
func (c *completer) first() string {
	if len(c.Tokens) == 0 {
		return ""
	}
	return c.Tokens[0].Text
}

// meaningless reports whether the line starts with a word that means nothing: no
// one knows what follows.
func (c *completer) meaningless() bool {
	if c.InTest() {
		return len(c.Tokens) > 0 && lang.TestVerbOf(c.first()) == nil
	}
	return c.amongArms() == nil && len(c.Tokens) > 0 && lang.VerbOf(c.first()) == nil && c.s.Main().Step(c.first()) == nil
}

// amongArms returns the block whose arms are written there, nil elsewhere.
func (c *completer) amongArms() *lang.Open {
	if n := len(c.Blocks); n > 0 && c.Blocks[n-1].Arms {
		return &c.Blocks[n-1]
	}
	return nil
}

// rest returns what stands behind the word on its line.
func (c *completer) rest() string {
	line, start := c.File.Source.Line(c.Word.End)
	before, _, _ := strings.Cut(line[min(len(line), int(c.Word.End-start)):], "//")
	return strings.TrimSpace(before)
}

// ends reports whether nothing stands behind the word but what closes a block: so
// the statement is still to be written.
func (c *completer) ends() bool {
	rest := c.rest()
	return rest == "" || rest[0] == '}' || rest[0] == ';'
}

// word offers a word of the language inside a statement.
func (c *completer) word(word string) {
	if !lang.IsName(word) && word != "->" || c.wantsArguments() {
		return
	}
	item := Item{Label: word, Kind: WordItem}
	if verb := c.verb(); verb != nil {
		item.Detail, item.Documentation = verb.Usage, verb.Doc
	}
	c.add(item)
}

// verb returns the verb of the line, or nil.
func (c *completer) verb() *lang.Verb {
	if c.InTest() {
		return lang.TestVerbOf(c.first())
	}
	return lang.VerbOf(c.first())
}

// targets offers where a jump or a branch may lead: the nearest label first.
func (c *completer) targets() {
	if c.InTest() {
		c.exits()
		return
	}
	for _, e := range c.scope.Exits {
		c.add(Item{Label: e.Name, Kind: kindOf(e), Detail: "exit of " + signature(c.scope.Step.Step.Decl)})
	}
	var labels []*resolve.Object
	for at := c.scope; at != nil; at = at.Parent {
		for _, l := range at.Labels.All() {
			if startsWord(l.Name, c.Typed) {
				labels = append(labels, l)
			}
		}
	}
	away := func(o *resolve.Object) int32 { return max(o.Span.Start-c.Offset, c.Offset-o.Span.Start) }
	slices.SortStableFunc(labels, func(a, b *resolve.Object) int { return int(away(a)) - int(away(b)) })
	for _, l := range labels[:min(len(labels), MaxLabels)] {
		at := c.s.Main().File.Source.Position(l.Span.Start, source.Characters)
		c.add(Item{Label: l.Name, Kind: kindOf(l), Detail: fmt.Sprintf("label on line %d", at.Line), Documentation: c.below(l)})
	}
	for _, f := range c.s.Findings {
		if at := f.Place.Span; f.Code.Name == undefinedLabel && f.Place.File == c.File.Source && (c.Offset < at.Start || at.End < c.Offset) {
			c.missing(c.File.Source.Text[at.Start:at.End])
		}
	}
	c.add(Item{Label: "next", Kind: WordItem, Detail: "what follows"})
	if c.inTry() {
		c.add(Item{Label: "again", Kind: WordItem, Detail: "the next attempt"})
	}
	c.add(Item{Label: "end", Kind: WordItem, Detail: "the end of the call"})
}

// missing offers a label that is still to be written.
func (c *completer) missing(name string) {
	if lang.IsName(name) && !slices.ContainsFunc(c.items, func(i Item) bool { return i.Label == name }) {
		c.add(Item{Label: name, Kind: ItemKind(resolve.Label.String()), Detail: "a label that is not there yet"})
	}
}

// MaxLabels is how many labels are offered, the nearest ones: with some of its name
// typed, any is.
const MaxLabels = 100

// below returns the line below a label, so that one knows which it is.
func (c *completer) below(l *resolve.Object) string {
	rest := strings.TrimSpace(c.s.Secrets.Source(l.Module.File.Source)[l.Span.End+1 : min(len(c.File.Source.Text), int(l.Span.End)+maxShown)])
	line, _, _ := strings.Cut(rest, "\n")
	if line == "" {
		return ""
	}
	return code(strings.ToValidUTF8(strings.TrimSpace(line), ""))
}

// maxShown is how many bytes of a line are shown.
const maxShown = 200

// code shows lines of a script, in Markdown.
func code(lines string) string { return fenced("flow", lines) }

// fenced shows lines of a language, which may hold a fence themselves.
func fenced(language, lines string) string {
	fence := "```"
	for strings.Contains(lines, fence) {
		fence += "`"
	}
	return fence + language + "\n" + lines + "\n" + fence
}

// inTry reports whether the body of a try is around, and no step in it.
func (c *completer) inTry() bool {
	for _, open := range slices.Backward(c.Blocks) {
		if len(open.Tokens) == 0 {
			continue
		}
		switch open.Tokens[0].Text {
		case "try":
			if !slices.ContainsFunc(open.Tokens, func(t lang.Name) bool { return t.Text == "else" }) {
				return true
			}
		case "step":
			return false
		}
	}
	return false
}

func kindOf(o *resolve.Object) ItemKind { return ItemKind(o.Kind.String()) }

// name offers what stands behind api and env.
func (c *completer) name() {
	switch {
	case c.first() == "test" && !c.InTest():
		c.head()
	case c.first() == "api":
		for _, version := range []string{"v2", "v1"} {
			c.add(Item{Label: version, Kind: WordItem, Detail: "the API " + version})
		}
	case len(c.Tokens) > 1 && c.Tokens[1].Text == "env":
		if name := placeholders[c.first()]; name != "" {
			c.add(Item{Label: name, Kind: EnvItem, Detail: "what a script without the setting asks for"})
		}
	}
}

// inQuotes offers what may stand in a text: in braces the names of variables and
// constants, and elsewhere only what is the whole text.
func (c *completer) inQuotes() {
	inside := c.Typed
	typed := inside[len(strings.TrimRightFunc(inside, isNameRune)):]
	before := strings.TrimSuffix(inside, typed)
	leaf := func(name string) bool { return slices.Contains(c.Expected, lang.Expected{Leaf: name}) }
	switch {
	case leaf("Path"):
		c.files()
	case strings.HasSuffix(before, "{{"):
		c.within(typed, "}}")
		c.variables()
	case strings.HasSuffix(before, "${") && !strings.HasSuffix(before, `\${`):
		c.within(typed, "}")
		c.constants(func(*resolve.Object) bool { return true })
	case leaf("Zone"):
		c.zones()
	case c.InTest() && leaf("TextValue"):
		c.happens()
	}
}

// within makes a name in a text the word that is typed. What closes its braces
// is added where it is not there.
func (c *completer) within(typed, shut string) {
	text := c.File.Source.Text
	c.Typed = typed
	c.Word = source.Span{Start: c.Offset - int32(len(typed)), End: c.Offset}
	c.Word.End += int32(len(text[c.Offset:]) - len(strings.TrimLeftFunc(text[c.Offset:], isNameRune)))
	if !strings.HasPrefix(text[c.Word.End:], shut) {
		c.shut = shut
	}
}

func isNameRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
}
