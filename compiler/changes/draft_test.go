package changes_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/changes"
)

// A draft is a random script, in parts that an edit can change.
type draft struct {
	head     []string
	sections []*section
	own      []string // steps of one's own, at the end
	names    int
}

// A section is a label and what stands under it. Nothing falls into the next one.
type section struct {
	name  string
	lines []*line
	exit  string // the line at the end: a jump or end
	line  int    // of the exit, where it was printed
}

// A line is a statement; one with arms takes several lines.
type line struct {
	text  string
	kind  changes.Kind
	arms  []*arm
	at    int    // where it was printed, from 1
	in    string // a body that it stands in, such as try 2 times
	extra string // its else
	first *line  // what it was before any edit
	fixed bool   // an edit has changed it
}

type arm struct {
	key, target string
	at          int
}

// print returns the script, and notes where its parts stand.
func (d *draft) print() string {
	var b strings.Builder
	n := 1
	put := func(text string) {
		b.WriteString(text + "\n")
		n += 1 + strings.Count(text, "\n")
	}
	for _, h := range d.head {
		put(h)
	}
	for _, s := range d.sections {
		put("\n" + s.name + ":")
		for _, l := range s.lines {
			if l.in != "" {
				put(l.in + " {")
			}
			l.at = n
			if len(l.arms) == 0 {
				put(l.text)
			} else {
				put(l.text + " {")
				for _, a := range l.arms {
					a.at = n
					put("  " + a.key + " -> " + a.target)
				}
				put("}")
			}
			if l.in != "" {
				put("}" + l.extra)
			}
		}
		s.line = n
		put(s.exit)
	}
	for _, o := range d.own {
		put("\n" + o)
	}
	return b.String()
}

// A writer makes drafts and edits them.
type writer struct{ *rand.Rand }

func (w writer) one(list ...string) string { return list[w.IntN(len(list))] }

// text makes a prompt. Some are said in many places, as in real calls.
func (w writer) text() string {
	if w.IntN(5) == 0 {
		return w.one("Sorry.", "Please hold.", "One moment, please.", "Thank you for calling.")
	}
	words := []string{w.one("Please", "You can", "We", "To go on,", "Now"), w.one("key in", "choose", "look up", "keep", "repeat"), w.one("your", "the", "an", "this")}
	for range 1 + w.IntN(6) {
		words = append(words, w.one("account", "number", "order", "invoice", "team", "code", "day", "time", "address", "branch", "card", "name"))
	}
	return strings.Join(words, " ") + "."
}

func (w writer) number() string { return fmt.Sprint(1000 + w.IntN(9000)) }

// statement makes a line without arms.
func (w writer) statement() *line {
	switch w.IntN(10) {
	case 0:
		return &line{text: "input " + fmt.Sprint(1+w.IntN(8)) + " into v" + fmt.Sprint(w.IntN(5)), kind: changes.Key}
	case 1:
		return &line{text: fmt.Sprintf(`%s "https://service.test/%s/%s"`, w.one("get", "post"), w.one("a", "b", "c", "d"), w.number()), kind: changes.Request}
	case 2:
		return &line{text: "connect " + w.number(), kind: changes.Number}
	case 3:
		return &line{text: fmt.Sprintf("callback %s at 2030-0%d-1%d 10:00 UTC", w.number(), 1+w.IntN(9), w.IntN(9)), kind: changes.Callback}
	}
	return &line{text: fmt.Sprintf("say %q", w.text()), kind: changes.Prompt}
}

func (d *draft) label() string {
	d.names++
	return fmt.Sprintf("part%d", d.names)
}

func (w writer) target(d *draft) string { return d.sections[w.IntN(len(d.sections))].name }

