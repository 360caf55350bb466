package walk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/walk"
	"github.com/flowc-lang/flowc/lang/source"
)

// payload returns the flow of a payload.
func payload(t testing.TB, text string) *sim.Flow {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err, text)
	}
	return sim.New(call.OfPayload(api.Read(doc, 0), source.NewFile("a.json", text)))
}

// randomPayload makes a small call whose outcomes lead anywhere.
func randomPayload(r *rand.Rand) string {
	n := 1 + r.IntN(7)
	to := func() string { return fmt.Sprint(r.IntN(n + 1)) } // one too many leads nowhere
	branches := func(keys ...string) string {
		var list []string
		for _, key := range keys {
			if r.IntN(3) > 0 {
				list = append(list, fmt.Sprintf("%q: %s", key, to()))
			}
		}
		return `"flow": {` + strings.Join(list, ", ") + `}`
	}
	var objects []string
	for i := range n {
		next := ""
		if r.IntN(8) > 0 {
			next = `, "next_step": ` + to()
		}
		says := []string{
			`"type": "play", "text": "` + strings.Repeat("word ", r.IntN(4)) + `"` + next,
			`"type": "connect", "number": "5263"` + next,
			`"type": "callback", "entity": 5263` + next,
			`"type": "digits", "count": 1, ` + branches("1", "2", "12", "*"),
			`"type": "digits", "count": 2, ` + branches("1", "12", "#", "*"),
			`"type": "digits", "count": "{{n}}", ` + branches("123", "x"),
			`"type": "digits", "count": 1, ` + branches("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#", "*"),
			`"type": "http", "url": "https://example.com", ` + branches("success", "fail", "busy", "*"),
			`"type": "fax", ` + branches("sent", "*"),
		}
		objects = append(objects, fmt.Sprintf(`{"id": %d, %s}`, i, says[r.IntN(len(says))]))
	}
	return `{"flow": [` + strings.Join(objects, ", ") + `]}`
}

// A brute tries all paths, one after the other, by what the machine does.
type brute struct {
	flow *sim.Flow
	outs [][]sim.Outcome

	paths                int
	ends                 map[string]int
	never                int
	steps, keys          int
	seconds              float64
	shortest, unreaching map[string][2]int
}

// outcomes returns what can come of a step: of all keys that do the same because no
// branch names them, one.
func (b *brute) outcomes(i int) (list []sim.Outcome) {
	s := &b.flow.Run.Steps[i]
	m := sim.Machine{At: i}
	named := map[string]bool{}
	for _, branch := range s.Branches {
		named[branch.Key] = true
	}
	count, known := b.flow.KeyCount(m)
	if !known {
		count = 3
	}
	switch kind := call.KindOf(s.Type); {
	case kind == call.Waits:
		var all func(prefix string)
		rest := ""
		all = func(prefix string) {
			for _, key := range call.Keys {
				keys := prefix + string(key)
				switch {
				case known && len(keys) < count && key != '#':
					// the input goes on
				case named[keys]:
					list = append(list, sim.Press(keys))
				case len(rest) <= len(keys):
					rest = keys // of those that are as long as can be
				}
				if len(keys) < count {
					all(keys)
				}
			}
		}
		all("")
		slices.SortFunc(list, func(x, y sim.Outcome) int {
			at := func(o sim.Outcome) int {
				return slices.IndexFunc(s.Branches, func(b cfg.Branch) bool { return b.Key == o.Key })
			}
			return at(x) - at(y)
		})
		if rest != "" {
			list = append(list, sim.Press(rest))
		}
	case !s.Branching:
		list = []sim.Outcome{{}}
	default:
		for _, branch := range s.Branches {
			if branch.Key != call.AnyKey || kind != call.Requests {
				list = append(list, sim.Answer(branch.Key))
			}
		}
		for _, key := range []string{call.Success, call.Fail} {
			if kind == call.Requests && !named[key] {
				list = append(list, sim.Answer(key))
			}
		}
		if len(list) == 0 {
			list = []sim.Outcome{sim.Answer("?")}
		}
	}
	return list
}

// after returns the machine behind an outcome.
func (b *brute) after(i int, o sim.Outcome) sim.Machine {
	m, err := b.flow.Took(sim.Machine{At: i}, o)
	if err != nil {
		panic(err)
	}
	return m
}

// A track is a path that is under way.
type track struct {
	steps, keys, turns int
	seconds            float64
	person             string
	on                 map[int]bool
}

