package decompile

import (
	"regexp"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A writer writes the script, without its indentation, which the printer of
// the language gives.
type writer struct {
	*layout
	out     *strings.Builder
	probing bool  // labels have no names yet, and are only asked for
	order   []int // the units as they are written
	depth   int   // of the statements that are written
	base    int   // depth of the labels
	atEnd   bool  // what is written is the last of the script: what falls through ends the call
}

func (w *writer) line(parts ...string) {
	for _, p := range parts {
		w.out.WriteString(p)
	}
	w.out.WriteByte('\n')
}

// gap leaves a blank line, except at the start.
func (w *writer) gap() {
	if w.out.Len() > 0 && !strings.HasSuffix(w.out.String(), "\n\n") {
		w.out.WriteByte('\n')
	}
}

// note writes a comment.
func (w *writer) note(text string) {
	w.line("// ", strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text))
}

func (w *writer) script() string {
	w.out = &strings.Builder{}
	w.depth = w.base
	for _, c := range w.comments {
		w.note(c)
	}
	w.gap()
	for _, s := range w.settings {
		w.line(s)
	}
	w.gap()
	if w.uses != "" {
		w.line("use ", lang.Quote(w.uses))
		w.gap()
	}
	for _, c := range w.constants {
		w.line("let ", c.name, " = ", c.number)
	}
	reached := true
	for n, head := range w.heads {
		w.gap()
		if reached && !w.units[head].reached {
			reached = false
			w.note("The call never gets here: nothing leads to these steps.")
		}
		w.chain(head, n == len(w.heads)-1 && !w.inStep)
	}
	return w.out.String()
}

// chain writes the units that fall through to each other.
func (w *writer) chain(at int, last bool) {
	for first := true; ; first = false {
		u := &w.units[at]
		w.order = append(w.order, at)
		if u.label != "" {
			if !first {
				w.gap()
			}
			w.line(u.label, ":")
			w.depth = w.base + 1
		}
		w.atEnd = last && u.link < 0 && !(u.falls && u.cont >= 0)
		w.unit(at)
		w.atEnd = false
		if u.link < 0 {
			w.tail(at, last)
			return
		}
		at = u.link
	}
}

// tail leads on from the last unit of a chain.
func (w *writer) tail(i int, last bool) {
	u := &w.units[i]
	to := u.to
	switch {
	case u.branching && !u.falls:
		return // each arm says where it goes
	case u.branching:
		to = u.cont
	}
	switch {
	case to >= 0:
		w.line("-> ", w.target(to, ref{i, ""}))
	case !last:
		w.line("end")
	}
}

// target returns the label of a unit, for a place that needs it.
func (w *writer) target(to int, from ref) string {
	t := &w.units[to]
	if w.probing {
		t.refs = append(t.refs, from)
		return "label"
	}
	return t.label
}

// unit writes one unit.
func (w *writer) unit(i int) {
	u := &w.units[i]
	for _, c := range u.comments {
		w.note(c)
	}
	w.out.WriteString(w.statement(u))
	if u.branching {
		w.branches(i, u)
	}
	w.out.WriteByte('\n')
}

// statement returns a statement without its branches.
func (w *writer) statement(u *unit) string {
	switch {
	case u.use != nil:
		return u.use.name
	case u.raw:
		return "raw " + rawObject(u)
	}
	get := u.step.Node.Get
	from := func() string {
		if n := get("caller_id"); n != nil {
			return " from " + w.number(n)
		}
		return ""
	}
	switch u.step.Type {
	case api.Call.Name:
		return "call " + w.number(get("number")) + from()
	case api.Connect.Name:
		return "connect " + w.number(get("number")) + from()
	case api.Play.Name:
		return w.play(u)
	case api.Digits.Name:
		return "input " + count(get("count")) + into(get("variable"))
	case api.HTTP.Name:
		method := "get"
		if n := get("method"); n != nil {
			method = strings.ToLower(n.Text)
		}
		return method + " " + lang.Quote(get("url").Text)
	case api.Callback.Name:
		return strings.Join([]string{
			"callback", w.number(get("entity")), "at",
			literal(get("date"), isDate), literal(get("time"), isTime), literal(get("timezone"), lang.IsZone),
		}, " ")
	}
	panic("unexpected type " + u.step.Type)
}

