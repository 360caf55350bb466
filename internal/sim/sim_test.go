package sim_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/source"
)

// script returns the flow of a script.
func script(t testing.TB, text string) *sim.Flow {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text}), "a.flow", compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Built()
	if err != nil {
		t.Fatal(err, a.Findings)
	}
	return sim.New(c)
}

// payload returns the flow of a payload.
func payload(t *testing.T, text string) *sim.Flow {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return sim.New(call.OfPayload(api.Read(doc, 0), source.NewFile("a.json", text)))
}

// A told is what a run comes to.
type told struct {
	Phrases []string
	Ending  sim.Ending
	Vars    []sim.Var
	Err     string
}

// run drives a machine, by outcomes for the steps that branch or that dial.
func run(f *sim.Flow, outcomes ...sim.Outcome) (is told) {
	m := f.Start()
	for m.Ending == sim.Running && len(is.Phrases) < 20 {
		e := f.Effect(m)
		phrase := ""
		for _, field := range e.Fields {
			phrase += field.Key + "=" + field.Value + " "
		}
		for _, name := range e.Unset {
			phrase += "?" + name
		}
		is.Phrases = append(is.Phrases, phrase)
		o := sim.Outcome{}
		if kind := e.Kind; kind != call.Plays && kind != call.CallsBack && len(outcomes) > 0 {
			o, outcomes = outcomes[0], outcomes[1:]
		}
		next, err := f.Took(m, o)
		if err != nil {
			is.Err = err.Error()
			break
		}
		m = next
	}
	is.Ending, is.Vars = m.Ending, m.Vars
	return is
}

func TestRuns(t *testing.T) {
	const bank = "call 4420\nask: say \"Your PIN, {{name}}?\"\ninput 4 into pin { 1234 -> found; 9 -> ask; else -> next }\nget \"https://example.com/{{pin}}\" -> found/end\nfound: connect 5263\nsay \"Bye.\"\n"
	ask := []string{"number=4420 ", "text=Your PIN, {{name}}? ?name", "count=4 variable=pin "}
	asked := []sim.Var{{Name: "pin", Value: "77"}}
	done := sim.Outcome{}
	for _, tt := range []struct {
		name     string
		flow     *sim.Flow
		outcomes []sim.Outcome
		want     told
	}{
		{
			"else, and a request that works", script(t, bank), []sim.Outcome{done, sim.Press("77"), sim.Answer("success")},
			told{append(ask[:3:3], "url=https://example.com/77 method=GET ", "number=5263 ", "text=Bye. "), sim.Ended, asked, ""},
		},
		{
			"the exact key", script(t, bank), []sim.Outcome{done, sim.Press("1234"), done},
			told{append(ask[:3:3], "number=5263 ", "text=Bye. "), sim.Ended, []sim.Var{{Name: "pin", Value: "1234"}}, ""},
		},
		{
			"a request that fails ends the call", script(t, bank), []sim.Outcome{done, sim.Press("77"), sim.Answer("fail")},
			told{append(ask[:3:3], "url=https://example.com/77 method=GET "), sim.Ended, asked, ""},
		},
		{"too many keys", script(t, bank), []sim.Outcome{done, sim.Press("12345")}, told{ask, sim.Running, nil, "the call waits for 4 keys, and these are 5"}},
		{"no keys", script(t, bank), []sim.Outcome{done, sim.Press("ab")}, told{ask, sim.Running, nil, "keys are digits and #"}},
		{"nothing for an input", script(t, bank), []sim.Outcome{done}, told{ask, sim.Running, nil, "the call waits for keys"}},
		{"no input", script(t, bank), []sim.Outcome{done, {Event: sim.Nothing}}, told{ask, sim.NoInput, nil, ""}},
		{"busy", script(t, bank), []sim.Outcome{{Event: sim.IsBusy}}, told{ask[:1], sim.Busy, nil, ""}},
		{"nobody answers", script(t, bank), []sim.Outcome{{Event: sim.Silent}}, told{ask[:1], sim.NoAnswer, nil, ""}},
		{"hung up", script(t, bank), []sim.Outcome{done, {Event: sim.HangsUp}}, told{ask, sim.HungUp, nil, ""}},
		{"keys where none are asked for", script(t, bank), []sim.Outcome{sim.Press("1")}, told{ask[:1], sim.Running, nil, "the call does not wait for keys"}},
		{
			"a key that ends the call", script(t, "call 4420\nsay \"One?\"\ninput 1 { 1 -> end; 2 -> next }\nsay \"Two.\"\n"), []sim.Outcome{done, sim.Press("1")},
			told{[]string{"number=4420 ", "text=One? ", "count=1 "}, sim.Ended, nil, ""},
		},
		{
			"a key that no branch takes", script(t, "call 4420\nsay \"One?\"\ninput 1 { 1 -> end; 2 -> next }\nsay \"Two.\"\n"), []sim.Outcome{done, sim.Press("3")},
			told{[]string{"number=4420 ", "text=One? ", "count=1 "}, sim.NoBranch, nil, ""},
		},
		{
			"a key without a branch in a payload", payload(t, `[{"id": 0, "type": "digits", "count": 1, "flow": {"1": null}}]`), []sim.Outcome{sim.Press("2")},
			told{[]string{"count=1 "}, sim.NoBranch, nil, ""},
		},
		{
			"an id that no object has", payload(t, `[{"id": 0, "type": "http", "url": "u", "next_step": {"success": 10, "fail": 0}}]`), []sim.Outcome{sim.Answer("success")},
			told{[]string{"url=u "}, sim.Nowhere, nil, ""},
		},
		{
			"an object of a type of its own", payload(t, `[{"id": 0, "type": "fax", "flow": {"sent": 1}}, {"id": 1, "type": "play", "text": "Sent."}]`), []sim.Outcome{sim.Answer("sent")},
			told{[]string{"", "text=Sent. "}, sim.Ended, nil, ""},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, run(tt.flow, tt.outcomes...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestBounded checks that a call that never ends is not followed for ever.
func TestBounded(t *testing.T) {
	f := script(t, "call 4420\nagain_and_again: say \"Hello.\"\n-> again_and_again\n")
	m := f.Start()
	for m.Ending == sim.Running {
		m, _ = f.Took(m, sim.Outcome{})
	}
	if diff := cmp.Diff(sim.Machine{Ending: sim.TooLong, At: m.At, Steps: sim.MaxSteps}, m); diff != "" {
		t.Error(diff)
	}
}

// TestPlain checks that a machine can be kept, and that running on does not change
// one that was.
func TestPlain(t *testing.T) {
	f := script(t, "call 4420\nsay \"PIN?\"\ninput 4 into pin\nsay \"Again?\"\ninput 4 into pin\n")
	m := f.Start()
	for range 2 {
		m, _ = f.Took(m, sim.Outcome{})
	}
	first, _ := f.Took(m, sim.Press("1"))
	kept, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	on, _ := f.Took(first, sim.Outcome{})
	on, _ = f.Took(on, sim.Press("2"))
	var back sim.Machine
	if err := json.Unmarshal(kept, &back); err != nil {
		t.Fatal(err)
	}
	want := sim.Machine{At: 3, Steps: 3, Vars: []sim.Var{{Name: "pin", Value: "1"}}}
	if diff := cmp.Diff([]sim.Machine{want, want, {Ending: sim.Ended, At: 4, Steps: 5, Vars: []sim.Var{{Name: "pin", Value: "2"}}}}, []sim.Machine{first, back, on}); diff != "" {
		t.Error(diff)
	}
}
