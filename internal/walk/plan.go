package walk

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/internal/sim"
)

// A planner finds ways through a call that come to what no test has come to. Each
// goes on to the nearest of that, until there is none ahead, and then the shortest
// way to the end of the call.
type planner struct {
	*graph
	steps    []*flowtest.Step     // of the flow
	branches [][]*flowtest.Branch // of the edges: what somebody wrote that they take, branches and exits of uses
	dead     []bool               // edges that a run could not take

	// Of a search: how often there was one, the last that came to a step, by which
	// edge, and from which step.
	search         int32
	seen, by, from []int32
	queue          []int32
}

// A plan is a run that a test can be written of.
type plan struct {
	moments []sim.Moment
	last    sim.Machine
	news    []call.Turn // the outcomes that no test had before
	left    []string    // the exits of uses that none had left by, where there is no outcome
}

// maxSteps is from how many steps on a plan goes to the end of the call. What is
// then left is for the next one.
const maxSteps = 60

func newPlanner(f *sim.Flow, c *flowtest.Coverage) *planner {
	g := newGraph(f)
	n := len(f.Run.Steps)
	p := &planner{
		graph: g, steps: make([]*flowtest.Step, n), branches: make([][]*flowtest.Branch, len(g.edges)), dead: make([]bool, len(g.edges)),
		seen: make([]int32, n), by: make([]int32, n), from: make([]int32, n),
	}
	for i := range n {
		p.steps[i] = c.At(f, i)
		for n := g.first[i]; n < g.first[i+1]; n++ {
			e := &g.edges[n]
			p.branches[n] = c.Left(f, i, e.key)
			if b := p.steps[i].Branch(e.key); b != nil {
				p.branches[n] = append(p.branches[n], b)
			}
			p.dead[n] = e.to == toNoBranch || e.to == toNowhere // no test can say what happens then
		}
	}
	return p
}

// plan returns the next plan, or nil where nothing is left that a test can come to.
func (p *planner) plan() *plan {
	at, ok := p.entry()
	for ok {
		if p.nearest(at, p.isNew) == nil {
			return nil
		}
		run := &plan{last: p.flow.Start()}
		news := 0
		for run.running() && len(run.moments) < maxSteps {
			path := p.nearest(int32(run.last.At), p.isNew)
			if path == nil {
				break
			}
			news += p.follow(run, path)
		}
		for run.running() {
			path := p.nearest(int32(run.last.At), func(_, n int32) bool { return p.edges[n].to == toEnd })
			if path == nil {
				news += p.tell(run)
				break
			}
			news += p.follow(run, path)
		}
		if news > 0 {
			return run
		}
	}
	return nil
}

// tell goes on to the next that is no input in a run that goes round for ever: a test
// has to say where the last outcome led.
func (p *planner) tell(run *plan) int {
	if n := len(run.moments); n == 0 || run.moments[n-1].Outcome.Event == sim.Done {
		return 0
	}
	says := func(at, _ int32) bool { return p.flow.Kind(int(at)) != call.Waits }
	return p.follow(run, p.nearest(int32(run.last.At), says))
}

func (r *plan) running() bool { return r.last.Ending == sim.Running && r.last.Steps < sim.MaxSteps }

// isNew reports whether no test has come to a step, or has taken an edge of it.
func (p *planner) isNew(at, n int32) bool {
	return p.steps[at].Hits == 0 || slices.ContainsFunc(p.branches[n], func(b *flowtest.Branch) bool { return b.Hits == 0 })
}

// nearest returns the shortest way from a step to an edge that is wanted, that edge
// included. Of several at one step it is one that goes round: behind the others, this
// step may never come again.
func (p *planner) nearest(at int32, wanted func(at, n int32) bool) []int32 {
	p.search++
	p.seen[at] = p.search
	p.queue = append(p.queue[:0], at)
	for i := 0; i < len(p.queue); i++ {
		v := p.queue[i]
		best := int32(-1)
		for n := p.first[v]; n < p.first[v+1]; n++ {
			if p.dead[n] {
				continue
			}
			if wanted(v, n) && (best < 0 || p.edges[n].round && !p.edges[best].round) {
				best = n
			}
			if to := p.edges[n].to; to >= 0 && p.seen[to] != p.search {
				p.seen[to], p.by[to], p.from[to] = p.search, n, v
				p.queue = append(p.queue, to)
			}
		}
		if best >= 0 {
			return p.path(at, v, best)
		}
	}
	return nil
}

// path returns the edges from a step to another that a search has come to, and one
// more.
func (p *planner) path(from, to, last int32) []int32 {
	path := []int32{last}
	for at := to; at != from; at = p.from[at] {
		path = append(path, p.by[at])
	}
	for i, k := 0, len(path)-1; i < k; i, k = i+1, k-1 {
		path[i], path[k] = path[k], path[i]
	}
	return path
}

// follow runs along edges, and returns how many of the steps and branches on them are
// new. An edge that the run can't take is not tried again: how many keys an input
// takes may depend on what was stored.
func (p *planner) follow(run *plan, path []int32) (news int) {
	for _, n := range path {
		m, e := run.last, &p.edges[n]
		o := p.outcome(m, e)
		next, err := p.flow.Took(m, o)
		if err != nil || next.Ending != sim.Ended && (next.Ending != sim.Running || int32(next.At) != e.to) {
			p.dead[n] = true
			return news
		}
		run.moments = append(run.moments, sim.Moment{Effect: p.flow.Effect(m), Outcome: o})
		run.last = next
		if s := p.steps[m.At]; s.Hits == 0 {
			news++
		}
		p.steps[m.At].Hits++
		before := news
		for _, b := range p.branches[n] {
			if b.Hits == 0 {
				news++
				if !e.turn {
					use, _, _ := strings.Cut(b.Name, " ")
					run.left = append(run.left, use+": "+b.Key)
				}
			}
			b.Hits++
		}
		if news > before && e.turn {
			run.news = append(run.news, call.Turn{Step: m.At, Key: e.key})
		}
	}
	return news
}

// outcome returns an outcome that takes an edge.
func (p *planner) outcome(m sim.Machine, e *edge) sim.Outcome {
	switch {
	case !e.turn:
		return sim.Outcome{}
	case p.flow.Kind(m.At) != call.Waits:
		return sim.Answer(e.key)
	case e.key == call.AnyKey:
		return sim.Press(p.others(m))
	}
	return sim.Press(e.key)
}

// others returns keys that no branch takes, as many as the input waits for.
func (p *planner) others(m sim.Machine) string {
	taken := map[string]bool{}
	for _, b := range p.graph.branches(m.At) {
		taken[b.Key] = true
	}
	count, known := p.flow.KeyCount(m)
	if !known {
		count = 1
	}
	for n := min(count, call.MaxKeys); n > 0; n-- {
		keys := []byte("9")
		if n > 1 {
			keys = []byte(strings.Repeat("1234567890", n/10+1)[:n])
		}
		for range len(taken) + 1 {
			if !taken[string(keys)] {
				return string(keys)
			}
			less(keys)
		}
	}
	return ""
}

// less makes the keys before some keys of them: 9 comes before 8, and 0 before #.
func less(keys []byte) {
	for i := len(keys) - 1; i >= 0; i-- {
		switch keys[i] {
		case '0':
			keys[i] = '#'
		case '#':
			keys[i] = '9'
			continue
		default:
			keys[i]--
		}
		return
	}
}
