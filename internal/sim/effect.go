package sim

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
)

// An Effect is what happens at a step: what the caller hears, which number is
// dialled, what a server is asked. Variables are replaced by what was stored.
type Effect struct {
	Kind   call.Kind `json:"-"`
	Step   int       `json:"step"`
	Type   string    `json:"type"`             // of the object
	Fields []Field   `json:"fields,omitempty"` // what the object says, in its order
	Unset  []string  `json:"unset,omitempty"`  // variables that it names and nothing has stored
	Count  int       `json:"-"`                // of the keys that an input waits for; 0 where nothing says so
}

// A Field is a key of an object and what it says.
type Field struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Get returns what a key says, or "".
func (e *Effect) Get(key string) string {
	for i := range e.Fields {
		if e.Fields[i].Key == key {
			return e.Fields[i].Value
		}
	}
	return ""
}

// Effect returns what happens where a machine is. It has not ended.
func (f *Flow) Effect(m Machine) Effect {
	s := &f.Run.Steps[m.At]
	e := Effect{Kind: call.KindOf(s.Type), Step: m.At, Type: s.TypeName()}
	for i := range s.Fields {
		value, unset := replaced(m.Vars, s.Fields[i].Value)
		e.Fields = append(e.Fields, Field{s.Fields[i].Key.Name, value})
		for _, name := range unset {
			if !slices.Contains(e.Unset, name) {
				e.Unset = append(e.Unset, name)
			}
		}
	}
	if e.Kind == call.Waits {
		e.Count, _ = f.KeyCount(m)
	}
	return e
}

// field returns what a key of the step says where a machine is.
func (f *Flow) field(m Machine, key string) string {
	s := &f.Run.Steps[m.At]
	for i := range s.Fields {
		if s.Fields[i].Key.Name == key {
			value, _ := replaced(m.Vars, s.Fields[i].Value)
			return value
		}
	}
	return ""
}

// KeyCount returns how many keys the input waits for where a machine is, and whether
// that is known.
func (f *Flow) KeyCount(m Machine) (int, bool) {
	n, err := strconv.Atoi(f.field(m, "count"))
	return n, err == nil && n > 0
}

// maxReplaced is how many bytes variables may add to a text.
const maxReplaced = 1 << 20

// replaced returns a text with its variables replaced, and the names of those that
// nothing has stored, which stay as they stand.
func replaced(vars []Var, text string) (string, []string) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	var out strings.Builder
	var unset []string
	for rest := text; ; {
		before, after, opens := strings.Cut(rest, "{{")
		name, behind, closes := strings.Cut(after, "}}")
		out.WriteString(before)
		if !opens || !closes || out.Len() > len(text)+maxReplaced {
			out.WriteString(rest[len(before):])
			return out.String(), unset
		}
		i, found := slices.BinarySearchFunc(vars, name, func(v Var, name string) int { return strings.Compare(v.Name, name) })
		if found {
			out.WriteString(vars[i].Value)
		} else {
			out.WriteString("{{" + name + "}}")
			unset = append(unset, name)
		}
		rest = behind
	}
}

// A Moment is what happened at a step, and what came of it.
type Moment struct {
	Effect  Effect
	Outcome Outcome
}
