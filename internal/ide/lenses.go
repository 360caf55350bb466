package ide

import (
	"cmp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Lens is a line above a statement, and no part of the text.
type Lens struct {
	Span   source.Span // what it is about
	Title  string
	Places []source.Place // what it leads to
	Does   LensCommand    // what it does; empty where it leads to places, or only says something
	Test   string         // the name of the test that it is about
}

// CodeLenses says above each label from how many places it is reached, and above
// each step of the author's own and each try how many steps of the payload it
// becomes, where it has one.
func (s *Snapshot) CodeLenses() (list []Lens) {
	g := s.Call.Graph
	called := g != nil && len(g.Steps) > 0
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			if ref := s.At(n.Name.Start); ref != nil && ref.Object.Kind == resolve.Label {
				list = append(list, s.reached(n))
			}
		case *lang.StepDecl:
			if o := s.Main().Steps.Find(n.Name.Text); o != nil && called && o.Step.Decl == n {
				list = append(list, Lens{Span: n.Name.Span(), Title: count(s.indexed().byDef[o], "step") + " in the payload"})
			}
		case *lang.Try:
			if called {
				list = append(list, Lens{
					Span:  source.Span{Start: n.Start, End: n.Start + int32(len("try"))},
					Title: count(s.indexed().inside[n], "step") + " in the payload",
				})
			}
		}
		return !lang.Simple(n)
	})
	slices.SortStableFunc(list, func(a, b Lens) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return list
}

// reached says from how many places the call comes to a label.
func (s *Snapshot) reached(label *lang.Label) Lens {
	l := Lens{Span: label.Name.Span(), Title: "nothing leads here"}
	list, starts := s.leadsTo(label)
	for _, o := range list {
		l.Places = append(l.Places, source.Place{File: s.Main().File.Source, Span: o.at})
	}
	switch n := len(list); {
	case starts && n == 0:
		l.Title = s.startOf(label)
	case starts:
		l.Title = s.startOf(label) + ", and comes from " + count(n, "place")
	case n > 0:
		l.Title = "reached from " + count(n, "place")
	}
	return l
}

// startOf says what starts with a label.
func (s *Snapshot) startOf(label *lang.Label) string {
	if s.ways().to[label.Name.Start][0].under != nil {
		return "the step starts here"
	}
	return "the call starts here"
}
