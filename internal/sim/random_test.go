package sim_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A writer writes random scripts, most of them right.
type writer struct {
	*rand.Rand
	strings.Builder
	labels []string // of the script
	exits  []string // of the step that is written
	args   []string // of the step that is written, and attempt
	trying bool
	own    int // steps that are declared
	said   int
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *writer) one(list ...string) string { return list[w.IntN(len(list))] }

// script writes a whole script.
func (w *writer) script() string {
	w.line("let greeting = \"Hello\"\nlet desk = 5263\n")
	for range w.IntN(3) {
		w.args, w.exits = []string{"first", "second"}, []string{"good", "bad"}
		w.line("step own%d(first, second) -> good/bad {", w.own)
		w.body(2)
		w.line("-> %s\n}", w.one(w.exits...))
		w.own++
	}
	w.args, w.exits = nil, nil
	for i := range w.IntN(4) {
		w.labels = append(w.labels, fmt.Sprintf("label%d", i))
	}
	w.line("call 4420 from 4421")
	w.body(3)
	for _, name := range w.labels {
		w.line("%s:", name)
		w.body(3)
		if w.IntN(2) == 0 {
			w.line("%s", w.one("end", "-> "+w.target()))
		}
	}
	return w.String()
}

// body writes some statements.
func (w *writer) body(depth int) {
	for range 1 + w.IntN(4) {
		w.statement(depth)
	}
}

// text writes a text with what there is to put into it.
func (w *writer) text() string {
	w.said++
	text := fmt.Sprintf("text %d", w.said)
	switch w.IntN(4) {
	case 0:
		text += " ${" + w.one(append([]string{"greeting", "desk"}, w.args...)...) + "}"
	case 1:
		text += " {{" + w.one("pin", "choice", "nothing") + "}}"
	}
	return `"` + text + w.one("", ".", "?") + `"`
}

func (w *writer) target() string {
	targets := []string{"next", "next", "end"}
	if w.exits != nil {
		targets = append(targets, w.exits...)
	} else {
		targets = append(targets, w.labels...)
	}
	if w.trying {
		targets = append(targets, "again", "again", "again")
	}
	return w.one(targets...)
}

// statement writes one, and what stands in it.
func (w *writer) statement(depth int) {
	kinds := 10
	if depth == 0 {
		kinds = 6
	}
	switch w.IntN(kinds) {
	case 0, 1:
		w.line("say %s", w.text())
	case 2:
		w.line("connect %s", w.one("desk", "5263 from 4421", `"{{pin}}"`))
	case 3:
		w.line("input %d%s%s", 1+w.IntN(3), w.one("", " into pin", " into choice"), w.one("", " -> "+w.target()))
	case 4:
		w.line("%s \"https://example.com/{{pin}}/%d\"%s", w.one("get", "post"), w.said, w.one("", " -> "+w.target()+"/"+w.target()))
	case 5:
		w.line("callback desk at 2030-01-15 18:30 UTC")
	case 6:
		w.line("input %d into pin {", 1+w.IntN(2))
		w.arms(depth, "1", "2, 3", "4..6", "12", "#")
	case 7:
		w.line("menu %s%s {", w.text(), w.one("", ` each "For {choice}: {key}"`))
		w.arms(depth, `1 "one"`, `2 "two ${greeting}"`, "3", `4 "four."`)
	case 8:
		if w.trying || w.own > 0 && w.IntN(2) == 0 {
			w.invoke(depth)
			return
		}
		w.try(depth)
	case 9:
		w.line("get \"https://example.com\" {")
		w.arms(depth, "ok", "fail")
	}
}

// arms writes the arms of a block that was opened, and closes it.
func (w *writer) arms(depth int, keys ...string) {
	some := false
	for _, key := range keys {
		if w.IntN(3) == 0 {
			continue
		}
		some = true
		if w.IntN(3) > 0 {
			w.line("%s -> %s", key, w.target())
			continue
		}
		w.line("%s {", key)
		w.body(depth - 1)
		w.line("}")
	}
	if !some || keys[0] != "ok" && w.IntN(3) > 0 {
		w.line("else -> %s", w.target())
	}
	w.line("}")
}