func (w *writer) play(u *unit) string {
	text, url := u.step.Node.Get("text"), u.step.Node.Get("url")
	verb, saying := "say ", ""
	first := text
	if url != nil {
		verb, first = "play ", url
		if text != nil {
			saying = " saying " + lang.Quote(text.Text)
		}
	}
	switch {
	case u.menu != nil:
	case url == nil:
		return verb + w.prose(text.Text)
	default:
		return verb + lang.Quote(first.Text) + saying
	}
	line := "menu " + lang.Quote(u.menu.text)
	if url != nil {
		line = "menu play " + lang.Quote(url.Text)
	}
	if u.menu.each != "" {
		line += " each " + lang.Quote(u.menu.each)
	}
	return line
}

// Texts that are longer than maxLine are written on several lines.
const maxLine = 100

// prose returns a text, on several lines where it is long and these say the
// same.
func (w *writer) prose(text string) string {
	quoted := lang.Quote(text)
	if len(quoted) <= maxLine {
		return quoted
	}
	indent := strings.Repeat("  ", w.depth+1)
	var b strings.Builder
	b.WriteString(`"""`)
	for i, paragraph := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		column := maxLine
		for _, word := range strings.Fields(paragraph) {
			word = strings.TrimSuffix(strings.TrimPrefix(lang.Quote(word), `"`), `"`)
			if !strings.Contains(word, `\"\"`) {
				word = strings.ReplaceAll(word, `\"`, `"`)
			}
			if column+1+len(word) > maxLine-20 {
				b.WriteString("\n" + indent)
				column = 0
			} else {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			column += 1 + len(word)
		}
	}
	b.WriteString("\n" + indent[2:] + `"""`)
	long := lang.Value{Raw: b.String(), Kind: lang.TextLit}
	if said, ok := long.Plain(); ok && said == text {
		return b.String()
	}
	return quoted
}

// number returns a number: its constant, its digits or a text.
func (w *writer) number(n *api.Node) string {
	if name := w.constant[n.Text]; name != "" {
		return name
	}
	return literal(n, digits.MatchString)
}

// literal returns a value as it stands where that is a literal of its kind,
// and as a text elsewhere.
func literal(n *api.Node, is func(string) bool) string {
	if is(n.Text) {
		return n.Text
	}
	return lang.Quote(n.Text)
}

