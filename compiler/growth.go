package compiler

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Growth says how many steps a statement became.
type Growth struct {
	At    source.Place
	What  string
	Steps int
}

// Growth lists what each use of a step, each menu and each try of the program
// became, by file and place.
func (a *Analysis) Growth() []Growth {
	steps := map[lang.Stmt]*Growth{}
	var order []*Growth
	count := func(s lang.Stmt, file *source.File, what string) {
		g := steps[s]
		if g == nil {
			g = &Growth{At: source.Place{File: file, Span: s.Span()}, What: what}
			steps[s] = g
			order = append(order, g)
		}
		g.Steps++
	}
	for i := range a.Call.Graph.Steps {
		s := &a.Call.Graph.Steps[i]
		if menu, ok := s.Stmt.(*lang.Menu); ok {
			count(menu, s.In.File.Source, "menu")
		}
		for in := s.In; in.Use != nil; in = in.Parent {
			switch use := in.Use.(type) {
			case *lang.Invoke:
				count(use, in.Parent.File.Source, use.Name.Text)
			case *lang.Try:
				count(use, in.Parent.File.Source, "try "+use.Count.Raw+" times")
			}
		}
	}
	list := make([]Growth, len(order))
	for i, g := range order {
		list[i] = *g
	}
	slices.SortStableFunc(list, func(a, b Growth) int {
		return cmp.Or(cmp.Compare(a.At.File.Name, b.At.File.Name), cmp.Compare(a.At.Start, b.At.Start))
	})
	return list
}
