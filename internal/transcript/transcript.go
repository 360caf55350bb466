// Package transcript says what happened on a call in the lines of a test, which
// is what a transcript is: what was heard, what was pressed, what servers were
// asked and answered. It runs nothing.
package transcript

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
)

// A Style says how much of what happened is written.
type Style uint8

// The styles.
const (
	Whole Style = iota // all that an object says: for people
	Brief              // what a test needs to tell one thing from another, and no more
)

// A Writer writes the lines of a call.
type Writer struct {
	Style Style
	Hide  func(text string) string // hides secrets by stars, byte for byte; nil where there are none

	// Call is that of the script that a test is written for: what its constants and
	// parameters say stands there by their names. Nil where values are shown.
	Call *call.Call
}

// Line returns what happened at a step as a line of a test, or nil: a caller who
// keys nothing in does nothing that a test could say.
func (w Writer) Line(m *sim.Moment) lang.Stmt {
	e := &m.Effect
	switch e.Kind {
	case call.Calls:
		return &lang.ExpectCall{Number: lang.PhoneNumber(w.number(e, "number")), From: w.from(e)}
	case call.Connects:
		return &lang.ExpectConnect{Number: lang.PhoneNumber(w.number(e, "number")), From: w.from(e)}
	case call.Plays:
		return &lang.Hear{Text: lang.TextValue(w.heard(e))}
	case call.Waits:
		if m.Outcome.Event != sim.Pressed {
			return nil
		}
		return &lang.Press{Keys: lang.PressedKeys{Value: lang.Keys(m.Outcome.Key)[0].From}}
	case call.Requests:
		if line := w.request(m); line != nil {
			return line
		}
	case call.CallsBack:
		if entity := e.Get("entity"); digits(entity) || strings.Contains(entity, "{{") {
			return w.callback(e)
		}
	}
	return w.raw(m)
}

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// Lines returns the lines of a run, and of how it ended where a test can say that.
func (w Writer) Lines(moments []sim.Moment, last sim.Machine) (lines []lang.Stmt) {
	for i := range moments {
		if line := w.Line(&moments[i]); line != nil {
			lines = append(lines, line)
		}
	}
	switch last.Ending {
	case sim.Ended:
		lines = append(lines, &lang.ExpectEnd{Word: "end"})
	case sim.Left:
		lines = append(lines, &lang.ExpectExit{Exit: lang.To(last.Exit)})
	}
	return lines
}

// Text returns a line as it is written.
func Text(line lang.Stmt) string { return strings.TrimSuffix(lang.Sprint(line), "\n") }

// shown returns a text with its secrets hidden.
func (w Writer) shown(text string) string {
	if w.Hide == nil {
		return text
	}
	return w.Hide(text)
}

// number returns the literal of what is dialled. A name shows no secret.
func (w Writer) number(e *sim.Effect, key string) lang.Literal {
	says := e.Get(key)
	if names := w.names(e, key, says); len(names) > 0 {
		if l := said(says, len(says), names); l.Kind == lang.NameRef || w.shown(says) == says {
			return l
		}
	}
	says = w.shown(says)
	if digits(strings.TrimPrefix(says, "+")) {
		return lang.Digits(says)
	}
	return lang.Text(says)
}

func (w Writer) from(e *sim.Effect) *lang.PhoneNumber {
	if w.Style == Brief || e.Get("caller_id") == "" {
		return nil
	}
	return new(lang.PhoneNumber(w.number(e, "caller_id")))
}

// heard returns what the caller hears, or in a brief transcript a part that
// stands out. What is hidden can't be heard.
func (w Writer) heard(e *sim.Effect) lang.Literal {
	key, text := "text", e.Get("text")
	if text == "" {
		key, text = "url", e.Get("url")
	}
	shown := w.shown(text)
	if w.Style == Whole {
		return lang.Text(shown)
	}
	if shown != text {
		longest := ""
		for _, part := range visible(text, shown) {
			if len(part) > len(longest) {
				longest = part
			}
		}
		return lang.Text(Excerpt(longest))
	}
	return said(strings.Join(strings.Fields(text), " "), len(Excerpt(text)), spaced(text, w.names(e, key, text)))
}