// draft makes a script.
func (w writer) draft() *draft {
	d := &draft{head: []string{"call 4420"}}
	for range 3 + w.IntN(10) {
		d.sections = append(d.sections, &section{name: d.label()})
	}
	for _, s := range d.sections {
		count := 1 + w.IntN(6)
		for n := range count {
			onward := "next" // what follows can be reached
			if n == count-1 {
				onward = w.target(d)
			}
			l := w.statement()
			switch {
			case w.IntN(4) == 0:
				s.lines = append(s.lines, &line{text: fmt.Sprintf("say %q", w.text()), kind: changes.Prompt})
				l = &line{text: "input 1", kind: changes.Key}
				for key := range 2 + w.IntN(4) {
					l.arms = append(l.arms, &arm{key: fmt.Sprint(key + 1), target: w.target(d)})
				}
				l.arms = append(l.arms, &arm{key: "else", target: onward})
			case w.IntN(6) == 0:
				l = &line{text: fmt.Sprintf(`get "https://service.test/%s"`, w.number()), kind: changes.Request}
				l.arms = []*arm{{key: "ok", target: onward}, {key: "fail", target: w.target(d)}}
			case w.IntN(8) == 0:
				l = &line{text: "input 1", kind: changes.Key, in: fmt.Sprintf("try %d times", 2+w.IntN(2))}
				l.arms = []*arm{{key: "1", target: w.target(d)}, {key: "else", target: "again"}}
				if n == count-1 {
					l.extra = " else -> " + w.target(d)
				}
			}
			s.lines = append(s.lines, l)
		}
		s.exit = w.one("end", "-> "+w.target(d))
	}
	return d
}

// clone copies a draft, to be edited.
func (d *draft) clone() *draft {
	c := *d
	c.sections = nil
	for _, s := range d.sections {
		t := *s
		t.lines = nil
		for _, l := range s.lines {
			m := *l
			if m.first == nil {
				m.first = l
			}
			m.arms = nil
			for _, a := range l.arms {
				b := *a
				m.arms = append(m.arms, &b)
			}
			t.lines = append(t.lines, &m)
		}
		c.sections = append(c.sections, &t)
	}
	return &c
}

// What an edit must be told as: the kinds that fit, and the line, in the new script
// or, negative, in the old one.
type expected struct {
	sign  byte
	kinds []changes.Kind
	at    func() int
	old   bool
	moved *line // that callers hear, before and after
}

// An edit changes a draft, in a section, and returns what that must be told as;
// nil where it changed nothing.
type edit struct {
	name string
	make func(w writer, d *draft, n int) *expected
}

func (w writer) lineOf(s *section, fits func(l *line) bool) int {
	for range 20 {
		n := w.IntN(max(len(s.lines), 1))
		if n < len(s.lines) && fits(s.lines[n]) && !s.lines[n].fixed && s.lines[n].first != nil {
			s.lines[n].fixed = true
			return n
		}
	}
	return -1
}

func plain(l *line) bool { return len(l.arms) == 0 }

