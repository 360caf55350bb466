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
}

// CodeLenses says above each label from how many places it is reached, and above
// each step of the author's own and each try how many steps of the payload it
// becomes.
func (s *Snapshot) CodeLenses() (list []Lens) {
	targets := map[*resolve.Object][]resolve.Ref{}
	for _, r := range s.Refs() {
		if r.Role == resolve.Read && r.Object.Kind == resolve.Label {
			targets[r.Object] = append(targets[r.Object], r)
		}
	}
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Label:
			if ref := s.At(n.Name.Start); ref != nil && ref.Object.Kind == resolve.Label {
				list = append(list, s.reached(n, targets[ref.Object]))
			}
		case *lang.StepDecl:
			if o := s.Main().Steps.Find(n.Name.Text); o != nil && o.Step.Decl == n {
				list = append(list, Lens{Span: n.Name.Span(), Title: count(s.indexed().byDef[o], "step") + " in the payload"})
			}
		case *lang.Try:
			list = append(list, Lens{
				Span:  source.Span{Start: n.Start, End: n.Start + int32(len("try"))},
				Title: count(s.indexed().inside[n], "step") + " in the payload",
			})
		}
		return !lang.Simple(n)
	})
	slices.SortStableFunc(list, func(a, b Lens) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return list
}

// reached says from how many places the call comes to a label.
func (s *Snapshot) reached(label *lang.Label, targets []resolve.Ref) Lens {
	l := Lens{Span: label.Name.Span(), Title: "nothing leads here"}
	for _, lead := range s.leadsTo(label, targets) {
		l.Places = append(l.Places, lead.Place)
	}
	switch n := len(l.Places); {
	case s.starts(label) && n == 0:
		l.Title = "the call starts here"
	case s.starts(label):
		l.Title = "the call starts here, and comes from " + count(n, "place")
	case n > 0:
		l.Title = "reached from " + count(n, "place")
	}
	return l
}
