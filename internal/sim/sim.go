// Package sim is the machine of a call: where the call is, what happens there,
// and where it goes by what came of that. It plays nothing, asks nobody and
// waits for nothing: whoever drives it does, a terminal, a test or a telephone.
//
// The machine runs the graph of a payload, so that it tries what the compiler
// wrote, and payloads from elsewhere. What the API does not say ends a run by
// its name, and is not guessed: what becomes of a caller who keys in nothing, or
// what no branch takes, and of a number that is busy or that nobody answers.
package sim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
)

// A Flow is a call that can be run. It does not change, so that many machines
// can run on it beside each other.
type Flow struct {
	*call.Call                // its words and places; its graph is that of the script, where there is one
	Run        *cfg.Graph     // the graph that is run: of the payload, where there is one
	Exits      map[int]string // of a step that is run alone: where a run ends that comes to one of these, by what exit
}

// New returns the flow of a call.
func New(c *call.Call) *Flow {
	c = typed(c)
	f := &Flow{Call: c, Run: c.Graph}
	if c.Payload != nil && c.Program != nil {
		f.Run = call.OfPayload(c.Payload, nil).Graph
	}
	return f
}

// A Machine is a call that is under way: where it is, and what it has stored. It
// is plain data, and can be kept, compared and written as JSON.
type Machine struct {
	At     int    `json:"at"`               // the step; meaningless where the run has ended
	Ending Ending `json:"ending,omitempty"` // how the run has ended
	Exit   string `json:"exit,omitempty"`   // by which the run of a step has left it
	Vars   []Var  `json:"vars,omitempty"`   // what was stored, in the order of the names
	Steps  int    `json:"steps"`            // how many are behind it
}

// A Var is a run-time variable.
type Var struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// An Ending says how a run has ended. The values are part of the formats that
// show a run.
type Ending string

// How runs end. Behind the first four, the API does not say what a caller
// hears.
const (
	Running  Ending = ""
	Ended    Ending = "ended"          // the call came to its end
	Left     Ending = "left"           // the run of a step left it by an exit
	HungUp   Ending = "hung-up"        // the caller did
	TooLong  Ending = "too-many-steps" // it goes on, but nobody watches any more
	NoInput  Ending = "no-input"       // nothing was keyed in
	NoBranch Ending = "no-branch"      // no branch takes what was keyed in, or how a step came out
	Busy     Ending = "busy"           // the number that was called
	NoAnswer Ending = "no-answer"      // of the number that was called
	Nowhere  Ending = "dangling-id"    // the payload names an id that no object has
)

// Undocumented reports whether the API does not say what happens then.
func (e Ending) Undocumented() bool {
	switch e {
	case NoInput, NoBranch, Busy, NoAnswer, Nowhere:
		return true
	}
	return false
}

// MaxSteps is how many steps a run may have.
const MaxSteps = 10_000

// Start returns the machine at the start of the call.
func (f *Flow) Start() Machine { return f.arrive(Machine{}, f.Run.Entry) }

// Jump returns the machine at a step, with what was stored.
func (f *Flow) Jump(m Machine, step int) Machine {
	m.Ending, m.Exit = Running, ""
	return f.arrive(m, cfg.Target(step))
}

// arrive goes to a target.
func (f *Flow) arrive(m Machine, to cfg.Target) Machine {
	exit, leaves := f.Exits[int(to)]
	switch {
	case to == cfg.End:
		m.Ending = Ended
	case to < 0 || int(to) >= len(f.Run.Steps):
		m.Ending = Nowhere
	case leaves:
		m.Ending, m.Exit = Left, exit
	case m.Steps >= MaxSteps:
		m.Ending = TooLong
	default:
		m.At = int(to)
	}
	return m
}

// An Event is how a step came out.
type Event uint8

// How steps come out.
const (
	Done     Event = iota // it is over, and the call goes on: a prompt was heard, a number answered
	Pressed               // the caller keyed something in
	Answered              // a request, or a step whose outcomes are not known, came out in a way that has a key
	Nothing               // the caller keyed nothing in
	IsBusy                // the number that was called
	Silent                // nobody answers the number that was called
	HangsUp               // the caller; at any step
)

// An Outcome is how a step came out.
type Outcome struct {
	Event Event
	Key   string // what was pressed, or a key of the payload: call.Success, call.Fail
}

