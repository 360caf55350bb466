package callscript

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/spoken"
)

// Words of the page that both formats have.
const (
	hears         = "Hears"
	noteTitle     = "Note"
	contentsTitle = "Scenes"
	fromLead      = "From"
	neverLead     = "Never reached"
)

// A section is a part of the page with a heading.
type section struct {
	title  string
	scene  *Scene // nil of what is told behind the scenes
	blocks []Block
}

// sections returns the parts of the page, in order.
func (p *Page) sections() (list []section) {
	for _, s := range p.Scenes {
		list = append(list, section{s.Name(), s, s.Blocks})
	}
	for _, s := range p.Dialogues {
		list = append(list, section{s.Name(), s, s.Blocks})
	}
	list = append(list, section{title: "How the call can end", blocks: p.Endings})
	if len(p.Filled) > 0 {
		list = append(list, section{title: "What is filled in", blocks: p.Filled})
	}
	return list
}

// all returns the scenes and dialogues of the page.
func (p *Page) all() []*Scene { return append(p.Scenes[:len(p.Scenes):len(p.Scenes)], p.Dialogues...) }

// many reports whether there are so many scenes that a list of them helps.
func (p *Page) many() bool { return len(p.all()) > 3 }

// entry returns what the list of scenes says of one.
func (s *Scene) entry() Text {
	if s.Never {
		return join(link(s), plain(" (never reached)"))
	}
	return link(s)
}

// facts returns the settings, and how the page is read.
func (p *Page) facts() (blocks []Block) {
	l := &List{}
	for _, b := range p.Facts {
		if line, ok := b.(*Line); ok {
			l.Items = append(l.Items, Item{Words: line.Words})
		} else {
			last := &l.Items[len(l.Items)-1]
			last.Blocks = append(last.Blocks, b)
		}
	}
	return []Block{l}
}

// head tells, above a scene, how callers get there.
func (s *Scene) head() []Block {
	switch {
	case s.Never:
		return []Block{&Line{neverLead, plain("no caller gets here")}}
	case len(s.From) == 0:
		return nil
	}
	return []Block{&Line{fromLead, links(s.From)}}
}

// slug returns the anchor that GitHub and others make of the heading of a scene.
func (s *Scene) slug() string {
	var b strings.Builder
	for _, r := range strings.ToLower(s.Name()) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '_':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// long says how long a speech takes, or "" where nobody can know that.
func (s *Speech) long() string {
	if len(s.Words) == 0 {
		return ""
	}
	short, long := s.Words.said()
	return about(spoken.Seconds(short), spoken.Seconds(long))
}

// recording says which recording a speech is.
func (s *Speech) recording() Text {
	switch {
	case len(s.Recording) > 0 && len(s.Words) > 0:
		return join(plain("the recording "), s.Recording, plain(", which says"))
	case len(s.Recording) > 0:
		return join(plain("the recording "), s.Recording)
	case len(s.Words) == 0:
		return plain("nothing")
	}
	return nil
}

// about says how long something takes, at least and at most.
func about(least, most float64) string {
	unit := "second"
	if math.Round(most) >= 90 {
		least, most, unit = least/60, most/60, "minute"
	}
	from, to := max(int(math.Round(least)), 1), max(int(math.Round(most)), 1)
	switch {
	case to == 1:
		return "about 1 " + unit
	case from == to:
		return fmt.Sprintf("about %d %ss", to, unit)
	}
	return fmt.Sprintf("about %d to %d %ss", from, to, unit)
}

// visible returns a text without characters that do something instead of being
// seen: control characters, and those that turn the direction of what follows.
func visible(text string) string {
	hidden := func(r rune) bool {
		switch r {
		case '\n', '\t', '\u200e', '\u200f', '\u061c': // the marks turn nothing but themselves
			return false
		}
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError
	}
	if strings.IndexFunc(text, hidden) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}
