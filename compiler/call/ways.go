package call

import "slices"

// Ways are the shortest ways for a caller to the steps of a call: those with the
// fewest keys and outcomes of requests, of these the ones with the fewest steps.
type Ways struct {
	call   *Call
	from   []int32 // the step before, or none where the call does not come
	branch []int32 // by which of its branches, or none
	came   []bool
	turned []int32 // the last step on the way, itself included, that an outcome led to, or none
	turns  []int32 // how many outcomes are on the way
	early  []int32 // the step on the way where as many outcomes are behind as are told of its beginning
}

const none = -1

// Told is how many outcomes of a long way are told of its beginning and of its end.
const Told = 6

// Ways finds the shortest ways.
func (c *Call) Ways() *Ways {
	n := len(c.Steps)
	w := &Ways{
		call: c, from: make([]int32, n), branch: make([]int32, n), came: make([]bool, n),
		turned: make([]int32, n), turns: make([]int32, n), early: make([]int32, n),
	}
	// One layer of steps after the other: those that are reached by the same count
	// of outcomes. In a layer, those come first that are reached by fewer steps: they
	// wait in two queues, each in that order.
	led, next := []came{{to: int32(c.Entry), from: none, branch: none}}, []came{}
	for len(led) > 0 {
		slices.SortStableFunc(led, func(a, b came) int { return int(a.steps - b.steps) })
		var on []came // from a step without outcomes
		for at, onAt := 0, 0; at < len(led) || onAt < len(on); {
			var i came
			if onAt == len(on) || at < len(led) && led[at].steps <= on[onAt].steps {
				i = led[at]
				at++
			} else {
				i = on[onAt]
				onAt++
			}
			if i.to < 0 || w.came[i.to] {
				continue
			}
			w.enter(i)
			s := &c.Steps[i.to]
			if !s.Branching {
				on = append(on, came{int32(s.Next), i.to, none, i.steps + 1})
				continue
			}
			for b := range s.Branches {
				next = append(next, came{int32(s.Branches[b].To), i.to, int32(b), i.steps + 1})
			}
		}
		led, next = next, led[:0]
	}
	return w
}

// A came is how a step is come to, and how many steps are before it.
type came struct{ to, from, branch, steps int32 }

// enter notes the shortest way to a step.
func (w *Ways) enter(c came) {
	to, from := c.to, c.from
	w.came[to], w.from[to], w.branch[to] = true, from, c.branch
	w.turned[to], w.early[to] = none, to
	if from != none {
		w.turned[to], w.turns[to] = w.turned[from], w.turns[from]
	}
	if c.branch != none {
		w.turned[to] = to
		w.turns[to]++
	}
	if w.turns[to] > Told {
		w.early[to] = w.early[from]
	}
}

// Comes reports whether the call comes to a step.
func (w *Ways) Comes(i int) bool { return w.came[i] }

// A Turn is an outcome by which a call goes on from a step.
type Turn struct {
	Step int
	Key  string
}

// To returns the outcomes on the shortest way to a step, in order.
func (w *Ways) To(i int) []Turn { return w.last(i, int(w.turns[i])) }

// last returns the last outcomes on the way to a step, so many of them.
func (w *Ways) last(i, count int) []Turn {
	turns := make([]Turn, count)
	at := int32(i)
	for n := range count {
		at = w.turned[at]
		from := w.from[at]
		turns[count-1-n] = Turn{int(from), w.call.Steps[from].Branches[w.branch[at]].Key}
		at = from
	}
	return turns
}

// Brief returns the first and the last outcomes on the way to a step; of a short way
// the first are all. However long ways are, that takes the same time.
func (w *Ways) Brief(i int) (first, last []Turn) {
	if w.turns[i] <= 2*Told {
		return w.To(i), nil
	}
	return w.To(int(w.early[i])), w.last(i, Told)
}

// Before returns the step before a step on the shortest way to it. It is not ok
// where the call starts there, or does not come there.
func (w *Ways) Before(i int) (from int, ok bool) {
	return int(w.from[i]), w.came[i] && w.from[i] != none
}
