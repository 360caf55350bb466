// Package walk tells of all ways through a call: how many there are, where they
// end, which are the longest and the shortest, and which never reach a person.
// It neither plays a call nor judges it.
//
// A path starts where the call starts and takes one outcome at each step: each
// key of an input that can be pressed there, and any other key; that a request
// works, and that it fails. It ends where the call ends, where the API does not
// say how it goes on, and where it comes to a step for the second time: then it goes
// round. What can't be keyed in, as call.Taken says, is no outcome.
//
// The paths are those of a graph without circles (circles.go), so that counts, the
// longest and the shortest are found in one pass over its steps.
package walk

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/internal/sim"
)

// An Ending says how a path ends.
type Ending uint8

// How paths end. Behind the first three, the call ends there.
const (
	Connected  Ending = iota // the last person on the path was connected
	CalledBack               // the last one calls back
	Ended                    // there was none
	Round                    // it goes round
	NoBranch                 // no branch takes what was pressed
	Nowhere                  // the payload names an id that no object has
	endings
)

// String returns the name of an ending, which formats have.
func (e Ending) String() string {
	return [endings]string{"connected", "called-back", "ended", "goes-round", string(sim.NoBranch), string(sim.Nowhere)}[e]
}

// Undocumented reports whether the API does not say what happens then.
func (e Ending) Undocumented() bool { return e == NoBranch || e == Nowhere }

// A Walk is what is known of the paths of a call.
type Walk struct {
	Call     *call.Call
	Paths    *Count
	Ends     []End
	Steps    Way    // the path with the most steps
	Seconds  Way    // that with the most seconds of speech
	Keys     Way    // that with the most keys
	Never    *Count // paths that never reach a person
	Examples []Way  // the shortest of those, one for each ending
	Unheard  int    // recordings that the call comes to and whose words are not known

	AtLeast bool // there are more paths: too many circles have several ways into them

	graph *graph // with what a step leads to
	paths *graph // without circles, whose paths are those of the call
}

// An End is how paths end.
type End struct {
	Ending   Ending
	Paths    *Count
	Shortest Way
}

// New walks through a call.
func New(f *sim.Flow) *Walk {
	g := newGraph(f)
	w := &Walk{Call: f.Call, graph: g}
	w.speech()
	simple, all := g.simple()
	simple.speech = g.speech
	w.paths, w.AtLeast = simple, !all
	w.count()
	w.shortest()
	w.Steps = w.longest(func(int32, *edge) float64 { return 1 })
	w.Seconds = w.longest(func(at int32, _ *edge) float64 { return g.speech[simple.at(at)] })
	w.Keys = w.longest(func(at int32, e *edge) float64 { return float64(simple.pressed(at, e)) })
	return w
}

// Empty reports whether the call has no steps.
func (w *Walk) Empty() bool { return len(w.graph.order) == 0 }

// speech finds how many seconds each step speaks, and counts recordings that
// nobody knows that of.
func (w *Walk) speech() {
	f := w.graph.flow
	seconds := make([]float64, len(f.Run.Steps))
	for _, i := range w.graph.order {
		if f.Kind(int(i)) != call.Plays {
			continue
		}
		text := f.Text(int(i), "text")
		seconds[i] = spoken.Seconds(text)
		if text == "" && f.Text(int(i), "url") != "" {
			w.Unheard++
		}
	}
	w.graph.speech = seconds
}

// pressed returns how many keys an outcome takes: of any others as many as the
// step waits for, where that is known.
func (g *graph) pressed(at int32, e *edge) int {
	if !e.turn || g.flow.Kind(g.at(at)) != call.Waits {
		return 0
	}
	if e.key != "" && e.key != call.AnyKey {
		return len(e.key)
	}
	n, _ := g.flow.Count(g.at(at))
	return max(n, 1)
}

// reaches reports what a step does for a caller who wants a person.
func (g *graph) reaches(at int32) (Ending, bool) {
	switch g.flow.Kind(g.at(at)) {
	case call.Connects:
		return Connected, true
	case call.CallsBack:
		return CalledBack, true
	}
	return Ended, false
}

// ends returns how a path ends with an edge behind which it does not go on, by how
// it would end with the call.
func (e *edge) ends(person Ending) Ending {
	switch {
	case e.round:
		return Round
	case e.to == toNoBranch:
		return NoBranch
	case e.to == toNowhere:
		return Nowhere
	}
	return person
}

// on reports whether a path goes on behind an edge.
func (e *edge) on() bool { return e.to >= 0 && !e.round }