// visible returns the parts of a text that are shown, where some of it is hidden by
// as many stars.
func visible(text, shown string) (parts []string) {
	from := 0
	for i := range len(shown) {
		if i < len(text) && text[i] != shown[i] {
			parts = append(parts, shown[from:i])
			from = i + 1
		}
	}
	return append(parts, shown[from:])
}

// How long an excerpt is: a sentence that is not much longer stays whole.
const (
	maxExcerpt  = 60
	maxSentence = 80
)

var sentence = regexp.MustCompile(`^.*?[.?!](?: |$)`)

// Excerpt returns the start of a prompt, up to the end of a sentence or of a word.
func Excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= maxExcerpt {
		return text
	}
	if first := strings.TrimSpace(sentence.FindString(text)); first != "" && utf8.RuneCountInString(first) <= maxSentence {
		return first
	}
	cut := strings.TrimSuffix(api.Clip(text, maxExcerpt), "…")
	if n := strings.LastIndexByte(cut, ' '); n > 0 {
		return cut[:n]
	}
	return cut
}

// Clip returns a text of so many characters at most, cut behind a word.
func Clip(text string, most int) string {
	cut, clipped := strings.CutSuffix(api.Clip(text, most), "…")
	if !clipped {
		return text
	}
	if n := strings.LastIndexByte(cut, ' '); n > 0 && text[len(cut)] != ' ' {
		cut = cut[:n]
	}
	return strings.TrimRight(cut, " ,") + "…"
}

var stars = regexp.MustCompile(`\*+`)

// pattern returns a pattern that fits an address: what is hidden may be anything.
func (w Writer) pattern(e *sim.Effect) lang.TextValue {
	url := e.Get("url")
	if shown := w.shown(url); shown != url {
		return lang.TextValue(lang.Text(stars.ReplaceAllString(shown, "*")))
	}
	return lang.TextValue(said(url, len(url), w.names(e, "url", url)))
}

// request returns nil where the language has no word for what is sent or what came
// of it.
func (w Writer) request(m *sim.Moment) lang.Stmt {
	method := strings.ToLower(cmp.Or(m.Effect.Get("method"), "get"))
	if !slices.Contains(api.Methods, strings.ToUpper(method)) || m.Outcome.Key == call.AnyKey {
		return nil
	}
	return &lang.ExpectHTTP{Method: method, Pattern: w.pattern(&m.Effect), Outcome: outcome(m.Outcome.Key)}
}

// outcome returns the word of the language for an outcome, else its key as it
// stands.
func outcome(key string) lang.Key {
	switch key {
	case call.Success:
		key = "ok"
	case call.AnyKey:
		key = "else"
	case call.Fail:
	default:
		if strings.Trim(key, "0123456789#") != "" {
			return lang.Key{From: lang.Text(key).Value}
		}
	}
	return lang.Keys(key)[0]
}

func (w Writer) callback(e *sim.Effect) lang.Stmt {
	line := &lang.ExpectCallback{Entity: lang.Entity(w.number(e, "entity"))}
	if date := e.Get("date"); w.Style == Whole && date != "" {
		line.Date = new(lang.DateValue(shaped(date, `^\d{4}-\d{2}-\d{2}$`, lang.Date)))
		if time := e.Get("time"); time != "" {
			line.Time = new(lang.TimeValue(shaped(time, `^\d{2}:\d{2}(:\d{2})?$`, lang.Time)))
			if zone := e.Get("timezone"); zone != "" {
				line.Zone = new(lang.Zone(lang.Timezone(zone)))
			}
		}
	}
	return line
}

// shaped returns a literal, in quotes where it has not the shape of one without.
func shaped(says, shape string, bare func(string) lang.Literal) lang.Literal {
	if regexp.MustCompile(shape).MatchString(says) {
		return bare(says)
	}
	return lang.Text(says)
}

// raw returns an object that the language has no word for, by its type.
func (w Writer) raw(m *sim.Moment) lang.Stmt {
	object := append(api.AppendString([]byte(`{"type": `), w.shown(m.Effect.Type)), '}')
	line := &lang.ExpectRaw{Object: lang.Object(lang.JSON(string(object)))}
	if m.Outcome.Event == sim.Answered {
		line.Outcome = new(outcome(m.Outcome.Key))
	}
	return line
}
