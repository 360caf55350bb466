package callscript

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
)

// A place is where a statement stands: it says what names mean there.
type place struct {
	module *resolve.Module
	scope  *resolve.Scope
	in     *Scene // the innermost one, which changes from label to label
}

// A binding is a value that a use of a step gives to an argument.
type binding struct {
	value *lang.Value
	at    place
}

// text returns what a value says, with the names of what is known only during
// the call.
func (t *teller) text(v *lang.Value, at place) Text {
	return t.whole(v, at).variables(t.hears)
}

// whole returns what a value says, without secrets: whatever is cut or looked for in
// it comes later.
func (t *teller) whole(v *lang.Value, at place) Text { return t.hide(t.filled(v, at)) }

// name returns a name as words, without secrets.
func (t *teller) name(name string) string { return words(t.hidden.Text(name)) }

// filled returns what a value says, with what constants and arguments say. It is for
// whole alone, and for what that is made of.
func (t *teller) filled(v *lang.Value, at place) (all Text) {
	if v.Kind == lang.NameRef {
		return t.named(v.Raw, at)
	}
	parts, _ := v.Parts()
	for _, p := range parts {
		if p.Name.Text == "" {
			all = append(all, plain(p.Text)...)
		} else {
			all = append(all, t.named(p.Name.Text, at)...)
		}
	}
	return all
}

// named returns what a name says.
func (t *teller) named(name string, at place) Text {
	if at.scope != nil {
		if arg := at.scope.Argument(name); arg != nil {
			return t.argument(arg)
		}
	}
	if c := at.module.Const(name); c != nil {
		return t.constant(c)
	}
	if name == resolve.AttemptName {
		return Text{{Kind: Given, Text: "number of the attempt"}}
	}
	return plain(name)
}

// constant returns what a constant says. One that is made of parameters is
// partly filled in.
func (t *teller) constant(c *resolve.Object) Text {
	if known, ok := t.constants[c]; ok {
		return known
	}
	says, _, _ := c.Value.Says()
	t.constants[c] = plain(says) // also where it is made of itself
	switch {
	case c.Kind == resolve.Parameter:
		t.params = append(t.params, c)
		t.constants[c] = Text{{Kind: Filled, Text: says}}
	case c.Value.Written != nil && c.Value.Set == nil && len(says) < maxComposed:
		if parts := join(t.filled(&c.Value.Written.Value, place{module: c.Module})); len(parts) < maxParts {
			t.constants[c] = parts
		}
	}
	return t.constants[c]
}

// A constant of up to so many bytes is shown by the parts that it is made of, if
// they are few: of a long chain of constants each has those of the one before it.
const (
	maxComposed = 64 << 10
	maxParts    = 1000
)

// maxGiven is up to how many bytes it is known how long an argument takes: steps can
// double what they give to each other.
const maxGiven = 4 << 10

// argument returns what an argument says, where it says the same in all uses of
// the step, and else its name.
func (t *teller) argument(arg *resolve.Object) Text {
	if known, ok := t.arguments[arg]; ok {
		return known
	}
	name := Span{Kind: Given, Text: t.name(arg.Name)}
	t.arguments[arg] = Text{name}
	var says Text
	same := len(t.bindings[arg]) > 0
	for i, b := range t.bindings[arg] {
		value := t.filled(b.value, b.at)
		same = same && !value.has(Given) && (i == 0 || value.flat() == says.flat())
		says = value
		short, long := value.said()
		if i == 0 || spoken.Seconds(short) < spoken.Seconds(name.short) {
			name.short = short
		}
		if i == 0 || spoken.Seconds(long) > spoken.Seconds(name.long) {
			name.long = long
		}
	}
	if len(name.long) > maxGiven {
		name.short, name.long = "", ""
	}
	if t.arguments[arg] = says; !same {
		t.arguments[arg] = Text{name}
	}
	return t.arguments[arg]
}

// bind notes what the uses of a step give to its arguments.
func (t *teller) bind(s *lang.Invoke, def *resolve.Object, at place) {
	args := def.Module.Scopes[&def.Step.Decl.Body].Args
	for i := range s.Args {
		if arg := parameter(args, s, i); arg != nil {
			t.bindings[arg] = append(t.bindings[arg], binding{&s.Args[i].Value.Value, at})
		}
	}
}

// parameter returns which of the arguments of a step a use gives a value to.
func parameter(args []*resolve.Object, s *lang.Invoke, i int) *resolve.Object {
	if name := s.Args[i].Param; name != nil {
		if at := slices.IndexFunc(args, func(o *resolve.Object) bool { return o.Name == name.Text }); at >= 0 {
			return args[at]
		}
		return nil
	}
	if i < len(args) {
		return args[i]
	}
	return nil
}

// hide hides secrets. Where there is one its marks are lost, since it may reach
// from one span into the next.
func (t *teller) hide(text Text) Text {
	flat := text.flat()
	if hidden := t.hidden.Text(flat); hidden != flat {
		return plain(hidden)
	}
	return text
}

// numeral returns a number, a date or the like, with the name that the author has
// given to it.
func (t *teller) numeral(v *lang.Value, at place) Text {
	says := t.text(v, at)
	name := ""
	switch parts, _ := v.Parts(); {
	case v.Kind == lang.NameRef:
		name = v.Raw
	case len(parts) == 1:
		name = parts[0].Name.Text
	}
	if name == "" || says.has(Given) {
		return says
	}
	return join(says, plain(" ("+t.name(name)+")"))
}

