package playback

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
)

// A Given is the value of a parameter that a call was played with.
type Given struct{ Name, Value string }

// Test returns a test of what happened, which passes as long as the same happens.
// What is secret of what was given has to be given to the test by other means.
func Test(f *sim.Flow, name string, given []Given, moments []sim.Moment, last sim.Machine) (*lang.TestDecl, error) {
	if n := len(moments); n > 0 && !expectable(f, &moments[n-1], last) {
		moments = moments[:n-1]
	}
	lines := transcript.Writer{Style: transcript.Brief, Hide: f.Hide}.Lines(moments, last)
	test := &lang.TestDecl{Name: lang.Title(lang.Text(f.Shown(name))), Body: lang.Transcript{Lines: lines}}
	if !test.Expects() {
		return nil, errors.New("nothing has happened that a test could expect")
	}
	for _, g := range given {
		if f.Shown(g.Value) != g.Value {
			continue
		}
		test.With = append(test.With, lang.Given{Name: lang.Name{Text: g.Name}, Value: lang.AnyValue(literal(g.Value))})
	}
	return test, nil
}

// expectable reports whether a test can expect the last moment of a run: not one that
// nobody knows what comes of, and none without the outcome that is a part of its line.
func expectable(f *sim.Flow, m *sim.Moment, last sim.Machine) bool {
	switch last.Ending {
	case sim.NoBranch, sim.Nowhere:
		return false
	case sim.HungUp:
		return !f.Run.Steps[m.Effect.Step].Branching
	}
	return true
}

var bare = []struct {
	shape *regexp.Regexp
	of    func(string) lang.Literal
}{
	{regexp.MustCompile(`^\+?[0-9]+$`), lang.Digits},
	{regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`), lang.Date},
	{regexp.MustCompile(`^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$`), lang.Time},
}

// literal returns a value as an author would write it.
func literal(value string) lang.Literal {
	for _, b := range bare {
		if b.shape.MatchString(value) {
			return b.of(value)
		}
	}
	return lang.Text(value)
}

// maxName is how many characters a name has that is made up.
const maxName = 80

// Name makes up a name for a test, which is none of those that there are: what was
// pressed, how requests came out, and how the call ended.
func Name(f *sim.Flow, moments []sim.Moment, last sim.Machine, taken []string) string {
	var parts []string
	end := ""
	for i := range moments {
		m := &moments[i]
		switch {
		case m.Outcome.Event == sim.Pressed:
			parts = append(parts, "press "+m.Outcome.Key)
		case m.Effect.Kind == call.Requests && m.Outcome.Key == call.Success:
			parts = append(parts, "the request works")
		case m.Effect.Kind == call.Requests && m.Outcome.Key == call.Fail:
			parts = append(parts, "the request fails")
		case m.Outcome.Event == sim.Answered:
			parts = append(parts, m.Effect.Type+" comes out as "+m.Outcome.Key)
		case m.Effect.Kind == call.Connects:
			end = "connected to " + m.Effect.Get("number")
		case m.Effect.Kind == call.CallsBack:
			end = "called back by " + m.Effect.Get("entity")
		}
	}
	switch {
	case last.Ending == sim.Running || last.Ending == sim.Left:
	case last.Ending != sim.Ended:
		end = strings.ReplaceAll(string(last.Ending), "-", " ")
	case end == "":
		end = "the call ends"
	}
	if end != "" {
		parts = append(parts, end)
	}
	name := "the start of the call"
	if len(parts) > 0 {
		name = api.Clip(f.Shown(strings.Join(parts, ", ")), maxName)
	}
	for n, base := 2, name; slices.Contains(taken, name); n++ {
		name = base + " (" + strconv.Itoa(n) + ")"
	}
	return name
}

// Names returns the names of the tests of a file.
func Names(f *lang.File) (names []string) {
	for _, s := range f.Body.Stmts {
		if test, ok := s.(*lang.TestDecl); ok {
			names = append(names, said(test))
		}
	}
	return names
}

// Appended returns a file with a test behind all that is there.
func Appended(text string, test *lang.TestDecl) string {
	return transcript.Append(text, lang.Sprint(test))
}

// said returns the name of a test as it is read.
func said(test *lang.TestDecl) string {
	name, _ := test.Name.Plain()
	return name
}
