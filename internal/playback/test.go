package playback

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
)

// A Given is the value of a parameter that a call was played with.
type Given struct{ Name, Value string }

// writer writes the lines of tests.
func writer(f *sim.Flow) transcript.Writer {
	return transcript.Writer{Style: transcript.Brief, Hide: f.Hide, Call: f.Call}
}

// Test returns a test of what happened, which passes as long as the same happens.
// What is secret of what was given has to be given to the test by other means.
func Test(f *sim.Flow, name string, given []Given, moments []sim.Moment, last sim.Machine) (*lang.TestDecl, error) {
	if unsaid[last.Ending] != "" {
		return nil, errors.New("no test is written: a test can't say that " + unsaid[last.Ending])
	}
	lines := writer(f).Lines(moments, last)
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

// unsaid are the endings that no line of a test says: a test of such a run would pass
// whatever comes of the caller there.
var unsaid = map[sim.Ending]string{
	sim.NoInput: "the caller keys in nothing", sim.HungUp: "the caller hangs up", sim.Busy: "a number is busy", sim.NoAnswer: "nobody answers",
	sim.NoBranch: "no branch takes an input", sim.Nowhere: "an id leads nowhere", sim.TooLong: "the call goes on for ever",
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
			end = "connected to " + named(writer(f).Line(m).(*lang.ExpectConnect).Number.Value, m.Effect.Get("number"))
		case m.Effect.Kind == call.CallsBack:
			end = "called back by " + named(writer(f).Line(m).(*lang.ExpectCallback).Entity.Value, m.Effect.Get("entity"))
		}
	}
	switch {
	case last.Ending != sim.Ended:
	case end == "":
		end = "the call ends"
	}
	if end != "" {
		parts = append(parts, end)
	}
	name := "the start of the call"
	if len(parts) > 0 {
		name = transcript.Clip(f.Shown(strings.Join(parts, ", ")), maxName)
	}
	for n, base := 2, name; slices.Contains(taken, name); n++ {
		name = base + " (" + strconv.Itoa(n) + ")"
	}
	return name
}

// named returns what a test calls a value: its name, if it has one.
func named(v lang.Value, says string) string {
	if v.Kind == lang.NameRef {
		return v.Raw
	}
	return says
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
	if text = strings.TrimRight(text, "\n"); text != "" {
		text += "\n\n"
	}
	return text + strings.TrimSuffix(lang.Sprint(test), "\n") + "\n"
}

// said returns the name of a test as it is read.
func said(test *lang.TestDecl) string {
	name, _ := test.Name.Plain()
	return name
}