// Press is the outcome of an input.
func Press(keys string) Outcome { return Outcome{Pressed, keys} }

// Answer is the outcome of a request.
func Answer(key string) Outcome { return Outcome{Answered, key} }

// Took returns the machine behind a step that came out in a way. The machine that
// it is given stays as it was. An outcome that the step can't have is an error
// that says so in words for people.
func (f *Flow) Took(m Machine, o Outcome) (Machine, error) {
	if m.Ending != Running {
		return m, fmt.Errorf("the call is over")
	}
	s := &f.Run.Steps[m.At]
	kind := call.KindOf(s.Type)
	if err := f.can(m, kind, s.Branching, o); err != nil {
		return m, err
	}
	m.Steps++
	switch o.Event {
	case HangsUp:
		m.Ending = HungUp
	case Nothing:
		m.Ending = NoInput
	case IsBusy:
		m.Ending = Busy
	case Silent:
		m.Ending = NoAnswer
	case Pressed:
		if name := f.field(m, "variable"); name != "" {
			m.Vars = stored(m.Vars, name, o.Key)
		}
		return f.branch(m, s, kind, o.Key), nil
	case Answered:
		return f.branch(m, s, kind, o.Key), nil
	case Done:
		return f.arrive(m, s.Next), nil
	}
	return m, nil
}

// can says why a step can't have an outcome.
func (f *Flow) can(m Machine, kind call.Kind, branching bool, o Outcome) error {
	waits, dials := kind == call.Waits, kind == call.Calls || kind == call.Connects
	switch {
	case o.Event == HangsUp, dials && (o.Event == IsBusy || o.Event == Silent), waits && o.Event == Nothing:
		return nil
	case waits && o.Event == Pressed:
		return f.pressable(m, o.Key)
	case waits:
		return fmt.Errorf("the call waits for keys")
	case o.Event == Pressed:
		return fmt.Errorf("the call does not wait for keys")
	case branching && o.Event != Answered:
		return fmt.Errorf("the call waits for how this step comes out")
	case !branching && o.Event != Done:
		return fmt.Errorf("this step has no outcomes")
	}
	return nil
}

// pressable says why keys can't be pressed.
func (f *Flow) pressable(m Machine, keys string) error {
	count, known := f.KeyCount(m)
	switch {
	case keys == "":
		return fmt.Errorf("no key is pressed")
	case strings.Trim(keys, call.Keys) != "":
		return fmt.Errorf("keys are digits and #")
	case known && len(keys) > count:
		return fmt.Errorf("the call waits for %s, and these are %d", counted(count), len(keys))
	case len(keys) > call.MaxKeys:
		return fmt.Errorf("these are more than %d keys", call.MaxKeys)
	}
	return nil
}

func counted(keys int) string {
	if keys == 1 {
		return "1 key"
	}
	return fmt.Sprintf("%d keys", keys)
}

// branch goes where an outcome leads: the branch of that key, else that of any
// other. A key of an input that neither takes has no meaning in the API, unless
// the script says that it ends the call: such keys are not written in a payload.
// A request without a branch for what came of it has no next step, which ends the
// call.
func (f *Flow) branch(m Machine, s *cfg.Step, kind call.Kind, key string) Machine {
	if to, ok := target(s, key); ok {
		return f.arrive(m, to)
	}
	if to, ok := f.To(m.At, key); ok && to == cfg.End {
		return f.arrive(m, cfg.End)
	}
	if to, ok := target(s, call.AnyKey); ok {
		return f.arrive(m, to)
	}
	if to, ok := f.To(m.At, call.AnyKey); ok && to == cfg.End || kind == call.Requests && (key == call.Success || key == call.Fail) {
		return f.arrive(m, cfg.End)
	}
	m.Ending = NoBranch
	return m
}

func target(s *cfg.Step, key string) (cfg.Target, bool) {
	for i := range s.Branches {
		if s.Branches[i].Key == key {
			return s.Branches[i].To, true
		}
	}
	return cfg.End, false
}

// stored returns variables with one set.
func stored(vars []Var, name, value string) []Var {
	i, found := slices.BinarySearchFunc(vars, name, func(v Var, name string) int { return strings.Compare(v.Name, name) })
	vars = slices.Clone(vars)
	if found {
		vars[i].Value = value
		return vars
	}
	return slices.Insert(vars, i, Var{name, value})
}
