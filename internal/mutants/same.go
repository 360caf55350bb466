package mutants

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
)

// classes returns a number for each step of a flow. Two steps have the same one where
// a caller notices no difference between a call that goes on with the one and a call
// that goes on with the other: they say the same, and each outcome leads to steps of
// which that holds, too.
//
// Steps are told apart by what they say, and then again and again by where they
// lead, until no more are told apart. Where there are several flows, their steps
// are numbered one behind the other.
func classes(flows ...*sim.Flow) []int32 {
	p := &partition{}
	for _, f := range flows {
		from := len(p.class)
		for i := range f.Steps {
			p.add(f, i, from)
		}
	}
	for count := 0; count != len(p.numbers); {
		count = len(p.numbers)
		p.refine()
	}
	return p.class
}

// A partition puts steps into classes.
type partition struct {
	class   []int32
	steps   []*cfg.Step
	from    []int // of each step the number of the first step of its flow
	numbers map[string]int32
	key     []byte
}

// number returns the number of the key.
func (p *partition) number() int32 {
	n, there := p.numbers[string(p.key)]
	if !there {
		n = int32(len(p.numbers))
		p.numbers[string(p.key)] = n
	}
	return n
}

// add adds a step, by what it says.
func (p *partition) add(f *sim.Flow, i, from int) {
	if p.numbers == nil {
		p.numbers = map[string]int32{}
	}
	s := &f.Run.Steps[i]
	p.key = append(p.key[:0], s.TypeName()...)
	for _, field := range s.Fields {
		p.key = strconv.AppendQuote(append(append(p.key, ' '), field.Key.Name...), field.Value)
	}
	if exit, leaves := f.Exits[i]; leaves {
		p.key = append(p.key[:0], "exit "+exit...)
	}
	p.class, p.steps, p.from = append(p.class, p.number()), append(p.steps, &f.Steps[i]), append(p.from, from)
}

// refine tells the steps of each class apart by the classes that they lead to. A
// branch that leads where any other key does leads nowhere else.
func (p *partition) refine() {
	clear(p.numbers)
	next := make([]int32, len(p.class))
	for i, s := range p.steps {
		p.key = strconv.AppendInt(p.key[:0], int64(p.class[i]), 10)
		if !s.Branching {
			p.lead("", p.of(i, s.Next))
		}
		rest := int32(cfg.Unknown)
		for _, b := range s.Branches {
			if b.Key == call.AnyKey {
				rest = p.of(i, b.To)
			}
		}
		for _, b := range sorted(s.Branches) {
			if to := p.of(i, b.To); b.Key == call.AnyKey || to != rest {
				p.lead(b.Key, to)
			}
		}
		next[i] = p.number()
	}
	p.class = next
}

// of returns the class that a step leads to, or where the call ends what says so.
func (p *partition) of(i int, to cfg.Target) int32 {
	if to < 0 {
		return int32(to)
	}
	return p.class[p.from[i]+int(to)]
}

func (p *partition) lead(key string, to int32) {
	p.key = strconv.AppendInt(strconv.AppendQuote(append(p.key, ' '), key), int64(to), 10)
}

// sorted returns branches in the order of their keys: the order in which they are
// written makes no difference.
func sorted(branches []cfg.Branch) []cfg.Branch {
	return slices.SortedFunc(slices.Values(branches), func(a, b cfg.Branch) int { return strings.Compare(a.Key, b.Key) })
}
