package ide

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// Offers reports whether something is offered for a leaf of the grammar.
func Offers(leaf string) bool { return offers[leaf] != nil }

// Ways returns from where the call comes to the label at an offset.
func Ways(s *Snapshot, offset int32) string {
	label, _ := s.labelAt(s.At(offset).Object)
	list, starts := s.leadsTo(label)
	var places []string
	for _, o := range list {
		at := s.Main().File.Source.Position(o.at.Start, source.Bytes)
		place := fmt.Sprintf("%d:%d", at.Line, at.Column)
		if o.keys != nil {
			place += " by " + strings.Join(o.keys, ", ")
		}
		places = append(places, place)
	}
	said := fmt.Sprint(len(list))
	if starts {
		said += ", starts"
	}
	return said + ": " + strings.Join(places, ", ")
}

// Tested returns how many scripts have results of tests that are kept.
func Tested(w *Workspace) int { return len(w.ran()) }
