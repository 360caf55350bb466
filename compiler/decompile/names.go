package decompile

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// names are those that are taken, and how often each was wanted.
type names map[string]int

// unique returns the first name that is free, or a number behind the first.
func (n names) unique(candidates []string) string {
	for _, c := range candidates {
		if n[c] == 0 {
			n[c] = 1
			return c
		}
	}
	base := candidates[0]
	for {
		n[base]++
		name := base + "_" + strconv.Itoa(n[base])
		if n[name] == 0 {
			n[name] = 1
			return name
		}
	}
}

// wanted returns names for a step, the best first: what is chosen by
// going there, what it is, which key leads there.
func (l *layout) wanted(i int) []string {
	u := &l.units[i]
	var list []string
	add := func(name string) {
		if name != "" && lang.IsName(name) && !lang.Reserved(name, lang.LabelName) {
			list = append(list, name)
		}
	}
	key := l.key(u)
	if key != "" {
		add(u.chosen())
	}
	outcome := step.Anything.Name(key)
	add(outcome)
	add(u.is())
	switch {
	case len(u.refs) > 1:
	case u.refs[0].from().dialogue != nil:
		add(key)
	case key == step.Any:
		add("other")
	case key != "" && outcome == "":
		add(join(fields("key "+strings.ReplaceAll(key, "#", " hash ")), 4))
	}
	if i == 0 {
		add("beginning")
	}
	if u.exit {
		add("done")
	}
	if len(list) == 0 {
		add("step_" + strconv.Itoa(u.vertex.Index))
	}
	return list
}

// key returns the outcome by which a unit is reached, where that is the only
// way to it.
func (l *layout) key(u *unit) string {
	key := u.refs[0].key
	from := map[*unit]bool{}
	for _, r := range u.refs {
		from[r.from()] = true
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
func (u *unit) chosen() string {
	name := ""
	for i, r := range u.refs {
		said := ""
		if from := r.from(); from.menu != nil {
			said = words(from.menu.choices[r.key], 3)
		} else if prompt := r.in.said[r.unit]; prompt != "" && i < 10 {
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
		if u.to >= 0 && u.typ == &api.Play {
			if text := u.vertex.Node.Get("text"); text != nil && text.Kind == api.TextNode && len(text.Text) < 500 {
				prompts[u.to] = text.Text
			}
		}
	}
	return prompts
}

// phrasing is how prompts say what a key is for. It is made when it is needed:
// that takes as long as all else that is made when the program starts.
type phrasing struct{ pressFor, forPress, another *regexp.Regexp }

var phrasings = sync.OnceValue(func() phrasing {
	return phrasing{
		pressFor: regexp.MustCompile(`(?i)\b(?:press|key|dial) ([0-9#]+)(?: for| to|,)? ([^.,;:!?]+?)(?:[.,;:!?]|,? or | and |$)`),
		forPress: regexp.MustCompile(`(?i)\b(?:for|to) ([^.,;:!?]+?),? (?:press|key|dial) ([0-9#]+)`),
		another:  regexp.MustCompile(`(?i)\b(?:press|key|dial) [0-9#]`),
	}
})

// choice returns the words of a prompt that say what a key is for.
func choice(prompt, key string) string {
	say := phrasings()
	for _, m := range say.pressFor.FindAllStringSubmatch(prompt, -1) {
		if m[1] == key && !say.another.MatchString(m[2]) { // else it is for what stands before
			return words(m[2], 3)
		}
	}
	for _, m := range say.forPress.FindAllStringSubmatch(prompt, -1) {
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
	case u.dialogue != nil:
		return u.dialogue.name
	case u.attempts != nil:
		return u.attempts.body.units[0].is()
	}
	if naming := namings[u.typ]; naming != nil {
		return naming(u)
	}
	return words(u.vertex.Type, 3)
}

// namings say by what the objects of a type are named. Those of any other are
// named by their type.
var namings = map[*api.Type]func(*unit) string{
	&api.Play:     (*unit).prompt,
	&api.Digits:   (*unit).keyedIn,
	&api.HTTP:     func(u *unit) string { return lookup(u.text("url"), u.text("method")) },
	&api.Connect:  func(u *unit) string { return together("connect", u.text("number")) },
	&api.Callback: func(u *unit) string { return together("callback", u.text("entity")) },
	&api.Call:     func(u *unit) string { return together("call", u.text("number")) },
}

// prompt names a play by what it says, or by the file that it plays.
func (u *unit) prompt() string {
	says := u.text("text")
	if u.menu != nil {
		says = u.menu.text
	}
	if name := title(says); name != "" {
		return name
	}
	file := path.Base(u.text("url"))
	return words(strings.TrimSuffix(file, path.Ext(file)), 3)
}

// keyedIn names digits by the variable that they are stored in.
func (u *unit) keyedIn() string {
	if name := words(variable(u.text("variable")), 3); name != "" {
		return name
	}
	return "keys"
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

var braces = strings.NewReplacer("{{", " ", "}}", " ")

// variable makes a variable in a text a word of it.
func variable(text string) string { return braces.Replace(text) }

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