func (b *brute) try(i int, t track) {
	s := &b.flow.Run.Steps[i]
	t.steps++
	kind := call.KindOf(s.Type)
	switch kind {
	case call.Plays:
		t.seconds += spoken.Seconds(b.flow.Text(i, "text"))
	case call.Connects:
		t.person = "connected"
	case call.CallsBack:
		t.person = "called-back"
	}
	t.on[i] = true
	for _, o := range b.outs[i] {
		t := t
		if s.Branching {
			t.turns++
		}
		if kind == call.Waits {
			if _, known := b.flow.KeyCount(sim.Machine{At: i}); !known && !slices.ContainsFunc(s.Branches, func(b cfg.Branch) bool { return b.Key == o.Key }) {
				o.Key = "0"
			}
			t.keys += len(o.Key)
		}
		m := b.after(i, o)
		switch {
		case m.Ending == sim.Running && t.on[m.At]:
			b.end("goes-round", t)
		case m.Ending == sim.Running:
			b.try(m.At, t)
		case m.Ending == sim.Ended && t.person != "":
			b.end(t.person, t)
		default:
			b.end(string(m.Ending), t)
		}
	}
	t.on[i] = false
}

func (b *brute) end(how string, t track) {
	b.paths++
	b.ends[how]++
	b.steps, b.keys, b.seconds = max(b.steps, t.steps), max(b.keys, t.keys), max(b.seconds, t.seconds)
	shorter := func(all map[string][2]int) {
		if is, there := all[how]; !there || t.turns < is[0] || t.turns == is[0] && t.steps < is[1] {
			all[how] = [2]int{t.turns, t.steps}
		}
	}
	shorter(b.shortest)
	if t.person == "" {
		b.never++
		shorter(b.unreaching)
	}
}

// newBrute tries all paths, which end where a step comes twice.
func newBrute(f *sim.Flow) *brute {
	b := &brute{flow: f, ends: map[string]int{}, shortest: map[string][2]int{}, unreaching: map[string][2]int{}}
	for i := range f.Run.Steps {
		b.outs = append(b.outs, b.outcomes(i))
	}
	b.try(0, track{on: map[int]bool{}})
	return b
}

// A tally is what both ways to walk have to agree on.
type tally struct {
	Paths, Never         string
	Ends                 map[string]string
	Steps, Keys          int
	Seconds              float64
	Shortest, Unreaching map[string][2]int
}

func (b *brute) tally() tally {
	t := tally{fmt.Sprint(b.paths), fmt.Sprint(b.never), map[string]string{}, b.steps, b.keys, math.Round(b.seconds * 100), b.shortest, b.unreaching}
	for end, n := range b.ends {
		t.Ends[end] = fmt.Sprint(n)
	}
	return t
}

func tallyOf(w *walk.Walk) tally {
	t := tally{w.Paths.String(), w.Never.String(), map[string]string{}, w.Steps.Steps, w.Keys.Keys, math.Round(w.Seconds.Seconds * 100), map[string][2]int{}, map[string][2]int{}}
	for _, end := range w.Ends {
		t.Ends[end.Ending.String()] = end.Paths.String()
		t.Shortest[end.Ending.String()] = [2]int{end.Shortest.Turns, end.Shortest.Steps}
	}
	for _, way := range w.Examples {
		t.Unreaching[way.End.String()] = [2]int{way.Turns, way.Steps}
	}
	return t
}

// TestCounts holds what is counted without enumerating against all paths, one by
// one, on random calls, among them many whose circles have several ways in.
func TestCounts(t *testing.T) {
	for seed := range uint64(2000) {
		text := randomPayload(rand.New(rand.NewPCG(seed, 1)))
		f := payload(t, text)
		w, b := walk.New(f), newBrute(f)
		if d := cmp.Diff(b.tally(), tallyOf(w)); d != "" || w.AtLeast {
			t.Fatalf("seed %d (-want +got):\n%s\n%s", seed, d, text)
		}
		list, left := w.List(b.paths)
		half, more := w.List(b.paths / 2)
		if fmt.Sprint(len(list), left, len(half), more) != fmt.Sprint(b.paths, 0, b.paths/2, b.paths-b.paths/2) {
			t.Fatalf("seed %d: of %d paths %d are listed, and %v left", seed, b.paths, len(list), left)
		}
	}
}