var (
	isDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`).MatchString
	isTime = regexp.MustCompile(`^[0-9]{2}:[0-9]{2}:[0-9]{2}$`).MatchString
)

func count(n *api.Node) string {
	if n.Kind == api.NumberNode {
		return n.Text
	}
	return lang.Quote(n.Text)
}

func into(n *api.Node) string {
	switch {
	case n == nil:
		return ""
	case lang.IsName(n.Text) && !lang.IsTargetWord(n.Text):
		return " into " + n.Text
	}
	return " into " + lang.Quote(n.Text)
}

// rawObject returns an object as it stands, without what the compiler gives.
func rawObject(u *unit) string {
	buf := []byte("{")
	members := u.step.Members
	if u.own {
		members = u.step.All
	}
	members(func(n *api.Node) {
		if (n.Key == "next_step" || n.Key == "flow") && !u.own {
			return
		}
		if len(buf) > 1 {
			buf = append(buf, ',')
		}
		buf = append(api.AppendString(append(buf, ' '), n.Key), ": "...)
		buf = n.AppendJSON(buf)
	})
	if len(buf) == 1 {
		return "{}"
	}
	return string(append(buf, " }"...))
}

// branches writes where the call goes from a unit, unless that is the next
// line for every outcome that such a step has.
func (w *writer) branches(i int, u *unit) {
	if u.use != nil {
		w.exits(i, u)
		return
	}
	if u.menu != nil {
		w.out.WriteString(into(w.units[u.digits].step.Node.Get("variable")))
		w.arms(i, u)
		return
	}
	bodies := slices.ContainsFunc(u.arms, func(a arm) bool { return a.body != nil })
	by := map[string]*arm{}
	for j := range u.arms {
		for _, key := range u.arms[j].keys {
			by[key] = &u.arms[j]
		}
	}
	http := u.step.Type == api.HTTP.Name && !u.raw
	switch ok, fail := by["success"], by["fail"]; {
	case len(u.edges) == 0 && http:
		w.out.WriteString(" -> end/end")
	case len(u.edges) == 0:
		w.out.WriteString(" -> end")
	case len(u.edges) == 1 && by["*"] != nil:
		if u.link < 0 || u.raw {
			w.out.WriteString(" -> " + w.armTarget(i, u, by["*"], "*"))
		}
	case http && !bodies && present(ok)+present(fail) == len(u.edges):
		if ok != nil && fail != nil && ok.to == u.link && fail.to == u.link {
			return
		}
		w.out.WriteString(" -> " + w.outcome(i, u, ok, "success") + "/" + w.outcome(i, u, fail, "fail"))
	default:
		w.arms(i, u)
	}
}

// exits writes where the call goes from a use, unless that is the next line.
func (w *writer) exits(i int, u *unit) {
	if len(u.arms) == 1 && u.arms[0].to == u.link {
		return
	}
	for j := range u.arms {
		a := &u.arms[j]
		w.out.WriteString([]string{" -> ", "/"}[min(j, 1)] + w.armTarget(i, u, a, a.keys[0]))
	}
}

func present(a *arm) int {
	if a == nil {
		return 0
	}
	return 1
}

// outcome returns the target of an outcome of a request.
func (w *writer) outcome(i int, u *unit, a *arm, key string) string {
	if a == nil {
		return "end"
	}
	return w.armTarget(i, u, a, key)
}

// armTarget returns the target of an arm. Keys lead to labels, so that they
// look alike; what goes on with the next line says so.
func (w *writer) armTarget(i int, u *unit, a *arm, key string) string {
	plain := u.use != nil || key == "*" || key == "success" || key == "fail" || u.falls
	if plain && (a.to == u.link || u.falls && a.to == u.cont) {
		return "next"
	}
	return w.target(a.to, ref{i, key})
}

func (w *writer) arms(i int, u *unit) {
	w.out.WriteString(" {\n")
	for j := range u.arms {
		a := &u.arms[j]
		w.out.WriteString(strings.Join(keys(a.keys, u), ", "))
		if u.menu != nil {
			if choice, ok := u.menu.choices[a.keys[0]]; ok {
				w.out.WriteString(" " + lang.Quote(choice))
			}
		}
		if a.body == nil {
			w.line(" -> ", w.armTarget(i, u, a, a.keys[0]))
			continue
		}
		w.body(i, u, a)
	}
	w.out.WriteString("}")
}

// body writes the body of an arm: on one line where it is one short step.
func (w *writer) body(i int, u *unit, a *arm) {
	tail := ""
	switch {
	case a.exit == u.cont, a.exit == open, a.exit == ends && w.atEnd:
	case a.exit == ends:
		tail = "end"
	default:
		tail = "-> " + w.target(a.exit, ref{i, ""})
	}
	if len(a.body) == 1 && tail == "" {
		if s, ok := w.short(a.body[0]); ok {
			w.order = append(w.order, a.body[0])
			w.line(" { ", s, " }")
			return
		}
	}
	w.line(" {")
	w.depth += 2
	atEnd := w.atEnd
	w.atEnd = false
	for _, b := range a.body {
		w.order = append(w.order, b)
		w.unit(b)
	}
	w.atEnd = atEnd
	if tail != "" {
		w.line(tail)
	}
	w.depth -= 2
	w.line("}")
}

// maxShort is how long the statement of a body on one line may be.
const maxShort = 80

// short returns the statement of a unit where it fits on a line.
func (w *writer) short(i int) (string, bool) {
	u := &w.units[i]
	statement := w.statement(u)
	if len(u.comments) > 0 || len(statement) > maxShort {
		return "", false
	}
	if u.branching {
		if len(u.arms) > 2 || len(u.edges) > 2 || w.probing {
			return "", false
		}
		before := w.out
		w.out = &strings.Builder{}
		w.branches(i, u)
		statement += w.out.String()
		w.out = before
	}
	return statement, len(statement) <= maxShort && !strings.Contains(statement, "\n")
}

var telephoneKey = regexp.MustCompile(`^([0-9]+#?|#)$`)

// keys returns the keys of an arm as a script writes them.
func keys(list []string, u *unit) []string {
	var written []string
	for i := 0; i < len(list); i++ {
		key := list[i]
		digit := u.raw || u.step.Type != api.HTTP.Name
		outcome := u.raw || u.step.Type == api.HTTP.Name
		switch {
		case key == "*":
			written = append(written, "else")
		case outcome && key == "success":
			written = append(written, "ok")
		case outcome && key == "fail":
			written = append(written, "fail")
		case digit && telephoneKey.MatchString(key):
			if n := run(list[i:]); n >= 3 {
				written = append(written, key+".."+list[i+n-1])
				i += n - 1
				continue
			}
			written = append(written, key)
		default:
			written = append(written, lang.Quote(key))
		}
	}
	return written
}

// run returns how many keys from the first on a range can stand for.
func run(list []string) int {
	n := 1
	for n < len(list) && n < value.MaxRange && len(list[n]) == len(list[0]) {
		if keys := value.Keys(list[n-1], list[n]); len(keys) != 2 || keys[1] != list[n] {
			break
		}
		n++
	}
	return n
}
