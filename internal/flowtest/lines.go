package flowtest

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A verb is what a line of a test does.
type verb uint8

const (
	hears   verb = iota // a prompt
	presses             // keys
	does                // a step that happens
	ends                // the call
	leaves              // the step that the test runs, by an exit
)

// A line is a line of a test with its constants replaced.
type line struct {
	stmt    lang.Stmt
	verb    verb
	kind    call.Kind // of the step that happens
	wants   []want    // what that says
	text    want      // what is heard, pressed or left by
	outcome want      // of a step that branches
}

// A want is a value that a test wants, under the key of the object that has it.
type want struct {
	key, value string
	at         source.Span
}

// read returns the lines of a test. Say returns what a value says.
func read(body *lang.Transcript, say func(*lang.Value) string) []line {
	lines := make([]line, 0, len(body.Lines))
	for _, stmt := range body.Lines {
		lines = append(lines, readLine(stmt, say))
	}
	return lines
}

func readLine(stmt lang.Stmt, say func(*lang.Value) string) line {
	l := line{stmt: stmt, verb: does}
	add := func(key string, v *lang.Value) {
		l.wants = append(l.wants, want{key, say(v), v.Span()})
	}
	switch s := stmt.(type) {
	case *lang.Hear:
		l.verb, l.text = hears, want{"text", say(s.Text.AsValue()), s.Text.Span()}
	case *lang.Press:
		l.verb, l.text = presses, want{"", say(s.Keys.AsValue()), s.Keys.Span()}
	case *lang.ExpectCall:
		l.kind = call.Calls
		l.number(&s.Number, s.From, add)
	case *lang.ExpectConnect:
		l.kind = call.Connects
		l.number(&s.Number, s.From, add)
	case *lang.ExpectCallback:
		l.kind = call.CallsBack
		add("entity", s.Entity.AsValue())
		if s.Date != nil {
			add("date", s.Date.AsValue())
		}
		if s.Time != nil {
			add("time", s.Time.AsValue())
		}
		if s.Zone != nil {
			add("timezone", s.Zone.AsValue())
			if zone := &l.wants[len(l.wants)-1]; zone.value == "" {
				zone.value = s.Zone.Raw // it names no constant
			}
		}
	case *lang.ExpectHTTP:
		l.kind = call.Requests
		method := source.Span{Start: s.Start, End: s.Start + int32(len(s.Method))}
		l.wants = append(l.wants, want{"method", strings.ToUpper(s.Method), method})
		add("url", s.Pattern.AsValue())
		l.outcome = outcome(&s.Outcome)
	case *lang.ExpectRaw:
		l.kind = call.Other
		l.wants = object(s)
		if s.Outcome != nil {
			l.outcome = outcome(s.Outcome)
		}
	case *lang.ExpectEnd:
		l.verb = ends
	case *lang.ExpectExit:
		l.verb, l.text = leaves, want{"", s.Exit.Name.Text, s.Exit.Span()}
	default:
		panic(fmt.Sprintf("unexpected %T", stmt))
	}
	return l
}

// number adds a number, and who calls it, where that is written.
func (l *line) number(number, from *lang.PhoneNumber, add func(string, *lang.Value)) {
	add("number", number.AsValue())
	if from != nil {
		add("caller_id", from.AsValue())
	}
}

// outcome returns the key of the payload that an outcome stands for.
func outcome(k *lang.Key) want {
	w := want{"", k.From.Raw, k.Span()}
	switch {
	case k.From.Kind == lang.TextLit:
		w.value, _ = k.From.Plain()
	case k.From.Kind != lang.NameRef:
	case k.From.Raw == "ok":
		w.value = call.Success
	case k.From.Raw == "else":
		w.value = call.AnyKey
	}
	return w
}

// object returns what an object wants: texts and numbers as they are, and all else
// as JSON. One that is no JSON is a finding of the check.
func object(s *lang.ExpectRaw) (wants []want) {
	doc, err := api.Decode(s.Object.Raw)
	if err != nil || doc.Root.Kind != api.MapNode {
		return nil
	}
	for n := range api.Last(&doc.Root) {
		at := source.Span{Start: s.Object.Start + n.Start, End: s.Object.Start + n.End}
		wants = append(wants, want{n.Key, plain(n), at})
	}
	return wants
}

// plain returns what a value of a payload says.
func plain(n *api.Node) string {
	if n.Kind == api.TextNode || n.Kind == api.NumberNode {
		return n.Text
	}
	return string(n.AppendJSON(nil))
}
