package changes

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
)

// maxPhrase is how many characters of what happens at a step are told.
const maxPhrase = 160

// phrase says what happens at a step.
func (g *graph) phrase(i int32) string { return clipped(g.Phrase(int(i))) }

// clipped shortens a text that stands in the call.
func (g *graph) clipped(text string) string { return clipped(g.Shown(text)) }

// clipped shortens a phrase; one in quotes stays in quotes.
func clipped(phrase string) string {
	short := api.Clip(phrase, maxPhrase)
	if short != phrase && strings.HasPrefix(short, `"`) {
		short += `"`
	}
	return short
}

// summary says what happens at steps that stand together: at the first ones of many.
func (g *graph) summary(steps []int32) string {
	if len(steps) == 1 {
		return g.phrase(steps[0])
	}
	words := strconv.Itoa(len(steps)) + " steps"
	if s := &g.Steps[steps[0]]; s.Labelled && s.Label != nil {
		words += " from " + s.Label.Name.Text + " on"
	}
	for n, i := range steps {
		separator := ", "
		if n == 0 {
			separator = ": "
		}
		if n == maxSteps && len(steps) > maxSteps+1 {
			return words + separator + fmt.Sprintf("and %d more", len(steps)-maxSteps)
		}
		words += separator + g.phrase(i)
	}
	return words
}

// maxSteps is how many of several steps are told.
const maxSteps = 5

// name says which step of a call one is: its label, else what happens there.
func (g *graph) name(i int32) string {
	if s := &g.Steps[i]; s.Labelled && s.Label != nil {
		return s.Label.Name.Text
	}
	return g.phrase(i)
}

// target says where a link leads.
func (g *graph) target(to int32) string {
	switch {
	case to >= 0:
		return g.name(to)
	case to == ends:
		return "the end of the call"
	}
	id := strings.TrimPrefix(g.text(lost-to), nowhere)
	if id == "null" {
		return "nothing (null)"
	}
	return "the id " + g.clipped(id) + ", which no object has"
}

// leadsTo says where an outcome leads: by the name that is written there, else by
// what happens there.
func (g *graph) leadsTo(i, key int32) string {
	switch name := g.written(i, key); name {
	case "", "next", "again", "end":
		return g.target(g.to(i, key))
	default:
		return name
	}
}

// by says by which outcome of which step the call goes on.
func (g *graph) by(i, key int32) string {
	if key == nextKey {
		return "after " + g.phrase(i)
	}
	outcome := g.outcome(i, key)
	if g.Kind(int(i)) == call.Waits {
		return "by " + outcome + g.at(i)
	}
	return "where " + outcome
}

// outcome names an outcome of a step.
func (g *graph) outcome(i, key int32) string { return g.Outcome(int(i), g.text(key)) }

// at says at which step something happens.
func (g *graph) at(i int32) string {
	if label := g.Steps[i].Label; label != nil {
		return " at " + label.Name.Text
	}
	if before, ok := g.ways.Before(int(i)); ok && g.Kind(before) == call.Plays {
		return " after " + g.phrase(int32(before))
	}
	return ""
}

// after says what comes before a step.
func (g *graph) after(i int32) string {
	if before, ok := g.ways.Before(int(i)); ok {
		for _, l := range g.in[i] {
			if l.from == int32(before) {
				return g.behind(l)
			}
		}
	}
	if len(g.in[i]) > 0 {
		return g.behind(g.in[i][0])
	}
	return "first"
}

func (g *graph) behind(l link) string {
	if l.key == nextKey {
		return "after " + g.phrase(l.from)
	}
	return "after " + g.outcome(l.from, l.key) + g.at(l.from)
}

// around is how many bytes before what differs are told of long texts.
const around = 60

// apart shortens two long texts to what differs in them and what is around it. They
// begin with a whole word.
func apart(a, b string) (string, string) {
	if utf8.RuneCountInString(a) <= maxPhrase && utf8.RuneCountInString(b) <= maxPhrase {
		return a, b
	}
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	head := max(same-around, 0)
	if blank := strings.IndexByte(a[head:same], ' '); head > 0 && blank >= 0 {
		head += blank + 1
	}
	for head > 0 && head < len(a) && !utf8.RuneStart(a[head]) {
		head--
	}
	cut := func(text string) string {
		before := ""
		if head > 0 {
			before = "…"
		}
		return before + api.Clip(text[head:], maxPhrase)
	}
	return cut(a), cut(b)
}
