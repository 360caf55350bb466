// Package mutants changes a call in small ways, and says which of the changes no
// test notices: a branch, a jump or an exit that leads elsewhere, a key or an attempt
// that is gone, outcomes that are swapped, a prompt that is not heard, a step that is
// left out. What is written once is changed at once, however often it is expanded. Changes of the compiler are
// none of its business: internal/mutate makes those.
package mutants

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Survivor is what can be changed without a test that fails.
type Survivor struct {
	Place source.Place // what is changed
	Words []string     // what happens then, of each change: key 2 goes to agent instead of oranges
	Check string       // what a test should say that notices it
}

// A Report says what came of all changes.
type Report struct {
	Tried     int        // that a caller notices
	Noticed   int        // by a test
	Same      int        // that no caller notices: they were not tried
	Left      int        // that were not tried, since there are too many
	Survivors []Survivor // in the order of the files
}

// Score returns the share of changes that a test noticed, in hundredths, rounded
// down.
func (r *Report) Score() int {
	if r.Tried == 0 {
		return 100
	}
	return r.Noticed * 100 / r.Tried
}

// A flow is a flow that tests run on, and what is written for its steps.
type flow struct {
	*sim.Flow
	*partition
	reached []bool // by a call
	at      map[*flowtest.Step][]int
}

// A trial has what changes are tried with.
type trial struct {
	flows []*flow
	order map[*sim.Flow]int
	tests []*flowtest.Test
	costs []int // how many steps the test comes to

	comes   map[*flowtest.Step][]int   // the tests that come to a step
	takes   map[*flowtest.Branch][]int // the tests that take a branch
	goes    map[*flow]map[edge][]int   // the tests that take an edge
	ways    map[wayKey][]passing       // what is written between steps, and what passes it
	wayKeys []wayKey                   // in the order in which they are found
}

// Try tries changes of the scripts that tests are of, at most so many. The tests
// pass. What they come to is counted in the coverage.
func Try(tests []*flowtest.Test, script *sim.Flow, cover *flowtest.Coverage, most int) *Report {
	t := &trial{
		order: map[*sim.Flow]int{}, comes: map[*flowtest.Step][]int{}, takes: map[*flowtest.Branch][]int{},
		goes: map[*flow]map[edge][]int{}, ways: map[wayKey][]passing{},
	}
	if script != nil {
		t.add(script, cover)
	}
	for _, test := range tests {
		if test.Flow != nil {
			t.test(test, cover)
		}
	}
	r := &Report{}
	list := t.changes(cover, r)
	noticed, compared := t.run(list[:min(len(list), most)]), t.worker()
	r.Left = len(list) - len(noticed)
	for i, c := range list[:len(noticed)] {
		switch {
		case noticed[i]:
			r.Tried++
			r.Noticed++
		case compared.equivalent(c):
			r.Same++
		default:
			r.Tried++
			r.survive(c.place(), diag.Visible(t.words(c)), diag.Visible(t.check(c)))
		}
	}
	return r
}

// survive adds a change that no test noticed, to those of the same place.
func (r *Report) survive(at source.Place, words, check string) {
	if n := len(r.Survivors); n > 0 && r.Survivors[n-1].Place == at {
		r.Survivors[n-1].Words = append(r.Survivors[n-1].Words, words)
		return
	}
	r.Survivors = append(r.Survivors, Survivor{at, []string{words}, check})
}

// add adds a flow.
func (t *trial) add(f *sim.Flow, cover *flowtest.Coverage) {
	if _, there := t.order[f]; there {
		return
	}
	cover.Add(f)
	t.order[f] = len(t.flows)
	own := &flow{Flow: f, partition: parted(f), reached: f.Reachable(), at: map[*flowtest.Step][]int{}}
	for i := range f.Steps {
		if s := cover.At(f, i); s != nil {
			own.at[s] = append(own.at[s], i)
		}
	}
	t.flows = append(t.flows, own)
	t.goes[own] = map[edge][]int{}
	t.addWays(own)
}

