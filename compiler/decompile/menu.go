package decompile

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// A menu is a play that speaks the keys of the digits behind it.
type menu struct {
	text    string // "" where a recording is played, or the choices are all
	each    string // "" is the form that a menu has by itself
	keys    []string
	choices map[string]string
	ordered bool      // the keys are wired in the order in which they are spoken
	into    *api.Node // the variable that the key is stored in, or nil
}

// rank orders the arms of a menu: as they are wired, or, where the text speaks
// them in another order, the spoken ones first.
func (m *menu) rank(key string) int {
	if i := slices.Index(m.keys, key); i >= 0 && !m.ordered {
		return i
	}
	return len(m.keys)
}

// menus finds the menus: a play that nothing but digits of one key follow,
// that nothing else leads to, and whose text is what the menu would speak. Of
// the other plays it notes what they ask for.
func menus(units []unit) {
	for i := range units {
		u := &units[i]
		if u.raw || u.typ != &api.Play || u.to <= 0 || u.to == i {
			continue
		}
		d := &units[u.to]
		text := u.vertex.Node.Get("text")
		if d.raw || d.typ != &api.Digits || text == nil {
			continue
		}
		u.asks = d.vertex
		if d.ways != 1 || d.vertex.Node.Get("count").Text != "1" || !telephone(d.edges) {
			continue
		}
		m := recognise(text.Text, u.vertex.Node.Get("url") != nil, d.edges)
		if m == nil {
			continue
		}
		d.unwritten = true
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

// recognise returns the menu that speaks a text, or nil: its last sentences
// are choices, and what stands before them speaks none. One choice and nothing
// before it is a prompt as any other.
func recognise(text string, url bool, edges []edge) *menu {
	var wired keys
	for _, e := range edges {
		wired.add(e.key[0])
	}
	all := offers(text, wired)
	for i, first := range all {
		if url && first.start > 0 || !url && first.start == 0 && len(all) == 1 {
			continue
		}
		m := &menu{text: text[:max(0, first.start-1)]}
		for _, f := range formsOf(text, all[i:]) {
			if m.take(text, f, all[i:], wired) && m.speaks(f.String()) == text {
				m.order(edges)
				return m
			}
		}
	}
	return nil
}

// take reads the choices of a text in a form. Nothing in them or before them
// may speak of another key.
func (m *menu) take(text string, f form, list []offer, wired keys) bool {
	m.each, m.keys, m.choices = f.String(), nil, make(map[string]string, len(list))
	if m.each == defaultForm.String() {
		m.each = ""
	}
	for _, o := range list {
		choice, ok := f.choice(text[o.start:o.at], text[o.at+1:o.end])
		if !ok {
			return false
		}
		key := text[o.at : o.at+1]
		m.keys, m.choices[key] = append(m.keys, key), choice
		wired.remove(key[0])
	}
	for _, choice := range m.choices {
		if f.offers(choice, wired) {
			return false
		}
	}
	return !f.offers(m.text, wired)
}

// order finds out whether the keys are wired in the order of the text.
func (m *menu) order(edges []edge) {
	at := 0
	for _, e := range edges {
		if at < len(m.keys) && m.keys[at] == e.key {
			at++
		}
	}
	m.ordered = at == len(m.keys)
}

// speaks returns what a menu says: the text and the choices, each as a
// sentence.
func (m *menu) speaks(form string) string {
	var parts []string
	if m.text != "" {
		parts = append(parts, sentence(m.text))
	}
	for _, key := range m.keys {
		parts = append(parts, sentence(strings.NewReplacer("{key}", key, "{choice}", m.choices[key]).Replace(form)))
	}
	return strings.Join(parts, " ")
}

// stops are what the compiler takes for the end of a sentence.
var stops = []string{".", "?", "!", "。", "？", "！", "।"}

// stopped reports whether a text ends like a sentence.
func stopped(s string) bool {
	return slices.ContainsFunc(stops, func(stop string) bool { return strings.HasSuffix(s, stop) })
}

// sentence puts a full stop behind what does not end like a sentence, as the
// compiler does.
func sentence(s string) string {
	if s = strings.TrimSpace(s); s == "" || stopped(s) {
		return s
	}
	return s + "."
}

// speakAlike returns the form of the setting that makes the script shorter, or
// "". The menus that speak in it need not say so any more, and those that have
// no form have to. The steps of a file that the script uses speak as it is
// written there, so there is no setting then.
func (d *draft) speakAlike() string {
	if d.inner || d.shared != "" {
		return ""
	}
	count := map[string]int{}
	best := ""
	d.each(func(u *unit) {
		if m := u.menu; m != nil {
			count[m.each]++
			if n := count[m.each] - count[best]; m.each != "" && (best == "" || n > 0) {
				best = m.each
			}
		}
	})
	if best == "" || (count[best]-1)*len(best) <= count[""]*len(defaultForm.String()) {
		return ""
	}
	d.each(func(u *unit) {
		m := u.menu
		switch {
		case m == nil:
		case m.each == best:
			m.each = ""
		case m.each == "":
			m.each = defaultForm.String()
		}
	})
	return best
}
