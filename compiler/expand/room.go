package expand

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/step"
)

// A room is where the lists of steps are made, and where they are kept. All
// graphs of a call share it: a list that is being made is done before the next
// is begun.
type room struct {
	reader     step.Reader
	field      []api.Field
	branch     []cfg.Branch
	to         []point
	fieldRoom  slab[api.Field]
	branchRoom slab[cfg.Branch]
}

// A slab keeps lists in large pieces: a script has many short ones.
type slab[T any] struct {
	free []T // of the piece that is being filled
	size int // of the last piece
}

// The sizes of pieces. A small script needs little, and a large one wastes
// little of the last.
const (
	smallPiece = 32
	largePiece = 4096
)

// keep returns a list of its own that is the same.
func (s *slab[T]) keep(list []T) []T {
	n := len(list)
	if n > len(s.free) {
		s.size = min(max(2*s.size, smallPiece), largePiece)
		s.free = make([]T, max(n, s.size))
	}
	kept := s.free[:n:n]
	s.free = s.free[n:]
	copy(kept, list)
	return kept
}
