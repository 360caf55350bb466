package decompile

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
)

// What follows is how the ways on from a unit are compared.

// out appends all ways on from a unit in the order of their keys, a success
// before the others, and any other input behind them.
func (u *unit) out(list []edge) []edge {
	if !u.branching && u.to >= 0 {
		return append(list, edge{api.NextStep, u.to})
	}
	from := len(list)
	list = append(list, u.edges...)
	sortEdges(list[from:])
	return list
}

func sortEdges(edges []edge) {
	if len(edges) > 1 {
		slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(rank(a.key)-rank(b.key), cmp.Compare(a.key, b.key)) })
	}
}

func rank(key string) int {
	switch key {
	case success:
		return 0
	case step.Any:
		return 2
	}
	return 1
}

var (
	nextOnly = []string{api.NextStep}
	anyOnly  = []string{step.Any}
)

// all appends all ways on from a unit, with those by which the call ends as far
// as they are known.
func (u *unit) all(list []edge) []edge {
	from := len(list)
	list = u.out(list)
	var keys []string
	switch {
	case !u.branching:
		keys = nextOnly
	case u.attempts != nil:
		keys = anyOnly
	case u.typ == &api.HTTP && !u.raw:
		keys = step.Replies.Default
	}
	for _, key := range keys {
		if leadsBy(list[from:], key) == ends {
			list = append(list, edge{key, ends})
		}
	}
	sortEdges(list[from:])
	return list
}

// leadOut makes a unit lead to another by all ways by which the call ends.
func (u *unit) leadOut(to int) {
	for _, e := range u.all(nil) {
		switch {
		case e.to != ends:
		case u.branching:
			u.edges = append(slices.Clip(u.edges), edge{e.key, to})
		default:
			u.to = to
		}
	}
}

// leadsBy returns where a key leads, or ends.
func leadsBy(edges []edge, key string) int {
	for _, e := range edges {
		if e.key == key {
			return e.to
		}
	}
	return ends
}
