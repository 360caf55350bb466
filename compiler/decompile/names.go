package decompile

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// A constant stands for a number that is there more than twice.
type constant struct{ name, number string }

// maxUses is how often a number may be repeated before it gets a name.
const maxUses = 2

// name chooses the labels and the constants, which the script of a step has
// none of. What needs a label is found out by writing the script without them.
func (l *layout) name() {
	if !l.inStep {
		l.numbers()
	}
	probe := writer{layout: l, probing: true}
	probe.script()
	l.names = map[string]int{"start": 1} // ids by label need this one
	for _, word := range lang.TargetWords {
		l.names[word] = 1
	}
	prompts := l.prompts()
	for i := range l.units {
		if u := &l.units[i]; u.exit {
			u.label = l.unique(l.wanted(i, prompts))
		}
	}
	for _, i := range probe.order {
		if u := &l.units[i]; len(u.refs) > 0 {
			u.label = l.unique(l.wanted(i, prompts))
		}
	}
}

// unique returns the first name that is free, or a number behind the first.
func (l *layout) unique(candidates []string) string {
	for _, c := range candidates {
		if l.names[c] == 0 {
			l.names[c] = 1
			return c
		}
	}
	base := candidates[0]
	for {
		l.names[base]++
		name := base + "_" + strconv.Itoa(l.names[base])
		if l.names[name] == 0 {
			l.names[name] = 1
			return name
		}
	}
}

// wanted returns names for a step, the best first: what is chosen by
// going there, what it is, which key leads there.
func (l *layout) wanted(i int, prompts map[int]string) []string {
	u := &l.units[i]
	var list []string
	add := func(name string) {
		if name != "" && lang.IsName(name) && !lang.IsTargetWord(name) {
			list = append(list, name)
		}
	}
	key := l.key(u)
	if key != "" {
		add(l.chosen(u, prompts))
	}
	switch key {
	case "success":
		add("ok")
	case "fail":
		add("fail")
	}
	add(u.is())
	switch {
	case len(u.refs) > 1:
	case l.units[u.refs[0].unit].use != nil:
		add(key)
	case key == "*":
		add("other")
	case key != "" && key != "success" && key != "fail":
		add("key_" + strings.ReplaceAll(words(strings.ReplaceAll(key, "#", " hash"), 3), "-", "_"))
	}
	if i == 0 {
		add("beginning")
	}
	if u.exit {
		add("done")
	}
	if len(list) == 0 {
		add("step_" + strconv.Itoa(u.step.Index))
	}
	return list
}

// key returns the outcome by which a unit is reached, where that is the only
// way to it.
func (l *layout) key(u *unit) string {
	key := u.refs[0].key
	from := map[int]bool{}
	for _, r := range u.refs {
		from[r.unit] = true
	}
	if u.ways > len(from) && !u.exit {
		return ""
	}
	for _, r := range u.refs {
		if r.key != key {
			return ""
		}
	}
	return key
}

// chosen returns what is chosen by going to a unit, in the words of the menus
// or prompts that lead there, where they agree.
func (l *layout) chosen(u *unit, prompts map[int]string) string {
	name := ""
	for i, r := range u.refs {
		said := ""
		if from := &l.units[r.unit]; from.menu != nil {
			said = words(from.menu.choices[r.key], 3)
		} else if prompt := prompts[r.unit]; prompt != "" && i < 10 {
			said = choice(prompt, r.key)
		}
		if i > 0 && said != name {
			return ""
		}
		name = said
	}
	return name
}

// prompts returns what is said before the digits that wait for an answer.
func (l *layout) prompts() map[int]string {
	prompts := map[int]string{}
	for i := range l.units {
		u := &l.units[i]
		if u.to >= 0 && u.step.Type == api.Play.Name {
			if text := u.step.Node.Get("text"); text != nil && text.Kind == api.TextNode && len(text.Text) < 500 {
				prompts[u.to] = text.Text
			}
		}
	}
	return prompts
}

var (
	pressFor = regexp.MustCompile(`(?i)\b(?:press|key|dial) ([0-9#]+)(?: for| to|,)? ([^.,;:!?]+?)(?:[.,;:!?]|,? or | and |$)`)
	forPress = regexp.MustCompile(`(?i)\b(?:for|to) ([^.,;:!?]+?),? (?:press|key|dial) ([0-9#]+)`)
)

// choice returns the words of a prompt that say what a key is for.
func choice(prompt, key string) string {
	for _, m := range pressFor.FindAllStringSubmatch(prompt, -1) {
		if m[1] == key {
			return words(m[2], 3)
		}
	}
	for _, m := range forPress.FindAllStringSubmatch(prompt, -1) {
		if m[2] == key {
			return words(m[1], 3)
		}
	}
	return ""
}

