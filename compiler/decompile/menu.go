package decompile

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A menu is a play that speaks the keys of the digits behind it.
type menu struct {
	text    string // "" where a recording is played
	each    string // "" is the form that menu has by itself
	keys    []string
	choices map[string]string
	into    *api.Node // the variable that the key is stored in, or nil
}

// eachForms are the ways to speak a choice that are recognised; the first is
// the one that a menu has by itself.
var eachForms = []string{
	"Press {key} {choice}.",
	"{choice}, press {key}.",
	"Key {key}: {choice}.",
}

// rank orders the arms of a menu: the spoken ones first.
func (m *menu) rank(key string) int {
	if i := slices.Index(m.keys, key); i >= 0 {
		return i
	}
	return len(m.keys)
}

// menus finds the menus: a play that nothing but digits of one key follow,
// that nothing else leads to, and whose text is what the menu would speak.
func menus(units []unit) {
	for i := range units {
		u := &units[i]
		if u.raw || u.typ != &api.Play || u.to <= 0 || u.to == i {
			continue
		}
		d := &units[u.to]
		text := u.vertex.Node.Get("text")
		if d.raw || d.ways != 1 || d.typ != &api.Digits || d.vertex.Node.Get("count").Text != "1" || text == nil || !telephone(d.edges) {
			continue
		}
		m := recognise(text.Text, u.vertex.Node.Get("url") != nil, d.edges)
		if m == nil {
			continue
		}
		d.fused = true
		m.into = d.vertex.Node.Get("variable")
		u.menu = m
		u.branching, u.edges, u.to = true, d.edges, none
		u.comments = append(u.comments, d.comments...)
	}
}

// telephone reports whether all branches are single keys or any input.
func telephone(edges []edge) bool {
	for _, e := range edges {
		if len(e.key) != 1 || !strings.Contains("0123456789#*", e.key) {
			return false
		}
	}
	return len(edges) > 0 && len(edges) <= 12
}

// recognise returns the menu that speaks a text, or nil.
func recognise(text string, url bool, edges []edge) *menu {
	for i, form := range eachForms {
		if m := spoken(text, form, url, edges); m != nil {
			if i > 0 {
				m.each = form
			}
			return m
		}
	}
	return nil
}

// maxChoices is how many choices a menu can speak: one for each key.
const maxChoices = 11

// spoken returns the menu that speaks a text with choices in a form, or nil.
func spoken(text, form string, url bool, edges []edge) *menu {
	// A choice starts at the start of the text, or behind the end of a sentence.
	var starts []int
	for at := 0; at < len(text); {
		starts = append(starts, at)
		n := strings.IndexAny(text[at:], ".?!。？！।")
		if n < 0 {
			break
		}
		for at += n; at < len(text) && text[at] != ' '; at++ {
		}
		at++
	}
	if len(starts) > maxChoices {
		starts = starts[len(starts)-maxChoices:]
	}
	for i, start := range starts {
		if (start == 0) != url {
			continue
		}
		m := &menu{choices: map[string]string{}}
		if !url {
			m.text = text[:start-1]
		}
		if m.take(text, form, starts[i:], edges) && m.speaks(form) == text {
			return m
		}
	}
	return nil
}

// take reads the choices that a text speaks from starts[0] on, each a sentence.
func (m *menu) take(text, form string, starts []int, edges []edge) bool {
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1] - 1
		}
		key, choice := match(text[start:end], form)
		_, double := m.choices[key]
		if key == "" || double || !slices.ContainsFunc(edges, func(e edge) bool { return e.key == key }) {
			return false
		}
		m.keys, m.choices[key] = append(m.keys, key), choice
	}
	return len(m.keys) > 0
}

// match returns the key and the choice that a sentence speaks.
func match(sentence, form string) (key, choice string) {
	const anyKey = "0123456789#"
	if rest, ok := strings.CutPrefix(form, "{choice}"); ok {
		before, _, _ := strings.Cut(rest, "{key}")
		at := strings.LastIndex(sentence, before)
		if at < 1 || len(sentence) != at+len(before)+2 || sentence[len(sentence)-1] != '.' {
			return "", ""
		}
		key = sentence[at+len(before) : len(sentence)-1]
		if !strings.Contains(anyKey, key) {
			return "", ""
		}
		return key, sentence[:at]
	}
	before, rest, _ := strings.Cut(form, "{key}")
	between, _, _ := strings.Cut(rest, "{choice}")
	rest, ok := strings.CutPrefix(sentence, before)
	if !ok || len(rest) < 1+len(between)+2 || !strings.Contains(anyKey, rest[:1]) || rest[1:1+len(between)] != between {
		return "", ""
	}
	choice, ok = strings.CutSuffix(rest[1+len(between):], ".")
	if !ok {
		return "", ""
	}
	return rest[:1], choice
}

// speaks returns what a menu says: the text and the choices, each as a
// sentence.
func (m *menu) speaks(form string) string {
	var parts []string
	if m.text != "" {
		parts = append(parts, m.text)
	}
	for _, key := range m.keys {
		parts = append(parts, strings.NewReplacer("{key}", key, "{choice}", m.choices[key]).Replace(form))
	}
	for i, p := range parts {
		parts[i] = sentence(p)
	}
	return strings.Join(parts, " ")
}

// sentence puts a full stop behind what does not end like a sentence, as the
// compiler does.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	for _, stop := range []string{".", "?", "!", "。", "？", "！", "।"} {
		if strings.HasSuffix(s, stop) {
			return s
		}
	}
	if s == "" {
		return s
	}
	return s + "."
}