// test adds a test, and notes what it comes to.
func (t *trial) test(test *flowtest.Test, cover *flowtest.Coverage) {
	t.add(test.Flow, cover)
	r := test.Run(test.Flow)
	cover.Count(r)
	n := len(t.tests)
	t.tests, t.costs = append(t.tests, test), append(t.costs, len(r.Visits))
	own := t.flows[t.order[test.Flow]]
	note := func(list []int) []int {
		if len(list) == 0 || list[len(list)-1] != n {
			return append(list, n)
		}
		return list
	}
	for _, v := range r.Visits {
		s := cover.At(r.Flow, v.At.At)
		if s == nil {
			continue
		}
		t.comes[s] = note(t.comes[s])
		e := own.took(v)
		t.goes[own][e] = note(t.goes[own][e])
		if b := s.Took(r.Flow, v); b != nil {
			t.takes[b] = note(t.takes[b])
		}
	}
}

// took returns the edge that a visit took.
func (f *flow) took(v flowtest.Visit) edge {
	key := v.Outcome.Key
	if _, exact := f.To(v.At.At, key); !exact && key != "" {
		key = call.AnyKey
	}
	return edge{v.At.At, key}
}

// maxVisits is how many steps all runs together may come to.
const maxVisits = 20_000_000

// run runs for each change the tests that come to it, until one fails, and returns
// which changes were noticed: of the first ones, where more would take too long.
func (t *trial) run(list []*change) []bool {
	noticed, visits := make([]bool, len(list)), make([]int, len(list))
	var all atomic.Int64
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		wait.Go(func() {
			w := t.worker()
			for i := range next {
				noticed[i], visits[i] = w.notices(list[i])
				all.Add(int64(visits[i]))
			}
		})
	}
	for i := range list {
		if all.Load() > maxVisits {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	sum := 0
	for i, n := range visits { // as many each time, however fast the machine is
		if sum += n; sum > maxVisits {
			return noticed[:i]
		}
	}
	return noticed
}

// A worker has flows of its own that it changes.
type worker struct {
	*trial
	flows []*sim.Flow // copies, where they were needed
}

func (t *trial) worker() *worker { return &worker{t, make([]*sim.Flow, len(t.flows))} }

// notices reports whether a test fails on a change, and about how many steps were come
// to: as many as without it.
func (w *worker) notices(c *change) (noticed bool, visits int) {
	changed := map[int]bool{}
	defer func() {
		for f := range changed {
			w.restore(c, f)
		}
	}()
	noticed = slices.ContainsFunc(w.seenBy(c), func(n int) bool {
		test := w.tests[n]
		visits += w.costs[n]
		f := w.order[test.Flow]
		if !changed[f] {
			w.change(c, f)
			changed[f] = true
		}
		return !test.Passes(w.flows[f])
	})
	return noticed, visits
}

// change changes the copy of a flow.
func (w *worker) change(c *change, f int) {
	from := w.trial.flows[f]
	if w.flows[f] == nil {
		w.flows[f] = copied(from.Flow)
	}
	for _, e := range c.edits[from] {
		if e.key == "" {
			w.flows[f].Run.Steps[e.step].Next, w.flows[f].Steps[e.step].Next = e.to, e.to
		} else {
			lead(w.flows[f], e.step, func(key string) bool { return key == e.key }, e.to)
		}
	}
	for _, i := range from.at[c.step] {
		c.make(from.Flow, i, w.flows[f])
	}
}

// restore makes the copy what it was.
func (w *worker) restore(c *change, f int) {
	from, to := w.trial.flows[f], w.flows[f]
	for i := range c.changed(from) {
		to.Run.Steps[i], to.Steps[i] = from.Run.Steps[i], from.Steps[i]
	}
}

// equivalent reports whether a caller notices no difference in any flow that a change
// is made in.
func (w *worker) equivalent(c *change) bool {
	for f, from := range w.trial.flows {
		w.change(c, f)
		for i := range c.changed(from) {
			if from.reached[i] && !from.same(from.Flow, w.flows[f], i) {
				w.restore(c, f)
				return false
			}
		}
		w.restore(c, f)
	}
	return true
}

// copied returns a flow whose steps can be replaced.
func copied(f *sim.Flow) *sim.Flow {
	called, graph := *f.Call, *f.Graph
	graph.Steps = slices.Clone(graph.Steps)
	called.Graph = &graph
	own := &sim.Flow{Call: &called, Run: &graph, Exits: f.Exits}
	if f.Run != f.Graph {
		run := *f.Run
		run.Steps = slices.Clone(run.Steps)
		own.Run = &run
	}
	return own
}