func (w *writer) try(depth int) {
	args := w.args
	w.trying, w.args = true, append(w.args[:len(w.args):len(w.args)], "attempt")
	w.line("try %d times {", 1+w.IntN(3))
	w.body(depth - 1)
	w.line("input 1 { 1 -> next; else -> again }")
	w.trying, w.args = false, args
	switch w.IntN(3) {
	case 0:
		w.line("}")
	case 1:
		w.line("} else -> %s", w.target())
	case 2:
		w.line("} else {")
		w.body(depth - 1)
		w.line("}")
	}
}

func (w *writer) invoke(depth int) {
	if w.own == 0 {
		return
	}
	w.line("own%d %s, %s%s", w.IntN(w.own), w.text(), w.one("second: greeting", "7", w.text()), w.one("", " -> "+w.target()+"/"+w.target()))
}

// answers returns random answers, the same for the same number.
func answers(seed uint64) func(n int) (keys, outcome string) {
	return func(n int) (string, string) {
		r := rand.New(rand.NewPCG(seed, uint64(n)))
		return []string{"1", "2", "3", "4", "5", "12", "#", "999"}[r.IntN(8)], []string{call.Success, call.Fail}[r.IntN(2)]
	}
}

// hears drives the machine.
func hears(f *sim.Flow, maximum int, answer func(n int) (keys, outcome string)) (heard []string, ending sim.Ending, err error) {
	m, asked := f.Start(), 0
	for m.Ending == sim.Running && len(heard) < maximum {
		e := f.Effect(m)
		text := f.Run.Steps[m.At].TypeName()
		for _, key := range []string{"method", "url", "number", "caller_id", "text", "count", "variable", "entity"} {
			if says := e.Get(key); says != "" {
				text += " " + says
			}
		}
		heard = append(heard, text)
		o := sim.Outcome{}
		keys, outcome := answer(asked)
		switch e.Kind {
		case call.Waits:
			o = sim.Press(keys[:min(len(keys), e.Count)])
		case call.Requests:
			o = sim.Answer(outcome)
		}
		if o.Event != sim.Done {
			asked++
			heard = append(heard, "<- "+o.Key)
		}
		if m, err = f.Took(m, o); err != nil {
			return heard, m.Ending, err
		}
	}
	return heard, m.Ending, nil
}

// TestPlainly checks, for random scripts, that the machine on the payload hears what
// a plain run of the script does, for the same keys and outcomes.
func TestPlainly(t *testing.T) {
	const maximum = 60
	right, endings := 0, map[sim.Ending]int{}
	for seed := uint64(0); right < 400; seed++ {
		if seed > 4000 {
			t.Fatalf("only %d of %d scripts are right", right, seed)
		}
		w := writer{Rand: rand.New(rand.NewPCG(seed, 0))}
		text := w.script()
		a, err := compiler.Analyze(context.Background(), project.New(project.Memory{"a.flow": text}), "a.flow", compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Findings.HasErrors() {
			continue
		}
		c, err := a.Built()
		if err != nil {
			t.Fatal(err)
		}
		right++
		flow, file := sim.New(c), lang.Parse(source.NewFile("a.flow", text))
		for turn := range uint64(8) {
			answer := answers(seed<<8 + turn)
			want := interpret(file, maximum, answer)
			got, ending, err := hears(flow, maximum, answer)
			if err != nil {
				t.Fatal(err)
			}
			heard := want.heard[:min(len(want.heard), maximum)] // a menu is two steps of the machine
			if diff := cmp.Diff(heard, got[:min(len(got), maximum)]); diff != "" || want.ending != ending {
				t.Fatalf("seed %d, turn %d: %q, and the machine %q\n%s\n%s", seed, turn, want.ending, ending, diff, text)
			}
			endings[ending]++
		}
	}
	for _, ending := range []sim.Ending{sim.Ended, sim.Running, sim.NoBranch} {
		if endings[ending] < 50 {
			t.Errorf("of %v only a few are %q", endings, ending)
		}
	}
}
