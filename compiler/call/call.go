// Package call holds the call of a script or of a payload in one type: its
// graph, what its steps say, where all of it is written, and the words for what
// happens in it. It finds nothing wrong with a call.
package call

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Call is the call of a script, of a payload, or of a script with the payload
// that was made of it.
type Call struct {
	*cfg.Graph
	Places
	Program *resolve.Program // of a script, else nil
	Payload *api.Payload     // nil of a script that is not built; its vertices are the steps
	Record  bool             // the call is recorded

	// Hide hides what nothing that is shown may hold; nil where nothing has to be
	// hidden. Words have it hidden before they are shortened.
	Hide func(text string) string
}

// Places say where a call is written. A place without a file is nowhere.
type Places interface {
	// Step is what a finding about a step as a whole points at.
	Step(i int) source.Place
	// Field is the value of a key of a step, or the step where nobody wrote it.
	Field(i int, key string) source.Place
	// Branch is what names the outcome of a branch: its key, else where it leads.
	Branch(i int, key string) source.Place
	// Words are the place of some bytes of a value of a step, where that is known.
	Words(i int, key string, start, end int) (source.Place, bool)
	// Says are the places where words of a value of a step may stand, the
	// likeliest first.
	Says(i int, key string) []source.Place
	// Origin is where somebody wrote the value of a key: of a name that stands
	// for it, the value of that.
	Origin(i int, key string) source.Place
	// Given reports whether a part of a value came from outside when the call was
	// built.
	Given(text string) bool
	// Uses are the uses that lead to a step, for a finding about it.
	Uses(i int) []diag.Related
	// Setting is where the value of a key of the envelope is written, or nowhere.
	Setting(key string) source.Place
}

// A Kind is what a step does.
type Kind uint8

// What steps do.
const (
	Other Kind = iota // what it does is not known
	Calls
	Plays
	Waits // for digits
	Requests
	CallsBack
	Connects
)

// KindOf returns what a step of a type does.
func KindOf(t *api.Type) Kind {
	switch t {
	case &api.Call:
		return Calls
	case &api.Play:
		return Plays
	case &api.Digits:
		return Waits
	case &api.HTTP:
		return Requests
	case &api.Callback:
		return CallsBack
	case &api.Connect:
		return Connects
	}
	return Other
}

// Keys of outcomes that are no digits.
const (
	AnyKey  = "*" // the outcome that no other takes
	Success = "success"
	Fail    = "fail"
)

// Text returns what a key of a step says, or "" where it says nothing.
func (c *Call) Text(i int, key string) string {
	for n := range c.Steps[i].Fields {
		if field := &c.Steps[i].Fields[n]; field.Key.Name == key {
			return field.Value
		}
	}
	return ""
}

// Shown returns a text as it may be shown.
func (c *Call) Shown(text string) string {
	if c.Hide == nil {
		return text
	}
	return c.Hide(text)
}

// Count returns how many digits a step waits for. It is not ok where that is
// known only during the call.
func (c *Call) Count(i int) (n int, ok bool) {
	text := c.Text(i, "count")
	for _, d := range text {
		if d < '0' || d > '9' || n > 1000 {
			return 0, false
		}
		n = 10*n + int(d-'0')
	}
	return n, text != ""
}

// To returns where an outcome of a step leads. It is not ok where nothing says
// so.
func (c *Call) To(i int, key string) (to cfg.Target, ok bool) {
	for b := range c.Steps[i].Branches {
		if branch := &c.Steps[i].Branches[b]; branch.Key == key {
			return branch.To, true
		}
	}
	return cfg.End, false
}