var edits = []edit{
	{"a text", func(w writer, d *draft, n int) *expected {
		i := w.lineOf(d.sections[n], func(l *line) bool { return l.kind == changes.Prompt })
		if i < 0 {
			return nil
		}
		l := d.sections[n].lines[i]
		before := l.text
		if w.IntN(2) == 0 {
			l.text = fmt.Sprintf("say %q", w.text())
		} else {
			l.text = strings.TrimSuffix(l.text, `."`) + ` of four digits."`
		}
		if l.text == before {
			return nil
		}
		return &expected{sign: '~', kinds: []changes.Kind{changes.Prompt}, at: func() int { return l.at }}
	}},
	{"a target", func(w writer, d *draft, n int) *expected {
		s := d.sections[n]
		i := w.lineOf(s, func(l *line) bool { return !plain(l) && l.in == "" })
		if i < 0 || w.IntN(4) == 0 {
			exit := "-> " + w.target(d)
			if exit == s.exit {
				return nil
			}
			ends := s.exit == "end"
			s.exit = exit
			if ends {
				return &expected{sign: '+', kinds: []changes.Kind{changes.Ending}, at: func() int { return s.line }}
			}
			return &expected{sign: '~', kinds: []changes.Kind{changes.Steps, changes.Key, changes.Request}, at: func() int { return s.line }}
		}
		l := s.lines[i]
		a := l.arms[w.IntN(len(l.arms))]
		to := w.target(d)
		if a.target == to {
			return nil
		}
		a.target = to
		return &expected{sign: '~', kinds: []changes.Kind{l.kind}, at: func() int { return a.at }}
	}},
	{"a key", func(w writer, d *draft, n int) *expected {
		i := w.lineOf(d.sections[n], func(l *line) bool { return !plain(l) && l.kind == changes.Key && l.in == "" })
		if i < 0 {
			return nil
		}
		a := d.sections[n].lines[i].arms[0]
		a.key = w.one("6", "7", "8", "9", "0")
		return &expected{sign: '~', kinds: []changes.Kind{changes.Key}, at: func() int { return a.at }}
	}},
	{"a step inserted", func(w writer, d *draft, n int) *expected {
		s, l := d.sections[n], w.statement()
		s.lines = slices.Insert(s.lines, w.IntN(len(s.lines)+1), l)
		return &expected{sign: '+', kinds: []changes.Kind{l.kind}, at: func() int { return l.at }}
	}},
	{"a step removed", func(w writer, d *draft, n int) *expected {
		s := d.sections[n]
		i := w.lineOf(s, plain)
		if i < 0 {
			return nil
		}
		l := s.lines[i].first
		s.lines = slices.Delete(s.lines, i, i+1)
		return &expected{sign: '-', kinds: []changes.Kind{l.kind}, at: func() int { return l.at }, old: true}
	}},
	{"a step moved", func(w writer, d *draft, n int) *expected {
		s := d.sections[n]
		i := w.lineOf(s, plain)
		if i < 0 {
			return nil
		}
		l := s.lines[i]
		s.lines = slices.Delete(s.lines, i, i+1)
		to := d.sections[w.IntN(len(d.sections))]
		at := w.IntN(len(to.lines) + 1)
		if to == s && i-1 <= at && at <= i+1 {
			return nil // as well its neighbour has moved
		}
		to.lines = slices.Insert(to.lines, at, l)
		return &expected{sign: '~', kinds: []changes.Kind{l.kind}, at: func() int { return l.at }, moved: l}
	}},
	{"a step replaced", func(w writer, d *draft, n int) *expected {
		s := d.sections[n]
		i := w.lineOf(s, plain)
		if i < 0 {
			return nil
		}
		l := w.statement()
		before := s.lines[i].kind
		if l.kind == before {
			return nil
		}
		s.lines[i] = l
		return &expected{sign: '~', kinds: []changes.Kind{changes.Steps, l.kind, before}, at: func() int { return l.at }}
	}},
	{"a label renamed", func(w writer, d *draft, n int) *expected {
		from, to := d.sections[n].name, "renamed"
		d.sections[n].name = to
		swap := func(name string) string {
			if name == from {
				return to
			}
			return name
		}
		for _, s := range d.sections {
			if s.exit == "-> "+from {
				s.exit = "-> " + to
			}
			for _, l := range s.lines {
				if l.extra == " else -> "+from {
					l.extra = " else -> " + to
				}
				for _, a := range l.arms {
					a.target = swap(a.target)
				}
			}
		}
		return &expected{}
	}},
	{"a section moved", func(w writer, d *draft, n int) *expected {
		if n == 0 {
			return nil // the call starts with it
		}
		s := d.sections[n]
		d.sections = slices.Delete(d.sections, n, n+1)
		d.sections = slices.Insert(d.sections, 1+w.IntN(len(d.sections)), s)
		return &expected{}
	}},
	{"a step extracted", func(w writer, d *draft, n int) *expected {
		i := w.lineOf(d.sections[n], plain)
		if i < 0 {
			return nil
		}
		l := d.sections[n].lines[i]
		d.own = append(d.own, "step extracted() {\n  "+l.text+"\n}")
		l.text = "extracted"
		return &expected{}
	}},
}
