package decompile

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// names are those that are taken, and how often each was wanted.
type names map[string]int

// unique returns the first name that is free, or a number behind the first. A
// name that ends in _ has a number in any case.
func (n names) unique(candidates []string) string {
	for _, c := range candidates {
		if n[c] == 0 && !strings.HasSuffix(c, "_") {
			n[c] = 1
			return c
		}
	}
	base := strings.TrimSuffix(candidates[0], "_")
	for {
		n[candidates[0]]++
		name := base + "_" + strconv.Itoa(n[candidates[0]])
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
		if name != "" && lang.IsName(name) && !lang.Reserved(name, lang.LabelName) && outcomeNames[name] == "" {
			list = append(list, name)
		}
	}
	key, is := l.key(u), u.is()
	if u.varies() {
		is = "" // it says other words elsewhere
	}
	if key != "" || u.exit {
		chosen := u.chosen()
		if (chosen == "yes" || chosen == "no") && !u.exit {
			add(is) // it says more
		}
		add(chosen)
	}
	outcome := step.Anything.Name(key)
	if u.exit {
		add(outcomeNames[outcome]) // what it leads to is not known to the step
	}
	add(is)
	add(outcomeNames[outcome])
	switch {
	case len(u.refs) > 1:
	case u.refs[0].from().use != nil:
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
	if len(list) == 0 && u.typ == &api.Play && !u.raw {
		add("say_")
	}
	if len(list) == 0 {
		add("step_" + strconv.Itoa(u.vertex.Index))
	}
	return list
}

// outcomeNames are names for where a call goes by an outcome. The outcomes
// themselves are no labels: -> ok/next is read as one of its two.
var outcomeNames = map[string]string{"ok": "found", "fail": "failed"}

// id returns the name that a step has by its id, or "". What was made by a
// machine is none.
func (u *unit) id() string {
	n := u.vertex.Node.Get("id")
	if n == nil || n.Kind != api.TextNode || !lang.IsName(n.Text) || len(n.Text) > 2*maxName {
		return ""
	}
	if lang.Reserved(n.Text, lang.LabelName) || outcomeNames[n.Text] != "" || n.Text == cfg.StartLabel {
		return ""
	}
	said := false
	for part := range strings.SplitSeq(strings.ToLower(n.Text), "_") {
		letters := strings.TrimRight(part, "0123456789")
		if strings.ContainsAny(letters, "0123456789") || len(part)-len(letters) > 4 || len(part) >= 8 && len(letters) < len(part) && strings.Trim(part, "0123456789abcdef") == "" {
			return ""
		}
		said = said || len(letters) > 1
	}
	if !said {
		return ""
	}
	return n.Text
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
		switch {
		case said == "" && u.exit: // a way out is named by those of its ways that say something
		case i > 0 && said != name && (name != "" || !u.exit):
			return ""
		default:
			name = said
		}
	}
	return name
}

// prompts returns what is said before the digits that wait for an answer.
func (l *layout) prompts() map[int]string {
	prompts := map[int]string{}
	for i := range l.units {
		u := &l.units[i]
		if u.to >= 0 && u.typ == &api.Play {
			if text := u.vertex.Node.Get("text"); text != nil && text.Kind == api.TextNode && len(text.Text) < maxRead {
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