// given returns what a use gives to an argument.
func (t *teller) given(v *lang.Value, at place) Text {
	if says := t.text(v, at); strings.Trim(says.flat(), "+0123456789") != "" {
		return quoted(says)
	}
	return t.numeral(v, at)
}

// address returns the host and the path of a URL. What is behind them is only
// told as far as it is from the call.
func (t *teller) address(v *lang.Value, at place) Text {
	full := t.whole(v, at)
	_, rest, found := full.cut("://")
	if !found {
		rest = full
	}
	rest, query, _ := rest.cut("?")
	rest, _, _ = rest.cut("#")
	host, path, slash := rest.cut("/")
	if _, behind, user := host.cut("@"); user {
		host = behind
	}
	if slash {
		host = join(host, plain("/"), path)
	}
	shown := host.variables(t.hears)
	var sent []Text
	for _, s := range query.variables(t.hears) {
		if s.Kind == Variable || s.Kind == Given {
			sent = append(sent, Text{s})
		}
	}
	if len(sent) > 0 {
		shown = join(shown, plain(", with "), list(sent, "and"))
	}
	return shown
}

// choice returns what a menu says of an arm: its choice, with the key where nothing
// else is said of that, since the one is no sentence without the other then.
func (t *teller) choice(s lang.Stmt, arm *lang.Arm, at place) Text {
	choice := t.whole(&arm.Text.Value, at)
	if menu, ok := s.(*lang.Menu); ok {
		each := t.form(menu, at)
		if strings.ContainsFunc(strings.NewReplacer("{key}", "", "{choice}", "").Replace(each.flat()), unicode.IsLetter) {
			return choice
		}
		choice = each.replace(map[string]Text{"{key}": plain(t.hidden.Text(arm.Keys[0].From.Raw)), "{choice}": choice}).trim()
		choice = choice.slice(0, len(strings.TrimRight(choice.flat(), ".")))
	}
	return choice
}

// form returns how a menu speaks a choice.
func (t *teller) form(s *lang.Menu, at place) Text {
	if setting, from := t.each(s, at); setting != nil {
		return t.whole(setting, from)
	}
	return plain("Press {key} {choice}.")
}

// spoken returns what a menu says: its text and its choices, each as a sentence.
func (t *teller) spoken(s *lang.Menu, at place) (all Text) {
	each := t.form(s, at)
	var parts []Text
	if s.Text != nil {
		parts = append(parts, t.whole(&s.Text.Value, at))
	}
	for _, arm := range s.Arms.Arms {
		if arm.Text != nil && len(arm.Keys) > 0 {
			parts = append(parts, each.replace(map[string]Text{
				"{key}": plain(t.hidden.Text(arm.Keys[0].From.Raw)), "{choice}": t.whole(&arm.Text.Value, at),
			}))
		}
	}
	for _, p := range parts {
		if p = p.trim(); len(p) == 0 {
			continue
		}
		if len(all) > 0 {
			all = append(all, plain(" ")...)
		}
		last := p[len(p)-1]
		if all = append(all, p...); last.Kind != Given && !stops.MatchString(last.Text) {
			all = append(all, plain(".")...)
		}
	}
	return t.hide(all).variables(t.hears)
}

// stops finds the end of a sentence.
var stops = regexp.MustCompile(`[.?!。？！।]$`)

// each returns the text that says how a menu speaks a choice, and where that
// stands, or nil where nothing says so.
func (t *teller) each(s *lang.Menu, at place) (*lang.Value, place) {
	if s.Each != nil {
		return &s.Each.Value, at
	}
	for _, m := range []*resolve.Module{at.module, t.Program.Main} {
		if setting := t.eaches[m]; setting != nil {
			return &setting.Text.Value, place{module: m}
		}
	}
	return nil, at
}

// note returns the comments of a list as a note, or nothing.
func (t *teller) note(file *lang.File, lists ...[]lang.Comment) []Block {
	hidden := ""
	note := &Note{}
	fresh := true
	for _, comments := range lists {
		for _, c := range comments {
			if hidden == "" {
				hidden = t.hidden.Source(file.Source)
			}
			text := strings.TrimLeft(hidden[c.Start:int(c.Start)+len(c.Text)], "/")
			fresh = fresh || c.Blank
			switch line := strings.TrimSpace(text); {
			case line == "":
				fresh = true
			case strings.HasPrefix(line, "flowc:"):
				// It is said to flowc.
			default:
				note.add(strings.TrimRight(text, " \t"), fresh)
				fresh = false
			}
		}
		fresh = true
	}
	if len(note.Parts) == 0 {
		return nil
	}
	return []Block{note}
}

// add adds a line to a note. One that stands deeper is an example.
func (n *Note) add(line string, fresh bool) {
	const deep = "   "
	last := len(n.Parts) - 1
	switch line, code := strings.CutPrefix(line, deep); {
	case code && last >= 0 && n.Parts[last].Code:
		n.Parts[last].Text += "\n" + line
	case code, fresh, last < 0, n.Parts[last].Code:
		n.Parts = append(n.Parts, Part{strings.TrimSpace(line), code})
	default:
		n.Parts[last].Text += " " + strings.TrimSpace(line)
	}
}
