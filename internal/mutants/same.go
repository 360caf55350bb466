package mutants

import (
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/sim"
)

// A partition puts the steps of a flow into classes. Two steps are in the same one
// where a caller notices no difference between a call that goes on with the one and a
// call that goes on with the other: they say the same, and each outcome leads to steps
// of which that holds, too.
//
// Steps are told apart by what they say, and then again and again by where they lead,
// until no more are told apart. Of a class that falls into parts the largest keeps its
// number, so that few steps have to be looked at again.
type partition struct {
	class   []int32
	members [][]int32 // of each class
	at      []int32   // where a step stands among the members of its class
	from    [][]int32 // the steps that lead to a step
	round   []int     // the last one in which a step was to be looked at
	now     int
}

// parted returns the classes of the steps of a flow.
func parted(f *sim.Flow) *partition {
	n := len(f.Steps)
	p := &partition{class: make([]int32, n), at: make([]int32, n), from: make([][]int32, n), round: make([]int, n), now: 1}
	numbers := map[string]int32{}
	again := make([]int32, n)
	for i := range f.Steps {
		says := string(says(f, i))
		c, there := numbers[says]
		if !there {
			c = int32(len(numbers))
			numbers[says] = c
			p.members = append(p.members, nil)
		}
		p.put(int32(i), c)
		f.Steps[i].Each(func(to cfg.Target) {
			if to >= 0 {
				p.from[to] = append(p.from[to], int32(i))
			}
		})
		again[i], p.round[i] = int32(i), p.now
	}
	for len(again) > 0 {
		again = p.refine(f, again)
	}
	return p
}

func (p *partition) put(i, class int32) {
	p.class[i], p.at[i] = class, int32(len(p.members[class]))
	p.members[class] = append(p.members[class], i)
}

// refine tells the steps of each class apart by the classes that they lead to. It is
// given those that may lead to other classes than before, and returns them for the
// next time.
func (p *partition) refine(f *sim.Flow, list []int32) (again []int32) {
	slices.SortFunc(list, func(a, b int32) int {
		if p.class[a] != p.class[b] {
			return int(p.class[a] - p.class[b])
		}
		return int(a - b)
	})
	var parts [][]int32
	for from, to := 0, 0; from < len(list); from = to {
		for to = from; to < len(list) && p.class[list[to]] == p.class[list[from]]; to++ {
		}
		parts = append(parts, p.split(f, list[from:to])...)
	}
	p.now++
	for _, part := range parts {
		p.move(part)
		for _, i := range part {
			for _, from := range p.from[i] {
				if p.round[from] != p.now {
					p.round[from] = p.now
					again = append(again, from)
				}
			}
		}
	}
	return again
}

// move makes a part of a class one of its own.
func (p *partition) move(part []int32) {
	class := int32(len(p.members))
	p.members = append(p.members, nil)
	for _, i := range part {
		old := p.members[p.class[i]]
		last := old[len(old)-1]
		old[p.at[i]], p.at[last] = last, p.at[i]
		p.members[p.class[i]] = old[:len(old)-1]
		p.put(i, class)
	}
}

// split returns the parts that a class falls into, but for the largest. The others of
// the class lead where they did, all to the same classes.
func (p *partition) split(f *sim.Flow, list []int32) [][]int32 {
	members := p.members[p.class[list[0]]]
	if len(members) == 1 {
		return nil
	}
	numbers := map[string]int{}
	var parts [][]int32
	part := func(i int32) int {
		key := p.leads(f, int(i))
		n, there := numbers[string(key)]
		if !there {
			n = len(parts)
			numbers[string(key)] = n
			parts = append(parts, nil)
		}
		return n
	}
	for _, i := range list {
		n := part(i)
		parts[n] = append(parts[n], i)
	}
	largest, size, others := 0, 0, -1
	if len(list) < len(members) {
		others = part(members[slices.IndexFunc(members, p.stays)])
	}
	for n := range parts {
		has := len(parts[n])
		if n == others {
			has += len(members) - len(list)
		}
		if has > size {
			largest, size = n, has
		}
	}
	if others >= 0 && others != largest {
		for _, i := range members {
			if p.stays(i) {
				parts[others] = append(parts[others], i)
			}
		}
	}
	return slices.Delete(parts, largest, largest+1)
}

// stays reports whether a step is not looked at in this round.
func (p *partition) stays(i int32) bool { return p.round[i] != p.now }

// says returns what a step says, as a key.
func says(f *sim.Flow, i int) []byte {
	if exit, leaves := f.Exits[i]; leaves {
		return append([]byte("exit "), exit...)
	}
	s := &f.Run.Steps[i]
	key := []byte(s.TypeName())
	for _, field := range s.Fields {
		key = strconv.AppendQuote(append(append(key, ' '), field.Key.Name...), field.Value)
	}
	return key
}

// leads returns the classes that a step leads to, as a key. A branch that leads where
// any other key does leads nowhere else.
func (p *partition) leads(f *sim.Flow, i int) (key []byte) {
	s := &f.Steps[i]
	if !s.Branching {
		return strconv.AppendInt(nil, int64(p.of(s.Next)), 10)
	}
	rest := int32(cfg.Unknown)
	for _, b := range s.Branches {
		if b.Key == call.AnyKey {
			rest = p.of(b.To)
		}
	}
	for _, b := range sorted(s.Branches) {
		if to := p.of(b.To); b.Key == call.AnyKey || to != rest {
			key = strconv.AppendInt(strconv.AppendQuote(append(key, ' '), b.Key), int64(to), 10)
		}
	}
	return key
}

// of returns the class of a target, or where the call ends what says so.
func (p *partition) of(to cfg.Target) int32 {
	if to < 0 {
		return int32(to)
	}
	return p.class[to]
}

// same reports whether a caller notices no difference between a step of the flow and
// what it is in a copy in which a few steps are changed. Where that holds of all of
// them, it holds of the call.
func (p *partition) same(f, changed *sim.Flow, i int) bool {
	return string(says(f, i)) == string(says(changed, i)) && string(p.leads(f, i)) == string(p.leads(changed, i))
}

// sorted returns branches in the order of their keys: the order in which they are
// written makes no difference.
func sorted(branches []cfg.Branch) []cfg.Branch {
	return slices.SortedFunc(slices.Values(branches), func(a, b cfg.Branch) int { return strings.Compare(a.Key, b.Key) })
}
