package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Script writes a random script with statements of all kinds in each other. Most
// are right.
func Script(r *rand.Rand) string {
	w := writer{Rand: r}
	return w.script()
}

// A writer writes a random script.
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