// is names a step by what it does.
func (u *unit) is() string {
	switch {
	case u.exit:
		return u.lead
	case u.use != nil:
		return u.use.name
	}
	get := func(key string) string {
		if n := u.step.Node.Get(key); n != nil && (n.Kind == api.TextNode || n.Kind == api.NumberNode) && len(n.Text) < 500 {
			return n.Text
		}
		return ""
	}
	switch u.step.Type {
	case api.Play.Name:
		if u.menu != nil {
			if name := title(u.menu.text); name != "" {
				return name
			}
		} else if name := title(get("text")); name != "" {
			return name
		}
		file := path.Base(get("url"))
		return words(strings.TrimSuffix(file, path.Ext(file)), 3)
	case api.Digits.Name:
		if name := words(variable(get("variable")), 3); name != "" {
			return name
		}
		return "keys"
	case api.HTTP.Name:
		return lookup(get("url"), get("method"))
	case api.Connect.Name:
		return together("connect", get("number"))
	case api.Callback.Name:
		return together("callback", get("entity"))
	case api.Call.Name:
		return together("call", get("number"))
	}
	return words(u.step.Type, 3)
}

// title names a prompt by its first sentence that says something.
func title(text string) string {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".?!\n", r) }) {
		if name := telling(s, 3); name != "" {
			return name
		}
	}
	return words(text, 3)
}

// variable makes a variable in a text a word of it.
func variable(text string) string { return strings.NewReplacer("{{", " ", "}}", " ").Replace(text) }

func together(word, what string) string {
	name := words(word+" "+variable(what), 3)
	if name == word {
		return name + "_step"
	}
	return name
}

// lookup names a request by the variable that it sends, or by its path.
func lookup(url, method string) string {
	did := map[string]string{"": "lookup", "GET": "lookup", "POST": "sent", "PUT": "stored", "PATCH": "changed", "DELETE": "deleted"}[method]
	if did == "" {
		did = "request"
	}
	if _, rest, ok := strings.Cut(url, "{{"); ok {
		name, _, _ := strings.Cut(rest, "}}")
		if name = words(name, 3); name != "" {
			return name + "_" + did
		}
	}
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "?")
	if host, file, ok := strings.Cut(rest, "/"); ok {
		if name := words(path.Base(file), 2); name != "" {
			return name + "_" + did
		}
		rest = host
	}
	if name := words(strings.ReplaceAll(rest, ".", " "), 1); name != "" {
		return name + "_" + did
	}
	return "request"
}

// dull are words that say little about a prompt.
var dull = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an and any are as at be been but by can could do for from good has have hello hi how i if in into is it
		its like me my not now of ok on or our please press s shall may so t that the their them then there these they this to us was we welcome were what
		which will with would you your re ll ve d m thank thanks sorry`) {
		m[w] = true
	}
	return m
}()

const maxName = 32

// words returns the first few words of a text that say something, as a name,
// or, without such, its first few words.
func words(text string, most int) string {
	if name := telling(text, most); name != "" {
		return name
	}
	return join(fields(text), most+1)
}

func telling(text string, most int) string {
	var picked []string
	for _, w := range fields(text) {
		if !dull[w] {
			picked = append(picked, w)
		}
	}
	return join(picked, most)
}

func fields(text string) []string {
	return strings.FieldsFunc(strings.ToLower(variable(text)), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '_')
	})
}

// join makes a name of the first words, as many as fit.
func join(words []string, most int) string {
	name := ""
	for _, w := range words {
		w = strings.Trim(w, "_")
		switch {
		case w == "" || name == "" && '0' <= w[0] && w[0] <= '9':
			continue
		case name == "":
			name = w[:min(len(w), maxName)]
		case len(name)+1+len(w) > maxName:
			return name
		default:
			name += "_" + w
		}
		if most--; most == 0 {
			break
		}
	}
	return name
}

// A role is what a number is used for.
type role struct{ from, team, all int }

// numbers finds the numbers that are repeated.
func (l *layout) numbers() {
	roles := map[string]*role{}
	var order []string
	for i := range l.units {
		u := &l.units[i]
		if u.raw {
			continue
		}
		for _, key := range []string{"number", "caller_id", "entity"} {
			n := u.step.Node.Get(key)
			if n == nil || !digits.MatchString(n.Text) || len(n.Text) < 3 {
				continue
			}
			r := roles[n.Text]
			if r == nil {
				r = &role{}
				roles[n.Text] = r
				order = append(order, n.Text)
			}
			r.all++
			switch key {
			case "caller_id":
				r.from++
			case "entity":
				r.team++
			}
		}
	}
	l.constant = map[string]string{}
	taken := map[string]int{}
	for _, number := range order {
		r := roles[number]
		if r.all <= maxUses {
			continue
		}
		base := "number"
		switch {
		case 2*r.from > r.all:
			base = "caller_id"
		case 2*r.team > r.all:
			base = "team"
		}
		taken[base]++
		name := base
		if base == "number" || taken[base] > 1 {
			name = fmt.Sprintf("%s_%d", base, taken[base])
		}
		l.constant[number] = name
		l.constants = append(l.constants, constant{name, number})
	}
}

var digits = regexp.MustCompile(`^\+?[0-9]+$`)
