package flowtest

import (
	"runtime"
	"sync"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
)

// batch is how many tests run before their results are looked at: a long call has
// thousands of steps.
const batch = 64

// Run runs tests, several at a time, and hands their results on one by one, in the
// order of the tests. Tests without a flow have no result.
func Run(tests []*Test, each func(int, *Result)) {
	results := make([]*Result, min(batch, len(tests)))
	for start := 0; start < len(tests); start += batch {
		some := tests[start:min(start+batch, len(tests))]
		parallel(len(some), func(i int) {
			if results[i] = nil; some[i].Flow != nil {
				results[i] = some[i].Run(some[i].Flow)
			}
		})
		for i := range some {
			each(start+i, results[i])
		}
	}
}

// parallel calls f for each number below n.
func parallel(n int, f func(i int)) {
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// Transcript returns what happened on the call, in lines.
func (r *Result) Transcript() (lines []string) {
	moments := make([]sim.Moment, len(r.Visits))
	for i, v := range r.Visits {
		moments[i] = sim.Moment{Effect: r.Flow.Effect(v.At), Outcome: v.Outcome}
	}
	for _, stmt := range (transcript.Writer{Hide: r.Flow.Hide}).Lines(moments, r.Last) {
		lines = append(lines, transcript.Text(stmt))
	}
	return lines
}
