package prompts

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Bounds of what a workbook says of what was heard before: it is there to give an
// idea.
const (
	maxBefore = 3  // ways to a prompt
	maxSteps  = 4  // of a way back
	maxHeard  = 80 // characters of what was heard
)

// A history knows how callers come to the steps of a call.
type history struct {
	*call.Call
	reachable []bool
	from      [][]entry // some of the outcomes that lead to each step
}

// An entry is an outcome of a step that leads to another.
type entry struct {
	step int
	keys []string // none of a step without branches
}

// newHistory returns the history of a call without its secrets: what is heard is cut.
func newHistory(c *call.Call, secrets *diag.Redactor) *history {
	c = c.Redacted(secrets)
	h := &history{Call: c, reachable: c.Reachable(), from: make([][]entry, len(c.Steps))}
	enter := func(to cfg.Target, e entry) {
		if to >= 0 && len(h.from[to]) <= maxBefore {
			h.from[to] = append(h.from[to], e)
		}
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		switch {
		case !h.reachable[i]:
		case !s.Branching:
			enter(s.Next, entry{step: i})
		default:
			for n, b := range s.Branches {
				first := !slices.ContainsFunc(s.Branches[:n], func(o cfg.Branch) bool { return o.To == b.To })
				if e := (entry{step: i}); first {
					for _, o := range s.Branches[n:] {
						if o.To == b.To {
							e.keys = append(e.keys, o.Key)
						}
					}
					enter(b.To, e)
				}
			}
		}
	}
	return h
}

// heardAfter adds ways to a prompt to those that are known.
func (p *Prompt) heardAfter(ways []string) {
	if p.MoreBefore {
		return
	}
	for _, way := range ways {
		switch {
		case slices.Contains(p.Before, way):
		case len(p.Before) == maxBefore:
			p.MoreBefore = true
			return
		default:
			p.Before = append(p.Before, way)
		}
	}
}

// leads adds the keys to a prompt that lead on where a step speaks it.
func (p *Prompt) leads(h *history, step int) {
	for range maxSteps {
		if step < 0 || h.Kind(step) != call.Plays {
			break
		}
		step = int(h.Steps[step].Next)
	}
	if step < 0 || h.Kind(step) != call.Waits {
		return
	}
	figures := figuresOf(heard(p.Text))
	for _, b := range h.Steps[step].Branches {
		if slices.Contains(figures, b.Key) && !slices.Contains(p.wired, b.Key) {
			p.wired = append(p.wired, b.Key)
		}
	}
}

// before returns what callers hear and do right before a step, one text a way.
func (h *history) before(step int) (ways []string) {
	var back func(step int, after []string, depth int)
	back = func(step int, after []string, depth int) {
		if int(h.Entry) == step {
			ways = append(ways, join(append([]string{"start of the call"}, after...)))
		}
		for _, e := range h.from[step] {
			if len(ways) > maxBefore {
				return
			}
			way := after
			switch {
			case h.Kind(e.step) == call.Plays:
				ways = append(ways, join(append([]string{h.heard(e.step)}, after...)))
				continue
			case len(e.keys) > 0:
				way = append([]string{h.outcomes(e)}, after...)
			case h.Kind(e.step) != call.Calls:
				way = append([]string{h.Phrase(e.step)}, after...)
			}
			if depth == maxSteps {
				ways = append(ways, join(way))
				continue
			}
			back(e.step, way, depth+1)
		}
	}
	back(step, nil, 1)
	return ways
}

// maxKeys is how many keys of an input are named that lead to one step.
const maxKeys = 6

// outcomes says by what the call goes on from a step to another.
func (h *history) outcomes(e entry) string {
	var list []string
	for n, key := range e.keys {
		if n == maxKeys {
			list = append(list, "…")
			break
		}
		list = append(list, h.Outcome(e.step, key))
	}
	return strings.Join(list, "/")
}

func join(parts []string) string { return strings.Join(parts, ", ") }

// heard returns what a step plays, in quotes.
func (h *history) heard(step int) string {
	if text := h.Text(step, textKey); text != "" {
		return "“" + api.Clip(folded(escape(text)), maxHeard) + "”"
	}
	return h.Phrase(step)
}
